# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of zero-shot-classification."""

from dataclasses import dataclass

from .common import ClassificationOutput


@dataclass(kw_only=True, repr=False, eq=False)
class ZeroShotClassificationOutputElement(ClassificationOutput):
    """A label and its probability, 0 to 1."""


@dataclass(kw_only=True)
class ZeroShotClassificationParameters:
    """The labels, and how they are judged."""

    candidate_labels: list[str]
    """Labels to choose from, in plain words, at least one. The model need not have been trained on them."""
    hypothesis_template: str | None = None
    """Sentence that each label is put into, at `{}`; the score is how far the text implies it. Without it: `This
    example is {}.`
    """
    multi_label: bool | None = None
    """Whether several labels may be true: each then scores 0 to 1 by itself. Otherwise the scores add up to 1.
    Default: `False`.
    """


@dataclass(kw_only=True)
class ZeroShotClassificationInput:
    """A text, and the labels to choose from."""

    inputs: str
    """The text to classify."""
    parameters: ZeroShotClassificationParameters
    """The labels, and how they are judged."""
