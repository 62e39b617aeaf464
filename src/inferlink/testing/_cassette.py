"""Real exchanges of clients, kept in a file and played again without a network.

A cassette is JSON, one value a line, UTF-8. The first line has the version of the format, and the names of headers and
JSON members that were masked beside credentials:

    {"inferlink_cassette": 1, "headers": [...], "fields": [...]}

Each further line is an exchange, in the order in which replies began:

    {"request": {"method", "url", "headers", "body"}, "reply": {"status", "url", "headers", "body"}}

A body is `{"json": ...}`, `{"text": ...}`, `{"base64": ...}` or null; that of a request may be
`{"sha256": ..., "bytes": ...}` in place of base64. A reply that was streamed has `pieces` in place of the body, each a
text or `{"base64": ...}`, and where it broke off, `broken` with the message.
"""

from __future__ import annotations

import asyncio
import difflib
import json
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._json import is_object, parse
from .._sending.body import pieces
from .._sending.wire import Body, Reply, Request
from ..errors import InvalidInput
from ._redact import (
    Redaction,
    body_to_json,
    json_to_body,
    piece_to_json,
    request_body_to_json,
    secrets_of,
)
from ._tap import tapped
from ._tape import AsyncPlayed, AsyncTaped, Played, Take, Taped
from ._waits import without_waiting

if TYPE_CHECKING:
    import os
    from collections.abc import Awaitable, Callable, Iterable
    from types import TracebackType
    from typing import Self

__all__ = ["Recorder", "Replayer", "UnrecordedRequest"]

_VERSION = 1
_MARK = "inferlink_cassette"
_SHOWN = 40
"""Most lines of the difference that a message has."""


class UnrecordedRequest(AssertionError):
    """A request that the cassette does not have; the message shows how the nearest one differs.

    It is no `InferenceError`, so that no code under test takes it for a failure of the server.
    """


class Recorder:
    """Keep every exchange of every client in a file, while the `with` block lasts.

    Credentials are not written: headers, JSON members and query values that are named like one are masked, and so are
    the key and cookies of a request wherever else they occur, from eight characters on. What people wrote is kept as it
    is, unless `fields` names it.

    A request that got no reply is not kept. A stream is kept as far as it was read. The file is written at the end of
    the block, and left as it was where that ends with an exception.

    Args:
        path: The cassette; a file that is there is replaced, folders are made.
        headers: Further headers that are masked.
        fields: Names of JSON members whose values are masked, in requests and replies, at any depth. In streams and
            other texts, only values that are texts are.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, headers: Iterable[str] = (), fields: Iterable[str] = ()
    ) -> None:
        self._path = Path(path)
        self._redaction = Redaction(headers=tuple(headers), fields=tuple(fields))
        self._exchanges: list[tuple[dict[str, Any], Reply, Take]] = []
        self._secrets: set[str] = set()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(tapped(self._record, self._record_async))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()
        if kind is None:
            self._write()

    def _record(self, request: Request, send: Callable[[Request], Reply]) -> Reply:
        request = _whole(request)
        shown = _shown(request, self._redaction)
        reply, take = send(request), Take()
        self._keep(request, shown, reply, take)
        if reply.stream is not None:
            reply.stream = Taped(reply.stream, take)  # type: ignore[arg-type]  # a sync transport makes sync streams
        return reply

    async def _record_async(self, request: Request, send: Callable[[Request], Awaitable[Reply]]) -> Reply:
        request = await asyncio.to_thread(_whole, request)
        shown = await asyncio.to_thread(_shown, request, self._redaction)
        reply, take = await send(request), Take()
        self._keep(request, shown, reply, take)
        if reply.stream is not None:
            reply.stream = AsyncTaped(reply.stream, take)  # type: ignore[arg-type]  # an async one makes async ones
        return reply

    def _keep(self, request: Request, shown: dict[str, Any], reply: Reply, take: Take) -> None:
        self._secrets |= secrets_of(request.headers)
        self._exchanges.append((shown, reply, take))

    def _write(self) -> None:
        redacted = {"headers": [*self._redaction.headers], "fields": [*self._redaction.fields]}
        exchanges = [
            {"request": shown, "reply": self._shown_reply(reply, take)} for shown, reply, take in self._exchanges
        ]
        values = [{_MARK: _VERSION, **redacted}, *Redaction.seal(exchanges, self._secrets)]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{json.dumps(value, ensure_ascii=False)}\n" for value in values]
        self._path.write_text("".join(lines), "utf-8", "backslashreplace")  # a lone surrogate is an escape in JSON, too

    def _shown_reply(self, reply: Reply, take: Take) -> dict[str, Any]:
        headers = self._redaction.clean_headers(reply.headers)
        head = {"status": reply.status, "url": reply.url, "headers": headers}
        if reply.stream is None:
            return {**head, "body": body_to_json(reply.body, reply.headers.get("content-type", ""), self._redaction)}
        broken = {} if take.broken is None else {"broken": take.broken}
        return {**head, "pieces": [piece_to_json(piece, self._redaction) for piece in take.pieces], **broken}


class Replayer:
    """Answer every request of every client from a cassette, while the `with` block lasts.

    A request is known by its method, URL and body, after redaction. Equal requests are answered in the order of the
    cassette, each once. Clients wait neither between polls nor before retries.

    Args:
        path: The cassette that a `Recorder` wrote.

    Raises:
        InvalidInput: For a file that is missing or is no cassette of this version.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._redaction, self._left = _read(self._path)
        self._used: list[dict[str, Any]] = []
        self._stack = ExitStack()

    @property
    def unused(self) -> list[str]:
        """Method and URL of the exchanges that nobody asked for, in order."""
        return [f"{each['request']['method']} {each['request']['url']}" for each in self._left]

    def __enter__(self) -> Self:
        self._stack.enter_context(tapped(self._play, self._play_async))
        self._stack.enter_context(without_waiting())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def _play(self, request: Request, _: object) -> Reply:
        return self._answer(request, _shown(request, self._redaction), Played)

    async def _play_async(self, request: Request, _: object) -> Reply:
        shown = await asyncio.to_thread(_shown, request, self._redaction)
        return self._answer(request, shown, AsyncPlayed)

    def _answer(self, request: Request, shown: dict[str, Any], player: type[Played | AsyncPlayed]) -> Reply:
        asked = Redaction.seal(shown, secrets_of(request.headers))
        found = next((each for each in self._left if _identity(each["request"]) == _identity(asked)), None)
        if found is None:
            raise UnrecordedRequest(_explain(asked, self._path, self._left, self._used))
        self._left.remove(found)
        self._used.append(found)
        request.clock.start_attempt()
        kept = found["reply"]
        reply = Reply(kept["status"], dict(kept["headers"]), kept["url"])
        if "pieces" not in kept:
            reply.body = json_to_body(kept["body"])
        else:
            reply.stream = player([json_to_body(piece) for piece in kept["pieces"]], kept.get("broken"))
        return reply


