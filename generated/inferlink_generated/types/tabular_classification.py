# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of tabular-classification."""

from dataclasses import dataclass


@dataclass(kw_only=True)
class TabularClassificationInputData:
    """A table by its columns."""

    data: dict[str, list[str | float]]
    """Name of a column to its cells from top to bottom. Names are those that the model was trained with, all columns
    have the same length, and numbers may be written as text.
    """


@dataclass(kw_only=True)
class TabularClassificationInput:
    """A table, each row of which is classified."""

    inputs: TabularClassificationInputData
    """The rows."""
