"""Framing of streamed replies, byte by byte."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._replies.sse import Event, NDJSONDecoder, SSEDecoder
from inferlink.errors import ResponseShapeError

RECORDINGS = Path(__file__).parents[1] / "recordings"


def decode(decoder: SSEDecoder | NDJSONDecoder, *chunks: bytes) -> list[Event]:
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events + decoder.end()


def data(*chunks: bytes) -> list[bytes]:
    return [event.data for event in decode(SSEDecoder(), *chunks)]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_end_with_lf_cr_or_crlf(end: bytes):
    assert data(b"data: a" + end + end + b"data: b" + end + end) == [b"a", b"b"]


def test_crlf_that_is_cut_between_two_chunks_is_one_line_end():
    assert data(b"data: a\r", b"\ndata: b\r", b"", b"\n\r", b"\n") == [b"a\nb"]


def test_event_is_given_as_soon_as_its_blank_line_begins():
    decoder = SSEDecoder()
    assert decoder.feed(b"data: a\r\n\r") == [Event(b"a")]
    assert decoder.feed(b"\ndata: b\n\n") == [Event(b"b")]


def test_mixed_line_ends_are_understood():
    assert data(b"data: a\r\rdata: b\n\r\ndata: c\r\n\ndata: d\n\r") == [b"a", b"b", b"c", b"d"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_unicode_separators_are_data(separator: str):
    text = f'{{"content":"a{separator}b"}}'.encode()
    assert data(b"data: " + text + b"\n\n") == [text]


def test_byte_order_mark_is_removed_from_the_start_only():
    bom = b"\xef\xbb\xbf"
    assert data(bom + b"data: a\n\n" + b"data: " + bom + b"\n\n") == [b"a", bom]
    assert data(bom[:1], bom[1:], b"data: a\n\n", bom + b"data: b\n\n") == [b"a"]


def test_one_space_after_the_colon_is_optional():
    assert data(b"data:a\n\ndata: b\n\ndata:  c\n\n") == [b"a", b"b", b" c"]


def test_data_lines_of_one_event_are_joined_with_line_feeds():
    assert data(b"data: a\ndata\ndata:\ndata: b\n\n") == [b"a\n\n\nb"]


def test_empty_data_is_an_event_and_no_data_is_none():
    assert data(b"data:\n\ndata\n\nevent: ping\n\n\n\n: comment\n\n") == [b"", b""]


def test_comments_and_unknown_fields_are_ignored():
    assert data(b":\n\n: keep-alive\ndata: a\nretry: 10\nDATA: b\n data: c\nfoo\n\n") == [b"a"]


def test_event_name_holds_for_one_event():
    events = decode(SSEDecoder(), b"event: error\ndata: a\n\nevent:\ndata: b\n\ndata: c\n\n")
    assert [event.event for event in events] == ["error", "message", "message"]


def test_event_name_without_data_is_not_carried_over():
    assert decode(SSEDecoder(), b"event: error\n\ndata: a\n\n") == [Event(b"a")]


def test_id_holds_until_it_is_set_again():
    events = decode(SSEDecoder(), b"data: a\n\nid: 1\ndata: b\n\ndata: c\n\nid\ndata: d\n\nid: x\0\ndata: e\n\n")
    assert [event.id for event in events] == [None, "1", "1", "", ""]


def test_last_event_without_its_blank_line_is_kept():
    assert data(b"data: a\n\ndata: [DONE]") == [b"a", b"[DONE]"]
    assert data(b"data: a\n\ndata: [DONE]\n") == [b"a", b"[DONE]"]
    assert data(b"data: a\n\ndata: [DONE]\r") == [b"a", b"[DONE]"]


def test_nothing_comes_of_an_empty_body():
    assert data() == data(b"") == data(b"\n", b"\r\n", b"") == []


def test_chunk_may_hold_many_events():
    assert data(b"".join(b"data: %d\n\n" % number for number in range(500))) == [b"%d" % n for n in range(500)]


def test_large_event_may_come_in_tiny_chunks():
    body = b"data: " + b"x" * 200_000 + b"\n\n"
    assert data(*(body[at : at + 1] for at in range(len(body)))) == [b"x" * 200_000]


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_event_over_the_limit_is_refused(size: int):
    body = b"data: small\n\ndata: " + b"x" * 95 + b"\n\n"
    with pytest.raises(ResponseShapeError, match="larger than the limit of 100 bytes") as caught:
        decode(SSEDecoder(limit=100), *(body[at : at + size] for at in range(0, len(body), size)))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_events_up_to_the_limit_pass_however_many_there_are(size: int):
    body = (b"data: " + b"x" * 94 + b"\n\n") * 5
    events = decode(SSEDecoder(limit=100), *(body[at : at + size] for at in range(0, len(body), size)))
    assert [event.data for event in events] == [b"x" * 94] * 5


def test_event_at_the_limit_passes_where_its_blank_line_is_cut():
    body = b"data: a\n\ndata: " + b"x" * 94
    assert [event.data for event in decode(SSEDecoder(limit=100), body + b"\n", b"\n")] == [b"a", b"x" * 94]


def test_limit_holds_for_an_event_that_never_ends():
    decoder = SSEDecoder()
    for _ in range(10):
        assert decoder.feed(b"x" * 1_048_576) == []
    with pytest.raises(ResponseShapeError, match="10485760 bytes"):
        decoder.feed(b"xx")


PIECES = [b"data: ", b"data:", b"data", b"event: e", b"id: 7", b"id:\0", b":", b"\n", b"\n", b"\n\n", b"\r", b"\r\n"]
PIECES += [b"{}", b" ", b"\xef\xbb\xbf", "\u2028".encode(), b"[DONE]", b"retry: 1", b"\xff"]
bodies = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=40).map(b"".join)
places = st.lists(st.integers(min_value=0, max_value=400), max_size=30)


def cut(body: bytes, places: list[int]) -> list[bytes]:
    marks = sorted({place % (len(body) + 1) for place in places} | {0, len(body)})
    return [body[start:stop] for start, stop in pairwise(marks)]


def by_the_standard(body: bytes) -> list[Event]:
    """The algorithm of WHATWG HTML 9.2.6, word for word, with a blank line added at the end."""
    text = body.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n") + b"\n\n"
    events: list[Event] = []
    buffer, kind, last = b"", "", None
    for line in text.split(b"\n"):
        if not line:
            if buffer:
                events.append(Event(buffer[:-1], kind or "message", last))
            buffer, kind = b"", ""
        elif not line.startswith(b":"):
            field, colon, value = line.partition(b":")
            value = value[1:] if colon and value[:1] == b" " else value
            if field == b"data":
                buffer += value + b"\n"
            elif field == b"event":
                kind = value.decode("utf-8", "replace")
            elif field == b"id" and b"\0" not in value:
                last = value.decode("utf-8", "replace")
    return events


@given(bodies, places)
def test_events_are_those_of_the_standard_however_the_bytes_are_cut(body: bytes, places: list[int]):
    assert decode(SSEDecoder(), *cut(body, places)) == by_the_standard(body)


@given(bodies, places)
def test_json_lines_are_lines_however_the_bytes_are_cut(body: bytes, places: list[int]):
    events = decode(NDJSONDecoder(), *cut(body, places))
    assert events == [Event(line.strip()) for line in body.split(b"\n") if line.strip()]


@given(st.lists(st.binary(max_size=30).map(lambda data: data.translate(None, b"\r\n\xef")), max_size=8), places)
def test_limit_does_not_depend_on_how_the_bytes_are_cut(payloads: list[bytes], places: list[int]):
    body = b"".join(b"data:%b\n\n" % payload for payload in payloads)
    try:
        events = decode(SSEDecoder(limit=20), *cut(body, places))
    except ResponseShapeError:
        assert max(map(len, payloads)) > 15
    else:
        assert len(events) == len(payloads)
        assert max(map(len, payloads), default=0) <= 15


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*/*.sse")), ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("size", [1, 1000])
def test_recorded_streams_are_read_by_the_standard(path: Path, size: int):
    body = path.read_bytes()
    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    assert decode(SSEDecoder(), *chunks) == by_the_standard(body) != []


def test_json_lines_are_events():
    events = decode(NDJSONDecoder(), b'{"a":1}\n{"b"', b':"\xe2\x80\xa8"}\r\n\n  \n', b'{"c":3}')
    assert [event.data for event in events] == [b'{"a":1}', b'{"b":"\xe2\x80\xa8"}', b'{"c":3}']


def test_json_line_over_the_limit_is_refused():
    with pytest.raises(ResponseShapeError, match="limit of 10 bytes"):
        decode(NDJSONDecoder(limit=10), b'{"a":', b"123456", b"7}")
