# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-to-audio."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result

from .common import GenerationParameters


@dataclass(kw_only=True, repr=False, eq=False)
class TextToAudioOutput(Result):
    """The sound, as a file."""

    audio: Base64Media
    """The sound file, in an encoding of the server's choice: FLAC, WAV and MP3 are common."""
    sampling_rate: float | None = None
    """Samples a second, Hz. The file itself tells it too."""


@dataclass(kw_only=True)
class TextToAudioParameters:
    """How a sound is made. Length and encoding have no common names: pass the server's own in `extra_body`."""

    generation_parameters: GenerationParameters | None = None
    """How the model generates its tokens, for models that are built as language models."""


@dataclass(kw_only=True)
class TextToAudioInput:
    """A text that describes a sound."""

    inputs: str
    """What is to be heard, in plain words: music, noises, speech."""
    parameters: TextToAudioParameters | None = None
    """How the sound is made."""
