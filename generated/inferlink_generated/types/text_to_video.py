# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-to-video."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class TextToVideoOutput(Result):
    """The video, as a file."""

    video: Base64Media
    """The video file, in an encoding of the server's choice: mostly MP4."""


@dataclass(kw_only=True)
class TextToVideoParameters:
    """How a video is made. Size and frame rate have no common names: pass the server's own in `extra_body`."""

    guidance_scale: float | None = None
    """How closely the video follows the text: the higher, the closer. Very high values give garish colours and
    artefacts.
    """
    negative_prompt: str | list[str] | None = None
    """What is not to be seen: one text or several. Which form a provider takes is its own affair."""
    num_frames: float | None = None
    """Number of frames; with the model's frame rate it gives the length."""
    num_inference_steps: int | None = None
    """Number of denoising steps: more take longer and as a rule give a better picture."""
    seed: int | None = None
    """Seed of the random numbers. The same seed and request give the same video only as far as the server is
    deterministic.
    """


@dataclass(kw_only=True)
class TextToVideoInput:
    """A text that describes a video."""

    inputs: str
    """What is to be seen, in plain words."""
    parameters: TextToVideoParameters | None = None
    """How the video is made."""
