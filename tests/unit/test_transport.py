"""The transport on real sockets: sync and async by the same tests."""

from __future__ import annotations

import asyncio
import gc
import gzip
import io
import os
import socket
import subprocess
import sys
import threading
import tracemalloc
import zlib
from dataclasses import dataclass
from typing import Any

import pytest
from faults import KINDS, PATIENCE, FaultServer, Harness, Peer, answers, chunk, get, head, ok, post

from inferlink._sending.clock import Clock
from inferlink._sending.wire import Body, Piece, Reply, Request
from inferlink._transport import AsyncTransport, SyncTransport, TransportSettings
from inferlink._transport.address import locate
from inferlink._transport.exchange import Exchange
from inferlink._transport.http1 import Http1
from inferlink._transport.network import Link
from inferlink._transport.streams import AsyncBody, SyncBody
from inferlink.errors import APIConnectionError, InferenceTimeoutError, InvalidInput, ResponseShapeError
from inferlink.options import Timeout

both = pytest.mark.parametrize("kind", KINDS)


@dataclass(frozen=True)
class Text:
    """A source of bytes, for bodies."""

    data: bytes
    size: int | None = None
    blocking: bool = False

    def open(self) -> io.BytesIO:
        return io.BytesIO(self.data)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# --- requests and replies


@both
def test_reply_has_lower_case_headers_joined_where_repeated(kind: str) -> None:
    reply = ok(b"hi", "X-One: 1", "x-one: 2", "Content-Type: text/plain", status="201 Created")
    with FaultServer(answers(reply)) as server, Harness(kind) as http:
        got = http.get(server.url)
    assert (got.status, got.body, got.url) == (201, b"hi", server.url)
    assert got.headers["x-one"] == "1, 2"
    assert got.headers["content-type"] == "text/plain"
    assert got.first_byte > 0


