"""Whether a text is friendly: VADER, a lexicon with rules."""

from importlib import import_module
from typing import Protocol

from pydantic import PositiveInt

from ..model import Model
from ..task import Form, Task


class Analyzer(Protocol):
    """What is used of `SentimentIntensityAnalyzer`."""

    def polarity_scores(self, text: str) -> dict[str, float]:
        """`compound` is -1 (hostile) to 1 (friendly)."""
        ...


class Parameters(Form):
    """How many classes are returned."""

    top_k: PositiveInt = 2


class Request(Form):
    """A text."""

    inputs: str
    parameters: Parameters = Parameters()


def load() -> Analyzer:
    analyzer: Analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return analyzer


def predict(request: Request, model: Analyzer) -> object:
    friendly = (1 + model.polarity_scores(request.inputs)["compound"]) / 2
    scores = {"POSITIVE": friendly, "NEGATIVE": 1 - friendly}
    best = sorted(scores, key=lambda label: -scores[label])[: request.parameters.top_k]
    return [[{"label": label, "score": scores[label]} for label in best]]


VADER = Model("vaderSentiment", licence="MIT", packages=["vaderSentiment"], load=load)
TEXT_CLASSIFICATION = Task("text-classification", VADER, Request, predict)
