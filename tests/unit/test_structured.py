"""Calls with `output=`: the request by the form of the target, the result, repair, and every way to go wrong."""

from __future__ import annotations

import asyncio
import json
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from flows import call
from scripted import BlockingStream, json_reply, scripted, sse_reply

from inferlink import (
    APIConnectionError,
    InferenceError,
    InvalidInput,
    InvalidOutput,
    RateLimitError,
    RequestOptions,
    StreamBroken,
    to_dict,
)
from inferlink._calls.chat_output import INSTRUCTION
from inferlink._calls.rounds import run_rounds
from inferlink._sending.effects import Offload
from inferlink._specs.vocabulary import Provider
from inferlink._structured.output import Output
from inferlink.types import ChatCompletionOutput, ParsedChatCompletionOutput

if TYPE_CHECKING:
    from inferlink._sending.wire import Reply

KINDS = ["sync", "async"]


@dataclass
class Book:
    title: str
    year: int


EMMA = '{"title": "Emma", "year": 1815}'
SCHEMA = {
    "properties": {"title": {"title": "Title", "type": "string"}, "year": {"title": "Year", "type": "integer"}},
    "required": ["title", "year"],
    "title": "Book",
    "type": "object",
}
CLOSED = {**SCHEMA, "additionalProperties": False}


def said(content: str | None, finish_reason: str = "stop", tokens: int = 7, **message: Any) -> Reply:
    """An answer of a server."""
    whole = {"role": "assistant", "content": content, **message}
    usage = {"prompt_tokens": 3, "completion_tokens": tokens, "total_tokens": 3 + tokens}
    choice = {"index": 0, "message": whole, "finish_reason": finish_reason}
    return json_reply({"id": "1", "model": "m", "choices": [choice], "usage": usage}, x_request_id="r-1")


def streamed(*deltas: dict[str, Any], finish_reason: str | None = "stop") -> Reply:
    """A stream of an answer, each delta in a piece of its own."""
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices += [{"index": 0, "delta": {}, "finish_reason": finish_reason}] if finish_reason else []
    return sse_reply(*(f"data: {json.dumps({'id': '1', 'choices': [choice]})}\n\n".encode() for choice in choices))


def target(structured: object = "json_schema", **words: Any) -> Provider:
    """A server of one's own."""
    route = {"use": "chat", "structured": structured, **words}
    return Provider.from_dict(
        {"name": "own", "base": "http://own.test", "key": "optional", "tasks": {"chat-completion": route}}
    )


def partials(stream: Any) -> list[Any]:
    if not isinstance(stream, BlockingStream):
        return [*stream.partials()]

    async def read() -> list[Any]:
        return [part async for part in stream.stream.partials()]

    return asyncio.run(read())


@pytest.mark.parametrize("kind", KINDS)
def test_result_is_the_usual_one_with_the_value(kind: str) -> None:
    client, script = scripted(kind, said(EMMA), provider=target())
    answer = client.chat_completion("A novel?", output=Book)
    assert answer.parsed == Book("Emma", 1815)
    assert answer.rejected == ()
    assert isinstance(answer, ChatCompletionOutput)
    assert isinstance(answer, ParsedChatCompletionOutput)
    assert (answer.choices[0].message.content, answer.usage.completion_tokens) == (EMMA, 7)
    assert (answer.meta.provider, answer.meta.output_form, answer.meta.request_id) == ("own", "json_schema", "r-1")
    assert script.body() == {
        "messages": [{"role": "user", "content": "A novel?"}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "Book", "schema": CLOSED, "strict": True}},
    }


def test_result_shows_compares_and_pickles_as_its_reply_does() -> None:
    client, _ = scripted("sync", said(EMMA), said(EMMA), said(EMMA), provider=target())
    answer, again = (client.chat_completion("A novel?", output=Book) for _ in range(2))
    assert repr(answer).startswith("ParsedChatCompletionOutput(parsed=Book(title='Emma', year=1815), choices=[")
    assert to_dict(answer) == to_dict(client.chat_completion("A novel?"))
    assert answer == again
    assert answer.extra == {}
    assert pickle.loads(pickle.dumps(answer)).parsed == Book("Emma", 1815)


