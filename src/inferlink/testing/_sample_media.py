"""The smallest image, sound and video that are valid."""

from __future__ import annotations

import io
import struct
import wave
import zlib

__all__ = ["SAMPLE_MEDIA", "sample_mp4", "sample_png", "sample_wav"]


def sample_png() -> bytes:
    """One grey pixel (https://www.w3.org/TR/png-3/). Stored, not compressed: every zlib makes the same bytes."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\x80", 0)), (b"IEND", b""))
    printed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(printed)


def sample_wav() -> bytes:
    """A millisecond of silence: 16 samples at 16 kHz, mono, 16 bit."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 16000, 16, "NONE", ""))
        file.writeframes(bytes(32))
    return buffer.getvalue()


def sample_mp4() -> bytes:
    """A file type box and an empty box of data (ISO 14496-12, 4.3 and 8.1.1): a video of no length."""
    brands = b"isom" + bytes(4) + b"isommp42"
    return struct.pack(">I4s", 8 + len(brands), b"ftyp") + brands + struct.pack(">I4s", 8, b"mdat")


SAMPLE_MEDIA = {"image": sample_png, "audio": sample_wav, "video": sample_mp4}
