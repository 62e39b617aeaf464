"""Functions as tools at a real llama.cpp server: what the model asks for is called, and it reads what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from live import CALL, OBEDIENT

from inferlink import InferenceError, TooManyTurns

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferlink.local import LocalServer
    from inferlink.types import ToolStep

Unit = Literal["celsius", "fahrenheit"]
SHORT = {**OBEDIENT, "max_tokens": 60, "stop": ["<tool_call>"]}
"""The model is small, and might call for ever: what it writes itself has no further call."""


def forecast(unit: Unit) -> dict[str, object]:
    """Say how warm it is.

    Args:
        unit: Scale of the answer.
    """
    return {"heat": 21.5, "unit": unit}


def broken(unit: Unit) -> None:
    """Say how warm it is."""
    raise RuntimeError(f"the thermometer knows no {unit}")


@pytest.fixture
def client(connect: Callable[..., Any], template_server: LocalServer) -> Any:
    """A client of either kind for the server that knows tools."""
    return connect(base_url=template_server.base_url)


def test_function_is_called_and_its_result_read(client: Any) -> None:
    steps: list[ToolStep] = []
    run = client.run_tools(CALL, [forecast], tool_choice="required", on_step=steps.append, **SHORT)
    assert run.ended == "answered"
    assert run.calls
    for call in run.calls:
        assert call.arguments is not None
        assert call.result == {"heat": 21.5, "unit": call.arguments["unit"]}
    assert list(run.steps) == steps
    assert run.usage.input_tokens == sum(step.reply.usage.prompt_tokens for step in steps)
    prompts = [step.reply.usage.prompt_tokens for step in steps]
    assert prompts[1] > prompts[0] + 10


def test_failure_of_a_function_is_read_by_the_model(client: Any) -> None:
    run = client.run_tools(CALL, [broken], tool_choice="required", **SHORT)
    assert run.ended == "answered"
    assert run.calls[0].content.startswith("Error: RuntimeError: the thermometer knows no ")
    prompts = [step.reply.usage.prompt_tokens for step in run.steps]
    assert prompts[1] > prompts[0] + 10


def test_arguments_that_were_cut_do_not_spoil_the_next_turn(client: Any) -> None:
    """This server fails where earlier arguments are no JSON: they go back mended, and the model is told."""
    cut = {"id": "1", "type": "function", "function": {"name": "forecast", "arguments": '{"unit": "cels'}}
    spoiled = [
        CALL[0],
        {"role": "assistant", "tool_calls": [cut]},
        {"role": "tool", "tool_call_id": "1", "content": ""},
    ]
    with pytest.raises(InferenceError, match="Failed to parse tool call arguments"):
        client.chat_completion(spoiled, tools=[forecast], max_tokens=1)
    run = client.run_tools(CALL, [forecast], tool_choice="required", **{**SHORT, "max_tokens": 15})
    assert run.ended == "answered"
    assert run.steps[0].reply.choices[0].finish_reason == "length"
    assert run.calls[0].content.startswith("Error: the arguments of forecast are no JSON object: {")


def test_last_turn_is_kept(client: Any) -> None:
    with pytest.raises(TooManyTurns) as caught:
        client.run_tools(CALL, [forecast], tool_choice="required", max_turns=1, **SHORT)
    run: Any = caught.value.partial
    assert run.calls[0].result["heat"] == 21.5
    answer = client.chat_completion([*run.messages, {"role": "user", "content": "Thanks."}], max_tokens=2)
    assert answer.usage.completion_tokens == 2


def test_function_describes_itself_to_the_server(client: Any) -> None:
    answer = client.chat_completion(CALL, tools=[forecast], tool_choice="required", **SHORT)
    assert answer.choices[0].message.tool_calls[0].function.name == "forecast"
    bare = client.chat_completion(CALL, max_tokens=1)
    assert answer.usage.prompt_tokens > bare.usage.prompt_tokens + 50
