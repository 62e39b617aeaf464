"""Changes of tasks: what is called, with what, and what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .change import Change
from .fields import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Task
    from ..normalise import Field
    from ..words import TaskWords
    from .change import Level
    from .side import Side

__all__ = ["task_changes"]

_TEXTS = ("summary", "hub", "shape", "cost", "family", "model", "example", "send_default")
"""Words whose change no caller's code sees."""


def task_changes(old: Side, new: Side) -> Iterator[Change]:
    """All changes of tasks."""
    for name, task in old.tasks.items():
        if name not in new.tasks:
            text = f"the task {name} is gone, and with it the method {task.words.method}."
            yield Change("major", f"tasks/{name}/task.yaml", "", text)
    for name, task in new.tasks.items():
        if name not in old.tasks:
            text = f"new task {name}, with the method {task.words.method}."
            yield Change("minor", f"tasks/{name}/task.yaml", "", text)
        else:
            yield from _between(old.tasks[name], task, old, new)


def _between(old: Task, new: Task, before: Side, after: Side) -> Iterator[Change]:
    file, method = f"tasks/{new.words.task}/task.yaml", new.words.method
    for level, word, text in _word_changes(old.words, new.words):
        yield Change(level, file, f"/{word}", f"{method}: {text}")
    comparison = Comparison(before, after, method, "parameter", is_output=False)
    given = _named(new)
    yield from comparison.changes(_named(old), given)
    was, now = ([each.name for each in task.positional] for task in (old, new))
    kept = [name for name in was if name in given]
    if now[: len(kept)] != kept:
        yield Change("major", file, "/arguments", f"{method}: by position it took {_row(was)}, and takes {_row(now)}.")


def _named(task: Task) -> dict[str, Field]:
    """Name in Python to the field."""
    names = [each.name for each in (*task.arguments, *task.parameters)]
    return dict(zip(names, task.fields, strict=True))


def _row(names: list[str]) -> str:
    return f"({', '.join(names)})"


def _word_changes(old: TaskWords, new: TaskWords) -> Iterator[tuple[Level, str, str]]:
    if old.method != new.method:
        yield "major", "method", f"was called {old.method}."
    if old.result != new.result:
        yield "major", "result", "returns something else, or takes another parameter to choose what."
    if old.stream is None or new.stream is None:
        if new.stream is not None:
            yield "minor", "stream", "can stream now."
        elif old.stream is not None:
            yield "major", "stream", "no longer streams."
    elif old.stream != new.stream:
        yield "major", "stream", "streams something else."
    if old.structured != new.structured:
        text = f"the argument for a type of the answer was {old.structured}, and is {new.structured}."
        yield "major" if old.structured else "minor", "structured", text
    if old.tools != new.tools:
        text = f"the parameter that takes functions was {old.tools}, and is {new.tools}."
        yield "major" if old.tools else "minor", "tools", text
    for word, loss, gain in (
        ("recommended", "needs a model now: none is looked up.", "looks up a model where none is given."),
        ("extra_kwargs", "no longer takes any other keyword.", "takes any other keyword."),
    ):
        if getattr(old, word) != getattr(new, word):
            lost = getattr(old, word)
            yield ("major", word, loss) if lost else ("minor", word, gain)
    if set(old.together) != set(new.together):
        breaks = not set(new.together) <= set(old.together)
        yield "major" if breaks else "minor", "together", "other parameters must be given together."
    for word in _TEXTS:
        if getattr(old, word) != getattr(new, word):
            yield "patch", word, f"has another {word}."
