"""Results as plain data in a checkpoint, and back as the types that the method returns."""

from __future__ import annotations

import mimetypes
import os
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Any

from .._json import is_array
from .._media.artifacts import MEDIA, MediaOutput, Vectors
from .._replies import decode
from ..errors import InvalidInput

if TYPE_CHECKING:
    from pathlib import Path

    from inferlink_generated.port import ResultForm

__all__ = ["load_result", "save_result"]


def save_result(result: object, form: ResultForm, folder: Path, name: str, *, fsync: bool) -> dict[str, Any]:
    """Members of the line of a finished item; media go into a file of `folder`.

    Raises:
        InvalidInput: For a result of another type than the method returns by itself.
        OSError: When a file cannot be written.
    """
    from inferlink_generated._result import to_dict

    if isinstance(result, Vectors):
        data = array("f", result.tobytes())
        if sys.byteorder == "big":
            data.byteswap()
        return {"vectors": {"shape": result.shape, "float32": b2a_base64(data.tobytes(), newline=False).decode()}}
    if isinstance(result, MediaOutput):
        folder.mkdir(exist_ok=True)
        path = result.save(folder / f"{name}{mimetypes.guess_extension(result.mime) or ''}")
        if fsync:
            with path.open("rb") as file:
                os.fsync(file.fileno())
        return {"media": {"file": path.name, "size": len(result), "mime": result.mime}}
    if not _is_known(result, form):
        raise InvalidInput(f"a checkpoint cannot hold a {type(result).__name__}: leave checkpoint= out.")
    return {"result": to_dict(result)}


def _is_known(result: object, form: ResultForm) -> bool:
    from inferlink_generated._result import Text

    if is_array(result):
        return all(_name(item) == form.type for item in result)
    return type(result) is Text or _name(result) == form.type


def _name(value: object) -> str:
    return f"{type(value).__module__}:{type(value).__qualname__}"


def load_result(line: dict[str, Any], form: ResultForm, folder: Path) -> Any:
    """The result that `save_result` wrote; it has no `.meta`.

    Raises:
        LookupError: When the file of a medium is gone, or not whole.
        ResponseShapeError: When the line holds something else.
    """
    from inferlink_generated._result import Items, Text

    if (saved := line.get("vectors")) is not None:
        data = array("f", a2b_base64(saved["float32"]))
        if sys.byteorder == "big":
            data.byteswap()
        return Vectors(data, tuple(saved["shape"]))
    if (saved := line.get("media")) is not None:
        path = folder / saved["file"]
        if not path.is_file() or path.stat().st_size != saved["size"]:
            raise LookupError(path)
        return MEDIA[form.media or ""](path.read_bytes(), saved["mime"])
    plain = line["result"]
    if isinstance(plain, str):
        return Text(plain)
    validator = decode.validator_of(form.type or "", many=isinstance(plain, list))
    found = validator.validate_python(plain)
    return Items(found) if isinstance(plain, list) else found
