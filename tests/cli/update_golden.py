"""Writes golden/ anew: the help of every sub-command, 80 columns wide. Read the diff before it is committed."""

from __future__ import annotations

import os
from pathlib import Path

from typer.testing import CliRunner

from inferlink.cli import app

GOLDEN = Path(__file__).parent / "golden"
WIDTH = {"COLUMNS": "80", "NO_COLOR": "1"}


def helps() -> dict[str, str]:
    """Name of a sub-command to its help; `inferlink` for that of the whole."""
    names = sorted(str(command.name) for command in app.registered_commands)
    return {"inferlink": _help(), **{name: _help(name) for name in names}}


def _help(*words: str) -> str:
    clean = {name: None for name in os.environ if name.startswith("INFERLINK_")}
    result = CliRunner().invoke(app, [*words, "--help"], env={**clean, **WIDTH}, prog_name="inferlink")
    assert result.exit_code == 0, result.output
    return result.stdout


if __name__ == "__main__":
    for path in GOLDEN.glob("*.txt"):
        path.unlink()
    for name, text in helps().items():
        (GOLDEN / f"{name}.txt").write_text(text, "utf-8")
