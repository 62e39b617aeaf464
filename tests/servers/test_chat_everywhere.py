"""What is true of chat and text generation at every real server, both clients, by the server's name and by its URL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from engines import Engine, ways
from live import SAID, Relay

from inferlink import ContextTooLong, to_dict
from inferlink.types import (
    ChatCompletionInputJsonSchemaConfig,
    ChatCompletionInputMessage,
    ChatCompletionInputResponseFormatJSONSchema,
    ChatCompletionStreamOutput,
    Finished,
    TextDelta,
    TextGenerationStreamOutput,
    UsageReport,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Connect = Callable[..., Any]

USAGE = {"include_usage": True}
PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 8},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "mood": {"enum": ["happy", "sad"]},
    },
    "required": ["name", "age", "mood"],
    "additionalProperties": False,
}


@dataclass
class Way:
    """A server, and how the client is told of it."""

    engine: Engine
    provider: str | None


@pytest.fixture(
    params=[
        *ways("llama_chat", "llama-cpp"),
        *ways("litellm_chat", "litellm"),
        *ways("vllm_chat", "vllm", pytest.mark.heavy),
    ]
)
def way(request: pytest.FixtureRequest) -> Way:
    engine, provider = request.param
    return Way(request.getfixturevalue(engine), provider)


@pytest.fixture
def client(connect: Connect, way: Way) -> Any:
    """A client of either kind for each way to each server."""
    return connect(**way.engine.options(way.provider))


@pytest.fixture
def say(way: Way) -> dict[str, Any]:
    """What makes the server say the sentence."""
    return way.engine.say


def test_chat_answers_with_text_usage_and_finish_reason(client: Any) -> None:
    answer = client.chat_completion("Why is the sky blue?", max_tokens=3, temperature=0)
    choice = answer.choices[0]
    assert choice.message.role == "assistant"
    assert choice.message.content
    assert choice.finish_reason == "length"
    assert answer.usage.completion_tokens == 3
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + 3


def test_meta_tells_who_answered_and_how(client: Any, way: Way) -> None:
    meta = client.chat_completion("Hi", max_tokens=1).meta
    assert (meta.task, meta.model, meta.status, meta.attempts) == ("chat-completion", way.engine.model, 200, 1)
    assert meta.provider == (way.provider or "openai")
    assert 0 < meta.first_byte <= meta.total


def test_answer_goes_on_from_its_own_messages(client: Any) -> None:
    question = ChatCompletionInputMessage(role="user", content="Hi")
    first = client.chat_completion([question], max_tokens=2).choices[0].message
    parts = [{"type": "text", "text": "And"}, {"type": "text", "text": " now?"}]
    answer = client.chat_completion([question, first, {"role": "user", "content": parts}], max_tokens=2)
    assert answer.choices[0].message.content


def test_several_answers_come_in_order(client: Any) -> None:
    answer = client.chat_completion("Name a colour.", n=2, max_tokens=2, temperature=1)
    assert [choice.index for choice in answer.choices] == [0, 1]
    assert all(choice.message.content for choice in answer.choices)


def test_stop_text_ends_the_answer(client: Any, say: dict[str, Any]) -> None:
    choice = client.chat_completion("Hi", stop=[", so"], **say).choices[0]
    assert (choice.message.content, choice.finish_reason) == ("The sky is blue", "stop")


def test_log_probabilities_cover_the_answer(client: Any, say: dict[str, Any]) -> None:
    check_probabilities(client.chat_completion("Hi", logprobs=True, top_logprobs=2, **say).choices[0])


def test_streamed_log_probabilities_add_up(client: Any, say: dict[str, Any]) -> None:
    check_probabilities(
        client.chat_completion("Hi", stream=True, logprobs=True, top_logprobs=2, **say).result().choices[0]
    )


def check_probabilities(choice: Any) -> None:
    tokens = choice.logprobs.content
    if tokens[-1].token == "<|im_end|>":  # vLLM tells of the mark of the end too
        tokens = tokens[:-1]
    assert "".join(token.token for token in tokens) == choice.message.content == SAID
    assert b"".join(bytes(token.bytes) for token in tokens) == SAID.encode()
    assert all(token.logprob <= 0 and len(token.top_logprobs) == 2 for token in tokens)


@pytest.mark.parametrize(
    "form",
    [
        {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}},
        ChatCompletionInputResponseFormatJSONSchema(
            type="json_schema", json_schema=ChatCompletionInputJsonSchemaConfig(name="person", schema=PERSON)
        ),
    ],
    ids=["json_schema", "json_schema as object"],
)
@pytest.mark.parametrize("stream", [False, True])
def test_answer_fits_its_schema(client: Any, form: object, stream: bool) -> None:
    answer = client.chat_completion(
        "Invent a person.", response_format=form, temperature=0, max_tokens=80, stream=stream
    )
    choice = (answer.result() if stream else answer).choices[0]
    assert choice.finish_reason == "stop"
    jsonschema.validate(json.loads(choice.message.content), PERSON)


def test_json_object_begins_an_object(client: Any) -> None:
    answer = client.chat_completion("Say hello.", response_format={"type": "json_object"}, max_tokens=4, temperature=0)
    assert answer.choices[0].message.content.lstrip().startswith("{")


def test_pieces_of_text_are_the_answer(client: Any, say: dict[str, Any]) -> None:
    stream = client.chat_completion("Hi", stream=True, **say)
    pieces = list(stream.text)
    assert len(pieces) > 1
    assert "".join(pieces) == SAID
    assert stream.complete


def test_stream_yields_the_servers_chunks(client: Any, say: dict[str, Any]) -> None:
    chunks = list(client.chat_completion("Hi", stream=True, **say))
    assert all(type(chunk) is ChatCompletionStreamOutput for chunk in chunks)
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert len({chunk.id for chunk in chunks}) == 1


def test_result_is_what_the_reply_would_be_without_streaming(client: Any, say: dict[str, Any]) -> None:
    whole = client.chat_completion("Hi", **say)
    stream = client.chat_completion("Hi", stream=True, stream_options=USAGE, **say)
    first = next(iter(stream.text))
    result = stream.result()
    assert SAID.startswith(first)
    assert len(result.choices) == 1
    assert result.choices[0].message.content == whole.choices[0].message.content == SAID
    assert result.choices[0].finish_reason == whole.choices[0].finish_reason == "stop"
    assert (result.object, result.usage.total_tokens) == (whole.object, whole.usage.total_tokens)
    assert to_dict(result).keys() <= to_dict(whole).keys()


def test_result_tells_who_answered(client: Any) -> None:
    stream = client.chat_completion("Hi", stream=True, max_tokens=1)
    assert stream.meta.headers["content-type"].startswith("text/event-stream")
    assert stream.result().meta is stream.meta
    assert (stream.meta.task, stream.meta.status, stream.meta.attempts) == ("chat-completion", 200, 1)


def test_usage_comes_last_where_it_is_asked_for(client: Any) -> None:
    *chunks, last = client.chat_completion("Hi", stream=True, stream_options=USAGE, max_tokens=2)
    assert last.usage.completion_tokens == 2
    assert all(chunk.usage is None for chunk in chunks)


def test_events_tell_text_end_and_usage(client: Any, say: dict[str, Any]) -> None:
    stream = client.chat_completion("Hi", stream=True, stream_options=USAGE, **say)
    *texts, finished, usage = stream.events()
    assert all(isinstance(event, TextDelta) for event in texts)
    assert "".join(event.text for event in texts) == SAID
    assert finished == Finished("stop")
    assert isinstance(usage, UsageReport)


def test_streamed_answers_are_told_apart(client: Any, say: dict[str, Any]) -> None:
    stream = client.chat_completion("Hi", stream=True, n=2, **{**say, "temperature": 1})
    texts = {0: "", 1: ""}
    for event in stream.events():
        if isinstance(event, TextDelta):
            texts[event.index] += event.text
    assert texts == {0: SAID, 1: SAID}
    assert [choice.message.content for choice in stream.result().choices] == [SAID, SAID]


def test_text_is_continued(client: Any) -> None:
    text = client.text_generation("One, two, three,", max_new_tokens=4, temperature=0)
    assert isinstance(text, str)
    assert text
    assert text.meta.task == "text-generation"


def test_details_tell_why_a_text_ended(client: Any) -> None:
    answer = client.text_generation("One, two, three,", max_new_tokens=3, temperature=0, details=True)
    assert answer.generated_text
    assert answer.details.finish_reason == "length"


def test_streamed_text_is_what_it_would_be_without_streaming(client: Any, say: dict[str, Any]) -> None:
    options = {"max_new_tokens": 40, "extra_body": say["extra_body"]}
    stream = client.text_generation("The", stream=True, **options)
    pieces = list(stream)
    assert len(pieces) > 1
    assert all(type(piece) is str for piece in pieces)
    assert "".join(pieces) == stream.result() == client.text_generation("The", **options) == SAID


def test_streamed_details_tell_why_the_text_ended(client: Any) -> None:
    stream = client.text_generation("The", stream=True, details=True, max_new_tokens=3)
    items = list(stream)
    assert all(type(item) is TextGenerationStreamOutput for item in items)
    assert items[-1].details.finish_reason == stream.result().details.finish_reason == "length"
    assert "".join(item.token.text for item in items) == stream.result().generated_text


@pytest.mark.parametrize("stream", [False, True])
def test_too_long_input_is_told_apart_with_the_raw_reply(client: Any, stream: bool) -> None:
    with pytest.raises(ContextTooLong) as caught:
        client.chat_completion("word " * 5000, max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.attempts, error.retryable) == (400, 1, False)
    assert json.loads(error.body)["error"]["message"] == error.message
    assert error.task == "chat-completion"
    assert error.url.endswith("/v1/chat/completions")


def test_calls_share_one_connection(connect: Connect, way: Way) -> None:
    with Relay(way.engine.url) as relay:
        engine = Engine(relay.url, way.engine.model, way.engine.api_key)
        client = connect(**engine.options(way.provider), retry=0)
        for _ in range(5):
            assert client.chat_completion("Hi", max_tokens=1).choices
        assert relay.connections == 1
