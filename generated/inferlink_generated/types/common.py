# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of several tasks."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Result


@dataclass(kw_only=True, repr=False, eq=False)
class BoundingBox(Result):
    """A rectangle in the image that was sent. Pixels from the top left corner, x to the right, y down; an edge may
    lie a little outside the image.
    """

    xmin: int
    """Left edge, pixels from the left of the image."""
    ymin: int
    """Top edge, pixels from the top of the image."""
    xmax: int
    """Right edge, pixels from the left of the image."""
    ymax: int
    """Bottom edge, pixels from the top of the image."""


@dataclass(kw_only=True, repr=False, eq=False)
class ClassificationOutput(Result):
    """A class, and how sure the model is of it."""

    label: str
    """Name of the class, as the model was trained with it."""
    score: float
    """How sure the model is. After softmax and sigmoid 0 to 1, higher is surer; without either a raw score of any
    size.
    """


@dataclass(kw_only=True)
class GenerationParameters:
    """How a model writes text or makes sound, token by token. The model's own settings hold for what is left out."""

    temperature: float | None = None
    """Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by."""
    top_k: int | None = None
    """At least 1. Only that many of the most probable tokens are drawn from."""
    top_p: float | None = None
    """0 to 1. Only the most probable tokens are drawn from whose probabilities add up to this; 1 turns it off."""
    typical_p: float | None = None
    """0 to 1. Only tokens about as surprising as expected are drawn from, up to that sum of probabilities; 1 turns
    it off (https://arxiv.org/abs/2202.00666).
    """
    epsilon_cutoff: float | None = None
    """0 to 1. Only tokens of at least that probability are drawn from; 0.0003 to 0.0009 are usual
    (https://arxiv.org/abs/2210.15191).
    """
    eta_cutoff: float | None = None
    """0 to 1. As `epsilon_cutoff`, but lower where the model is unsure; 0.0003 to 0.002 are usual
    (https://arxiv.org/abs/2210.15191).
    """
    max_length: int | None = None
    """Most tokens in all, the input included."""
    max_new_tokens: int | None = None
    """Most tokens that are generated. Wins over `max_length`."""
    min_length: int | None = None
    """Fewest tokens in all, the input included."""
    min_new_tokens: int | None = None
    """Fewest tokens that are generated. Wins over `min_length`."""
    do_sample: bool | None = None
    """Whether tokens are drawn by their probabilities; otherwise the most probable one is taken."""
    early_stopping: Literal["never", True, False] | None = None
    """When a beam search ends. True: as soon as `num_beams` candidates are complete. False: when better ones are
    unlikely. `never`: when better ones are impossible.
    """
    num_beams: int | None = None
    """At least 1. Candidates that a beam search follows; 1 means no beam search."""
    num_beam_groups: int | None = None
    """Groups that the beams are divided into, to keep them different (https://arxiv.org/abs/1610.02424). Must divide
    `num_beams`.
    """
    penalty_alpha: float | None = None
    """0 to 1. Weight of the penalty for repetition in contrastive search."""
    use_cache: bool | None = None
    """Whether attention of earlier tokens is kept, which is faster and takes more memory."""
