"""Replies to results: each form of result, what a reply may lack, and what is said of another shape."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import json_reply, reply, scripted

from inferlink import to_dict
from inferlink._meta import Meta
from inferlink._replies.decode import attach_meta, decode, is_ready, preload, validator_of
from inferlink.errors import APIStatusError, NotFoundError, RateLimitError, ResponseShapeError
from inferlink.types import Audio, Image, Items, Text, Vectors, Video
from inferlink_generated._result import Result
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.port import ResultForm

KINDS = ["sync", "async"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@dataclass(kw_only=True)
class Label(Result):
    """A label."""

    __pydantic_config__: ClassVar = {"extra": "allow"}
    label: str
    score: float | None = None
    content_type: str | None = field(default=None, metadata={"alias": "content-type"})


LABEL = f"{__name__}:Label"
A, B = {"label": "A", "score": 0.5}, {"label": "B"}


@pytest.fixture(autouse=True)
def _module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Type names lead to this module, under whatever name it was loaded."""
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules[Label.__module__])


def form(kind: Any = "object", **more: Any) -> ResultForm:
    return ResultForm(kind=kind, **{"type": LABEL, **more})


def read(result: ResultForm, value: Any, content_type: str = "", **params: Any) -> Any:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return decode(result, params, body, content_type)


def wrong(result: ResultForm, value: Any, content_type: str = "") -> str:
    with pytest.raises(ResponseShapeError) as caught:
        read(result, value, content_type)
    return caught.value.message


# Objects


def test_an_object_is_read_from_bytes_and_from_a_value():
    expected = Label(label="A", score=0.5)
    assert read(form(), A) == expected
    assert decode(form(), {}, A, "") == expected


def test_unknown_members_are_kept():
    found = read(form(), {**A, "extra_one": [1], "content-type": "x/y"})
    assert found.extra == {"extra_one": [1]}
    assert found.extra_one == [1]
    assert found.content_type == "x/y"
    assert to_dict(found) == {**A, "content-type": "x/y", "extra_one": [1]}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({}, "The reply is no Label: label: Field required"),
        ({"label": 3, "score": "x"}, "The reply is no Label: label: Input should be a valid string (and 1 more)"),
        ([], "The reply is no Label: the reply: Input should be"),
        (None, "The reply is no Label: the reply: "),
        (b"<html>", "The reply is no Label: the reply: Invalid JSON"),
        (b"", "Invalid JSON"),
        (b"\xff", "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
    ],
)
def test_another_shape_is_refused_in_one_line(value, reason):
    message = wrong(form(), value)
    assert reason in message
    assert message.endswith("See .body for all of it.")
    assert "\n" not in message


# Lists, and the first of a list


def test_a_list_is_read():
    found = read(form("items"), [A, B])
    assert found == [Label(label="A", score=0.5), Label(label="B")]
    assert isinstance(found, Items)


def test_an_empty_list_is_a_list():
    assert read(form("items"), []) == []


def test_the_place_of_a_wrong_item_is_said():
    assert "The reply is no Label: 1.label: Field required" in wrong(form("items"), [A, {}])


@pytest.mark.parametrize("value", [A, [A], [A, B]])
def test_the_first_item_is_taken_with_or_without_a_list(value):
    assert read(form("first"), value) == Label(label="A", score=0.5)


@pytest.mark.parametrize("value", [[], [{}], {}, 3])
def test_no_first_item_is_another_shape(value):
    assert "The reply is no Label" in wrong(form("first"), value)


@pytest.mark.parametrize("value", [A, [A], [A, B]])
@pytest.mark.parametrize("params", [{}, {"top_k": 1}, {"top_k": None}])
def test_one_element_is_returned_where_one_was_asked_for(value, params):
    assert read(form("items", one_or_list="top_k"), value, **params) == Label(label="A", score=0.5)


@pytest.mark.parametrize(("value", "count"), [(A, 1), ([A], 1), ([A, B], 2)])
def test_a_list_is_returned_where_more_were_asked_for(value, count):
    found = read(form("items", one_or_list="top_k"), value, top_k=2)
    assert isinstance(found, Items)
    assert len(found) == count


