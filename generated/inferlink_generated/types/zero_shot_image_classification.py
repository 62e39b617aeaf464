# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of zero-shot-image-classification."""

from dataclasses import dataclass

from .common import ClassificationOutput


@dataclass(kw_only=True, repr=False, eq=False)
class ZeroShotImageClassificationOutputElement(ClassificationOutput):
    """One of the labels, and how well it fits the image."""


@dataclass(kw_only=True)
class ZeroShotImageClassificationParameters:
    """Settings of image classification by labels of one's own."""

    candidate_labels: list[str]
    """The labels to choose from, two or more: words or short phrases, such as `cat` or `a red car`."""
    hypothesis_template: str | None = None
    """Sentence that the image is compared with; each label in turn takes the place of `{}`. Default: `'This is a
    photo of {}.'`.
    """


@dataclass(kw_only=True)
class ZeroShotImageClassificationInput:
    """An image to classify by labels of one's own."""

    inputs: str
    """The image: a file such as PNG or JPEG."""
    parameters: ZeroShotImageClassificationParameters
    """The labels, and how they are put to the model."""
