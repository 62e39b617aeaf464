"""Media in: what is accepted, which type it gets, and how it is read."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tempfile
import tracemalloc
import wave
from base64 import b64encode
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._media.artifacts import Audio, Image, Video
from inferlink._media.inputs import Media, file_name, read_media
from inferlink._media.sniff import default_mime
from inferlink._sending.body import is_blocking, pieces, raw_body
from inferlink.errors import InvalidInput

if TYPE_CHECKING:
    from inferlink._media.sniff import Kind
    from inferlink._sending.wire import Source

PNG = b"\x89PNG\r\n\x1a\n" + bytes(1001)


def source(media: Media) -> Source:
    assert media.source is not None
    return media.source


def content(media: Media) -> bytes:
    return b"".join(pieces(raw_body(source(media), "x/y"), 4096))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (16, 9)) -> bytes:
    buffer = io.BytesIO()
    PIL.Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


def sound() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(320))
    return buffer.getvalue()


def box(brand: bytes, *others: bytes) -> bytes:
    """An ISO media header (ISO 14496-12): size, `ftyp`, brand, version, compatible brands."""
    return (16 + 4 * len(others)).to_bytes(4, "big") + b"ftyp" + brand + bytes(4) + b"".join(others) + b"\0\0\0\x08free"


# what is accepted


class Unseekable(io.RawIOBase):
    """A pipe: it can be read once."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        return self._inner.readinto(buffer)


@dataclass
class Base64Like:
    """A value with decoded `bytes`, as the media inside outputs are."""

    bytes: bytes


FORMS = {
    "bytes": lambda folder: PNG,
    "bytearray": lambda folder: bytearray(PNG),
    "memoryview": lambda folder: memoryview(PNG),
    "strided memoryview": lambda folder: memoryview(bytes(byte for byte in PNG for _ in range(2)))[::2],
    "memoryview of numbers": lambda folder: memoryview(PNG[:1008]).cast("i"),
    "path": lambda folder: written(folder / "a.png", PNG),
    "path as text": lambda folder: str(written(folder / "a.png", PNG)),
    "file": lambda folder: written(folder / "a.png", PNG).open("rb"),
    "unbuffered file": lambda folder: written(folder / "a.png", PNG).open("rb", buffering=0),
    "BytesIO": lambda folder: io.BytesIO(PNG),
    "gzip": lambda folder: gzip.GzipFile(written(folder / "a.gz", gzip.compress(PNG))),
    "spooled temporary file": lambda folder: spooled(PNG),
    "pipe": lambda folder: Unseekable(PNG),
    "data URL": lambda folder: "data:image/png;base64," + b64encode(PNG).decode(),
    "data URL in capitals": lambda folder: "DATA:image/png;BASE64," + b64encode(PNG).decode(),
    "data URL in percents": lambda folder: "data:image/png," + quote(PNG),
    "data URL in base64 in percents": lambda folder: "data:;base64," + quote(b64encode(PNG), safe=""),
    "data URL without padding": lambda folder: "data:;base64," + b64encode(PNG).decode().rstrip("="),
    "data URL in lines": lambda folder: "data:;base64,\n" + "\r\n".join(b64encode(PNG).decode().partition("AA")),
    "our own image": lambda folder: Image(PNG),
    "value with bytes": lambda folder: Base64Like(PNG),
}


def spooled(data: bytes) -> object:
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115
    file.write(data)
    file.seek(0)
    return file


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_bytes_twice_and_the_type(form: str, tmp_path: Path):
    value = FORMS[form](tmp_path)
    media = read_media(value, "image", "image")
    expected = PNG if form != "memoryview of numbers" else PNG[:1008]
    assert content(media) == content(media) == expected
    assert (media.mime, media.kind, media.url) == ("image/png", "image", None)
    assert source(media).size == len(expected)
    if hasattr(value, "close"):
        assert not value.closed
        value.close()


@pytest.mark.parametrize("url", ["http://example.com/a.png", "HTTPS://example.com/b", "https://[::1]:80/c?d#e"])
def test_a_url_is_kept_and_not_read(url: str):
    assert read_media(url, "image", "image") == Media(url=url, kind="image")


def test_our_own_sound_and_video_are_accepted():
    assert read_media(Audio(sound()), "audio", "audio").mime == "audio/wav"
    assert read_media(Video(b"?", "video/x-own"), "video", "video").mime == "video/x-own"
    assert read_media(Video(b"?"), "video", "video").mime is None


def test_a_reply_of_a_server_can_be_passed_on():
    class Socket:
        def makefile(self, mode: str) -> io.BytesIO:
            return io.BytesIO(b"HTTP/1.1 200 OK\r\nContent-Length: 1009\r\n\r\n" + PNG)

    reply = HTTPResponse(Socket())
    reply.begin()
    assert content(read_media(reply, "image", "image")) == PNG


