"""A row of the table of faults, and what must hold for every one of them."""

from __future__ import annotations

import asyncio
import gc
import itertools
import pickle
import socket
import ssl
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias
from unittest.mock import patch

import pytest
from faults import PATIENCE
from live import OnLoop, open_client
from resilience.site import HELLO, Site, Step

from inferlink.errors import InferenceError, InferenceTimeoutError

if TYPE_CHECKING:
    from inferlink.options import Timeout

Wait: TypeAlias = float | tuple[float, float]
"""Seconds that were waited, or their bounds."""
Use: TypeAlias = Callable[[Any, Site], Any]
"""What the caller does with a client."""
JITTER: tuple[Wait, ...] = ((0, 0.5), (0, 1.0))
"""What is waited before the second and the third attempt, when the server asks for nothing."""


def ask(client: Any, _: Site | None = None) -> str:
    """A chat; its text."""
    return client.chat_completion("Hi", model="m").choices[0].message.content


def listen(client: Any, _: Site | None = None) -> str:
    """The same as a stream, read to its end."""
    return "".join(client.chat_completion("Hi", model="m", stream=True).text)


def embed(client: Any, _: Site) -> list[Any]:
    return client.feature_extraction("Hi", model="m").tolist()


def draw(client: Any, _: Site | None = None) -> bytes:
    """An image, which is made at one URL and fetched from another."""
    return client.text_to_image("a lighthouse", model="m").bytes


