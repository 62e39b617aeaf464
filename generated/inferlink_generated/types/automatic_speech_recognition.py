# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of automatic-speech-recognition."""

from dataclasses import dataclass

from inferlink_generated._result import Result

from .common import GenerationParameters


@dataclass(kw_only=True, repr=False, eq=False)
class AutomaticSpeechRecognitionOutputChunk(Result):
    """A piece of the text, and when it was spoken."""

    text: str
    """The piece of text."""
    timestamp: tuple[float | None, float | None]
    """Start and end, seconds from the beginning of the recording. The end of a piece that is cut off is null."""


@dataclass(kw_only=True, repr=False, eq=False)
class AutomaticSpeechRecognitionOutput(Result):
    """What was said."""

    text: str
    """The whole text."""
    chunks: list[AutomaticSpeechRecognitionOutputChunk] | None = None
    """Pieces of the text with their times, where `return_timestamps` asked for them."""


@dataclass(kw_only=True)
class AutomaticSpeechRecognitionParameters:
    """How a recording is written down."""

    return_timestamps: bool | None = None
    """Whether the answer also says when each piece of text was spoken."""
    generation_parameters: GenerationParameters | None = None
    """How the model writes the text."""


@dataclass(kw_only=True)
class AutomaticSpeechRecognitionInput:
    """A recording to be written down."""

    inputs: str
    """The recording: FLAC, WAV, MP3, OGG, M4A, AMR or WebM are taken by most servers. Sent as it is where there are
    no parameters, otherwise in base64.
    """
    parameters: AutomaticSpeechRecognitionParameters | None = None
    """How it is written down."""
