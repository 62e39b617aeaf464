"""From the outputs of a model to scores, and from scores to an order."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def softmax(values: Scores) -> Scores:
    """Scores that add up to 1."""
    powers = np.exp(values - values.max())
    shares: Scores = powers / powers.sum()
    return shares


def best_first(scores: Scores) -> list[tuple[int, float]]:
    """Place and score of each, the highest first."""
    values: list[float] = scores.tolist()
    return sorted(enumerate(values), key=lambda item: -item[1])
