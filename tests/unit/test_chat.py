"""The `chat` wire shape: chunks put together, and messages on their way out."""

from __future__ import annotations

import copy
import json
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from inferlink._chat.accumulator import ChatAccumulator
from inferlink._chat.events import Finished, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta, UsageReport
from inferlink._chat.messages import check_messages
from inferlink._replies.failure import error_from_data
from inferlink._replies.sse import SSEDecoder
from inferlink._streams.core import StreamCore
from inferlink.errors import InvalidInput, ResponseShapeError, StreamBroken
from inferlink_generated._result import to_dict
from inferlink_generated.types.chat_completion import (
    ChatCompletionInputFunctionCall,
    ChatCompletionInputMessage,
    ChatCompletionInputTextPart,
    ChatCompletionInputToolCall,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
)

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
Wire = dict[str, Any]


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def reply(plain: Wire) -> ChatCompletionOutput:
    return adapter(ChatCompletionOutput).validate_python(plain)


def parse(plain: Wire) -> ChatCompletionStreamOutput:
    return adapter(ChatCompletionStreamOutput).validate_python(plain)


def chunk(*choices: Wire, **top: Any) -> Wire:
    return {"id": "c1", "object": "chat.completion.chunk", "created": 7, "model": "m", "choices": list(choices), **top}


def delta(index: int = 0, finish_reason: str | None = None, **fields: Any) -> Wire:
    return {"index": index, "delta": fields, "finish_reason": finish_reason}


def whole(message: Wire, finish_reason: str | None = "stop", **rest: Any) -> Wire:
    message = {"role": "assistant", **message}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason, **rest}
    return {"id": "c1", "object": "chat.completion", "created": 7, "model": "m", "choices": [choice]}


def accumulate(*chunks: Wire) -> ChatAccumulator[ChatCompletionOutput]:
    accumulator = ChatAccumulator(reply)
    for item in chunks:
        accumulator.add(parse(item))
    return accumulator


def message(*chunks: Wire) -> ChatCompletionOutputMessage:
    return accumulate(*chunks).result().choices[0].message


def calls(*pieces: Wire | list[Wire]) -> list[tuple[str | None, str, Any]]:
    """Id, name and arguments of the calls that such pieces make, one chunk for each."""
    chunks = [chunk(delta(tool_calls=piece if isinstance(piece, list) else [piece])) for piece in pieces]
    return [(call.id, call.function.name, call.function.arguments) for call in message(*chunks).tool_calls or []]


def piece(index: int | None = None, id: str | None = None, name: str | None = None, arguments: Any = None) -> Wire:
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not None}
    fields = {"index": index, "id": id, "function": function}
    return {key: value for key, value in fields.items() if value is not None}