@both
def test_request_goes_out_as_given_with_nothing_about_the_client(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        request = post(f"{server.url}/v1/a b?q=ü&x=%20", b"{}")
        request.headers = {"authorization": "Bearer x"}
        http.send(request)
    (received,) = server.requests
    assert (received.method, received.target, received.body) == ("POST", "/v1/a%20b?q=%C3%BC&x=%20", b"{}")
    assert received.headers == {
        "host": f"127.0.0.1:{server.port}",
        "accept-encoding": "gzip, deflate",
        "content-type": "application/json",
        "authorization": "Bearer x",
        "content-length": "2",
    }


@both
@pytest.mark.parametrize("blocking", [False, True])
def test_body_of_known_size_is_sent_in_pieces_with_its_length(kind: str, blocking: bool) -> None:
    data = os.urandom(3_000_001)
    parts = [b'{"a":"', Piece(Text(data, len(data), blocking), "base64"), b'"}', Piece(Text(b"tail", 4))]
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        http.send(post(server.url, Body(parts, "application/json")))
    (received,) = server.requests
    assert received.headers["content-length"] == str(len(received.body))
    assert received.body.endswith(b'"}tail')
    assert len(received.body) == 6 + 4_000_004 + 6


@both
def test_body_of_unknown_size_is_sent_chunked(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        http.send(post(server.url, Body([Piece(Text(b"abc" * 200_000))], "text/plain")))
    (received,) = server.requests
    assert received.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in received.headers
    assert received.body == b"abc" * 200_000


@both
def test_large_bytes_arrive_whole(kind: str) -> None:
    data = os.urandom(5_000_000)
    with FaultServer(answers(ok(data))) as server, Harness(kind) as http:
        assert http.send(post(server.url, data)).body == data
    assert server.requests[0].body == data


@both
def test_unreadable_body_is_reported_as_such_and_frees_the_connection(kind: str) -> None:
    class Broken(Text):
        def open(self) -> io.BytesIO:
            raise PermissionError("no")

    with FaultServer(answers(ok())) as server, Harness(kind, TransportSettings(max_connections=1)) as http:
        with pytest.raises(InvalidInput, match="could not be read"):
            http.send(post(server.url, Body([Piece(Broken(b"", 70_000, blocking=True))], "text/plain")))
        assert http.get(server.url).status == 200


@both
@pytest.mark.parametrize(
    "url",
    ["ftp://host/", "http://", "nonsense", "http://[::1/", "http://a..b/", "http://host.example:x/", "http://evil\\h/"],
)
def test_wrong_url_is_refused(kind: str, url: str) -> None:
    with Harness(kind) as http, pytest.raises(InvalidInput, match="is no URL"):
        http.get(url)


def test_host_outside_ascii_is_sent_in_punycode() -> None:
    assert locate("https://bücher.example:8443/ü").authority == "xn--bcher-kva.example:8443"
    assert locate("https://[::1]/").authority == "[::1]"
    assert locate("https://host:443/").authority == "host"


@pytest.mark.parametrize("host", ["fa\u00df.example", "\u03b2\u03cc\u03bb\u03bf\u03c2.example", "a\u200db.example"])
def test_host_that_two_standards_read_differently_is_refused(host: str) -> None:
    with pytest.raises(InvalidInput, match="two standards"):
        locate(f"https://{host}/")


def test_port_0_is_not_taken_for_the_usual_port() -> None:
    assert locate("http://host:0/").origin.port == 0


@both
def test_url_with_a_password_is_refused_without_showing_it(kind: str) -> None:
    with Harness(kind) as http, pytest.raises(InvalidInput, match="user name or password") as caught:
        http.get("http://me:secret@host/")
    assert "secret" not in str(caught.value)


@both
@pytest.mark.parametrize("value", ["a\r\nevil: 1", "snow \N{SNOWMAN}"])
def test_header_that_cannot_be_sent_is_refused_without_its_value(kind: str, value: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        request = get(server.url)
        request.headers = {"x-key": value}
        with pytest.raises(InvalidInput, match="x-key") as caught:
            http.send(request)
        assert value not in str(caught.value)
    assert server.requests == []


# --- connections


@both
def test_connection_is_reused(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        for _ in range(3):
            http.get(server.url)
    assert (server.connections, len(server.requests)) == (1, 3)


@both
def test_last_returned_connection_is_taken_first(kind: str) -> None:
    def handle(peer: Peer) -> None:
        mine = str(peer.server.connections).encode()
        while peer.request():
            peer.send(ok(mine))

    with FaultServer(handle) as server, Harness(kind) as http:
        first, second = http.open(server.url), http.open(server.url)
        http.rest(second)
        http.rest(first)
        assert [http.get(server.url).body for _ in range(3)] == [b"1"] * 3


@both
def test_idle_connection_is_dropped_after_keepalive(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind, TransportSettings(keepalive=0)) as http:
        http.get(server.url)
        http.get(server.url)
    assert server.connections == 2


@both
def test_idle_connections_make_room_for_another_origin(kind: str) -> None:
    settings = TransportSettings(max_connections=1)
    with FaultServer(answers(ok())) as one, FaultServer(answers(ok())) as two, Harness(kind, settings) as http:
        for _ in range(2):
            http.get(one.url)
            http.get(two.url)
    assert (one.connections, two.connections) == (2, 2)


@both
def test_connection_that_the_server_closed_is_not_reused(kind: str) -> None:
    closed = threading.Semaphore(0)

    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(ok())
        peer.sock.close()
        closed.release()

    with FaultServer(handle) as server, Harness(kind) as http:
        for _ in range(2):
            assert http.get(server.url).status == 200
            closed.acquire()
    assert server.connections == 2


@both
@pytest.mark.parametrize("reply", [ok(b"", "connection: close"), ok(b"x") + b"HTTP/1.1 200 OK\r\n\r\n"])
def test_connection_that_cannot_serve_again_is_closed(kind: str, reply: bytes) -> None:
    with FaultServer(answers(reply)) as server, Harness(kind) as http:
        http.get(server.url)
        http.get(server.url)
    assert server.connections == 2


@both
@pytest.mark.parametrize(
    ("status", "connections"),
    [("404 Not Found", 2), ("405 Method Not Allowed", 2), ("501 Not Implemented", 2), ("400 Bad Request", 1)],
)
def test_connection_is_not_reused_where_a_body_may_be_unread(kind: str, status: str, connections: int) -> None:
    """Python's own http.server answers such a request without reading it, and takes its body for the next one."""
    with FaultServer(answers(ok(b"no", status=status))) as server, Harness(kind) as http:
        for _ in range(2):
            http.send(post(server.url, b"{}"))
    assert server.connections == connections
    with FaultServer(answers(ok(b"no", status=status))) as server, Harness(kind) as http:
        for _ in range(2):
            http.get(server.url)
    assert server.connections == 1


@both
def test_reused_connection_that_breaks_before_any_byte_is_stale(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(ok())
        peer.request()

    with FaultServer(handle) as server, Harness(kind) as http:
        http.get(server.url)
        with pytest.raises(APIConnectionError, match=f"127.0.0.1:{server.port} closed the connection") as caught:
            http.get(server.url)
    assert caught.value.stage == "stale"


@both
def test_new_connection_that_breaks_before_any_byte_was_sent_on(kind: str) -> None:
    with (
        FaultServer(lambda peer: peer.request()) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="closed the connection before it replied") as caught,
    ):
        http.get(server.url)
    assert caught.value.stage == "sent"


@both
def test_refused_connection_says_where_and_what_to_check(kind: str) -> None:
    with FaultServer(answers(ok())) as server:
        pass
    with Harness(kind) as http, pytest.raises(APIConnectionError) as caught:
        http.get(server.url)
    assert caught.value.stage == "connect"
    assert f"127.0.0.1:{server.port}: the connection was refused. Check that the server is running" in str(caught.value)


@both
def test_unknown_name_says_so(kind: str) -> None:
    with (
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match=r"host\.invalid:80: the name was not found") as got,
    ):
        http.get("http://host.invalid/")
    assert got.value.stage == "connect"


@both
def test_every_address_of_a_name_is_tried(kind: str) -> None:
    with FaultServer(answers(ok(b"hi"))) as server, Harness(kind) as http:
        assert http.get(server.url.replace("127.0.0.1", "localhost")).body == b"hi"


@both
def test_private_peer_is_refused_before_anything_is_sent(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        hosts = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "017700000001"]
        for host in hosts:
            with pytest.raises(APIConnectionError, match="private address") as caught:
                http.get(server.url.replace("127.0.0.1", host), public_only=True)
            assert (caught.value.stage, caught.value.retryable) == ("connect", False)
    assert server.connections == 0


@both
@pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "[::1]", "[fe80::1]", "[64:ff9b::a9fe:a9fe]"])
def test_private_address_is_not_even_dialled(kind: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._transport.network._dial", pytest.fail)
    with Harness(kind) as http, pytest.raises(APIConnectionError, match="private address"):
        http.get(f"http://{host}/latest/meta-data", public_only=True)


@both
@pytest.mark.parametrize("answers_with", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"]], ids=["one", "among others"])
def test_name_that_leads_to_a_private_address_is_refused(
    kind: str, answers_with: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers_with]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    refused = pytest.raises(APIConnectionError, match=r"leads to 127\.0\.0\.1, a private address")
    with FaultServer(answers(ok())) as server, Harness(kind) as http, refused:
        http.get(f"http://cdn.example:{server.port}/x", public_only=True)
    assert server.connections == 0


@both
def test_peer_counts_and_not_what_the_name_said_before(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translator, or a resolver that changes its mind, may lead a public address to a private peer."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("8.8.8.8", 80))])
    with FaultServer(answers(ok())) as server, Harness(kind) as http:

        async def dial(network: Any, sock: socket.socket, *_: Any) -> None:
            sock.connect(("127.0.0.1", server.port))

        for flavour in ("blocking.Blocking", "looping.Looping"):
            monkeypatch.setattr(f"inferlink._transport.{flavour}.dial", dial)
        with pytest.raises(APIConnectionError, match="private address"):
            http.get("http://cdn.example/x", public_only=True)
    assert server.requests == []


@both
def test_private_peer_is_refused_on_a_reused_connection(kind: str) -> None:
    with FaultServer(answers(ok())) as server, Harness(kind) as http:
        http.get(server.url)
        with pytest.raises(APIConnectionError, match="private address"):
            http.get(server.url, public_only=True)
    assert len(server.requests) == 1


def test_pool_is_shared_by_threads() -> None:
    with FaultServer(answers(ok(b"hi"))) as server, Harness("sync", TransportSettings(max_connections=3)) as http:
        bodies: list[bytes] = []

        def call() -> None:
            bodies.extend(http.get(server.url).body for _ in range(20))

        threads = [threading.Thread(target=call) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert bodies == [b"hi"] * 160
    assert server.most_open <= 3


def test_two_hundred_tasks_share_ten_connections() -> None:
    async def main() -> list[bytes]:
        transport = AsyncTransport(TransportSettings(max_connections=10))
        replies = await asyncio.gather(*(transport.send(get(server.url)) for _ in range(200)))
        await transport.aclose()
        return [reply.body for reply in replies]

    with FaultServer(answers(ok(b"hi"))) as server:
        assert asyncio.run(main()) == [b"hi"] * 200
    assert server.most_open <= 10


def test_cancelled_tasks_free_their_places() -> None:
    async def main() -> bytes:
        transport = AsyncTransport(TransportSettings(max_connections=1))
        tasks = [asyncio.create_task(transport.send(get(f"{server.url}/stall"))) for _ in range(5)]
        await asyncio.to_thread(arrived.acquire)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        body = (await transport.send(get(server.url))).body
        await transport.aclose()
        return body

    def handle(peer: Peer) -> None:
        while received := peer.request():
            if received.target == "/stall":
                arrived.release()
                return peer.wait_closed()
            peer.send(ok(b"hi"))
        return None

    arrived = threading.Semaphore(0)
    with FaultServer(handle) as server:
        assert asyncio.run(main()) == b"hi"


def test_second_loop_gets_connections_of_its_own() -> None:
    transport = AsyncTransport(TransportSettings())
    with FaultServer(answers(ok(b"hi"))) as server:
        for _ in range(2):
            assert asyncio.run(transport.send(get(server.url))).body == b"hi"
        assert server.connections == 2
        del transport
        gc.collect()


def test_connections_of_a_closed_loop_are_closed_by_the_next_one() -> None:
    gone = threading.Semaphore(0)

    def handle(peer: Peer) -> None:
        while peer.request():
            peer.send(ok())
        gone.release()

    transport = AsyncTransport(TransportSettings())
    with FaultServer(handle) as server:
        asyncio.run(transport.send(get(server.url)))
        asyncio.run(transport.send(get(server.url)))
        assert gone.acquire(timeout=20)
        asyncio.run(transport.aclose())


@both
def test_closing_closes_idle_connections_and_those_that_come_back(kind: str) -> None:
    gone = threading.Semaphore(0)

    def handle(peer: Peer) -> None:
        while peer.request():
            peer.send(ok(b"hi"))
        gone.release()

    with FaultServer(handle) as server, Harness(kind) as http:
        stream = http.open(server.url)
        http.get(server.url)
        http.run(http.transport.close() if kind == "sync" else http.transport.aclose())
        assert gone.acquire(timeout=20)
        assert http.rest(stream) == b"hi"
        assert gone.acquire(timeout=20)


# --- clocks


@both
def test_stall_before_the_reply_runs_out_of_first_byte(kind: str) -> None:
    with FaultServer(stall_after(b"")) as server, Harness(kind) as http:
        error = timed_out(http, server, Timeout(first_byte=0.05))
    assert (error.clock, error.limit, error.received) == ("first_byte", 0.05, 0)


@both
def test_stall_inside_the_body_runs_out_of_idle(kind: str) -> None:
    with FaultServer(stall_after(head("content-length: 9") + b"abc")) as server, Harness(kind) as http:
        error = timed_out(http, server, Timeout(idle=0.05))
    assert error.clock == "idle"
    assert error.received > 3
    assert error.body == b"abc"


@both
def test_headers_that_trickle_do_not_outlive_the_deadline(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\nx: ")
        peer.trickle(b"y")

    with FaultServer(handle) as server, Harness(kind) as http:
        assert timed_out(http, server, Timeout(total=0.2)).clock == "total"


@both
@pytest.mark.parametrize("stream", [False, True])
def test_body_that_trickles_does_not_outlive_the_deadline(kind: str, stream: bool) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("transfer-encoding: chunked"))
        peer.trickle(chunk(b"y"))

    def read(http: Harness, url: str) -> None:
        reply = http.get(url, timeout=Timeout(total=0.2), stream=stream)
        http.rest(reply.stream)

    with FaultServer(handle) as server, Harness(kind) as http, pytest.raises(InferenceTimeoutError) as caught:
        read(http, server.url)
    assert caught.value.clock == "total"


@both
def test_upload_that_nobody_reads_runs_out_of_idle(kind: str) -> None:
    with (
        FaultServer(lambda peer: peer.server.stopping.wait()) as server,
        Harness(kind) as http,
        pytest.raises(InferenceTimeoutError) as caught,
    ):
        http.send(post(server.url, bytes(30_000_000), timeout=Timeout(idle=0.1)))
    assert caught.value.clock == "idle"


@both
def test_full_pool_runs_out_of_pool(kind: str) -> None:
    with FaultServer(answers(ok(b"hi"))) as server, Harness(kind, TransportSettings(max_connections=1)) as http:
        stream = http.open(server.url)
        error = timed_out(http, server, Timeout(pool=0.05))
        assert (error.clock, error.stage) == ("pool", "connect")
        http.close(stream)
        assert http.get(server.url).status == 200


@both
def test_handshake_that_stalls_runs_out_of_connect(kind: str) -> None:
    with (
        FaultServer(lambda peer: peer.wait_closed()) as server,
        Harness(kind) as http,
        pytest.raises(InferenceTimeoutError) as caught,
    ):
        http.get(server.url.replace("http:", "https:"), timeout=Timeout(connect=0.2))
    assert (caught.value.clock, caught.value.stage) == ("connect", "connect")


def stall_after(data: bytes) -> Any:
    def handle(peer: Peer) -> None:
        if peer.request():
            peer.send(data)
            peer.wait_closed()

    return handle


def timed_out(http: Harness, server: FaultServer, timeout: Timeout) -> InferenceTimeoutError:
    with pytest.raises(InferenceTimeoutError) as caught:
        http.get(server.url, timeout=timeout)
    return caught.value


# --- replies that break


@both
@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (head("content-length: 100") + b"hello", "got 5 of 100 bytes"),
        (head("transfer-encoding: chunked") + chunk(b"hello"), "got 5 of an unknown number of bytes"),
        (head("transfer-encoding: chunked") + b"a\r\nhello", "got 5 of an unknown number of bytes"),
    ],
)
def test_cut_body_is_an_error_that_keeps_what_came(kind: str, reply: bytes, reason: str) -> None:
    with FaultServer(cut_after(reply)) as server, Harness(kind) as http:
        with pytest.raises(APIConnectionError, match=reason) as caught:
            http.get(server.url)
        assert (caught.value.stage, caught.value.body) == ("sent", b"hello")
        stream = http.open(server.url)
        assert http.next(stream) == b"hello"
        with pytest.raises(APIConnectionError, match=reason):
            http.next(stream)
        assert http.next(stream) == b""


@both
def test_body_without_length_ends_with_the_connection(kind: str) -> None:
    with FaultServer(cut_after(head() + b"hello")) as server, Harness(kind) as http:
        assert http.get(server.url).body == b"hello"


@both
def test_head_that_is_cut_is_an_error(kind: str) -> None:
    with (
        FaultServer(cut_after(b"HTTP/1.1 200 OK\r\nx: y")) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="before it replied"),
    ):
        http.get(server.url)


@both
@pytest.mark.parametrize("reply", [b"SSH-2.0-OpenSSH\r\n\r\n", b"\x00" * 10 + b"\r\n\r\n", b"x" * 300_000])
def test_rubbish_is_named_as_what_is_not_http(kind: str, reply: bytes) -> None:
    with (
        FaultServer(cut_after(reply)) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match=r"sent what is not HTTP/1\.1"),
    ):
        http.get(server.url)


@both
def test_reset_is_named(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.reset()

    with (
        FaultServer(handle) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="reset the connection") as caught,
    ):
        http.get(server.url)
    assert caught.value.stage == "sent"


@both
def test_interim_replies_are_skipped(kind: str) -> None:
    with FaultServer(answers(b"HTTP/1.1 103 Early Hints\r\n\r\n" + ok(b"hi"))) as server, Harness(kind) as http:
        assert http.get(server.url).body == b"hi"


@both
def test_early_answer_to_an_upload_is_read(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.sock.recv(1000)
        peer.send(ok(b"too big", status="413 Content Too Large"))

    with FaultServer(handle) as server, Harness(kind) as http:
        reply = http.send(post(server.url, bytes(20_000_000)))
    assert (reply.status, reply.body) == (413, b"too big")


@both
def test_body_over_the_limit_is_refused(kind: str) -> None:
    with FaultServer(answers(ok(bytes(300_000)))) as server, Harness(kind) as http:
        assert len(http.get(server.url, limit=300_000).body) == 300_000
        with pytest.raises(ResponseShapeError, match="larger than 299999 bytes"):
            http.get(server.url, limit=299_999)


def cut_after(data: bytes) -> Any:
    def handle(peer: Peer) -> None:
        if peer.request():
            peer.send(data)

    return handle


# --- content encodings


def raw_deflate(data: bytes) -> bytes:
    state = zlib.compressobj(wbits=-15)
    return state.compress(data) + state.flush()


@both
@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:])),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("identity", bytes),
    ],
)
def test_encoded_reply_is_decoded(kind: str, coding: str, encode: Any) -> None:
    data = os.urandom(1000) * 3000
    with FaultServer(answers(ok(encode(data), f"content-encoding: {coding}"))) as server, Harness(kind) as http:
        assert http.get(server.url).body == data
        assert http.rest(http.open(server.url)) == data
    assert server.connections == 1


