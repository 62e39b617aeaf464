"""Media that come from an iterator: sent as it gives them, and once."""

from __future__ import annotations

import asyncio
import json
import threading
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from faults import KINDS, FaultServer, answers, ok
from scripted import Blocking, json_reply, scripted

from inferlink import (
    APIConnectionError,
    AsyncInferenceClient,
    InferenceClient,
    InvalidInput,
    Overloaded,
    Provider,
    RateLimitError,
    Retry,
)
from inferlink._media.inputs import read_media
from inferlink._sending.body import content_length, is_blocking, pieces, raw_body

if TYPE_CHECKING:
    from collections.abc import Iterator

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(256)) * 2_000
TEXT = json_reply({"text": "hello"})
ENCODERS: dict[str, dict[str, Any]] = {
    "raw": {"set": [{"to": "$", "from": "input", "as": "bytes"}]},
    "form": {"body": "multipart", "set": [{"to": "file", "from": "input", "as": "file"}]},
    "base64": {"set": [{"to": "audio", "from": "input", "as": "b64"}]},
}
both = pytest.mark.parametrize("kind", KINDS)


def provider(form: str, name: str = "acme", base: str = "http://h.example") -> Provider:
    route = {"path": "/run", **ENCODERS[form]}
    tasks = {"automatic-speech-recognition": route}
    return Provider.from_dict({"name": name, "key": "optional", "base": base, "tasks": tasks})


def client(kind: str, form: str, base: str) -> Any:
    """A client of a server on a real socket, whose calls block."""
    made = provider(form, base=base)
    return InferenceClient(provider=made) if kind == "sync" else Blocking(AsyncInferenceClient(provider=made))


def sound(size: int = 7_000) -> Iterator[bytes]:
    """The sound in pieces, an empty one among them."""
    yield b""
    for start in range(0, len(WAV), size):
        yield WAV[start : start + size]


def broken(stage: str) -> APIConnectionError:
    error = APIConnectionError("broken")
    error.stage = stage  # type: ignore[assignment]  # one of the three
    return error


@both
@pytest.mark.parametrize("form", ENCODERS)
def test_pieces_of_an_iterator_arrive_in_order(kind: str, form: str) -> None:
    with FaultServer(answers(ok(b'{"text": "hello"}', "content-type: application/json"))) as server:
        assert client(kind, form, server.url).automatic_speech_recognition(sound()).text == "hello"
    (received,) = server.requests
    assert received.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in received.headers
    body = b64decode(json.loads(received.body)["audio"]) if form == "base64" else received.body
    assert WAV in body
    assert form != "raw" or received.headers["content-type"] == "audio/wav"


def test_no_more_is_read_than_tells_the_type_before_it_is_sent() -> None:
    taken = []
    media = read_media((taken.append(size) or bytes(size) for size in [100] * 50), "audio", "audio")
    assert (len(taken), media.mime, media.filename) == (6, None, None)
    assert media.source is not None
    body = raw_body(media.source, "audio/wav")
    assert (content_length(body), is_blocking(body)) == (None, True)
    assert b"".join(pieces(body)) == bytes(5_000)


@both
@pytest.mark.parametrize("failure", [broken("connect"), json_reply({}, 503), json_reply({}, 429)])
def test_call_is_repeated_while_nothing_of_the_iterator_was_read(kind: str, failure: Any) -> None:
    made, script = scripted(kind, failure, TEXT, provider=provider("raw"), retry=Retry(base=0))
    assert made.automatic_speech_recognition(sound()).text == "hello"
    assert script.raw() == WAV


@both
@pytest.mark.parametrize(("status", "error"), [(None, APIConnectionError), (503, Overloaded), (429, RateLimitError)])
@pytest.mark.parametrize("wait", [False, True])
def test_call_is_not_repeated_once_the_iterator_was_begun(
    kind: str, status: int | None, error: type[Exception], wait: bool
) -> None:
    def fails(request: Any) -> Any:
        assert b"".join(pieces(request.body)) == WAV
        if status is None:
            raise broken("stale")
        return json_reply({}, status)

    options: dict[str, Any] = {"retry": Retry(base=0), "wait_until_ready": wait}
    made, script = scripted(kind, fails, TEXT, provider=[provider("raw"), provider("raw", "other")], **options)
    with pytest.raises(error):
        made.automatic_speech_recognition(sound())
    assert len(script.sent) == 1


@both
def test_redirect_after_the_iterator_was_read_is_an_error_and_no_empty_upload(kind: str) -> None:
    moved = ok(b"", "location: /other", status="307 Temporary Redirect")
    with FaultServer(answers(moved, ok(b"{}"))) as server, pytest.raises(InvalidInput, match="read only once"):
        client(kind, "raw", server.url).automatic_speech_recognition(sound())
    assert server.requests[0].body == WAV
    assert [request.body for request in server.requests[1:]] in ([], [b""])


def test_iterator_runs_off_the_loop() -> None:
    threads: set[int] = set()

    def noted() -> Iterator[bytes]:
        for piece in sound():
            threads.add(threading.get_ident())
            yield piece

    async def run(url: str) -> None:
        async with AsyncInferenceClient(provider=provider("base64", base=url)) as client:
            await client.automatic_speech_recognition(noted())

    with FaultServer(answers(ok(b'{"text": "hello"}', "content-type: application/json"))) as server:
        asyncio.run(run(server.url))
    assert threads
    assert threading.get_ident() not in threads


@both
def test_fault_of_the_iterator_is_raised_as_it_is(kind: str) -> None:
    def fails() -> Iterator[bytes]:
        yield WAV
        raise LookupError("the source is gone")

    with FaultServer(answers(ok(b"{}"))) as server, pytest.raises(LookupError, match="the source is gone"):
        client(kind, "raw", server.url).automatic_speech_recognition(fails())


@pytest.mark.parametrize(
    ("items", "reason"),
    [([], "gives nothing"), ([b"", b""], "gives nothing"), (["text"], "gives str, not bytes"), ([1], "gives int")],
)
def test_iterator_without_bytes_is_refused(items: list[object], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_media(iter(items), "audio", "audio")


@pytest.mark.parametrize(("item", "kind"), [("text", "str"), (None, "NoneType")])
def test_iterator_that_gives_something_else_later_is_refused(item: object, kind: str) -> None:
    media = read_media(iter([WAV, item]), "audio", "audio")
    assert media.source is not None
    with pytest.raises(InvalidInput, match=f"gives {kind}, not bytes"):
        list(pieces(raw_body(media.source, "audio/wav")))


def test_async_iterator_is_refused() -> None:
    async def items() -> Any:
        yield WAV

    with pytest.raises(InvalidInput, match="async_generator is no audio"):
        read_media(items(), "audio", "audio")


@both
def test_target_that_wants_the_medium_twice_is_told_before_anything_is_sent(kind: str) -> None:
    word = {"from": "input", "as": "b64"}
    route = {"path": "/run", "set": [{"to": "audio", **word}, {"to": "sounds[0]", **word}]}
    plain = {"name": "acme", "key": "optional", "base": "http://h.example"}
    made = Provider.from_dict({**plain, "tasks": {"automatic-speech-recognition": route}})
    caller, script = scripted(kind, TEXT, TEXT, provider=made)
    with pytest.raises(InvalidInput, match="in two places"):
        caller.automatic_speech_recognition(sound())
    assert script.sent == []
    assert caller.automatic_speech_recognition(WAV).text == "hello"
