# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of fill-mask."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True, repr=False, eq=False)
class FillMaskOutputElement(Result):
    """A token that may fill the gap."""

    sequence: str
    """The whole text with the gap filled."""
    score: float
    """Probability of the token, 0 to 1."""
    token: int
    """Number of the token in the model's vocabulary."""
    token_str: str
    """The token as text, which may begin with a space."""


@dataclass(kw_only=True)
class FillMaskParameters:
    """Which fillings are wanted."""

    targets: list[str] | None = None
    """Words to choose from, instead of the whole vocabulary. Of a word that is not in the vocabulary only the first
    token counts.
    """
    top_k: int | None = None
    """Number of fillings, best first. Default: `5`."""


@dataclass(kw_only=True)
class FillMaskInput:
    """A text with a gap."""

    inputs: str
    """The text, with the model's mask token where the gap is: `[MASK]` for BERT, `<mask>` for RoBERTa. Exactly one
    gap.
    """
    parameters: FillMaskParameters | None = None
    """Which fillings are wanted."""