@both
def test_compressed_bomb_is_stopped_at_the_limit(kind: str) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    with (
        FaultServer(answers(ok(bomb, "content-encoding: gzip"))) as server,
        Harness(kind) as http,
        pytest.raises(ResponseShapeError, match="larger than 2000000 bytes") as caught,
    ):
        http.get(server.url, limit=2_000_000)
    assert len(caught.value.body or b"") < 4_000_000


@pytest.mark.parametrize(("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_bomb_takes_no_more_memory_than_the_limit_allows(coding: str, encode: Any) -> None:
    bomb = ok(encode(bytes(200_000_000)), f"content-encoding: {coding}")
    with FaultServer(answers(bomb)) as server, Harness("sync") as http:
        tracemalloc.start()
        with pytest.raises(ResponseShapeError, match="larger than 5000000 bytes"):
            http.get(server.url, limit=5_000_000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000


@both
def test_compressed_stream_is_handed_over_in_small_pieces(kind: str) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with FaultServer(answers(ok(bomb, "content-encoding: gzip"))) as server, Harness(kind) as http:
        stream = http.open(server.url)
        assert max(len(http.next(stream)) for _ in range(20)) <= 1 << 20
        http.close(stream)


@both
@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (b"no gzip", "gzip", "damaged"),
        (b"no deflate \xff", "deflate", "damaged"),
        (b"x", "br", "encoded as 'br'"),
    ],
)
def test_encoding_that_cannot_be_undone_is_a_shape_error(kind: str, body: bytes, coding: str, reason: str) -> None:
    with (
        FaultServer(answers(ok(body, f"content-encoding: {coding}"))) as server,
        Harness(kind) as http,
        pytest.raises(ResponseShapeError, match=reason),
    ):
        http.get(server.url)


@both
def test_compressed_data_that_ends_early_is_a_cut(kind: str) -> None:
    body = gzip.compress(os.urandom(1000))[:-20]
    with (
        FaultServer(answers(ok(body, "content-encoding: gzip"))) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="compressed data ended early"),
    ):
        http.get(server.url)


