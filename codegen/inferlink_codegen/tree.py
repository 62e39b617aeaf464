"""Compares and writes whole trees, stray files included."""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["differences", "write_tree"]


def write_tree(root: Path, files: dict[str, str], *, shared: bool = False) -> None:
    """Make the tree at `root` hold just these files; `shared`: the folders in it, while others' files lie beside."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in sorted(_strays(root, files, shared=shared)):
        path.unlink()
    folders = (path for home in _owned(root, files, shared=shared) for path in home.rglob("*") if path.is_dir())
    for folder in sorted(folders, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def differences(root: Path, files: dict[str, str], *, shared: bool = False, lines: int = 20) -> Iterator[str]:
    """What is not as it would be written: for each file the head of a unified diff."""
    for name, text in files.items():
        path = root / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if not path.exists():
            yield f"{path}: is missing"
        elif old != text:
            diff = difflib.unified_diff(old.splitlines(), text.splitlines(), str(path), "as generated", lineterm="")
            yield "\n".join(islice(diff, lines))
    yield from (f"{path}: is not generated" for path in sorted(_strays(root, files, shared=shared)))


def _owned(root: Path, files: dict[str, str], *, shared: bool) -> list[Path]:
    """The folders in which nothing else may lie."""
    return sorted({root / name.partition("/")[0] for name in files if "/" in name}) if shared else [root]


def _strays(root: Path, files: dict[str, str], *, shared: bool) -> Iterator[Path]:
    for path in (path for home in _owned(root, files, shared=shared) for path in home.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(root).as_posix() not in files:
            yield path
