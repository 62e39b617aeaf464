"""What `client.run_tools` did: its steps, the calls in them, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .._chat.usage import facts_of
from ..hooks import TokenUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inferlink_generated.types.chat_completion import (
        ChatCompletionInputMessage,
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionOutputToolCall,
    )

    Message: TypeAlias = ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, object]

__all__ = ["ToolCall", "ToolRun", "ToolStep"]


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A call that the model asked for, and what came of it."""

    id: str
    """Identifier that the result repeats; one of ours where the server gave none."""
    name: str
    """Name of the function, in the model's words: there may be no such."""
    arguments: Mapping[str, object] | None
    """What the function was called with, as its type hints say; None where the model's arguments could not be read."""
    result: object = None
    """What the function returned."""
    error: Exception | None = None
    """Why there is no result: `InvalidInput` for a name or arguments that do not fit, or what the function raised."""
    content: str
    """What the model is told."""
    seconds: float = 0.0
    """How long the function took."""


@dataclass(frozen=True, kw_only=True)
class ToolStep:
    """A reply of the model, and the calls that were made because of it."""

    reply: ChatCompletionOutput
    """The reply as it came, with usage and `.meta`."""
    calls: tuple[ToolCall, ...] = ()
    """The calls, in the order of the reply; none in the step that answers."""


@dataclass(frozen=True, kw_only=True)
class ToolRun:
    """All that came of a run. As `.partial` of an error, what came before it."""

    ended: Literal["answered", "handed_over", "max_turns", "failed"]
    """`answered`: the last reply calls nothing. `handed_over`: it calls a tool that was given by its description alone;
    see `pending`. Of a run that is the `.partial` of an error: `max_turns` or `failed`."""
    steps: tuple[ToolStep, ...]
    """The steps, oldest first."""
    messages: list[Message]
    """The conversation, replies and results included: with the next message it can be sent again."""
    pending: tuple[ChatCompletionOutputToolCall, ...] = ()
    """Calls that wait for a message of the role `tool`, in the order of the reply."""

    @property
    def reply(self) -> ChatCompletionOutput:
        """The last reply of the model."""
        return self.steps[-1].reply

    @property
    def text(self) -> str:
        """The text of the last reply; empty where it has none."""
        choices = self.reply.choices
        return choices[0].message.content or "" if choices else ""

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        """The calls of all steps."""
        return tuple(call for step in self.steps for call in step.calls)

    @property
    def usage(self) -> TokenUsage:
        """Tokens of all replies, as far as the server told."""
        found = [usage for step in self.steps if (usage := facts_of(step.reply).usage) is not None]
        return TokenUsage(
            input_tokens=_sum(usage.input_tokens for usage in found),
            output_tokens=_sum(usage.output_tokens for usage in found),
        )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
