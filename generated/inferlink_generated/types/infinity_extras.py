# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of infinity alone, as dicts for `extra_body`."""

from typing import Literal, TypedDict


class InfinityEmbeddingExtras(TypedDict, total=False):
    """Options of infinity for feature extraction."""

    modality: Literal["text", "image", "audio"]
    """What the texts are: texts, or URLs (http, https, data) of images or sounds. Default: `'text'`."""
    user: str
    """Name for the person behind the request."""


class InfinityExtras(TypedDict, total=False):
    """Options of infinity for text ranking and classification."""

    raw_scores: bool
    """Whether scores are the model's own numbers, in place of 0 to 1. Default: `False`."""
