"""TLS, proxies of the environment, and a user's own client: sync and async by the same tests."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trustme
from faults import KINDS, FaultServer, Harness, Peer, answers, chunk, get, head, ok, post

import inferlink
from inferlink._sending.wire import Body, Piece
from inferlink._transport import AsyncTransport, TransportSettings
from inferlink._transport.address import Origin, is_private, proxy_for
from inferlink._transport.network import ssl_context
from inferlink.errors import APIConnectionError, InferenceTimeoutError, InvalidInput, MissingExtra, ResponseShapeError
from inferlink.options import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable

both = pytest.mark.parametrize("kind", KINDS)
SOURCE = Path(inferlink.__file__).parent


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a server of `localhost` proves itself with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSL_CERT_FILE trusts the authority of these tests."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


# --- TLS


@both
@pytest.mark.usefixtures("trusted")
def test_https_works_with_the_certificates_of_the_environment(kind: str, tls: ssl.SSLContext) -> None:
    data = bytes(range(256)) * 10_000
    with FaultServer(answers(ok(data)), tls) as server, Harness(kind) as http:
        assert http.send(post(server.url, data)).body == data
        assert http.rest(http.open(server.url)) == data
    assert server.connections == 1
    assert server.requests[0].body == data


def test_certificate_folder_of_the_environment_replaces_the_usual_authorities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ssl_context().cert_store_stats()["x509_ca"] > 50
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert ssl_context().cert_store_stats()["x509_ca"] == 0


def test_process_has_one_tls_context() -> None:
    assert ssl_context() is ssl_context()
    assert ssl_context().verify_mode == ssl.CERT_REQUIRED
    assert ssl_context().check_hostname


@both
def test_untrusted_certificate_is_refused_with_the_remedy(kind: str, tls: ssl.SSLContext) -> None:
    with (
        FaultServer(answers(ok()), tls) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match=r"certificate is not trusted.*set SSL_CERT_FILE") as caught,
    ):
        http.get(server.url)
    assert (caught.value.stage, caught.value.retryable) == ("connect", False)
    assert server.requests == []


SWITCHES = {
    "PYTHONHTTPSVERIFY": "0",
    "CURL_CA_BUNDLE": "",
    "REQUESTS_CA_BUNDLE": "",
    "SSL_CERT_FILE": "",
    "SSL_CERT_DIR": "",
    "SSL_VERIFY": "0",
    "GIT_SSL_NO_VERIFY": "1",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "HTTPX_VERIFY": "0",
    "HF_HUB_DISABLE_SSL_VERIFICATION": "1",
    "HF_HUB_DISABLE_SSL_VERIFY": "1",
    "INFERLINK_VERIFY": "0",
}


@both
@pytest.mark.parametrize("way", ["directly", "through a proxy"])
def test_no_variable_switches_verification_off(
    kind: str, way: str, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    with FaultServer(answers(ok()), tls) as server, Proxy() as proxy:
        if way == "through a proxy":
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        with Harness(kind) as http, pytest.raises(APIConnectionError, match="certificate is not trusted"):
            http.get(server.url)
    assert server.requests == []
    assert bool(proxy.requests) is (way == "through a proxy")


def test_no_module_can_switch_verification_off() -> None:
    """`check_hostname` and `verify_mode` are as `ssl.create_default_context` makes them; httpx gets that context."""
    forbidden = ("CERT_NONE", "CERT_OPTIONAL", "check_hostname", "verify_mode", "unverified", "verify=False")
    sources = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    assert len(sources) > 50
    assert not [(path.name, word) for path, text in sources.items() for word in forbidden if word in text]
    verified = [line.strip() for text in sources.values() for line in text.splitlines() if "verify=" in line]
    assert verified == ["transport = make_transport(verify=ssl_context(), proxy=proxy, limits=limits)"]
    assert ssl_context().minimum_version >= ssl.TLSVersion.TLSv1_2


@both
@pytest.mark.usefixtures("trusted")
def test_certificate_of_another_host_is_refused(kind: str, tls: ssl.SSLContext) -> None:
    with (
        FaultServer(answers(ok()), tls) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="certificate is not trusted"),
    ):
        http.get(server.url.replace("localhost", "127.0.0.1"))


@both
def test_https_to_a_plain_server_says_what_to_check(kind: str) -> None:
    def handle(peer: Peer) -> None:
        peer.sock.recv(1000)
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with (
        FaultServer(handle) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match=r"TLS failed.*should begin with http://") as caught,
    ):
        http.get(server.url.replace("http:", "https:"))
    assert caught.value.stage == "connect"


@both
def test_certificate_file_that_is_missing_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with (
        FaultServer(lambda peer: peer.wait_closed()) as server,
        Harness(kind) as http,
        pytest.raises(InvalidInput, match=r"/nowhere/ca\.pem"),
    ):
        http.get(server.url.replace("http:", "https:"))


@both
@pytest.mark.usefixtures("trusted")
def test_reply_over_tls_that_is_cut_is_an_error(kind: str, tls: ssl.SSLContext) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("content-length: 100") + b"hello")

    with (
        FaultServer(handle, tls) as server,
        Harness(kind) as http,
        pytest.raises(APIConnectionError, match="got 5 of 100 bytes"),
    ):
        http.get(server.url)


@both
@pytest.mark.usefixtures("trusted")
def test_what_follows_a_reply_over_tls_is_no_answer_to_the_next_request(kind: str, tls: ssl.SSLContext) -> None:
    opened, sent = threading.Event(), threading.Event()

    def handle(peer: Peer) -> None:
        peer.request()
        if peer.server.connections == 1:
            peer.send(head("content-length: 3"))
            opened.wait()
            peer.send(b"one")
            peer.send(ok(b"never asked for"))  # a record of its own, that arrives together with the one before
            sent.set()
            peer.wait_closed()
        peer.send(ok(b"two"))

    with FaultServer(handle, tls) as server, Harness(kind) as http:
        stream = http.open(server.url)
        opened.set()
        sent.wait()
        assert http.rest(stream) == b"one"
        assert http.get(server.url).body == b"two"
        assert server.connections == 2


@both
@pytest.mark.usefixtures("trusted")
def test_tls_that_trickles_does_not_outlive_the_deadline(kind: str, tls: ssl.SSLContext) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("transfer-encoding: chunked"))
        peer.trickle(chunk(b"y"))

    with FaultServer(handle, tls) as server, Harness(kind) as http, pytest.raises(InferenceTimeoutError) as caught:
        http.get(server.url, timeout=Timeout(total=0.5))
    assert caught.value.clock == "total"


@pytest.mark.usefixtures("trusted")
def test_closing_from_another_thread_ends_a_reader_over_tls(tls: ssl.SSLContext) -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(head("content-length: 9") + b"abc")
        peer.wait_closed()

    with FaultServer(handle, tls) as server, Harness("sync") as http:
        stream = http.open(server.url)
        got: list[bytes] = []
        started = threading.Event()

        def read() -> None:
            for piece in stream:
                got.append(piece)
                started.set()

        reader = threading.Thread(target=read)
        reader.start()
        started.wait()
        stream.close()
        reader.join()
        assert got == [b"abc"]


# --- proxies


class Proxy(FaultServer):
    """Answers plain requests itself, and opens tunnels to any port of this machine."""

    def __init__(self) -> None:
        super().__init__(self._handle_one)

    def _handle_one(self, peer: Peer) -> None:
        while received := peer.request():
            if received.method == "CONNECT":
                peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
                return self._tunnel(peer, int(received.target.rpartition(":")[2]))
            peer.send(ok(b"from the proxy", "set-cookie: a=b; path=/"))
        return None

    def _tunnel(self, peer: Peer, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as upstream:
            back = threading.Thread(target=pump, args=(upstream, peer.sock))
            back.start()
            pump(peer.sock, upstream)
            back.join()


def pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one side has gone


@both
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_http_goes_through_the_proxy_of_the_environment(
    kind: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv(variable, f"http://user:secret@127.0.0.1:{proxy.port}")
        with Harness(kind) as http:
            request = post("http://example.invalid/v1", b"data")
            request.headers = {"x-one": "1"}
            assert http.send(request).body == b"from the proxy"
            http.get("http://example.invalid/v2")
    first, second = proxy.requests
    assert (first.target, first.body) == ("http://example.invalid/v1", b"data")
    assert first.headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ="
    assert {"x-one", "user-agent", "accept", "cookie"} & set(first.headers) == {"x-one"}
    assert "cookie" not in second.headers


@both
@pytest.mark.usefixtures("trusted")
def test_https_goes_through_a_tunnel(kind: str, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(answers(ok(b"hi")), tls) as server, Proxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
        with Harness(kind) as http:
            assert http.get(server.url).body == b"hi"
            assert http.rest(http.open(server.url)) == b"hi"
    assert proxy.requests[0].target == f"localhost:{server.port}"


@both
def test_no_proxy_means_a_direct_connection(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(answers(ok(b"direct"))) as server, Proxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "example.com, 127.0.0.1")
        with Harness(kind) as http:
            assert http.get(server.url).body == b"direct"
    assert proxy.requests == []


@both
def test_proxy_that_is_down_is_named_without_its_password(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy() as proxy:
        pass
    monkeypatch.setenv("ALL_PROXY", f"http://user:secret@127.0.0.1:{proxy.port}")
    with Harness(kind) as http, pytest.raises(APIConnectionError) as caught:
        http.get("http://example.invalid/")
    assert caught.value.stage == "connect"
    assert f"example.invalid:80 through the proxy 127.0.0.1:{proxy.port}" in str(caught.value)
    assert "secret" not in str(caught.value)


@both
@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("socks5://127.0.0.1:1", MissingExtra),
        ("gopher://x", InvalidInput),
        ("gopher://user:secret@x", InvalidInput),
        ("http://user:sec/secret@x", InvalidInput),
        ("http://user:secret@x:port", InvalidInput),
    ],
)
def test_proxy_that_cannot_be_used_is_refused(
    kind: str, url: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", url)
    with Harness(kind) as http, pytest.raises(error) as caught:
        http.get("http://example.invalid/")
    assert "secret" not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}"


PRIVATE_HOSTS = [
    *(
        "10.0.0.1",
        "localhost",
        "localhost.",
        "x.localhost",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "127.0.0.1.",
        "169.254.169.254",
    ),
    *("127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0"),
]


@both
def test_literal_private_address_is_refused_through_a_proxy_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
        with Harness(kind) as http:
            for host in PRIVATE_HOSTS:
                with pytest.raises(APIConnectionError, match="private address"):
                    http.get(f"http://{host}/", public_only=True)
    assert proxy.requests == []


@pytest.mark.parametrize(
    ("rules", "host", "direct"),
    [
        ("*", "example.com", True),
        ("other.com,*", "example.com", True),
        ("example.com", "example.com", True),
        ("example.com", "api.example.com", True),
        (".example.com", "api.example.com", True),
        ("EXAMPLE.com", "example.com", True),
        ("example.com", "notexample.com", False),
        ("example.com:8080", "example.com", True),
        ("example.com:80", "example.com", False),
        ("::1", "::1", True),
        ("[::1]:8080", "::1", True),
        (" 127.0.0.1 ", "127.0.0.1", True),
        ("", "example.com", False),
        (" , ", "example.com", False),
    ],
)
def test_no_proxy_rules(rules: str, host: str, direct: bool) -> None:
    proxies = {"http": "proxy:3128", "no": rules}
    assert proxy_for(Origin("http", host, 8080), proxies) == (None if direct else "http://proxy:3128")


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False),
        ("2606:4700::1111", False),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("2002:7f00:1::", True),
        ("2002:808:808::", False),
        ("64:ff9b::a00:1", True),
        ("64:ff9b::808:808", False),
        ("64:ff9b:1::808:808", True),
        ("::127.0.0.1", True),
        ("::", True),
        ("0.0.0.0", True),
        ("fc00::1", True),
        ("fec0::1", True),
        ("224.0.0.1", True),
        ("ff02::1", True),
    ],
)
def test_private_addresses_are_known(address: str, private: bool) -> None:
    assert is_private(address) is private


# --- a user's own client


class Recorder:
    """A handler for `httpx.MockTransport` that keeps the requests."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)


