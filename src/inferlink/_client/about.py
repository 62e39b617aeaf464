"""What a server says of itself: name, version, state, models, context length, tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from .._auth import is_hub_host, is_hub_key
from .._json import MISSING, is_array, is_object, parse
from .._log import logger
from .._replies.failure import error_from_reply, shape_error
from .._replies.select import read_body, select_event
from .._sending.attempts import attempt
from .._sending.call import call_headers, locate
from .._sending.clock import Clock
from .._sending.effects import send
from .._sending.wire import Request
from .._targets.recognition import is_near, recognise
from .._targets.routing import resolve_host
from .._urls import join_url, shown
from ..errors import InferenceError, InvalidInput, ModelLoading, NotSupported
from ..options import Timeout

if TYPE_CHECKING:
    from .._sending.effects import Flow
    from .._sending.wire import Reply
    from .._settings import Settings, State
    from .._specs.words import Question
    from .._targets.targets import Target

__all__ = ["ServedModel", "ServerInfo", "endpoint_info", "served_models", "server_health", "server_info"]

Condition: TypeAlias = Literal["ready", "loading", "failing"]


@dataclass(frozen=True, kw_only=True)
class ServedModel:
    """A model that a server lists.

    Attributes:
        id: Name that calls pass as `model=`.
        context_length: Longest input and output together, tokens.
        loaded: Whether it is in memory, where the server tells.
        data: All that the server says of it.
    """

    id: str
    context_length: int | None = None
    loaded: bool | None = None
    data: dict[str, object] = field(default_factory=dict[str, object], repr=False)


@dataclass(frozen=True, kw_only=True)
class ServerInfo:
    """A server, as far as it tells.

    Attributes:
        name: Name of the file that fits it, which calls may pass as `provider=`.
        title: Its name for people.
        url: Where it was asked, without the query.
        state: `ready`, `loading` a model, or `failing`: it answers, but says that it is not well.
        version: Its own version.
        context_length: Longest input and output together of the model that is served, tokens.
        models: The models that it lists; empty where it lists none.
        tasks: Tasks that its file has a route for; fewer where the server says what its model can do.
    """

    name: str
    title: str
    url: str
    state: Condition
    version: str | None = None
    context_length: int | None = None
    models: tuple[ServedModel, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Host:
    """A server that is asked, and how."""

    target: Target
    settings: Settings
    state: State
    clock: Clock

    def request(self, path: str) -> Request:
        """A GET below its root."""
        base = _root(self.target.base) if self.target.given else self.target.base
        place = join_url(base, path)
        headers = call_headers(self.target, self.settings, place, None, None, stream=False)
        return Request("GET", place, headers, self.clock)


def server_info(url: str | None, settings: Settings, state: State) -> Flow[ServerInfo]:
    """Ask a server all that its file knows to ask."""
    host = yield from _find(url, settings, state, what="what it is")
    host = yield from _recognised(host)
    provider = host.target.provider
    condition = yield from _condition(host)
    facts = yield from _facts(host)
    listed = None if provider.models is None else (yield from _quietly(host, provider.models))
    models, said = _read_models(listed, facts), facts.get("tasks")
    alone = models[0].context_length if len(models) == 1 else None
    return ServerInfo(
        name=provider.name,
        title=provider.title or provider.name,
        url=host.target.base.partition("?")[0],
        state=condition,
        version=str(facts["version"]) if "version" in facts else None,
        context_length=_whole(facts.get("context_length")) or alone,
        models=models,
        tasks=tuple(map(str, said)) if is_array(said) else tuple(sorted(provider.tasks)),
    )


def served_models(settings: Settings, state: State) -> Flow[list[ServedModel]]:
    """The models that a server or provider lists."""
    target = yield from resolve_host(settings, state)
    host = _Host(target, settings, state, Clock(Timeout.of(settings.timeout, stream=False)))
    if target.given and is_near(target.base):
        host = yield from _recognised(host)
    question = host.target.provider.models
    if question is None:
        error = NotSupported("does not list its models in a way that is known here.")
        error.provider = host.target.provider.name
        raise error
    request = host.request(question.path)
    try:
        reply = yield from attempt(request, retry=settings.retry, cost="cheap", state=state)
        listed = _read(question, reply)
        if not is_array(listed):
            raise shape_error("The reply lists no models; see .body.", reply)
    except InferenceError as error:
        raise locate(error, "", host.target, request.url) from error.__cause__
    return list(_read_models(listed, (yield from _facts(host))))


def server_health(url: str | None, settings: Settings, state: State) -> Flow[bool]:
    """Whether a server says that it is well: once, what it is like now is the answer."""
    host = yield from _find(url, settings, state, what="how it is")
    return (yield from _condition(host)) == "ready"


def endpoint_info(url: str | None, settings: Settings, state: State) -> Flow[dict[str, object]]:
    """The JSON object at `/info`."""
    host = yield from _find(url, settings, state, what="its /info")
    request = host.request("/info")
    try:
        reply = yield from _get(request)
        value = parse(reply.body)
        if not is_object(value):
            raise shape_error("The reply is no JSON object; see .body.", reply)
    except InferenceError as error:
        raise locate(error, "", host.target, request.url) from error.__cause__
    return value


def _find(url: str | None, settings: Settings, state: State, *, what: str) -> Flow[_Host]:
    """The server at a URL, or the client's; a URL of another host does not get the key of a provider."""
    provider = settings.provider
    if url is not None and provider is not None and not (is_hub_key(settings.key or None) and is_hub_host(url)):
        settings = replace(settings, key=False)
    hosted = isinstance(provider, str) and provider not in state.catalog.servers
    if url is not None or (settings.base_url is not None and hosted):
        settings = replace(settings, provider=None)
    target = yield from resolve_host(settings, state, url)
    if not target.given and not target.provider.address:
        raise InvalidInput(f"Only a server tells {what}: pass its URL, or make the client with base_url=.")
    return _Host(target, settings, state, Clock(Timeout.of(settings.timeout, stream=False)))


