"""Media out: images, sound and video with their bytes as received, and arrays of vectors."""

from __future__ import annotations

import io
from binascii import b2a_base64
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias, TypeVar

from ..errors import MissingExtra
from .saving import save_pieces
from .sniff import Kind, default_mime, sniff
from .vectors import Vectors

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from PIL.Image import Image as PILImage

    from .._meta import Meta
    from .saving import Saved

__all__ = ["MEDIA", "Audio", "Image", "MediaOutput", "Vectors", "Video", "on_disk"]

Bytes: TypeAlias = bytes  # the name that `MediaOutput.bytes` hides inside the class

_NOTEBOOK_LIMIT = 8_000_000
_PIECE = 1 << 20


class MediaOutput:
    """A medium as the server sent it.

    Args:
        data: The encoded file.
        mime: Its media type; without one it is read from the first bytes.
    """

    _kind: ClassVar[Kind] = "file"
    _meta: Meta | None = None

    def __init__(self, data: Bytes, mime: str | None = None) -> None:
        self._data: Bytes | None = data
        self._path: Path | None = None
        self._mime = mime or sniff(data, self._kind) or default_mime("file")

    @property
    def bytes(self) -> Bytes:
        """The encoded file. Of a result that was written to a path it is read from there, each time.

        Raises:
            OSError: When that file cannot be read.
        """
        return self._path.read_bytes() if self._data is None and self._path is not None else self._data or b""

    @property
    def path(self) -> Path | None:
        """The file that `stream_to=` named, links followed; `None` where the data are in memory."""
        return self._path

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
            target.write_bytes(self.bytes)  # a pipe or a device, which must not be replaced by a file
        else:
            save_pieces(target.resolve(), self._pieces())
        return target

    def __bytes__(self) -> Bytes:
        return self.bytes

    def __len__(self) -> int:
        return self._path.stat().st_size if self._path is not None else len(self.bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MediaOutput) and type(other) is type(self) and other.bytes == self.bytes

    def __hash__(self) -> int:
        return hash((type(self), self.bytes))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.mime}, {_readable(len(self))})"

    def _pieces(self) -> Iterator[Bytes]:
        if self._path is None:
            yield self.bytes
            return
        with self._path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def _embedded(self, html: str) -> str | None:
        """HTML for a notebook, with the file where `{src}` stands; large files would bloat it."""
        if len(self) > _NOTEBOOK_LIMIT:
            return None
        from html import escape

        return html.format(src=f"data:{escape(self.mime)};base64,{b2a_base64(self.bytes, newline=False).decode()}")


M = TypeVar("M", bound=MediaOutput)


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
        return PIL.Image.open(io.BytesIO(self.bytes))

    # https://ipython.readthedocs.io/en/stable/config/integrating.html#rich-display
    def _repr_png_(self) -> Bytes | None:
        return self._shown_as("image/png")

    def _repr_jpeg_(self) -> Bytes | None:
        return self._shown_as("image/jpeg")

    def _repr_html_(self) -> str | None:
        """For types without a hook of their own, as WebP and GIF; scripts of an SVG do not run inside `img`."""
        return None if self.mime in ("image/png", "image/jpeg") else self._embedded('<img src="{src}">')

    def _shown_as(self, mime: str) -> Bytes | None:
        return self.bytes if self.mime == mime and len(self) <= _NOTEBOOK_LIMIT else None


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


MEDIA: dict[str, type[MediaOutput]] = {"image": Image, "audio": Audio, "video": Video}
"""Kind of a result to its type."""


def on_disk(kind: type[M], saved: Saved, mime: str | None) -> M:
    """A medium whose data stay in a file."""
    medium = kind(saved.head, mime)
    medium.__dict__.update(_data=None, _path=saved.path)
    return medium


def _readable(size: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"
