"""The `completion` wire shape: tokens put together."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from inferlink._chat.completion import CompletionAccumulator
from inferlink._chat.events import Finished, TextDelta
from inferlink._replies.sse import SSEDecoder
from inferlink_generated.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput

RECORDINGS = Path(__file__).parents[1] / "recordings"
Wire = dict[str, Any]


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def reply(plain: Wire) -> TextGenerationOutput:
    return adapter(TextGenerationOutput).validate_python(plain)


def parse(plain: Wire) -> TextGenerationStreamOutput:
    return adapter(TextGenerationStreamOutput).validate_python(plain)


def token(text: str, number: int = 0, *, special: bool = False) -> Wire:
    return {"id": number, "text": text, "logprob": -0.5, "special": special}


def accumulate(*items: Wire) -> CompletionAccumulator[TextGenerationOutput]:
    accumulator = CompletionAccumulator(reply)
    for item in items:
        accumulator.add(parse(item))
    return accumulator


END = {"finish_reason": "eos_token", "generated_tokens": 3, "input_length": 1, "seed": None}


def test_a_thought_in_pieces_is_joined_beside_the_text():
    items = [{"token": {"text": ""}, "thinking": piece} for piece in ("What ", "", "pulls?")]
    result = accumulate(*items, {"token": {"text": "The moon."}, "details": END}).result()
    assert (result.generated_text, result.extra["thinking"]) == ("The moon.", "What pulls?")


def test_tokens_make_the_reply_without_streaming():
    items = [
        {"index": 1, "token": token("Hel", 5), "generated_text": None, "details": None},
        {"index": 2, "token": token("lo", 6), "top_tokens": [token("lo", 6), token("p", 7)]},
        {"index": 3, "token": token("</s>", 2, special=True), "generated_text": "Hello", "details": END},
    ]
    details = {
        "finish_reason": "eos_token",
        "generated_tokens": 3,
        "input_length": 1,
        "prefill": [],
        "tokens": [token("Hel", 5), token("lo", 6), token("</s>", 2, special=True)],
        "top_tokens": [[token("lo", 6), token("p", 7)]],
    }
    assert accumulate(*items).result() == reply({"generated_text": "Hello", "details": details})


def test_special_tokens_are_no_text():
    accumulator = accumulate({"token": token("a")}, {"token": token("</s>", special=True)})
    assert accumulator.result().generated_text == "a"
    assert accumulator.text(parse({"token": token("</s>", special=True)})) == ""


def test_text_of_the_server_counts_where_it_sends_it():
    accumulator = accumulate({"token": token("a")}, {"token": token("b"), "generated_text": "prompt ab"})
    assert accumulator.result().generated_text == "prompt ab"


def test_stream_without_details_has_text_so_far_and_is_not_finished():
    accumulator = accumulate({"token": {"text": "a"}}, {"token": {"text": "b"}})
    assert accumulator.result() == reply({"generated_text": "ab"})
    assert not accumulator.finished


@pytest.mark.parametrize("end", [{"details": {"finish_reason": "length"}}, {"generated_text": "a"}])
def test_details_or_the_whole_text_finish_the_stream(end: Wire):
    assert accumulate({"token": {"text": "a"}}, {"token": {"text": ""}, **end}).finished


def test_text_without_token_numbers_has_no_list_of_tokens():
    accumulator = accumulate({"token": {"text": "a"}}, {"token": {"text": ""}, "details": {"finish_reason": "length"}})
    assert accumulator.result() == reply({"generated_text": "a", "details": {"finish_reason": "length"}})


def test_unknown_fields_are_kept_and_the_last_value_counts():
    got = accumulate({"token": token("a"), "timings": {"n": 1}}, {"token": token("b"), "timings": {"n": 2}}).result()
    assert got.timings == {"n": 2}


def test_events_say_what_each_token_brings():
    accumulator = accumulate()
    assert list(accumulator.events(parse({"token": token("a")}))) == [TextDelta("a")]
    assert list(accumulator.events(parse({"token": token("</s>", special=True), "details": END}))) == [
        Finished("eos_token")
    ]
    assert list(accumulator.events(parse({"token": token("")}))) == []


@given(st.lists(st.tuples(st.text(max_size=5), st.booleans())))
def test_text_is_the_sum_of_the_tokens_that_are_not_special(tokens):
    accumulator = accumulate(*({"token": token(text, special=special)} for text, special in tokens))
    assert accumulator.result().generated_text == "".join(text for text, special in tokens if not special)


tokens = st.lists(
    st.tuples(
        st.none() | st.integers(0, 9), st.text(max_size=5), st.booleans(), st.lists(st.text(max_size=3), max_size=2)
    )
)


@given(tokens, st.none() | st.text(max_size=5), st.booleans(), st.booleans())
def test_any_tokens_give_the_reply_without_streaming(tokens, whole, detailed, early):
    items: list[Wire] = [
        {
            "token": {**token(text, special=special), "id": number},
            "top_tokens": [token(each) for each in others] or None,
            "details": {"finish_reason": ""} if early else None,
        }
        for number, text, special, others in tokens
    ]
    last = {"token": token("", special=True), "generated_text": whole, "details": END if detailed else None}
    accumulator = accumulate(*items, last)
    said = "".join(text for _, text, special, _ in tokens if not special)
    expected: Wire = {"generated_text": said if whole is None else whole}
    if detailed:
        numbered = [item["token"] for item in [*items, last] if item["token"]["id"] is not None]
        others = [item["top_tokens"] for item in items if item["top_tokens"]]
        expected["details"] = {**END, "prefill": [], "tokens": numbered, **({"top_tokens": others} if others else {})}
    assert accumulator.result() == reply(expected)
    assert accumulator.finished is (detailed or whole is not None)


def test_recorded_completions_stream_makes_a_finished_reply():
    accumulator = CompletionAccumulator(reply)
    for event in SSEDecoder().feed((RECORDINGS / "llama.cpp" / "completions_stream.sse").read_bytes())[:-1]:
        choice = json.loads(event.data)["choices"][0]
        reason = choice["finish_reason"]
        details = reason and {"finish_reason": reason}
        accumulator.add(parse({"token": {"text": choice["text"]}, "details": details}))
    assert accumulator.finished
    got = accumulator.result()
    assert len(got.generated_text) > 20
    assert got.details.finish_reason == "length"
