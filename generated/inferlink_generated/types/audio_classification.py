# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of audio-classification."""

from dataclasses import dataclass
from typing import Literal

from .common import ClassificationOutput


@dataclass(kw_only=True)
class AudioClassificationParameters:
    """Settings of audio classification."""

    function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None
    """What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1; `softmax` makes the
    scores of all classes add up to 1; `none` leaves the outputs as they are. Without it, softmax.
    """
    top_k: int | None = None
    """Number of classes to return, best first; at most as many as the model knows."""


@dataclass(kw_only=True)
class AudioClassificationInput:
    """A recording to classify. Without parameters the file may be sent as it is, as the body of the request."""

    inputs: str
    """The recording: an audio file such as WAV, FLAC or MP3."""
    parameters: AudioClassificationParameters | None = None
    """How the classes are scored, and how many are returned."""


@dataclass(kw_only=True, repr=False, eq=False)
class AudioClassificationOutputElement(ClassificationOutput):
    """A class that the recording may belong to."""
