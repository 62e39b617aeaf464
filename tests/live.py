"""What tests against real servers need: both clients in the same words, and go-betweens that count connections."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from faults import FaultServer, Peer, Received

from inferlink import AsyncInferenceClient, InferenceClient
from inferlink._calls.resume import AsyncJobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferlink.local import LocalServer

KEY = "k-right-5ff3a1"
"""What the guarded server wants."""

SAY: dict[str, Any] = {
    "temperature": 0,
    "max_tokens": 40,
    "extra_body": {"grammar": 'root ::= "The sky is blue, so is the sea."'},
}
"""Makes the model say exactly this: a small model's own words depend on what else the server computes."""
SAID = "The sky is blue, so is the sea."

STORY: dict[str, Any] = {"stream": True, "max_tokens": 3500, "temperature": 0, "extra_body": {"ignore_eos": True}}
"""Longer than any test wants to wait for."""
SHIPS = ["The ship reached the harbour.", "The boat came into port.", "Tea is best without sugar."]
"""Two texts of one meaning, and another."""

FORECAST: dict[str, Any] = {
    "type": "object",
    "properties": {"unit": {"enum": ["celsius", "fahrenheit"]}},
    "required": ["unit"],
}
TOOLS = [{"type": "function", "function": {"name": "forecast", "parameters": FORECAST}}]
CALL = [{"role": "user", "content": "How warm is it?"}, {"role": "assistant", "content": "<tool_call>"}]
"""The model writes a call for certain when its answer already begins with one."""
OBEDIENT: dict[str, Any] = {"temperature": 0, "max_tokens": 200, "chat_template_kwargs": {"enable_thinking": False}}
THINK = r'root ::= [A-Za-z ,.]{5,20} "\n</think>\n\n" [A-Z] [a-z ]{5,20} "."'
"""A grammar: some thoughts, their end, and an answer."""

_END = object()


@contextmanager
def open_client(kind: str, **options: Any) -> Iterator[Any]:
    """A client whose calls return when they are done. All calls of an async one run on the same loop."""
    if kind == "sync":
        with InferenceClient(**options) as client:
            yield client
        return
    with asyncio.Runner() as runner:
        twin = AsyncInferenceClient(**options)
        try:
            yield OnLoop(twin, runner)
        finally:
            runner.run(twin.close())


class OnLoop:
    """An async client, stream or iterator in the words of its sync twin."""

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        self.target = target
        self.runner = runner

    def __getattr__(self, name: str) -> Any:
        name = "aclose" if name == "close" and hasattr(self.target, "aclose") else name
        return self._show(getattr(self.target, name))

    def _show(self, value: Any) -> Any:
        if asyncio.iscoroutine(value):
            value = self.runner.run(value)
        if hasattr(value, "__anext__") or isinstance(value, (AsyncInferenceClient, AsyncJobs)):
            return OnLoop(value, self.runner)
        return (lambda *args, **kwargs: self._show(value(*args, **kwargs))) if callable(value) else value

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        async def step() -> Any:
            return await anext(self.target, _END)

        if (item := self.runner.run(step())) is _END:
            raise StopIteration
        return item

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def say_number(number: int) -> dict[str, Any]:
    """Makes the model say exactly this number."""
    return {"max_tokens": 10, "extra_body": {"grammar": f'root ::= "number {number}"'}}


def leave_by_closing(stream: Any) -> None:
    stream.close()
    stream.close()


def leave_a_block(stream: Any) -> None:
    with stream:
        for _ in stream:
            break


def leave_for_the_collector(stream: Any) -> None:
    del stream
    gc.collect()


WAYS_OUT = [leave_by_closing, leave_a_block, leave_for_the_collector]
"""Of a stream that is not at its end."""


@contextmanager
def paused(server: LocalServer) -> Iterator[None]:
    """The server's process stands still: connections stay open, and no byte comes."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


class Gateway(FaultServer):
    """Stands before a server as gateways do: clients keep their connections, the server gets a new one a stream.

    llama.cpp ends its connection after each stream, although its head promises otherwise.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname, parts.port)
        self.comments = 0
        super().__init__(self._serve_streams)

    def _serve_streams(self, peer: Peer) -> None:
        while (request := peer.request()) is not None:
            with socket.create_connection(self._server) as upstream:
                upstream.sendall(as_bytes(request))
                while data := upstream.recv(65536):
                    self.comments += data.count(b"\r\n:\n\n\r\n")  # a chunk of its own
                    peer.send(data)
                    if data.endswith(b"\r\n0\r\n\r\n"):
                        break


class Relay(FaultServer):
    """Passes bytes on, counts the connections of clients, and keeps what the server says."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname, parts.port)
        self.replies = bytearray()
        super().__init__(self._relay)

    def _relay(self, peer: Peer) -> None:
        with socket.create_connection(self._server) as upstream:
            back = threading.Thread(target=pump, args=(upstream, peer.sock, self.replies))
            back.start()
            pump(peer.sock, upstream)
            back.join()


def pump(source: socket.socket, target: socket.socket, kept: bytearray | None = None) -> None:
    """Copy bytes until one side ends."""
    with suppress(OSError):
        while data := source.recv(65536):
            if kept is not None:
                kept += data
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def as_bytes(request: Received) -> bytes:
    """A request as it goes over the wire."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    return f"{request.method} {request.target} HTTP/1.1\r\n{headers}\r\n".encode("latin-1") + request.body
