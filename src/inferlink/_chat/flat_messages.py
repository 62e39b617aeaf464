"""Chat messages in the flat form: text and pictures apart, arguments of tool calls as objects. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._json import is_array, is_object, parse
from .._replies.select import pick
from ..errors import InvalidInput, NotSupported

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["flat_messages"]

Message = dict[str, object]

_ROLES = {"developer": "system", "function": "tool"}
_THINKING = ("reasoning", "reasoning_content")


def flat_messages(messages: Sequence[Message]) -> list[Message]:
    """Messages as OpenAI has them, in the flat form.

    Raises:
        InvalidInput: For arguments of a tool call that are no JSON object.
        NotSupported: For a part that is neither text nor a picture as a `data:` URL.
    """
    names: dict[object, object] = {}
    return [_flat(message, f"messages[{index}]", names) for index, message in enumerate(messages)]


def _flat(message: Message, where: str, names: dict[object, object]) -> Message:
    """One message. `names` learns which function each call is of, for its result to say."""
    own = {name: value for name, value in message.items() if name not in ("content", "tool_calls", *_THINKING)}
    sent: Message = {**own, "role": _ROLES.get(str(message["role"]), message["role"])}
    content = message.get("content", "")
    texts, images = ([content], []) if isinstance(content, str) else _split(content, f"{where}.content")
    sent["content"] = "\n".join(map(str, texts))
    if images:
        sent["images"] = images
    thinking = next((message[name] for name in _THINKING if message.get(name)), None)
    if thinking is not None:
        sent.setdefault("thinking", thinking)
    calls = message.get("tool_calls")
    if is_array(calls):
        sent["tool_calls"] = [_call(call, f"{where}.tool_calls[{at}]") for at, call in enumerate(calls)]
        names.update({pick(call, "id"): pick(call, "function.name") for call in calls})
    if sent["role"] == "tool":
        name = sent.pop("name", None) or names.get(sent.get("tool_call_id"))
        sent |= {"tool_name": name} if name and "tool_name" not in sent else {}
    return sent


def _split(parts: object, where: str) -> tuple[list[object], list[object]]:
    """The texts and the pictures of a content, each in order."""
    texts: list[object] = []
    images: list[object] = []
    for index, part in enumerate(parts) if is_array(parts) else ():
        kind = pick(part, "type")
        if kind == "text":
            texts.append(pick(part, "text"))
        elif kind == "image_url":
            images.append(_image(part, f"{where}[{index}]"))
        else:
            raise NotSupported(f"takes text and pictures in messages: {where}[{index}] is of type {kind!r}.")
    return texts, images


def _image(part: object, where: str) -> str:
    given = pick(part, "image_url")
    url = given if isinstance(given, str) else pick(given, "url")
    head, _, data = url.partition(";base64,") if isinstance(url, str) else ("", "", "")
    if not head.startswith("data:") or not data:
        raise NotSupported(
            f"takes pictures as data, not by address: {where} must be an image_url of the form "
            "'data:image/png;base64,...'."
        )
    return data


def _call(call: object, where: str) -> object:
    """A tool call with its arguments as an object."""
    function = pick(call, "function")
    if not is_object(call) or not is_object(function):
        raise InvalidInput(f"{where} must be a mapping with a function, got {call!r:.80}.")
    given = function.get("arguments")
    arguments: object = parse(given) if isinstance(given, str) and given else (given or dict[str, object]())
    if not is_object(arguments):
        raise InvalidInput(f"{where}.function.arguments must be a JSON object for this server, got {given!r:.80}.")
    return {**call, "function": {**function, "arguments": arguments}}
