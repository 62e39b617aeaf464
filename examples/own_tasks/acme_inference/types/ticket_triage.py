# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""Inputs and outputs of ticket-triage."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Result
from inferlink_generated.types.common import ClassificationOutput


@dataclass(kw_only=True)
class TicketTriageParameters:
    """How the message is judged."""

    teams: list[str]
    """Names of the teams, at least one."""
    tone: Literal["plain", "formal"] | None = None
    """How the answer should sound that is suggested. Default: `'plain'`."""


@dataclass(kw_only=True, repr=False, eq=False)
class TicketTriageScore(ClassificationOutput):
    """A team, and how well the message fits it."""


@dataclass(kw_only=True)
class TicketTriageInput:
    """A message, and the teams to choose from."""

    inputs: str
    """The message, as the customer wrote it."""
    parameters: TicketTriageParameters
    """How the message is judged."""


@dataclass(kw_only=True, repr=False, eq=False)
class TicketTriageOutput(Result):
    """Where the message belongs."""

    team: str
    """The team that it is for."""
    urgency: Literal["today", "this week"] | str
    """How soon it must be answered."""
    scores: list[TicketTriageScore] | None = None
    """How well it fits each team, best first."""
    language: str | None = None
    """Language of the message, as `de` (ISO 639-1)."""

    def __post_init__(self) -> None:
        self._take(
            language=("lang",),
        )