def _whole(request: Request) -> Request:
    """What is kept is in memory: an iterator can be read once, and a reply must not go to a file past the cassette."""
    body = request.body
    whole = None if body is None else Body((b"".join(pieces(body)),), body.content_type)
    return replace(request, body=whole, save_to=None)


def _shown(request: Request, redaction: Redaction) -> dict[str, Any]:
    """A request as it stands in a cassette, but for the credentials of its URL and texts."""
    body, kept = request.body, None
    if body is not None:
        kept = request_body_to_json(b"".join(pieces(body)), body.content_type, redaction)
    headers = redaction.clean_headers(request.headers)
    return {"method": request.method, "url": request.url, "headers": headers, "body": kept}


def _identity(shown: dict[str, Any]) -> tuple[Any, ...]:
    return shown["method"], shown["url"], shown["body"]


def _read(path: Path) -> tuple[Redaction, list[dict[str, Any]]]:
    try:
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")  # `splitlines` also cuts at U+2028 in a text
    except (OSError, ValueError) as error:
        raise InvalidInput(f"The cassette {path} cannot be read: {error}") from None
    values = [parse(line) for line in lines]
    head = values[0] if values and is_object(values[0]) else {}
    exchanges = [value for value in values[1:] if is_object(value) and value.keys() == {"request", "reply"}]
    if head.get(_MARK) != _VERSION or len(exchanges) != len(values) - 1:
        raise InvalidInput(f"{path} is no cassette of version {_VERSION}: record it anew.")
    names: Any = head
    return Redaction(headers=tuple(names["headers"]), fields=tuple(names["fields"])), exchanges


def _explain(asked: dict[str, Any], path: Path, left: list[dict[str, Any]], used: list[dict[str, Any]]) -> str:
    """What the cassette has in place of a request."""
    what = f"{asked['method']} {asked['url']}"
    if any(_identity(each["request"]) == _identity(asked) for each in used):
        return f"{path.name} has {what}, and it was asked for already as often as it was recorded: record it anew."
    if not left:
        return f"{path.name} has nothing left for {what}: record it anew."
    wanted = _lines(asked)
    nearest = max((_lines(each["request"]) for each in left), key=lambda lines: _likeness(lines, wanted))
    difference = [*difflib.unified_diff(nearest, wanted, "recorded", "asked for", lineterm="", n=1)][:_SHOWN]
    return "\n".join([f"{path.name} does not have {what}. The nearest that is left differs in:", *difference])


def _lines(shown: dict[str, Any]) -> list[str]:
    known = {name: shown[name] for name in ("method", "url", "body")}
    return json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False).splitlines()


def _likeness(first: list[str], second: list[str]) -> float:
    return difflib.SequenceMatcher(None, first, second).ratio()