def test_a_file_object_is_read_from_where_it_stands():
    file = io.BytesIO(b"skipped" + PNG)
    file.seek(7)
    media = read_media(file, "image", "image")
    assert file.tell() == 7
    assert content(media) == content(media) == PNG


def test_a_file_object_is_not_closed_by_reading_it(tmp_path: Path):
    with written(tmp_path / "a", PNG).open("rb") as file:
        content(read_media(file, "image", "image"))
        assert not file.closed


def test_only_what_is_on_a_disk_is_blocking(tmp_path: Path):
    with written(tmp_path / "a", PNG).open("rb") as file:
        values = [PNG, io.BytesIO(PNG), tmp_path / "a", file]
        media = [read_media(value, "image", "image") for value in values]
        assert [is_blocking(raw_body(source(value), "x/y")) for value in media] == [False, False, True, True]


def test_file_names_lose_their_folder(tmp_path: Path):
    path = written(tmp_path / "a b.png", PNG)
    with path.open("rb") as file, os.fdopen(os.open(path, os.O_RDONLY), "rb") as nameless:
        names = [read_media(value, "image", "image").filename for value in (path, str(path), file, nameless, PNG)]
    assert names == ["a b.png", "a b.png", "a b.png", None, None]


def test_a_path_is_opened_but_not_read(tmp_path: Path):
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.write(PNG)
        file.truncate(1 << 32)
    media = read_media(path, "image", "image")
    assert (media.mime, source(media).size) == ("image/png", 1 << 32)


@pytest.mark.parametrize("wrap", [bytes, bytearray, lambda data: memoryview(bytearray(data))])
def test_data_in_memory_are_not_copied(wrap: type[bytes]):
    data = wrap(bytes(8_000_000))
    tracemalloc.start()
    total = sum(map(len, pieces(raw_body(source(read_media(data, "image", "image")), "x/y"), 65536)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 8_000_000
    assert peak < 500_000


@given(st.binary(min_size=1, max_size=300), st.booleans())
def test_data_urls_decode_to_what_went_in(data: bytes, in_base64: bool):
    url = f"data:x/y;base64,{b64encode(data).decode()}" if in_base64 else f"data:x/y,{quote(data)}"
    assert content(read_media(url, "file", "file")) == data


def test_long_data_urls_are_decoded_across_pieces():
    data = os.urandom(3_000_001)
    lines = b64encode(data).decode()
    url = "data:x/y;base64," + "\n".join(lines[start : start + 77] for start in range(0, len(lines), 77))
    assert content(read_media(url, "file", "file")) == data


# PIL images


def opened(data: bytes) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(data))


def test_a_pil_image_becomes_a_png_with_the_same_pixels():
    image = PIL.Image.effect_noise((20, 10), 50).convert("RGB")
    media = read_media(image, "image", "image")
    assert media.mime == "image/png"
    assert opened(content(media)).tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("form", "mime"),
    [
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("PNG", "image/png"),
        ("GIF", "image/png"),
        ("TIFF", "image/png"),
        ("BMP", "image/png"),
    ],
)
def test_a_pil_image_that_was_opened_keeps_a_compact_format(form: str, mime: str):
    media = read_media(opened(picture(form)), "image", "image")
    assert media.mime == mime
    assert opened(content(media)).size == (16, 9)


@pytest.mark.parametrize(
    "mode",
    ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "I;16", "F"],
)
@pytest.mark.parametrize("form", [None, "JPEG", "WEBP"])
def test_every_colour_mode_can_be_sent(mode: str, form: str | None):
    image = PIL.Image.new(mode, (4, 3))
    image.format = form
    sent = opened(content(read_media(image, "image", "image")))
    assert (sent.size, sent.format) == ((4, 3), form or "PNG")


@pytest.mark.parametrize("form", [None, "WEBP"])
def test_transparency_is_kept(form: str | None):
    image = PIL.Image.new("RGBa", (2, 2), (0, 0, 0, 0))
    image.format = form
    assert opened(content(read_media(image, "image", "image"))).convert("RGBA").getpixel((0, 0))[3] == 0


def test_pixels_stay_where_the_callers_image_has_them():
    exif = PIL.Image.Exif()
    exif[0x0112] = 6  # the orientation tag: to be shown turned by a quarter
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (16, 9)).save(buffer, "JPEG", exif=exif)
    image = opened(buffer.getvalue())
    sent = opened(content(read_media(image, "image", "image")))
    assert sent.size == image.size
    assert 0x0112 not in sent.getexif()


