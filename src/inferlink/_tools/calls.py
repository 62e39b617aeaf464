"""Calls that a reply of a chat asks for: read, made, and told to the model. Nothing here waits but the functions."""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from .._json import is_object, parse
from .._structured.output import Unfit
from ..errors import InvalidInput
from .steps import ToolCall

if TYPE_CHECKING:
    from inferlink_generated.types.chat_completion import (
        ChatCompletionOutputFunctionDefinition,
        ChatCompletionOutputToolCall,
    )

    from .descriptions import Toolbox
    from .functions import Function

__all__ = ["Planned", "arguments_of", "plan_call"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A call that can be made."""

    id: str
    name: str
    function: Function
    arguments: dict[str, object]

    def invoke(self) -> ToolCall:
        """Make the call: an exception of the function is what came of it."""
        started = perf_counter()
        try:
            return self.done(self.function.call(**self.arguments), started)
        except Exception as error:
            return self.failed(error, started)

    def done(self, result: object, started: float) -> ToolCall:
        """The call with its result.

        Raises:
            TypeError: When that is not JSON, or no text in UTF-8.
        """
        seconds = perf_counter() - started
        content = _checked(result) if isinstance(result, str) else _to_json(result)
        return ToolCall(
            id=self.id, name=self.name, arguments=self.arguments, result=result, content=content, seconds=seconds
        )

    def failed(self, error: Exception, started: float) -> ToolCall:
        """The call with what went wrong."""
        told = f"Error: {type(error).__name__}: {error}"
        return ToolCall(
            id=self.id,
            name=self.name,
            arguments=self.arguments,
            error=error,
            content=told.encode(errors="backslashreplace").decode(),  # it may quote the name of any file
            seconds=perf_counter() - started,
        )


def arguments_of(call: ChatCompletionOutputToolCall) -> dict[str, object] | None:
    """The arguments as an object; None where they are none. Some servers parse them, or leave out what is empty."""
    given: object = call.function.arguments or "{}"
    found = parse(given) if isinstance(given, str) else given
    return {} if found is None else found if is_object(found) else None


def plan_call(
    box: Toolbox, id: str, asked: ChatCompletionOutputFunctionDefinition, given: dict[str, object] | None
) -> Planned | ToolCall:
    """A call with its arguments as the function's type hints say; where it cannot be made, what the model is told."""
    name, function = asked.name, box.functions.get(asked.name)
    if function is None:
        return _refused(id, name, f"there is no tool {name!r}; there are: {', '.join(box.names)}.")
    if given is None:
        return _refused(id, name, f"the arguments of {name} are no JSON object: {asked.arguments!s:.500}")
    try:
        return Planned(id, name, function, function.read(json.dumps(given)))
    except Unfit as unfit:
        return _refused(id, name, f"the arguments of {name} do not fit: {'; '.join(unfit.problems[:10])}")


def _refused(id: str, name: str, reason: str) -> ToolCall:
    return ToolCall(id=id, name=name, arguments=None, error=InvalidInput(reason), content=f"Error: {reason}")


def _checked(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise TypeError(
            f"it returned a text that cannot be sent: {error}. Replace what is half of a character, for example with "
            "text.encode('utf-8', 'replace').decode()."
        ) from None
    return text


def _to_json(value: object) -> str:
    from pydantic_core import PydanticSerializationError, to_json

    if inspect.isawaitable(value):
        if inspect.iscoroutine(value):
            value.close()
        raise TypeError(
            "it returned something to be awaited: make it with async def, and call it from the async client"
        )
    try:
        return to_json(value).decode()
    except PydanticSerializationError as error:
        raise TypeError(
            f"it returned {type(value).__name__}, which is not JSON: {error}. Return a text, a number, a list, a dict, "
            "a dataclass or a pydantic model."
        ) from None
