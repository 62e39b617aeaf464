# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of reply-drafting."""

from dataclasses import dataclass

from inferlink_generated._result import Result
from inferlink_generated.types.common import GenerationParameters
from inferlink_generated.types.text_generation import (
    TextGenerationOutputDetails,
    TextGenerationStreamOutputStreamDetails,
    TextGenerationStreamOutputToken,
)


@dataclass(kw_only=True, repr=False, eq=False)
class ReplyDraftingOutput(Result):
    """The reply, as text; with `details=True` the object that tells how it came."""

    generated_text: str
    """The reply."""
    details: TextGenerationOutputDetails | None = None
    """How it came."""


@dataclass(kw_only=True)
class ReplyDraftingParameters:
    """How the reply is written."""

    details: bool | None = None
    """Whether to tell more than the text."""
    sampling: GenerationParameters | None = None
    """How its words are chosen."""


@dataclass(kw_only=True, repr=False, eq=False)
class ReplyDraftingStreamOutput(Result):
    """The next piece of the reply. Events of the shape `completion` have these fields, as text-generation's do."""

    token: TextGenerationStreamOutputToken
    """The piece."""
    top_tokens: list[TextGenerationStreamOutputToken] | None = None
    """What else was likely."""
    generated_text: str | None = None
    """The whole reply, on the last event."""
    details: TextGenerationStreamOutputStreamDetails | None = None
    """How it came, on the last event."""


@dataclass(kw_only=True)
class ReplyDraftingInput:
    """A message to reply to."""

    inputs: str
    """The message, as the customer wrote it."""
    parameters: ReplyDraftingParameters | None = None
    """How the reply is written."""
