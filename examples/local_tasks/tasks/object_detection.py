"""Faces and body parts in photos of people: NudeNet's 18 classes."""

from importlib import import_module
from typing import Protocol, TypedDict

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ..media import open_image
from ..model import Model
from ..task import Form, Media, Task

# TypedDict's functional form, for `class` is no name in Python.
Detection = TypedDict("Detection", {"class": str, "score": float, "box": list[int]})


class Detector(Protocol):
    """What is used of `NudeDetector`."""

    def detect(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Boxes are left, top, width and height, pixels; the image is BGR, of shape (height, width, 3)."""
        ...


class Parameters(Form):
    """Which objects are returned."""

    threshold: float = Field(default=0.5, ge=0, le=1)


class Request(Form):
    """An image."""

    inputs: Media
    parameters: Parameters = Parameters()


def load() -> Detector:
    detector: Detector = import_module("nudenet").NudeDetector()
    return detector


def predict(request: Request, model: Detector) -> object:
    image = open_image(request.inputs)
    found = model.detect(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]))
    return [
        {"label": item["class"], "score": item["score"], "box": corners(item["box"], image.size)}
        for item in found
        if item["score"] >= request.parameters.threshold
    ]


def corners(box: list[int], size: tuple[int, int]) -> dict[str, int]:
    """The box by its corners, as far as it is in the image."""
    (left, top, width, height), (right, bottom) = box, size
    return {
        "xmin": max(left, 0),
        "ymin": max(top, 0),
        "xmax": min(left + width, right),
        "ymax": min(top + height, bottom),
    }


NUDENET = Model("NudeNet 320n", licence="MIT", packages=["nudenet"], load=load)
OBJECT_DETECTION = Task("object-detection", NUDENET, Request, predict, media="image")
