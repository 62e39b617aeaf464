"""Where a call goes: from task, model, provider and URL to one target, or to an error that says what would work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from inferlink_generated.operations import OPERATIONS

from inferlink_generated import routes

from . import _auth
from ._hf_hub import ROUTER, Mapping, ModelInfo, model_info, recommended_model
from ._settings import is_url, warn
from ._vocabulary import Provider, Route, load_provider
from .errors import InvalidInput, NotSupported

if TYPE_CHECKING:
    from inferlink_generated.port import Operation

    from ._auth import Secret
    from ._clock import Clock
    from ._effects import Flow
    from ._settings import Settings, State

__all__ = ["Target", "complete_url", "find_provider", "model_path", "resolve", "resolve_host"]

LOST_KEY = (
    "This client was unpickled, and keys are never pickled: none is found in the environment; give it one with "
    "client.with_options(api_key=...)."
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """One provider or server, ready to be called for one task."""

    provider: Provider
    route: Route
    base: str
    """Base URL, or the caller's own URL where `given`."""
    given: bool = False
    routed: bool = False
    key: Secret | None = field(default=None, repr=False)
    model: str | None = None
    """The model as the target calls it."""
    hf_model: str | None = None
    """The model's id on the Hub."""
    mapping: Mapping | None = None


def resolve(
    operation: Operation[object], model: str | None, settings: Settings, clock: Clock, state: State
) -> Flow[Target]:
    """Find the target of a call."""
    if model is not None and (not isinstance(model, str) or not model.strip()):
        raise InvalidInput(f"model must be a non-empty string, got {model!r}; leave it out if there is none.")
    if is_url(model) and settings.base_url is not None:
        raise InvalidInput(f"model={model!r} is a URL, and the client has a base_url: pass the model's name instead.")
    model = model or settings.model
    url = model if is_url(model) else settings.base_url
    if url is not None:
        return _given_target(operation, url, None if is_url(model) else model, settings)
    provider = settings.provider
    if provider is None or provider == routes.AUTO:
        return (yield from _automatic_target(operation, model, settings, clock, state))
    return (yield from _named_target(operation, find_provider(provider), model, settings, clock, state))


def find_provider(provider: str | Provider, *, server: bool = False) -> Provider:
    """The file of that name; with `server`, a server's before a provider's of the same name."""
    if isinstance(provider, Provider):
        return provider
    kinds = (("servers", routes.SERVERS), ("providers", routes.PROVIDERS))
    for kind, names in kinds if server else reversed(kinds):
        if provider in names:
            found = _LOADED.get((kind, provider))
            if found is None:
                module = import_module(f"inferlink_generated.routes.{kind}.{provider.replace('-', '_')}")
                found = _LOADED[kind, provider] = load_provider(module.PROVIDER)
            return found
    raise InvalidInput(
        f"provider={provider!r} is not known. Hosted: {', '.join(routes.PROVIDERS)}. "
        f"Servers: {', '.join(routes.SERVERS)}."
    )


_LOADED: dict[tuple[str, str], Provider] = {}


def route_of(provider: Provider, operation: Operation[object]) -> Route:
    """How the provider serves the task."""
    route = provider.tasks.get(operation.task)
    if route is None:
        methods = sorted(OPERATIONS[task].method for task in provider.tasks if task in OPERATIONS)
        others = [name for name in routes.PROVIDERS_OF.get(operation.task, ()) if name != provider.name]
        where = f" {operation.task} is served by {', '.join(others)}." if others else ""
        error = NotSupported(f"does not serve {operation.task}; it serves {', '.join(methods)}.{where}")
        error.provider, error.task = provider.name, operation.task
        raise error
    return route


def resolve_host(settings: Settings, url: str | None = None) -> Target:
    """Where requests of the caller's own making go: the given URL, the client's, or the provider's base."""
    url = url or settings.base_url or (settings.model if is_url(settings.model) else None)
    if url is not None:
        return _given_target(None, url, None, settings)
    if settings.provider is None or settings.provider == routes.AUTO:
        raise InvalidInput("Requests of your own need a target: make the client with base_url= or provider=.")
    provider = find_provider(settings.provider)
    key, routed = _key_and_way(provider, settings)
    return Target(
        provider=provider, route=Route(), base=_base_of(provider, Route(), routed=routed), routed=routed, key=key
    )


