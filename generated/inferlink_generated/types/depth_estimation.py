# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of depth-estimation."""

from dataclasses import dataclass
from typing import Any

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class DepthEstimationOutput(Result):
    """Depth of each pixel of an image."""

    depth: Base64Media
    """The same as a grey image, size of the input: the smallest number is 0, the largest 255."""
    predicted_depth: Any | None = None
    """Depth as nested lists of numbers, shape (height, width) or (1, height, width), of the image or of what the
    model makes of it. Metres from models of metric depth; from models of relative depth a number without unit, which
    often grows towards the camera.
    """


@dataclass(kw_only=True)
class DepthEstimationParameters:
    """Settings of depth estimation: none is known to all servers."""


@dataclass(kw_only=True)
class DepthEstimationInput:
    """An image whose depth is to be estimated."""

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: DepthEstimationParameters | None = None
    """Settings of the server's own."""
