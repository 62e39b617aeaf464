"""Where a call goes: from task, model, provider and URL to one target, or to an error that says what would work."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inferlink_generated import routes

from .._auth import is_hub_host, is_hub_key, named_key
from .._settings import check_text, name_of, warn
from .._specs.vocabulary import Provider, Route
from .._urls import check_url, is_url
from ..errors import InvalidInput, NotSupported
from .hf_hub import Mapping, ModelInfo, model_info, recommended_model
from .recognition import is_worth_a_probe, recognise
from .targets import LOST_KEY, Target, ambient_token, base_of, find_provider, key_and_way, route_of

if TYPE_CHECKING:
    from inferlink_generated.port import Operation

    from .._job_handles import JobHandle
    from .._sending.call import Call
    from .._sending.clock import Clock
    from .._sending.effects import Flow
    from .._settings import Settings, State
    from .._specs.catalog import Catalog
    from ..options import Route as Way

__all__ = ["resolve", "resolve_host", "resume_target"]

_BY_STATUS = ("live", "error", "staging")
"""States of a model at a provider: the first is preferred."""
_POLICIES = ("fastest", "cheapest", "preferred")
"""What the router chooses by: https://huggingface.co/docs/inference-providers"""


def resolve(call: Call) -> Flow[Target]:
    """Find the target of a call."""
    settings = call.settings
    check_text(call.model, "model")
    model = call.model or settings.model
    if is_url(model):
        if settings.base_url is not None:
            raise InvalidInput("model is a URL, and the client has one already: pass the model's name instead.")
        check_url(model)
        return (yield from _given_target(call.operation, model, None, settings, call.state, call.clock))
    if settings.base_url is not None:
        return (yield from _given_target(call.operation, settings.base_url, model, settings, call.state, call.clock))
    provider, model = yield from _read_suffix(call.operation, settings.provider, model, call.state.catalog)
    if provider is None or provider == routes.AUTO:
        return (yield from _automatic_target(call, model))
    return (yield from _named_target(call, provider, model))


def _read_suffix(
    operation: Operation[object], provider: str | Provider | None, model: str | None, catalog: Catalog
) -> Flow[tuple[str | Provider | None, str | None]]:
    """Provider and model of `owner/name:suffix`; chat without a provider takes it as it is, for the router reads it."""
    if model is None or ":" not in model:
        return provider, model
    automatic = provider is None or provider == routes.AUTO
    found = yield from find_provider(routes.AUTO if automatic else provider, catalog)
    as_it_is = operation.task in found.tasks if automatic else found.ids not in ("mapped", "checked")
    if as_it_is:
        return provider, model
    name, _, suffix = model.rpartition(":")
    if suffix in _POLICIES:
        raise InvalidInput(f"':{suffix}' lets the router choose, which it does for chat without provider= alone.")
    if not automatic and suffix == found.name:
        return provider, name
    if suffix not in catalog.providers:
        raise InvalidInput(f"model={model!r}: ':{suffix}' is no provider; known are {', '.join(catalog.providers)}.")
    if not automatic:
        raise InvalidInput(f"model={model!r} names {suffix}, and provider={found.name!r} is given: leave one out.")
    return suffix, name


def resolve_host(settings: Settings, state: State, url: str | None = None) -> Flow[Target]:
    """Where requests of the caller's own making go: the given URL, the client's, or the provider's base."""
    if url is not None:
        check_url(url)
    url = url or settings.base_url
    if url is not None:
        return (yield from _given_target(None, url, None, settings, state))
    if settings.provider is None or settings.provider == routes.AUTO:
        raise InvalidInput("There is no target to ask: make the client with base_url= or provider=.")
    provider, route = (yield from find_provider(settings.provider, state.catalog)), Route()
    key, routed = yield from key_and_way(provider, settings, state)
    return Target(provider=provider, route=route, base=base_of(provider, route, routed=routed), routed=routed, key=key)


def resume_target(handle: JobHandle, settings: Settings, state: State) -> Flow[Target]:
    """Where a job that was submitted before runs. The key of another provider never goes there."""
    operation, catalog = state.catalog.operations[handle.task], state.catalog
    settings = next((each for each in settings.candidates() if name_of(each.provider) == handle.provider), settings)
    if settings.base_url is not None:
        return (yield from _given_target(operation, settings.base_url, handle.model, settings, state))
    named = name_of(settings.provider) == handle.provider
    hub_key = handle.routed and (is_hub_key(settings.key or None) or settings.route == "hub")
    if not named and (settings.provider not in (None, routes.AUTO) or (settings.key and not hub_key)):
        raise InvalidInput(f"the job is one of {handle.provider}: resume it with a client for that provider.")
    provider = yield from find_provider(settings.provider if named else handle.provider, catalog)
    route = route_of(provider, operation, catalog)
    way: Way | None = ("hub" if handle.routed else "direct") if provider.routing == "both" else None
    key, routed = yield from key_and_way(provider, replace(settings, route=way), state)
    base = base_of(provider, route, routed=routed)
    return Target(provider=provider, route=route, base=base, routed=routed, key=key, model=handle.model)


