"""What is written on the command line, read as arguments of a method."""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferlink_generated._command import Kind, Value

__all__ = ["parameter", "read_json", "read_values"]

_TYPES: dict[Kind, type] = {"integer": int, "number": float, "flag": bool}
_NOTES: dict[Kind, str] = {
    "media": "A path, a URL, or - for standard input.",
    "json": "As JSON.",
    "text-or-json": "A text, or JSON.",
}
_MESSAGES = re.compile(r"""\s*\[\s*\{\s*['"]?(role|content)\b""")
_LINES = "Each line of - or @FILE is one."


def parameter(value: Value, *, panel: str, optional: bool = False) -> inspect.Parameter:
    """The parameter of a command for one value."""
    notes = [_NOTES.get(value.kind, ""), _LINES if value.many and value.kind == "text" else ""]
    text = " ".join(part for part in (value.help, *notes) if part)
    choices = [_spell(choice) for choice in value.choices]
    metavar = "|".join(choices) or ("JSON" if value.kind == "json" else None)
    declared: Any
    if value.required:
        declared = typer.Argument(help=text, show_default=False)
    else:
        declared = typer.Option(
            help=text,
            metavar=metavar,
            rich_help_panel=panel,
            show_default=False,
            autocompletion=(lambda: choices) if choices else None,
        )
    return inspect.Parameter(
        value.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None if optional or not value.required else inspect.Parameter.empty,
        annotation=Annotated[_type(value), declared],
    )


def _type(value: Value) -> Any:
    single: Any = _TYPES.get(value.kind, str)
    return list[single] if value.many else single


def _spell(choice: str | float | bool) -> str:
    return choice if isinstance(choice, str) else json.dumps(choice)


def read_values(values: Sequence[Value], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that were given, read from files and standard input where that was asked for.

    Raises:
        typer.BadParameter: For a value that is not of its kind, and for standard input asked for twice.
    """
    written = {value: given[value.name] for value in values if given[value.name] not in (None, [], ())}
    if sum(raw == "-" or (value.many and "-" in raw) for value, raw in written.items()) > 1:
        raise typer.BadParameter("standard input (-) can be read for one value alone.")
    return {value.name: _read(value, raw) for value, raw in written.items()}


def _read(value: Value, raw: Any) -> Any:
    if value.many:
        return [read for each in raw for read in _read_each(value, each)]
    match value.kind:
        case "text":
            return _read_text(value.name, raw)
        case "json":
            return read_json(raw, value.name)
        case "text-or-json":
            return _read_either(_read_text(value.name, raw), value.name)
        case "media":
            return sys.stdin.buffer.read() if raw == "-" else raw.removeprefix("@")
        case "choice":
            return _choose(value, raw)
        case "number":
            return int(raw) if raw.is_integer() else raw  # some servers take 24 for a number of frames, and not 24.0
        case _:
            return raw


def _read_each(value: Value, raw: Any) -> list[Any]:
    """One of several values; a file holds one on each line."""
    if value.kind != "text":
        return [_choose(value, raw)] if value.kind == "choice" else [raw]
    text = _read_text(value.name, raw)
    return [text] if text == raw or raw.startswith("@@") else [line for line in text.split("\n") if line.strip()]


def _choose(value: Value, raw: str) -> str | float | bool:
    found = next((choice for choice in value.choices if _spell(choice) == raw), None)
    if found is None:
        raise typer.BadParameter(f"{value.name} is one of {', '.join(map(_spell, value.choices))}, not {raw!r}.")
    return found


def _read_text(name: str, raw: str) -> str:
    """The text itself, or what - or @FILE stands for, without a mark of UTF-8 at its start, as Windows writes it, and
    the line's end; @@ begins a text that begins with @.
    """
    try:
        if raw == "-":
            return sys.stdin.read().removeprefix("\ufeff").removesuffix("\n")
        if raw.startswith("@@") or not raw.startswith("@"):
            return raw.removeprefix("@")
        return Path(raw[1:]).read_text(encoding="utf-8-sig").removesuffix("\n")
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}: {raw[1:]}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{name}: {raw} is no text in UTF-8.") from None


def read_json(raw: str, name: str) -> Any:
    """The value of a JSON text, or of the one that - or @FILE stands for.

    Raises:
        typer.BadParameter: When it is none.
    """
    try:
        return json.loads(_read_text(name, raw))
    except (ValueError, RecursionError) as error:
        raise typer.BadParameter(f"{name} is no JSON: {error}.") from None


def _read_either(text: str, name: str) -> Any:
    """JSON or a text. Messages with a slip are refused: as a text they would be paid for and answered in vain."""
    if _MESSAGES.match(text):
        return read_json(text, name)
    try:
        return json.loads(text) if text.lstrip().startswith(("[", "{")) else text
    except (ValueError, RecursionError):
        return text
