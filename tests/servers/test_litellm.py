"""Both clients against a real LiteLLM proxy before real llama.cpp servers: what the proxy does in ways of its own."""

from __future__ import annotations

import asyncio
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from live import SAY, STORY, WAYS_OUT, Relay, paused, say_number

from inferlink import (
    APIStatusError,
    AsyncInferenceClient,
    AuthenticationError,
    BadRequestError,
    InferenceTimeoutError,
    InternalServerError,
    RateLimitError,
    Retry,
    StreamBroken,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines import Engine

    from inferlink.local import LocalServer

    Connect = Callable[..., Any]

AT_ONCE = Retry(attempts=1, base=0)


@pytest.fixture(params=["by-name", "by-url"])
def client(request: pytest.FixtureRequest, connect: Connect, litellm_chat: Engine) -> Any:
    """A client of either kind for both ways to the proxy."""
    return connect(**litellm_chat.options("litellm" if request.param == "by-name" else None), retry=AT_ONCE)


@pytest.fixture
def proxy(connect: Connect, litellm_chat: Engine) -> Any:
    """A client of either kind that knows the proxy by name."""
    return connect(**litellm_chat.options("litellm"), retry=AT_ONCE)


def test_meta_has_the_proxys_own_headers(client: Any) -> None:
    meta = client.chat_completion("Hi", max_tokens=1).meta
    assert meta.headers["x-litellm-call-id"] == meta.request_id
    assert meta.headers["x-litellm-model-group"] == "chat"
    assert meta.headers["llm_provider-server"] == "llama.cpp"


def test_what_the_server_behind_adds_is_kept(client: Any) -> None:
    answer = client.chat_completion("Hi", max_tokens=2)
    assert answer.timings["predicted_n"] == 2
    assert answer.choices[0].provider_specific_fields == {}


def test_usage_chunk_with_an_empty_choice_adds_none_to_the_result(client: Any) -> None:
    stream = client.chat_completion("Hi", stream=True, stream_options={"include_usage": True}, **SAY)
    *_, finish, last = stream
    assert finish.choices[0].finish_reason == "stop"
    assert [choice.delta.content for choice in last.choices] == [None]
    assert len(stream.result().choices) == 1
    assert stream.result().usage.total_tokens == last.usage.total_tokens


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
def test_base_url_may_be_given_with_or_without_v1(connect: Connect, litellm_chat: Engine, path: str) -> None:
    for provider in ("litellm", None):
        options = litellm_chat.options(provider) | {"base_url": litellm_chat.url + path}
        assert connect(**options).chat_completion("Hi", max_tokens=1).meta.status == 200


def test_address_and_key_come_from_the_environment(
    connect: Connect, litellm_chat: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITELLM_PROXY_API_BASE", litellm_chat.url)
    monkeypatch.setenv("LITELLM_PROXY_API_KEY", str(litellm_chat.api_key))
    answer = connect(provider="litellm", model="chat").chat_completion("Hi", max_tokens=1)
    assert answer.meta.status == 200


@pytest.mark.parametrize("stream", [False, True])
def test_missing_key_is_an_authentication_error(client: Any, stream: bool) -> None:
    with pytest.raises(AuthenticationError, match="No api key passed in") as caught:
        client.with_options(api_key=False).chat_completion("Hi", max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.type, error.code, error.param) == (401, "auth_error", "401", None)
    assert (error.attempts, error.retryable) == (1, False)


@pytest.mark.parametrize("stream", [False, True])
def test_wrong_key_is_a_bad_request_where_no_database_knows_keys(client: Any, stream: bool) -> None:
    wrong = client.with_options(api_key="sk-wrong-77c0")
    with pytest.raises(BadRequestError) as caught:
        wrong.chat_completion("Hi", max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.type, error.attempts) == (400, "no_db_connection", 1)
    shown = [str(error), repr(error), repr(vars(error)), repr(wrong), str(pickle.dumps(error))]
    assert not any("77c0" in text for text in shown)


@pytest.mark.parametrize("stream", [False, True])
def test_unknown_model_is_a_bad_request(client: Any, stream: bool) -> None:
    with pytest.raises(BadRequestError, match="Invalid model name passed in model=nobody") as caught:
        client.chat_completion("Hi", model="nobody", max_tokens=1, stream=stream)
    assert (caught.value.status, caught.value.attempts, caught.value.model) == (400, 1, "nobody")


@pytest.mark.parametrize("stream", [False, True])
def test_server_behind_that_is_down_is_500_and_asked_for_once(client: Any, stream: bool) -> None:
    with pytest.raises(InternalServerError, match="Connection error") as caught:
        client.chat_completion("Hi", model="down", max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.type, error.attempts, error.retryable) == (500, "internal_server_error", 1, False)
    assert error.request_id == error.headers["x-litellm-call-id"]


def test_key_that_the_server_behind_refuses_is_an_authentication_error(client: Any) -> None:
    with pytest.raises(AuthenticationError, match="Invalid API Key") as caught:
        client.chat_completion("Hi", model="guarded", max_tokens=1)
    assert (caught.value.status, caught.value.attempts) == (401, 1)


@pytest.mark.parametrize("stream", [False, True])
def test_rate_limit_is_told_after_another_attempt(client: Any, stream: bool) -> None:
    with pytest.raises(RateLimitError) as caught:
        client.chat_completion("Hi", stream=stream, extra_body={"mock_testing_rate_limit_error": True})
    error = caught.value
    assert (error.status, error.type, error.attempts, error.retryable) == (429, "throttling_error", 2, True)


def test_timeout_of_the_proxy_is_told_after_another_attempt(client: Any) -> None:
    with pytest.raises(APIStatusError, match="Timeout") as caught:
        client.chat_completion("Hi", extra_body={"mock_timeout": True, "timeout": 0.01})
    assert (caught.value.status, caught.value.attempts, caught.value.retryable) == (408, 2, True)


def test_own_timeout_is_not_repeated(client: Any, one_slot_server: LocalServer) -> None:
    with paused(one_slot_server), pytest.raises(InferenceTimeoutError) as caught:
        client.with_options(timeout=0.2).chat_completion("Hi", model="one-slot", max_tokens=1)
    assert (caught.value.clock, caught.value.attempts) == ("total", 1)
    assert client.chat_completion("Hi", model="one-slot", max_tokens=1).choices


def test_parameter_that_the_proxy_refuses_is_a_bad_request(proxy: Any) -> None:
    with pytest.raises(BadRequestError, match="dimensions"):
        proxy.feature_extraction("Hi", model="vectors", dimensions=64)


def test_sound_becomes_text(proxy: Any) -> None:
    assert proxy.automatic_speech_recognition(b"RIFF\x24\0\0\0WAVEfmt ", model="listens").text == "Hello there."


def test_text_becomes_sound(proxy: Any) -> None:
    audio = proxy.text_to_speech("Hello there.", model="speaks", extra_body={"voice": "alloy"})
    assert (audio.bytes, audio.mime) == (b"ID3 a voice", "audio/mpeg")


def test_text_becomes_an_image(proxy: Any) -> None:
    image = proxy.text_to_image("a lighthouse", model="draws", width=512, height=512)
    assert image.bytes.startswith(b"\x89PNG")


def test_documents_are_ranked(proxy: Any) -> None:
    ranking = proxy.rerank("What is it made of?", ["In 1889.", "Of iron."], model="ranks")
    assert [(row.index, row.score) for row in ranking] == [(1, 0.9), (0, 0.1)]


def test_calls_and_whole_streams_share_one_connection(connect: Connect, litellm_chat: Engine) -> None:
    with Relay(litellm_chat.url) as relay:
        client = connect(**litellm_chat.options("litellm") | {"base_url": relay.url}, retry=0)
        for number in range(6):
            stream = client.chat_completion("Hi", stream=True, max_tokens=2)
            assert list(stream) if number % 2 else stream.result()
            assert client.chat_completion("Hi", max_tokens=1).choices
            with pytest.raises(BadRequestError):
                client.chat_completion("Hi", model="nobody")
        assert relay.connections == 1


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_stream_that_is_left_frees_the_slot_behind_the_proxy(client: Any, leave: Callable[[Any], None]) -> None:
    client = client.with_options(model="one-slot")
    leave(begin(client))
    assert client.chat_completion("Hi", max_tokens=1).choices


def begin(client: Any) -> Any:
    """A stream of which the first piece was read."""
    stream = client.chat_completion("Tell me a story.", **STORY)
    assert next(iter(stream.text))
    return stream


def test_closed_stream_keeps_what_came(client: Any) -> None:
    stream = begin(client)
    stream.close()
    with pytest.raises(StreamBroken) as caught:
        stream.result()
    assert caught.value.partial.choices[0].message.content


def test_cancelled_reader_frees_the_slot_behind_the_proxy(litellm_chat: Engine) -> None:
    async def main() -> Any:
        options = litellm_chat.options("litellm") | {"model": "one-slot"}
        async with AsyncInferenceClient(**options, timeout=60, max_connections=1) as client:
            stream = await client.chat_completion("Tell me a story.", **STORY)
            assert await anext(stream.text)
            reading = asyncio.create_task(stream.result())
            await asyncio.sleep(0)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            return await client.chat_completion("Hi", max_tokens=1)

    assert asyncio.run(main()).choices


def test_cancelled_call_leaves_the_client_working(litellm_chat: Engine, one_slot_server: LocalServer) -> None:
    async def main() -> Any:
        options = litellm_chat.options("litellm") | {"model": "one-slot"}
        async with AsyncInferenceClient(**options, timeout=60) as client:
            with paused(one_slot_server), pytest.raises(TimeoutError):
                await asyncio.wait_for(client.chat_completion("Hi", max_tokens=1), 0.2)
            return await client.chat_completion("Hi", max_tokens=1)

    assert asyncio.run(main()).choices


def test_sixteen_calls_at_once_get_their_own_answers(litellm_chat: Engine) -> None:
    async def main() -> list[Any]:
        async with AsyncInferenceClient(**litellm_chat.options("litellm"), timeout=60) as client:
            return await asyncio.gather(*(client.chat_completion("Count.", **say_number(n)) for n in range(16)))

    answers = asyncio.run(main())
    assert [answer.choices[0].message.content for answer in answers] == [f"number {number}" for number in range(16)]
