# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of text-to-image."""

from dataclasses import dataclass

from inferlink_generated._result import Base64Media, Result


@dataclass(kw_only=True, repr=False, eq=False)
class TextToImageOutput(Result):
    """The image, in the encoding that the server sent: mostly JPEG, PNG or WebP."""

    image: Base64Media
    """The image."""


@dataclass(kw_only=True)
class TextToImageParameters:
    """How an image is made."""

    negative_prompt: str | None = None
    """What the image must not show."""
    height: int | None = None
    """Height of the image, pixels; most models want a multiple of 8 or 16."""
    width: int | None = None
    """Width of the image, pixels; most models want a multiple of 8 or 16."""
    num_inference_steps: int | None = None
    """At least 1. Steps of noise removal: more take longer and are finer, up to a point (20 to 50; 1 to 8 for
    distilled models).
    """
    guidance_scale: float | None = None
    """At least 0. How closely the image follows the prompt; 1 turns guidance off, 3 to 8 are usual, much more makes
    it garish.
    """
    scheduler: str | None = None
    """Name of another noise scheduler that fits the model."""
    seed: int | None = None
    """Start of the random numbers: the same seed gives the same image on the same server."""


@dataclass(kw_only=True)
class TextToImageInput:
    """What an image is to show."""

    inputs: str
    """What the image shows, and in which manner."""
    parameters: TextToImageParameters | None = None
    """How it is made."""
