"""Requests of the caller's own making, with the client's auth, retries, errors and streaming."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from ._attempts import attempt
from ._body import json_body
from ._clock import Clock
from ._effects import Flow, offload
from ._failure import error_from_data
from ._flow import Opened, call_headers, locate
from ._meta import Meta
from ._routing import resolve_host
from ._sse import SSEDecoder
from ._streaming import StreamCore
from ._wire import Body, Request
from .errors import InferenceError, InvalidInput, ResponseShapeError
from .options import Timeout

if TYPE_CHECKING:
    from ._settings import Settings, State

__all__ = ["RawReply", "RawRequest", "Unread", "run_request", "server_root"]


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
        try:
            return json.loads(self.body)
        except ValueError:
            error = ResponseShapeError("The reply is no JSON; see .body.")
            error.body, error.status = self.body, self.status
            raise error from None


@dataclass(slots=True, kw_only=True)
class RawRequest:
    """A request of the caller's own."""

    method: str
    path: str
    json: object = None
    content: bytes | None = None
    content_type: str = "application/octet-stream"
    type: Any = None
    stream: bool = False
    url: str | None = None
    """A server's own URL, in place of the client's target."""


def run_request(raw: RawRequest, settings: Settings, state: State) -> Flow[Any]:
    """Send it; a `RawReply`, a value of the wanted type, or an `Opened` stream of JSON events."""
    target = resolve_host(settings, raw.url)
    url = _join(target.base, raw.path)
    clock = Clock(Timeout.of(settings.timeout, stream=raw.stream))
    if raw.json is not None and raw.content is not None:
        raise InvalidInput("json and content are two bodies; pass one of them.")
    body = json_body(raw.json) if raw.json is not None else None
    if raw.content is not None:
        body = Body((raw.content,), raw.content_type)
    headers = call_headers(target, settings, url, None, body, stream=raw.stream)
    request = Request(raw.method.upper(), url, headers, clock, body=body, stream=raw.stream)
    cost = "cheap" if request.method in ("GET", "HEAD") else "costly"
    try:
        reply = yield from attempt(request, retry=settings.retry, cost=cost, state=state)
        if reply.stream is not None:
            core: StreamCore[Any, Any] = StreamCore(
                decoder=SSEDecoder(),
                decode=json.loads,
                error=lambda data: error_from_data(data, reply.headers),
                accumulator=Unread(),
                done=b"[DONE]",
                open_ended=True,
                locate=lambda error: locate(error, url, target),
            )
            return Opened(reply.stream, core, None, Meta(provider=target.provider.name, headers=reply.headers))
        if raw.type is None:
            return RawReply(reply.status, reply.headers, reply.body)
        return (yield from offload(lambda: _read(raw.type, reply.body)))
    except InferenceError as error:
        raise locate(error, "", target) from error.__cause__


def _read(wanted: Any, body: bytes) -> Any:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(wanted).validate_json(body)
    except ValidationError as error:
        failure = ResponseShapeError(f"The reply is no {getattr(wanted, '__name__', wanted)}: {error}")
        failure.body = body
        raise failure from None


def _join(base: str, path: str) -> str:
    """A path below the base; a whole URL must be on the base's origin, for the key goes there."""
    if not path.startswith(("http://", "https://")):
        parts = urlsplit(base)
        path, _, query = path.partition("?")
        whole = f"{parts.path.rstrip('/')}/{path.lstrip('/')}"
        return urlunsplit((parts.scheme, parts.netloc, whole, query or parts.query, ""))
    here, there = urlsplit(base), urlsplit(path)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise InvalidInput(f"{there.scheme}://{there.netloc} is not the client's target {here.scheme}://{here.netloc}.")
    return path


def server_root(url: str) -> str:
    """The root of a server, below which `/health` and `/info` are, from any of its URLs."""
    parts = urlsplit(url)
    path = parts.path.partition("/v1")[0].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class Unread:
    """Accumulates nothing: the end of such a stream is the end of its body."""

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