def _given_target(
    operation: Operation[object] | None,
    url: str,
    model: str | None,
    settings: Settings,
    state: State,
    clock: Clock | None = None,
) -> Flow[Target]:
    """A URL of the caller's own: the server that was named, is found there, or that such a URL belongs to."""
    named = settings.provider if settings.provider != routes.AUTO else None
    bare, catalog = named is None, state.catalog
    if named is None:
        named = next(name for pattern, name in catalog.bare_url if re.search(pattern, urlsplit(url).path))
    provider = yield from find_provider(named, catalog, server=True)
    if provider.bare_url is None and not provider.address and not isinstance(named, Provider):
        raise InvalidInput(
            f"provider={provider.name!r} is a hosted provider and cannot be combined with the URL "
            f"{url.partition('?')[0]}: leave one of them out, or name the server there: {', '.join(catalog.servers)}."
        )
    key = settings.key or None
    if settings.key is None:
        key = (yield from ambient_token(state)) if is_hub_host(url) else named_key(provider.key_env)
    if key is None and settings.key_lost:
        raise InvalidInput(LOST_KEY)
    target = Target(provider=provider, route=Route(), base=url, given=True, key=key, model=model)
    if operation is None:
        return target
    if bare and clock is not None and is_worth_a_probe(url, operation):
        provider = (yield from recognise(target, settings, state, clock)) or provider
    return replace(target, provider=provider, route=route_of(provider, operation, catalog))


def _automatic_target(call: Call, model: str | None) -> Flow[Target]:
    """No provider was named: the router chooses for chat, the Hub's mapping for the rest."""
    operation, settings = call.operation, call.settings
    if settings.key and not is_hub_key(settings.key) and settings.route != "hub":
        raise InvalidInput(
            "A provider's own key needs that provider's name: pass provider=..., or a Hub token (hf_...) to let the "
            "Hub choose."
        )
    if model is None:
        return (yield from _named_target(call, routes.DEFAULT, None))
    auto = yield from find_provider(routes.AUTO, call.state.catalog)
    if operation.task in auto.tasks:
        return (yield from _named_target(call, auto, model))
    key = (yield from ambient_token(call.state)) if settings.key is None else settings.key or None
    info = yield from model_info(model, key, call)
    usable: list[Mapping] = []
    for entry in info.mappings:
        if entry.provider in call.state.catalog.providers_of.get(operation.task, ()):
            provider = yield from find_provider(entry.provider, call.state.catalog)
            routed = provider.routing != "direct"  # the key is the Hub's
            usable += [entry] if routed and _serves(provider, entry.task, operation) else []
    if not usable:
        raise NotSupported(
            f"no known provider serves {model!r} for {operation.task}; the Hub maps it to "
            f"{', '.join(f'{entry.provider} ({entry.task})' for entry in info.mappings) or 'none'}."
        )
    best = min(usable, key=lambda entry: (*_BY_STATUS, entry.status).index(entry.status))
    return (yield from _named_target(call, best.provider, model))


def _named_target(call: Call, named: str | Provider | None, model: str | None) -> Flow[Target]:
    """The provider that was named, or chosen."""
    operation, catalog = call.operation, call.state.catalog
    provider = yield from find_provider(named, catalog)
    route = route_of(provider, operation, catalog)
    key, routed = yield from key_and_way(provider, call.settings, call.state)
    hub_key = key if routed else None
    if model is None and provider.recommended:
        model = yield from recommended_model(operation.hub, hub_key, call)
        warn(f"No model was given for {operation.task}: using {model!r}, which the Hub recommends now. Pass model=.")
    if model is None and provider.ids != "optional":
        raise InvalidInput(f"provider {provider.name!r} needs a model: pass model=... to the call or to the client.")
    mapping, name = None, model
    if model is not None and provider.ids in ("mapped", "checked"):
        info = yield from model_info(model, hub_key, call)
        mapping = _check_model(info, model, provider, operation, catalog)
        name = mapping.model if mapping is not None and provider.ids == "mapped" else model
    if name is not None and provider.ids == "verbatim":
        name = name.removeprefix(provider.strip)
    return Target(
        provider=provider,
        route=route,
        base=base_of(provider, route, routed=routed),
        routed=routed,
        key=key,
        model=name,
        hf_model=model,
        mapping=mapping,
    )


def _check_model(
    info: ModelInfo, model: str, provider: Provider, operation: Operation[object], catalog: Catalog
) -> Mapping | None:
    """The provider's entry for a model, after a look at task and state."""
    mapping = next((entry for entry in info.mappings if entry.provider == provider.name), None)
    if provider.ids == "mapped":
        if mapping is None:
            raise NotSupported(
                f"{provider.name} does not serve {model!r}; the Hub maps it to "
                f"{', '.join(entry.provider for entry in info.mappings) or 'no provider'}."
            )
        tag = mapping.task
    else:
        tag = info.tag or (mapping.task if mapping is not None else operation.hub)
    if not _serves(provider, tag, operation):
        raise _mismatch(provider.serves.get(tag, (tag,)), model, provider, operation, catalog)
    if mapping is not None and mapping.status == "staging":
        warn(f"{model} is in staging mode for {provider.name}: meant for tests only.")
    if mapping is not None and mapping.status == "error":
        warn(f"{model}: the last health check of {provider.name} failed; the call may fail too.")
    return mapping


def _serves(provider: Provider, tag: str, operation: Operation[object]) -> bool:
    """Whether a model with that task on the Hub serves the operation there."""
    return not {operation.hub, operation.task}.isdisjoint(provider.serves.get(tag, (tag,)))


def _mismatch(
    served: tuple[str, ...], model: str, provider: Provider, operation: Operation[object], catalog: Catalog
) -> InvalidInput:
    methods = [entry.method for entry in catalog.operations.values() if entry.hub in served or entry.task in served]
    hint = f": call {' or '.join(f'client.{method}(...)' for method in methods)}" if methods else ""
    error = InvalidInput(f"model {model!r} serves {', '.join(served)}, not {operation.task}{hint}.")
    error.provider, error.task, error.model = provider.name, operation.task, model
    return error
