# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of audio-to-audio."""

from dataclasses import dataclass, field

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True)
class AudioToAudioInput:
    """A recording to turn into another: with less noise, split by speaker, in another voice."""

    inputs: str
    """The recording: an audio file such as WAV, FLAC or MP3. fal-ai takes MP3, WAV and WebM alone."""


@dataclass(kw_only=True, repr=False, eq=False)
class AudioToAudioOutputElement(Result):
    """A sound that was made."""

    blob: Base64Media
    """The sound: an audio file in the format that `content_type` names."""
    content_type: str | None = field(default=None, metadata={"alias": "content-type"})
    """Media type of the sound, such as `audio/flac`."""
    label: str | None = None
    """What the sound is, in the model's words, such as a speaker or a source. fal-ai: the spoken text, else
    `speech`.
    """
