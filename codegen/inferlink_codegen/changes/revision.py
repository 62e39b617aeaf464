"""A folder of specs as it is, or as it was in a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from inferlink.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["specs_at"]


@contextmanager
def specs_at(place: str) -> Generator[Path]:
    """The folder at a path, or at `REVISION:path` from the root of the repository that one is in.

    Raises:
        SpecError: When there is neither such a folder nor such a revision.
    """
    if Path(place).is_dir() or ":" not in place:
        yield Path(place)
        return
    root = _git("rev-parse", "--show-toplevel", place=place).decode("utf-8").strip()
    content = _git("-C", root, "archive", "--format=tar", "--end-of-options", place, place=place)
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def _git(*arguments: str, place: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise SpecError(f"{place}: is no folder, and git, which could look into a revision, is not there.") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        raise SpecError(f"{place}: is no folder, and no folder in a revision of git: {reason}")
    return done.stdout
