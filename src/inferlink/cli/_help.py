"""Help in groups, as plain text: names of options are never cut, however narrow the terminal."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

__all__ = ["Command", "Group"]

_WHOLE = 1000
"""Characters of a short help: it is wrapped, and not cut."""

# Contexts and formatters are of Typer's private modules, which have no other name than Any here.


class Command(TyperCommand):
    """A sub-command whose options stand in groups."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments, and options under the title of their group."""
        rows = [
            (getattr(each, "rich_help_panel", None) or _title(each), each.get_help_record(ctx))
            for each in self.get_params(ctx)
        ]
        _write(formatter, [(title, row) for title, row in rows if row is not None])


class Group(TyperGroup):
    """The program, whose sub-commands stand in groups."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write sub-commands under the title of their group."""
        width = max(map(len, self.commands))
        rows = [
            (getattr(each, "rich_help_panel", None) or "Commands", (name.ljust(width), each.get_short_help_str(_WHOLE)))
            for name, each in self.commands.items()
        ]
        _write(formatter, rows)


def _title(parameter: Any) -> str:
    return "Arguments" if parameter.param_type_name == "argument" else "Options"


def _write(formatter: Any, rows: list[tuple[str, tuple[str, str]]]) -> None:
    for title in dict.fromkeys(title for title, _ in rows):
        with formatter.section(title):
            formatter.write_dl([row for other, row in rows if other == title])
