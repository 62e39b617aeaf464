"""A test that calls a real host fails, and says which."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from .._auth import is_loopback

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["forbid_network"]


@contextmanager
def forbid_network() -> Generator[None]:
    """Refuse connections and look-ups of names but those of this machine, while the block lasts.

    This holds for all of Python's sockets, asyncio's included. It raises an AssertionError, which no code under test
    takes for a failure of the network. Event loops that do not use Python's sockets, as uvloop, pass by it.
    """
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(sock: socket.socket, address: Any) -> None:
        _check_address(sock, address)
        connect(sock, address)

    def guarded_ex(sock: socket.socket, address: Any) -> int:
        _check_address(sock, address)
        return connect_ex(sock, address)

    def guarded_resolve(host: Any, *rest: Any, **more: Any) -> Any:
        _check(host)
        return resolve(host, *rest, **more)

    with (
        mock.patch.object(socket.socket, "connect", guarded),
        mock.patch.object(socket.socket, "connect_ex", guarded_ex),
        mock.patch.object(socket, "getaddrinfo", guarded_resolve),
    ):
        yield


def _check_address(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        _check(address[0])


def _check(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and not is_loopback(name.partition("%")[0]):
        raise AssertionError(f"This test may not use the network, and would call {name}.")
