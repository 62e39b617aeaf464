"""Text and tables on standard output: laid out for a terminal, tab-separated for a pipe."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ._failures import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["cell", "print_rows", "write"]


def write(text: str, end: str = "\n") -> None:
    """Text to standard output, at once."""
    sys.stdout.write((harmless(text) if sys.stdout.isatty() else text) + end)
    sys.stdout.flush()


def cell(value: object) -> str:
    """A value in a table: text and numbers as they are, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "" if value is None else " ".join(text.split("\n"))


def print_rows(rows: Sequence[Mapping[str, object]]) -> None:
    """A table with the names of all members as its head."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [[cell(row.get(name)) for name in columns] for row in rows]
    if not sys.stdout.isatty():
        for line in [columns, *lines] if rows else []:
            write("\t".join(part.replace("\t", " ") for part in line))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, pad_edge=False)
    for line in lines:
        table.add_row(*(Text(harmless(part)) for part in line))
    Console().print(table)