# --- streams


@both
def test_error_reply_to_a_stream_is_read_whole(kind: str) -> None:
    with FaultServer(answers(ok(b"no", status="400 Bad Request"))) as server, Harness(kind) as http:
        reply = http.get(server.url, stream=True)
    assert (reply.status, reply.body, reply.stream) == (400, b"no", None)


@both
def test_stream_hands_pieces_over_as_they_come(kind: str) -> None:
    step = threading.Semaphore(0)

    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("transfer-encoding: chunked"))
        for piece in (b"one", b"two"):
            step.acquire()
            peer.send(chunk(piece))
        step.acquire()
        peer.send(b"0\r\n\r\n")
        peer.wait_closed()

    with FaultServer(handle) as server, Harness(kind) as http:
        stream = http.open(server.url)
        for expected in (b"one", b"two", b""):
            step.release()
            assert http.next(stream) == expected


@both
def test_finished_streams_share_a_connection(kind: str) -> None:
    reply = head("transfer-encoding: chunked") + chunk(b"data") + chunk(b"[DONE]") + b"0\r\n\r\n"
    with FaultServer(answers(reply)) as server, Harness(kind) as http:
        for _ in range(5):
            stream = http.open(server.url)
            assert http.next(stream) == b"data"
            http.finish(stream)
            http.finish(stream)
    assert server.connections == 1


