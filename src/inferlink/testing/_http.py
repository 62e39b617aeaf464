"""HTTP/1.1 on loopback, as far as a test needs it: one thread, an event loop of its own, connections kept alive."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import responses
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["NDJSON", "Answer", "Listener", "Received", "events_answer", "json_answer", "lines_answer"]

NDJSON = "application/x-ndjson"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request as it came.

    Attributes:
        method: As `POST`.
        path: With the query, percent-encoded.
        headers: Names in lower case; values that may be secret are masked.
        body: All of it.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: When it is no JSON.
        """
        return json.loads(self.body)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What goes back: all at once, or a piece at a time."""

    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    pieces: Sequence[bytes] | None = None
    delay_seconds: float = 0.0
    """Before each piece."""
    ending: Literal["whole", "cut", "stall"] = "whole"
    """What happens after the last piece: the reply ends, the connection does, or nothing."""
    silent: bool = False
    """Not even the head is sent."""


def json_answer(data: object, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status=status, body=json.dumps(data).encode())


def events_answer(events: Iterable[object], end: str | None = "[DONE]") -> Answer:
    """Server-sent events in JSON, and after them a mark that is none."""
    texts = [*map(json.dumps, events), *([] if end is None else [end])]
    return Answer(content_type="text/event-stream", pieces=[f"data: {text}\n\n".encode() for text in texts])


def lines_answer(events: Iterable[object]) -> Answer:
    """One JSON value a line."""
    return Answer(content_type=NDJSON, pieces=[f"{json.dumps(event)}\n".encode() for event in events])


class Listener:
    """Listens on a free port of loopback from the moment it is made, until it is closed."""

    def __init__(self, respond: Callable[[Received], Answer]) -> None:
        self._respond = respond
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._open: dict[StreamWriter, asyncio.Task[None]] = {}
        end: Future[Callable[[], object]] = Future()
        self._thread = threading.Thread(target=self._run, args=(end,), daemon=True, name="inferlink-fake-server")
        self._thread.start()
        self._end = end.result()

    def close(self) -> None:
        """Drop all connections, and return when the port is free."""
        self._end()
        self._thread.join()

    def _run(self, end: Future[Callable[[], object]]) -> None:
        try:
            asyncio.run(self._serve(end))
        except Exception as error:
            if end.done():
                raise
            end.set_exception(error)

    async def _serve(self, end: Future[Callable[[], object]]) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connected, sock=self._socket)
        end.set_result(lambda: loop.call_soon_threadsafe(ended.set))
        await ended.wait()
        # Connections end by themselves, those that were just taken too: asyncio leaves one open that it cancels, or
        # that begins after the server closed.
        loop.remove_reader(self._socket)
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            for writer in self._open:
                writer.transport.abort()
            await asyncio.wait(tasks)
        server.close()

    def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._open[writer] = asyncio.create_task(self._converse(reader, writer))

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            ending = "whole"
            while ending == "whole":
                answer = self._respond(await _read_request(reader))
                await _write(writer, answer)
                ending = answer.ending
            if ending == "stall":
                await reader.read()  # until the client goes, or the server stops
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass  # the client is gone, or speaks something else
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            del self._open[writer]


async def _read_request(reader: StreamReader) -> Received:
    """The next request of a connection. EOFError: there is none."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if "chunked" in headers.get("transfer-encoding", ""):
        body = await _read_chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Received(method=method, path=path, headers=headers, body=body)


async def _read_chunks(reader: StreamReader) -> bytes:
    """A body of unknown length (RFC 9112, 7.1)."""
    body = bytearray()
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readuntil(b"\r\n")
    await reader.readuntil(b"\r\n")
    return bytes(body)


async def _write(writer: StreamWriter, answer: Answer) -> None:
    if answer.silent:
        return
    length = "transfer-encoding: chunked" if answer.pieces is not None else f"content-length: {len(answer.body)}"
    reason = responses.get(answer.status, "")  # 529 is no status of the standard, and servers send it
    headers = {"content-type": answer.content_type, **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in headers.items()), length]
    writer.write("\r\n".join([*lines, "", ""]).encode() + answer.body)
    last = (b"",) if answer.ending == "whole" else ()
    for piece in () if answer.pieces is None else (*answer.pieces, *last):
        await writer.drain()
        await asyncio.sleep(answer.delay_seconds)  # what the piece before it set going happens first
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    await writer.drain()