@pytest.mark.parametrize("image", [PIL.Image.new("RGB", (0, 5)), opened(picture("PNG", size=(400, 400))[:-60])])
def test_a_pil_image_that_cannot_be_encoded_is_refused(image: PIL.Image.Image):
    with pytest.raises(InvalidInput, match=r"^image: the (PIL )?image (has no pixels|cannot be written as PNG)"):
        read_media(image, "image", "image")


def test_pil_is_not_imported_for_other_values():
    code = (
        "import sys; from inferlink._media.inputs import read_media; read_media(b'x', 'image', 'a'); "
        "sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# what is refused


def closed() -> io.BytesIO:
    file = io.BytesIO(b"x")
    file.close()
    return file


def at_end() -> io.BytesIO:
    file = io.BytesIO(b"x")
    file.read()
    return file


class AsyncFile:
    async def read(self) -> bytes:
        return b"x"


class TextPipe:
    def read(self) -> str:
        return "text"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "NoneType is no audio"),
        (3, "int is no audio"),
        (["a.wav"], "list is no audio"),
        (np.zeros(3), "ndarray is no audio"),
        ("", "the string is empty"),
        ("  ", "the string is empty"),
        (b"", "the value is empty"),
        (bytearray(), "the value is empty"),
        (memoryview(b""), "the value is empty"),
        (Audio(b""), "the value is empty"),
        ("no/such/file.wav", "there is no file 'no/such/file.wav' (No such file or directory)"),
        (Path("no-file.wav"), "there is no file 'no-file.wav'"),
        ("UklGRiQA" * 5000, "there is no file 'UklGRiQAUklGRiQA"),
        ("nul\0byte", "there is no file"),
        ("ftp://example.com/a.wav", "'ftp://example.com/a.wav' is neither an http(s) URL nor a path"),
        (Path(__file__).parent, "is a folder"),
        ("/dev/null", "is no regular file: open it"),
        ("http://", "names no host"),
        ("https:///a.wav", "names no host"),
        ("http://[::1", "cannot be read"),
        ("data:audio/wav;base64", "a comma goes before it"),
        ("data:audio/wav;base64,", "the value is empty"),
        ("data:audio/wav;base64,%%%", "not in base64"),
        ("data:audio/wav;base64,A", "not in base64"),
        ("data:audio/wav;base64,QUJD-_", "not in base64"),
        ("data:audio/wav;base64,ü", "not in base64"),
        (io.StringIO("x"), "text, not bytes: open it in binary mode"),
        (TextPipe(), "str, not bytes: open it in binary mode"),
        (AsyncFile(), "await file.read()"),
        (at_end(), "seek(0)"),
        (Unseekable(b""), "the value is empty"),
        (closed(), "closed file"),
    ],
)
def test_what_is_no_medium_is_refused_with_the_argument_and_what_would_work(value: object, reason: str):
    with pytest.raises(InvalidInput) as caught:
        read_media(value, "audio", "audio")
    message = str(caught.value)
    assert message.startswith("audio: ")
    assert reason in message
    assert message.endswith(
        "Pass bytes, the path of a file, an http(s) or data: URL, a binary file object or an iterator of bytes."
    )
    assert len(message) < 300


def test_a_pil_image_is_offered_where_an_image_is_wanted_alone():
    with pytest.raises(InvalidInput, match=r"or an iterator of bytes, or a PIL image\.$"):
        read_media(3, "image", "image")


def test_files_opened_as_text_or_for_writing_are_refused(tmp_path: Path):
    path = written(tmp_path / "a.png", PNG)
    with path.open() as text, pytest.raises(InvalidInput, match="binary mode"):
        read_media(text, "image", "image")
    with path.open("ab") as write_only, pytest.raises(InvalidInput, match=r"cannot be read|at its end"):
        read_media(write_only, "image", "image")


def test_an_empty_file_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInput, match=r"image: the file 'empty\.png' is empty"):
        read_media(written(Path("empty.png"), b""), "image", "image")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    path = written(Path("secret.png"), PNG)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)  # the tests may run as root, for whom nothing is forbidden
    with pytest.raises(InvalidInput, match=r"'secret\.png' cannot be read \(Permission denied\)"):
        read_media(path, "image", "image")


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInput, match="no regular file: open it"):
        read_media(tmp_path / "pipe", "audio", "audio")


def test_a_file_object_that_is_closed_before_it_is_sent_is_an_error():
    file = io.BytesIO(PNG)
    media = read_media(file, "image", "image")
    file.close()
    with pytest.raises(InvalidInput, match="the file object could not be read"):
        content(media)


# types