@pytest.mark.parametrize(("value", "reason"), [([], "an empty list"), ({}, "label: Field required"), (3, "no Label")])
def test_neither_one_nor_a_list_is_another_shape(value, reason):
    assert reason in wrong(form("items", one_or_list="top_k"), value)


# Texts


def test_a_text_is_returned_unless_the_object_is_wanted():
    result = form(text="label", unless="details")
    assert read(result, A) == "A"
    assert isinstance(read(result, A), Text)
    assert read(result, A, details=False) == "A"
    assert read(result, A, details=True) == Label(label="A", score=0.5)


# Media


@pytest.mark.parametrize(
    ("media", "content_type", "kind", "mime"),
    [
        ("image", "image/png", Image, "image/png"),
        ("image", "Image/JPEG; q=1", Image, "image/jpeg"),
        ("image", "application/octet-stream", Image, "image/png"),
        ("image", "", Image, "image/png"),
        ("audio", "audio/flac", Audio, "audio/flac"),
        ("video", "video/mp4", Video, "video/mp4"),
    ],
)
def test_media_are_a_body_of_their_kind(media, content_type, kind, mime):
    found = read(ResultForm(kind="media", media=media), PNG, content_type)
    assert (type(found), found.bytes, found.mime) == (kind, PNG, mime)


@pytest.mark.parametrize(
    ("value", "content_type", "reason"),
    [
        (b'{"a":1}', "application/json", "The reply is application/json, not image data."),
        (b"<html>", "text/html; charset=utf-8", "The reply is text/html, not image data."),
        (b"", "image/png", "The reply is empty, not image data."),
    ],
)
def test_anything_else_is_no_media(value, content_type, reason):
    assert wrong(ResultForm(kind="media", media="image"), value, content_type) == reason


def test_a_value_that_is_no_data_is_no_media():
    with pytest.raises(ResponseShapeError, match="The reply holds no video"):
        decode(ResultForm(kind="media", media="video"), {}, {"url": "x"}, "")


# Vectors


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.0]),
        ([[1, 2], [3, 4]], [[1.0, 2.0], [3.0, 4.0]]),
        ([[[1.5]], [[2.5]]], [[[1.5]], [[2.5]]]),
        (["AACAPw=="], [[1.0]]),
    ],
)
def test_vectors_are_read(value, expected):
    found = read(ResultForm(kind="vectors"), value)
    assert isinstance(found, Vectors)
    assert found.tolist() == expected
    assert decode(ResultForm(kind="vectors"), {}, value, "").tolist() == expected


@pytest.mark.parametrize(
    "value", [{}, "x", None, 3, [None], [[1], [2, 3]], ["a", 1], ["?"], [1, "a"], b"[1,", b"<html>", b"[" * 100_000]
)
def test_anything_else_holds_no_vectors(value):
    assert "The reply holds no vectors" in wrong(ResultForm(kind="vectors"), value)


# Adapters


def test_a_validator_is_built_once_for_each_type():
    assert validator_of(LABEL) is validator_of(LABEL)
    assert validator_of(LABEL, many=True) is not validator_of(LABEL)


@pytest.mark.parametrize("task", OPERATIONS)
def test_what_a_result_needs_is_known_before_the_reply(task, monkeypatch):
    monkeypatch.setattr("inferlink._replies.decode._VALIDATORS", {})
    operation = OPERATIONS[task]
    for stream in (False, True):
        preload(operation, stream=stream)
        assert is_ready(operation, stream=stream)


def test_a_type_that_is_missing_is_not_ready(monkeypatch):
    monkeypatch.setattr("inferlink._replies.decode._VALIDATORS", {})
    operation = OPERATIONS["chat-completion"]
    assert not is_ready(operation, stream=False)
    preload(operation, stream=False)
    assert is_ready(operation, stream=False)
    assert not is_ready(operation, stream=True)


