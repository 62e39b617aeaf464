"""One change, and how much it asks of callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["LEVELS", "Change", "Level"]

Level: TypeAlias = Literal["major", "minor", "patch"]
LEVELS: tuple[Level, ...] = ("major", "minor", "patch")
"""Parts of a version number (https://semver.org), the one that breaks callers first."""


@dataclass(frozen=True)
class Change:
    """One change of the specs."""

    level: Level
    """Part of the version number that it asks to raise."""
    file: str
    """Place below the specs' folder: of what is new, or of what is gone."""
    pointer: str
    """JSON pointer in the file."""
    text: str
    """What has changed, for people."""
