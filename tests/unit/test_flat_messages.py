"""Chat messages in the flat form: what becomes of parts, tool calls and reasoning, and what is refused."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from inferlink._chat.messages import check_messages
from inferlink.errors import InvalidInput, NotSupported


def flat(*messages: dict[str, Any]) -> list[dict[str, object]]:
    return check_messages(list(messages), form="flat")


def picture(url: object) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "image_url", "image_url": url}]}


def called(arguments: object) -> dict[str, Any]:
    return {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": arguments}}]}


def test_a_text_stays_one():
    assert check_messages("Hi", form="flat") == [{"role": "user", "content": "Hi"}]


def test_texts_are_joined_and_pictures_stand_beside_them():
    parts = [
        {"type": "text", "text": "One."},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}},
        {"type": "text", "text": "Two."},
        {"type": "image_url", "image_url": "data:image/jpeg;base64,REVG"},
    ]
    assert flat({"role": "user", "content": parts}) == [
        {"role": "user", "content": "One.\nTwo.", "images": ["QUJD", "REVG"]}
    ]


@pytest.mark.parametrize("url", [{"url": "https://h/a.png"}, {"url": "data:image/png,x"}, {}, None, "data:;base64,"])
def test_a_picture_by_its_address_is_refused(url):
    with pytest.raises(NotSupported, match=r"messages\[0\].content\[0\] must be an image_url of the form"):
        flat(picture(url))


@pytest.mark.parametrize("kind", ["input_audio", "video_url", "file"])
def test_another_part_is_refused_by_its_type(kind):
    with pytest.raises(NotSupported, match=f"takes text and pictures in messages: .* is of type '{kind}'"):
        flat({"role": "user", "content": [{"type": kind}]})


@pytest.mark.parametrize(
    ("given", "sent"),
    [('{"a": 1}', {"a": 1}), ({"a": 1}, {"a": 1}), ("", {}), ("{}", {}), (None, {}), ({}, {})],
)
def test_arguments_of_a_call_are_an_object(given, sent):
    assert flat(called(given)) == [
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": sent}}],
        }
    ]


@pytest.mark.parametrize("given", ["[1]", '"Paris"', "{", " ", 7])
def test_arguments_that_are_no_object_are_refused(given):
    with pytest.raises(InvalidInput, match=r"messages\[0\].tool_calls\[0\].function.arguments must be a JSON object"):
        flat(called(given))


@pytest.mark.parametrize("call", [None, "f", {}, {"function": "f"}])
def test_a_call_without_a_function_is_refused(call):
    with pytest.raises(InvalidInput, match=r"tool_calls\[0\] must be a mapping with a function"):
        flat({"role": "assistant", "tool_calls": [call]})


def test_a_result_says_which_function_it_is_of():
    results = [
        {"role": "tool", "tool_call_id": "c1", "content": "1"},
        {"role": "tool", "tool_call_id": "unknown", "content": "2"},
        {"role": "tool", "name": "g", "content": "3"},
        {"role": "tool", "tool_name": "h", "tool_call_id": "c1", "content": "4"},
        {"role": "function", "name": "g", "content": "5"},
    ]
    found = flat(called("{}"), *results)[1:]
    assert [message.get("tool_name") for message in found] == ["f", None, "g", "h", "g"]
    assert {message["role"] for message in found} == {"tool"}


@pytest.mark.parametrize("name", ["reasoning", "reasoning_content", "thinking"])
def test_reasoning_is_thinking(name):
    assert flat({"role": "assistant", "content": "Hi", name: "Hm."}) == [
        {"role": "assistant", "content": "Hi", "thinking": "Hm."}
    ]


def test_a_developer_is_the_system():
    assert flat({"role": "developer", "content": "Be brief."}) == [{"role": "system", "content": "Be brief."}]


def test_what_was_passed_is_left_as_it_is():
    given = [called('{"a": 1}'), picture({"url": "data:image/png;base64,QUJD"})]
    before = copy.deepcopy(given)
    flat(*given)
    assert given == before
