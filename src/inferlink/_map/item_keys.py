"""Items and arguments as plain data, by which a checkpoint knows them again."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from .._json import is_list, is_mapping
from .._media.artifacts import MediaOutput
from .._media.inputs import is_buffer, is_path
from ..errors import InvalidInput
from .outcomes import Args

__all__ = ["key_of"]

_PLAIN = (bool, int, float, type(None))
_PIECE = 1 << 20


def key_of(value: object, *, files: bool = False) -> str:
    """Text that is the same for the same value in another run, and else differs.

    Media count by their content, files on disk by path, size and time of change.

    Args:
        value: An item or an argument.
        files: Whether a string may be the path of a file.

    Raises:
        InvalidInput: For what cannot be known again, as an object without content.
    """
    data = json.dumps(_plain(value, files), sort_keys=True, separators=(",", ":"))
    return sha256(data.encode()).hexdigest()[:32]


def _plain(value: object, files: bool) -> Any:
    from inferlink_generated._result import Base64Media, to_dict

    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, str):
        return (_file(value) if files and len(value) < 4096 else None) or str(value)
    if isinstance(value, Args):
        return {"args": _plain(value.args, files), "kwargs": _plain(value.kwargs, files)}
    if is_mapping(value):
        return {str(name): _plain(inner, files) for name, inner in value.items()}
    if is_list(value):
        return [_plain(inner, files) for inner in value]
    if is_path(value):
        path = os.fsdecode(value)
        return _file(path) or path
    if isinstance(value, Base64Media) or (is_dataclass(value) and not isinstance(value, type)):
        return _plain(to_dict(value), files)
    return {"sha256": _content(value)}


def _file(path: str) -> dict[str, object] | None:
    with suppress(OSError, ValueError):
        if Path(path).is_file():
            info = Path(path).stat()
            return {"path": path, "size": info.st_size, "mtime_ns": info.st_mtime_ns}
    return None


def _content(value: Any) -> str:
    """The hash of media that is in memory, or in an open file from where it stands."""
    if is_buffer(value):
        return sha256(value).hexdigest()
    if isinstance(value, MediaOutput):
        return sha256(value.bytes).hexdigest()
    if hasattr(value, "tobytes") and hasattr(value, "mode"):  # a PIL image
        return sha256(f"{value.mode} {value.size} ".encode() + value.tobytes()).hexdigest()
    if hasattr(value, "read") and hasattr(value, "seekable") and value.seekable():
        start, found = value.tell(), sha256()
        while piece := value.read(_PIECE):
            found.update(piece)
        value.seek(start)
        return found.hexdigest()
    raise InvalidInput(
        f"a checkpoint cannot know a {type(value).__name__} again: pass text, numbers, lists, mappings, bytes or paths."
    )
