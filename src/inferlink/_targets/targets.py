"""A target, and what it is made of: the file of a provider or server, its address, its key, its route."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from .._auth import Secret, is_hub_key, named_key, token_from_environment, token_from_file
from .._sending.effects import Flow, offload
from .._specs.vocabulary import Provider, Route, load_provider
from .._urls import read_address
from ..errors import InvalidInput, NotSupported
from .hf_hub import ROUTER

if TYPE_CHECKING:
    from inferlink_generated.port import Operation

    from .._settings import Settings, State
    from .._specs.catalog import Catalog
    from .hf_hub import Mapping

__all__ = ["LOST_KEY", "Target", "ambient_token", "base_of", "find_provider", "key_and_way", "route_of"]

LOST_KEY = (
    "This client was unpickled, and keys are never pickled: none is found in the environment; give it one with "
    "client.with_options(api_key=...)."
)
_TOKEN_SECONDS = 60
_LOADED: dict[tuple[str, ...], Provider] = {}


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


def find_provider(provider: str | Provider | None, catalog: Catalog, *, server: bool = False) -> Flow[Provider]:
    """The file of that name; with `server`, a server's before a provider's of the same name."""
    if isinstance(provider, Provider):
        return provider
    kinds = (catalog.servers, catalog.providers) if server else (catalog.providers, catalog.servers)
    for kind in kinds:
        modules = kind.get(provider or "")
        if modules is not None:
            return _LOADED.get(modules) or (yield from offload(partial(_load, modules)))
    raise InvalidInput(
        f"provider={provider!r} is not known{_hint(provider or '', catalog)} "
        f"Hosted: {', '.join(catalog.providers)}. Servers: {', '.join(catalog.servers)}."
    )


def _hint(provider: str, catalog: Catalog) -> str:
    """What may have been meant by a name that is none."""
    if provider.endswith((".json", ".toml", ".yaml", ".yml")):
        return f"; for a file, pass Provider.from_file({provider!r})."
    from difflib import get_close_matches

    close = get_close_matches(provider.lower().replace("_", "-"), [*catalog.providers, *catalog.servers], 1, 0.75)
    return f"; did you mean {close[0]!r}?" if close else "."


def _load(modules: tuple[str, ...]) -> Provider:
    """Read the literals of a name, the routes of the later ones beside those of the first; done once."""
    first, *others = (load_provider(import_module(module).PROVIDER) for module in modules)
    tasks = {task: route for each in (first, *others) for task, route in each.tasks.items()}
    return _LOADED.setdefault(modules, replace(first, tasks=tasks) if others else first)


def ambient_token(state: State) -> Flow[Secret | None]:
    """The Hub token of this machine; what the token file says is kept for a minute."""
    found = token_from_environment()
    if found is not None:
        return found
    kept = state.token
    if kept is None or time.monotonic() - kept[0] > _TOKEN_SECONDS:
        kept = state.token = (time.monotonic(), (yield from offload(token_from_file)))
    return kept[1]


def route_of(provider: Provider, operation: Operation[object], catalog: Catalog) -> Route:
    """How the provider serves the task.

    Raises:
        NotSupported: With what it does serve.
    """
    route = provider.tasks.get(operation.task)
    if route is not None:
        return route
    methods = catalog.methods(provider.tasks)
    others = [name for name in catalog.providers_of.get(operation.task, ()) if name != provider.name]
    where = f" {operation.task} is served by {', '.join(others)}." if others else ""
    error = NotSupported(f"does not serve {operation.task}; it serves {', '.join(methods)}.{where}")
    error.provider, error.task = provider.name, operation.task
    raise error


def base_of(provider: Provider, route: Route, *, routed: bool) -> str:
    """Base URL of the calls to a provider that was named."""
    if routed:
        return ROUTER + (f"/{provider.name}" if provider.hub_base is None else provider.hub_base)
    base = route.base or provider.base or _address_of(provider)
    if not base:
        raise InvalidInput(f"provider {provider.name!r} has no address of its own: pass base_url='http://...'.")
    return base


def _address_of(provider: Provider) -> str:
    """The usual address of a server, or what the environment says instead."""
    values = (os.environ.get(name, "").strip() for name in provider.address_env)
    said = next(filter(None, values), None)
    return provider.address if said is None else read_address(said, provider.address)


def key_and_way(provider: Provider, settings: Settings, state: State) -> Flow[tuple[Secret | None, bool]]:
    """The key of a call to a named provider, and whether it goes through the router."""
    if settings.route is not None and provider.routing not in ("both", settings.route):
        raise InvalidInput(f"{provider.name} cannot be called with route={settings.route!r}: leave route= out.")
    way = settings.route if provider.routing == "both" else provider.routing
    key, ambient = settings.key or None, None
    if settings.key is None:
        ambient = (yield from ambient_token(state)) if way != "direct" else None
        key = ambient or (named_key(provider.key_env) if way != "hub" else None)
    routed = way == "hub" if way is not None else ambient is not None or is_hub_key(key)
    if not routed and is_hub_key(key) and not provider.address:
        raise InvalidInput(f"A Hub token cannot be sent to {provider.name} directly: pass the provider's own key.")
    if key is None and settings.key_lost:
        raise InvalidInput(LOST_KEY)
    if key is None and provider.key == "required":
        ways = ["pass api_key=..."]
        ways += [f"set {name}" for name in provider.key_env if provider.routing != "hub"]
        ways += ["log in to the Hub (HF_TOKEN)"] if provider.routing != "direct" else []
        raise InvalidInput(f"provider {provider.name!r} needs a key: {', or '.join(ways)}.")
    return key, routed
