"""The specs of one side, read, checked and normalised, with the place of everything that an author wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..load import load_shipped
from ..reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..load import Schema, Specs
    from ..model import Task
    from ..normalise import Shapes

__all__ = ["Side", "read_side"]

_MEMBERS: dict[type, Any] = {dict: dict[str, Any].items, list: enumerate}
"""Kind of JSON value to what gives its keys and members."""


@dataclass(frozen=True)
class Side:
    """The specs before the change, or after it."""

    specs: Specs
    tasks: dict[str, Task]
    shapes: Shapes
    places: dict[int, tuple[str, str]]
    """Identity of a schema to its file and pointer."""

    def place(self, raw: Schema) -> tuple[str, str]:
        """File and JSON pointer of a schema."""
        return self.places[id(raw)]


def read_side(root: Path, *, is_new: bool) -> Side:
    """Read a folder of specs. The old ones were judged by the generator of their time, which may have been milder.

    Raises:
        SpecError: When they are wrong, with file, place, reason and fix; the old ones, when they cannot be read.
    """
    reading = read(root, shipped=load_shipped(), is_checked=not is_new)
    places = {
        identity: (document.file, pointer)
        for document in reading.specs.documents
        for identity, pointer in _pointers(document.data, "")
    }
    tasks = {task.words.task: task for task in reading.tasks}
    return Side(reading.specs, tasks, reading.shapes, places)


def _pointers(value: Any, at: str) -> Iterator[tuple[int, str]]:
    read = _MEMBERS.get(value.__class__)
    if read is not None:
        yield id(value), at
        for key, inner in read(value):
            yield from _pointers(inner, f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}")
