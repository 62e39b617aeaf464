# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-text-to-video."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class ImageTextToVideoOutput(Result):
    """The video."""

    video: Base64Media
    """The video file, usually MP4."""


@dataclass(kw_only=True)
class ImageTextToVideoTargetSize:
    """Width and height of the frames."""

    width: int
    """Width, pixels; most models want a multiple of 8 or 16."""
    height: int
    """Height, pixels; most models want a multiple of 8 or 16."""


@dataclass(kw_only=True)
class ImageTextToVideoParameters:
    """Settings of image and text to video."""

    prompt: str | None = None
    """What happens in the video, in plain words. May be left out where there is an image, though not for every
    model.
    """
    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the video may look."""
    negative_prompt: str | None = None
    """What the video must not show."""
    num_inference_steps: int | None = None
    """Number of denoising steps: more take longer and usually give a better video."""
    num_frames: float | None = None
    """Number of frames. How long they last depends on the model's frames a second; novita turns it into 4 to 15
    seconds, at 24 frames a second.
    """
    target_size: ImageTextToVideoTargetSize | None = None
    """Size of the frames, pixels. novita takes the nearest size and shape that it has."""
    seed: int | None = None
    """Seed of the random numbers. The same seed and request give the same video only as far as the server is
    deterministic.
    """


@dataclass(kw_only=True)
class ImageTextToVideoInput:
    """An image, a prompt, or both, from which to make a video. One of the two is needed."""

    inputs: str | None = None
    """The image to start from, as a rule the first frame: a file such as PNG or JPEG. May be left out where there is
    a prompt.
    """
    parameters: ImageTextToVideoParameters | None = None
    """What happens in the video, and how it is made."""