@given(st.binary(), st.sampled_from(["object", "items", "first", "vectors"]))
def test_any_bytes_are_a_result_or_another_shape(body, kind):
    try:
        decode(form(kind), {}, body, "")
    except ResponseShapeError as error:
        assert error.message  # noqa: PT017  # either is right


# Results of calls


def test_meta_is_attached_where_there_is_room():
    result = read(form(), A)
    how = Meta(provider="acme")
    attach_meta(result, how)
    assert result.meta is how
    assert result.extra == {}
    assert "acme" not in repr(result)
    attach_meta(3, how)


@pytest.mark.parametrize("kind", KINDS)
def test_every_result_knows_how_it_came(kind):
    answer = json_reply([A, {"label": "B", "score": 1}], x_request_id="r1", x_ratelimit_remaining="7")
    client, _ = scripted(kind, answer, base_url="http://h.example", api_key="k")
    found = client.text_classification("I like it")
    meta = found.meta
    assert (meta.provider, meta.task, meta.request_id, meta.status) == ("endpoint", "text-classification", "r1", 200)
    assert (meta.attempts, meta.dropped, meta.rate_limit) == (1, (), {"x-ratelimit-remaining": "7"})
    assert 0 <= meta.total < 60


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json_reply({"error": {"message": "No.", "code": 429}}), RateLimitError),
        (json_reply({"detail": "Not Found"}), APIStatusError),
        (json_reply({"error": {"message": "No.", "type": "not_found_error"}}), NotFoundError),
    ],
)
def test_an_error_inside_a_success_is_that_error(kind, answer, error):
    client, _ = scripted(kind, answer, base_url="http://h.example/v1")
    with pytest.raises(error) as caught:
        client.chat_completion("hi")
    assert caught.value.body == answer.body
    assert caught.value.provider == "openai"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (json_reply({"object": "chat.completion"}), "choices: Field required"),
        (reply(b"<html><title>Hi</title></html>", "text/html"), "answered with a web page: is the URL that of"),
        (reply(b"", "application/json"), "Invalid JSON"),
        (reply(b"null", "application/json"), "The reply is no"),
    ],
)
def test_another_shape_has_the_raw_reply(kind, answer, words):
    answer.headers["x-request-id"] = "r1"
    client, _ = scripted(kind, answer, base_url="http://h.example/v1")
    with pytest.raises(ResponseShapeError, match=words) as caught:
        client.chat_completion("hi")
    error = caught.value
    assert (error.body, error.status, error.request_id, error.attempts) == (answer.body, 200, "r1", 1)
    assert (error.provider, error.task, error.url) == (
        "openai",
        "chat-completion",
        "http://h.example/v1/chat/completions",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_json_in_place_of_a_stream_is_told_and_kept(kind):
    whole = json.dumps({"choices": [{"message": {"content": "Hi"}}]}, indent=2).encode()
    client, _ = scripted(kind, reply(whole, "application/json"), base_url="http://h.example/v1")
    with pytest.raises(
        ResponseShapeError, match="answered with JSON and not with a stream: leave stream=True out"
    ) as caught:
        client.chat_completion("hi", stream=True).result()
    assert caught.value.body == whole


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_in_place_of_a_stream_is_that_error_however_it_is_laid_out(kind):
    whole = json.dumps({"error": {"message": "Slow down.", "code": 429}}, indent=2).encode()
    client, _ = scripted(kind, reply(whole, "application/json"), base_url="http://h.example/v1")
    with pytest.raises(RateLimitError, match="Slow down"):
        client.chat_completion("hi", stream=True).result()


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_of_another_shape_is_told_in_one_line(kind):
    client, _ = scripted(kind, reply(b"data: rubbish\n\n", "text/event-stream"), base_url="http://h.example/v1")
    with pytest.raises(ResponseShapeError, match="is no ChatCompletionStreamOutput: the reply: Invalid JSON") as caught:
        client.chat_completion("hi", stream=True).result()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_without_the_value_is_another_shape(kind):
    client, _ = scripted(kind, json_reply({"choices": []}), base_url="http://h.example/v1")
    with pytest.raises(ResponseShapeError, match="The reply does not hold what the task returns"):
        client.text_generation("hi")
