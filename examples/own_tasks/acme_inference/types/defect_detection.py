# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""Inputs and outputs of defect-detection."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Result
from inferlink_generated.types.common import BoundingBox


@dataclass(kw_only=True, repr=False, eq=False)
class DefectDetectionOutputElement(Result):
    """A defect."""

    kind: Literal["scratch", "dent"] | str
    """What it is."""
    score: float
    """How sure the model is, 0 to 1."""
    box: BoundingBox
    """Where it is."""


@dataclass(kw_only=True)
class DefectDetectionParameters:
    """What is looked for."""

    threshold: float | None = None
    """0 to 1. Leaves out what is less sure. Default: `0.3`."""
    kinds: list[Literal["scratch", "dent"]] | None = None
    """Kinds that are looked for; all of them without it."""


@dataclass(kw_only=True)
class DefectDetectionInput:
    """A photo of a product."""

    inputs: str
    """The photo, PNG or JPEG."""
    parameters: DefectDetectionParameters | None = None
    """What is looked for."""
