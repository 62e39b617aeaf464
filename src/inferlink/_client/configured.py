"""What both clients share: how they are told where calls go and how they behave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from .._settings import (
    Settings,
    State,
    check_mapping,
    clean_headers,
    one_of,
    read_key,
    read_keys,
    read_place,
    read_providers,
)
from ..options import Retry
from .hook_sets import read_hooks
from .link import Link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferlink_generated.port import Operation

    from .._sending.call import Call
    from .._specs.catalog import Index
    from .._specs.vocabulary import Provider
    from ..hooks import Hooks
    from ..options import RequestOptions, Route, Timeout, Unsupported

__all__ = ["Configured"]


class Configured:
    """What both clients share: options in, settings out."""

    _own: ClassVar[tuple[Index, ...]] = ()
    """The packages beside inferlink's own whose tasks and targets the class knows."""
    _awaits: ClassVar[bool] = False
    """Whether hooks may be coroutine functions."""
    _settings: Settings
    _state: State

    def __init_subclass__(cls, *, index: Index | None = None) -> None:
        """Know the tasks and targets of a generated package too: `index` is its module `routes`."""
        super().__init_subclass__()
        inherited = dict.fromkeys(each for base in cls.__bases__ for each in getattr(base, "_own", ()))
        cls._own = (*inherited, *(() if index is None else (index,)))

    def __init__(
        self,
        model: str | None = None,
        *,
        provider: str | Provider | Sequence[str | Provider] | None = None,
        token: str | bool | None = None,
        timeout: float | Timeout | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        bill_to: str | None = None,
        base_url: str | None = None,
        api_key: str | bool | Mapping[str, str] | None = None,
        retry: int | Retry | None = None,
        route: Route | None = None,
        unsupported: Unsupported = "refuse",
        wait_until_ready: bool | float = False,
        max_connections: int = 1000,
        keepalive: float = 60.0,
        http_client: object | None = None,
        hooks: Hooks | Sequence[Hooks] | None = None,
        max_retries: int | Retry | None = None,
        default_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say where calls go and how they behave; nothing is sent, and no file is read.

        Args:
            model: Model of every call that names none: an id of the Hub, a server's model name, or a URL.
            provider: A hosted provider, a local server, `auto`, or a `Provider` of your own. A URL as provider is
                taken as `base_url`. With a list, the next one is asked when one cannot be reached, is overloaded or
                does not have the model.
            token: Key for the target alone; `False` sends none. Without it, a Hub token of this machine is used for
                Hugging Face's own hosts, or the provider's own environment variable.
            timeout: Seconds for a call, or a `Timeout` with each clock.
            headers: Extra headers of every request to the target.
            cookies: Cookies of every request to the target.
            bill_to: Organisation on the Hub that pays for routed calls.
            base_url: Root of a server, a dedicated endpoint, or any OpenAI-compatible address.
            api_key: Another name for `token`; with several providers also a key for each, by name.
            retry: Extra attempts after a failure that may pass, or a `Retry`.
            route: Through the Hub's router, or directly to the provider, whatever the key looks like.
            unsupported: What happens to a parameter that the target does not take: `refuse` or `drop`.
            wait_until_ready: Wait for a server that is starting, or loading its model: it refuses the connection, or
                answers 502 or 503. True waits as long as the deadline allows, or else the clock of the first byte;
                a number is the longest wait, seconds. A paused endpoint raises `EndpointPaused` at once.
            max_connections: Most connections that are open at once; further calls wait for one.
            keepalive: Seconds that an unused connection is kept.
            http_client: Your own httpx client of the same kind (sync or async); it makes every request.
            hooks: Functions that are told how calls go, as one set of `inferlink.hooks.Hooks` or several.
            max_retries: Another name for `retry`.
            default_headers: Another name for `headers`.

        Raises:
            InvalidInput: For an argument that cannot work, with what would.
        """
        first, others = read_providers(provider)
        model, first, base_url = read_place(model, first, base_url)
        keys = read_keys(api_key)
        extra = dict(check_mapping(one_of(headers, default_headers, "headers and default_headers"), "headers"))
        if pairs := check_mapping(cookies, "cookies"):
            extra = {"cookie": "; ".join(f"{name}={value}" for name, value in pairs.items()), **extra}
        self._settings = Settings(
            model=model,
            provider=first,
            others=others,
            keys=keys,
            base_url=base_url,
            key=read_key(token, None if keys else api_key),
            timeout=timeout,
            retry=Retry.of(one_of(retry, max_retries, "retry and max_retries")),
            headers=clean_headers(extra),
            bill_to=bill_to,
            route=route,
            unsupported=unsupported,
            wait_until_ready=wait_until_ready,
            hooks=read_hooks(hooks, may_await=self._awaits),
        )
        self._state = State(self._own)
        self._link = Link(max_connections, keepalive, http_client)

    def with_options(
        self,
        *,
        model: str | None = None,
        api_key: str | bool | Mapping[str, str] | None = None,
        timeout: float | Timeout | None = None,
        headers: Mapping[str, str] | None = None,
        bill_to: str | None = None,
        retry: int | Retry | None = None,
        route: Route | None = None,
        unsupported: Unsupported | None = None,
        wait_until_ready: bool | float | None = None,
        hooks: Hooks | Sequence[Hooks] | None = None,
        max_retries: int | Retry | None = None,
        default_headers: Mapping[str, str] | None = None,
    ) -> Self:
        """A client with some options changed; both share connections, retry budget and look-ups.

        Closing one closes both. For another provider or URL, make another client. `hooks=()` switches hooks off.
        """
        keys = read_keys(api_key)
        key = read_key(None, None if keys else api_key)
        headers = one_of(headers, default_headers, "headers and default_headers")
        retry = one_of(retry, max_retries, "retry and max_retries")
        changes: dict[str, Any] = {
            "model": model,
            "key": key,
            "keys": None if api_key is None else keys,
            "key_lost": None if api_key is None and headers is None else False,
            "timeout": timeout,
            "headers": None if headers is None else {**self._settings.headers, **clean_headers(headers)},
            "bill_to": bill_to,
            "retry": None if retry is None else Retry.of(retry),
            "route": route,
            "unsupported": unsupported,
            "wait_until_ready": wait_until_ready,
            "hooks": None if hooks is None else read_hooks(hooks, may_await=self._awaits),
        }
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._settings = replace(self._settings, **{name: v for name, v in changes.items() if v is not None})
        return other

    @property
    def hooks(self) -> tuple[Hooks, ...]:
        """The sets of hooks that are told of calls."""
        return self._settings.hooks

    def _made(self, operation: Operation[Any], output: object, options: RequestOptions | None, **parts: Any) -> Call:
        from .._sending.call import Call
        from .._structured.output import Output

        return Call(
            operation=operation,
            output=None if output is None else Output(output),
            settings=self._settings.with_options(options),
            state=self._state,
            **parts,
        )

    def __getstate__(self) -> dict[str, Any]:
        if self._link.settings.http_client is not None:
            raise TypeError("A client with an http_client of your own cannot be pickled.")
        return {"_settings": self._settings.without_secrets(), "_link": self._link.settings}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._settings, self._state = state["_settings"], State(self._own)
        self._link = Link(state["_link"].max_connections, state["_link"].keepalive)

    def __repr__(self) -> str:
        url = self._settings.base_url
        shown = {"model": self._settings.model, "base_url": url and url.partition("?")[0]}
        provider = self._settings.provider
        shown["provider"] = provider if isinstance(provider, (str, type(None))) else provider.name
        parts = ", ".join(f"{name}={value!r}" for name, value in shown.items() if value is not None)
        return f"{type(self).__name__}({parts})"
