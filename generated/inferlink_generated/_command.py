# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What the command line needs to know of a task beside its operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Command", "Kind", "Value"]

Kind: TypeAlias = Literal["text", "integer", "number", "flag", "choice", "media", "json", "text-or-json"]


@dataclass(frozen=True, kw_only=True)
class Value:
    """An argument or option of a command."""

    name: str
    """Argument of the method."""
    kind: Kind
    """How it is written. `text-or-json`: text, or JSON that begins with a bracket."""
    help: str
    required: bool = False
    """An argument, and no option."""
    many: bool = False
    """Several may be given."""
    choices: tuple[str | float | bool, ...] = ()
    """With choice: what may be given."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A sub-command."""

    task: str
    """Name of the task, as text-classification."""
    name: str
    """Name of the sub-command."""
    summary: str
    """One sentence."""
    family: str
    """Where the help lists it."""
    several: str = ""
    """Value that counts the answers: a stream's text is the first of them."""
    values: tuple[Value, ...]
    """Arguments in their order, then options."""
