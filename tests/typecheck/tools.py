"""Functions as tools, and what a run returns, for mypy and pyright alike: nothing here is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

from inferlink.hooks import TokenUsage
from inferlink.types import ChatCompletionOutput, ToolCall, ToolRun, ToolStep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferlink import AsyncInferenceClient, InferenceClient, ToolFailed
    from inferlink.types import ChatCompletionInputTool


def add(a: int, b: int) -> int:
    """A function of one's own."""
    return a + b


async def wait(seconds: float) -> None:
    """An async one."""


class Robot:
    """Has a method for a tool."""

    def move(self, way: str) -> str:
        """Move."""
        return way


def sync(client: InferenceClient, described: ChatCompletionInputTool, plain: Mapping[str, object]) -> None:
    assert_type(client.chat_completion("Hi", tools=[add, Robot().move]), ChatCompletionOutput)
    answer = client.chat_completion("Hi", tools=[add, wait, described, plain, {"type": "web_search"}])
    assert_type(answer, ChatCompletionOutput)

    def show(step: ToolStep) -> None:
        assert_type(step.reply, ChatCompletionOutput)
        assert_type(step.calls, tuple[ToolCall, ...])

    run = client.run_tools("Hi", [add, described], max_turns=3, on_step=show, on_tool_error="raise", temperature=0)
    assert_type(run, ToolRun)
    assert_type(run.reply, ChatCompletionOutput)
    assert_type(run.text, str)
    assert_type(run.usage, TokenUsage)
    for call in run.calls:
        assert_type(call.arguments, "Mapping[str, object] | None")
        assert_type(call.error, Exception | None)
    client.chat_completion([*run.messages, {"role": "user", "content": "Thanks."}])
    client.run_tools(run.messages, [Robot().move])


async def twin(client: AsyncInferenceClient) -> None:
    async def show(step: ToolStep) -> None:
        print(step)

    assert_type(await client.run_tools("Hi", [add, wait], on_step=show), ToolRun)


def failure(error: ToolFailed) -> None:
    assert_type(error.call, ToolCall | None)
