# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of feature-extraction."""

from dataclasses import dataclass
from typing import Literal


@dataclass(kw_only=True)
class FeatureExtractionInput:
    """Texts to be turned into vectors."""

    inputs: str | list[str]
    """One text, or several that are sent together."""
    normalize: bool | None = None
    """Whether vectors are scaled to length 1, so that their dot product is the cosine of their angle. Default:
    `True`.
    """
    prompt_name: str | None = None
    """Name of one of the model's own prompts (key in `prompts` of its Sentence Transformers configuration), which is
    put before each text.
    """
    truncate: bool | None = None
    """Whether a text that does not fit the model's window is cut off; otherwise it is refused. Default: `False`."""
    truncation_direction: Literal["left", "right"] | None = None
    """The end at which a text is cut off. Default: `'right'`."""
    dimensions: int | None = None
    """At least 1. Length of the vectors, for models trained to be shortened."""
    encoding_format: Literal["float", "base64"] | None = None
    """How OpenAI-compatible servers send the numbers: as JSON, or as base64 of little-endian float32, which is a
    quarter of the size.
    """
