# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-classification."""

from dataclasses import dataclass
from typing import Literal

from .common import ClassificationOutput


@dataclass(kw_only=True, repr=False, eq=False)
class TextClassificationOutputElement(ClassificationOutput):
    """One class of a text."""


@dataclass(kw_only=True)
class TextClassificationParameters:
    """How a text is classified."""

    function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None
    """What turns the model's raw scores into those returned. `softmax`: they add up to 1, for one class of several.
    `sigmoid`: each stands alone, for several at once. `none`: raw scores.
    """
    top_k: int | None = None
    """At least 1. Number of classes that are returned, the most probable first."""


@dataclass(kw_only=True)
class TextClassificationInput:
    """A text to be sorted into classes."""

    inputs: str
    """The text. What does not fit the model's window, often 512 tokens, is cut off or refused."""
    parameters: TextClassificationParameters | None = None
    """How it is classified."""
