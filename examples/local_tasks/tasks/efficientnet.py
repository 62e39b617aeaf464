"""EfficientNet-Lite0 in numpy: a tenth of a second an image, and no torch of several gigabytes.

Tan and Le, https://arxiv.org/abs/1905.11946; Lite: no squeeze-and-excitation, and ReLU6. Images are of shape
(height, width, channels).
"""

from collections.abc import Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1)
"""Of the depthwise convolution of each block."""
EPSILON = np.float32(1e-3)
"""What batch normalisation adds to the variance."""


class Network:
    """The network with its weights, by their names in the PyTorch port.

    Args:
        weights: Convolutions have the shape (out, in, height, width).
    """

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = weights

    def __call__(self, image: Array) -> Array:
        """The score of each class, before any softmax."""
        weights = self._weights
        features = relu6(self._normalise("_bn0", convolve(image, weights["_conv_stem.weight"], 2)))
        for number, stride in enumerate(STRIDES):
            features = self._block(f"_blocks.{number}.", features, stride)
        features = relu6(self._normalise("_bn1", convolve(features, weights["_conv_head.weight"])))
        scores: Array = weights["_fc.weight"] @ features.mean(axis=(0, 1)) + weights["_fc.bias"]
        return scores

    def _block(self, name: str, image: Array, stride: int) -> Array:
        weights, features = self._weights, image
        if (expand := weights.get(f"{name}_expand_conv.weight")) is not None:
            features = relu6(self._normalise(f"{name}_bn0", convolve(features, expand)))
        features = convolve_depthwise(features, weights[f"{name}_depthwise_conv.weight"], stride)
        features = relu6(self._normalise(f"{name}_bn1", features))
        features = self._normalise(f"{name}_bn2", convolve(features, weights[f"{name}_project_conv.weight"]))
        return features + image if features.shape == image.shape else features

    def _normalise(self, name: str, image: Array) -> Array:
        weights = self._weights
        scale: Array = np.divide(weights[f"{name}.weight"], np.sqrt(weights[f"{name}.running_var"] + EPSILON))
        normalised: Array = np.multiply(image - weights[f"{name}.running_mean"], scale)
        normalised += weights[f"{name}.bias"]
        return normalised


def convolve(image: Array, kernel: Array, stride: int = 1) -> Array:
    shifted = windows(image, kernel.shape[2], stride)
    total: Array = reduce(np.add, (part @ kernel[:, :, row, column].T for row, column, part in shifted))
    return total


def convolve_depthwise(image: Array, kernel: Array, stride: int) -> Array:
    shifted = windows(image, kernel.shape[2], stride)
    total: Array = reduce(np.add, (part * kernel[:, 0, row, column] for row, column, part in shifted))
    return total


def windows(image: Array, size: int, stride: int) -> Iterator[tuple[int, int, Array]]:
    """What each cell of a kernel sees of an image, padded as TensorFlow's SAME: the odd pixel at the end."""
    out = -(-len(image) // stride)
    reach = (out - 1) * stride + 1
    padding = max(reach - 1 + size - len(image), 0)
    sides = (padding // 2, padding - padding // 2)
    padded = np.pad(image, (sides, sides, (0, 0)))
    for row in range(size):
        for column in range(size):
            yield row, column, padded[row : row + reach : stride, column : column + reach : stride]


def relu6(values: Array) -> Array:
    return np.clip(values, np.float32(0), np.float32(6))
