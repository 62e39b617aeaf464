"""What a client was told at construction, checked once; and what it keeps between calls."""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from inspect import currentframe, iscoroutinefunction
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from ._auth import SECRET_NAME, Hidden, Secret, is_hub_key, without_secrets
from ._json import is_mapping
from ._urls import check_url, is_url
from .errors import InferlinkWarning, InvalidInput
from .options import RequestOptions, Retry, Route, Timeout, Unsupported, is_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._job_handles import JobProgress
    from ._specs.catalog import Catalog, Index
    from ._specs.vocabulary import Provider
    from .hooks import Hooks
    from .options import Waiting

__all__ = [
    "Settings",
    "State",
    "check_mapping",
    "check_text",
    "clean_headers",
    "name_of",
    "one_of",
    "read_key",
    "read_keys",
    "read_place",
    "read_providers",
    "warn",
]

T = TypeVar("T")

# https://www.rfc-editor.org/rfc/rfc9110#section-5.1 and 5.5
_HEADER_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OURS = ("inferlink", "inferlink_generated")
_BUDGET = 10.0
_GIVEN_BACK = 0.1


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The options of a client. `key` is False where the caller wants none, None where the environment may give one."""

    model: str | None = None
    provider: str | Provider | None = None
    base_url: str | None = None
    key: Secret | Literal[False] | None = field(default=None, repr=False)
    key_lost: bool = False
    """A key was given, and left out when the client was pickled."""
    timeout: float | Timeout | None = None
    retry: Retry = field(default_factory=Retry)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    bill_to: str | None = None
    route: Route | None = None
    unsupported: Unsupported = "refuse"
    others: tuple[str | Provider, ...] = ()
    """Providers to go on with when the first fails."""
    keys: Mapping[str, Secret] = field(default_factory=dict[str, Secret], repr=False)
    """Keys by provider, where each has its own."""
    on_progress: Callable[[JobProgress], object] | None = None
    wait_until_ready: bool | float = False
    on_wait: Callable[[Waiting], object] | None = None
    repair: int = 0
    hooks: tuple[Hooks, ...] = ()

    def __post_init__(self) -> None:
        for name in ("model", "base_url", "bill_to"):
            check_text(getattr(self, name), name)
        if is_url(self.model):
            raise InvalidInput("model is a URL: make a client for it with base_url=, and pass the model's name here.")
        if self.base_url is not None:
            check_url(self.base_url)
        self._check_keys()
        clean_headers({"x-hf-bill-to": self.bill_to or ""})
        _check_choice(self.route, (None, *get_args(Route)), "route")
        _check_choice(self.unsupported, get_args(Unsupported), "unsupported")
        Timeout.of(self.timeout, stream=False)
        wait = self.wait_until_ready
        if not isinstance(wait, bool) and not (is_number(wait) and wait > 0):
            raise InvalidInput(f"wait_until_ready must be True, False or a positive number of seconds, got {wait!r}.")

    def without_secrets(self) -> Settings:
        """What may be pickled: no key, and no header nor part of the URL that may hold one."""
        kept = {name: value for name, value in self.headers.items() if not SECRET_NAME.search(name)}
        url = self.base_url and without_secrets(self.base_url)
        lost = self.key_lost or bool(self.key or self.keys) or kept != self.headers or url != self.base_url
        return replace(self, key=None if self.key else self.key, keys={}, headers=kept, base_url=url, key_lost=lost)

    def _check_keys(self) -> None:
        """With several providers, a key must be one that each of them may see."""
        names = {name_of(each) for each in (self.provider, *self.others)}
        if unknown := sorted(map(str, self.keys.keys() - names)):
            raise InvalidInput(f"api_key has a key for {', '.join(unknown)}, which provider= does not name.")
        if self.others and self.base_url is not None:
            raise InvalidInput("several providers cannot be at one URL: leave base_url out, or name one provider.")
        if (self.others or self.keys) and self.key and not is_hub_key(self.key) and self.route != "hub":
            raise InvalidInput(
                "one key for several providers must be a Hub token (hf_...): pass api_key={name: key, ...} with the "
                "key of each."
            )
        for name in self.headers:
            if self.others and SECRET_NAME.search(name) and name != "idempotency-key":
                raise InvalidInput(
                    f"header {name!r} would go to each of the providers: pass api_key={{name: key, ...}} instead."
                )

    def candidates(self) -> tuple[Settings, ...]:
        """The settings for each provider that may be tried, in order."""
        if not self.others and not self.keys:
            return (self,)
        named = (self.provider, *self.others)
        return tuple(replace(self, provider=each, others=(), keys={}, key=self._key_of(each)) for each in named)

    def _key_of(self, provider: str | Provider | None) -> Secret | Literal[False] | None:
        own = self.keys.get(name_of(provider) or "")
        return self.key if own is None else own

    def with_options(self, options: RequestOptions | None) -> Settings:
        """The settings of one call."""
        if options is None:
            return self
        _check_type(options, RequestOptions, "options")
        for name in ("on_progress", "on_wait"):
            told = getattr(options, name)
            if told is not None and (not callable(told) or iscoroutinefunction(told)):
                raise InvalidInput(f"{name} must be a plain function of one argument: it is called, and not awaited.")
        return replace(
            self,
            timeout=self.timeout if options.timeout is None else options.timeout,
            retry=self.retry if options.retry is None else Retry.of(options.retry),
            headers={**self.headers, **clean_headers(options.headers)},
            unsupported=options.unsupported or self.unsupported,
            route=options.route or self.route,
            wait_until_ready=self.wait_until_ready if options.wait_until_ready is None else options.wait_until_ready,
            on_wait=options.on_wait,
            on_progress=options.on_progress,
            repair=options.repair,
        )


def check_text(value: object, name: str) -> None:
    """Refuse what is neither text nor left out."""
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise InvalidInput(f"{name} must be a non-empty string, got {value!r}; leave it out if there is none.")


def check_mapping(value: Mapping[str, T] | None, name: str) -> Mapping[str, T]:
    """Refuse what is neither a mapping nor left out."""
    if value is not None:
        _check_type(value, Mapping, name)
    return value or {}


def _check_type(value: object, wanted: type, name: str) -> None:
    if not isinstance(value, wanted):
        raise InvalidInput(f"{name} must be a {wanted.__name__}, got {type(value).__name__}.")


def _check_choice(value: object, choices: tuple[object, ...], name: str) -> None:
    if value not in choices:
        raise InvalidInput(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}.")


def read_place(
    model: str | None, provider: str | Provider | None, base_url: str | None
) -> tuple[str | None, str | Provider | None, str | None]:
    """Model, provider and base URL, whichever of the three the URL came in."""
    if isinstance(provider, str):
        check_text(provider, "provider")
    urls = {
        "base_url": base_url,
        "model": model if is_url(model) else None,
        "provider": provider if is_url(provider) else None,
    }
    given = {name: url for name, url in urls.items() if url is not None}
    if len(given) > 1:
        raise InvalidInput(
            f"{' and '.join(given)} both hold a URL: pass the URL as base_url, and the model's name as model."
        )
    return (
        None if "model" in given else model,
        None if "provider" in given else provider,
        next(iter(given.values()), None),
    )


def clean_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Header names in lower case; what would break the request is refused."""
    clean: dict[str, str] = {}
    for name, value in check_mapping(headers, "headers").items():
        lower = str(name).strip().lower()
        if not _HEADER_NAME.fullmatch(lower) or not _is_text(value) or not _HEADER_VALUE.fullmatch(value):
            raise InvalidInput(f"header {name!r} must be text without line breaks, under a name of plain characters.")
        clean[lower] = Hidden(value.strip(" \t"))  # RFC 9110, 5.5: white space around a value is no part of it
    return clean


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def read_providers(
    provider: str | Provider | Sequence[str | Provider] | None,
) -> tuple[str | Provider | None, tuple[str | Provider, ...]]:
    """The first provider, and those to go on with."""
    if provider is None or isinstance(provider, str):
        return provider, ()
    listed: list[Any] = [*provider] if isinstance(provider, (list, tuple)) else [provider]
    if not listed or not all(_is_text(each) or _is_described(each) for each in listed):
        raise InvalidInput(f"provider must be a name, a Provider or a list of them, got {provider!r}.")
    names = [name_of(each) for each in listed]
    for name in names:
        check_text(name, "provider")
        if is_url(name):
            raise InvalidInput("a list of providers holds names or Providers: make a client of its own for a URL.")
    return listed[0], tuple(listed[1:])


