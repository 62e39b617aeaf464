"""Requests of the caller's own making, with the client's auth, retries, errors and streaming."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from .._json import MISSING, parse
from .._meta import Meta
from .._replies.decode import explain
from .._replies.failure import error_from_data, shape_error
from .._replies.sse import SSEDecoder
from .._sending.attempts import attempt
from .._sending.body import json_body
from .._sending.call import Opened, call_headers, locate
from .._sending.clock import Clock
from .._sending.effects import Flow, offload
from .._sending.patience import Patience
from .._sending.wire import Body, Reply, Request
from .._streams.core import StreamCore
from .._targets.routing import resolve_host
from .._urls import is_url, join_url
from ..errors import InferenceError, InvalidInput
from ..options import Timeout

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from .._hooks.observer import Observer
    from .._sending.wire import AsyncByteStream, ByteStream
    from .._settings import Settings, State
    from .._targets.targets import Target

__all__ = ["RawReply", "RawRequest", "Unread", "run_request"]


@dataclass(frozen=True, slots=True)
class RawReply:
    """A reply as it came.

    Attributes:
        status: HTTP status, below 300.
        headers: Names in lower case.
        body: The whole body, content encodings undone.
    """

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ResponseShapeError: When it is no JSON.
        """
        value = parse(self.body)
        if value is MISSING:
            raise shape_error("The reply is no JSON; see .body.", Reply(self.status, self.headers, "", self.body))
        return value


@dataclass(slots=True, kw_only=True)
class RawRequest:
    """A request of the caller's own."""

    method: str
    path: str
    json: object = None
    content: bytes | None = None
    type: Any = None
    stream: bool = False


def run_request(raw: RawRequest, settings: Settings, state: State) -> Flow[Any]:
    """Send it; a `RawReply`, a value of the wanted type, or an `Opened` stream of JSON events. Hooks are told."""
    if not settings.hooks:
        return _run(raw, settings, state)
    from .._hooks.observer import Observer, observed

    observer = Observer(settings.hooks, stream=raw.stream, input=raw.json if raw.content is None else raw.content)
    return observed(observer, _run(raw, settings, state, observer))


def _run(raw: RawRequest, settings: Settings, state: State, observer: Observer | None = None) -> Flow[Any]:
    if type(raw.method) is not str or not re.fullmatch("[A-Za-z]+", raw.method):
        raise InvalidInput(f"method={raw.method!r} is no HTTP method, such as 'GET' or 'POST'.")
    body = _body(raw)
    target = yield from resolve_host(settings, state)
    url = _place(target.base, raw.path)
    clock = Clock(Timeout.of(settings.timeout, stream=raw.stream))
    headers = call_headers(target, settings, url, None, body, stream=raw.stream)
    request = Request(raw.method.upper(), url, headers, clock, body=body, stream=raw.stream)
    try:
        built = None if raw.type is None else (yield from offload(lambda: _adapter(raw.type)))
        cost: Literal["cheap", "costly"] = "cheap" if raw.stream or request.method in ("GET", "HEAD") else "costly"
        patience = Patience(settings.wait_until_ready, settings.on_wait)
        if observer is not None:
            observer.place(target, url)
        reply = yield from attempt(
            request, retry=settings.retry, cost=cost, state=state, patience=patience, observer=observer
        )
        if reply.stream is not None:
            return _open(reply.stream, reply, target)
        if observer is not None:
            observer.replied(reply.body)
        if built is None:
            return RawReply(reply.status, reply.headers, reply.body)
        return (yield from offload(lambda: _read(built, raw.type, reply)))
    except InferenceError as error:
        locate(error, "", target, url)
        raise


def _body(raw: RawRequest) -> Body | None:
    if raw.json is not None and raw.content is not None:
        raise InvalidInput("json and content are two bodies; pass one of them.")
    if raw.content is None:
        return json_body(raw.json) if raw.json is not None else None
    if type(raw.content) is not bytes:
        raise InvalidInput(f"content must be bytes, got {type(raw.content).__name__}; pass data as json=.")
    return Body((raw.content,), "application/octet-stream")


def _open(stream: ByteStream | AsyncByteStream, reply: Reply, target: Target) -> Opened:
    core: StreamCore[Any, Any] = StreamCore(
        decoder=SSEDecoder(),
        decode=_event,
        error=lambda data: error_from_data(data, reply.headers),
        accumulator=Unread(),
        done=b"[DONE]",
        open_ended=True,
        locate=lambda error: locate(error, "", target, reply.url),
    )
    meta = Meta(provider=target.provider.name, status=reply.status, attempts=reply.attempts, headers=reply.headers)
    return Opened(stream, core, None, meta)


def _event(data: bytes) -> object:
    if (value := parse(data)) is MISSING:
        raise ValueError("it is no JSON, or nested too deeply")
    return value


def _adapter(wanted: Any) -> TypeAdapter[Any]:
    from pydantic import PydanticUserError, TypeAdapter

    try:
        return TypeAdapter(wanted)
    except PydanticUserError as error:
        raise InvalidInput(f"type={wanted!r} cannot be read by pydantic: {error.message}") from None


def _read(built: TypeAdapter[Any], wanted: Any, reply: Reply) -> Any:
    from pydantic import ValidationError

    try:
        return built.validate_json(reply.body)
    except ValidationError as error:
        text = f"The reply is no {getattr(wanted, '__name__', wanted)}: {explain(error)}. See .body for all of it."
        raise shape_error(text, reply) from None


def _place(base: str, path: object) -> str:
    """A path below the base; a whole URL must be on the base's origin, for the key goes there."""
    if not isinstance(path, str):
        raise InvalidInput(f"path must be a string, got {type(path).__name__}.")
    if not is_url(path):
        return join_url(base, path)
    here, there = urlsplit(base), urlsplit(path)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise InvalidInput(f"{there.scheme}://{there.netloc} is not the client's target {here.scheme}://{here.netloc}.")
    return path


class Unread:
    """Accumulates nothing: the end of such a stream is the end of its body, or `[DONE]`."""

    finished = False

    def add(self, item: object) -> None:
        """Leave the item to the caller."""

    def text(self, item: object) -> str:
        """No text is known in events of unknown shape."""
        return ""

    def events(self, item: object) -> tuple[()]:
        """No typed events either."""
        return ()

    def result(self) -> None:
        """Nothing was kept."""