def own(kind: str, recorder: Recorder, **options: Any) -> TransportSettings:
    client = httpx.Client if kind == "sync" else httpx.AsyncClient
    return TransportSettings(http_client=client(transport=httpx.MockTransport(recorder), **options))


@both
def test_own_client_makes_every_request_and_stays_open(kind: str) -> None:
    recorder = Recorder(lambda request: httpx.Response(200, json={"got": request.content.decode()}))
    settings = own(kind, recorder, headers={"x-theirs": "1", "x-both": "theirs"})
    for _ in range(2):
        with Harness(kind, settings) as http:
            request = post("http://host.example/v1", b"data")
            request.headers = {"x-both": "ours"}
            reply = http.send(request)
            assert (reply.status, reply.body) == (200, b'{"got":"data"}')
            assert reply.headers["content-type"] == "application/json"
    (sent, _) = recorder.requests
    assert (sent.headers["x-theirs"], sent.headers["x-both"]) == ("1", "ours")
    assert sent.headers["content-length"] == "4"


@both
def test_own_client_gets_large_bodies_with_their_length(kind: str) -> None:
    class Zeros:
        size, blocking = 300_000, True

        def open(self) -> Any:
            import io

            return io.BytesIO(bytes(300_000))

    recorder = Recorder(lambda request: httpx.Response(200, content=str(len(request.content))))
    with Harness(kind, own(kind, recorder)) as http:
        reply = http.send(
            post("http://host.example/", Body([b"[", Piece(Zeros(), "base64"), b"]"], "application/json"))
        )
    assert reply.body == b"400002"
    assert recorder.requests[0].headers["content-length"] == "400002"
    assert "transfer-encoding" not in recorder.requests[0].headers