def _recognised(host: _Host) -> Flow[_Host]:
    """The same with the file that fits what is there, unless the caller named one."""
    if host.settings.provider is not None or not host.target.given:
        return host
    found = yield from recognise(host.target, host.settings, host.state, host.clock)
    return host if found is None else replace(host, target=replace(host.target, provider=found))


def _condition(host: _Host) -> Flow[Condition]:
    request = host.request(host.target.provider.health)
    try:
        reply = yield from send(request)
    except InferenceError as error:
        raise locate(error, "", host.target, request.url) from error.__cause__
    if reply.status == 200:
        return "ready"
    failure = error_from_reply(reply.status, reply.headers, reply.body)
    return "loading" if isinstance(failure, ModelLoading) else "failing"


def _facts(host: _Host) -> Flow[dict[str, object]]:
    """All answers to the questions of the file; one that is not answered tells nothing."""
    facts: dict[str, object] = {}
    for question in host.target.provider.about:
        answer = yield from _quietly(host, question)
        facts.update(answer if is_object(answer) else {})
    return facts


def _quietly(host: _Host, question: Question) -> Flow[object]:
    try:
        return _read(question, (yield from _get(host.request(question.path))))
    except InferenceError as error:
        logger.debug("%s does not answer %s: %s", shown(host.target.base), question.path, error.message)
        return MISSING


def _get(request: Request) -> Flow[Reply]:
    """The reply to one request, which is not repeated."""
    reply = yield from send(request)
    if reply.status >= 300:
        raise error_from_reply(reply.status, reply.headers, reply.body)
    return reply


def _read(question: Question, reply: Reply) -> object:
    return select_event(question.response, read_body(reply.body, reply.headers.get("content-type", "").lower()))


def _read_models(listed: object, facts: dict[str, object]) -> tuple[ServedModel, ...]:
    entries = [entry for entry in listed if is_object(entry)] if is_array(listed) else []
    loaded = facts.get("loaded")
    return tuple(_read_model(entry, loaded) for entry in entries if isinstance(entry.get("id"), str))


def _read_model(entry: dict[str, object], loaded: object) -> ServedModel:
    name, data, said = str(entry["id"]), entry.get("data"), entry.get("loaded")
    return ServedModel(
        id=name,
        context_length=_whole(entry.get("context_length")),
        loaded=name in loaded if is_array(loaded) else said if isinstance(said, bool) else None,
        data=data if is_object(data) else entry,
    )


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float)) and value > 0 else None


def _root(url: str) -> str:
    """The root of a server, from any of its URLs."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, re.sub(r"/v1(/.*)?$", "", parts.path), "", ""))
