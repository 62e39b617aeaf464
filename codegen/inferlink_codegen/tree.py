"""Compares and writes whole trees, stray files included."""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["differences", "write_tree"]


def write_tree(root: Path, files: dict[str, str]) -> None:
    """Make the tree at `root` hold just these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in sorted(_strays(root, files)):
        path.unlink()
    for folder in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def differences(root: Path, files: dict[str, str], *, lines: int = 20) -> Iterator[str]:
    """What is not as it would be written: for each file the head of a unified diff."""
    for name, text in files.items():
        path = root / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if not path.exists():
            yield f"{path}: is missing"
        elif old != text:
            diff = difflib.unified_diff(old.splitlines(), text.splitlines(), str(path), "as generated", lineterm="")
            yield "\n".join(islice(diff, lines))
    yield from (f"{path}: is not generated" for path in sorted(_strays(root, files)))


def _strays(root: Path, files: dict[str, str]) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(root).as_posix() not in files:
            yield path
