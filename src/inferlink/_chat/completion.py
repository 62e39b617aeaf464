"""The `completion` wire shape: tokens of a streamed text put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from inferlink_generated._result import to_dict

from .events import Finished, TextDelta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferlink_generated.types.text_generation import (
        TextGenerationStreamOutput,
        TextGenerationStreamOutputStreamDetails,
    )

    from .events import StreamEvent

__all__ = ["CompletionAccumulator"]

R = TypeVar("R")

_THINKING = "thinking"
"""Comes in pieces beside the text."""
_PARTS = ("index", "token", "top_tokens", "generated_text", "details")


class CompletionAccumulator(Generic[R]):
    """Puts the tokens of a streamed text together, into what the reply would be without streaming.

    Args:
        decode: A reply as plain data to the output type.
    """

    __slots__ = ("_decode", "_details", "_generated", "_others", "_texts", "_thinking", "_tokens", "_top_tokens")

    def __init__(self, decode: Callable[[dict[str, object]], R]) -> None:
        self._decode = decode
        self._texts: list[str] = []
        self._thinking: list[str] = []
        self._tokens: list[object] = []
        self._top_tokens: list[object] = []
        self._others: dict[str, object] = {}
        self._generated: str | None = None
        self._details: TextGenerationStreamOutputStreamDetails | None = None

    @property
    def finished(self) -> bool:
        """Whether the whole text or the details of its end have come."""
        return self._generated is not None or self._details is not None

    def add(self, item: TextGenerationStreamOutput) -> None:
        """Take a token in."""
        self._texts.append(self.text(item))
        if item.token.id is not None:
            self._tokens.append(item.token)
        if item.top_tokens:
            self._top_tokens.append(item.top_tokens)
        if item.generated_text is not None:
            self._generated = item.generated_text
        if item.details is not None and item.details.finish_reason:
            self._details = item.details
        for name, value in vars(item).items():
            if name == _THINKING and isinstance(value, str):
                self._thinking.append(value)
            elif value is not None and name not in _PARTS:
                self._others[name] = value

    def text(self, item: TextGenerationStreamOutput) -> str:
        """The text of a token; special tokens have none."""
        return "" if item.token.special else item.token.text

    def events(self, item: TextGenerationStreamOutput) -> Iterator[StreamEvent]:
        """A token as typed events."""
        if text := self.text(item):
            yield TextDelta(text)
        if item.details is not None and item.details.finish_reason:
            yield Finished(item.details.finish_reason)

    def result(self) -> R:
        """The reply, as far as it has come."""
        text = "".join(self._texts) if self._generated is None else self._generated
        whole: dict[str, object] = {**self._others, "generated_text": text}
        if self._thinking:
            whole[_THINKING] = "".join(self._thinking)
        if self._details is not None:
            whole["details"] = self._whole_details(self._details)
        return self._decode(whole)

    def _whole_details(self, details: TextGenerationStreamOutputStreamDetails) -> dict[str, object]:
        whole: dict[str, object] = to_dict(details)
        if self._tokens:
            whole.update(prefill=[], tokens=to_dict(self._tokens))
        if self._top_tokens:
            whole["top_tokens"] = to_dict(self._top_tokens)
        return whole
