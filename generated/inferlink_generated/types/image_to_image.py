# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-to-image."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class ImageToImageOutput(Result):
    """The new image."""

    image: Base64Media | None = None
    """The image file, usually PNG or JPEG. hf-inference and endpoints send it alone, as the body of the reply."""


@dataclass(kw_only=True)
class ImageToImageTargetSize:
    """Width and height of the new image."""

    width: int
    """Width, pixels; most models want a multiple of 8 or 16."""
    height: int
    """Height, pixels; most models want a multiple of 8 or 16."""


@dataclass(kw_only=True)
class ImageToImageParameters:
    """Settings of image to image."""

    prompt: str | None = None
    """What the new image shows, or what to change, in plain words."""
    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the image may look."""
    negative_prompt: str | None = None
    """What the new image must not show."""
    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model: more take longer and usually give a better image."""
    target_size: ImageToImageTargetSize | None = None
    """Size of the new image, pixels. Some providers and models take it, the others ignore it."""


@dataclass(kw_only=True)
class ImageToImageInput:
    """An image to change. Without parameters the file may be sent as it is, as the body of the request."""

    inputs: str
    """The image to start from: a file such as PNG or JPEG."""
    parameters: ImageToImageParameters | None = None
    """How the image is changed."""
