"""Four tasks of one model: WordLlama turns a text into a vector, and alike texts have vectors that point alike."""

from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, PositiveInt

from ..model import Model
from ..refusal import Refusal
from ..samples import package_folder
from ..scores import best_first, softmax
from ..task import Body, Form, Task

SHARPNESS = np.float32(10)
"""What cosines are multiplied by before the softmax: theirs lie close together."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What is used of `WordLlamaInference`."""

    def embed(self, texts: list[str], norm: bool) -> Vectors:
        """Array of shape (n_texts, 256), float32; of length 1 with `norm`."""
        ...


def load() -> Embedder:
    # Its cache is the package itself; without these two it would ask the Hub.
    load_from = import_module("wordllama").WordLlama.load
    embedder: Embedder = load_from(cache_dir=package_folder("wordllama"), disable_download=True)
    return embedder


WORDLLAMA = Model("WordLlama l2_supercat 256", licence="MIT", packages=["wordllama"], load=load)


class FeatureExtraction(Form):
    """One text or several."""

    inputs: str | list[str]
    normalize: bool = True


def extract(request: FeatureExtraction, model: Embedder) -> object:
    texts = [request.inputs] if isinstance(request.inputs, str) else request.inputs
    return embed(model, texts, norm=request.normalize).tolist() if texts else []


class Comparison(Form):
    """A text, and those it is compared with."""

    source_sentence: str
    sentences: list[str] = Field(min_length=1)


class SentenceSimilarity(Body):
    """A text, and those it is compared with."""

    inputs: Comparison


def compare(request: SentenceSimilarity, model: Embedder) -> object:
    return cosines(model, request.inputs.source_sentence, request.inputs.sentences).tolist()


class Search(Form):
    """A query and documents."""

    query: str
    documents: list[str] = Field(min_length=1)


class RankingParameters(Form):
    """What is returned."""

    top_n: PositiveInt | None = None
    return_documents: bool = False


class TextRanking(Form):
    """A query and documents."""

    inputs: Search
    parameters: RankingParameters = RankingParameters()


def rank(request: TextRanking, model: Embedder) -> object:
    documents, wanted = request.inputs.documents, request.parameters
    scores = cosines(model, request.inputs.query, documents)
    return [
        {"index": i, "score": score, **({"document": documents[i]} if wanted.return_documents else {})}
        for i, score in best_first(scores)[: wanted.top_n]
    ]


class ZeroShotParameters(Form):
    """The labels, and how they are judged."""

    candidate_labels: list[str] = Field(min_length=1)
    hypothesis_template: str = Field(default="{}", pattern=r"\{\}")
    multi_label: bool = False


class ZeroShotClassification(Form):
    """A text and labels."""

    inputs: str
    parameters: ZeroShotParameters


def judge(request: ZeroShotClassification, model: Embedder) -> object:
    asked = request.parameters
    sentences = [asked.hypothesis_template.replace("{}", label) for label in asked.candidate_labels]
    alike = cosines(model, request.inputs, sentences)
    scores = np.clip(alike, 0, 1) if asked.multi_label else softmax(alike * SHARPNESS)
    ranked = best_first(scores)
    return {
        "sequence": request.inputs,
        "labels": [asked.candidate_labels[i] for i, _ in ranked],
        "scores": [score for _, score in ranked],
    }


def embed(model: Embedder, texts: list[str], norm: bool = True) -> Vectors:
    if not all(text.strip() for text in texts):
        raise Refusal(400, "inputs: an empty text has no vector")
    return model.embed(texts, norm)


def cosines(model: Embedder, text: str, others: list[str]) -> Vectors:
    """How alike a text and each of the others are, -1 to 1."""
    first, *rest = embed(model, [text, *others])
    return np.array([first @ other for other in rest], np.float32)


FEATURE_EXTRACTION = Task("feature-extraction", WORDLLAMA, FeatureExtraction, extract)
SENTENCE_SIMILARITY = Task("sentence-similarity", WORDLLAMA, SentenceSimilarity, compare)
TEXT_RANKING = Task("text-ranking", WORDLLAMA, TextRanking, rank)
ZERO_SHOT_CLASSIFICATION = Task("zero-shot-classification", WORDLLAMA, ZeroShotClassification, judge)
