# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""Inputs and outputs of mood-detection."""

from dataclasses import dataclass, field
from typing import Any, Literal

from inferlink_generated._result import Base64Media

from .common import Score, Span


@dataclass(kw_only=True)
class MoodDetectionInputData:
    """What is judged."""

    text: str
    """The text, with "quotes" and a \\ in it."""
    picture: str | None = None
    """A picture beside it."""


@dataclass(kw_only=True, repr=False, eq=False)
class MoodDetectionOutputElement(Score):
    """A mood of a text."""

    mood: Literal["calm", "angry"] | str
    """The mood."""
    content_type: str | None = field(default=None, metadata={"alias": "content-type"})
    """Media type of the face."""
    face: Base64Media | None = None
    """A face of that mood."""
    why: str | None = None
    """The reason."""
    pair: tuple[float | None, float | None] | None = None
    """Start and end, seconds."""
    nearest: Score | None = None
    """The next mood."""
    anything: Any | None = None
    """Whatever the server adds."""

    def __post_init__(self) -> None:
        self._take(
            why=("reason", "because"),
        )


@dataclass(kw_only=True)
class MoodDetectionParameters:
    """How a text is judged."""

    labels: list[str]
    """The moods to choose from."""
    top_k: int | None = None
    """At least 1. Number of moods that are returned."""
    language: str | None = None
    """Language of the text, as `de`."""
    strictness: Literal["low", "high"] | None = None
    """How strict to be. Default: `'low'`."""
    model_name: str | None = field(default=None, metadata={"alias": "model"})
    """Part of the model."""
    span: Span | None = None
    """The stretch that is judged."""
    stream: bool | None = None
    """Not of this client."""


@dataclass(kw_only=True)
class MoodDetectionInput:
    """A text with a mood."""

    inputs: MoodDetectionInputData
    """What is judged."""
    parameters: MoodDetectionParameters | None = None
    """How it is judged."""
