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
    Args,
    AsyncInferenceClient,
    InferenceClient,
    InvalidInput,
    InvalidOutput,
    NotSupported,
    OpenAIError,
    RequestOptions,
)
from inferlink._chat.events import Finished, RefusalDelta, TextDelta, ToolCallDelta
from inferlink._openai.events import ChatEvents
from inferlink.hooks import Hooks
from inferlink.options import Retry
from inferlink.testing import FakeServer

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


def chat(content: str, **more: Any) -> Any:
    message = {"role": "assistant", "content": content, **more}
    return json_reply({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


@BOTH
@pytest.mark.parametrize(
    ("content", "more", "reason"),
    [('{"year": "soon"}', {}, "schema"), ("In 1815.", {}, "json"), ("", {"refusal": "No."}, "refusal")],
)
def test_answer_that_does_not_fit_what_parse_asks_for_is_an_error(
    kind: str, content: str, more: Any, reason: str
) -> None:
    with pytest.raises(InvalidOutput) as caught:
        ask(kind, "chat.completions.parse", chat(content, **more), messages="x", response_format=dict[str, int])
    assert (caught.value.reason, caught.value.text) == (reason, content)
    assert caught.value.result.choices[0].message.content == content


@BOTH
@pytest.mark.parametrize("wrong", [None, 7, {"type": "json_object"}])
def test_what_parse_cannot_read_an_answer_as_is_refused_before_it_is_paid_for(kind: str, wrong: Any) -> None:
    with pytest.raises(InvalidInput, match=r"output: |response_format: "):
        ask(kind, "chat.completions.parse", messages="x", response_format=wrong)


@BOTH
def test_schema_that_parse_is_given_is_the_schema_itself(kind: str) -> None:
    schema = {"type": "object", "properties": {"year": {"type": "integer"}}, "required": ["year"]}
    answer, script = ask(
        kind, "chat.completions.parse", chat('{"year": 1815}'), messages="x", response_format=schema, timeout=7
    )
    assert answer.choices[0].message.parsed == answer.parsed == {"year": 1815}
    assert script.body()["response_format"]["json_schema"]["schema"] == schema
    assert script.sent[0].clock.timeout.total == 7


@BOTH
def test_answer_beside_the_one_that_was_asked_for_has_no_value(kind: str) -> None:
    choices = [
        {"index": index, "message": {"role": "assistant", "content": f'{{"value": {index}}}'}} for index in range(2)
    ]
    reply = json_reply({"choices": choices})
    answer, _ = ask(kind, "chat.completions.parse", reply, messages="x", response_format=dict[str, int] | int)
    assert [choice.message.parsed for choice in answer.choices] == [0, None]


@BOTH
def test_parsed_message_can_be_sent_back_and_pickled(kind: str) -> None:
    answer, _ = ask(kind, "chat.completions.parse", chat('{"a": 1}'), messages="x", response_format=dict[str, int])
    message = pickle.loads(pickle.dumps(answer)).choices[0].message
    assert (message.parsed, inferlink.to_dict(message)) == ({"a": 1}, {"role": "assistant", "content": '{"a": 1}'})
    _, script = ask(kind, "chat.completions.create", chat("Yes."), messages=[message])
    assert script.body()["messages"] == [{"role": "assistant", "content": '{"a": 1}'}]


@BOTH
def test_hooks_are_told_of_calls_through_views(kind: str) -> None:
    told: list[Any] = []
    hooks = Hooks(on_request=told.append, on_result=told.append)
    with FakeServer() as server:
        cls = InferenceClient if kind == "sync" else AsyncInferenceClient
        client: Any = cls(base_url=f"{server.url}/v1", hooks=hooks)

        async def use() -> int:
            async with client:
                await client.embeddings.create(input="x", model="e")
                stream = await client.completions.create(prompt="x", model="c", stream=True)
                return len([chunk async for chunk in stream])

        def use_sync() -> int:
            with client:
                client.embeddings.create(input="x", model="e")
                return len(list(client.completions.create(prompt="x", model="c", stream=True)))

        count = use_sync() if kind == "sync" else asyncio.run(use())
    assert [(type(each).__name__, each.task, each.stream) for each in told] == [
        ("RequestEvent", "feature-extraction", False),
        ("ResultEvent", "feature-extraction", False),
        ("RequestEvent", "text-generation", True),
        ("ResultEvent", "text-generation", True),
    ]
    assert count == 6


def test_map_calls_a_view_for_each_item() -> None:
    with FakeServer() as server, InferenceClient(base_url=f"{server.url}/v1", model="m") as client:
        asked = (Args(prompt=text) for text in ("a", "b"))
        found = [outcome.value.choices[0].text for outcome in client.map(client.completions.create, asked)]
    assert found == ["Hello from the fake server."] * 2


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


@pytest.mark.parametrize(
    "pieces",
    [
        [(0, "a", "f", "{1}"), (0, "b", "f", "{2}")],
        [(None, "a", "f", "{1"), (None, "a", None, "}"), (None, "b", "f", "{2}")],
        [(1, "a", "f", "{1}"), (2, "b", "f", "{2"), (2, None, None, "}")],
    ],
    ids=["every call has index 0", "ids are repeated without an index", "numbered from 1"],
)
def test_events_of_tool_calls_are_kept_apart_however_the_server_numbers_them(pieces: list[Any]) -> None:
    events = ChatEvents()
    incoming = [*(ToolCallDelta(*piece) for piece in pieces), Finished("tool_calls")]
    found = [each for event in incoming for each in events.read(event)]
    calls = [each for each in found if each.type == "tool_calls.function.arguments.done"]
    assert [(each.name, each.index, each.arguments) for each in calls] == [("f", 0, "{1}"), ("f", 1, "{2}")]


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
