"""The changes between two folders of specs, as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from .change import LEVELS, Change
from .classes import class_changes
from .side import read_side
from .targets import target_changes
from .tasks import task_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .change import Level

__all__ = ["breaks_callers", "find_changes", "print_json", "print_lines"]


def find_changes(old: Path, new: Path) -> tuple[Change, ...]:
    """What has changed from one folder of specs to another, what breaks callers first.

    Raises:
        SpecError: When the new specs are wrong, or the old ones cannot be read.
    """
    before, after = read_side(old, is_new=False), read_side(new, is_new=True)
    changes = (*task_changes(before, after), *class_changes(before, after), *target_changes(before, after))
    ordered = sorted(changes, key=lambda each: (LEVELS.index(each.level), each.file, each.pointer, each.text))
    return tuple({_identity(each): each for each in ordered}.values())


def _identity(change: Change) -> tuple[str, ...]:
    """A field of a shared class is one change, however many classes have it."""
    return change.level, change.file, change.pointer, change.text.partition(": ")[2] or change.text


def breaks_callers(changes: Sequence[Change]) -> bool:
    """Whether any of the changes asks for a new major version."""
    return any(change.level == "major" for change in changes)


def _asked(changes: Sequence[Change]) -> Level | None:
    return next((level for level in LEVELS if any(change.level == level for change in changes)), None)


def print_lines(changes: Sequence[Change]) -> str:
    """A line for each change, and at the end the version that all of them ask for."""
    lines = [f"{each.level}: {each.file}#{each.pointer}: {each.text}" for each in changes]
    level = _asked(changes)
    end = "Nothing has changed." if level is None else f"{len(changes)} changes ask for a new {level} version."
    return "\n".join([*lines, end.replace("1 changes ask", "1 change asks") if len(changes) == 1 else end])


def print_json(changes: Sequence[Change]) -> str:
    """One object: `version` is `major`, `minor`, `patch` or null, `changes` lists all."""
    return json.dumps({"version": _asked(changes), "changes": [asdict(each) for each in changes]}, indent=2)
