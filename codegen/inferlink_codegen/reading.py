"""Specs as all that follows wants them: loaded, checked, normalised, modelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .check import check_schemas
from .check_task import check_tasks, read_words
from .load import load
from .model import build_task
from .normalise import normalise
from .shipped import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

    from .load import Document, Specs
    from .model import Task
    from .normalise import Shapes

__all__ = ["Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """A folder of specs, and what was made of it."""

    specs: Specs
    shapes: Shapes
    tasks: tuple[Task, ...]


def read(
    root: Path, package: str = PACKAGE, shipped: tuple[Document, ...] = (), *, is_checked: bool = False
) -> Reading:
    """Read a folder of specs.

    Args:
        root: The folder.
        package: Import name of the package that its classes are printed in.
        shipped: Schemas of inferlink's that it may refer to.
        is_checked: Whether it was checked before, by the generator of its time where it is an old one.

    Raises:
        SpecError: When the specs are wrong, with file, place, reason and fix.
    """
    specs = load(root, shipped)
    if not is_checked:
        check_schemas(specs)
    words = {source.name: read_words(source) for source in specs.tasks}
    shapes = normalise(specs)
    if not is_checked:
        check_tasks(specs, words, shapes)
    tasks = tuple(build_task(source, words[source.name], shapes, package) for source in specs.tasks)
    return Reading(specs, shapes, tasks)
