"""A reply that names an address cannot make the client reach into a private network. Real sockets, both clients."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from faults import KINDS, FaultServer, Peer, answers, ok
from live import open_client

from inferlink import APIConnectionError, InferenceError, Provider, ResponseShapeError

both = pytest.mark.parametrize("kind", KINDS)
KEY = "sk-reach-0123456789"
PLACES = [
    *("http://127.0.0.1:{port}", "http://localhost:{port}", "http://[::ffff:127.0.0.1]:{port}", "http://[::1]:{port}"),
    *("http://127.1:{port}", "http://2130706433:{port}", "http://0x7f000001:{port}", "http://017700000001:{port}"),
    *("http://0x7f.0.0.1:{port}", "http://0:{port}", "http://0.0.0.0:{port}", "http://cdn.test:{port}"),
    *("http://169.254.169.254", "http://[fe80::1]", "http://10.0.0.1", "http://[64:ff9b::a9fe:a9fe]"),
    *("http://both.test:{port}", "https://cdn.test:{port}"),
]


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of a resolver that an attacker may run: all lead to this machine."""
    names = {"api.test": ["127.0.0.1"], "cdn.test": ["127.0.0.1"], "both.test": ["8.8.8.8", "127.0.0.1"]}
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in names:
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def provider(server: FaultServer, **job: Any) -> Provider:
    """Its host is a name that tells nothing, so that it counts as public."""
    route = {
        "path": "/draw",
        "set": [{"to": "prompt", "from": "input"}],
        "response": {"pick": "url", "type": "string", "as": "download"},
        **job,
    }
    base = f"http://api.test:{server.port}"
    return Provider.from_dict({"name": "acme", "base": base, "ids": "optional", "tasks": {"text-to-image": route}})


def draw(kind: str, server: FaultServer, **job: Any) -> InferenceError:
    """The error of a call whose reply names an address."""
    with open_client(kind, provider=provider(server, **job), api_key=KEY, retry=0, timeout=10) as client:
        with pytest.raises(InferenceError) as caught:
            client.text_to_image("x", model="m")
        return caught.value


@both
@pytest.mark.parametrize("place", PLACES)
def test_result_in_a_private_network_is_not_fetched(kind: str, place: str) -> None:
    def handle(peer: Peer) -> None:
        while peer.request():
            peer.send(ok(json.dumps({"url": f"{place.format(port=peer.server.port)}/secret"}).encode()))

    with FaultServer(handle) as server:
        error = draw(kind, server)
    assert isinstance(error, APIConnectionError)
    assert "a private address, but the URL came from a server" in str(error)
    assert [request.target for request in server.requests] == ["/draw"]
    assert server.connections == 1
    assert b"secret" in (error.body or b"")  # what was paid for is not lost


@both
@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "/etc/passwd", ""]
)
def test_only_http_and_data_urls_are_fetched(kind: str, place: str) -> None:
    with FaultServer(answers(ok(json.dumps({"url": place}).encode()))) as server:
        error = draw(kind, server)
    assert isinstance(error, ResponseShapeError)
    assert len(server.requests) == 1


@both
@pytest.mark.parametrize("name", ["poll", "result"])
def test_job_is_polled_at_its_own_host_wherever_its_reply_points(kind: str, name: str) -> None:
    """Of a link only the path is taken: the key stays where it belongs, and nothing private is reached."""
    job = {
        "poll": "{base}{path:poll}",
        "result": "{base}{path:result}",
        "status": "state",
        "done": "done",
        "every": 0.001,
    }
    links = {"poll": "/jobs/1", "result": "/results/1", name: "http://169.254.169.254/latest/meta-data"}
    with FaultServer(answers(ok(json.dumps({"state": "done", "id": "1", **links, "url": ""}).encode()))) as server:
        draw(kind, server, job=job)
    assert server.connections == 1
    assert {request.headers["host"] for request in server.requests} == {f"api.test:{server.port}"}
    assert len(server.requests) >= 2


@both
def test_redirect_from_a_download_is_not_followed_elsewhere(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._transport.network.is_private", lambda address: address != "127.0.0.1")

    def handle(peer: Peer) -> None:
        while request := peer.request():
            body = json.dumps({"url": f"http://cdn.test:{peer.server.port}/x"}).encode()
            to = "location: http://169.254.169.254/latest/meta-data"
            peer.send(ok(body) if request.target == "/draw" else ok(b"", to, status="302 Found"))

    with FaultServer(handle) as server:
        error = draw(kind, server)
    assert error.status == 302
    assert [request.target for request in server.requests] == ["/draw", "/x"]
    assert "authorization" not in server.requests[1].headers
