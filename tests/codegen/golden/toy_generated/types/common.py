# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of several tasks."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True, repr=False, eq=False)
class Score(Result):
    """How sure the model is."""

    score: float
    """0 to 1, higher is surer."""


@dataclass(kw_only=True)
class Span:
    """A stretch of a text."""

    start: int
    """First character, from 0."""
    end: int
    """First character after it."""
