"""What is true of tools and reasoning at a real server that knows both, asked directly and through a proxy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from engines import ways
from live import CALL, FORECAST, OBEDIENT, THINK, TOOLS

from inferlink import to_dict
from inferlink.types import Finished, ReasoningDelta, TextDelta, ToolCallDelta

if TYPE_CHECKING:
    from collections.abc import Callable

    Connect = Callable[..., Any]

USED = {"id": "1", "type": "function", "function": {"name": "forecast", "arguments": {"unit": "celsius"}}}


@pytest.fixture(params=[*ways("llama_tools", "llama-cpp"), *ways("litellm_tools", "litellm")])
def client(request: pytest.FixtureRequest, connect: Connect) -> Any:
    """A client of either kind for each way to each server."""
    engine, provider = request.param
    return connect(**request.getfixturevalue(engine).options(provider))


def test_tool_is_called_with_arguments_of_its_schema(client: Any) -> None:
    choice = call_tool(client).choices[0]
    assert choice.finish_reason == "tool_calls"
    for call in choice.message.tool_calls:
        assert call.id
        assert (call.type, call.function.name) == ("function", "forecast")
        jsonschema.validate(json.loads(call.function.arguments), FORECAST)


def test_streamed_tool_calls_are_put_together(client: Any) -> None:
    stream = client.chat_completion(CALL, tools=TOOLS, tool_choice="required", stream=True, **OBEDIENT)
    *pieces, finished = stream.events()
    assert all(isinstance(piece, ToolCallDelta) for piece in pieces)
    assert (pieces[0].name, finished) == ("forecast", Finished("tool_calls"))
    calls = stream.result().choices[0].message.tool_calls
    for index, call in enumerate(calls):
        own = [piece for piece in pieces if piece.index == index]
        assert (call.type, call.id, call.function.name) == ("function", own[0].id, "forecast")
        assert call.function.arguments == "".join(piece.arguments for piece in own)
        assert len(own) > 1
        jsonschema.validate(json.loads(call.function.arguments), FORECAST)


def test_result_of_a_tool_is_sent_back(client: Any) -> None:
    asked = call_tool(client).choices[0].message
    result = {"role": "tool", "tool_call_id": asked.tool_calls[0].id, "content": "21"}
    answer = client.chat_completion([CALL[0], asked, result], tools=TOOLS, tool_choice="none", max_tokens=2)
    assert answer.usage.completion_tokens == 2


def test_arguments_may_be_sent_as_an_object(client: Any) -> None:
    messages = [
        CALL[0],
        {"role": "assistant", "tool_calls": [USED]},
        {"role": "tool", "tool_call_id": "1", "content": "21"},
    ]
    answer = client.chat_completion(messages, tools=TOOLS, tool_choice="none", max_tokens=2)
    assert answer.usage.completion_tokens == 2


def test_reasoning_is_told_apart_from_the_answer(client: Any) -> None:
    answer = client.chat_completion("Hi", temperature=0, max_tokens=60, extra_body={"grammar": THINK})
    message = answer.choices[0].message
    assert message.reasoning
    assert message.content.endswith(".")
    assert "think" not in message.reasoning + message.content
    assert to_dict(message)["reasoning_content"] == message.reasoning
    assert "reasoning" not in to_dict(message)


def test_streamed_reasoning_is_told_apart_from_the_answer(client: Any) -> None:
    stream = client.chat_completion("Hi", stream=True, temperature=0, max_tokens=60, extra_body={"grammar": THINK})
    events = list(stream.events())
    message = stream.result().choices[0].message
    assert message.reasoning == "".join(event.text for event in events if isinstance(event, ReasoningDelta))
    assert message.content == "".join(event.text for event in events if isinstance(event, TextDelta))
    assert message.reasoning
    assert message.content.endswith(".")


def call_tool(client: Any) -> Any:
    return client.chat_completion(CALL, tools=TOOLS, tool_choice="required", **OBEDIENT)
