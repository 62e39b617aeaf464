"""HTTP/1.1 replies read from bytes, however they are cut; and bytes that are none."""

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise

import pytest
from faults import get
from hypothesis import given
from hypothesis import strategies as st

from inferlink._transport.address import locate
from inferlink._transport.faults import Broken
from inferlink._transport.http1 import Http1
from inferlink.errors import ResponseShapeError

ENCODINGS = {"identity": bytes, "gzip": gzip.compress, "deflate": zlib.compress}
INTERIM = ["", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" * 3]
cuts = st.lists(st.integers(min_value=0, max_value=2000), max_size=30)
names = st.from_regex(r"x-[a-z]{1,8}", fullmatch=True)
values = st.text("abc :;=/\x80\xff", max_size=12).map(str.strip)


def connection(method: str = "GET") -> Http1:
    """A connection on which a request was sent."""
    http = Http1()
    request = get("http://h/x")
    request.method = method
    http.start(request, locate(request.url))
    http.end()
    return http


def cut(data: bytes, places: list[int]) -> list[bytes]:
    marks = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[start:stop] for start, stop in pairwise(marks)]


def read(http: Http1, *pieces: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the pieces, and the end of the connection after them, hold."""
    left = [*filter(None, pieces), b""]
    while (head := http.head()) is None:
        http.feed(left.pop(0))
    body = b""
    while (piece := http.piece()) != b"":
        if piece is None:
            http.feed(left.pop(0))
        else:
            body += piece
    return head.status, head.headers, body


def chunked(data: bytes, places: list[int]) -> bytes:
    return b"".join(b"%x;ext=1\r\n%b\r\n" % (len(part), part) for part in cut(data, places) if part) + b"0\r\n\r\n"


@given(
    st.integers(200, 599).filter(lambda status: status not in (204, 304)),
    st.dictionaries(names, values, max_size=4),
    st.binary(max_size=300),
    st.sampled_from(sorted(ENCODINGS)),
    st.sampled_from(["length", "chunked", "close"]),
    st.sampled_from(INTERIM),
    cuts,
    cuts,
)
def test_any_reply_is_read_however_it_is_cut(status, headers, body, encoding, framing, interim, chunks, places):
    sent = ENCODINGS[encoding](body)
    framed = {
        "length": (f"content-length: {len(sent)}\r\n", sent),
        "chunked": ("transfer-encoding: chunked\r\n", chunked(sent, chunks)),
        "close": ("", sent),
    }
    line, payload = framed[framing]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{interim}HTTP/1.1 {status} Whatever\r\n{lines}content-encoding: {encoding}\r\n{line}\r\n"
    got = read(connection(), *cut(head.encode("latin-1") + payload, places))
    assert got[0] == status
    assert got[2] == body
    assert {name: got[1][name] for name in headers} == headers


PIECES = [
    *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 \r\n\r\n", b"HTTP/1.0 200\r\n", b"HTTP/2 200\r\n", b"\r\n", b"\n", b"\0"),
    *(b"content-length: 5\r\n", b"content-length: -1\r\n", b"content-length: 9" + b"9" * 30 + b"\r\n", b" folded\r\n"),
    *(b"transfer-encoding: chunked\r\n", b"content-encoding: gzip\r\n", b"content-encoding: br\r\n", b": x\r\n"),
    *(b"5\r\nhello\r\n", b"0\r\n\r\n", b"ffffffffffffffffffffff\r\n", b"hello", gzip.compress(b"hello"), b"a: b\r\n"),
]
rubbish = st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=14).map(b"".join)


@given(rubbish, cuts, st.sampled_from(["GET", "POST", "HEAD"]))
def test_any_bytes_are_a_reply_or_a_broken_connection(data, places, method):
    def outcome(*pieces: bytes) -> object:
        try:
            return read(connection(method), *pieces)
        except (Broken, ResponseShapeError) as error:
            return type(error)

    for prefix in (b"", b"HTTP/1.1 200 OK\r\n"):
        assert outcome(prefix, *cut(data, places)) == outcome(prefix + data)


@pytest.mark.parametrize("framing", ["content-length: 5\r\ntransfer-encoding: chunked", "content-length: 5, 6"])
def test_reply_with_two_lengths_cannot_smuggle_another(framing):
    """RFC 9112, section 6.3: chunks count; a second length that differs is no reply."""
    head = f"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n".encode()
    http = connection()
    try:
        got = read(http, head + b"0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
    except Broken:
        return
    assert got[2] == b""
    assert not http.recycle()
