# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of object-detection."""

from dataclasses import dataclass

from inferlink_generated._result import Result

from .common import BoundingBox


@dataclass(kw_only=True, repr=False, eq=False)
class ObjectDetectionBoundingBox(BoundingBox):
    """Where the object is. Pixels from the top left corner of the image that was sent."""


@dataclass(kw_only=True, repr=False, eq=False)
class ObjectDetectionOutputElement(Result):
    """An object in the image."""

    box: ObjectDetectionBoundingBox
    """Where the object is. Pixels from the top left corner of the image that was sent."""
    label: str
    """Class of the object."""
    score: float
    """Probability of the class, 0 to 1."""


@dataclass(kw_only=True)
class ObjectDetectionParameters:
    """Settings of object detection."""

    threshold: float | None = None
    """0 to 1. Objects with a lower score are left out. Default: `0.5`."""


@dataclass(kw_only=True)
class ObjectDetectionInput:
    """An image in which to find objects. Without parameters the file may be sent as it is, as the body of the
    request.
    """

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ObjectDetectionParameters | None = None
    """Which objects are returned."""