def test_without_an_output_nothing_changes() -> None:
    client, script = scripted("sync", said(EMMA), provider=target("prompt"))
    answer = client.chat_completion("A novel?", output=None)
    assert type(answer) is ChatCompletionOutput
    assert answer.meta is not None
    assert answer.meta.output_form is None
    assert script.body() == {"messages": [{"role": "user", "content": "A novel?"}]}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_made_where_it_may_take_long(kind: str) -> None:
    made = dataclass(type("Made", (), {"__annotations__": {"x": int}}))
    flow = run_rounds(call("chat-completion", input="x", output=Output(made), stream=kind == "async"))
    assert isinstance(next(flow), Offload)


@pytest.mark.parametrize("kind", KINDS)
def test_plain_schema_is_sent_as_written_and_checked(kind: str) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a"]}
    client, script = scripted(kind, said('{"a": 1}'), said('{"a": "1"}'), provider=target())
    assert client.chat_completion("x", output=schema).parsed == {"a": 1}
    assert script.body()["response_format"]["json_schema"] == {"name": "output", "schema": schema, "strict": False}
    with pytest.raises(InvalidOutput, match="a: must be integer"):
        client.chat_completion("x", output=schema)


def test_closed_plain_schema_is_strict_and_named_by_its_title() -> None:
    client, script = scripted("sync", said(EMMA), provider=target())
    client.chat_completion("x", output=CLOSED)
    assert script.body()["response_format"]["json_schema"] == {"name": "Book", "schema": CLOSED, "strict": True}


def test_list_travels_as_the_member_of_an_object() -> None:
    client, script = scripted("sync", said(f'{{"value": [{EMMA}, {EMMA}]}}'), provider=target())
    assert client.chat_completion("x", output=list[Book]).parsed == [Book("Emma", 1815)] * 2
    sent = script.body()["response_format"]["json_schema"]["schema"]
    assert sent["properties"]["value"] == {"type": "array", "items": {"$ref": "#/$defs/Book"}}
    assert sent["$defs"] == {"Book": CLOSED}


@pytest.mark.parametrize("kind", KINDS)
def test_loose_schema_is_not_strict(kind: str) -> None:
    client, script = scripted(kind, said(EMMA), provider=target("loose_schema"))
    answer = client.chat_completion("x", output=Book)
    assert answer.meta.output_form == "loose_schema"
    assert script.body()["response_format"]["json_schema"] == {"name": "Book", "schema": SCHEMA, "strict": False}


@pytest.mark.parametrize(("form", "format"), [("json_object", {"type": "json_object"}), ("prompt", None)])
@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_told_in_the_instructions(kind: str, form: str, format: object) -> None:
    client, script = scripted(kind, said(EMMA), said(f"```json\n{EMMA}\n```"), provider=target(form))
    answer = client.chat_completion("x", output=Book)
    assert (answer.parsed, answer.meta.output_form) == (Book("Emma", 1815), form)
    told = INSTRUCTION + json.dumps(SCHEMA)
    assert script.body()["messages"] == [{"role": "system", "content": told}, {"role": "user", "content": "x"}]
    assert script.body().get("response_format") == format
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "x"}]
    assert client.chat_completion(messages, output=Book).parsed == Book("Emma", 1815)
    assert script.body()["messages"] == [{"role": "system", "content": f"Be brief.\n\n{told}"}, messages[1]]
    assert messages[0]["content"] == "Be brief."