@both
@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        (Timeout(), {"connect": 10, "read": 600, "write": 120, "pool": 60}),
        (Timeout(total=12), {"connect": 12, "read": 12, "write": 12, "pool": 12}),
        (Timeout(total=12, connect=3, idle=None), {"connect": 3, "read": 12, "write": 12, "pool": 12}),
        (Timeout(first_byte=7, idle=7), {"connect": 10, "read": 7, "write": 7, "pool": 60}),
        (Timeout(idle=None), {"connect": 10, "read": None, "write": None, "pool": 60}),
    ],
)
def test_own_client_gets_the_clocks_as_its_timeouts(kind: str, timeout: Timeout, expected: dict[str, Any]) -> None:
    recorder = Recorder(lambda _: httpx.Response(200))
    with Harness(kind, own(kind, recorder)) as http:
        http.get("http://host.example/", timeout=timeout)
    assert recorder.requests[0].extensions["timeout"] == expected


@both
def test_own_client_streams(kind: str) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=parts() if kind == "sync" else aparts())

    def parts() -> Any:
        yield from (b"one", b"", b"two")

    async def aparts() -> Any:
        for part in parts():
            yield part

    with Harness(kind, own(kind, Recorder(answer))) as http:
        stream = http.open("http://host.example/")
        assert [http.next(stream) for _ in range(3)] == [b"one", b"two", b""]
        stream = http.open("http://host.example/")
        assert http.next(stream) == b"one"
        http.finish(stream)
        stream = http.open("http://host.example/")
        http.close(stream)
        assert http.next(stream) == b""