def name_of(provider: str | Provider | None) -> str | None:
    """The name of a provider."""
    return provider if provider is None or isinstance(provider, str) else provider.name


def _is_described(provider: object) -> bool:
    """Whether it is a description. A name needs no import of that class."""
    from ._specs.vocabulary import Provider

    return isinstance(provider, Provider)


def read_keys(keys: object) -> dict[str, Secret]:
    """Keys by provider, where `api_key` is a mapping."""
    found: dict[str, Secret] = {}
    for name, value in keys.items() if is_mapping(keys) else ():
        secret = read_key(None, value)
        if not secret:
            raise InvalidInput(f"api_key[{name!r}] must be a key, got {value!r}; leave it out if there is none.")
        found[name] = secret
    return found


def one_of(value: T, other: T, names: str) -> T:
    """An argument that has two names; refused under both of them."""
    if value is not None and other is not None:
        raise InvalidInput(f"{names} are two names for the same thing; pass one of them.")
    return other if value is None else value


def read_key(token: object, api_key: object) -> Secret | Literal[False] | None:
    """The key that was passed: a `Secret`, `False` for none, or `None` for what the environment gives."""
    value = one_of(token, api_key, "token and api_key")
    if value is None:
        return None
    if value is True:
        raise InvalidInput(
            "token=True is not supported: leave it out to use the machine's Hub token, or pass a string."
        )
    if value is False:
        return False
    if not isinstance(value, str):
        raise InvalidInput(f"token must be a string, False or None, got {type(value).__name__}.")
    return Secret(value.strip()) if value.strip() else False