@both
def test_finishing_an_endless_stream_closes_it(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("transfer-encoding: chunked"))
        while True:
            peer.send(chunk(bytes(10_000)))

    with FaultServer(handle) as server, Harness(kind, TransportSettings(max_connections=1)) as http:
        stream = http.open(server.url)
        http.next(stream)
        http.finish(stream)
        assert http.next(stream) == b""
        http.close(http.open(server.url))
    assert server.connections == 2


@both
def test_finishing_a_silent_stream_closes_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._transport.streams._REST_SECONDS", 0.05)
    with FaultServer(stall_after(head("content-length: 9") + b"abc")) as server, Harness(kind) as http:
        stream = http.open(server.url)
        assert http.next(stream) == b"abc"
        http.finish(stream)
        assert http.next(stream) == b""


@both
def test_closed_stream_ends_and_frees_its_place(kind: str) -> None:
    with (
        FaultServer(stall_after(head("content-length: 9"))) as server,
        Harness(kind, TransportSettings(max_connections=1)) as http,
    ):
        for _ in range(3):
            stream = http.open(server.url)
            http.close(stream)
            http.close(stream)
            assert http.next(stream) == b""


@both
def test_stream_dropped_unread_frees_its_place(kind: str) -> None:
    with (
        FaultServer(stall_after(head("content-length: 9"))) as server,
        Harness(kind, TransportSettings(max_connections=1)) as http,
    ):
        for _ in range(20):
            http.open(server.url)


