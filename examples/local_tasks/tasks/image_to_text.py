"""The text in an image: PaddleOCR's models, run by RapidOCR."""

from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..media import open_image
from ..model import Model
from ..task import Body, Media, Task

Line = tuple[list[list[float]], str, float]
"""Its four corners, its text, its score."""


class Reader(Protocol):
    """What is used of `RapidOCR`."""

    def __call__(self, image: NDArray[np.uint8]) -> tuple[list[Line] | None, object]:
        """Lines from top to bottom, or none, and how long that took; the image is BGR."""
        ...


class Request(Body):
    """An image."""

    inputs: Media


def load() -> Reader:
    reader: Reader = import_module("rapidocr_onnxruntime").RapidOCR()
    return reader


def predict(request: Request, model: Reader) -> object:
    image = np.asarray(open_image(request.inputs))
    lines, _ = model(np.ascontiguousarray(image[:, :, ::-1]))
    return [{"generated_text": "\n".join(text for _, text, _ in lines or [])}]


RAPIDOCR = Model("RapidOCR (PP-OCRv4)", licence="Apache-2.0", packages=["rapidocr_onnxruntime"], load=load)
IMAGE_TO_TEXT = Task("image-to-text", RAPIDOCR, Request, predict, media="image")
