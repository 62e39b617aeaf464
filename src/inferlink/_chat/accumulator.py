"""The `chat` wire shape: chunks of a streamed answer put together."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from inferlink_generated._result import to_dict

from .events import Finished, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta, UsageReport
from .tool_calls import ToolCallSorter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferlink_generated.types.chat_completion import (
        ChatCompletionStreamOutput,
        ChatCompletionStreamOutputChoice,
        ChatCompletionStreamOutputDeltaToolCall,
    )

    from .events import StreamEvent

__all__ = ["ChatAccumulator"]

R = TypeVar("R")

# Reasoning has three names in the field; what was sent under another one stays beside `reasoning`.
_REASONING = ("reasoning_content", "thinking")
_TEXTS = ("content", "reasoning", *_REASONING, "refusal")
_IN_PIECES = (*_TEXTS, "annotations", "audio", "tool_calls")


class ChatAccumulator(Generic[R]):
    """Puts the chunks of a streamed chat together, into what the reply would be without streaming.

    Args:
        decode: A reply as plain data to the output type.
    """

    __slots__ = ("_choices", "_decode", "_top", "_usual")

    def __init__(self, decode: Callable[[dict[str, object]], R]) -> None:
        self._decode = decode
        self._top = _Merged()
        self._choices: dict[int, _Choice] = {}
        self._usual: _UsualChunk | None = None

    @property
    def finished(self) -> bool:
        """Whether every choice that was begun has a finish reason."""
        return bool(self._choices) and all(choice.finished for choice in self._choices.values())

    def add(self, item: ChatCompletionStreamOutput) -> None:
        """Take a chunk in."""
        if self._usual is not None and self._usual.took(item):
            return
        self._top.add(item)
        for choice in item.choices:
            index = choice.index or 0
            found = self._choices.get(index)
            if found is None:
                found = self._choices[index] = _Choice()
            found.add(choice)
            self._usual = None if choice.delta.content is None else _UsualChunk(item, choice, found.content)

    def text(self, item: ChatCompletionStreamOutput) -> str:
        """The text that a chunk adds to the first choice."""
        for choice in item.choices:
            if not choice.index:
                return choice.delta.content or ""
        return ""

    def events(self, item: ChatCompletionStreamOutput) -> Iterator[StreamEvent]:
        """A chunk as typed events."""
        for choice in item.choices:
            index, delta = choice.index or 0, choice.delta
            if delta.reasoning:
                yield ReasoningDelta(delta.reasoning, index)
            if delta.content:
                yield TextDelta(delta.content, index)
            if delta.refusal:
                yield RefusalDelta(delta.refusal, index)
            for call in delta.tool_calls or ():
                yield _tool_call_delta(call, index)
            if choice.finish_reason:
                yield Finished(choice.finish_reason, index)
        if item.usage is not None:
            yield UsageReport(item.usage)

    def output_so_far(self) -> str:
        """The text of the first choice as far as it has come; without any, the arguments of its first tool call."""
        choice = self._choices.get(0)
        parts = [] if choice is None else [part for part in choice.content if part] or choice.arguments
        return "".join(map(_as_text, parts))

    def result(self) -> R:
        """The reply, as far as it has come."""
        reply = self._top.result()
        if "object" in reply:
            reply["object"] = "chat.completion"
        reply["choices"] = [choice.result(index) for index, choice in sorted(self._choices.items())]
        return self._decode(reply)


class _UsualChunk:
    """Most chunks repeat the one before, with other text: those are taken in at a third of the cost."""

    __slots__ = ("_choice", "_content", "_delta", "_top")

    def __init__(
        self, item: ChatCompletionStreamOutput, choice: ChatCompletionStreamOutputChoice, content: list[object]
    ) -> None:
        self._content = content
        self._top = dict(vars(item))
        self._choice = {**vars(choice), "logprobs": None}
        delta = vars(choice.delta)
        self._delta = {**delta, **{name: None for name in _IN_PIECES if delta.get(name)}}

    def took(self, item: ChatCompletionStreamOutput) -> bool:
        """Whether the chunk brought nothing but text, which is then taken in."""
        self._top["choices"] = choices = item.choices
        if len(choices) != 1 or vars(item) != self._top:
            return False
        choice = choices[0]
        self._choice["delta"] = delta = choice.delta
        self._delta["content"] = content = delta.content
        if content is None or vars(choice) != self._choice or vars(delta) != self._delta:
            return False
        self._content.append(content)
        return True


class _Merged:
    """An object that comes in pieces: texts are joined, lists extended; of the rest the last value counts.

    Pieces are kept until the result is wanted, so that the whole takes linear time.
    """

    __slots__ = ("_lists", "_parts", "_texts", "fields")

    def __init__(self, texts: tuple[str, ...] = (), lists: tuple[str, ...] = ()) -> None:
        self._texts = texts
        self._lists = lists
        self._parts: dict[str, list[object]] = {}
        self.fields: dict[str, object] = {}

    def add(self, piece: object) -> None:
        fields, texts, lists = self.fields, self._texts, self._lists
        for name, value in vars(piece).items():
            if value is None or (not value and value == "" and name in fields):
                continue
            if name in texts:
                self.parts(name).append(value)
            elif name in lists:
                self.parts(name).extend(value)
            else:
                fields[name] = value

    def parts(self, name: str) -> list[object]:
        """What there is of a text or list."""
        return self._parts.setdefault(name, [])

    def result(self) -> dict[str, object]:
        whole = {name: to_dict(value) for name, value in self.fields.items()}
        for name, parts in self._parts.items():
            whole[name] = "".join(map(_as_text, parts)) if name in self._texts else to_dict(parts)
        return whole


class _Choice:
    __slots__ = ("_audio", "_calls", "_fields", "_logprobs", "_message")

    def __init__(self) -> None:
        self._fields = _Merged()
        self._message = _Merged(texts=_TEXTS, lists=("annotations",))
        self._audio = _Merged(texts=("data", "transcript"))
        self._logprobs = _Merged(lists=("content", "refusal"))
        self._calls = _ToolCalls()

    @property
    def content(self) -> list[object]:
        return self._message.parts("content")

    @property
    def arguments(self) -> list[object]:
        return self._calls.arguments

    @property
    def finished(self) -> bool:
        return bool(self._fields.fields.get("finish_reason"))

    def add(self, choice: ChatCompletionStreamOutputChoice) -> None:
        delta = choice.delta
        self._fields.add(choice)
        self._message.add(delta)
        for call in delta.tool_calls or ():
            self._calls.add(call)
        if delta.audio is not None:
            self._audio.add(delta.audio)
        if choice.logprobs is not None:
            self._logprobs.add(choice.logprobs)

    def result(self, index: int) -> dict[str, object]:
        whole = self._fields.result()
        del whole["delta"]
        if "logprobs" in whole:
            whole["logprobs"] = self._logprobs.result()
        return {**whole, "index": index, "message": self._whole_message()}

    def _whole_message(self) -> dict[str, object]:
        message = self._message.result()
        message = {**message, "role": message.get("role") or "assistant"}
        message.pop("_filled", None)  # the type's note that it read `reasoning` from another name
        if message.get("reasoning") in [message.get(name) for name in _REASONING]:
            message.pop("reasoning", None)
        if "tool_calls" in message:
            message["tool_calls"] = self._calls.result()
        if "audio" in message:
            message["audio"] = self._audio.result()
        # Servers that stream `content: null` say "" when they do not stream, unless something stands in its place.
        if not message.keys() & {"content", "refusal", "tool_calls", "audio"}:
            message["content"] = ""
        return message


class _ToolCall:
    __slots__ = ("_fields", "_function", "id", "index", "name")

    def __init__(self, index: int | None) -> None:
        self.index = index
        self.id: str | None = None
        self.name: str | None = None
        self._fields = _Merged()
        self._function = _Merged(texts=("arguments",))

    def add(self, piece: ChatCompletionStreamOutputDeltaToolCall) -> None:
        self.id = self.id or piece.id
        self._fields.add(piece)
        if piece.function is not None:
            self.name = self.name or piece.function.name
            self._function.add(piece.function)

    @property
    def arguments(self) -> list[object]:
        return self._function.parts("arguments")

    def result(self) -> dict[str, object]:
        whole = {"type": "function", **self._fields.result()}
        whole.pop("index", None)
        if self.id:
            whole["id"] = self.id
        return {**whole, "function": {"arguments": "", **self._function.result(), "name": self.name or ""}}


class _ToolCalls:
    """The tool calls of one choice."""

    __slots__ = ("_calls", "_sorter")

    def __init__(self) -> None:
        self._calls: list[_ToolCall] = []
        self._sorter = ToolCallSorter()

    @property
    def arguments(self) -> list[object]:
        """Pieces of the first call's arguments."""
        return self._calls[0].arguments if self._calls else []

    def add(self, piece: ChatCompletionStreamOutputDeltaToolCall) -> None:
        name = piece.function.name if piece.function is not None else None
        place = self._sorter.place(piece.index, piece.id, name)
        if place == len(self._calls):
            self._calls.append(_ToolCall(piece.index))
        self._calls[place].add(piece)

    def result(self) -> list[dict[str, object]]:
        placed = [(place if call.index is None else call.index, call) for place, call in enumerate(self._calls)]
        return [call.result() for _, call in sorted(placed, key=itemgetter(0))]


def _tool_call_delta(call: ChatCompletionStreamOutputDeltaToolCall, choice: int) -> ToolCallDelta:
    function = call.function
    if function is None:
        return ToolCallDelta(call.index, call.id, None, "", choice)
    return ToolCallDelta(call.index, call.id, function.name, _as_text(function.arguments or ""), choice)


def _as_text(value: object) -> str:
    """Text as it is; arguments that a server sends as an object as JSON text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
