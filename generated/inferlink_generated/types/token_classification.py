# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of token-classification."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Result


@dataclass(kw_only=True, repr=False, eq=False)
class TokenClassificationOutputElement(Result):
    """A labelled part of the text: an entity, or a single token where tokens are not joined."""

    score: float
    """Probability of the label, 0 to 1."""
    word: str
    """The part as the tokenizer writes it, which may differ from the text in case and spaces."""
    entity_group: str | None = None
    """Label of joined tokens, such as `PER`."""
    entity: str | None = None
    """Label of a single token, such as `B-PER`, where tokens are not joined."""
    start: int | None = None
    """Where it begins in the text, characters from 0. Missing where the tokenizer keeps no positions."""
    end: int | None = None
    """Where it ends: `text[start:end]` is the part. Missing where the tokenizer keeps no positions."""
    index: int | None = None
    """Number of a single token in the text, where tokens are not joined. Tokens of the model's own, as `[CLS]`,
    count too.
    """


@dataclass(kw_only=True)
class TokenClassificationParameters:
    """How tokens are labelled and joined."""

    aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None
    """How tokens are joined. `none`: each stays by itself. `simple`: neighbours of the same label become one entity,
    which may split a word. `first`, `average` and `max` keep words whole: the label of a word is that of its first
    token, the best one after averaging over its tokens, or that of its surest token.
    """
    ignore_labels: list[str] | None = None
    """Labels that are left out of the result. Without it: `O`, what belongs to no entity."""
    stride: int | None = None
    """A text that is too long is read in overlapping chunks: tokens that two neighbours share."""


@dataclass(kw_only=True)
class TokenClassificationInput:
    """A text whose parts are labelled."""

    inputs: str
    """The text."""
    parameters: TokenClassificationParameters | None = None
    """How tokens are labelled and joined."""
