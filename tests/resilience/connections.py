"""Faults before a request: no connection, no TLS, no place in the pool, a connection that has gone."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from resilience.fault import JITTER, Fault, ask, draw, listen
from resilience.site import HELLO, Site, ends, good, leaves, resets, stalls, stream

from inferlink.errors import APIConnectionError, InferenceTimeoutError
from inferlink.options import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults import Peer

HOST = {"host": "api.test"}
UNKNOWN = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
BUSY = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
CONNECT = Timeout(connect=0.05, pool=20, first_byte=20, idle=20)
NOT_CONNECTED: dict[str, Any] = {
    "error": APIConnectionError,
    "shows": {"stage": "connect"},
    "requests": 0,
    "attempts": 3,
    "waits": JITTER,
    "retryable": True,
}
"""Nothing was sent, so that it can be tried again, whatever it costs."""
NOT_CONNECTED_IN_TIME = {
    **NOT_CONNECTED,
    "error": InferenceTimeoutError,
    "shows": {"stage": "connect", "clock": "connect", "received": 0},
    "timeout": CONNECT,
}
NOT_TRUSTED = {**NOT_CONNECTED, "attempts": 1, "waits": (), "retryable": False}


def twice(client: Any, site: Site) -> str:
    """Two calls, the second when the server has closed the connection of the first."""
    ask(client)
    site.gone.acquire(timeout=20)
    return ask(client)


def again(use: Callable[[Any], Any]) -> Callable[[Any, Site], Any]:
    """A call on a connection that has served another one."""

    def call(client: Any, _: Site) -> Any:
        ask(client)
        return use(client)

    return call


def crowded(client: Any, _: Site) -> str:
    """A call while an open stream holds the only connection."""
    held = client.chat_completion("Hi", model="m", stream=True)
    try:
        return ask(client)
    finally:
        held.close()


def hangs_up(_: Peer) -> bool:
    return False


def hangs_up_in_the_handshake(peer: Peer) -> bool:
    peer.sock.recv(1)
    return False


def speaks_plainly(peer: Peer) -> bool:
    peer.sock.recv(1000)
    peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    return False


def waits(peer: Peer) -> bool:
    peer.wait_closed()
    return False


ROWS = [
    Fault(name="connection refused", site={"state": "refusing"}, words="the connection was refused", **NOT_CONNECTED),
    Fault(
        name="connection refused for a stream", use=listen, site={"state": "refusing"}, words="refused", **NOT_CONNECTED
    ),
    Fault(
        name="connection refused for what is dear",
        use=draw,
        site={"state": "refusing"},
        words="refused",
        **NOT_CONNECTED,
    ),
    # There is no way to open a connection to a multicast address, on any machine.
    Fault(name="no route", site=HOST, names=("224.0.0.1",), words="unreachable", **NOT_CONNECTED),
    Fault(name="name not found", site=HOST, names=(UNKNOWN,), words="the name was not found", **NOT_CONNECTED),
    Fault(name="name server busy once", site=HOST, names=(BUSY, "127.0.0.1"), result=HELLO, waits=JITTER[:1]),
    Fault(name="name server stalls", site=HOST, names=(None,), **NOT_CONNECTED_IN_TIME),
    Fault(name="connect stalls", site={"state": "full"}, **NOT_CONNECTED_IN_TIME),
    Fault(name="certificate of another host", tls="other host", words="not trusted", **NOT_TRUSTED),
    Fault(name="certificate of a stranger", tls="stranger", words="SSL_CERT_FILE", **NOT_TRUSTED),
    Fault(name="certificate expired", tls="expired", words="expired", **NOT_TRUSTED),
    Fault(
        name="plain http at an https url",
        tls="none",
        site={"greeting": speaks_plainly},
        words="begin with http://",
        **NOT_CONNECTED,
    ),
    Fault(name="handshake stalls", tls="none", site={"greeting": waits}, **NOT_CONNECTED_IN_TIME),
    Fault(name="handshake cut", tls="none", site={"greeting": hangs_up_in_the_handshake}, **NOT_CONNECTED),
    Fault(
        name="connection closed before the request",
        site={"greeting": hangs_up},
        error=APIConnectionError,
        shows={"stage": "sent"},
        retryable=True,
        requests=0,
        attempts=1,
    ),
    Fault(name="kept connection closed while idle", steps=(leaves, good), use=twice, result=HELLO, requests=2),
    Fault(
        name="kept connection closed during the call",
        steps=(good, ends(), good),
        use=again(ask),
        result=HELLO,
        requests=3,
    ),
    Fault(
        name="kept connection reset during the call",
        steps=(good, resets(), good),
        use=again(listen),
        result=HELLO,
        requests=3,
    ),
    Fault(
        name="kept connection closed during what is dear",
        steps=(good, ends()),
        use=again(draw),
        error=APIConnectionError,
        shows={"stage": "stale"},
        retryable=True,
        requests=2,
        attempts=1,
    ),
    Fault(
        name="kept connection cut inside the reply",
        steps=(good, ends(b"HTTP/1.1 200 OK\r\n"), good),
        use=again(ask),
        error=APIConnectionError,
        shows={"stage": "sent"},
        retryable=True,
        requests=2,
        attempts=1,
    ),
    Fault(
        name="pool exhausted",
        steps=(stalls(stream(end=b"")),),
        use=crowded,
        client={"max_connections": 1},
        timeout=Timeout(connect=20, pool=0.05, first_byte=20, idle=20),
        error=InferenceTimeoutError,
        shows={"clock": "pool", "stage": "connect", "received": 0},
        retryable=True,
        attempts=1,
    ),
    Fault(
        name="pool exhausted until the deadline",
        steps=(stalls(stream(end=b"")),),
        use=lambda client, site: crowded(client.with_options(timeout=0.5), site),
        client={"max_connections": 1},
        timeout=Timeout(connect=20, pool=20, first_byte=20, idle=20, total=0.5),
        error=InferenceTimeoutError,
        shows={"clock": "total", "received": 0},
        retryable=True,
        attempts=1,
    ),
]
