# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-segmentation."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class ImageSegmentationOutputElement(Result):
    """A segment: a thing in the image, or all of one class."""

    label: str
    """Class of the segment. fal-ai: always `mask`."""
    mask: Base64Media
    """Where the segment is: a grey image, usually PNG, size of the input, 255 inside the segment and 0 outside."""
    score: float | None = None
    """How sure the model is, 0 to 1. Missing in semantic segmentation, and from fal-ai."""


@dataclass(kw_only=True)
class ImageSegmentationParameters:
    """Settings of image segmentation. The thresholds have no effect on semantic segmentation."""

    mask_threshold: float | None = None
    """0 to 1. A pixel belongs to a segment from this probability on. Default: `0.5`."""
    overlap_mask_area_threshold: float | None = None
    """0 to 1. A segment of which less than this share is left, once the pixels that others won are taken away, is
    dropped. Default: `0.5`.
    """
    subtask: Literal["instance", "panoptic", "semantic"] | None = None
    """What the segments are, as far as the model can. `instance`: single things, nothing for the background.
    `semantic`: one segment for each class, however many things it has. `panoptic`: single things, and the background
    by class. Without it, the first that the model can of panoptic, instance and semantic.
    """
    threshold: float | None = None
    """0 to 1. Segments with a lower score are left out. Default: `0.9`."""


@dataclass(kw_only=True)
class ImageSegmentationInput:
    """An image to divide into segments. Without parameters the file may be sent as it is, as the body of the
    request.
    """

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ImageSegmentationParameters | None = None
    """What counts as a segment."""