@both
def test_own_client_does_not_follow_redirects_elsewhere(kind: str) -> None:
    recorder = Recorder(lambda _: httpx.Response(302, headers={"location": "http://other/"}))
    with Harness(kind, own(kind, recorder, follow_redirects=True)) as http:
        assert http.get("http://host.example/").status == 302
    assert len(recorder.requests) == 1


@both
@pytest.mark.parametrize(
    ("error", "expected", "stage"),
    [
        (httpx.ConnectError("refused"), APIConnectionError, "connect"),
        (httpx.ProxyError("403"), APIConnectionError, "connect"),
        (httpx.ConnectTimeout("slow"), InferenceTimeoutError, "connect"),
        (httpx.PoolTimeout("full"), InferenceTimeoutError, "connect"),
        (httpx.ReadTimeout("slow"), InferenceTimeoutError, "sent"),
        (httpx.WriteTimeout("slow"), InferenceTimeoutError, "sent"),
        (httpx.ReadError("gone"), APIConnectionError, "sent"),
        (httpx.RemoteProtocolError("cut"), APIConnectionError, "sent"),
        (httpx.DecodingError("bad"), ResponseShapeError, None),
        (httpx.LocalProtocolError("bad"), InvalidInput, None),
        (KeyError("theirs"), KeyError, None),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors_of_an_own_client_become_ours(
    kind: str, error: Exception, expected: type[Exception], stage: str | None, stream: bool
) -> None:
    def fail() -> Any:
        yield b"some"
        raise error

    async def afail() -> Any:
        for part in fail():
            yield part

    def answer(_: httpx.Request) -> httpx.Response:
        if not stream:
            raise error
        return httpx.Response(200, content=fail() if kind == "sync" else afail())

    with Harness(kind, own(kind, Recorder(answer))) as http, pytest.raises(expected) as caught:
        http.get("http://host.example/")
    assert getattr(caught.value, "stage", None) == stage
    if stream and expected is not KeyError:
        assert getattr(caught.value, "body", None) == b"some"


@both
def test_reply_through_an_own_client_is_limited(kind: str) -> None:
    with (
        Harness(kind, own(kind, Recorder(lambda _: httpx.Response(200, content=bytes(1000))))) as http,
        pytest.raises(ResponseShapeError, match="larger than 999 bytes"),
    ):
        http.get("http://host.example/", limit=999)


@both
@pytest.mark.parametrize("client", [object(), 1, "opposite"])
def test_client_of_the_wrong_kind_is_refused(kind: str, client: Any) -> None:
    if client == "opposite":
        client = httpx.AsyncClient() if kind == "sync" else httpx.Client()
    with pytest.raises(InvalidInput, match="http_client must be an httpx"):
        Harness(kind, TransportSettings(http_client=client)).__enter__()


def endless(peer: Peer) -> None:
    peer.request()
    peer.send(head("transfer-encoding: chunked") + chunk(b"abc"))
    peer.wait_closed()


@both
def test_silent_stream_of_an_own_client_is_not_finished_for_long(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._transport.streams._REST_SECONDS", 0.05)
    with FaultServer(endless) as server:
        client = httpx.Client() if kind == "sync" else httpx.AsyncClient()
        with Harness(kind, TransportSettings(http_client=client)) as http:
            stream = http.open(server.url)
            assert http.next(stream) == b"abc"
            http.finish(stream)
            assert http.next(stream) == b""
            http.run(client.close() if isinstance(client, httpx.Client) else client.aclose())


def test_stream_of_an_own_client_is_closed_from_another_thread() -> None:
    with (
        FaultServer(endless) as server,
        httpx.Client() as client,
        Harness("sync", TransportSettings(http_client=client)) as http,
    ):
        stream = http.open(server.url)
        got: list[bytes] = []
        started = threading.Event()

        def read() -> None:
            for piece in stream:
                got.append(piece)
                started.set()

        reader = threading.Thread(target=read)
        reader.start()
        started.wait()
        stream.close()
        reader.join()
        assert got == [b"abc"]


@pytest.mark.parametrize("way", ["aclose", "abandon", "drop", "drop after the loop"])
def test_stream_of_an_own_async_client_is_closed(way: str) -> None:
    closed = threading.Semaphore(0)

    def handle(peer: Peer) -> None:
        endless(peer)
        closed.release()

    async def main() -> Any:
        async with httpx.AsyncClient() as client:
            transport = AsyncTransport(TransportSettings(http_client=client))
            stream: Any = (await transport.send(get(server.url, stream=True))).stream
            assert await anext(stream) == b"abc"
            if way == "aclose":
                await stream.aclose()
            elif way == "abandon":
                await asyncio.to_thread(stream.abandon)
            elif way == "drop":
                del stream
            else:
                return stream
            assert await asyncio.to_thread(closed.acquire, timeout=20)
        return None

    with FaultServer(handle) as server:
        stream = asyncio.run(main())
        del stream
        gc.collect()


def test_deadline_of_an_own_async_client_is_exact() -> None:
    def handle(peer: Peer) -> None:
        peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\nx: ")
        peer.trickle(b"y")

    async def main(server: FaultServer) -> None:
        async with httpx.AsyncClient() as client:
            await AsyncTransport(TransportSettings(http_client=client)).send(
                get(server.url, timeout=Timeout(total=0.2))
            )

    with FaultServer(handle) as server, pytest.raises(InferenceTimeoutError) as caught:
        asyncio.run(main(server))
    assert caught.value.clock == "total"