@pytest.mark.parametrize(
    ("data", "kind", "mime"),
    [
        (picture("PNG"), "image", "image/png"),
        (picture("JPEG"), "image", "image/jpeg"),
        (picture("GIF"), "image", "image/gif"),
        (picture("WEBP"), "image", "image/webp"),
        (picture("BMP"), "image", "image/bmp"),
        (picture("TIFF"), "image", "image/tiff"),
        (picture("AVIF"), "image", "image/avif"),
        (b"MM\0*\0\0\0\x08", "image", "image/tiff"),
        (box(b"mif1", b"mif1", b"avif"), "image", "image/avif"),
        (box(b"mif1", b"mif1", b"heic"), "image", "image/heic"),
        (box(b"heic"), "image", "image/heic"),
        (box(b"isom"), "video", "video/mp4"),
        (box(b"mp42"), "audio", "audio/mp4"),
        (box(b"M4A "), "file", "audio/mp4"),
        (box(b"qt  "), "video", "video/quicktime"),
        (sound(), "audio", "audio/wav"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "audio", "audio/wav"),
        (b"RIFF\0\0\0\0AVI LIST", "video", "video/x-msvideo"),
        (b"ID3\x04\0\0", "audio", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio", "audio/mpeg"),
        (b"\xff\xf3\x84\xc4", "audio", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio", "audio/aac"),
        (b"\xff\xf9\x50\x80", "audio", "audio/aac"),
        (b"fLaC\0\0\0\x22", "audio", "audio/flac"),
        (b"OggS" + bytes(24) + b"OpusHead", "audio", "audio/ogg"),
        (b"OggS" + bytes(24) + b"\x80theora", "video", "video/ogg"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "audio", "audio/webm"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video", "video/webm"),
        (b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska", "video", "video/x-matroska"),
        (b"%PDF-1.7\n", "file", "application/pdf"),
        (b"BMW is a car maker", "file", None),
        (b"\xff\xfea\0b\0", "file", None),  # UTF-16 text
        (b"\xff\xfb\xf0\x00", "audio", None),  # a bit rate that does not exist
        (b"\xff\xeb\x90\x00", "audio", None),  # a version that does not exist
        (b"\xff", "audio", None),
        (b"plain text", "file", None),
    ],
)
def test_the_first_bytes_tell_the_type(data: bytes, kind: Kind, mime: str | None):
    assert read_media(data, kind, "x").mime == mime


def test_the_extension_tells_the_type_only_when_the_bytes_do_not(tmp_path: Path):
    assert read_media(written(tmp_path / "wrong.jpg", PNG), "image", "image").mime == "image/png"
    assert read_media(written(tmp_path / "notes.txt", b"hello"), "file", "file").mime == "text/plain"
    assert read_media(written(tmp_path / "unknown", b"hello"), "file", "file").mime is None


@pytest.mark.parametrize(
    ("header", "mime"),
    [
        ("image/svg+xml", "image/svg+xml"),
        ("audio/pcm;rate=16000", "audio/pcm;rate=16000"),
        ("", None),
        (";charset=utf-8", None),
        ("application/octet-stream", None),
        ("text", None),
        ("text/plain\r\nX-Evil: 1", None),
        ("text/plain\n;a", None),
    ],
)
def test_a_declared_type_is_used_when_it_is_one_and_says_something(header: str, mime: str | None):
    assert read_media(f"data:{header},hello", "file", "file").mime == mime


@pytest.mark.parametrize(
    ("mime", "kind", "name"),
    [
        ("audio/wav", "audio", "audio.wav"),
        ("audio/x-wav", "audio", "audio.wav"),
        ("audio/wave", "audio", "audio.wav"),
        ("audio/mpeg", "audio", "audio.mp3"),
        ("audio/mp3", "audio", "audio.mp3"),
        ("audio/mp4", "audio", "audio.mp4"),
        ("video/mp4", "audio", "audio.mp4"),
        ("audio/m4a", "audio", "audio.m4a"),
        ("audio/x-m4a", "audio", "audio.m4a"),
        ("audio/flac", "audio", "audio.flac"),
        ("audio/x-flac", "audio", "audio.flac"),
        ("audio/ogg;codecs=opus", "audio", "audio.ogg"),
        ("Audio/WebM; codecs=opus", "audio", "audio.webm"),
        ("audio/unheard-of", "audio", "audio.wav"),
        (None, "audio", "audio.wav"),
        ("image/jpeg", "image", "image.jpg"),
        (None, "image", "image.png"),
        ("video/quicktime", "video", "video.mov"),
        ("application/pdf", "file", "file.pdf"),
        (None, "file", "file.bin"),
    ],
)
def test_the_name_in_a_form_has_the_extension_that_servers_look_at(mime: str | None, kind: Kind, name: str):
    assert file_name(Media(mime=mime, filename="private name.xyz"), kind) == name


def test_the_assumed_type_and_the_assumed_name_agree():
    for kind in ("image", "audio", "video"):
        assert file_name(Media(mime=default_mime(kind)), kind) == file_name(Media(), kind)
