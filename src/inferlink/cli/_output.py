"""Results on the terminal, in a pipe or in a file."""

from __future__ import annotations

import base64
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  # the signature is read at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._json import is_array, is_object
from ._tables import cell, print_rows, write

if TYPE_CHECKING:
    from inferlink.types import ChatCompletionOutput, MediaOutput, Vectors

__all__ = ["Output"]

_PANEL = "Output"


@dataclass(frozen=True)
class Output:
    """Where a result goes, and in which form."""

    json: Annotated[bool, typer.Option("--json", help="Print JSON.", rich_help_panel=_PANEL)] = False
    output: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            writable=True,
            help="File for the result: media as received, vectors as .npy or JSON, anything else as text or JSON. "
            "Media inside a result go to FILE, or to numbered files, and the rest is printed.",
            metavar="FILE",
            rich_help_panel=_PANEL,
        ),
    ] = None

    def check(self, *, is_file: bool) -> None:
        """Stop before anything is paid for that could not be shown or saved.

        Raises:
            typer.BadParameter: When a file would go to a terminal, to a folder that takes none, or to `-`.
        """
        if self.output is not None and str(self.output) == "-":
            raise typer.BadParameter("leave --output out: the result goes to standard output by itself.")
        folder = None if self.output is None or self.output.exists() else self.output.parent
        if folder is not None and not folder.is_dir():
            raise typer.BadParameter(f"there is no folder {folder} for --output: make it first.")
        if folder is not None and not os.access(folder, os.W_OK):
            raise typer.BadParameter(f"the folder {folder} of --output may not be written to.")
        if is_file and self.output is None and not self.json and sys.stdout.isatty():
            raise typer.BadParameter("the result is a file, and no text: give --output FILE, or redirect the output.")

    def show(self, result: Any, *, is_chat: bool = False) -> None:
        """Print or save a result."""
        from inferlink.types import MediaOutput, Vectors

        if isinstance(result, MediaOutput):
            self._show_media(result)
        elif isinstance(result, Vectors):
            self._show_vectors(result)
        elif is_chat and not self.json and (text := answer_text(result)):
            self.show_text(text)
        else:
            data, is_saved = _plain(result, self.output, as_json=self.json)
            (Output(self.json) if is_saved else self)._show_data(data)

    def show_text(self, text: str) -> None:
        """Print or save a text."""
        if self.output is None:
            write(text)
        else:
            self.output.write_text(f"{text}\n", encoding="utf-8")

    def _show_media(self, result: MediaOutput) -> None:
        if self.output is not None:
            result.save(self.output)
        elif self.json:
            self._show_json({"mime": result.mime, "data": base64.b64encode(result.bytes).decode()})
        else:
            sys.stdout.buffer.write(result.bytes)
            sys.stdout.buffer.flush()

    def _show_vectors(self, result: Vectors) -> None:
        if self.output is not None and self.output.suffix == ".npy":
            array = result.to_numpy()
            import numpy as np

            np.save(self.output, array)
        elif self.json or self.output is not None:
            self.show_text(json.dumps(result.tolist()))
        else:
            rows = result.tolist()
            for row in rows if len(result.shape) > 1 else [rows]:
                write("\t".join(map(cell, row)))

    def _show_data(self, data: object) -> None:
        if self.json or (self.output is not None and _lone_text(data) is None):
            self._show_json(data)
        elif (text := _lone_text(data)) is not None:
            self.show_text(text)
        elif is_array(data):
            print_rows([row if is_object(row) else {"value": row} for row in data])
        elif is_object(data):
            print_rows([{"field": name, "value": value} for name, value in data.items()])
        else:
            self.show_text(cell(data))

    def _show_json(self, data: object) -> None:
        self.show_text(json.dumps(data, ensure_ascii=False, indent=2))


def answer_text(result: ChatCompletionOutput) -> str | None:
    """What the model says; nothing where it calls a tool, or gives several answers."""
    message = result.choices[0].message if len(result.choices) == 1 else None
    return message.content if message is not None and not message.tool_calls else None


def _lone_text(data: object) -> str | None:
    """The text that is all there is to a result."""
    values = list(data.values()) if is_object(data) else [data]
    return values[0] if len(values) == 1 and isinstance(values[0], str) else None


def _plain(result: Any, path: Path | None, *, as_json: bool) -> tuple[object, bool]:
    """A result as plain data, and whether media in it were saved: the names of their files stand for them then."""
    from inferlink import to_dict
    from inferlink.types import Base64Media

    data: object = to_dict(result)
    pairs = zip(result, data, strict=True) if is_array(data) else [(result, data)]
    found = [
        (copy, name, medium)
        for item, copy in pairs
        if is_object(copy)
        for name in copy
        if isinstance(medium := getattr(item, name, None), Base64Media)
    ]
    for number, (copy, name, medium) in enumerate(found, 1):
        if path is not None:
            file = path if len(found) == 1 else path.with_stem(f"{path.stem}-{number}")
            medium.save(file)
            copy[name] = str(file)
        elif not as_json:
            copy[name] = f"{len(medium.bytes)} bytes: give --output FILE"
    return data, path is not None and bool(found)
