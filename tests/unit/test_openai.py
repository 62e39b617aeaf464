"""OpenAI's shapes beyond its snippets: what is refused, what has two names, and what our results become."""

from __future__ import annotations

import asyncio
import base64
import pickle
from typing import Any

import pytest
from scripted import json_reply, reply, scripted, sse_reply

import inferlink
from inferlink import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncInferenceClient,
    InferenceClient,
    InvalidInput,
    NotSupported,
    OpenAIError,
    RequestOptions,
)
from inferlink._events import Finished, RefusalDelta, TextDelta, ToolCallDelta
from inferlink._openai._events import ChatEvents
from inferlink.options import Retry

BOTH = pytest.mark.parametrize("kind", ["sync", "async"])
PLACE = {"base_url": "http://h.example/v1", "token": False, "retry": 0}
VECTOR = {"data": [{"embedding": [1.0, 0.5], "index": 0}]}


def ask(kind: str, view: str, /, *answers: Any, **arguments: Any) -> tuple[Any, Any]:
    """The answer of a view such as `embeddings.create`, and the script of what was sent."""
    client, script = scripted(kind, *answers, **PLACE)
    found = client if kind == "sync" else client.client
    for name in view.split("."):
        found = getattr(found, name)
    answer = found(**arguments)
    return answer if kind == "sync" else asyncio.run(answer), script


@BOTH
@pytest.mark.parametrize(
    ("view", "arguments"),
    [
        ("completions.create", {"prompt": "x", "n": 2}),
        ("images.generate", {"prompt": "x", "n": 2}),
        ("audio.transcriptions.create", {"file": b"x", "response_format": "srt"}),
    ],
)
def test_what_cannot_be_given_back_is_refused_before_it_is_paid_for(kind: str, view: str, arguments: Any) -> None:
    with pytest.raises(InvalidInput, match=r"n=2|response_format='srt'"):
        ask(kind, view, **arguments)


@BOTH
@pytest.mark.parametrize(
    ("view", "arguments"),
    [
        ("chat.completions.create", {"messages": "x"}),
        ("completions.create", {"prompt": "x"}),
        ("embeddings.create", {"input": "x"}),
        ("images.generate", {"prompt": "x"}),
        ("audio.transcriptions.create", {"file": b"x"}),
        ("audio.speech.create", {"input": "x"}),
    ],
)
def test_unknown_argument_is_a_type_error(kind: str, view: str, arguments: Any) -> None:
    with pytest.raises(TypeError, match="temprature"):
        ask(kind, view, temprature=1, **arguments)


@BOTH
def test_extra_body_and_options_go_with_the_arguments_of_openai(kind: str) -> None:
    answer, script = ask(
        kind,
        "embeddings.create",
        json_reply(VECTOR),
        input="x",
        user="u",
        extra_body={"user": "v", "more": 1},
        extra_headers={"X-A": "1", "x-b": "2"},
        timeout=7,
        options=RequestOptions(headers={"x-a": "0", "x-c": "3"}, timeout=9),
    )
    assert script.body() == {"model": "dummy", "input": "x", "user": "v", "more": 1}
    headers = script.sent[0].headers
    assert [headers[name] for name in ("x-a", "x-b", "x-c")] == ["1", "2", "3"]
    assert script.sent[0].clock.timeout.total == 7
    assert answer.data[0].embedding == [1.0, 0.5]


@BOTH
def test_usage_is_none_where_the_server_tells_none_and_keeps_other_counts(kind: str) -> None:
    answer, _ = ask(kind, "embeddings.create", json_reply(VECTOR), input="x")
    assert answer.usage is None
    usage = {"prompt_tokens": 3, "cached_tokens": 2}
    answer, _ = ask(kind, "embeddings.create", json_reply({**VECTOR, "usage": usage}), input="x")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.cached_tokens) == (3, None, 2)
    assert answer.meta.usage == usage


@BOTH
def test_size_that_is_no_pair_of_numbers_goes_as_it_is(kind: str) -> None:
    image = json_reply({"data": [{"b64_json": base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()}]})
    answer, script = ask(kind, "images.generate", image, prompt="x", size="auto", response_format="url", style="vivid")
    assert answer.data[0].url == f"data:image/png;base64,{answer.data[0].b64_json}"
    assert answer.data[0].image.bytes == b"\x89PNG\r\n\x1a\n"
    assert script.body() == {"model": "dummy", "prompt": "x", "size": "auto", "style": "vivid"}


@BOTH
def test_streamed_completion_ends_with_its_reason(kind: str) -> None:
    chunks = sse_reply(
        b'data: {"choices": [{"text": "a", "finish_reason": null}]}\n\n',
        b'data: {"choices": [{"text": "", "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n',
    )
    stream, _ = ask(kind, "completions.create", chunks, prompt="x", stream=True)

    async def gather() -> list[Any]:
        return [item async for item in stream]

    items = list(stream) if kind == "sync" else asyncio.run(gather())
    assert [(item.choices[0].text, item.choices[0].finish_reason) for item in items] == [("a", None), ("", "stop")]


@BOTH
def test_speech_is_the_sound_that_came(kind: str) -> None:
    answer, _ = ask(kind, "audio.speech.create", reply(b"RIFF", "audio/wav"), input="x")
    assert (answer.content, answer.read(), answer.mime, list(answer.iter_bytes(3))) == (
        b"RIFF",
        b"RIFF",
        "audio/wav",
        [b"RIF", b"F"],
    )
    assert answer.meta.task == "text-to-speech"


