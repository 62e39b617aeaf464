"""A transport that answers from a script, for both clients: what was sent is kept, nothing touches a socket."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from inferlink import AsyncInferenceClient, InferenceClient
from inferlink._sending.body import pieces
from inferlink._sending.wire import Reply, Request

Answer = Reply | Exception | Callable[[Request], Reply]


def json_reply(data: object, status: int = 200, **headers: str) -> Reply:
    """A JSON reply; header names with underscores for dashes."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"content-type": "application/json", **names}, "", json.dumps(data).encode())


def reply(body: bytes, content_type: str, status: int = 200) -> Reply:
    """A reply of any content."""
    return Reply(status, {"content-type": content_type}, "", body)


def sse_reply(*chunks: bytes | Exception, content_type: str = "text/event-stream") -> Reply:
    """A stream that sends these pieces, or breaks with an exception."""
    answer = Reply(200, {"content-type": content_type}, "")
    answer.stream = Handle(chunks)
    return answer


class Handle:
    """The open body of a scripted reply, for both flavours."""

    def __init__(self, chunks: Sequence[bytes | Exception]) -> None:
        self._chunks = iter(chunks)
        self.closed = self.finished = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        if isinstance(chunk, Exception):
            raise chunk
        return chunk

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        """No generator: one would end with the loop of its first step."""
        try:
            return next(self)
        except StopIteration:
            raise StopAsyncIteration from None

    def close(self) -> None:
        self.closed = True

    abandon = close

    async def aclose(self) -> None:
        self.closed = True

    def finish(self) -> Any:
        self.finished = True
        return _Done()


class _Done:
    """Finished already: may be awaited or not."""

    def __await__(self):
        return iter(())


@dataclass
class Script:
    """Answers in order; requests as they came."""

    answers: list[Answer]
    sent: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Reply:
        self.sent.append(request)
        if not self.answers:
            raise AssertionError(f"nothing is scripted for {request.method} {request.url}")
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        found = answer(request) if callable(answer) else answer
        found.url = request.url
        request.clock.start_attempt()
        if request.stream and found.stream is None and found.status < 400:
            found.stream, found.body = Handle([found.body]), b""
        return found

    def body(self, number: int = -1) -> Any:
        """The body of a request as JSON."""
        return json.loads(self.raw(number))

    def raw(self, number: int = -1) -> bytes:
        """The body of a request."""
        body = self.sent[number].body
        return b"" if body is None else b"".join(pieces(body))


class _AsyncScript:
    def __init__(self, script: Script) -> None:
        self._script = script

    async def send(self, request: Request) -> Reply:
        return self._script.send(request)

    async def aclose(self) -> None:
        pass


class _SyncScript:
    def __init__(self, script: Script) -> None:
        self.send = script.send

    def close(self) -> None:
        pass


def scripted(kind: str, *answers: Answer, **options: Any) -> tuple[Any, Script]:
    """A client of that kind (`sync` or `async`) whose calls block, and its script.

    The async client's methods run in a loop of their own, so that one test body serves both.
    """
    script = Script(list(answers))
    if kind == "sync":
        client = InferenceClient(**options)
        client._link._transport = _SyncScript(script)
        return client, script
    twin = AsyncInferenceClient(**options)
    twin._link._transport = _AsyncScript(script)
    return Blocking(twin), script


class Blocking:
    """An async client whose methods are run to their end; streams come back as lists or results."""

    def __init__(self, client: Any) -> None:
        self.client = client

    @property
    def jobs(self) -> Blocking:
        return Blocking(self.client.jobs)

    @property
    def models(self) -> Blocking:
        return Blocking(self.client.models)

    def __call__(self) -> Any:
        return asyncio.run(self.client())

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.client, name)
        if not inspect.iscoroutinefunction(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            result = asyncio.run(found(*args, **kwargs))
            return BlockingStream(result) if hasattr(result, "__anext__") else result

        return call


class BlockingStream:
    """An async stream that is read in a loop of its own."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        async def step() -> Any:
            return await anext(self.stream)

        try:
            return asyncio.run(step())
        except StopAsyncIteration:
            raise StopIteration from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    @property
    def text(self) -> Iterator[str]:
        return iter(asyncio.run(_all(self.stream.text)))

    def events(self) -> Iterator[Any]:
        return iter(asyncio.run(_all(self.stream.events())))

    def result(self) -> Any:
        return asyncio.run(self.stream.result())

    def close(self) -> None:
        asyncio.run(self.stream.aclose())


async def _all(items: Any) -> list[Any]:
    return [item async for item in items]
