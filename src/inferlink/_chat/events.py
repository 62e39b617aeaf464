"""The typed events of a stream, as `Stream.events()` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "Finished",
    "ReasoningDelta",
    "RefusalDelta",
    "StreamEvent",
    "TextDelta",
    "ToolCallDelta",
    "UsageReport",
]


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer."""

    text: str
    index: int = 0
    """Choice that it belongs to."""


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of the model's reasoning."""

    text: str
    index: int = 0
    """Choice that it belongs to."""


@dataclass(frozen=True, slots=True)
class RefusalDelta:
    """A piece of the model's words about why it does not answer."""

    text: str
    index: int = 0
    """Choice that it belongs to."""


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A piece of a tool call."""

    index: int | None
    """Position of the call in its message, as the server numbers it; `None` where the server does not."""
    id: str | None
    """Id of the call, where this piece has it."""
    name: str | None
    """Name of the function, where this piece has it."""
    arguments: str
    """A piece of the arguments' JSON text."""
    choice: int = 0
    """Choice that it belongs to."""


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Token counts, as the task's stream type has them."""

    usage: object


@dataclass(frozen=True, slots=True)
class Finished:
    """The model is done with one choice."""

    reason: str
    """The server's word: `stop`, `length`, `tool_calls`, ..."""
    index: int = 0
    """Choice that it belongs to."""


StreamEvent: TypeAlias = TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta | UsageReport | Finished