def test_text_is_joined_and_equals_the_reply_without_streaming():
    chunks = [
        chunk(delta(role="assistant", content=None)),
        chunk(delta(content="Hel")),
        chunk(delta(content="lo")),
        chunk(delta(finish_reason="stop")),
        chunk(usage={"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}),
    ]
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    assert accumulate(*chunks).result() == reply({**whole({"content": "Hello"}), "usage": usage})


def test_result_so_far_can_be_had_at_any_time():
    accumulator = accumulate(chunk(delta(content="Hel")))
    assert accumulator.result().choices[0].message.content == "Hel"
    accumulator.add(parse(chunk(delta(content="lo"))))
    assert accumulator.result().choices[0].message.content == "Hello"


def test_reasoning_and_refusal_are_joined():
    got = message(
        chunk(delta(role="assistant", reasoning="I ")),
        chunk(delta(reasoning="think.")),
        chunk(delta(refusal="I ")),
        chunk(delta(refusal="refuse")),
    )
    assert got == reply(whole({"reasoning": "I think.", "refusal": "I refuse"})).choices[0].message


SPEC = json.loads((ROOT / "specs" / "tasks" / "chat-completion" / "stream.json").read_text())
REASONING = SPEC["$defs"]["ChatCompletionStreamOutputDelta"]["properties"]["reasoning"]["also"]


@pytest.mark.parametrize("name", REASONING)
def test_reasoning_under_another_name_is_the_same_as_without_streaming(name: str):
    got = message(
        chunk(delta(role="assistant", content=None, **{name: "I "})),
        chunk(delta(content=None, **{name: "think."})),
        chunk(delta(content="A", **{name: None})),
        chunk(delta(content="B", **{name: None})),
    )
    expected = reply(whole({"content": "AB", name: "I think."})).choices[0].message
    assert got == expected
    assert got.reasoning == "I think."
    assert to_dict(got) == to_dict(expected)


def test_reasoning_under_changing_names_is_still_one_text():
    got = message(chunk(delta(reasoning="I ")), chunk(delta(reasoning_content="think")), chunk(delta(thinking=".")))
    assert got.reasoning == "I think."
    assert "_filled" not in to_dict(got)


def test_reasoning_beside_content_is_never_dropped():
    got = message(*[chunk(delta(content="a", reasoning_content="b"))] * 3)
    assert (got.content, got.reasoning) == ("aaa", "bbb")


def test_repeated_chunks_are_all_counted():
    called = chunk(delta(content="a", tool_calls=[piece(0, "c", "f", "x")]))
    rated = chunk({**delta(content="b"), "logprobs": {"content": [{"token": "b", "logprob": -0.5}]}})
    empty = chunk(delta(content=None))
    got = accumulate(*[called] * 3, *[rated] * 3, *[empty] * 3).result().choices[0]
    assert got.message.content == "aaabbb"
    assert [call.function.arguments for call in got.message.tool_calls or []] == ["xxx"]
    assert len(got.logprobs.content) == 3


def test_answer_that_stays_empty_is_an_empty_text():
    assert message(chunk(delta(content=None)), chunk(delta(finish_reason="stop"))).content == ""


def test_missing_role_is_the_assistant():
    assert message(chunk(delta(content="a"))).role == "assistant"
    assert message(chunk(delta(role="", content="a"))).role == "assistant"


def test_finish_reason_may_be_absent_null_or_empty_until_the_last():
    chunks = [
        chunk({"index": 0, "delta": {"content": "a"}}),
        chunk(delta(content="b")),
        chunk({"index": 0, "delta": {"content": "c"}, "finish_reason": ""}),
    ]
    assert not accumulate(*chunks).finished
    last = [chunk(delta(finish_reason="length")), chunk({"index": 0, "delta": {}}), chunk(delta(finish_reason=""))]
    done = accumulate(*chunks, *last)
    assert done.finished
    assert done.result().choices[0].finish_reason == "length"


@pytest.mark.parametrize("choices", [[], [{"index": 0, "delta": {}}]], ids=["none", "one empty"])
def test_usage_chunk_adds_usage_only(choices: list[Wire]):
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    accumulator = accumulate(
        chunk(delta(content="a"), usage=None), chunk(delta(finish_reason="stop")), chunk(*choices, usage=usage)
    )
    assert accumulator.finished
    assert accumulator.result() == reply({**whole({"content": "a"}), "usage": usage})


def test_last_usage_counts_where_every_chunk_has_one():
    def usage(tokens: int) -> Wire:
        return {"prompt_tokens": 3, "completion_tokens": tokens, "total_tokens": 3 + tokens}

    chunks = [chunk(delta(content="a"), usage=usage(1)), chunk(delta(content="b"), usage=usage(2)), chunk()]
    got = accumulate(*chunks).result()
    assert got.usage is not None
    assert got.usage.completion_tokens == 2


def test_choices_are_kept_apart_and_finished_when_all_are():
    chunks = [chunk(delta(1, content="b")), chunk(delta(0, content="a"), delta(1, content="B"))]
    chunks += [chunk(delta(1, finish_reason="stop"))]
    assert not accumulate(*chunks).finished
    accumulator = accumulate(*chunks, chunk(delta(0, finish_reason="length")))
    assert accumulator.finished
    got = [(choice.index, choice.message.content, choice.finish_reason) for choice in accumulator.result().choices]
    assert got == [(0, "a", "length"), (1, "bB", "stop")]


def test_nothing_is_not_finished():
    assert not accumulate().finished
    assert accumulate().result().choices == []


def test_log_probabilities_are_put_in_a_row():
    def token(text: str) -> Wire:
        top = [{"token": text, "logprob": -0.5}]
        return {"id": 5, "token": text, "logprob": -0.5, "bytes": [65], "top_logprobs": top}

    chunks = [
        chunk({**delta(content="a"), "logprobs": {"content": [token("a")]}}),
        chunk({**delta(content="bc"), "logprobs": {"content": [token("b"), token("c")], "refusal": None}}),
        chunk({**delta(finish_reason="stop"), "logprobs": None}),
    ]
    expected = whole({"content": "abc"}, logprobs={"content": [token("a"), token("b"), token("c")]})
    got = accumulate(*chunks).result()
    assert got == reply(expected)
    assert got.choices[0].logprobs.content[2].id == 5


def test_unknown_fields_are_kept_and_the_last_value_counts():
    got = accumulate(
        chunk({**delta(content="a", mood="calm"), "stop_reason": None}, timings={"n": 1}, prompt_progress={"total": 9}),
        chunk({**delta(content="b", mood="glad"), "stop_reason": 2}, timings={"n": 2}),
        chunk({**delta(finish_reason="stop"), "stop_reason": None}, timings=None),
    ).result()
    assert got.timings == {"n": 2}
    assert got.prompt_progress == {"total": 9}
    assert got.choices[0].stop_reason == 2
    assert got.choices[0].message.mood == "glad"


def test_top_level_field_that_comes_late_is_kept():
    got = accumulate(chunk(delta(content="a")), chunk(system_fingerprint="fp"), chunk(system_fingerprint=None)).result()
    assert got.system_fingerprint == "fp"


def test_annotations_are_extended_and_audio_is_joined():
    note = {"type": "url_citation", "url_citation": {"url": "https://example.org", "start_index": 0, "end_index": 1}}
    got = message(
        chunk(delta(annotations=[note])),
        chunk(delta(annotations=[note], audio={"id": "a1", "transcript": "He"})),
        chunk(delta(audio={"data": "aGk"})),
        chunk(delta(audio={"data": "=", "transcript": "llo", "expires_at": 9})),
    )
    audio = {"id": "a1", "transcript": "Hello", "data": "aGk=", "expires_at": 9}
    assert got == reply(whole({"annotations": [note, note], "audio": audio})).choices[0].message


def test_arguments_are_joined_and_equal_the_reply_without_streaming():
    chunks = [
        chunk(delta(role="assistant", content=None)),
        chunk(delta(tool_calls=[{**piece(0, "a", "f", ""), "type": "function"}])),
        chunk(delta(tool_calls=[piece(0, arguments='{"x"')])),
        chunk(delta(tool_calls=[piece(0, arguments=":1}")])),
        chunk(delta(finish_reason="tool_calls")),
    ]
    call = {"id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x":1}'}}
    assert accumulate(*chunks).result() == reply(whole({"tool_calls": [call]}, "tool_calls"))


def test_calls_whose_indexes_alternate_are_kept_apart():
    pieces = [piece(1, "b", "g", "{"), piece(0, "a", "f", "["), piece(1, arguments="}"), piece(0, arguments="]")]
    assert calls(*pieces) == calls(pieces[:2], pieces[2:]) == [("a", "f", "[]"), ("b", "g", "{}")]


def test_id_that_is_repeated_on_every_piece_is_one_call():
    repeated = [piece(0, "0", "f", "{"), {**piece(0, "0", arguments="}"), "function": {"arguments": "}", "name": None}}]
    assert calls(*repeated) == [("0", "f", "{}")]
    assert calls(piece(0, "a", "f", "{"), piece(0, "a", "f", "}")) == [("a", "f", "{}")]


def test_same_id_under_two_indexes_is_two_calls():
    assert calls(piece(0, "0", "f", "{}"), piece(1, "0", "f", "[]")) == [("0", "f", "{}"), ("0", "f", "[]")]


def test_new_id_and_name_under_the_same_index_is_a_new_call():
    pieces = [piece(0, "a", "f", "{}"), piece(0, "b", "f", "["), piece(0, arguments="]"), piece(0, "a", arguments=" ")]
    assert calls(*pieces) == [("a", "f", "{} "), ("b", "f", "[]")]


def test_new_id_without_a_name_is_the_same_call():
    assert calls(piece(0, "a", "f", "{"), piece(0, "made-up", arguments="}")) == [("a", "f", "{}")]


def test_another_name_without_an_id_is_a_new_call():
    assert calls(piece(0, None, "f", "{}"), piece(0, None, "g", "{}")) == [(None, "f", "{}"), (None, "g", "{}")]


def test_name_that_is_repeated_without_an_id_is_the_same_call():
    assert calls(piece(0, None, "f", "{"), piece(0, None, "f", "}")) == [(None, "f", "{}")]


def test_calls_without_an_index_are_told_apart_by_name_and_id():
    pieces = [piece(None, "a", "f", "{"), piece(arguments="}")]
    pieces += [piece(None, "b", "f", "["), piece(None, "b", arguments="]")]
    assert calls(*pieces) == [("a", "f", "{}"), ("b", "f", "[]")]


def test_whole_calls_without_index_and_id_are_calls_of_their_own():
    whole_calls = [piece(name="f", arguments={"x": "é"}), piece(name="f", arguments={})]
    expected = [(None, "f", '{"x":"é"}'), (None, "f", "{}")]
    assert calls(whole_calls) == calls(*whole_calls) == expected


def test_index_that_is_missing_later_means_the_latest_call():
    assert calls(piece(0, "a", "f", "{"), piece(arguments="}")) == [("a", "f", "{}")]


def test_id_and_name_that_come_late_or_turn_empty_are_kept():
    pieces = [piece(0, "", "", ""), piece(0, "a", "f", "{"), piece(0, "", "", "}")]
    assert calls(*pieces) == [("a", "f", "{}")]


def test_call_without_arguments_has_an_empty_text():
    assert calls(piece(0, "a", "f")) == [("a", "f", "")]


def test_call_without_a_type_is_a_function_and_its_unknown_fields_are_kept():
    got = message(chunk(delta(tool_calls=[{**piece(0, "a", "f", "{}"), "extra_content": {"signature": "s"}}])))
    assert got.tool_calls[0].type == "function"
    assert got.tool_calls[0].extra_content == {"signature": "s"}
    assert not hasattr(got.tool_calls[0], "index")


def test_text_of_a_chunk_is_that_of_the_first_choice():
    accumulator = accumulate()
    chunks = [
        chunk(delta(1, content="b"), delta(0, content="a")),
        chunk(delta(1, content="b")),
        chunk(delta()),
        chunk(),
    ]
    assert [accumulator.text(item) for item in map(parse, chunks)] == ["a", "", "", ""]


def test_events_say_what_each_chunk_brings():
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    item = parse(
        chunk(
            delta(0, reasoning="r", content="c"),
            delta(1, "tool_calls", refusal="n", tool_calls=[piece(2, "a", "f", {"x": 1}), {"index": 3}]),
            usage=usage,
        )
    )
    assert list(accumulate().events(item)) == [
        ReasoningDelta("r", 0),
        TextDelta("c", 0),
        RefusalDelta("n", 1),
        ToolCallDelta(2, "a", "f", '{"x":1}', 1),
        ToolCallDelta(3, None, None, "", 1),
        Finished("tool_calls", 1),
        UsageReport(item.usage),
    ]
    assert list(accumulate().events(parse(chunk(delta(content=""))))) == []


texts = st.text(max_size=12)
tool_calls = st.lists(st.tuples(st.text("ab", min_size=1, max_size=3), texts), max_size=3)
cuts = st.lists(st.integers(min_value=0, max_value=12), max_size=4)


def cut(text: str, places: list[int]) -> list[str]:
    marks = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    return [text[start:stop] for start, stop in pairwise(marks)]


@given(texts, texts, tool_calls, cuts, st.randoms(use_true_random=False))
def test_any_cut_of_an_answer_gives_the_same_reply(content, reasoning, made, places, random):
    written = (("content", content), ("reasoning", reasoning))
    streams = [[{name: part} for part in cut(text, places)] for name, text in written]
    for index, (name, arguments) in enumerate(made):
        first = {"tool_calls": [{**piece(index, f"id{index}", name, ""), "type": "function"}]}
        rest = [{"tool_calls": [piece(index, arguments=part)]} for part in cut(arguments, places)]
        streams.append([first, *rest])
    chunks = []
    while streams := [stream for stream in streams if stream]:
        chunks.append(chunk(delta(**random.choice(streams).pop(0))))
    expected: Wire = {"content": content, "reasoning": reasoning}
    if made:
        expected["tool_calls"] = [
            {"id": f"id{index}", "type": "function", "function": {"name": name, "arguments": arguments}}
            for index, (name, arguments) in enumerate(made)
        ]
    assert accumulate(*chunks, chunk(delta(finish_reason="stop"))).result() == reply(whole(expected))


# How servers tell the pieces of tool calls apart: index ("own", "zero" for every call, or none), on which pieces the id
# is, and whether pieces of several calls may alternate.
WAYS = [
    ("own", "first", True),
    ("own", "all", True),
    ("own", "never", True),
    ("own", "another", True),
    (None, "all", True),
    ("zero", "all", True),
    (None, "first", False),
    (None, "never", False),
    ("zero", "first", False),
]


def in_pieces(way: tuple[str | None, str, bool], index: int, number: int, name: str, parts: list[str]) -> list[Wire]:
    """One call as a server sends it in that way."""
    numbered, ids, _ = way
    place = {"own": index, "zero": 0, None: None}[numbered]
    names = {"first": [f"id{number}"], "all": [f"id{number}"] * 99, "never": [], "another": [f"id{number}"]}[ids]
    names += [f"made-up-{number}-{at}" for at in range(99)] if ids == "another" else []
    return [
        piece(place, dict(enumerate(names)).get(at), name if at == 0 else None, part) for at, part in enumerate(parts)
    ]


@given(
    st.sampled_from(WAYS),
    st.lists(
        st.tuples(st.integers(0, 9), st.text("ab", min_size=1, max_size=3), texts),
        max_size=4,
        unique_by=lambda call: call[0],
    ),
    texts,
    cuts,
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_tool_calls_are_put_together_whatever_way_they_are_sent(way, made, content, places, packed, random):
    numbered, ids, mixed = way
    streams = [
        in_pieces(way, index, number, name, cut(arguments, places))
        for number, (index, name, arguments) in enumerate(made)
    ]
    sent: list[Wire] = []
    begun: list[int] = []
    left = dict(enumerate(streams))
    while left := {number: stream for number, stream in left.items() if stream}:
        number = random.choice(list(left)) if mixed else min(left)
        begun += [] if number in begun else [number]
        sent.append(left[number].pop(0))
    groups = [sent] if packed else [[each] for each in sent]
    chunks = [chunk(delta(tool_calls=group)) for group in groups if group]
    for part in cut(content, places):
        chunks.insert(random.randint(0, len(chunks)), chunk(delta(content="")))
        chunks.append(chunk(delta(content=part)))
    order = sorted(begun, key=lambda number: made[number][0]) if numbered == "own" else begun
    expected = [
        {
            **({} if ids == "never" else {"id": f"id{number}"}),
            "type": "function",
            "function": {"name": made[number][1], "arguments": made[number][2]},
        }
        for number in order
    ]
    message = {"content": content, **({"tool_calls": expected} if expected else {})}
    assert accumulate(*chunks, chunk(delta(finish_reason="stop"))).result() == reply(whole(message))


def rating(*rated: tuple[str, float]) -> Wire:
    return {"content": [{"token": token, "logprob": rate} for token, rate in rated]}


rates = st.lists(st.tuples(texts, st.floats(-9, 0)), max_size=4)


@given(st.lists(st.tuples(texts, rates, st.sampled_from(["stop", "length"])), min_size=1, max_size=3), st.randoms())
def test_choices_that_alternate_give_the_reply_without_streaming(written, random):
    left = {
        index: [
            *({**delta(index, content=part), "logprobs": None} for part in cut(text, [1, 3])),
            *({**delta(index, content=""), "logprobs": rating(each)} for each in rated),
            delta(index, reason, content=None),
        ]
        for index, (text, rated, reason) in enumerate(written)
    }
    chunks = []
    while left := {index: parts for index, parts in left.items() if parts}:
        chunks.append(chunk(random.choice(list(left.values())).pop(0)))
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    expected = chunk(usage=usage) | {"object": "chat.completion"}
    for index, (text, rated, reason) in enumerate(written):
        choice: Wire = {"index": index, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
        if rated:
            choice["logprobs"] = rating(*rated)
        expected["choices"].append(choice)
    got = accumulate(*chunks, chunk(usage=usage))
    assert got.finished
    assert got.result() == reply(expected)


@pytest.mark.parametrize("kind", ["text", "reasoning", "one call", "many calls", "log-probabilities", "choices"])
def test_work_grows_no_faster_than_the_stream(kind: str):
    """By the calls that are made, Python's own included."""

    def item(at: int) -> Wire:
        return {
            "text": delta(content="ab"),
            "reasoning": delta(content=None, reasoning="ab"),
            "one call": delta(tool_calls=[piece(0, "id", "f", "ab")]),
            "many calls": delta(tool_calls=[piece(at, f"id{at}", "f", "ab")]),
            "log-probabilities": {**delta(content="a"), "logprobs": {"content": [{"token": "a", "logprob": -1.0}]}},
            "choices": delta(at, content="a"),
        }[kind]

    def work(size: int) -> int:
        items = [parse(chunk(item(at))) for at in range(size)]
        accumulator, count = ChatAccumulator(lambda plain: plain), 0

        def watch(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(watch)
        try:
            for each in items:
                accumulator.add(each)
            accumulator.result()
        finally:
            sys.setprofile(None)
        return count

    work(10)
    assert work(400) < 4.5 * work(100)


def recorded(path: Path) -> list[ChatCompletionStreamOutput]:
    if path.suffix == ".json":
        return [parse(item) for item in json.loads(path.read_text())]
    events = SSEDecoder().feed(path.read_bytes())
    return [parse(json.loads(event.data)) for event in events if event.data != b"[DONE]"]


# LiteLLM loses the finish reason of one of two choices.
NEVER_FINISHED = ("litellm/chat_n2_stream",)
NOT_WHOLE_CHATS = ("completions_stream", "truncate", "malformed", "disconnect", "stall", "generate_stream")
RECORDED = [
    path
    for path in sorted(RECORDINGS.glob("*/*.sse"))
    if path.stem != "err_bad_model_stream" and not path.stem.endswith(NOT_WHOLE_CHATS)
]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_recorded_streams_make_a_reply(path: Path):
    items = recorded(path)
    accumulator = ChatAccumulator(reply)
    for item in items:
        accumulator.add(item)
    assert accumulator.finished == (f"{path.parent.name}/{path.stem}" not in NEVER_FINISHED)
    got = accumulator.result()
    assert got.choices[0].message.content == "".join(map(accumulator.text, items)) or got.choices[0].message.tool_calls
    assert got.object == "chat.completion"
    assert got.id == items[-1].id
    usages = [item.usage.total_tokens for item in items if item.usage is not None]
    assert (got.usage.total_tokens if got.usage else None) == (usages[-1] if usages else None)


RECORDED_CALLS = {
    "llama.cpp-tools/tools_prefill_stream.sse": [
        ("get_weather", {"city": "Paris", "unit": "celsius"}),
        ("get_weather", {"city": "Paris", "unit": "fahrenheit"}),
    ],
    "vllm/chat_tools_required_stream.sse": [("get_weather", "Paris")],
    "llmock/tools_stream.sse": [("get_weather", {"city": "mock-city", "unit": "celsius"})],
    "aimock/tools_stream.sse": [("get_weather", {"city": "Paris"})],
}


@pytest.mark.parametrize("name", RECORDED_CALLS)
def test_recorded_tool_calls_are_put_together(name: str):
    accumulator = ChatAccumulator(reply)
    for item in recorded(RECORDINGS / name):
        accumulator.add(item)
    made = accumulator.result().choices[0].message.tool_calls or []
    assert [(call.function.name, json.loads(call.function.arguments)) for call in made] == RECORDED_CALLS[name]
    assert all(call.id and call.type == "function" for call in made)


def read(path: Path, size: int) -> StreamCore[ChatCompletionStreamOutput, ChatCompletionOutput]:
    """What a stream makes of recorded bytes that come in chunks of one size."""
    core = StreamCore(
        decoder=SSEDecoder(),
        decode=adapter(ChatCompletionStreamOutput).validate_json,
        error=lambda data: error_from_data(data, {}),
        accumulator=ChatAccumulator(reply),
        locate=lambda error: error,
    )
    body = path.read_bytes()
    for at in range(0, len(body), size):
        core.feed(body[at : at + size])
    core.end()
    return core


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*/chat*.sse")), ids=lambda path: path.parent.name + path.stem)
def test_recorded_stream_is_complete_whatever_the_chunks(path: Path):
    results = [read(path, size).result() for size in (1, 64, 100_000)]
    assert results[0] == results[1] == results[2]
    assert results[0].choices[0].finish_reason


def test_recorded_stream_that_is_cut_is_broken_with_what_came():
    core = read(RECORDINGS / "llmock" / "stream_truncate.sse", 64)
    with pytest.raises(StreamBroken) as caught:
        core.check()
    assert isinstance(caught.value.partial, ChatCompletionOutput)
    assert caught.value.partial.choices[0].message.content == "Hello! gpt-4o-mini "


def test_recorded_stream_with_a_spoilt_chunk_is_a_shape_error_with_what_came():
    core = read(RECORDINGS / "llmock" / "stream_malformed.sse", 64)
    with pytest.raises(ResponseShapeError, match="not what it must be") as caught:
        core.check()
    assert caught.value.body is not None
    assert caught.value.body.endswith(b'"model":"gpt-4o-mini","')
    assert isinstance(caught.value.partial, ChatCompletionOutput)
    assert caught.value.partial.choices[0].message.content == "Hello! gpt-4o-mini "


def test_text_is_one_user_message():
    assert check_messages("Hi") == [{"role": "user", "content": "Hi"}]


def test_mappings_are_sent_as_they_are_without_their_nulls_and_not_changed():
    parameters = {"type": "object", "default": None}
    given = [
        {"role": "system", "content": "Be brief.", "name": None},
        {"role": "user", "content": [{"type": "text", "text": "Hi", "cache_control": None}], "acme": {"x": None}},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "a", "function": {"arguments": parameters}}]},
        {"role": "tool", "tool_call_id": "a", "content": "20 °C"},
    ]
    before = copy.deepcopy(given)
    assert check_messages(given) == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Hi", "cache_control": None}], "acme": {"x": None}},
        {"role": "assistant", "tool_calls": [{"id": "a", "function": {"arguments": parameters}}]},
        {"role": "tool", "tool_call_id": "a", "content": "20 °C"},
    ]
    assert given == before


def test_tuple_of_messages_is_fine():
    assert check_messages(({"role": "user", "content": "Hi"},)) == [{"role": "user", "content": "Hi"}]


def test_message_objects_are_sent_without_their_empty_fields():
    call = ChatCompletionInputToolCall(
        id="a", type="function", function=ChatCompletionInputFunctionCall(name="f", arguments='{"x": null}')
    )
    given = [
        ChatCompletionInputMessage(role="user", content=[ChatCompletionInputTextPart(type="text", text="Hi")]),
        ChatCompletionInputMessage(role="assistant", tool_calls=[call]),
    ]
    assert check_messages(given) == [
        {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
        {
            "role": "assistant",
            "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x": null}'}}],
        },
    ]


def answer() -> ChatCompletionOutputMessage:
    call = {"id": "a", "type": "function", "signature": "s", "function": {"name": "f", "arguments": {"x": None}}}
    fields = {"content": "", "reasoning": "Hm.", "tool_calls": [call], "annotations": [{"type": "url_citation"}]}
    return reply(whole({**fields, "refusal": None, "mood": "calm"})).choices[0].message


def test_message_of_a_reply_is_sent_back_without_what_only_replies_have():
    call = {"id": "a", "type": "function", "signature": "s", "function": {"name": "f", "arguments": {"x": None}}}
    sent = {"role": "assistant", "content": "", "tool_calls": [call]}
    assert check_messages([answer()]) == [sent]
    assert check_messages([answer()], keep_reasoning=True) == [{**sent, "reasoning": "Hm."}]


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ([], "messages is empty"),
        (None, "messages must be a text or a list of messages .* got NoneType"),
        (b"Hi", "got bytes"),
        ({"role": "user", "content": "Hi"}, "got dict"),
        (["Hi"], r"messages\[0\] must be a mapping .* got str"),
        ([{"role": "user", "content": "Hi"}, 3], r"messages\[1\] must be a mapping .* got int"),
        ([ChatCompletionInputMessage], r"messages\[0\] must be a mapping .* got type"),
        ([{"content": "Hi"}], r"messages\[0\] has no role"),
        ([{"role": None, "content": "Hi"}], r"messages\[0\] has no role"),
        ([reply(whole({"content": "Hi"}))], r"messages\[0\] has no role.*reply\.choices\[0\]\.message"),
        ([{"role": "bot", "content": "Hi"}], r"messages\[0\] has the role 'bot'; it must be one of system, developer"),
        ([{"role": ["user"], "content": "Hi"}], r"has the role \['user'\]"),
        ([{"role": "user", "content": 3}], r"messages\[0\]\.content must be a text or a list of parts, got int"),
        ([{"role": "user", "content": b"Hi"}], r"messages\[0\]\.content .* got bytes"),
        ([{"role": "user", "content": {"type": "text", "text": "Hi"}}], r"messages\[0\]\.content .* got dict"),
        ([{"role": "user", "content": ["Hi"]}], r"messages\[0\]\.content\[0\] must be a mapping with a type"),
        ([{"role": "user", "content": [{"text": "Hi"}]}], r"messages\[0\]\.content\[0\] .* got \{'text': 'Hi'\}"),
    ],
)
def test_wrong_messages_are_refused_with_their_place(messages: object, words: str):
    with pytest.raises(InvalidInput, match=words):
        check_messages(messages)
