"""Messages of a chat on their way out: checked, and as plain data."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Literal

from inferlink_generated._result import to_dict

from .._json import is_mapping, is_sequence
from ..errors import InvalidInput

__all__ = ["check_messages"]

_ROLES = ("system", "developer", "user", "assistant", "tool", "function")
_SENT_BACK = ("role", "content", "name", "tool_calls", "tool_call_id", "refusal")
_EXAMPLE = "{'role': 'user', 'content': 'Hello'}"


def check_messages(
    messages: object, *, keep_reasoning: bool = False, form: Literal["parts", "flat"] = "parts"
) -> list[dict[str, object]]:
    """Messages as they are sent. What the caller passed is left as it is.

    Args:
        messages: A text from the user, or a sequence of mappings and message objects, those of replies included.
        keep_reasoning: Send the reasoning of message objects back.
        form: As OpenAI has them, or flat.

    Raises:
        InvalidInput: Says which message is wrong, and what would work.
        NotSupported: For a part of a message that the form cannot hold.
    """
    checked = _check(messages, keep_reasoning)
    if form == "parts":
        return checked
    from .flat_messages import flat_messages

    return flat_messages(checked)


def _check(messages: object, keep_reasoning: bool) -> list[dict[str, object]]:
    if isinstance(messages, str):
        return [{"role": "user", "content": messages}]
    if not is_sequence(messages):
        raise InvalidInput(
            f"messages must be a text or a list of messages such as [{_EXAMPLE}], got {type(messages).__name__}."
        )
    if not messages:
        raise InvalidInput(f"messages is empty: pass a text or at least one message, such as {_EXAMPLE}.")
    return [_message(value, f"messages[{index}]", keep_reasoning) for index, value in enumerate(messages)]


def _message(message: object, where: str, keep_reasoning: bool) -> dict[str, object]:
    if is_mapping(message):
        fields = dict(message)
    elif is_dataclass(message) and not isinstance(message, type):
        names = (*_SENT_BACK, "reasoning") if keep_reasoning else _SENT_BACK
        fields = {name: getattr(message, name, None) for name in names}
    else:
        raise InvalidInput(f"{where} must be a mapping such as {_EXAMPLE}, got {type(message).__name__}.")
    sent: dict[str, object] = {name: to_dict(value) for name, value in fields.items() if value is not None}
    if "role" not in sent:
        raise InvalidInput(f"{where} has no role. Of a reply, append the message: reply.choices[0].message.")
    if sent["role"] not in _ROLES:
        raise InvalidInput(f"{where} has the role {sent['role']!r}; it must be one of {', '.join(_ROLES)}.")
    _check_content(sent.get("content", ""), f"{where}.content")
    return sent


def _check_content(content: object, where: str) -> None:
    if isinstance(content, str):
        return
    if not is_sequence(content):
        raise InvalidInput(f"{where} must be a text or a list of parts, got {type(content).__name__}.")
    for index, part in enumerate(content):
        if not is_mapping(part) or not isinstance(part.get("type"), str):
            raise InvalidInput(
                f"{where}[{index}] must be a mapping with a type, such as {{'type': 'text', 'text': 'Hello'}} or "
                f"{{'type': 'image_url', 'image_url': {{'url': '...'}}}}, got {part!r:.80}."
            )
