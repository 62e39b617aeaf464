# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-classification."""

from dataclasses import dataclass
from typing import Literal

from .common import ClassificationOutput


@dataclass(kw_only=True, repr=False, eq=False)
class ImageClassificationOutputElement(ClassificationOutput):
    """A class that the image may belong to."""


@dataclass(kw_only=True)
class ImageClassificationParameters:
    """Settings of image classification."""

    function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None
    """What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1; `softmax` makes the
    scores of all classes add up to 1; `none` leaves the outputs as they are. Without it, sigmoid where an image may
    have several classes or the model knows only one, else softmax.
    """
    top_k: int | None = None
    """Number of classes to return, best first; at most as many as the model knows. Default: `5`."""


@dataclass(kw_only=True)
class ImageClassificationInput:
    """An image to classify. Without parameters the file may be sent as it is, as the body of the request."""

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ImageClassificationParameters | None = None
    """How the classes are scored, and how many are returned."""
