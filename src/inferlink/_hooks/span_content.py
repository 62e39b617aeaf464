"""Messages as the semantic conventions for generative AI write them: a list of roles and parts, as JSON text.

Schemas: https://github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai/gen-ai-input-messages.json and
gen-ai-output-messages.json. Media are left out: a part says only of which kind they are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from inferlink_generated._result import to_dict

from .._json import MISSING, is_array, is_object, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["input_messages", "output_messages", "stop_texts"]


def input_messages(given: object, shape: str | None) -> dict[str, str]:
    """The messages of a chat, or the prompt of a completion."""
    if shape not in ("chat", "completion"):
        return {}
    plain: object = to_dict(given)
    messages = plain if is_array(plain) else [{"role": "user", "content": plain}]
    return {"gen_ai.input.messages": _text([_message(message) for message in messages if is_object(message)])}


def output_messages(result: object) -> dict[str, str]:
    """The answers of a chat, or the text of a completion."""
    plain: object = to_dict(result)
    choices = plain.get("choices") if is_object(plain) else None
    if is_array(choices):
        found = [_answer(choice) for choice in choices if is_object(choice)]
    else:
        text, details = (plain.get("generated_text"), plain.get("details")) if is_object(plain) else (plain, None)
        reason = details.get("finish_reason") if is_object(details) else None
        choice: dict[str, object] = {"message": {"content": text}, "finish_reason": reason}
        found = [_answer(choice)] if isinstance(text, str) else []
    return {"gen_ai.output.messages": _text(found)} if found else {}


def stop_texts(params: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The texts that end an answer."""
    stop = params.get("stop")
    texts = (stop,) if isinstance(stop, str) else tuple(map(str, stop)) if is_array(stop) else ()
    return {"gen_ai.request.stop_sequences": texts} if texts else {}


def _answer(choice: dict[str, object]) -> dict[str, object]:
    message, reason = choice.get("message"), choice.get("finish_reason")
    return {**_message(message if is_object(message) else {}), "finish_reason": reason or "unknown"}


def _message(message: dict[str, object]) -> dict[str, object]:
    role, content, calls = message.get("role") or "assistant", message.get("content"), message.get("tool_calls")
    if role == "tool":
        parts: list[dict[str, object]] = [
            {"type": "tool_call_response", "id": message.get("tool_call_id"), "response": content}
        ]
    else:
        pieces = content if is_array(content) else [{"type": "text", "text": content}] if content else []
        parts = [_part(piece) for piece in pieces if is_object(piece)]
    if isinstance(reasoning := message.get("reasoning"), str) and reasoning:
        parts.insert(0, {"type": "reasoning", "content": reasoning})
    parts += [_call(call) for call in (calls if is_array(calls) else []) if is_object(call)]
    return {"role": role, "parts": parts}


def _part(piece: dict[str, object]) -> dict[str, object]:
    kind = piece.get("type")
    return {"type": "text", "content": piece.get("text")} if kind == "text" else {"type": str(kind)}


def _call(call: dict[str, object]) -> dict[str, object]:
    function = call.get("function")
    named = function if is_object(function) else {}
    arguments = named.get("arguments")
    read = parse(arguments) if isinstance(arguments, str) else arguments
    return {
        "type": "tool_call",
        "id": call.get("id"),
        "name": named.get("name"),
        "arguments": arguments if read is MISSING else read,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