def _given_target(operation: Operation[object] | None, url: str, model: str | None, settings: Settings) -> Target:
    """A URL of the caller's own: the server that was named, or the one that such a URL belongs to."""
    named = settings.provider if settings.provider != routes.AUTO else None
    if named is None:
        path = urlsplit(url).path
        named = next(name for pattern, name in routes.BARE_URL if re.search(pattern, path))
    provider = find_provider(named, server=True)
    if provider.bare_url is None and not provider.address and not isinstance(named, Provider):
        raise InvalidInput(
            f"provider={provider.name!r} is a hosted provider and cannot be combined with the URL "
            f"{url.partition('?')[0]}: leave one of them out, or name the server there: {', '.join(routes.SERVERS)}."
        )
    key = _explicit(settings)
    if key is None and settings.key is None:
        key = _auth.ambient_token() if _auth.is_hub_host(url) else _auth.named_key(provider.key_env)
    if key is None and settings.key_lost:
        raise InvalidInput(LOST_KEY)
    route = Route() if operation is None else route_of(provider, operation)
    return Target(provider=provider, route=route, base=url, given=True, key=key, model=model)


def _base_of(provider: Provider, route: Route, *, routed: bool) -> str:
    if routed:
        return ROUTER + (f"/{provider.name}" if provider.hub_base is None else provider.hub_base)
    return route.base or provider.base or provider.address


def _automatic_target(
    operation: Operation[object], model: str | None, settings: Settings, clock: Clock, state: State
) -> Flow[Target]:
    """No provider was named: the router chooses for chat, the Hub's mapping for the rest."""
    if model is None:
        return (yield from _named_target(operation, find_provider(routes.DEFAULT), None, settings, clock, state))
    key = _explicit(settings) or (_auth.ambient_token() if settings.key is None else None)
    if key is not None and not _auth.is_hub_key(key):
        raise InvalidInput(
            "A provider's own key needs that provider's name: pass provider=..., or a Hub token (hf_...) to let the "
            "Hub choose."
        )
    auto = find_provider(routes.AUTO)
    if operation.task in auto.tasks:
        return (yield from _named_target(operation, auto, model, settings, clock, state))
    info = yield from model_info(model, key, clock, state)
    order = {"live": 0, "error": 1, "staging": 2}
    usable = [
        entry
        for entry in info.mappings
        if entry.provider in routes.PROVIDERS_OF.get(operation.task, ()) and entry.task == operation.hub
    ]
    if not usable:
        raise NotSupported(
            f"no known provider serves {model!r} for {operation.task}; the Hub maps it to "
            f"{', '.join(f'{entry.provider} ({entry.task})' for entry in info.mappings) or 'none'}."
        )
    best = min(usable, key=lambda entry: order.get(entry.status, 3))
    return (yield from _named_target(operation, find_provider(best.provider), model, settings, clock, state))


def _named_target(
    operation: Operation[object], provider: Provider, model: str | None, settings: Settings, clock: Clock, state: State
) -> Flow[Target]:
    """The provider that was named, or chosen."""
    route = route_of(provider, operation)
    key, routed = _key_and_way(provider, settings)
    hub_key = key if _auth.is_hub_key(key) or (routed and settings.key is None) else None
    if model is None and provider.recommended:
        model = yield from recommended_model(operation.hub, hub_key, clock, state)
        warn(f"No model was given for {operation.task}: using {model!r}, which the Hub recommends now. Pass model=.")
    if model is None and provider.ids != "optional":
        raise InvalidInput(f"provider {provider.name!r} needs a model: pass model=... to the call or to the client.")
    mapping = None
    name = model
    if model is not None and provider.ids in ("mapped", "checked"):
        info = yield from model_info(model, hub_key, clock, state)
        mapping = _check_model(info, model, provider, operation)
        name = mapping.model if mapping is not None and provider.ids == "mapped" else model
    if name is not None and provider.ids == "verbatim":
        name = name.removeprefix(provider.strip)
    return Target(
        provider=provider,
        route=route,
        base=_base_of(provider, route, routed=routed),
        routed=routed,
        key=key,
        model=name,
        hf_model=model,
        mapping=mapping,
    )


