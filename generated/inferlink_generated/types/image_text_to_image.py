# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-text-to-image."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class ImageTextToImageOutput(Result):
    """The new image."""

    image: Base64Media
    """The image file, usually PNG or JPEG."""


@dataclass(kw_only=True)
class ImageTextToImageTargetSize:
    """Width and height of the new image."""

    width: int
    """Width, pixels; most models want a multiple of 8 or 16."""
    height: int
    """Height, pixels; most models want a multiple of 8 or 16."""


@dataclass(kw_only=True)
class ImageTextToImageParameters:
    """Settings of image and text to image."""

    prompt: str | None = None
    """What the new image shows, or what to change, in plain words. May be left out where there is an image."""
    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the image may look."""
    negative_prompt: str | None = None
    """What the new image must not show."""
    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model: more take longer and usually give a better image."""
    target_size: ImageTextToImageTargetSize | None = None
    """Size of the new image, pixels. Some providers and models take it, the others ignore it."""
    seed: int | None = None
    """Seed of the random numbers. The same seed and request give the same image only as far as the server is
    deterministic.
    """


@dataclass(kw_only=True)
class ImageTextToImageInput:
    """An image, a prompt, or both, from which to make an image. One of the two is needed."""

    inputs: str | None = None
    """The image to start from: a file such as PNG or JPEG. May be left out where there is a prompt."""
    parameters: ImageTextToImageParameters | None = None
    """What the new image shows, and how it is made."""
