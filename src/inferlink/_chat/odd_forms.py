"""Replies of the `chat` wire shape in forms that single services have, told in the usual one. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from .._json import is_array, is_object
from ..errors import ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferlink_generated.types.chat_completion import ChatCompletionOutput

__all__ = ["in_usual_form", "refuse_empty"]

T = TypeVar("T", bound="ChatCompletionOutput")


def in_usual_form(reply: object, member: Literal["message", "delta"]) -> dict[str, object] | None:
    """A reply, or a chunk of one, with texts for content that is a list of parts; None where nothing of it is known.

    Thoughts among the parts become the reasoning: https://docs.mistral.ai/capabilities/reasoning. Chunks have null for
    no choices (https://github.com/pydantic/pydantic-ai/issues/5165), or none beside their usage; choices that tell of a
    filter alone have no delta (https://learn.microsoft.com/azure/ai-services/openai/concepts/content-streaming).
    """
    if not is_object(reply):
        return None
    choices = reply.get("choices")
    if member == "delta" and choices is None and ("choices" in reply or is_object(reply.get("usage"))):
        return {**reply, "choices": []}
    if not is_array(choices):
        return None
    usual = [_usual_choice(choice, member) for choice in choices]
    return None if usual == choices else {**reply, "choices": usual}


def refuse_empty(result: T) -> T:
    """The result of a chat.

    Raises:
        ResponseShapeError: When it holds no answer.
    """
    if not result.choices:
        raise ResponseShapeError("The reply holds no answer: its choices are empty. See .body for all of it.")
    return result


def _usual_choice(choice: object, member: str) -> object:
    if not is_object(choice):
        return choice
    message = choice.get(member)
    if message is None and member == "delta":
        return {**choice, member: {}}
    parts = message.get("content") if is_object(message) else None
    texts = _texts(parts) if is_array(parts) else None
    if texts is None or not is_object(message):
        return choice
    content, thoughts = texts
    return {**choice, member: {**({"reasoning": thoughts} if thoughts else {}), **message, "content": content}}


def _texts(parts: Sequence[object]) -> tuple[str, str] | None:
    """What is said and what is thought; None where a part is of another type."""
    content, thoughts = "", ""
    for part in parts:
        kind, inner = (part.get("type"), part.get(str(part.get("type")))) if is_object(part) else (None, None)
        if kind == "text" and isinstance(inner, str):
            content += inner
        elif kind == "thinking" and isinstance(inner, str):
            thoughts += inner
        elif kind == "thinking" and is_array(inner) and (told := _texts(inner)) is not None:
            thoughts += told[0]
        else:
            return None
    return content, thoughts
