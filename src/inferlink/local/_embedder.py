"""The packaged embeddings model as a GGUF file: made at first use, kept in the user's cache folder."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from ..errors import InferenceError
from ._packages import EMBEDDINGS

__all__ = ["embedder_path", "make_embedder"]

_CONVERTER = 1
"""Counts the changes of what `_convert` writes: a file of another count is not used."""
_NAME = "all-MiniLM-L6-v2"


def embedder_path() -> Path:
    """Where the file is, or will be: it depends on the version of the package."""
    key = f"{EMBEDDINGS.distribution}-{EMBEDDINGS.version}-{_CONVERTER}"
    return _cache_folder() / "inferlink" / key / f"{_NAME}.F16.gguf"


def make_embedder(target: Path) -> None:
    """Write `target` unless it is there. Whoever else does so at the same time writes the same bytes.

    Raises:
        MissingExtra: When a package is missing or damaged.
        InferenceError: When the cache folder cannot be written.
    """
    if target.is_file():
        return
    source = EMBEDDINGS.folder / "model"
    for module in ("numpy", "gguf"):
        EMBEDDINGS.require(module)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            written = Path(folder) / target.name
            _convert(source, written)
            _move(written, target)
    except OSError as error:
        raise _unwritten(error) from error


def _convert(source: Path, target: Path) -> None:
    from ._convert import convert_bert

    try:
        convert_bert(source, target, _NAME)
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise EMBEDDINGS.damaged(error) from error


def _move(written: Path, target: Path) -> None:
    with written.open("rb+") as file:
        os.fsync(file.fileno())  # a file that has its name has its content, even after a loss of power
    try:
        written.replace(target)
    except PermissionError:  # Windows: the file is there, and a server has it open
        if not target.is_file():
            raise


def _cache_folder() -> Path:
    """By the XDG rules where they are in use, else where the platform keeps what can be made again."""
    if (named := Path(os.environ.get("XDG_CACHE_HOME", ""))).is_absolute():
        return named
    try:
        home = Path.home()
    except RuntimeError as error:
        raise _unwritten(error) from error
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _unwritten(error: Exception) -> InferenceError:
    return InferenceError(f"Cannot make the embeddings model: {error}. Set XDG_CACHE_HOME to a folder for its file.")