@pytest.mark.parametrize("arguments", [EMMA, json.loads(EMMA)], ids=["text", "object"])
@pytest.mark.parametrize("kind", KINDS)
def test_tool_with_the_schema_is_called(kind: str, arguments: object) -> None:
    call = {"id": "c", "type": "function", "function": {"name": "Book", "arguments": arguments}}
    client, script = scripted(kind, said(None, "tool_calls", tool_calls=[call]), provider=target("tool"))
    assert client.chat_completion("x", output=Book).parsed == Book("Emma", 1815)
    assert script.body()["tools"] == [{"type": "function", "function": {"name": "Book", "parameters": SCHEMA}}]
    assert script.body()["tool_choice"] == {"type": "function", "function": {"name": "Book"}}


def test_form_may_depend_on_the_model() -> None:
    cases = [{"when": {"match": {"model": "^big"}}, "form": "json_schema"}, {"form": "prompt"}]
    client, script = scripted("sync", said(EMMA), said(EMMA), provider=target(cases))
    forms = [client.chat_completion("x", model=model, output=Book).meta for model in ("big-1", "small")]
    assert [meta and meta.output_form for meta in forms] == ["json_schema", "prompt"]
    assert "response_format" not in script.body()


WRONG: list[tuple[Reply, str, str]] = [
    (said("Emma, of 1815"), "json", "is no JSON"),
    (said(f"Here it is: {EMMA}"), "json", "is no JSON"),
    (said('{"title": "Emma"}'), "schema", "does not fit Book: year: Field required"),
    (said('{"title": "Em', "length"), "length", "cut at the limit of tokens"),
    (said("", "length"), "length", "cut at the limit of tokens"),
    (said(""), "empty", "is empty"),
    (said(None), "empty", "is empty"),
    (said(None, refusal="I will not."), "refusal", "I will not."),
    (said("", "content_filter"), "filter", "withheld"),
]


@pytest.mark.parametrize(("reply", "reason", "says"), WRONG, ids=[f"{row[1]}-{at}" for at, row in enumerate(WRONG)])
@pytest.mark.parametrize("kind", KINDS)
def test_answer_that_is_something_else_is_an_error_with_all_of_it(
    kind: str, reply: Reply, reason: str, says: str
) -> None:
    client, script = scripted(kind, reply, provider=target())
    with pytest.raises(InvalidOutput) as caught:
        client.chat_completion(
            "x", output=Book, model="m", options=RequestOptions(repair=0 if reason in ("json", "schema") else 3)
        )
    error = caught.value
    assert (error.reason, len(script.sent)) == (reason, 1)
    assert says in error.message
    assert (error.provider, error.model, error.task, error.status) == ("own", "m", "chat-completion", 200)
    assert (error.request_id, error.attempts, error.body) == ("r-1", 1, reply.body)
    assert type(error.result) is ChatCompletionOutput
    assert error.result.usage is not None
    assert error.text == (error.result.choices[0].message.content or "")
    assert error.result.meta is not None
    assert pickle.loads(pickle.dumps(error)).reason == reason


def test_whole_answer_at_the_limit_of_tokens_counts() -> None:
    client, _ = scripted("sync", said(EMMA, "length"), provider=target())
    assert client.chat_completion("x", output=Book).parsed == Book("Emma", 1815)


def test_reply_without_choices_is_empty() -> None:
    client, _ = scripted("sync", json_reply({"choices": []}), provider=target())
    with pytest.raises(InvalidOutput) as caught:
        client.chat_completion("x", output=Book)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize("kind", KINDS)
def test_repair_sends_the_answer_back_with_what_is_wrong(kind: str) -> None:
    client, script = scripted(kind, said('{"title": "Emma"}', tokens=5), said(EMMA, tokens=9), provider=target())
    answer = client.chat_completion("A novel?", output=Book, options=RequestOptions(repair=1))
    assert answer.parsed == Book("Emma", 1815)
    assert answer.usage.completion_tokens == 9
    assert [one.usage.completion_tokens for one in answer.rejected] == [5]
    assert [one["role"] for one in script.body()["messages"]] == ["user", "assistant", "user"]
    assert script.body()["messages"][1]["content"] == '{"title": "Emma"}'
    assert "year: Field required" in script.body()["messages"][2]["content"]
    assert script.body()["response_format"] == script.body(0)["response_format"]