@both
def test_error_in_a_stream_frees_its_place(kind: str) -> None:
    with (
        FaultServer(cut_after(head("content-length: 9") + b"abc")) as server,
        Harness(kind, TransportSettings(max_connections=1)) as http,
    ):
        for _ in range(3):
            stream = http.open(server.url)
            with pytest.raises(APIConnectionError):
                http.rest(stream)


def test_closing_from_another_thread_ends_a_waiting_reader() -> None:
    with (
        FaultServer(stall_after(head("content-length: 9") + b"abc")) as server,
        Harness("sync", TransportSettings(max_connections=1)) as http,
    ):
        for _ in range(10):
            stream = http.open(server.url)
            got: list[bytes | BaseException] = []
            started = threading.Event()
            reader = threading.Thread(target=collect, args=(stream, got, started))
            reader.start()
            started.wait()
            stream.close()
            reader.join()
            assert got == [b"abc"]


def collect(stream: Any, got: list[bytes | BaseException], started: threading.Event) -> None:
    try:
        for piece in stream:
            got.append(piece)
            started.set()
    except BaseException as error:  # shown by the test
        got.append(error)


@pytest.mark.parametrize("way", ["aclose", "abandon", "abandon from a thread"])
def test_closing_from_another_task_or_thread_ends_a_waiting_task(way: str) -> None:
    async def main() -> None:
        transport = AsyncTransport(TransportSettings(max_connections=1))
        for _ in range(3):
            stream: Any = (await transport.send(get(server.url, stream=True))).stream
            pieces: list[bytes] = []
            started = asyncio.Event()

            async def read(stream: Any, pieces: list[bytes], started: asyncio.Event) -> None:
                async for piece in stream:
                    pieces.append(piece)
                    started.set()

            reader = asyncio.create_task(read(stream, pieces, started))
            await started.wait()
            await asyncio.sleep(0)
            if way == "aclose":
                await stream.aclose()
            elif way == "abandon":
                stream.abandon()
            else:
                await asyncio.to_thread(stream.abandon)
            await reader
            assert pieces == [b"abc"]
        await transport.aclose()

    with FaultServer(stall_after(head("content-length: 9") + b"abc")) as server:
        asyncio.run(main())


