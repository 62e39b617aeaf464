# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of visual-question-answering."""

from dataclasses import dataclass

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class VisualQuestionAnsweringInputData:
    """An image and a question about it."""

    image: str
    """The image: a file such as PNG or JPEG."""
    question: str
    """What to tell about the image."""


@dataclass(kw_only=True, repr=False, eq=False)
class VisualQuestionAnsweringOutputElement(Result):
    """An answer to the question."""

    answer: str
    """The answer."""
    score: float | None = None
    """Probability of the answer, 0 to 1. Missing from models that write the answer instead of choosing it, such as
    BLIP.
    """


@dataclass(kw_only=True)
class VisualQuestionAnsweringParameters:
    """Settings of visual question answering."""

    top_k: int | None = None
    """Number of answers to return, best first; at most as many as the model knows. Models that write the answer
    return one. Default: `5`.
    """


@dataclass(kw_only=True)
class VisualQuestionAnsweringInput:
    """A question about an image."""

    inputs: VisualQuestionAnsweringInputData
    """The image and the question."""
    parameters: VisualQuestionAnsweringParameters | None = None
    """How many answers are returned."""
