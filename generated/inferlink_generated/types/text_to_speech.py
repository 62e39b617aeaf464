# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-to-speech."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result

from .common import GenerationParameters


@dataclass(kw_only=True, repr=False, eq=False)
class TextToSpeechOutput(Result):
    """The spoken text, as a sound file."""

    audio: Base64Media
    """The sound file, in an encoding of the server's choice: FLAC, WAV and MP3 are common."""
    sampling_rate: float | None = None
    """Samples a second, Hz. The file itself tells it too."""


@dataclass(kw_only=True)
class TextToSpeechParameters:
    """How a text is spoken. Voice, speed and encoding have no common names: pass the server's own in `extra_body`."""

    generation_parameters: GenerationParameters | None = None
    """How the model generates its tokens, for models that are built as language models."""


@dataclass(kw_only=True)
class TextToSpeechInput:
    """A text to be spoken."""

    inputs: str
    """The text to be spoken."""
    parameters: TextToSpeechParameters | None = None
    """How it is spoken."""
