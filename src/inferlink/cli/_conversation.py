"""A conversation at the terminal: each turn is sent with all that was said before."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import InferenceError
from ._failures import show_error

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["converse"]


def converse(answer: Callable[[list[Any]], Any]) -> None:
    """Ask for turns until the end of the input (Ctrl-D); Ctrl-C breaks off an answer.

    Args:
        answer: Prints the answer to messages as it comes, and returns it.
    """
    _edit_lines()
    messages: list[Any] = []
    print("Ctrl-D ends the conversation, Ctrl-C an answer.", file=sys.stderr)  # noqa: T201  # for the person there
    while (text := _ask()) is not None:
        if text.strip():
            messages = _turn([*messages, {"role": "user", "content": text}], answer) or messages


def _turn(messages: list[Any], answer: Callable[[list[Any]], Any]) -> list[Any] | None:
    """The messages with the answer; nothing where it failed or was broken off, so that the turn can be tried again."""
    try:
        result = answer(messages)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201  # ends the line of what was printed
        return None
    except InferenceError as error:
        show_error(error)
        return None
    return [*messages, result.choices[0].message]


def _ask() -> str | None:
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)  # noqa: T201  # the shell's prompt begins on a line of its own
        return None


def _edit_lines() -> None:
    """Arrow keys and earlier turns, where Python has them; it has not on every platform."""
    with suppress(ImportError):
        import_module("readline")  # it changes input()
