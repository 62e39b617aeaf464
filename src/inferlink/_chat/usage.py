"""What a result tells of how it was made: tokens, the model that answered, why it ended. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .._json import is_array, is_object
from ..hooks import TokenUsage

__all__ = ["Facts", "facts_of", "usage_in"]

_KEY = b'"usage"'
_LONGEST = 4096
"""An object of token counts is shorter than this, bytes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What events tell of a result without holding it."""

    usage: TokenUsage | None = None
    served_model: str | None = None
    response_id: str | None = None
    finish_reasons: tuple[str, ...] = ()


def facts_of(result: object) -> Facts:
    """What a result of the wire shapes `chat` and `completion` tells; of another one, nothing."""
    choices = getattr(result, "choices", None)
    details = getattr(result, "details", None)
    ends = choices if is_array(choices) else [details]
    reasons = [getattr(end, "finish_reason", None) for end in ends]
    usage = getattr(result, "usage", None)
    found = _usage(getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None))
    return Facts(
        usage=found or _usage(None, getattr(details, "generated_tokens", None)),
        served_model=_text(getattr(result, "model", None)),
        response_id=_text(getattr(result, "id", None)),
        finish_reasons=tuple(reason for reason in reasons if isinstance(reason, str)),
    )


def usage_in(body: bytes) -> TokenUsage | None:
    """The token counts in a reply, as OpenAI names them, where the result of the task has no place for them.

    Looked for from the end, without reading the rest: it may be megabytes of numbers.
    """
    start = body.rfind(_KEY)
    if start < 0:
        return None
    text = body[start + len(_KEY) : start + _LONGEST].decode("utf-8", "replace").lstrip().removeprefix(":").lstrip()
    try:
        value: object = json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
    return _usage(value.get("prompt_tokens"), value.get("completion_tokens")) if is_object(value) else None


def _usage(given: object, made: object) -> TokenUsage | None:
    given, made = (count if type(count) is int else None for count in (given, made))
    return None if given is None and made is None else TokenUsage(input_tokens=given, output_tokens=made)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
