"""Media out: images, sound and video with their bytes as received, and arrays of vectors."""

from __future__ import annotations

import io
import os
from binascii import b2a_base64
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from ._sniff import Kind, default_mime, sniff
from ._vectors import Vectors
from .errors import MissingExtra

if TYPE_CHECKING:
    from PIL.Image import Image as PILImage

    from ._meta import Meta

__all__ = ["Audio", "Image", "MediaOutput", "Vectors", "Video"]

Bytes: TypeAlias = bytes  # the name that `MediaOutput.bytes` hides inside the class

_NOTEBOOK_LIMIT = 8_000_000


class MediaOutput:
    """A medium as the server sent it.

    Args:
        data: The encoded file.
        mime: Its media type; without one it is read from the first bytes.
    """

    _kind: ClassVar[Kind] = "file"
    _meta: Meta | None = None

    def __init__(self, data: Bytes, mime: str | None = None) -> None:
        self._data = data
        self._mime = mime or sniff(data, self._kind) or default_mime("file")

    @property
    def bytes(self) -> Bytes:
        """The encoded file."""
        return self._data

    @property
    def mime(self) -> str:
        """Media type as the server named it, else by the first bytes; `application/octet-stream` when neither says."""
        return self._mime

    @property
    def meta(self) -> Meta | None:
        """How the result came: request id, model, timings."""
        return self._meta

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the file, whole or not at all, and return its path.

        Args:
            path: Where to. The folder must exist, and no extension is added.

        Raises:
            OSError: When the file cannot be written; what was there before is kept.
        """
        target = Path(path)
        if target.exists() and not target.is_file():
            target.write_bytes(self._data)  # a pipe or a device, which must not be replaced by a file
        else:
            _replace(target.resolve(), self._data)
        return target

    def __bytes__(self) -> Bytes:
        return self._data

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MediaOutput) and type(other) is type(self) and other._data == self._data

    def __hash__(self) -> int:
        return hash((type(self), self._data))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.mime}, {_readable(len(self))})"

    def _embedded(self, html: str) -> str | None:
        """HTML for a notebook, with the file where `{src}` stands; large files would bloat it."""
        if len(self) > _NOTEBOOK_LIMIT:
            return None
        from html import escape

        return html.format(src=f"data:{escape(self.mime)};base64,{b2a_base64(self._data, newline=False).decode()}")


class Image(MediaOutput):
    """An image as the server sent it: usually PNG, JPEG or WebP."""

    _kind = "image"

    def to_pil(self) -> PILImage:
        """Open the image with Pillow; pixels are decoded when they are first used.

        Raises:
            MissingExtra: When Pillow is not installed.
            OSError: When Pillow does not know the format.
        """
        try:
            import PIL.Image
        except ImportError:
            raise MissingExtra("to_pil() needs Pillow: pip install 'inferlink[images]'.") from None
        return PIL.Image.open(io.BytesIO(self._data))

    # https://ipython.readthedocs.io/en/stable/config/integrating.html#rich-display
    def _repr_png_(self) -> Bytes | None:
        return self._shown_as("image/png")

    def _repr_jpeg_(self) -> Bytes | None:
        return self._shown_as("image/jpeg")

    def _repr_html_(self) -> str | None:
        """For types without a hook of their own, as WebP and GIF; scripts of an SVG do not run inside `img`."""
        return None if self.mime in ("image/png", "image/jpeg") else self._embedded('<img src="{src}">')

    def _shown_as(self, mime: str) -> Bytes | None:
        return self._data if self.mime == mime and len(self) <= _NOTEBOOK_LIMIT else None


class Audio(MediaOutput):
    """Sound as the server sent it; `mime` tells the encoding."""

    _kind = "audio"

    def _repr_html_(self) -> str | None:
        return self._embedded('<audio controls src="{src}"></audio>')


class Video(MediaOutput):
    """A video as the server sent it; `mime` tells the container."""

    _kind = "video"

    def _repr_html_(self) -> str | None:
        return self._embedded('<video controls src="{src}"></video>')


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target and rename: a reader sees the old file or the new one."""
    temporary = target.with_name(f".inferlink-{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _readable(size: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"
