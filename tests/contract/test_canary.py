"""Secrets do not show: not in logs, messages, reprs, pickles, warnings, `.meta`, nor in the locals of our frames.

Both clients call a server on a real socket that fails in every way, and quotes what it was sent where it can.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from faults import KINDS, FaultServer, Peer, answers, head, ok
from live import open_client

import inferlink
from inferlink import InferenceClient, InferenceError, InferenceTimeoutError
from inferlink.options import Retry, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

both = pytest.mark.parametrize("kind", KINDS)
SOURCE = Path(inferlink.__file__).parent
SECRETS = {
    "key": "hf_canary-0123456789",
    "header": "header-canary-0123456789",
    "header without a telling name": "custom-canary-0123456789",
    "cookie": "cookie-canary-0123456789",
    "query": "query-canary-0123456789",
    "password of the proxy": "proxy-canary-0123456789",
}
CHAT = json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]}).encode()
EVENT = b'data: {"choices": [{"index": 0, "delta": {"content": "Hi"}}]}\n\n'


def shown(text: object) -> set[str]:
    """The secrets in a text, or in bytes."""
    whole = text.decode("latin-1") if isinstance(text, bytes) else str(text)
    return {name for name, secret in SECRETS.items() if secret in whole}


@pytest.fixture(autouse=True)
def _no_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_ENDPOINT", "HF_TOKEN_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "nobody"))


def options(url: str, **more: Any) -> dict[str, Any]:
    return {
        "base_url": f"{url}/v1?api_key={SECRETS['query']}",
        "api_key": SECRETS["key"],
        "headers": {"X-Api-Key": SECRETS["header"], "X-Custom": SECRETS["header without a telling name"]},
        "cookies": {"session": SECRETS["cookie"]},
        "timeout": Timeout(first_byte=0.3, idle=0.3),
        "retry": Retry(attempts=1, base=0.001),
        **more,
    }


def quote(status: str) -> Callable[[Peer], None]:
    """Says no, and quotes the head of the request, all but the header whose name tells nothing."""

    def handle(peer: Peer) -> None:
        while request := peer.request():
            lines = [f"{name}: {value}" for name, value in request.headers.items() if name != "x-custom"]
            message = f"I refuse {request.method} {request.target} with {'; '.join(lines)}"
            peer.send(ok(json.dumps({"error": {"message": message}}).encode(), status=status))

    return handle


def quote_key(template: bytes, *headers: str) -> Callable[[Peer], None]:
    """A 200 whose body quotes the key."""
    return answers(ok(template.replace(b"KEY", SECRETS["key"].encode()), *headers))


def stall(peer: Peer) -> None:
    peer.request()
    peer.wait_closed()


def refuse_to_read(peer: Peer) -> None:
    peer.server.stopping.wait()


def reset(peer: Peer) -> None:
    peer.request()
    peer.reset()


SSE = "content-type: text/event-stream"
QUOTING = {
    "fails inside a 200": quote_key(b'{"error": {"message": "Wrong key KEY"}}'),
    "fails in a stream": quote_key(EVENT + b'data: {"error": {"message": "Wrong key KEY"}}\n\n', SSE),
    "sends another shape": quote_key(b'{"choices": "KEY"}'),
}
SERVERS: dict[str, Callable[[Peer], object]] = {
    "refuses and quotes": quote("401 Unauthorized"),
    "is busy and quotes": quote("503 Service Unavailable"),
    **QUOTING,
    "cuts a stream": answers(ok(EVENT, SSE)),
    "sends a page": answers(ok(b"<html>", "content-type: text/html")),
    "sends rubbish": answers(b"rubbish\r\n\r\n"),
    "cuts the reply": lambda peer: (peer.request(), peer.send(head("content-length: 9"))),
    "redirects": answers(ok(b"", "location: https://evil.example/x", status="307 Moved")),
    "resets": reset,
    "stalls": stall,
    "answers": answers(ok(CHAT, "x-request-id: r1")),
}


def chain(error: BaseException | None, *, hidden: bool = True) -> Iterator[BaseException]:
    """An error, and all that it came from, what no traceback shows included."""
    while error is not None:
        yield error
        error = error.__cause__ or (error.__context__ if hidden or not error.__suppress_context__ else None)


def frames(error: BaseException) -> Iterator[traceback.FrameSummary]:
    """The frames of an error and of what it came from, with locals, but for those of the tests."""
    for each in chain(error):
        for frame in traceback.TracebackException.from_exception(each, capture_locals=True).stack:
            if not Path(frame.filename).is_relative_to(Path(__file__).parents[1]):
                yield frame


def check_error(error: InferenceError, *, accepted: bool = False) -> None:
    """An error, what it came from, its pickle, and the locals of its frames.

    The body of a reply with 200 is kept as it came, whatever it quotes; a URL is plain text, and so is its query.
    """
    for each in chain(error, hidden=not accepted):
        assert not shown(f"{each} {each!r} {traceback.format_exception_only(each)}")
    for frame in frames(error):
        assert shown(frame.locals) <= ({"query", "key"} if accepted else {"query"}), (frame.filename, frame.locals)
    if accepted:
        error.body = None
    assert not shown(vars(error))
    assert not shown(pickle.dumps(error))


def call(client: Any, *, stream: bool) -> list[object]:
    """Everything that a chat gives."""
    result = client.chat_completion("Hello", stream=stream)
    if not stream:
        return [result, result.meta]
    shown = [repr(result)]
    return [*shown, *result, result.result()]


@both
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("name", SERVERS)
def test_no_failure_shows_a_secret(kind: str, stream: bool, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with warnings.catch_warnings(record=True) as warned, FaultServer(SERVERS[name]) as server:
        warnings.simplefilter("always")
        error: InferenceError | None = None
        got: list[object] = []
        with open_client(kind, **options(server.url)) as client:
            try:
                got = call(client, stream=stream)
            except InferenceError as failure:
                error = failure
                check_error(failure, accepted=name in QUOTING)
    assert name == "answers" or error is not None
    assert not shown(f"{got} {[vars_of(each) for each in got]}")
    assert not shown(f"{caplog.text} {[str(each.message) for each in warned]}")


def vars_of(value: object) -> object:
    return {name: getattr(value, name) for name in getattr(value, "__slots__", ())} or getattr(value, "__dict__", None)


@both
def test_no_failure_of_an_upload_shows_a_secret(kind: str, tmp_path: Path) -> None:
    with (tmp_path / "a.wav").open("wb") as file:
        file.truncate(30_000_000)
    with FaultServer(refuse_to_read) as server:
        place = {"base_url": f"{server.url}?api_key={SECRETS['query']}"}
        with (
            open_client(kind, **options(server.url, **place)) as client,
            pytest.raises(InferenceTimeoutError) as caught,
        ):
            client.automatic_speech_recognition(tmp_path / "a.wav")
    check_error(caught.value)


@both
@pytest.mark.parametrize("secret", ["%E7%A7%98%E5%AF%86" * 4, "ge%2Bheim%2Fgeheim"], ids=["not latin-1", "escaped"])
def test_a_secret_in_the_query_is_hidden_as_it_was_sent(kind: str, secret: str) -> None:
    with FaultServer(quote("401 Unauthorized")) as server:
        place = {"base_url": f"{server.url}/v1?api_key={secret}"}
        with (
            open_client(kind, **options(server.url, **place)) as client,
            pytest.raises(inferlink.AuthenticationError, match=r"api_key=\*\*\*") as caught,
        ):
            client.chat_completion("Hello", model="m")
    assert secret in server.requests[0].target
    assert secret not in f"{caught.value} {caught.value.body!r}"


@both
def test_a_hub_that_quotes_the_key_is_not_quoted(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(quote("401 Unauthorized")) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        with open_client(kind, provider="fal-ai", api_key=SECRETS["key"], retry=0) as client:
            with pytest.raises(inferlink.HubError, match=r"\*\*\*") as caught:
                client.text_to_image("x", model="org/m")
            check_error(caught.value)
    assert server.requests[0].headers["authorization"] == f"Bearer {SECRETS['key']}"


@both
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_failure_to_connect_shows_a_secret(kind: str, scheme: str) -> None:
    with FaultServer(stall) as server:
        pass
    with open_client(kind, **options(server.url.replace("http", scheme, 1))) as client:
        with pytest.raises(InferenceError) as caught:
            client.chat_completion("Hello")
        check_error(caught.value)


@both
def test_no_failure_of_a_proxy_shows_a_secret(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(stall) as server:
        pass
    monkeypatch.setenv("HTTP_PROXY", f"http://user:{SECRETS['password of the proxy']}@127.0.0.1:{server.port}")
    with open_client(kind, **options("http://api.example")) as client:
        with pytest.raises(InferenceError) as caught:
            client.chat_completion("Hello")
        for each in chain(caught.value):
            assert not shown(f"{each} {each!r}")
        for frame in frames(caught.value):
            ours = Path(frame.filename).is_relative_to(SOURCE)
            assert not ours or shown(frame.locals) <= {"query"}, (frame.name, frame.locals)


def test_client_shows_no_secret() -> None:
    client = InferenceClient(**options("http://h"))
    assert not shown(f"{client!r} {client}")
    # The URL, and a header whose name tells nothing, are what makes the client.
    assert shown(pickle.dumps(client)) <= {"query", "header without a telling name"}
    assert not shown(repr(client._settings.headers))


@pytest.mark.parametrize(
    "wrong",
    [
        *({"timeout": -1}, {"token": "another"}, {"headers": {"X-Key": f"{SECRETS['header']}\n"}}, {"retry": -1}),
        *({"api_key": f"{SECRETS['key']} x"}, {"cookies": {"session": f"{SECRETS['cookie']}\r\nx: y"}}),
        *({"base_url": f"http://user:{SECRETS['query']}@h"}, {"base_url": f"h:80?api_key={SECRETS['query']}"}),
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_no_refusal_of_an_argument_shows_a_secret(wrong: dict[str, Any]) -> None:
    with pytest.raises(InferenceError) as caught:
        InferenceClient(**{**options("http://h"), **wrong})
    for each in chain(caught.value):
        assert not shown(f"{each} {each!r}")


PROGRAM = """
import os, sys
from inferlink import InferenceClient, InferenceError, InferenceTimeoutError
url, key, header = sys.argv[1:]
client = InferenceClient(base_url=f"{url}/v1?api_key={key}", api_key=key, headers={"X-Api-Key": header}, retry=1)
try:
    client.chat_completion("Hello")
except InferenceError as error:
    print(repr(client), repr(error), error, vars(error))
"""


def test_debug_log_of_a_program_shows_no_secret() -> None:
    with FaultServer(quote("503 Service Unavailable")) as server:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, server.url, SECRETS["key"], SECRETS["header"]],
            env={**os.environ, "INFERLINK_LOG": "debug"},
            capture_output=True,
            text=True,
            check=True,
        )
    assert "-> 503" in done.stderr
    assert "again in" in done.stderr
    assert "I refuse POST" in done.stdout
    assert not shown(done.stdout + done.stderr)


def test_a_secret_in_a_frame_would_be_seen() -> None:
    namespace: dict[str, Any] = {}
    exec(compile("def leak(key):\n    raise ValueError('no')", "/elsewhere.py", "exec"), namespace)
    with pytest.raises(ValueError, match="no") as caught:
        namespace["leak"](SECRETS["key"])
    assert [shown(frame.locals) for frame in frames(caught.value)] == [{"key"}]
