"""Chats in forms that single services have: read as the usual one, streamed or not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scripted import json_reply, scripted, sse_reply

from inferlink import ResponseShapeError
from inferlink.types import ReasoningDelta, TextDelta

KINDS = ["sync", "async"]
TARGET = {"base_url": "http://own.test/v1", "model": "m"}
THOUGHT = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}
END: dict[str, Any] = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
USAGE = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def piece(content: object) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": content}}]}


def opened(kind: str, *chunks: object) -> Any:
    body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in (*chunks, END)).encode() + b"data: [DONE]\n\n"
    client, _ = scripted(kind, sse_reply(body), **TARGET)
    return client.chat_completion("Hi", stream=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("thought", [THOUGHT, {"type": "thinking", "thinking": "Hm."}], ids=["parts", "text"])
def test_content_in_parts_is_a_text_and_thoughts_among_it_the_reasoning(kind: str, thought: dict[str, Any]) -> None:
    message = {"role": "assistant", "content": [thought, text("It is "), text("blue.")]}
    client, script = scripted(kind, *[json_reply({"choices": [{"index": 0, "message": message}]})] * 2, **TARGET)
    answer = client.chat_completion("Hi").choices[0].message
    assert (answer.content, answer.reasoning) == ("It is blue.", "Hm.")
    client.chat_completion([{"role": "user", "content": "Hi"}, answer])
    assert script.body()["messages"][1] == {"role": "assistant", "content": "It is blue."}


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_in_parts_are_put_together_with_those_that_are_texts(kind: str) -> None:
    stream = opened(kind, piece(""), piece([THOUGHT]), piece([text("It is ")]), piece("blue."))
    events = [event for event in stream.events() if isinstance(event, (ReasoningDelta, TextDelta))]
    assert events == [ReasoningDelta("Hm."), TextDelta("It is "), TextDelta("blue.")]
    message = stream.result().choices[0].message
    assert (message.content, message.reasoning) == ("It is blue.", "Hm.")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("odd", [{"choices": None, "usage": USAGE}, {"usage": USAGE}], ids=["null", "missing"])
def test_chunk_of_usage_needs_no_choices(kind: str, odd: dict[str, Any]) -> None:
    result = opened(kind, piece("Blue."), odd).result()
    assert (result.choices[0].message.content, result.usage.total_tokens) == ("Blue.", 3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [{}, {"delta": None}], ids=["missing", "null"])
def test_choice_that_tells_of_a_filter_needs_no_delta(kind: str, more: dict[str, Any]) -> None:
    odd = {"choices": [{"index": 0, "finish_reason": None, "content_filter_offsets": {"check_offset": 9}, **more}]}
    assert opened(kind, piece("Blue."), odd).result().choices[0].message.content == "Blue."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [[{"type": "smell"}], [text("a"), 1], [{"type": "text", "text": 1}], {}, 5])
def test_content_of_no_known_form_is_another_shape(kind: str, content: object) -> None:
    client, _ = scripted(kind, json_reply({"choices": [{"index": 0, "message": {"content": content}}]}), **TARGET)
    with pytest.raises(ResponseShapeError, match="content: Input should be a valid string"):
        client.chat_completion("Hi")
    with pytest.raises(ResponseShapeError, match="content: Input should be a valid string"):
        opened(kind, piece(content)).result()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", [{}, {"choices": None}, {"usage": USAGE}, {"choices": [{"index": 0}]}], ids=str)
def test_whole_reply_without_an_answer_is_another_shape(kind: str, reply: dict[str, Any]) -> None:
    client, _ = scripted(kind, json_reply(reply), **TARGET)
    with pytest.raises(ResponseShapeError):
        client.chat_completion("Hi")
