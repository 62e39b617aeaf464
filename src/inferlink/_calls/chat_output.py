"""Structured output in the `chat` wire shape: how the schema gets into a request, and the value out of an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._json import MISSING
from .._replies.decode import as_parsed
from .._structured.output import Unfit
from ..errors import InvalidInput, InvalidOutput
from .interpreter import form_of

if TYPE_CHECKING:
    from inferlink_generated.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )

    from .._chat.accumulator import ChatAccumulator
    from .._sending.call import Call
    from .._specs.words import OutputForm
    from .._structured.output import Output
    from .interpreter import Scope

__all__ = ["INSTRUCTION", "PartialOutput", "ask", "check_call", "correction", "parsed_answer", "read_answer"]

Message: TypeAlias = Mapping[str, object]
Reason: TypeAlias = Literal["json", "schema", "length", "refusal", "filter", "empty"]

INSTRUCTION = "Answer with nothing but JSON that fits this JSON Schema:\n"
_CORRECTION = "That answer does not fit: {problems}. Answer again, with nothing but the whole JSON, corrected."
_SHORT = 4096
"""Characters up to which each piece of a text is looked at; after that, each 64th part more."""
_ENDS: dict[str | None, tuple[Reason, str]] = {
    "length": ("length", "was cut at the limit of tokens: raise max_tokens"),
    "content_filter": ("filter", "was withheld by the server's content filter"),
}


def check_call(call: Call) -> None:
    """Refuse what cannot go with `output`.

    Raises:
        InvalidInput: Nothing was sent.
    """
    given = {**{name: value for name, value in call.params.items() if value is not None}, **(call.extra_body or {})}
    if "response_format" in given:
        raise InvalidInput("output makes the response_format: pass one of them.")
    if given.get("n", 1) != 1:
        raise InvalidInput("output is read from one answer: leave n out.")
    if given.get("tools") and given.get("tool_choice") != "none":
        raise InvalidInput("output wants an answer, and tools may get a call instead: pass tool_choice='none' with it.")
    if call.stream and call.settings.repair:
        raise InvalidInput("repair needs the whole answer: leave stream=True out, or repair.")


def ask(output: Output, scope: Scope) -> OutputForm:
    """Put the schema into the request, in the form that the target takes; the name of the form."""
    built, form = output.build(), form_of(scope.target.route, scope)
    if form == "tool":
        if "tools" in scope.params:
            raise InvalidInput("output is asked for as a tool of this target: leave tools out.")
        scope.params["tools"] = [{"type": "function", "function": {"name": built.name, "parameters": built.schema}}]
        scope.params["tool_choice"] = {"type": "function", "function": {"name": built.name}}
    elif form in ("json_schema", "loose_schema"):
        is_strict = form == "json_schema" and built.strict is not None
        named = {"name": built.name, "schema": built.strict if is_strict else built.schema, "strict": is_strict}
        scope.params["response_format"] = {"type": "json_schema", "json_schema": named}
    else:
        if form == "json_object":
            scope.params["response_format"] = {"type": "json_object"}
        scope.input = _instructed(scope.input, INSTRUCTION + json.dumps(built.schema, ensure_ascii=False))
    return form


def _instructed(messages: Any, text: str) -> list[Message]:
    """Checked messages, with one more instruction: some chat templates take a single system message, at the start."""
    first, *others = messages
    if first["role"] in ("system", "developer") and isinstance(first.get("content"), str):
        return [{**first, "content": f"{first['content']}\n\n{text}"}, *others]
    return [{"role": "system", "content": text}, *messages]


def parsed_answer(output: Output, result: ChatCompletionOutput) -> Any:
    """An answer with its value, which its first message has too: that is where OpenAI's shape has it.

    Raises:
        InvalidOutput: With the whole result.
    """
    value = read_answer(output, result)
    choices = [
        as_parsed(choice, message=as_parsed(choice.message, _output=(None if index else value,)))
        for index, choice in enumerate(result.choices)
    ]
    return as_parsed(result, choices=choices, _output=(value, ()))


def read_answer(output: Output, result: ChatCompletionOutput) -> object:
    """The value in an answer.

    Raises:
        InvalidOutput: With the whole result.
    """
    choice = next(iter(result.choices), None)
    name = output.build().name
    text = "" if choice is None else _text(choice.message, name)
    problems: tuple[str, ...] = ()
    reason: Reason
    try:
        if text.strip():
            return output.read(text)
        reason, what = "empty", f"is empty, and no {name}"
    except Unfit as unfit:
        reason, problems = unfit.reason, unfit.problems
        what = "is no JSON" if reason == "json" else f"does not fit {name}"
    if choice is not None and choice.message.refusal:
        reason, what = "refusal", f"is a refusal: {choice.message.refusal}"
    elif choice is not None and choice.finish_reason in _ENDS:
        reason, what = _ENDS[choice.finish_reason]
    elif problems:
        what = f"{what}: {'; '.join(problems[:3])}"
    error = InvalidOutput(f"The answer {what}. See .text, and .result for all of it.")
    error.reason, error.problems, error.text, error.result = reason, problems, text, result
    raise error


def _text(message: ChatCompletionOutputMessage, name: str) -> str:
    """The content, or the arguments of the tool that stands for the output."""
    for call in message.tool_calls or ():
        if call.function.name == name:
            arguments: object = call.function.arguments
            return arguments if isinstance(arguments, str) else json.dumps(arguments)
    return message.content or ""


def correction(messages: object, error: InvalidOutput) -> list[object]:
    """The conversation with the answer that did not fit, and what is wrong with it."""
    asked: list[object] = []
    if isinstance(messages, str):
        asked = [{"role": "user", "content": messages}]
    elif isinstance(messages, Sequence):
        asked = [*messages]
    complaint = _CORRECTION.format(problems="; ".join(error.problems[:20]))
    return [*asked, {"role": "assistant", "content": error.text}, {"role": "user", "content": complaint}]


class PartialOutput:
    """What has come of a streamed output, chunk by chunk. Work stays linear: long texts are looked at less often."""

    __slots__ = ("_accumulator", "_last", "_next", "_output", "_size")

    def __init__(self, output: Output, accumulator: ChatAccumulator[Any]) -> None:
        self._output = output
        self._accumulator = accumulator
        self._size = self._next = 0
        self._last: object = MISSING

    def __call__(self, item: ChatCompletionStreamOutput) -> object:
        """The value so far, where a chunk has changed it; else `None`."""
        self._size += sum(len(piece) for piece in _pieces(item))
        is_last = any(choice.finish_reason for choice in item.choices)
        if self._size < self._next and not is_last:
            return None
        self._next = self._size + (1 if self._size < _SHORT else self._size // 64)
        value = self._output.partial(self._accumulator.output_so_far())
        if value is MISSING or value == self._last:
            return None
        self._last = value
        return value


def _pieces(item: ChatCompletionStreamOutput) -> list[str]:
    found: list[str] = []
    for choice in item.choices:
        found.append(choice.delta.content or "")
        found += [str(call.function.arguments or "") for call in choice.delta.tool_calls or () if call.function]
    return found