def film(client: Any, _: Site) -> bytes:
    """A video, by a queued job."""
    return client.text_to_video("a lighthouse", model="m").bytes


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault and what comes of it.

    Args:
        name: What goes wrong.
        steps: What the server does about each request, the last one again and again.
        site: More about the server, as arguments of `Site`.
        tls: What the server proves itself with; `none` for a server that speaks no TLS at an https URL.
        names: What look-ups of names under .test give, one after the other: an address, an error, or nothing, ever.
        use: What the caller does.
        result: What the caller gets, where there is no error.
        error: The class of the error.
        words: A part of its message.
        shows: Its attributes.
        retryable: Whether it says that the same call may succeed later.
        partial: Text of the stream before the error.
        requests: How many reached the server.
        attempts: How many were made, where some did not reach it or belong to other steps of the call.
        waits: What was waited between them.
        timeout: Clocks of the client.
        client: Other options of the client.
    """

    name: str
    steps: tuple[Step, ...] = ()
    site: Mapping[str, Any] = field(default_factory=dict[str, Any])
    tls: str | None = None
    names: tuple[str | OSError | None, ...] = ()
    use: Use = ask
    result: object = None
    error: type[InferenceError] | None = None
    words: str = ""
    shows: Mapping[str, object] = field(default_factory=dict[str, object])
    retryable: bool = False
    partial: str | None = None
    requests: int = 1
    attempts: int | None = None
    waits: tuple[Wait, ...] = ()
    timeout: Timeout = PATIENCE
    client: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def meet(fault: Fault, kind: str, naps: list[float], certificates: Mapping[str, ssl.SSLContext]) -> None:
    """Let a client meet a fault, and look at what came of it and at what was left behind.

    Args:
        fault: The row.
        kind: The flavour of the client.
        naps: Where waits are noted.
        certificates: What the site may prove itself with.
    """
    threads = set(threading.enumerate())
    secured = {"context": certificates.get(fault.tls), "healed": certificates["good"], "host": "localhost"}
    given = {**fault.site, **(secured if fault.tls else {})}
    with (
        Site(*fault.steps, **given) as site,
        _resolving(fault, site),
        Sockets(site.port, tls=bool(fault.tls)) as sockets,
    ):
        named = fault.client.get("provider")
        place = {"base_url": site.url} if named else {"provider": site.provider, "api_key": "k"}
        with open_client(kind, timeout=fault.timeout, **{**place, **fault.client}) as client:
            _look_at_the_outcome(fault, client, site)
            assert len(site.requests) == fault.requests
            _look_at_the_waits(fault, naps)
            nothing_is_held(client, sockets)
            site.heal()
            assert ask(client.with_options(timeout=PATIENCE)) == HELLO
            nothing_is_held(client, sockets)
        assert sockets.open == 0
    for thread in set(threading.enumerate()) - threads:
        thread.join(20)
        assert not thread.is_alive(), thread


@contextmanager
def _resolving(fault: Fault, site: Site) -> Iterator[None]:
    """Names under .test are of this machine, once nothing is wrong any more."""
    resolve, answers = socket.getaddrinfo, iter(fault.names)
    last = itertools.repeat(fault.names[-1] if fault.names else "127.0.0.1")

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        if not host.endswith(".test"):
            return resolve(host, *rest, **more)
        answer = "127.0.0.1" if site.healed.is_set() else next(itertools.chain(answers, last))
        if isinstance(answer, OSError):
            raise answer
        if answer is None:
            site.healed.wait()
        return resolve(answer or "127.0.0.1", *rest, **more)

    with patch.object(socket, "getaddrinfo", look_up):
        yield


def _look_at_the_outcome(fault: Fault, client: Any, site: Site) -> None:
    if fault.error is None:
        assert fault.use(client, site) == fault.result
        return
    with pytest.raises(fault.error) as caught:
        fault.use(client, site)
    error = caught.value
    assert type(error) is fault.error
    assert fault.words in error.message
    shown = {"retryable": fault.retryable, "attempts": fault.attempts or fault.requests, **fault.shows}
    assert {name: getattr(error, name) for name in shown} == shown
    assert fault.partial == (None if error.partial is None else _text(error.partial))
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    if isinstance(error, InferenceTimeoutError):
        _names_its_clock(error, fault.timeout)


def _text(partial: Any) -> str:
    if isinstance(partial, str):
        return partial
    return partial.choices[0].message.content if partial.choices else ""


def _names_its_clock(error: InferenceTimeoutError, timeout: Timeout) -> None:
    assert error.limit == getattr(timeout, error.clock)
    assert f"after {error.limit:g} s" in error.message
    assert f"Timeout({error.clock}=...)" in error.message
    assert (f"{error.received} bytes received" if error.received else "nothing received") in error.message


def _look_at_the_waits(fault: Fault, naps: list[float]) -> None:
    bounds = [wait if isinstance(wait, tuple) else (wait, wait) for wait in fault.waits]
    assert len(naps) == len(bounds), naps
    assert all(low <= nap <= high for nap, (low, high) in zip(naps, bounds, strict=True)), naps


def nothing_is_held(client: Any, sockets: Sockets) -> None:
    """Every place in the pool is free, no task is left, and no socket is open but those that wait there."""
    if isinstance(client, OnLoop):
        assert client.runner.run(_other_tasks()) == []
        client = client.target
    transport = client._link._transport
    pools = list(transport._pools.values())
    assert [pool.network.count_free() for pool in pools] == [client._link.settings.max_connections] * len(pools)
    assert sockets.open == sum(len(pool._idle) for pool in pools)


async def _other_tasks() -> list[Any]:
    await asyncio.sleep(0)  # what another thread has handed to the loop comes first
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


class Sockets:
    """The sockets that were connected to a port of this machine, as far as they are still open."""

    watched: ClassVar[dict[int, weakref.WeakSet[socket.socket]]] = {}

    def __init__(self, port: int, *, tls: bool) -> None:
        self._port = port
        self._tls = tls

    def __enter__(self) -> Self:
        self.watched[self._port] = weakref.WeakSet()
        return self

    def __exit__(self, *_: object) -> None:
        del self.watched[self._port]

    @property
    def open(self) -> int:
        return sum(sock.fileno() != -1 for sock in {*self.watched[self._port], *self._wrapped()})

    def _wrapped(self) -> list[ssl.SSLSocket]:
        """Sockets that took over a connected one, for TLS that blocks."""
        found = [each for each in gc.get_objects() if isinstance(each, ssl.SSLSocket)] if self._tls else []
        return [sock for sock in found if not sock.server_side and sock.fileno() != -1 and self._is_ours(sock)]

    def _is_ours(self, sock: socket.socket) -> bool:
        return sock.getpeername()[1] == self._port


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and Sockets.watched:
        sock, address = arguments
        if isinstance(address, tuple) and address[1] in Sockets.watched:
            Sockets.watched[address[1]].add(sock)


sys.addaudithook(_watch)
