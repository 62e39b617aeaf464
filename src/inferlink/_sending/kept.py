"""Look-ups that are made once for all who ask, and kept for a while: bounded, for each key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from .effects import Flow, Share

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._auth import Secret
    from .._settings import State
    from .clock import Clock

__all__ = ["Fresh", "look_up"]

T = TypeVar("T")
Fresh: TypeAlias = tuple[T, float]
"""An answer, and how long it is kept, seconds."""

_KEPT_ANSWERS = 256


def look_up(url: str, key: Secret | None, ask: Callable[[], Flow[Fresh[T]]], state: State, clock: Clock) -> Flow[T]:
    """The answer that is kept, or that `ask` gives. An error is not kept."""
    answers = state.answers

    def fill() -> Flow[None]:
        found, seconds = yield from ask()
        if len(answers) >= _KEPT_ANSWERS:
            answers.clear()
        answers[url, key] = (time.monotonic() + seconds, found)

    while (kept := answers.get((url, key))) is None or time.monotonic() >= kept[0]:
        yield Share((url, key), fill, state.running, clock)
    answer: T = kept[1]
    return answer
