"""Request bodies: JSON with media streamed into it, multipart forms, raw data. All but iterators can be sent again."""

from __future__ import annotations

import json
import os
from binascii import b2a_base64
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from math import isfinite
from typing import TYPE_CHECKING, BinaryIO, TypeGuard

from .._json import is_list
from .._media.sources import IteratorSource
from ..errors import InvalidInput
from .wire import Body, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _typeshed import DataclassInstance

    from .wire import Source

__all__ = [
    "Embedded",
    "FilePart",
    "content_length",
    "is_blocking",
    "is_used_up",
    "json_body",
    "multipart_body",
    "pieces",
    "raw_body",
]

_SMALL = 1 << 16
_SCALARS = frozenset({str, int, bool, type(None)})
_IN_MESSAGES = "inside a message, write it as a data: URL, such as 'data:image/png;base64,...'"
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LINE_BREAKS = str.maketrans({"\r": "%0D", "\n": "%0A"})
# https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
_NAME_ESCAPES = {**_LINE_BREAKS, ord('"'): "%22"}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A media value inside a JSON tree: base64 text, or with `mime` a `data:` URL (RFC 2397)."""

    source: Source
    mime: str | None = None


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file in a multipart form. Servers read the format from the extension of `filename`."""

    source: Source
    filename: str
    content_type: str


def content_length(body: Body) -> int | None:
    """Exact length in bytes, or `None` when the size of a source is not known."""
    total = 0
    for part in body.parts:
        size = len(part) if isinstance(part, bytes) else part.source.size
        if size is None:
            return None
        total += -(-size // 3) * 4 if isinstance(part, Piece) and part.encoding == "base64" else size
    return total


def is_blocking(body: Body) -> bool:
    """Whether reading the body may wait for a disk."""
    return any(isinstance(part, Piece) and part.source.blocking for part in body.parts)


def is_used_up(body: Body | None) -> bool:
    """Whether the body cannot be sent again: an iterator in it was begun."""
    parts = () if body is None else body.parts
    return any(
        isinstance(part, Piece) and isinstance(part.source, IteratorSource) and part.source.begun for part in parts
    )


def pieces(body: Body, size: int = 1 << 20) -> Iterator[bytes]:
    """The bytes of a body, about `size` at a time. Closing the iterator closes what it reads.

    Raises:
        InvalidInput: When a source cannot be read, or is no longer as long as it was.
    """
    for part in body.parts:
        if isinstance(part, bytes):
            yield from (part[start : start + size] for start in range(0, len(part), size))
        else:
            yield from _checked(part, size)


def _checked(piece: Piece, size: int) -> Iterator[bytes]:
    try:
        yield from _read(piece, max(3, size - size % 3))
    except InvalidInput:
        raise
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{piece.source} could not be read: {error}.") from error


def _read(piece: Piece, size: int) -> Iterator[bytes]:
    """The encoded content; `size` is a multiple of 3, so that only the last piece of base64 has padding."""
    source, done = piece.source, 0
    with source.open() as reader:
        while chunk := _fill(reader, size):
            done += len(chunk)
            if source.size is not None and done > source.size:
                raise _changed(source)
            yield b2a_base64(chunk, newline=False) if piece.encoding == "base64" else chunk
    if source.size is not None and done < source.size:
        raise _changed(source)


def _fill(reader: BinaryIO, size: int) -> bytes:
    """`size` bytes, less only at the end: one read may return fewer."""
    chunk = reader.read(size)
    while 0 < len(chunk) < size and (more := reader.read(size - len(chunk))):
        chunk += more
    return chunk


def _changed(source: Source) -> InvalidInput:
    return InvalidInput(
        f"{source} changed while it was sent: it no longer has {source.size} bytes. Send one that nothing writes to."
    )


def raw_body(source: Source, mime: str) -> Body:
    """The data itself, sent as `mime`."""
    return Body(_compact([Piece(source)]), mime)


def json_body(tree: object) -> Body:
    """Compact UTF-8 JSON. `Embedded` values are streamed; without one the body is a single part.

    Dataclasses become objects, without the fields that are `None`, under the names in their metadata (`alias`).

    Raises:
        InvalidInput: For what JSON cannot hold, with its place.
    """
    # The marker is random for each call, so that no text of the caller's can stand for a medium.
    reader = _Tree(marker=os.urandom(16).hex())
    try:
        text = _write(reader.plain(tree))
    except InvalidInput:
        raise
    except RecursionError:
        raise InvalidInput("The input is nested too deeply for JSON, or contains itself.") from None
    except ValueError as error:  # https://docs.python.org/3/library/stdtypes.html#int-max-str-digits
        raise InvalidInput(f"The input holds a number that cannot be written as JSON: {error}.") from None
    first, *others = _utf8(text).split(f'"{reader.marker}"'.encode())
    parts: list[bytes | Piece] = [first]
    for medium, after in zip(reader.media, others, strict=True):
        prefix = "" if medium.mime is None else f"data:{medium.mime};base64,"
        parts += [json.dumps(prefix)[:-1].encode(), Piece(medium.source, "base64"), b'"' + after]
    return Body(_compact(parts), "application/json")


class _Tree:
    """Turns a tree into what `json.dumps` takes, with a marker in place of each medium."""

    def __init__(self, marker: str) -> None:
        self.marker = marker
        self.media: list[Embedded] = []
        self._path: list[str | int] = []

    def plain(self, value: object) -> object:
        if value is None or isinstance(value, (str, int)):
            return value
        if is_list(value):
            return [item if type(item) in _SCALARS else self._inside(at, item) for at, item in enumerate(value)]
        if _is_object(value):
            return {
                self._key(key): member if type(member) in _SCALARS else self._inside(key, member)
                for key, member in value.items()
            }
        if isinstance(value, float):
            return self._number(value)
        if isinstance(value, Embedded):
            self.media.append(value)
            return self.marker
        if is_dataclass(value) and not isinstance(value, type):
            return self.plain({name: member for name, member in _members(value) if member is not None})
        raise self._refuse(f"{type(value).__name__} has no form in JSON: {_advice(value)}.")

    def _inside(self, step: object, value: object) -> object:
        self._path.append(step if isinstance(step, int) else str(step))
        plain = self.plain(value)
        self._path.pop()
        return plain

    def _key(self, key: object) -> str:
        if isinstance(key, str):
            return key
        raise self._refuse(
            f"the key {key!r} is {type(key).__name__}, and JSON has only strings as keys: use {str(key)!r}."
        )

    def _number(self, value: float) -> float:
        if isfinite(value):
            return value
        raise self._refuse(f"JSON has no {value}: use a finite number, or None.")

    def _refuse(self, reason: str) -> InvalidInput:
        steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in self._path]
        return InvalidInput(f"{''.join(steps).lstrip('.') or 'the input'}: {reason}")