@pytest.mark.parametrize("client", [InferenceClient, AsyncInferenceClient])
def test_retries_and_headers_have_openais_names_too(client: Any) -> None:
    made = client(base_url="http://h.example", max_retries=4, default_headers={"X-A": "1"})
    assert (made._settings.retry, made._settings.headers) == (Retry(attempts=4), {"x-a": "1"})
    changed = made.with_options(max_retries=0, default_headers={"x-b": "2"})
    assert (changed._settings.retry, changed._settings.headers) == (Retry(attempts=0), {"x-a": "1", "x-b": "2"})


@pytest.mark.parametrize("make", [InferenceClient, AsyncInferenceClient, InferenceClient().with_options])
def test_two_names_of_one_argument_are_refused(make: Any) -> None:
    with pytest.raises(InvalidInput, match="retry and max_retries are two names"):
        make(retry=1, max_retries=1)
    with pytest.raises(InvalidInput, match="headers and default_headers are two names"):
        make(headers={}, default_headers={})


def test_a_key_of_openai_goes_nowhere_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    client, script = scripted("sync", json_reply({}), base_url="http://h.example/v1", retry=0)
    with pytest.raises(inferlink.ResponseShapeError):
        client.chat.completions.create(messages="x", model="m")
    assert "authorization" not in script.sent[0].headers
    client, script = scripted("sync", json_reply({}), provider="openai", retry=0)
    with pytest.raises(inferlink.ResponseShapeError):
        client.chat.completions.create(messages="x", model="m")
    assert script.sent[0].url == "https://api.openai.com/v1/chat/completions"
    assert script.sent[0].headers["authorization"] == "Bearer sk-secret"
    with pytest.raises(InvalidInput, match="pass provider="):
        InferenceClient(api_key="sk-secret").chat.completions.create(messages="x", model="m")


def test_names_of_errors_stand_in_openais_order() -> None:
    assert OpenAIError is APIError
    assert issubclass(APITimeoutError, APIConnectionError)
    assert issubclass(APIStatusError, APIError)
    assert not issubclass(APIStatusError, APIConnectionError)
    for name in (
        "APIResponseValidationError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "InternalServerError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitError",
        "UnprocessableEntityError",
    ):
        assert issubclass(getattr(inferlink, name), APIError)


def test_events_of_several_choices_and_calls_are_kept_apart() -> None:
    events = ChatEvents()
    incoming = [
        TextDelta("a", 0),
        TextDelta("x", 1),
        TextDelta("b", 0),
        RefusalDelta("no", 1),
        ToolCallDelta(0, "c1", "first", ""),
        ToolCallDelta(0, None, None, "{}"),
        ToolCallDelta(None, "c2", "second", "[1"),
        ToolCallDelta(None, None, None, "]"),
        Finished("tool_calls", 0),
        Finished("stop", 1),
    ]
    found = [each for event in incoming for each in events.read(event)]
    shown = [(each.type, *(getattr(each, name, None) for name in ("delta", "snapshot", "content"))) for each in found]
    assert shown[:4] == [
        ("content.delta", "a", "a", None),
        ("content.delta", "x", "x", None),
        ("content.delta", "b", "ab", None),
        ("refusal.delta", "no", "no", None),
    ]
    calls = [each for each in found if each.type == "tool_calls.function.arguments.done"]
    assert [(each.name, each.index, each.arguments) for each in calls] == [("first", 0, "{}"), ("second", 1, "[1]")]
    ends = [each.type for each in found if each.type.endswith(".done") and each.type[0] != "t"]
    assert ends == ["content.done", "content.done", "refusal.done"]


@BOTH
def test_list_of_models_is_a_list_with_data(kind: str) -> None:
    models, _ = ask(kind, "models", json_reply({"data": [{"id": f"m{number}"} for number in range(12)]}))
    assert models.data is models
    assert [model.id for model in models][:2] == ["m0", "m1"]
    assert pickle.loads(pickle.dumps(models)) == models
    assert repr(models).endswith("... 2 more]")


@BOTH
@pytest.mark.parametrize(
    ("counts", "usage"),
    [
        ([{"total_tokens": 2, "note": "a"}, {"total_tokens": 3, "note": "b"}], {"total_tokens": 5}),
        ([{"total_tokens": 2}, None], None),
    ],
)
def test_usage_of_vectors_that_come_in_several_replies_is_added_up(kind: str, counts: Any, usage: Any) -> None:
    route = {
        "path": "/e",
        "batch": 1,
        "usage": "usage",
        "set": [{"to": "input", "from": "input"}],
        "response": {"each": "data", "to": "embedding"},
    }
    acme = inferlink.Provider.from_dict(
        {"name": "acme", "base": "http://h.example", "key": "optional", "tasks": {"feature-extraction": route}}
    )
    replies = [json_reply({**VECTOR, "usage": each}) for each in counts]
    client, _ = scripted(kind, *replies, provider=acme, token=False)
    assert client.feature_extraction(["x", "y"]).meta.usage == usage


def test_parameters_that_openai_does_not_take_are_refused() -> None:
    client, _ = scripted("sync", provider="openai", token="sk-secret")
    with pytest.raises(NotSupported, match="negative_prompt"):
        client.text_to_image("x", model="gpt-image-1", negative_prompt="y")
