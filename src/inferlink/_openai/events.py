"""The events of `chat.completions.stream`, under OpenAI's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .._chat.events import Finished, RefusalDelta, TextDelta, ToolCallDelta
from .._chat.tool_calls import ToolCallSorter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._chat.events import StreamEvent

__all__ = [
    "ChatEvents",
    "ChatStreamEvent",
    "ContentDeltaEvent",
    "ContentDoneEvent",
    "RefusalDeltaEvent",
    "RefusalDoneEvent",
    "ToolArgumentsDeltaEvent",
    "ToolArgumentsDoneEvent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentDeltaEvent:
    """A piece of the answer."""

    delta: str
    snapshot: str
    """The answer as far as it has come."""
    type: Literal["content.delta"] = "content.delta"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentDoneEvent:
    """The whole answer of one choice."""

    content: str
    type: Literal["content.done"] = "content.done"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalDeltaEvent:
    """A piece of the model's words about why it does not answer."""

    delta: str
    snapshot: str
    """The words as far as they have come."""
    type: Literal["refusal.delta"] = "refusal.delta"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalDoneEvent:
    """The whole refusal of one choice."""

    refusal: str
    type: Literal["refusal.done"] = "refusal.done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolArgumentsDeltaEvent:
    """A piece of the arguments of a tool call."""

    name: str
    index: int
    """Position of the call in its message, from 0."""
    arguments: str
    """The JSON text as far as it has come."""
    arguments_delta: str
    type: Literal["tool_calls.function.arguments.delta"] = "tool_calls.function.arguments.delta"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolArgumentsDoneEvent:
    """A tool call that is complete."""

    name: str
    index: int
    """Position of the call in its message, from 0."""
    arguments: str
    """The whole JSON text."""
    type: Literal["tool_calls.function.arguments.done"] = "tool_calls.function.arguments.done"


ChatStreamEvent: TypeAlias = (
    ContentDeltaEvent
    | ContentDoneEvent
    | RefusalDeltaEvent
    | RefusalDoneEvent
    | ToolArgumentsDeltaEvent
    | ToolArgumentsDoneEvent
)


class ChatEvents:
    """Our events to OpenAI's, which repeat what has come so far. Reasoning and usage have none."""

    def __init__(self) -> None:
        self._content: dict[int, str] = {}
        self._refusal: dict[int, str] = {}
        self._sorters: dict[int, ToolCallSorter] = {}
        self._calls: dict[tuple[int, int], tuple[str, str]] = {}
        """Choice and position of a tool call, to its name and arguments."""

    def read(self, event: StreamEvent) -> Iterator[ChatStreamEvent]:
        """What becomes of an event."""
        match event:
            case TextDelta():
                snapshot = self._content[event.index] = self._content.get(event.index, "") + event.text
                yield ContentDeltaEvent(delta=event.text, snapshot=snapshot)
            case RefusalDelta():
                snapshot = self._refusal[event.index] = self._refusal.get(event.index, "") + event.text
                yield RefusalDeltaEvent(delta=event.text, snapshot=snapshot)
            case ToolCallDelta():
                yield from self._call(event)
            case Finished():
                yield from self._done(event.index)
            case _:
                pass

    def _call(self, event: ToolCallDelta) -> Iterator[ChatStreamEvent]:
        index = self._sorters.setdefault(event.choice, ToolCallSorter()).place(event.index, event.id, event.name)
        name, arguments = self._calls.get((event.choice, index), ("", ""))
        name, arguments = name or event.name or "", arguments + event.arguments
        self._calls[event.choice, index] = name, arguments
        if event.arguments:
            yield ToolArgumentsDeltaEvent(name=name, index=index, arguments=arguments, arguments_delta=event.arguments)

    def _done(self, choice: int) -> Iterator[ChatStreamEvent]:
        if choice in self._content:
            yield ContentDoneEvent(content=self._content.pop(choice))
        if choice in self._refusal:
            yield RefusalDoneEvent(refusal=self._refusal.pop(choice))
        for at in [each for each in self._calls if each[0] == choice]:
            name, arguments = self._calls.pop(at)
            yield ToolArgumentsDoneEvent(name=name, index=at[1], arguments=arguments)