class State:
    """What calls of one client share: the retry budget, the Hub's answers and the token file's; all bounded.

    Args:
        own: Packages beside inferlink's own whose tasks and targets the client knows.
    """

    def __init__(self, own: tuple[Index, ...] = ()) -> None:
        self._own = own
        self._lock = threading.Lock()
        self._budget = _BUDGET
        self.answers: dict[tuple[str, Secret | None], tuple[float, Any]] = {}
        """URL and key of a look-up, to when its answer gets stale and what was read from it."""
        self.running: dict[object, Any] = {}
        """Look-ups that are under way, for all who wait for them."""
        self.token: tuple[float, Secret | None] | None = None
        """When the token file was read, and the key in it."""

    @cached_property
    def catalog(self) -> Catalog:
        """What the client knows by name."""
        from ._specs.catalog import SHIPPED, catalog_of

        return catalog_of(self._own) if self._own else SHIPPED

    def spend_retry(self) -> bool:
        """Take a retry from the budget, where there is one left."""
        with self._lock:
            if self._budget < 1:
                return False
            self._budget -= 1
            return True

    def succeeded(self) -> None:
        """Give a tenth of a retry back."""
        if self._budget < _BUDGET:
            with self._lock:
                self._budget = min(_BUDGET, self._budget + _GIVEN_BACK)


def warn(message: str) -> None:
    """Tell the caller that something works, but not as one might think."""
    from ._log import logger

    logger.warning(message)
    warnings.warn(message, InferlinkWarning, stacklevel=_depth())


def _depth() -> int:
    """How far above `warn` the code stands that called: a warning names its line, and comes once for each."""
    here = currentframe()
    frame, depth = here and here.f_back, 1
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in _OURS:
        frame, depth = frame.f_back, depth + 1
    return depth