def test_stream_of_a_closed_loop_can_be_abandoned() -> None:
    transport = AsyncTransport(TransportSettings())
    with FaultServer(stall_after(head("content-length: 9") + b"abc")) as server:
        stream: Any = asyncio.run(transport.send(get(server.url, stream=True))).stream
        stream.abandon()
        asyncio.run(transport.aclose())


def test_cancelled_reader_frees_its_place() -> None:
    async def main() -> None:
        transport = AsyncTransport(TransportSettings(max_connections=1))
        for _ in range(3):
            stream: Any = (await transport.send(get(server.url, stream=True))).stream
            reader = asyncio.create_task(anext(stream))
            await asyncio.sleep(0)
            reader.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reader
        await transport.aclose()

    with FaultServer(stall_after(head("content-length: 9"))) as server:
        asyncio.run(main())


# --- redirects


def moves(status: str, location: str) -> Any:
    def handle(peer: Peer) -> None:
        while received := peer.request():
            peer.send(ok(b"there") if received.target == "/there" else ok(b"", f"location: {location}", status=status))

    return handle


@both
@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"])
def test_get_is_redirected_within_its_origin(kind: str, status: str) -> None:
    with FaultServer(moves(status, "/there")) as server, Harness(kind) as http:
        reply = http.get(server.url, stream=True)
        assert http.rest(reply.stream) == b"there"
        assert reply.url == f"{server.url}/there"


