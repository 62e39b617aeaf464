# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of tei alone, as dicts for `extra_body`."""

from typing import Literal, TypedDict


class TEIExtras(TypedDict, total=False):
    """Options of Text Embeddings Inference for text classification and ranking."""

    raw_scores: bool
    """Whether scores are the model's own numbers, in place of 0 to 1. Default: `False`."""
    truncate: bool
    """Whether a text that is too long is cut, in place of refused. Default: `False`."""
    truncation_direction: Literal["Left", "Right"]
    """Which end of a text that is too long is cut off. Default: `'Right'`."""
