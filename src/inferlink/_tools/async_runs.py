"""The method `run_tools` of the async client: a model that calls functions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from inferlink_generated.async_tasks import AsyncTasks

from .runs import check_concurrency

if TYPE_CHECKING:
    from inferlink_generated.types.chat_completion import (
        ChatCompletionInputMessage,
        ChatCompletionInputTool,
        ChatCompletionOutputMessage,
    )
    from inferlink_generated.types.chat_completion_dict import (
        ChatCompletionInputMessageDict,
        ChatCompletionInputToolDict,
    )

    from .steps import ToolRun, ToolStep
    from .turns import OnToolError

__all__ = ["AsyncToolRuns"]

_IN_ANNOTATIONS = (Callable, Mapping, Sequence)


class AsyncToolRuns(AsyncTasks):
    """`client.run_tools` of the async client."""

    async def run_tools(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ],
        *,
        max_turns: int = 10,
        concurrency: int = 8,
        on_step: Callable[[ToolStep], object] | None = None,
        on_tool_error: OnToolError = "return",
        **options: object,
    ) -> ToolRun:
        """Let a model call your functions: ask it, call what it asks for, send the results back, and ask again.

        Each function is described to the model by its name, the first paragraph and `Args:` of its docstring, and its
        type hints; what the model gives as arguments is checked and turned into those types. Wrong arguments, and
        what a function raises, go back to the model as a text. A `tool_choice` that forces a call holds for the first
        turn alone, for under it the model could never answer.

        Args:
            messages: As `chat_completion` takes them. What is passed is left as it is.
            tools: Functions, sync or async, and tools in OpenAI's form.
                Tools that are given by a description alone end the run when the model calls them: see `.pending`.
            max_turns: Most replies of the model, 1 or more.
            concurrency: Most calls at a time of those that one reply asks for, 1 or more. Async functions run as tasks,
                others in threads, so that they do not hold up the loop.
            on_step: Called with each step when its calls are done; may be async. What it raises ends the run.
            on_tool_error: What happens when a function raises: `return` tells the model, `raise` ends the run with
                `ToolFailed`. Names and arguments that do not fit always go back to the model.
            options: Keyword arguments of `chat_completion`, for each turn. Not `stream`, `output` and `n`.

        Returns:
            The last reply, the conversation, and every step with the calls that were made.

        Raises:
            InvalidInput: When an argument is wrong, or a function cannot be described; nothing was sent.
            TooManyTurns: When the model calls tools in the last turn too; `.partial` is the `ToolRun` so far.
            ToolFailed: When a function raised, and `on_tool_error` is `raise`; `.partial` is the `ToolRun` so far.
            InferenceError: As `chat_completion` raises it; after the first turn, `.partial` is the `ToolRun` so far.
        """
        import asyncio

        check_concurrency(concurrency)
        run = await asyncio.to_thread(_prepare, messages, tools, options, max_turns, on_tool_error)
        return await run(self.chat_completion, concurrency=concurrency, on_step=on_step)


def _prepare(*given: Any) -> Callable[..., Awaitable[ToolRun]]:
    """Import what an async run needs and describe its functions: work for a thread."""
    from functools import partial

    from .tasks import run_turns
    from .turns import Turns

    return partial(run_turns, Turns(*given, may_await=True))