@both
@pytest.mark.parametrize("status", ["307 Temporary Redirect", "308 Permanent Redirect"])
def test_post_is_sent_again_where_the_status_says_so(kind: str, status: str) -> None:
    with FaultServer(moves(status, "/there")) as server, Harness(kind) as http:
        assert http.send(post(server.url, b"data")).body == b"there"
    assert [(received.method, received.body) for received in server.requests] == [("POST", b"data")] * 2


@both
def test_post_is_not_turned_into_a_get(kind: str) -> None:
    with FaultServer(moves("302 Found", "/there")) as server, Harness(kind) as http:
        assert http.send(post(server.url, b"data")).status == 302
    assert len(server.requests) == 1


@both
@pytest.mark.parametrize(
    "location", ["http://localhost:{port}/there", "https://127.0.0.1:{port}/there", "ftp://x/", ""]
)
def test_redirect_to_another_origin_is_returned(kind: str, location: str) -> None:
    with (
        FaultServer(answers(ok())) as there,
        Harness(kind) as http,
        FaultServer(moves("302 Found", location.format(port=there.port))) as server,
    ):
        assert http.get(server.url).status == 302
    assert there.requests == []


@both
def test_redirects_end_after_five(kind: str) -> None:
    with FaultServer(moves("302 Found", "/again")) as server, Harness(kind) as http:
        assert http.get(server.url).status == 302
    assert len(server.requests) == 6


# --- processes


PREAMBLE = """
import os, sys
import inferlink._transport as transports
from inferlink._sending.clock import Clock
from inferlink._sending.wire import Request
from inferlink.options import Timeout
url, flavour = sys.argv[1:]
def get(**options): return Request("GET", url, {}, Clock(Timeout()), **options)
def make(flavour): return getattr(transports, flavour)(transports.TransportSettings())
"""


def script(body: str, *arguments: str) -> tuple[str, str, int]:
    """What a program of its own prints, with every warning an error."""
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", PREAMBLE + body, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout, done.stderr, done.returncode


def test_fork_gets_connections_of_its_own() -> None:
    body = """
transport = make("SyncTransport")
assert transport.send(get()).body == b"hi"
child = os.fork()
assert transport.send(get()).body == b"hi"
if child:
    assert os.waitpid(child, 0)[1] == 0
    assert transport.send(get()).body == b"hi"
"""
    with FaultServer(answers(ok(b"hi"))) as server:
        assert script(body, server.url, "sync") == ("", "", 0)
    assert server.connections == 2


@both
@pytest.mark.parametrize("stream", [False, True])
def test_interpreter_exits_quietly_with_connections_open(kind: str, stream: bool) -> None:
    body = f"""
if flavour == "sync":
    transport = make("SyncTransport")
    reply = transport.send(get(stream={stream}))
else:
    import asyncio
    transport = make("AsyncTransport")
    reply = asyncio.run(transport.send(get(stream={stream})))
"""
    with FaultServer(stall_after(head("content-length: 9")) if stream else answers(ok())) as server:
        assert script(body, server.url, kind) == ("", "", 0)


def test_sync_call_over_http_loads_no_other_http_library_nor_tls_nor_asyncio() -> None:
    body = """
make("SyncTransport").send(get())
print({"httpx", "httpcore", "anyio", "ssl", "certifi", "asyncio"} & set(sys.modules))
"""
    with FaultServer(answers(ok())) as server:
        assert script(body, server.url, "sync") == ("set()\n", "", 0)


@both
def test_nothing_is_kept_after_a_call(kind: str) -> None:
    def handle(peer: Peer) -> None:
        while received := peer.request():
            if received.target == "/stall":
                peer.send(head("content-length: 9"))
                return peer.wait_closed()
            peer.send(ok(b"hi"))
        return None

    def count() -> int:
        gc.collect()
        kinds = (Exchange, Link, Http1, SyncBody, AsyncBody, Clock, Request, Reply)
        return sum(isinstance(item, kinds) for item in gc.get_objects())

    with FaultServer(handle) as server, Harness(kind) as http:
        http.get(server.url)
        before = count()
        for _ in range(30):
            http.get(server.url)
            http.rest(http.open(server.url))
            http.open(f"{server.url}/stall")
            http.close(http.open(f"{server.url}/stall"))
        http.get(server.url)
        assert count() == before


def test_transport_dropped_without_closing_leaves_no_socket() -> None:
    with FaultServer(answers(ok())) as server:
        transport = SyncTransport(TransportSettings())
        transport.send(get(server.url, timeout=PATIENCE))
        del transport
        gc.collect()
