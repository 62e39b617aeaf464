# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of tabular-regression."""

from dataclasses import dataclass


@dataclass(kw_only=True)
class TabularRegressionInputData:
    """A table by its columns."""

    data: dict[str, list[str | float]]
    """Name of a column to its cells from top to bottom. Names are those that the model was trained with, all columns
    have the same length, and numbers may be written as text.
    """


@dataclass(kw_only=True)
class TabularRegressionInput:
    """A table, for each row of which a number is predicted."""

    inputs: TabularRegressionInputData
    """The rows."""
