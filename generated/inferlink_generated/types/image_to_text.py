# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of image-to-text."""

from dataclasses import dataclass

from inferlink_generated._result import Result

from .common import GenerationParameters


@dataclass(kw_only=True, repr=False, eq=False)
class ImageToTextOutput(Result):
    """Text about an image, or the text in it."""

    generated_text: str
    """A caption, or what was read, as the model was trained. From models that read layouts it may be Markdown."""


@dataclass(kw_only=True)
class ImageToTextParameters:
    """Settings of image to text."""

    generation_parameters: GenerationParameters | None = None
    """How the text is generated: sampling, beams, lengths."""
    max_new_tokens: int | None = None
    """Upper limit of generated tokens."""


@dataclass(kw_only=True)
class ImageToTextInput:
    """An image to describe or to read. Without parameters the file may be sent as it is, as the body of the request."""

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ImageToTextParameters | None = None
    """How the text is generated."""
