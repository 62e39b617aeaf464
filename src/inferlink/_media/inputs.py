"""Media in: bytes, paths, file objects, URLs and images as one value of known type, which is read when it is sent."""

from __future__ import annotations

import inspect
import io
import os
import re
import stat
import sys
from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeGuard

from ..errors import InvalidInput
from .artifacts import MediaOutput
from .sniff import HEAD, Kind, default_mime, extension, sniff
from .sources import BytesSource, FileObjectSource, FileSource, IteratorSource, SeekableFile, as_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

    from .._sending.wire import Source

__all__ = ["Media", "file_name", "is_buffer", "is_path", "read_media"]

_ACCEPTED = "bytes, the path of a file, an http(s) or data: URL, a binary file object or an iterator of bytes"
_BINARY = "not bytes: open it in binary mode ('rb')"
_BASE64_STEP = 1 << 20
_MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+( *;[\x20-\x7e]*)?", re.ASCII)
_PIL_MODES = {
    "PNG": frozenset({"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}),
    "JPEG": frozenset({"L", "RGB"}),
    "WEBP": frozenset({"RGB", "RGBA"}),
}


@dataclass(frozen=True, slots=True)
class Media:
    """A media value that a method was given."""

    source: Source | None = None
    """The data; `None` where a URL stands for it."""
    mime: str | None = None
    """Media type by the first bytes, else as declared, else by the extension."""
    filename: str | None = None
    """The caller's file name, without its folder."""
    url: str | None = None
    """The caller's http(s) URL. Nothing is downloaded here."""
    kind: Kind = "file"


class _Readable(Protocol):
    def read(self) -> object: ...


def read_media(value: object, kind: Kind, argument: str) -> Media:
    """Check a media argument and find out its type. It may look at a disk: the async client runs it in a thread.

    Bytes, bytearrays and memory views are not copied: leave them as they are until the call returns. File objects are
    read from where they stand, and read into memory if they cannot seek. Iterators are read while they are sent, once.
    PIL images are encoded as they are in memory, without metadata, so that pixel positions in a result are theirs: as
    JPEG or WebP if that is their `format`, else as PNG.

    Raises:
        InvalidInput: For an empty value, a file that cannot be read, and anything else that is no medium.
    """
    try:
        return _read(value, kind)
    except InvalidInput as error:
        reason = error.message
    except (OSError, ValueError) as error:
        reason = f"{_brief(value)} cannot be read ({_words(error)})"
    raise InvalidInput(f"{argument}: {reason}. Pass {_ACCEPTED}{', or a PIL image' if kind == 'image' else ''}.")


def file_name(media: Media, kind: Kind) -> str:
    """A name for a multipart form, as `audio.wav`. The caller's own name stays private."""
    return f"{kind}.{extension(media.mime, kind)}"


def _read(value: object, kind: Kind) -> Media:
    if is_buffer(value):
        return _from_bytes(value, kind)
    if isinstance(value, MediaOutput) and value.path is not None:
        return _from_path(value.path, kind)
    if isinstance(data := getattr(value, "bytes", None), bytes):
        return _from_bytes(data, kind, mime=getattr(value, "mime", None))
    if isinstance(value, str):
        return _from_text(value, kind)
    if is_path(value):
        return _from_path(Path(os.fsdecode(value)), kind)
    if _is_pil(value):
        return _from_bytes(_encode(value), kind)
    if _can_read(value):
        return _from_file(value, kind)
    if _is_iterator(value):
        return _from_iterator(value, kind)
    raise InvalidInput(f"{type(value).__name__} is no {kind}")


def _brief(value: object) -> str:
    text = os.fsdecode(value) if is_path(value) else value
    if not isinstance(text, str):
        return type(value).__name__
    return repr(text if len(text) <= 80 else f"{text[:40]}...{text[-37:]}")


def _from_bytes(
    value: bytes | bytearray | memoryview, kind: Kind, *, mime: object = None, filename: str | None = None
) -> Media:
    data = value if isinstance(value, bytes) else _flat(memoryview(value))
    if not data:
        raise InvalidInput("the value is empty")
    return Media(BytesSource(data), _mime(bytes(data[:HEAD]), kind, mime, filename), filename, kind=kind)


def _flat(view: memoryview) -> bytes | memoryview:
    return view.cast("B") if view.nbytes and view.c_contiguous else view.tobytes()


def _mime(head: bytes, kind: Kind, declared: object, filename: str | None) -> str | None:
    """The data knows best, then who sent it, then its name."""
    if sniffed := sniff(head, kind):
        return sniffed
    if isinstance(declared, str) and _MIME.fullmatch(declared) and declared != default_mime("file"):
        return declared
    if filename is None:
        return None
    import mimetypes

    return mimetypes.guess_type(filename)[0]


def _from_text(text: str, kind: Kind) -> Media:
    if not text.strip():
        raise InvalidInput("the string is empty")
    scheme = text[:8].lower()
    if scheme.startswith("data:"):
        return _from_data_url(text, kind)
    if not scheme.startswith(("http://", "https://")):
        if "://" in text[:20]:
            raise InvalidInput(f"{_brief(text)} is neither an http(s) URL nor a path")
        return _from_path(Path(text), kind)
    from urllib.parse import urlsplit

    if not urlsplit(text).hostname:
        raise InvalidInput(f"{_brief(text)} names no host")
    return Media(url=text, kind=kind)


def _from_data_url(url: str, kind: Kind) -> Media:
    """RFC 2397: `data:[<type>][;base64],<data>`, the data percent-encoded or base64."""
    from urllib.parse import unquote_to_bytes

    comma = url.find(",")
    if comma < 0:
        raise InvalidInput(f"{_brief(url)} is a data: URL without data: a comma goes before it")
    header = url[len("data:") : comma].strip()
    data = unquote_to_bytes(url[comma + 1 :])
    if header.lower().endswith(";base64"):
        header, data = header[: -len(";base64")], _decode_base64(data)
    return _from_bytes(data, kind, mime=header)


def _decode_base64(text: bytes) -> bytes:
    """In pieces, because the interpreter lock is held for the length of one."""
    done: list[bytes] = []
    rest = b""
    try:
        for start in range(0, len(text), _BASE64_STEP):
            piece = rest + text[start : start + _BASE64_STEP].translate(None, b" \t\r\n\f")
            whole = len(piece) - len(piece) % 4
            done.append(a2b_base64(piece[:whole], strict_mode=True))
            rest = piece[whole:]
        done.append(a2b_base64(rest + b"=" * (-len(rest) % 4), strict_mode=True))
    except Base64Error as error:
        raise InvalidInput(f"the data: URL is not in base64 ({error})") from None
    return b"".join(done)


def is_buffer(value: object) -> TypeGuard[bytes | bytearray | memoryview]:
    """Whether it is bytes, or lends them."""
    return isinstance(value, (bytes, bytearray, memoryview))


def is_path(value: object) -> TypeGuard[os.PathLike[str]]:
    """Whether it is a path, and not a text that may be one."""
    return isinstance(value, os.PathLike)


def _from_path(path: Path, kind: Kind) -> Media:
    try:
        info = path.stat()
    except (OSError, ValueError) as error:
        raise InvalidInput(f"there is no file {_brief(path)} ({_words(error)})") from None
    if not stat.S_ISREG(info.st_mode):
        what = "a folder" if stat.S_ISDIR(info.st_mode) else "no regular file: open it, and pass the file object"
        raise InvalidInput(f"{_brief(path)} is {what}")
    source = FileSource(path, info.st_size)
    with source.open() as file:
        head = file.read(HEAD)
    if not head:
        raise InvalidInput(f"the file {_brief(path)} is empty")
    return Media(source, _mime(head, kind, None, path.name), path.name, kind=kind)


def _words(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _from_file(file: _Readable, kind: Kind) -> Media:
    if isinstance(file, io.TextIOBase):
        raise InvalidInput(f"the file object gives text, {_BINARY}")
    if inspect.iscoroutinefunction(file.read):
        raise InvalidInput("the file object is async: pass what `await file.read()` gives")
    name = getattr(file, "name", None)
    filename = Path(name).name if isinstance(name, str) else None
    if not _can_seek(file):
        return _from_bytes(_binary(file.read()), kind, filename=filename)
    start = file.tell()
    file.seek(0, os.SEEK_END)
    size = file.tell() - start
    file.seek(start)
    head = _binary(file.read(HEAD))
    file.seek(start)
    if size <= 0:
        raise InvalidInput("the file object is at its end: it is read from where it stands, so seek(0) first")
    return Media(FileObjectSource(file, start, size), _mime(head, kind, None, filename), filename, kind=kind)


def _is_iterator(value: object) -> TypeGuard[Iterator[object]]:
    return isinstance(value, Iterator)


def _from_iterator(items: Iterator[object], kind: Kind) -> Media:
    head = bytearray()
    for item in items:
        head += as_bytes(item)
        if len(head) >= HEAD:
            break
    if not head:
        raise InvalidInput("the iterator gives nothing")
    return Media(IteratorSource(bytes(head), items), _mime(bytes(head[:HEAD]), kind, None, None), kind=kind)


def _can_read(value: object) -> TypeGuard[_Readable]:
    return callable(getattr(value, "read", None))


def _can_seek(file: object) -> TypeGuard[SeekableFile]:
    seekable = getattr(file, "seekable", None)
    return callable(seekable) and seekable() is True


def _binary(data: object) -> bytes:
    if isinstance(data, bytes):
        return data
    raise InvalidInput(f"the file object gives {type(data).__name__}, {_BINARY}")


def _is_pil(value: object) -> TypeGuard[Image]:
    """Whoever has a PIL image has imported PIL."""
    pil = sys.modules.get("PIL.Image")
    return pil is not None and isinstance(value, pil.Image)


def _encode(image: Image) -> bytes:
    if 0 in image.size:
        raise InvalidInput(f"the image has no pixels ({image.width} x {image.height})")
    form = image.format if image.format in ("JPEG", "WEBP") else "PNG"
    buffer = io.BytesIO()
    try:
        _with_mode(image, form).save(buffer, form, quality=95)
    except Exception as error:
        raise InvalidInput(f"the PIL image cannot be written as {form} ({error})") from None
    return buffer.getvalue()


def _with_mode(image: Image, form: str) -> Image:
    """The image in a colour mode that the format can hold."""
    if image.mode in _PIL_MODES[form]:
        return image
    if image.mode == "I" and form == "PNG":  # 32 bits a pixel, of which PNG holds 16
        return image.convert("I;16")
    return image.convert("RGBA" if image.has_transparency_data and form != "JPEG" else "RGB")
