"""Requests through a client of httpx's kind: the user's own (httpx or its fork httpx2), or ours for a proxied origin.

Such a client is `Any`: nothing of the user's library is imported, and what it raises is known by its class names.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from .._sending.body import pieces
from .._urls import shown
from ..errors import InferenceError, InvalidInput, MissingExtra, ResponseShapeError
from ..options import Timeout
from .address import is_literal, is_private, locate
from .exchange import PIECE, body_pieces, small_body
from .faults import lost, private, unreachable
from .http1 import Head, request_headers
from .network import ssl_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.wire import Request
    from . import TransportSettings
    from .network import Network

__all__ = ["Foreign", "checked_client", "proxied_client", "timeouts", "via"]

_TIMEOUTS = {"ConnectTimeout": "connect", "PoolTimeout": "pool", "WriteTimeout": "write", "TimeoutException": "read"}


def checked_client(client: Any, *, is_async: bool) -> Any:
    """A user's client, of the right kind.

    Raises:
        InvalidInput: When it is of another kind.
    """
    complete = all(hasattr(client, name) for name in ("build_request", "send"))
    if client is None or (complete and hasattr(client, "aclose") == is_async):
        return client
    wanted = "an httpx.AsyncClient" if is_async else "an httpx.Client"
    raise InvalidInput(f"http_client must be {wanted}, or the same of httpx2, got {type(client).__name__}.")


def proxied_client(proxy: str, settings: TransportSettings, *, is_async: bool) -> Any:
    """An httpx client with its stock transport, which knows every kind of proxy. Slow to make, and it reads files.

    Raises:
        InvalidInput: When the URL of the proxy cannot be used.
        MissingExtra: When a SOCKS proxy needs a package that is not installed.
    """
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    for name in ("anyio.streams.tls", "anyio.to_thread", "anyio._backends._asyncio") if is_async else ():
        import_module(name)  # httpcore would do it at the first request, on the loop

    limits = httpx.Limits(max_connections=settings.max_connections, keepalive_expiry=settings.keepalive)
    jar = CookieJar(policy=DefaultCookiePolicy(allowed_domains=()))  # calls do not know each other
    make_client = getattr(httpx, "AsyncClient" if is_async else "Client")
    make_transport = getattr(httpx, "AsyncHTTPTransport" if is_async else "HTTPTransport")
    try:
        transport = make_transport(verify=ssl_context(), proxy=proxy, limits=limits)
    except ImportError as error:
        raise MissingExtra("The environment names a SOCKS proxy; it needs: pip install 'httpx[socks]'.") from error
    except (ValueError, httpx.InvalidURL):
        transport = None  # its words may quote a password
    if transport is None:
        raise InvalidInput(f"The environment names a proxy that cannot be used{via(proxy)}: write http://host:port.")
    client = make_client(transport=transport, trust_env=False, cookies=jar)
    client.headers.clear()
    return client


def via(proxy: str) -> str:
    """How messages name the proxy: without its password."""
    return f" through the proxy {shown(proxy).removeprefix('***@').rpartition('://')[2]}"


def timeouts(timeout: Timeout) -> dict[str, float | None]:
    """The clocks as httpx has them. The deadline stands for every clock that was left as it is."""
    total, usual = timeout.total, _clocks(Timeout())
    if total is None:
        return _clocks(timeout)
    own = _clocks(timeout).items()
    return {name: total if value is None or value == usual[name] else min(value, total) for name, value in own}


def _clocks(timeout: Timeout) -> dict[str, float | None]:
    first, idle = timeout.first_byte, timeout.idle
    longest = None if first is None or idle is None else max(first, idle)
    return {"connect": timeout.connect, "read": longest, "write": idle, "pool": timeout.pool}


class Foreign:
    """A request and its reply through another client. The deadline is checked between reads; async, it is exact."""

    __slots__ = ("_address", "_call_off", "_clock", "_network", "_response", "_step", "head")

    def __init__(self, network: Network, request: Request, through: str = "") -> None:
        origin = locate(request.url).origin
        if request.public_only and _may_be_private(origin.host):
            raise private(origin.address, origin.host)
        self._network = network
        self._clock = request.clock
        self._address = origin.address + through
        self._call_off: Callable[[], None] | None = None

    async def run(self, client: Any, request: Request) -> None:
        """Send the request and read the head of the reply."""
        content: Any = small_body(request.body)
        if content is None and request.body:
            content = (
                body_pieces(request.body, self._network) if self._network.is_async else pieces(request.body, PIECE)
            )
        self._clock.limit("read")
        try:
            built = client.build_request(
                request.method,
                request.url,
                headers=request_headers(request),
                content=content,
                extensions={"timeout": timeouts(self._clock.timeout)},
            )
            sending = client.send(built, stream=True, follow_redirects=False)
            self._response = await self._network.settle(sending, self._clock.remaining())
        except Exception as error:
            self._raise(error)
        headers = {name.lower(): value for name, value in self._response.headers.items()}
        self._clock.got(sum(len(name) + len(value) + 4 for name, value in headers.items()))
        self.head = Head(self._response.status_code, headers)
        self._step = self._network.stepper(self._response)

    async def read(self) -> bytes:
        """The next piece of the body; nothing at its end."""
        self._clock.limit("read")
        try:
            piece: bytes = await self._network.settle(self._step(), self._clock.remaining())
        except Exception as error:
            self._raise(error)
        self._clock.got(len(piece))
        return piece

    def hurry(self, seconds: float) -> None:
        """What is left may take this long: the limit that the library keeps cannot be changed any more."""
        self._call_off = self._network.alarm(seconds, self.wake)

    def wake(self) -> None:
        """End a read that waits, from any thread."""
        stream = self._response.extensions.get("network_stream")
        sock = stream and stream.get_extra_info("socket")
        with suppress(OSError):
            if isinstance(sock, socket.socket):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose state belongs to the reader
            elif sock is not None:
                sock.shutdown(socket.SHUT_RDWR)

    def give_back(self) -> None:
        """The library takes its connection back by itself, at the end of the body."""
        if self._call_off:
            self._call_off()

    def drop(self) -> None:
        """Close the connection, from any thread or finalizer."""
        self.give_back()
        self._network.dispose(self._response)

    def _raise(self, error: Exception) -> NoReturn:
        """Raise the same failure of our tree; as it is, when it is none of an HTTP library's."""
        failure = self._translate(error, {kind.__name__ for kind in type(error).__mro__})
        if failure is None:
            raise error
        raise failure from error

    def _translate(self, error: Exception, names: set[str]) -> InferenceError | None:
        if type(error) is TimeoutError:
            return self._clock.expired("total")
        if "InvalidURL" in names or "LocalProtocolError" in names:
            return InvalidInput(f"The request cannot be sent: {error}")
        if "HTTPError" not in names:
            return None
        for name, phase in _TIMEOUTS.items():
            if name in names:
                return self._clock.expire(phase)
        if names & {"ConnectError", "ProxyError", "UnsupportedProtocol"}:
            return unreachable(_root(error), self._address)
        if "DecodingError" in names:
            return ResponseShapeError(f"The compressed reply is damaged: {error}.")
        return lost(f"broke the connection ({error})", self._address, "sent")


def _root(error: BaseException) -> BaseException:
    """What the network said, below the layers of the library."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def _may_be_private(host: str) -> bool:
    """By the host alone: another client does not show its peer before it sends."""
    name = host.removesuffix(".")
    if not is_literal(name):
        with suppress(OSError):  # 127.1, 0x7f000001 and 2130706433 are addresses to a resolver
            name = socket.inet_ntoa(socket.inet_aton(name))
    return is_private(name) if is_literal(name) else name == "localhost" or name.endswith(".localhost")