def _is_object(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, (dict, Mapping))


def _members(value: DataclassInstance) -> Iterator[tuple[str, object]]:
    """Wire name and value of each field."""
    for field in fields(value):
        yield field.metadata.get("alias", field.name), getattr(value, field.name)


def _advice(value: object) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"decode it to a string, or pass it where the method takes media; {_IN_MESSAGES}"
    if isinstance(value, (set, frozenset)):
        return "use a list"
    if isinstance(value, os.PathLike) or isinstance(getattr(value, "bytes", None), bytes):
        return f"pass it where the method takes media; {_IN_MESSAGES}"
    if hasattr(value, "tolist"):
        return "pass its .tolist()"
    return "use dicts with string keys, lists, strings, finite numbers, booleans and None"


def multipart_body(form: Sequence[tuple[str, str | FilePart]]) -> Body:
    """A form as `multipart/form-data` (RFC 7578): texts in UTF-8, and files."""
    boundary = os.urandom(16).hex()
    parts: list[bytes | Piece] = []
    for name, value in form:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name.translate(_NAME_ESCAPES)}"'
        if isinstance(value, str):
            parts.append(_utf8(f"{head}\r\n\r\n{value}\r\n"))
            continue
        head += f'; filename="{value.filename.translate(_NAME_ESCAPES)}"\r\n'
        head += f"Content-Type: {value.content_type.translate(_LINE_BREAKS)}\r\n\r\n"
        parts += [_utf8(head), Piece(value.source), b"\r\n"]
    parts.append(f"--{boundary}--\r\n".encode())
    return Body(_compact(parts), f"multipart/form-data; boundary={boundary}")


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        near = text[max(0, error.start - 30) : error.start]
        raise InvalidInput(
            f"A text has half of a character (a lone surrogate) after {near!r}, which UTF-8 cannot hold: "
            "replace it, for example with text.encode('utf-8', 'replace').decode()."
        ) from None


def _compact(parts: Sequence[bytes | Piece]) -> Sequence[bytes | Piece]:
    """Small data in memory is put between its neighbours, so that a small body is one write.

    Raises:
        InvalidInput: When an iterator, which can be read only once, stands in two places.
    """
    once = [part.source for part in parts if isinstance(part, Piece) and isinstance(part.source, IteratorSource)]
    if len(once) > 1 and len(set(map(id, once))) < len(once):
        raise InvalidInput("This target wants the medium in two places, and an iterator gives it once: pass its path.")
    done: list[bytes | Piece] = []
    run: list[bytes] = []
    for part in parts:
        if isinstance(part, Piece) and not _is_small(part.source):
            done += [b"".join(run), part]
            run = []
        else:
            run.append(part if isinstance(part, bytes) else b"".join(_checked(part, _SMALL)))
    done.append(b"".join(run))
    return [part for part in done if part]


def _is_small(source: Source) -> bool:
    return not source.blocking and source.size is not None and source.size <= _SMALL
