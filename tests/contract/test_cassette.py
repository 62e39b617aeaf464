"""Recorder and Replayer: what is kept, what is never kept, and what is said of a request that is not there."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from live import open_client

from inferlink import InvalidInput, RateLimitError, RequestOptions, StreamBroken
from inferlink.testing import FakeServer, Recorder, Replayer, UnrecordedRequest
from inferlink.testing._sample_media import SAMPLE_MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
TOGETHER: dict[str, Any] = {"provider": "together"}
KEY = "sk-very-secret-1"


def say(client: Any) -> Any:
    return client.chat_completion("Hello", model="fake/chat-completion").choices[0].message.content


def listen(client: Any) -> Any:
    stream = client.chat_completion(
        "Hello", model="fake/chat-completion", stream=True, stream_options={"include_usage": True}
    )
    return [list(stream.text), stream.result().usage]


def film(client: Any) -> Any:
    states: list[str | None] = []
    options = RequestOptions(on_progress=lambda event: states.append(event.state))
    return client.text_to_video("waves", model="fake/text-to-video", options=options).bytes, states


def transcribe(client: Any) -> Any:
    return client.automatic_speech_recognition(SAMPLE_MEDIA["audio"](), model="fake/automatic-speech-recognition").text


def speak(client: Any) -> Any:
    return client.text_to_speech("Hello", model="fake/text-to-speech").bytes


def save(client: Any) -> Any:
    with TemporaryDirectory() as folder:
        return client.text_to_speech("Hello", model="fake/text-to-speech", stream_to=Path(folder) / "a").bytes


def dictate(client: Any) -> Any:
    data = SAMPLE_MEDIA["audio"]()
    return client.automatic_speech_recognition(iter([data]), model="fake/automatic-speech-recognition").text


def embed(client: Any) -> Any:
    return client.feature_extraction(["a", "b"], model="fake/feature-extraction").tolist()


def record(path: Path, kind: str, use: Callable[[Any], Any], *, key: str = KEY, **redacted: Any) -> Any:
    served = FakeServer()
    with served, served.patch(), Recorder(path, **redacted), open_client(kind, **TOGETHER, api_key=key) as client:
        return use(client)


def replay(path: Path, kind: str, use: Callable[[Any], Any], *, key: str = KEY) -> Any:
    with Replayer(path) as replayer, open_client(kind, **TOGETHER, api_key=key) as client:
        found = use(client)
    assert replayer.unused == []
    return found


@KINDS
@pytest.mark.parametrize("use", [say, listen, film, transcribe, dictate, speak, save, embed])
def test_what_was_recorded_is_played(tmp_path: Path, use: Callable[[Any], Any], kind: str) -> None:
    path = tmp_path / "folder" / "a.jsonl"
    found = record(path, kind, use)
    assert found == replay(path, "sync", use) == replay(path, "async", use)
    assert KEY not in path.read_text("utf-8")


@KINDS
def test_text_with_any_line_separator_is_played(tmp_path: Path, kind: str) -> None:
    text = "one\u2028two\x85three\x1dfour"

    def say_it(client: Any) -> Any:
        return client.chat_completion(text, model="fake/chat-completion").choices[0].message.content

    assert record(tmp_path / "a", kind, say_it) == replay(tmp_path / "a", kind, say_it)


def test_half_of_a_character_is_kept_and_played(tmp_path: Path) -> None:
    def ask(client: Any) -> Any:
        return client.request("POST", "/v1/embeddings", json={"input": "?"}).json()

    path = tmp_path / "half.jsonl"
    with FakeServer() as server, open_client("sync", base_url=server.url) as client:
        server.spoil({"text": "half \ud83d"})
        with Recorder(path):
            assert ask(client) == {"text": "half \ud83d"}
        with Replayer(path):
            assert ask(client) == {"text": "half \ud83d"}


@KINDS
def test_another_key_plays_the_same_cassette(tmp_path: Path, kind: str) -> None:
    record(tmp_path / "a", kind, listen)
    assert replay(tmp_path / "a", kind, listen, key="another-key")


@KINDS
def test_look_ups_and_routed_calls_are_kept(tmp_path: Path, kind: str) -> None:
    found = record(tmp_path / "a", kind, speak, key="hf_very_secret")
    assert replay(tmp_path / "a", kind, speak, key="hf_another") == found
    urls = [exchange["request"]["url"] for exchange in exchanges(tmp_path / "a")]
    assert [url.split("/")[2] for url in urls] == ["huggingface.co", "router.huggingface.co"]


def exchanges(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]


def posts(path: Path) -> list[Any]:
    """Without look-ups."""
    return [exchange for exchange in exchanges(path) if exchange["request"]["method"] == "POST"]


def test_format_is_what_is_documented(tmp_path: Path) -> None:
    record(tmp_path / "a", "sync", lambda client: [say(client), listen(client), speak(client)])
    assert json.loads((tmp_path / "a").read_text("utf-8").partition("\n")[0]) == {
        "inferlink_cassette": 1,
        "headers": [],
        "fields": [],
    }
    said, heard, spoken = posts(tmp_path / "a")
    assert said["request"]["body"]["json"]["messages"] == [{"role": "user", "content": "Hello"}]
    assert said["request"]["headers"]["authorization"] == "***"
    assert said["reply"]["body"]["json"]["choices"][0]["message"]["content"] == "Hello from the fake server."
    assert len(heard["reply"]["pieces"]) > 5
    assert spoken["reply"]["body"].keys() == {"base64"}


def test_file_that_was_sent_is_known_by_its_hash(tmp_path: Path) -> None:
    record(tmp_path / "a", "sync", transcribe)
    (exchange,) = posts(tmp_path / "a")
    assert exchange["request"]["body"].keys() == {"sha256", "bytes"}


def test_named_headers_and_fields_are_masked_at_any_depth(tmp_path: Path) -> None:
    def use(client: Any) -> Any:
        headers = {"x-team": "blue-team", "x-other": "shown"}
        return (
            say(client.with_options(headers=headers))
            + client.chat_completion(
                "Hi", model="fake/chat-completion", user="clara-1", extra_body={"a": [{"Password": "p-12345"}]}
            ).model
        )

    record(tmp_path / "a", "sync", use, headers=["X-Team"], fields=["user"])
    text = (tmp_path / "a").read_text("utf-8")
    assert not [secret for secret in ("blue-team", "clara-1", "p-12345") if secret in text]
    assert "shown" in text
    assert replay(tmp_path / "a", "sync", use)


def test_fields_are_masked_in_streams_and_keys_wherever_they_stand(tmp_path: Path) -> None:
    def use(client: Any) -> None:
        list(client.chat_completion(f"My key is {KEY}.", model="fake/chat-completion", stream=True))

    with FakeServer() as server, server.patch(), Recorder(tmp_path / "a", fields=["nick"]):
        message = {"role": "assistant", "content": f"So {KEY} it is.", "nick": "clara-1"}
        server.reply("chat-completion", {"choices": [{"message": message, "finish_reason": "stop"}]})
        with open_client("sync", **TOGETHER, api_key=KEY) as client:
            use(client)
    text = (tmp_path / "a").read_text("utf-8")
    assert KEY not in text
    assert "clara-1" not in text
    replay(tmp_path / "a", "sync", use)


def test_cookies_and_short_keys_are_masked_where_they_belong(tmp_path: Path) -> None:
    def use(client: Any) -> Any:
        return client.chat_completion("cookie-value-1 and abc").choices[0].message.content

    with FakeServer() as server, Recorder(tmp_path / "a"):
        options = {"base_url": f"{server.url}/v1", "cookies": {"name": "cookie-value-1"}, "api_key": "abc"}
        with open_client("sync", **options) as client:
            use(client)
    (exchange,) = exchanges(tmp_path / "a")
    assert exchange["request"]["headers"]["cookie"] == exchange["request"]["headers"]["authorization"] == "***"
    assert exchange["request"]["body"]["json"]["messages"][0]["content"] == "*** and abc"
    with Replayer(tmp_path / "a"), open_client("sync", **options) as client:
        assert use(client) == "Hello from the fake server."


def test_signature_of_a_link_is_masked(tmp_path: Path) -> None:
    with FakeServer() as server, Recorder(tmp_path / "a"), open_client("sync", base_url=server.url) as client:
        client.request("GET", f"{server.url}/v1/models?X-Amz-Signature=abcdef&page=2")
        url = server.url
    assert "abcdef" not in (tmp_path / "a").read_text("utf-8")
    with Replayer(tmp_path / "a"), open_client("sync", base_url=url) as client:
        assert client.request("GET", f"{url}/v1/models?X-Amz-Signature=other&page=2").json()["data"]


@KINDS
def test_failures_and_retries_are_played_without_waiting(tmp_path: Path, kind: str) -> None:
    def use(client: Any) -> Any:
        with pytest.raises(RateLimitError) as caught:
            say(client)
        return caught.value.attempts, caught.value.retry_after, caught.value.message

    with FakeServer() as server, server.patch(), Recorder(tmp_path / "a"):
        server.fail(429, retry_after=30, times=3)
        with open_client(kind, **TOGETHER, api_key=KEY, timeout=100) as client:
            found = use(client)
    assert found[:2] == (3, 30)
    with Replayer(tmp_path / "a"), open_client(kind, **TOGETHER, api_key=KEY, timeout=100) as client:
        assert use(client) == found


@KINDS
def test_stream_breaks_where_it_broke(tmp_path: Path, kind: str) -> None:
    def use(client: Any) -> Any:
        with pytest.raises(StreamBroken) as caught:
            list(client.chat_completion("Hello", model="fake/chat-completion", stream=True))
        return caught.value.partial.choices[0].message.content

    with FakeServer() as server, server.patch(), Recorder(tmp_path / "a"):
        server.cut(after=3)
        with open_client(kind, **TOGETHER, api_key=KEY) as client:
            assert use(client) == "Hello from"
    assert replay(tmp_path / "a", kind, use) == "Hello from"


@KINDS
def test_stream_that_was_left_is_kept_as_far_as_it_was_read(tmp_path: Path, kind: str) -> None:
    def use(client: Any) -> Any:
        stream = client.chat_completion("Hello", model="fake/chat-completion", stream=True)
        first = next(iter(stream))
        stream.close()
        return first

    found = record(tmp_path / "a", kind, use)
    assert replay(tmp_path / "a", kind, use) == found


@KINDS
def test_unknown_request_names_the_nearest_and_how_it_differs(tmp_path: Path, kind: str) -> None:
    record(tmp_path / "a", kind, lambda client: [speak(client), say(client)])
    with Replayer(tmp_path / "a") as replayer, open_client(kind, **TOGETHER, api_key=KEY) as client:
        with pytest.raises(UnrecordedRequest) as caught:
            client.chat_completion("Good night", model="fake/chat-completion")
        assert [each.partition(" ")[0] for each in replayer.unused] == ["GET", "POST", "POST"]
    said = str(caught.value)
    assert '-    "content": "Hello"' in said.replace("     ", "    ")
    assert '"content": "Good night"' in said
    assert "does not have POST https://api.together" in said


def test_request_that_was_used_up_is_refused(tmp_path: Path) -> None:
    record(tmp_path / "a", "sync", say)
    with Replayer(tmp_path / "a"), open_client("sync", **TOGETHER, api_key=KEY) as client:
        say(client)
        with pytest.raises(UnrecordedRequest, match="already as often as it was recorded"):
            say(client)
        with pytest.raises(UnrecordedRequest, match="nothing left"):
            speak(client)


def test_equal_requests_are_answered_in_their_order(tmp_path: Path) -> None:
    with FakeServer() as server, server.patch(), Recorder(tmp_path / "a"):
        for text in ("One.", "Two."):
            server.reply("chat-completion", text, times=1)
        with open_client("sync", **TOGETHER, api_key=KEY) as client:
            assert [say(client), say(client)] == ["One.", "Two."]
    assert replay(tmp_path / "a", "async", lambda client: [say(client), say(client)]) == ["One.", "Two."]


def test_block_that_fails_leaves_the_cassette_as_it_was(tmp_path: Path) -> None:
    record(tmp_path / "a", "sync", say)
    before = (tmp_path / "a").read_bytes()
    with pytest.raises(ZeroDivisionError):
        record(tmp_path / "a", "sync", lambda client: [say(client), 1 / 0])
    assert (tmp_path / "a").read_bytes() == before


@pytest.mark.parametrize(
    "content", ["", "{}", '{"inferlink_cassette": 2, "headers": [], "fields": []}', "rubbish", None]
)
def test_file_that_is_no_cassette_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a").write_text(content, "utf-8")
    with pytest.raises(InvalidInput, match="cassette"):
        Replayer(tmp_path / "a")
