# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of zero-shot-object-detection."""

from dataclasses import dataclass

from inferlink_generated._result import Result

from .common import BoundingBox


@dataclass(kw_only=True, repr=False, eq=False)
class ZeroShotObjectDetectionBoundingBox(BoundingBox):
    """Where the object is. Pixels from the top left corner of the image that was sent."""


@dataclass(kw_only=True, repr=False, eq=False)
class ZeroShotObjectDetectionOutputElement(Result):
    """An object in the image that fits one of the labels."""

    box: ZeroShotObjectDetectionBoundingBox
    """Where the object is. Pixels from the top left corner of the image that was sent."""
    label: str
    """The label that it fits, one of those that were given."""
    score: float
    """How well it fits, 0 to 1."""


@dataclass(kw_only=True)
class ZeroShotObjectDetectionParameters:
    """Settings of object detection by labels of one's own."""

    candidate_labels: list[str]
    """What to look for, one or more: words or short phrases, such as `cat` or `a red car`."""


@dataclass(kw_only=True)
class ZeroShotObjectDetectionInput:
    """An image in which to find objects of kinds that are named with it."""

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ZeroShotObjectDetectionParameters
    """What to look for."""
