# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of table-question-answering."""

from dataclasses import dataclass
from typing import Literal

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class TableQuestionAnsweringInputData:
    """A table, and a question about it."""

    table: dict[str, list[str]]
    """Name of a column to its cells from top to bottom, numbers written as text. All columns have the same length."""
    query: str
    """The question, in plain words."""


@dataclass(kw_only=True, repr=False, eq=False)
class TableQuestionAnsweringOutputElement(Result):
    """An answer, and the cells that it comes from."""

    answer: str
    """The answer as text. With an aggregator its name and ` > ` come first, as in `AVERAGE > 36542`: the sum or mean
    itself is not worked out.
    """
    cells: list[str]
    """The cells that the answer comes from."""
    coordinates: list[tuple[int, int]]
    """Where these cells stand: row and column, each from 0, the header not counted."""
    aggregator: str | None = None
    """What is to be done with the cells, such as `SUM`, `AVERAGE`, `COUNT` or `NONE`. Missing where the model knows
    no such thing.
    """


@dataclass(kw_only=True)
class TableQuestionAnsweringParameters:
    """How the table is read."""

    padding: Literal["do_not_pad", "longest", "max_length"] | None = None
    """What tables are filled up to before the model sees them. `do_not_pad`: their own length. `longest`: that of
    the longest one in the request. `max_length`: the most that the model takes. Default: `'do_not_pad'`.
    """
    sequential: bool | None = None
    """Whether questions are read one after the other, so that a later one can refer to an earlier one. Slower;
    conversational models such as SQA need it. Default: `False`.
    """
    truncation: bool | None = None
    """Whether a table that is too long for the model loses its last rows. Without it such a table is an error.
    Default: `False`.
    """


@dataclass(kw_only=True)
class TableQuestionAnsweringInput:
    """A question, and the table that holds its answer."""

    inputs: TableQuestionAnsweringInputData
    """The table and the question."""
    parameters: TableQuestionAnsweringParameters | None = None
    """How the table is read."""
