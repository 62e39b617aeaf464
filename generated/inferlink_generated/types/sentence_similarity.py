# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of sentence-similarity."""

from dataclasses import dataclass
from typing import Literal


@dataclass(kw_only=True)
class SentenceSimilarityInputData:
    """A text, and the texts that it is compared with."""

    source_sentence: str
    """The text that the others are compared with: a phrase, a sentence or a passage."""
    sentences: list[str]
    """The texts to compare with it. The scores come in their order."""


@dataclass(kw_only=True)
class SentenceSimilarityParameters:
    """How the texts are read. Text Embeddings Inference knows these; other servers may ignore them."""

    prompt_name: str | None = None
    """Which of the prompts in the model's Sentence Transformers configuration is put before every text, such as
    `query`. Without it: none.
    """
    truncate: bool | None = None
    """Whether a text that is too long for the model is cut. Without it such a text is an error. Default: `False`."""
    truncation_direction: Literal["left", "right"] | None = None
    """The end at which a text is cut. Default: `'right'`."""


@dataclass(kw_only=True)
class SentenceSimilarityInput:
    """A text, and the texts that it is compared with."""

    inputs: SentenceSimilarityInputData
    """The texts."""
    parameters: SentenceSimilarityParameters | None = None
    """How the texts are read."""
