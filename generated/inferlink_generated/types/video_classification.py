# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of video-classification."""

from dataclasses import dataclass
from typing import Literal

from .common import ClassificationOutput


@dataclass(kw_only=True, repr=False, eq=False)
class VideoClassificationOutputElement(ClassificationOutput):
    """A class of the video and how well it fits."""


@dataclass(kw_only=True)
class VideoClassificationParameters:
    """Which frames are looked at, and what is returned."""

    frame_sampling_rate: int | None = None
    """Every how many frames one is looked at: 1 takes every frame. Default: `1`."""
    function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None
    """What turns the model's raw numbers into scores. `softmax`: the scores of all classes add up to 1. `sigmoid`:
    each class is 0 to 1 by itself. `none`: the raw numbers.
    """
    num_frames: int | None = None
    """Number of frames that are looked at. Without it: as many as the model was trained with."""
    top_k: int | None = None
    """Number of classes, best first. Default: `5`."""


@dataclass(kw_only=True)
class VideoClassificationInput:
    """A video to classify."""

    inputs: str
    """The video file, in any encoding that the server reads; MP4 is the safest."""
    parameters: VideoClassificationParameters | None = None
    """Which frames are looked at, and what is returned."""
