"""Reading values out of replies: paths, the forms of a selector, codecs, and what does not match."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink import Provider
from inferlink._json import MISSING, parse
from inferlink._replies.select import pick, read_body, select, select_event

if TYPE_CHECKING:
    from inferlink._sending.effects import Flow
    from inferlink._specs.words import Selector

DATA = {
    "data": [{"index": 1, "b64": "aGk=", "url": "https://h/1"}, {"index": 0, "b64": "eW8=", "url": "https://h/0"}],
    "labels": ["a", "b"],
    "scores": [1, 2],
    "text": "hi",
    "none": None,
    "zero": 0,
}


def selector(words: Any) -> Selector:
    """As a file says it."""
    route = {"path": "/x", "response": words}
    made = Provider.from_dict({"name": "acme", "base": "https://h", "tasks": {"text-classification": route}})
    found = made.tasks["text-classification"].response
    assert found is not None
    return found


def fetch(url: str) -> Flow[bytes]:
    yield from ()
    return f"<{url}>".encode()


def read(words: Any, data: object = DATA) -> Any:
    flow = select(selector(words), data, fetch)
    with pytest.raises(StopIteration) as stop:
        next(flow)
    return stop.value.value


# Paths


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$", DATA),
        ("text", "hi"),
        ("data[1].index", 0),
        ("labels[0]", "a"),
        ("none", None),
        ("zero", 0),
        ("gone", MISSING),
        ("data[2]", MISSING),
        ("data.index", MISSING),
        ("text[0]", MISSING),
        ("text.upper", MISSING),
        ("none.x", MISSING),
        ("data[0][0]", MISSING),
    ],
)
def test_a_path_leads_to_a_value(path, expected):
    assert pick(DATA, path) == expected


def test_a_path_may_begin_with_a_number():
    assert pick([[1], [2]], "[1][0]") == 2


def test_a_path_leads_into_a_dataclass_but_not_into_its_class():
    @dataclass
    class Size:
        width: int = 3

    assert pick({"size": Size()}, "size.width") == 3
    assert pick(Size(), "height") is MISSING
    assert pick(object(), "__class__") is MISSING


# Forms


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("text", "hi"),
        ({"pick": "text"}, "hi"),
        ({"pick": "none"}, None),
        ({"pick": "gone"}, MISSING),
        ({"pick": "text", "type": "string"}, "hi"),
        ({"pick": "zero", "type": "number"}, 0),
        ({"pick": "labels", "type": "list"}, ["a", "b"]),
        ({"pick": "data[0]", "type": "object", "then": "index"}, 1),
        ({"pick": "text", "type": "list"}, MISSING),
        ({"pick": "none", "type": "string"}, MISSING),
        ({"type": "object"}, DATA),
        ({"type": "list"}, MISSING),
        ({"first_of": ["gone", {"pick": "zero", "type": "string"}, "text"]}, "hi"),
        ({"first_of": ["gone", "data[9]"]}, MISSING),
        ({"object": {"a": "text", "b": "gone", "c": "none", "d": {"const": 1}}}, {"a": "hi", "d": 1}),
        ({"object": {"a": "gone"}}, MISSING),
        ({"list": ["text", "gone", {"const": None}]}, ["hi", None, None]),
        ({"each": "data", "to": "index"}, [1, 0]),
        ({"each": "data", "to": "index", "sort": "index"}, [0, 1]),
        ({"each": "data", "to": {"object": {"n": "index"}}}, [{"n": 1}, {"n": 0}]),
        ({"each": "data", "to": "gone"}, MISSING),
        ({"each": "text", "to": "$"}, MISSING),
        ({"each": "data", "to": "url", "sort": "url"}, ["https://h/1", "https://h/0"]),
        ({"zip": {"label": "labels", "score": "scores"}}, [{"label": "a", "score": 1}, {"label": "b", "score": 2}]),
        ({"zip": {"label": "labels", "score": "gone"}}, MISSING),
        ({"sum": ["zero", "data[0].index", "data[0].index"]}, 2),
        ({"sum": ["zero", "gone"]}, MISSING),
        ({"sum": ["zero", "text"]}, MISSING),
        ({"const": {"a": None}}, {"a": None}),
        ({"const": None}, None),
    ],
)
def test_a_form_reads_its_value(words, expected):
    assert read(words) == expected


def test_rows_without_a_number_keep_their_order():
    words = {"each": "$", "to": "$", "sort": "i"}
    assert read(words, [{"i": 2}, {"i": None}, {"i": 1}]) == [{"i": 2}, {"i": None}, {"i": 1}]


def test_the_shortest_column_ends_the_rows():
    assert read({"zip": {"a": "x", "b": "y"}}, {"x": [1, 2], "y": [3]}) == [{"a": 1, "b": 3}]


# Codecs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"pick": "data[0].b64", "as": "unb64"}, b"hi"),
        ({"pick": "data[0].url", "as": "download"}, b"<https://h/1>"),
        ({"pick": "data[0].url", "as": ["download", "b64"]}, base64.b64encode(b"<https://h/1>").decode()),
        ({"pick": "data[0].url", "as": ["download", "utf8"]}, "<https://h/1>"),
        ({"pick": "data[0].b64", "as": ["unb64", "utf8"], "then": "$"}, "hi"),
        ({"pick": "zero", "as": "unb64"}, MISSING),
        ({"pick": "zero", "as": "download"}, MISSING),
        ({"pick": "text", "as": "b64"}, MISSING),
        ({"pick": "text", "as": "utf8"}, MISSING),
    ],
)
def test_a_codec_changes_the_value(words, expected):
    assert read(words) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [({"city": "Köln"}, '{"city":"Köln"}'), ({}, "{}"), ([1, 2], "[1,2]"), ('{"a": 1}', '{"a": 1}'), (3, MISSING)],
)
def test_an_object_may_be_wanted_as_json_text(value, text):
    assert read({"pick": "x", "as": "json"}, {"x": value}) == text


def test_bytes_and_what_does_not_match_are_no_json_text():
    assert read({"type": "bytes", "as": "json"}, b"\xff") is MISSING
    assert read({"pick": "x", "as": ["unb64", "json"]}, {"x": 1}) is MISSING


@pytest.mark.parametrize(("value", "largest"), [([0.25, 0.75, 0], 0.75), ([], MISSING), ("9", MISSING)])
def test_the_largest_of_a_list_may_be_wanted(value, largest):
    assert read({"pick": "x", "as": "max"}, {"x": value}) == largest


@pytest.mark.parametrize(("value", "found"), [(True, "stop"), (False, MISSING), (None, MISSING), ("true", MISSING)])
def test_a_value_may_have_to_be_a_certain_one(value, found):
    assert read({"pick": "done", "equals": True, "then": {"const": "stop"}}, {"done": value}) == found


def test_a_value_may_have_to_be_false_or_null():
    assert read({"pick": "x", "equals": False}, {"x": False}) is False
    assert read({"pick": "x", "equals": None}, {"x": None}) is None
    assert read({"pick": "x", "equals": None}, {"x": 0}) is MISSING


def test_base64_may_come_as_a_data_url():
    assert read({"pick": "x", "as": "unb64"}, {"x": "data:image/png;base64,aGk="}) == b"hi"


@pytest.mark.parametrize("text", ["a", "aGk", "ü", "data:;base64,a"])
def test_broken_base64_does_not_match(text):
    assert read({"pick": "x", "as": "unb64"}, {"x": text}) is MISSING


# What a reply is


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b'{"a":1}', "application/json", {"a": 1}),
        (b'{"a":1}', "application/problem+json; charset=utf-8", {"a": 1}),
        (b'{"a":1}', "", {"a": 1}),
        (b"[1]", "", [1]),
        (b"[1]", "text/plain", [1]),
        (b"null", "application/json", None),
        (b"hello", "text/plain", b"hello"),
        (b"\x89PNG", "image/png", b"\x89PNG"),
        (b'{"a":1}', "image/png", b'{"a":1}'),
        (b"\x89PNG", "", b"\x89PNG"),
        (b"<html>", "application/json", MISSING),
        (b"", "application/json", MISSING),
        (b"{", "", MISSING),
        (b"[" * 100_000, "application/json", MISSING),
    ],
)
def test_a_reply_is_json_or_bytes(body, content_type, expected):
    found = read_body(body, content_type)
    assert found is expected if expected is MISSING else found == expected


@pytest.mark.parametrize(
    "words", ["$", {"type": "bytes"}, {"const": 1}, {"pick": "a"}, {"first_of": [{"type": "bytes"}, {"const": 1}]}]
)
def test_nothing_matches_broken_json(words):
    assert read(words, MISSING) is MISSING


def test_bytes_are_a_reply_that_is_no_json():
    assert read({"type": "bytes"}, b"x") == b"x"
    assert read({"type": "bytes"}, {"x": 1}) is MISSING
    assert read({"first_of": [{"type": "bytes"}, {"pick": "x"}]}, {"x": 1}) == 1
    assert read({"pick": "x"}, b"x") is MISSING


# Events of a stream


def test_an_event_is_read_like_a_reply():
    assert select_event(selector({"object": {"a": "text"}}), DATA) == {"a": "hi"}
    assert select_event(selector("gone"), DATA) is MISSING


def test_an_event_may_not_download():
    with pytest.raises(ValueError, match="may not download 'https://h/1'"):
        select_event(selector({"pick": "data[0].url", "as": "download"}), DATA)


# Properties

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)
PATHS = st.lists(st.sampled_from(["a", "b", "c", "[0]", "[1]", "$"]), min_size=1, max_size=4).map(".".join)


@given(PATHS, JSON)
def test_any_path_in_any_value_is_a_value_or_nothing(path, data):
    pick(data, path)


@given(st.binary(), st.sampled_from(["", "application/json", "text/plain", "image/png", "text/html"]))
def test_any_body_is_read(body, content_type):
    found = read_body(body, content_type)
    assert found is MISSING or found == body or found == parse(body) or found != found  # a NaN is not itself
