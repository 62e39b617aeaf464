# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of story-writing."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class StoryWritingInput:
    """A plot."""

    inputs: str
    """The plot."""
    details: bool | None = None
    """Whether to tell more than the story."""


@dataclass(kw_only=True, repr=False, eq=False)
class StoryWritingOutput(Result):
    """The story; with `details=True` more."""

    story: str
    """The story."""


@dataclass(kw_only=True, repr=False, eq=False)
class StoryWritingStreamOutputWord(Result):
    """A word."""

    text: str
    """Its letters."""


@dataclass(kw_only=True, repr=False, eq=False)
class StoryWritingStreamOutput(Result):
    """The next word."""

    word: StoryWritingStreamOutputWord
    """A word."""
