"""Turns of a chat with tools: from a reply to the calls that it asks for, and back. Free of I/O."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from .._chat.messages import check_messages
from ..errors import InferenceError, InvalidInput, ToolFailed, TooManyTurns
from .calls import arguments_of, plan_call
from .descriptions import open_toolbox
from .steps import ToolRun, ToolStep

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from inferlink_generated.types.chat_completion import ChatCompletionOutput, ChatCompletionOutputToolCall

    from .calls import Planned
    from .steps import Message, ToolCall

__all__ = ["OnToolError", "Turns"]

OnToolError: TypeAlias = Literal["return", "raise"]

R = TypeVar("R")

_LASTING = ("auto", "none")
"""Choices of a tool that may stand in every turn: under any other the model could never answer."""


class Turns:
    """The state of a run: what is asked next, and what came of it.

    Raises:
        InvalidInput: For tools, messages and options that cannot work; nothing was sent.
    """

    def __init__(
        self,
        messages: Any,
        tools: object,
        options: Mapping[str, object],
        max_turns: int,
        on_tool_error: OnToolError,
        *,
        may_await: bool,
    ) -> None:
        _check_options(options, max_turns, on_tool_error)
        check_messages(messages)
        self._box = open_toolbox(tools)
        if not self._box.wire:
            raise InvalidInput("tools is empty: without tools, chat_completion answers at once.")
        for name, function in self._box.functions.items():
            if function.is_async and not may_await:
                raise InvalidInput(f"tools: {name} is async: run it with AsyncInferenceClient, or make it with def.")
        given: list[Message] = [{"role": "user", "content": messages}] if isinstance(messages, str) else [*messages]
        self._messages = given
        self._options = dict(options)
        self._left = max_turns
        self._raises = on_tool_error == "raise"
        self._steps: list[ToolStep] = []
        self._pending: tuple[ChatCompletionOutputToolCall, ...] = ()

    @property
    def request(self) -> dict[str, Any]:
        """Arguments of the next call of the model."""
        return {"messages": self._messages, **self._options, "tools": self._box.wire}

    @contextmanager
    def kept(self) -> Generator[None]:
        """A failure meanwhile has the steps before it as `partial`."""
        try:
            yield
        except InferenceError as error:
            if self._steps and error.partial is None:
                error.partial = self._run("failed")
            raise

    def take(self, reply: ChatCompletionOutput) -> list[Planned | ToolCall]:
        """The calls that a reply asks for and that are made here, or what came of one that cannot be."""
        self._left -= 1
        if self._options.get("tool_choice") not in _LASTING:
            self._options.pop("tool_choice", None)
        message = copy.copy(reply.choices[0].message)
        asked = message.tool_calls or []
        read = [arguments_of(call) for call in asked]
        # Servers that read the arguments into their templates refuse what is no JSON object, so that goes back empty.
        message.tool_calls = [
            _changed(
                call,
                id=call.id or f"call_{len(self._steps)}_{place}",
                function=call.function if given else _changed(call.function, arguments="{}"),
            )
            for place, (call, given) in enumerate(zip(asked, read, strict=True))
        ] or None
        self._messages = [*self._messages, message]
        self._steps.append(ToolStep(reply=reply))
        sent = message.tool_calls or []
        self._pending = tuple(call for call in sent if call.function.name in self._box.described)
        return [
            plan_call(self._box, str(call.id), asked.function, given)
            for call, asked, given in zip(sent, asked, read, strict=True)
            if asked.function.name not in self._box.described
        ]

    def add(self, calls: list[ToolCall]) -> ToolStep:
        """Take in what came of the calls; the finished step."""
        self._steps[-1] = step = replace(self._steps[-1], calls=tuple(calls))
        results = [{"role": "tool", "tool_call_id": call.id, "content": call.content} for call in calls]
        self._messages = [*self._messages, *results]
        return step

    def end(self) -> ToolRun | None:
        """The run, where it is over.

        Raises:
            ToolFailed: When a function failed, and the run shall end with that.
            TooManyTurns: When the model calls tools in the last turn that it has.
        """
        step = self._steps[-1]
        failure = next((call for call in step.calls if call.arguments is not None and call.error is not None), None)
        if self._raises and failure is not None:
            failed = ToolFailed(f"{failure.name} failed: {failure.content.removeprefix('Error: ')}")
            failed.call, failed.partial = failure, self._run("failed")
            raise failed from failure.error
        if self._pending:
            return self._run("handed_over")
        if not step.calls:
            return self._run("answered")
        if self._left <= 0:
            error = TooManyTurns(
                f"The model still calls tools after {len(self._steps)} replies: raise max_turns, or go on with "
                ".partial.messages."
            )
            error.partial = self._run("max_turns")
            raise error
        return None

    def _run(self, ended: Literal["answered", "handed_over", "max_turns", "failed"]) -> ToolRun:
        return ToolRun(ended=ended, steps=tuple(self._steps), messages=[*self._messages], pending=self._pending)


def _check_options(options: Mapping[str, object], max_turns: int, on_tool_error: str) -> None:
    """Refuse what cannot go with a run."""
    if max_turns < 1:
        raise InvalidInput(f"max_turns must be 1 or more, got {max_turns!r}.")
    if on_tool_error not in ("return", "raise"):
        raise InvalidInput(f"on_tool_error must be 'return' or 'raise', got {on_tool_error!r}.")
    if options.get("stream"):
        raise InvalidInput("run_tools reads whole replies: leave stream out; on_step= tells of each as it comes.")
    if options.get("n") not in (None, 1):
        raise InvalidInput("run_tools goes on from one reply: leave n out.")
    if options.get("output") is not None:
        raise InvalidInput(
            "run_tools takes no output, for a reply may be a call: ask for it when the run is over, by "
            "chat_completion([*run.messages, {'role': 'user', 'content': '...'}], output=...)."
        )


def _changed(result: R, **changes: object) -> R:
    """A copy with other fields; `dataclasses.replace` would lose those that are unknown."""
    made = copy.copy(result)
    vars(made).update(changes)
    return made
