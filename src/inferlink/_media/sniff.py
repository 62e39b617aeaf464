"""Media types: read from the first bytes of the data, and turned into file-name extensions."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["HEAD", "Kind", "default_mime", "extension", "is_page", "sniff"]

Kind: TypeAlias = Literal["image", "audio", "video", "file"]

HEAD = 512
"""Bytes that `sniff` looks at."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"%PDF-", "application/pdf"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
# https://mp4ra.org/registered-types/brands
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
_EXTENSIONS = {
    "audio": {
        **dict.fromkeys(("wav", "x-wav", "wave", "vnd.wave"), "wav"),
        **dict.fromkeys(("mpeg", "mp3"), "mp3"),
        **dict.fromkeys(("m4a", "x-m4a"), "m4a"),
        **dict.fromkeys(("flac", "x-flac"), "flac"),
        **{name: name for name in ("mp4", "ogg", "webm", "aac")},
        "x-matroska": "mka",
    },
    "image": {
        "jpg": "jpg",
        "jpeg": "jpg",
        **{name: name for name in ("png", "gif", "webp", "bmp", "tiff", "avif", "heic")},
    },
    "video": {"quicktime": "mov", "x-matroska": "mkv", "x-msvideo": "avi", "mp4": "mp4", "webm": "webm", "ogg": "ogv"},
    "application": {"pdf": "pdf"},
}
_DEFAULTS = {
    "image": ("image/png", "png"),
    "audio": ("audio/wav", "wav"),
    "video": ("video/mp4", "mp4"),
    "file": ("application/octet-stream", "bin"),
}


def default_mime(kind: Kind) -> str:
    """The media type to assume where nothing says it."""
    return _DEFAULTS[kind][0]


def extension(mime: str | None, kind: Kind) -> str:
    """File-name extension, without the dot. Servers read the format from it; parameters of the type do not count."""
    family, _, name = (mime or "").partition(";")[0].strip().lower().partition("/")
    return _EXTENSIONS.get(family, {}).get(name, _DEFAULTS[kind][1])


def sniff(head: bytes, kind: Kind) -> str | None:
    """The media type that the first bytes show. `kind` decides for containers of both sound and pictures."""
    for magic, mime in _MAGIC:
        if head.startswith(magic):
            return mime
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _iso_media(head, kind)
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    family = "audio" if kind == "audio" else "video"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return f"{family}/webm" if b"webm" in head[:64] else f"{family}/x-matroska"
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head else "audio/ogg"
    return _mpeg_audio(head)


def _iso_media(head: bytes, kind: Kind) -> str:
    if head[8:12] == b"mif1" and b"avif" in head[16:64]:
        return "image/avif"
    return _BRANDS.get(head[8:12], "audio/mp4" if kind == "audio" else "video/mp4")


def _mpeg_audio(head: bytes) -> str | None:
    """Frames without a header of the file: a sync word, then fields that have forbidden values."""
    if len(head) < 3 or head[0] != 0xFF:
        return None
    version_and_layer, rates = head[1], head[2]
    if version_and_layer & 0xF6 == 0xF0:
        return "audio/aac"
    is_layer_3 = version_and_layer & 0xE6 == 0xE2 and version_and_layer & 0x18 != 0x08
    return "audio/mpeg" if is_layer_3 and rates >> 4 != 0xF and rates & 0x0C != 0x0C else None


def is_page(head: bytes) -> bool:
    """Whether the first bytes are a web page or JSON, whatever the server calls them; raw sound is never ASCII."""
    start = head[:HEAD].lstrip()[:64].lower()
    return start.isascii() and b"\0" not in start and start.startswith((b"<!doctype html", b"<html", b'{"', b"[{"))