@pytest.mark.parametrize("kind", KINDS)
def test_repair_that_fails_tells_of_every_round(kind: str) -> None:
    client, script = scripted(
        kind, said("one", tokens=1), said("two", tokens=2), said("3", tokens=3), provider=target()
    )
    with pytest.raises(InvalidOutput) as caught:
        client.chat_completion("x", output=Book, options=RequestOptions(repair=2))
    assert len(script.sent) == 3
    rounds: list[Any] = [*caught.value.rejected, caught.value.result]
    assert [one.usage.completion_tokens for one in rounds] == [1, 2, 3]
    assert [one["content"] for one in script.body()["messages"]][1::2] == ["one", "two"]


def test_answer_outlives_a_repair_that_cannot_be_asked_for() -> None:
    client, _ = scripted("sync", said("one"), json_reply({}, 429), provider=target(), retry=0)
    with pytest.raises(RateLimitError) as caught:
        client.chat_completion("x", output=Book, options=RequestOptions(repair=1))
    partial = caught.value.partial
    assert isinstance(partial, ChatCompletionOutput)
    assert partial.choices[0].message.content == "one"


def test_repair_stays_with_the_provider_that_answered() -> None:
    client, script = scripted(
        "sync",
        APIConnectionError("down"),
        said("one"),
        APIConnectionError("down again"),
        provider=[
            target(),
            Provider.from_dict(
                {
                    "name": "next",
                    "base": "http://next.test",
                    "key": "optional",
                    "tasks": {"chat-completion": {"use": "chat"}},
                }
            ),
        ],
        retry=0,
    )
    with pytest.raises(APIConnectionError, match="down again"):
        client.chat_completion("x", output=Book, options=RequestOptions(repair=1))
    assert [request.url.partition(".test")[0] for request in script.sent] == [
        "http://own",
        "http://next",
        "http://next",
    ]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"extra_body": {"response_format": {"type": "text"}}}, "response_format"),
        ({"n": 2}, "leave n out"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tool_choice='none'"),
        ({"stream": True, "options": RequestOptions(repair=1)}, "repair"),
        ({"output": 3}, "schema for 3. Pass a dataclass, a TypedDict, a pydantic model"),
        ({"output": {"type": "thing"}}, "#/type is 'thing'"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_work_is_refused_before_anything_is_sent(kind: str, options: dict[str, Any], says: str) -> None:
    client, script = scripted(kind, provider=target())
    with pytest.raises(InvalidInput) as caught:
        client.chat_completion("x", **{"output": Book, **options})
    assert says in caught.value.message
    assert script.sent == []


@pytest.mark.parametrize("rounds", [-1, 1.5, True, "1"])
def test_repair_is_a_number_of_rounds(rounds: Any) -> None:
    with pytest.raises(InvalidInput, match="repair"):
        RequestOptions(repair=rounds)


def test_tools_may_be_named_where_they_are_not_called() -> None:
    tools = [{"type": "function", "function": {"name": "f"}}]
    client, script = scripted("sync", said(EMMA), provider=target())
    client.chat_completion("x", output=Book, tools=tools, tool_choice="none")
    assert script.body()["tools"] == tools
    other, script = scripted("sync", provider=target("tool"))
    with pytest.raises(InvalidInput, match="leave tools out"):
        other.chat_completion("x", output=Book, tools=tools, tool_choice="none")
    assert script.sent == []


@pytest.mark.parametrize("kind", KINDS)
def test_stream_gives_what_has_come_and_the_value_at_its_end(kind: str) -> None:
    pieces = [
        {"role": "assistant", "content": ""},
        *({"content": part} for part in ('{"tit', 'le": "Em', 'ma", "year": 18', "15}")),
    ]
    client, script = scripted(kind, streamed(*pieces), provider=target())
    stream = client.chat_completion("x", output=Book, stream=True)
    assert partials(stream) == [{}, {"title": "Em"}, {"title": "Emma", "year": 18}, {"title": "Emma", "year": 1815}]
    answer = stream.result()
    assert answer.parsed == Book("Emma", 1815)
    assert answer.choices[0].message.content == EMMA
    assert stream.meta.output_form == "json_schema"
    assert script.body()["response_format"]["json_schema"]["name"] == "Book"


@pytest.mark.parametrize("kind", KINDS)
def test_stream_may_be_read_in_any_way(kind: str) -> None:
    client, _ = scripted(
        kind, *(streamed({"content": EMMA[:9]}, {"content": EMMA[9:]}) for _ in range(3)), provider=target()
    )
    stream = client.chat_completion("x", output=Book, stream=True)
    assert "".join(stream.text) == EMMA
    assert stream.result().parsed == Book("Emma", 1815)
    assert client.chat_completion("x", output=Book, stream=True).result().parsed == Book("Emma", 1815)
    mixed = client.chat_completion("x", output=Book, stream=True)
    assert next(iter(mixed)).choices[0].delta.content == EMMA[:9]
    assert partials(mixed) == [json.loads(EMMA)]


@pytest.mark.parametrize("kind", KINDS)
def test_stream_of_a_tool_call_has_partials_too(kind: str) -> None:
    name = {"tool_calls": [{"index": 0, "id": "c", "type": "function", "function": {"name": "Book", "arguments": ""}}]}
    parts = [
        {"tool_calls": [{"index": 0, "function": {"arguments": part}}]}
        for part in ('{"title": "Em', 'ma", "year": 1815}')
    ]
    client, _ = scripted(kind, streamed(name, *parts, finish_reason="tool_calls"), provider=target("tool"))
    stream = client.chat_completion("x", output=Book, stream=True)
    assert partials(stream) == [{"title": "Em"}, json.loads(EMMA)]
    assert stream.result().parsed == Book("Emma", 1815)


@pytest.mark.parametrize("kind", KINDS)
def test_stream_of_something_else_fails_at_its_result(kind: str) -> None:
    client, _ = scripted(kind, streamed({"content": '{"title": "Em'}, finish_reason="length"), provider=target())
    stream = client.chat_completion("x", output=Book, stream=True, model="m")
    with pytest.raises(InvalidOutput) as caught:
        stream.result()
    error = caught.value
    assert (error.reason, error.provider, error.model, error.status) == ("length", "own", "m", 200)
    assert isinstance(error.result, ChatCompletionOutput)
    assert error.partial is error.result


@pytest.mark.parametrize("kind", KINDS)
def test_stream_that_breaks_keeps_what_came(kind: str) -> None:
    client, _ = scripted(kind, streamed({"content": '{"title": "Em'}, finish_reason=None), provider=target())
    stream = client.chat_completion("x", output=Book, stream=True)
    with pytest.raises(StreamBroken) as caught:
        stream.result()
    assert isinstance(caught.value.partial, ChatCompletionOutput)
    assert caught.value.partial.choices[0].message.content == '{"title": "Em'


def test_long_streams_are_parsed_less_often() -> None:
    items = [str(number) for number in range(20_000)]
    text = f'{{"value": [{", ".join(items)}]}}'
    pieces = [{"content": text[at : at + 6]} for at in range(0, len(text), 6)]
    client, _ = scripted("sync", streamed(*pieces), provider=target())
    stream = client.chat_completion("x", output=list[int], stream=True)
    found = partials(stream)
    assert found[-1] == [*range(20_000)]
    assert len(found) < 1500 < len(pieces) / 10
    assert stream.result().parsed == [*range(20_000)]


@pytest.mark.parametrize("kind", KINDS)
def test_error_of_the_server_stays_what_it_is(kind: str) -> None:
    client, _ = scripted(kind, json_reply({"error": {"message": "no", "code": 429}}), provider=target(), retry=0)
    with pytest.raises(InferenceError) as caught:
        client.chat_completion("x", output=Book)
    assert not isinstance(caught.value, InvalidOutput)
