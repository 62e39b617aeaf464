"""Changes of classes: results, parts of inputs, and options of single servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..normalise import fields_of, reached
from .change import Change
from .fields import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .side import Side

__all__ = ["class_changes"]


def class_changes(old: Side, new: Side) -> Iterator[Change]:
    """All changes of classes. Parameters of methods, and classes of whole tasks, are told with those."""
    gone = {task.name for name, task in old.tasks.items() if name not in new.tasks}
    added = {task.name for name, task in new.tasks.items() if name not in old.tasks}
    before, after = _own(old, gone), _own(new, added)
    for name in sorted(before - new.shapes.keys()):
        yield Change("major", *old.place(old.shapes[name].raw), f"the class {name} is gone.")
    for name in sorted(after - old.shapes.keys()):
        yield Change("minor", *new.place(new.shapes[name].raw), f"new class {name}.")
    for name in sorted(before & after & _met(old) & _met(new)):
        yield from _between(name, old, new)


def _own(side: Side, but: set[str]) -> set[str]:
    """The classes of these specs, without those of whole tasks that are gone or new."""
    return {name for name, shape in side.shapes.items() if not shape.package and shape.module not in but}


def _met(side: Side) -> set[str]:
    """The classes that callers have in hand: all but those that hold a method's parameters."""
    arguments = reached((field.schema for task in side.tasks.values() for field in task.fields), side.shapes)
    return {*arguments, *(name for name, shape in side.shapes.items() if shape.is_output or shape.is_extras)}


def _between(name: str, old: Side, new: Side) -> Iterator[Change]:
    was, now = old.shapes[name], new.shapes[name]
    place = new.place(now.raw)
    if was.is_output != now.is_output:
        yield Change("major", *place, f"{name} is a class of {'results' if now.is_output else 'inputs'} now.")
    if was.doc != now.doc:
        yield Change("patch", *place, f"{name} has another description.")
    fields = ({field.name: field for field in fields_of(name, side.shapes)} for side in (old, new))
    yield from Comparison(old, new, name, "field", is_output=now.is_output).changes(*fields)
