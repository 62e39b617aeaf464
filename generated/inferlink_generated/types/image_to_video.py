# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-to-video."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class ImageToVideoOutput(Result):
    """The video."""

    video: Base64Media
    """The video file, usually MP4."""


@dataclass(kw_only=True)
class ImageToVideoTargetSize:
    """Width and height of the frames."""

    width: int
    """Width, pixels; most models want a multiple of 8 or 16."""
    height: int
    """Height, pixels; most models want a multiple of 8 or 16."""


@dataclass(kw_only=True)
class ImageToVideoParameters:
    """Settings of image to video."""

    prompt: str | None = None
    """What happens in the video, in plain words."""
    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the video may look."""
    negative_prompt: str | None = None
    """What the video must not show."""
    num_inference_steps: int | None = None
    """Number of denoising steps: more take longer and usually give a better video."""
    num_frames: float | None = None
    """Number of frames. How long they last depends on the model's frames a second."""
    target_size: ImageToVideoTargetSize | None = None
    """Size of the frames, pixels."""
    seed: int | None = None
    """Seed of the random numbers. The same seed and request give the same video only as far as the server is
    deterministic.
    """


@dataclass(kw_only=True)
class ImageToVideoInput:
    """An image to bring into motion."""

    inputs: str
    """The image to start from, as a rule the first frame: a file such as PNG or JPEG."""
    parameters: ImageToVideoParameters | None = None
    """What happens in the video, and how it is made."""
