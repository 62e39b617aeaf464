"""Request bodies: what is on the wire, how long it is, and what is refused."""

from __future__ import annotations

import io
import json
import tracemalloc
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from email.parser import BytesParser
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._media.sources import BytesSource, FileSource
from inferlink._sending.body import (
    Embedded,
    FilePart,
    content_length,
    is_blocking,
    json_body,
    multipart_body,
    pieces,
    raw_body,
)
from inferlink._sending.wire import Body, Piece
from inferlink.errors import InvalidInput

if TYPE_CHECKING:
    from pathlib import Path

MANY = bytes(range(256)) * 1024  # 256 KiB: too large to be put inline


class Readers:
    """A source whose readers are watched, and return a few bytes a read at most."""

    blocking = True

    def __init__(self, data: bytes, size: int | None, at_most: int = 1 << 30) -> None:
        self.data, self.size, self.at_most = data, size, at_most
        self.opened: list[io.BytesIO] = []

    def open(self) -> io.BytesIO:
        at_most = self.at_most

        class Reader(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                return super().read(min(size or 0, at_most))

        self.opened.append(Reader(self.data))
        return self.opened[-1]


def content(body: Body, size: int = 1 << 20) -> bytes:
    return b"".join(pieces(body, size))


def file(path: Path, data: bytes) -> FileSource:
    path.write_bytes(data)
    return FileSource(path, len(data))


# JSON


def test_json_without_media_is_one_part_of_compact_utf8():
    body = json_body({"a": [1, 2.5, True, None], "b": "é\u2028"})
    assert body.parts == ['{"a":[1,2.5,true,null],"b":"é\u2028"}'.encode()]
    assert body.content_type == "application/json"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_any_json_value_arrives_as_it_was(tree: object):
    assert json.loads(content(json_body(tree))) == tree


@given(st.lists(st.binary(max_size=40) | st.text(max_size=20), max_size=6), st.integers(1, 50))
def test_media_and_texts_arrive_in_their_places(values: list[bytes | str], size: int):
    tree = [Embedded(Readers(value, len(value))) if isinstance(value, bytes) else value for value in values]
    body = json_body({"values": tree})
    sent = content(body, size)
    assert json.loads(sent)["values"] == [
        b64encode(value).decode() if isinstance(value, bytes) else value for value in values
    ]
    assert content_length(body) == len(sent)


def test_media_with_a_type_become_a_data_url():
    body = json_body({"image_url": {"url": Embedded(BytesSource(MANY), "image/png")}})
    assert json.loads(content(body)) == {"image_url": {"url": f"data:image/png;base64,{b64encode(MANY).decode()}"}}


def test_a_type_with_quotes_stays_valid_json():
    body = json_body(Embedded(BytesSource(b"x"), 'audio/ogg; codecs="opus"'))
    assert json.loads(content(body)) == 'data:audio/ogg; codecs="opus";base64,eA=='


def test_large_media_are_not_read_before_they_are_sent():
    source = Readers(MANY, len(MANY))
    body = json_body([Embedded(source), Embedded(source)])
    assert not source.opened
    assert [type(part) for part in body.parts] == [bytes, Piece, bytes, Piece, bytes]


def test_small_media_in_memory_are_put_inline():
    assert json_body([Embedded(BytesSource(b"abcd"))]).parts == [b'["YWJjZA=="]']


def test_no_text_of_the_caller_stands_for_a_medium(monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []

    def urandom(size: int) -> bytes:
        seen.append(len(seen).to_bytes(size, "big").hex())
        return bytes.fromhex(seen[-1])

    monkeypatch.setattr("os.urandom", urandom)
    json_body(["first", Embedded(BytesSource(b"x"))])
    body = json_body([seen[0], f'"{seen[0]}"', Embedded(BytesSource(b"x"))])
    assert json.loads(content(body)) == [seen[0], f'"{seen[0]}"', "eA=="]
    assert len(set(seen)) == len(seen) == 2


def test_dataclasses_are_objects_without_none_under_their_wire_names():
    @dataclass(kw_only=True)
    class Part:
        kind: str = field(metadata={"alias": "type"})
        text: str | None = None
        count: int = 0

    assert json.loads(content(json_body({"parts": [Part(kind="text")]}))) == {"parts": [{"type": "text", "count": 0}]}


def test_none_in_a_dict_is_kept():
    assert content(json_body({"a": None})) == b'{"a":null}'


def test_mappings_tuples_and_string_enums_are_accepted():
    class Role(StrEnum):
        USER = "user"

    assert content(json_body(MappingProxyType({"a": (1, Role.USER)}))) == b'{"a":[1,"user"]}'


@pytest.mark.parametrize(
    ("tree", "place", "advice"),
    [
        ({"a": [{"b": float("nan")}]}, "a[0].b: JSON has no nan", "finite"),
        ({"a": float("-inf")}, "a: JSON has no -inf", "finite"),
        ([b"x"], "[0]: bytes", "decode"),
        ({"a": bytearray(b"x")}, "a: bytearray", "decode"),
        ({"a": {1, 2}}, "a: set", "list"),
        ({"a": {"b": {1: "x"}}}, "a.b: the key 1 is int", "'1'"),
        ({None: 1}, "the input: the key None is NoneType", "'None'"),
        ({"a": np.zeros(2)}, "a: ndarray", ".tolist()"),
        ({"a": np.float32(1)}, "a: float32", ".tolist()"),
        ({"a": object()}, "a: object", "dicts with string keys"),
        ({"a": Embedded}, "a: type", "dicts with string keys"),
        ("a lone \ud83d", "lone surrogate", "replace"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place_and_a_way_out(tree: object, place: str, advice: str):
    with pytest.raises(InvalidInput) as caught:
        json_body(tree)
    assert place in str(caught.value)
    assert advice in str(caught.value)


def test_a_tree_that_contains_itself_is_refused():
    tree: list[object] = []
    tree.append(tree)
    with pytest.raises(InvalidInput, match="contains itself"):
        json_body(tree)


def test_a_number_that_is_too_long_to_be_written_is_refused():
    with pytest.raises(InvalidInput, match="number that cannot be written"):
        json_body({"seed": 10**5000})


def test_place_of_a_fault_is_right_after_other_branches():
    with pytest.raises(InvalidInput, match=r"^messages\[1\]\.content: "):
        json_body({"x": {"y": [1.5]}, "messages": [{"content": [1.5]}, {"content": {1}}]})


# pieces


@given(st.binary(max_size=200), st.integers(1, 64), st.integers(1, 7), st.sampled_from(["raw", "base64"]))
def test_pieces_join_to_the_whole_whatever_a_read_returns(data: bytes, size: int, at_most: int, encoding: str):
    body = Body([b"<", Piece(Readers(data, len(data), at_most), encoding), b">"], "x/y")
    expected = b64encode(data) if encoding == "base64" else data
    assert content(body, size) == b"<" + expected + b">"


def test_pieces_are_about_as_long_as_asked():
    body = Body([MANY, Piece(BytesSource(MANY)), Piece(BytesSource(MANY), "base64")], "x/y")
    assert max(map(len, pieces(body, 3000))) == 4000


def test_memory_stays_near_the_size_of_a_piece(tmp_path: Path):
    source = file(tmp_path / "large", bytes(30_000_000))
    body = json_body({"inputs": Embedded(source)})
    tracemalloc.start()
    total = sum(map(len, pieces(body)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == content_length(body)
    assert peak < 6_000_000


def test_a_body_is_read_again_from_the_start_for_a_retry(tmp_path: Path):
    body = json_body({"inputs": Embedded(file(tmp_path / "a", MANY))})
    assert content(body) == content(body)


def test_length_is_unknown_when_that_of_a_source_is():
    body = json_body([Embedded(Readers(b"abc", None))])
    assert content_length(body) is None
    assert content(body) == b'["YWJj"]'


def test_only_sources_that_wait_for_a_disk_are_blocking(tmp_path: Path):
    assert is_blocking(raw_body(file(tmp_path / "a", b"x"), "x/y"))
    assert not is_blocking(raw_body(BytesSource(MANY), "x/y"))
    assert not is_blocking(json_body({}))


@pytest.mark.parametrize("take", [1, 3, 100])
def test_readers_are_closed_when_the_pieces_are_not_all_taken(take: int):
    source = Readers(MANY, len(MANY))
    iterator = pieces(json_body([Embedded(source)]), 4096)
    for _, _ in zip(range(take), iterator, strict=False):
        pass
    iterator.close()
    assert all(reader.closed for reader in source.opened)


@pytest.mark.parametrize("now", [b"short", bytes(100_000)])
@pytest.mark.parametrize("encoding", ["raw", "base64"])
def test_a_file_that_changed_its_length_is_an_error_and_never_sent_too_long(tmp_path: Path, now: bytes, encoding: str):
    source = file(tmp_path / "growing.wav", bytes(50_000))
    body = Body([Piece(source, encoding)], "x/y")
    source.path.write_bytes(now)
    sent: list[bytes] = []
    with pytest.raises(InvalidInput, match=r"growing\.wav.*changed.*50000 bytes"):
        sent.extend(pieces(body, 3000))
    assert sum(map(len, sent)) <= (content_length(body) or 0)


def test_a_file_that_has_gone_is_an_error_that_names_it(tmp_path: Path):
    source = file(tmp_path / "gone.wav", b"x")
    source.path.unlink()
    with pytest.raises(InvalidInput, match=r"gone\.wav.*could not be read"):
        content(raw_body(source, "audio/wav"))


# raw and multipart


def test_raw_body_is_the_data_under_its_type(tmp_path: Path):
    body = raw_body(file(tmp_path / "a.flac", MANY), "audio/flac")
    assert content(body) == MANY
    assert content_length(body) == len(MANY)
    assert body.content_type == "audio/flac"


def parsed(body: Body) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, type and content of each part, as Python's own parser sees them."""
    head = f"Content-Type: {body.content_type}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + content(body))
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )
        for part in message.get_payload()
    ]


def test_a_form_has_texts_and_files(tmp_path: Path):
    body = multipart_body(
        [
            ("model", "whisper"),
            ("prompt", "schön"),
            ("file", FilePart(file(tmp_path / "x", MANY), "audio.flac", "audio/flac")),
        ]
    )
    assert parsed(body) == [
        ("model", None, None, b"whisper"),
        ("prompt", None, None, "schön".encode()),
        ("file", "audio.flac", "audio/flac", MANY),
    ]
    assert content_length(body) == len(content(body))


def test_a_small_form_is_one_part_with_crlf_lines():
    body = multipart_body([("a", "1"), ("f", FilePart(BytesSource(b"zz"), "f.png", "image/png"))])
    boundary = body.content_type.removeprefix("multipart/form-data; boundary=")
    assert body.parts == [
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n'
            f"Content-Type: image/png\r\n\r\nzz\r\n--{boundary}--\r\n"
        ).encode()
    ]


def test_two_forms_have_different_boundaries():
    assert multipart_body([]).content_type != multipart_body([]).content_type


def test_quotes_and_line_breaks_in_names_and_types_cannot_add_headers():
    part = FilePart(BytesSource(b"x"), 'a"\r\nX-Evil: 1', "image/png\r\nX-Evil: 1")
    sent = content(multipart_body([('n"\r\nX-Evil: 1', part)]))
    assert b'name="n%22%0D%0AX-Evil: 1"; filename="a%22%0D%0AX-Evil: 1"\r\n' in sent
    assert b"\r\nX-Evil" not in sent


def test_text_values_are_sent_as_they_are():
    assert parsed(multipart_body([("prompt", 'a "b"\nc\r\n')]))[0][3] == b'a "b"\nc\r\n'


def test_base64_decodes_to_the_file(tmp_path: Path):
    body = json_body(Embedded(file(tmp_path / "x", MANY + b"!")))
    assert b64decode(json.loads(content(body, 1000))) == MANY + b"!"