def _explicit(settings: Settings) -> Secret | None:
    return settings.key if not isinstance(settings.key, bool) else None


def _key_and_way(provider: Provider, settings: Settings) -> tuple[Secret | None, bool]:
    """The key of a call to a named provider, and whether it goes through the router."""
    key = _explicit(settings)
    way = settings.route if provider.routing == "both" else provider.routing
    if key is None and settings.key is None:
        hub_token = _auth.ambient_token() if way != "direct" else None
        key = hub_token or (_auth.named_key(provider.key_env) if way != "hub" else None)
        way = way or ("hub" if hub_token is not None else "direct")
    routed = way == "hub" if way is not None else _auth.is_hub_key(key)
    if not routed and _auth.is_hub_key(key) and not provider.address:
        raise InvalidInput(f"A Hub token cannot be sent to {provider.name} directly: pass the provider's own key.")
    if key is None and settings.key_lost:
        raise InvalidInput(LOST_KEY)
    if key is None and provider.key == "required":
        names = " or ".join(provider.key_env)
        raise InvalidInput(
            f"provider {provider.name!r} needs a key: pass api_key=..."
            + (f", set {names}," if names and provider.routing != "hub" else "")
            + (" or log in to the Hub (HF_TOKEN)." if provider.routing != "direct" else ".")
        )
    return key, routed


def _check_model(info: ModelInfo, model: str, provider: Provider, operation: Operation[object]) -> Mapping | None:
    """The provider's entry for a model, after a look at task and state."""
    mapping = next((entry for entry in info.mappings if entry.provider == provider.name), None)
    if provider.ids == "mapped" and mapping is None:
        raise NotSupported(
            f"{provider.name} does not serve {model!r}; the Hub maps it to "
            f"{', '.join(entry.provider for entry in info.mappings) or 'no provider'}."
        )
    if mapping is not None and provider.ids == "mapped":
        served: tuple[str, ...] = (mapping.task,)
        fits = operation.hub == mapping.task
    else:
        tag = info.tag or (mapping.task if mapping is not None else "")
        served = provider.serves.get(tag, (tag,))
        fits = operation.task in served or operation.hub in served or not tag
    if not fits:
        raise _mismatch(served, model, provider, operation)
    if mapping is not None and mapping.status == "staging":
        warn(f"{model} is in staging mode for {provider.name}: meant for tests only.")
    if mapping is not None and mapping.status == "error":
        warn(f"{model}: the last health check of {provider.name} failed; the call may fail too.")
    return mapping


def _mismatch(
    served: tuple[str, ...], model: str, provider: Provider, operation: Operation[object]
) -> NotSupported | InvalidInput:
    methods = [entry.method for entry in OPERATIONS.values() if entry.hub in served or entry.task in served]
    hint = f": call {' or '.join(f'client.{method}(...)' for method in methods)}" if methods else ""
    error = InvalidInput(f"model {model!r} serves {', '.join(served)}, not {operation.task}{hint}.")
    error.provider, error.task, error.model = provider.name, operation.task, model
    return error


def complete_url(url: str, suffix: str | None) -> str:
    """A caller's URL with `suffix` below `/v1`, its query kept; as it is without a suffix.

    A route of its own at the end of a URL, as `/v1/chat/completions`, is replaced by another suffix.
    """
    if suffix is None:
        return url
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if path.endswith("/" + suffix):
        return url
    path = re.sub(r"/v1/(chat/completions|completions|embeddings)$", "/v1", path)
    path = f"{path}/{suffix}" if path.endswith("/v1") else f"{path}/v1/{suffix}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def model_path(model: str) -> str:
    """A model id as part of a URL path; it may not leave its place."""
    if any(part in (".", "..", "") for part in model.split("/")):
        raise InvalidInput(f"model={model!r} cannot stand in a URL: its parts may not be empty, '.' or '..'.")
    return quote(model, safe="/:@")
