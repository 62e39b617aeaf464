"""Errors as servers send them: the class, the words and the facts of each shape, recorded ones included."""

from __future__ import annotations

import json
import pickle
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink import errors
from inferlink._replies.failure import error_from_data, error_from_reply, holds_error, request_id
from inferlink._replies.retry_after import retry_after
from inferlink.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ContextTooLong,
    EndpointPaused,
    InternalServerError,
    ModelLoading,
    NotFoundError,
    Overloaded,
    PermissionDeniedError,
    QuotaExceeded,
    RateLimitError,
    UnprocessableEntityError,
)

RECORDINGS = Path(__file__).parents[1] / "recordings"
JSON = {"content-type": "application/json"}


def read(status: int, data: Any, **headers: str) -> APIStatusError:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_reply(status, {**({} if isinstance(data, bytes) else JSON), **names}, body)


# Shapes: name to status, body, class, message, and those of code, type and param that are known

FULL = {"message": "No.", "type": "invalid_request_error", "param": "n", "code": "bad_n"}
NULLS = {"message": "No.", "type": None, "param": None, "code": None}
LISTED = [{"type": "missing", "loc": ["body", "x", 0], "msg": "Field required"}, {"msg": "No."}]
PAGE = b"<!DOCTYPE html><html><head><title> Bad\n gateway </title></head></html>"
SHAPES: dict[str, tuple[int, Any, type[APIStatusError], str, dict[str, str]]] = {
    "openai": (400, {"error": FULL}, BadRequestError, "No.", {name: FULL[name] for name in ("code", "type", "param")}),
    "openai-nulls": (404, {"error": NULLS}, NotFoundError, "No.", {}),
    "param-none": (401, {"error": {"message": "No.", "param": "None"}}, AuthenticationError, "No.", {}),
    "code-is-a-number": (400, {"error": {"code": 400, "message": "No."}}, BadRequestError, "No.", {"code": "400"}),
    "error-is-a-text": (401, {"error": "Unauthorized"}, AuthenticationError, "Unauthorized", {}),
    "tgi": (424, {"error": "No.", "error_type": "generation"}, APIStatusError, "No.", {"type": "generation"}),
    "tei-on-v1": (429, {"message": "No.", "code": 7, "type": "x"}, RateLimitError, "No.", {"code": "7", "type": "x"}),
    "detail-is-a-text": (404, {"detail": "Not Found"}, NotFoundError, "Not Found", {}),
    "detail-is-a-list": (422, {"detail": LISTED}, UnprocessableEntityError, "body.x.0: Field required; No.", {}),
    "detail-is-an-object": (500, {"detail": {"error": "No."}}, InternalServerError, "No.", {}),
    "errors-is-a-list": (400, {"errors": ["No.", {"message": "Never."}]}, BadRequestError, "No.; Never.", {}),
    "error-in-error": (400, {"error": {"error": {"message": "No."}}}, BadRequestError, "No.", {}),
    "anthropic": (529, {"type": "error", "error": {"type": "o", "message": "Busy"}}, Overloaded, "Busy", {"type": "o"}),
    "problem+json": (403, {"title": "Forbidden", "status": 403}, PermissionDeniedError, "Forbidden", {}),
    "reason": (409, {"reason": "No."}, ConflictError, "No.", {}),
    "text": (502, b"upstream failed", Overloaded, "upstream failed", {}),
    "json-text": (400, b'"No."', BadRequestError, "No.", {}),
    "empty": (401, b"", AuthenticationError, "The server answered 401 without a message.", {}),
    "empty-object": (500, b"{}", InternalServerError, "{}", {}),
    "other-members": (500, {"oops": 1}, InternalServerError, '{"oops": 1}', {}),
    "html": (503, PAGE, Overloaded, "The server answered with a web page: Bad gateway.", {}),
    "html-without-title": (404, b"<html>No</html>", NotFoundError, "The server answered with a web page.", {}),
    "not-utf-8": (500, b"\xff\xfeNo", InternalServerError, "\ufffd\ufffdNo", {}),
    "cut-json": (500, b'{"error": "No', InternalServerError, '{"error": "No', {}),
    "redirect without an address": (302, b"", APIStatusError, "The server answered 302 without a message.", {}),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read(name):
    status, data, kind, message, facts = SHAPES[name]
    error = read(status, data)
    assert type(error) is kind
    assert (error.message, error.status) == (message, status)
    known = {"code": error.code, "type": error.type, "param": error.param}
    assert known == {**dict.fromkeys(known), **facts}


def test_a_redirect_that_is_not_followed_says_where_to():
    error = read(302, b"<html><title>Moved</title></html>", location="https://h.example/v1?key=secret")
    assert error.message.startswith("The server redirects to https://h.example/v1, where a call is not sent by itself")


@pytest.mark.parametrize(
    ("status", "place"), [(404, " at http://h.example/v1/x"), (405, " at http://h.example/v1/x"), (400, "")]
)
def test_a_place_that_is_not_there_is_named(status, place):
    error = read(status, {"detail": "Not Found"})
    error.url = "http://h.example/v1/x"
    assert str(error) == f"Not Found (HTTP {status}{place})"


# Classes: what the status alone does not say


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (402, "Pay", QuotaExceeded),
        (429, "You exceeded your current quota, please check your plan", QuotaExceeded),
        (403, "You have exceeded your monthly included credits", QuotaExceeded),
        (429, "Too many requests", RateLimitError),
        (400, "This model's maximum context length is 8192 tokens", ContextTooLong),
        (
            400,
            "request (6031 tokens) exceeds the available context size (2048 tokens), try increasing it",
            ContextTooLong,
        ),
        (422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048", ContextTooLong),
        (413, "inputs must have less than 512 tokens. Given: 700", ContextTooLong),
        (400, "prompt is too long: 250000 tokens > 200000 maximum", ContextTooLong),
        (500, "input (6001 tokens) is too large to process. increase the physical batch size", ContextTooLong),
        (404, "context length exceeded", NotFoundError),
        (503, "Model org/m is currently loading", ModelLoading),
        (503, "Loading model", ModelLoading),
        (503, "busy", Overloaded),
        (500, "Loading model", InternalServerError),
        (400, "Bad Request: Invalid state: The endpoint is paused, ask a maintainer to restart it", EndpointPaused),
        (503, "Endpoint is scaled to zero", ModelLoading),
        (400, "Bad Request: Invalid state", EndpointPaused),
        (404, "this space has been paused by its owner", EndpointPaused),
        (500, "endpoint paused", InternalServerError),
        (501, "not supported", InternalServerError),
        (418, "teapot", APIStatusError),
    ],
)
def test_words_tell_more_than_the_status(status, words, kind):
    assert type(read(status, {"error": {"message": words}})) is kind
    assert type(read(status, words.encode())) is kind


def test_a_code_or_type_tells_it_too():
    assert type(read(429, {"error": {"message": "No.", "code": "insufficient_quota"}})) is QuotaExceeded
    assert type(read(400, {"error": {"message": "No.", "code": "context_length_exceeded"}})) is ContextTooLong
    assert type(read(400, {"error": {"message": "No.", "type": "exceed_context_size_error"}})) is ContextTooLong


PASSING = (408, 429, 502, 503, 504, 529)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422, 500, 501, *PASSING])
def test_what_may_pass_by_itself(status):
    assert read(status, b"").retryable is (status in PASSING)


def test_no_credit_does_not_pass_by_itself():
    assert not read(429, {"error": {"code": "insufficient_quota"}}).retryable


# Facts of the reply


def test_the_reply_is_kept_as_it_came():
    body = b'{"error": "No."}'
    error = error_from_reply(500, {"x-a": "1", **JSON}, body)
    assert (error.body, error.headers) == (body, {"x-a": "1", **JSON})


def test_an_error_survives_pickling():
    error = pickle.loads(pickle.dumps(read(429, {"error": FULL}, retry_after="3", x_request_id="r")))
    assert type(error) is RateLimitError
    assert (error.message, error.code, error.retry_after, error.request_id) == ("No.", "bad_n", 3.0, "r")


def test_a_code_is_cut():
    error = read(
        500, {"error": {"message": "No.", "code": "x" * 9999, "type": {"x": "y" * 9999}, "param": ["z"] * 999}}
    )
    assert [len(words or "") for words in (error.code, error.type, error.param)] == [500] * 3


def test_half_of_a_character_in_a_message_can_be_printed():
    error = error_from_reply(400, {}, b'{"error": {"message": "no \\ud83d here"}}')
    assert error.message == "no ? here"
    assert str(error).encode()


def test_a_message_is_cut_and_a_body_is_not():
    assert len(read(500, {"error": "x" * 100_000}).message) <= 2000
    assert len(read(500, b"x" * 100_000).message) <= 500
    assert len(read(500, b"x" * 100_000).body or b"") == 100_000


@pytest.mark.parametrize(
    "name", ["x-request-id", "request-id", "x-amzn-trace-id", "x-amzn-requestid", "x-litellm-call-id", "cf-ray"]
)
def test_the_id_of_a_request_has_many_names(name):
    assert request_id({name: "r1", "x-other": "2"}) == "r1"
    assert error_from_reply(500, {name: "r1"}, b"").request_id == "r1"


def test_without_an_id_there_is_none():
    assert request_id({}) is None


# When to come back

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": DATE, "date": "Wed, 21 Oct 2026 07:27:30 GMT"}, 30.0),
        ({"retry-after": DATE, "date": "Wed, 21 Oct 2026 07:29:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 -0000", "date": DATE}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 09:28:30 +0200", "date": DATE}, 30.0),
        ({"retry-after": "Wed, 21 Oct 1996 07:28:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 99 Foo 2026", "date": DATE}, None),
    ],
)
def test_the_server_says_when_to_come_back(headers, seconds):
    assert retry_after(headers) == seconds
    assert error_from_reply(503, headers, b"").retry_after == seconds


def test_a_date_is_measured_by_this_machine_where_the_server_has_no_clock():
    assert (retry_after({"retry-after": "Wed, 21 Oct 2099 07:28:00 GMT"}) or 0) > 1e9
    assert (retry_after({"retry-after": "Wed, 21 Oct 2099 07:28:00 GMT", "date": "today"}) or 0) > 1e9


@pytest.mark.parametrize("headers", [{"ratelimit-reset": "9"}, {"x-ratelimit-reset-requests": "9s"}])
def test_only_a_429_is_over_when_its_rate_limit_is(headers):
    assert error_from_reply(429, headers, b"").retry_after == 9
    assert error_from_reply(429, {**headers, "retry-after": "2"}, b"").retry_after == 2
    assert error_from_reply(503, headers, b"").retry_after is None


def test_the_hub_says_in_the_body_how_long_a_model_loads():
    error = read(503, {"error": "Model org/m is currently loading", "estimated_time": 20.5})
    assert (type(error), error.retry_after) == (ModelLoading, 20.5)
    assert read(503, {"error": "loading", "estimated_time": 20}, retry_after="3").retry_after == 3.0


@pytest.mark.parametrize("seconds", [b"NaN", b"-Infinity", b"1e999", b"-1", b'"x"', b"null", b"[]", b"1" + b"0" * 400])
def test_a_wrong_time_is_no_time(seconds):
    body = b'{"error": "loading", "estimated_time": ' + seconds + b"}"
    assert error_from_reply(503, JSON, body).retry_after is None


# Errors without a status of their own


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        ({"error": {"message": "No.", "http_status_code": 422}}, UnprocessableEntityError, 422),
        ({"error": {"message": "No.", "code": 404}}, NotFoundError, 404),
        ({"error": {"message": "No.", "code": "429"}}, RateLimitError, 429),
        ({"error": {"message": "No.", "status_code": 401}}, AuthenticationError, 401),
        ({"error": {"message": "No.", "type": "invalid_request_error"}}, BadRequestError, 400),
        ({"error": {"message": "No.", "type": "invalid_request_error", "code": "model_not_found"}}, NotFoundError, 404),
        ({"error": {"message": "No.", "type": "overloaded_error"}}, Overloaded, 529),
        ({"error": {"message": "Loading model", "type": "unavailable_error"}}, ModelLoading, 503),
        ({"error": {"message": "No.", "code": "insufficient_quota"}}, QuotaExceeded, 429),
        ({"error": {"message": "No.", "type": "exceed_context_size_error"}}, ContextTooLong, 400),
        ({"error": "No.", "error_type": "overloaded"}, RateLimitError, 429),
        ({"error": "No.", "error_type": "generation"}, APIStatusError, 424),
        ({"error": "No."}, InternalServerError, 500),
        ({"error": {"message": "No.", "code": 1234}}, InternalServerError, 500),
        ({"error": {"message": "No.", "code": "²"}}, InternalServerError, 500),
    ],
)
def test_an_error_inside_a_reply_gets_the_status_it_stands_for(data, kind, status):
    body = json.dumps(data).encode()
    error = error_from_data(body, {"x-request-id": "r1", "retry-after": "9"})
    assert (type(error), error.status, error.message) == (
        kind,
        status,
        data["error"]["message"] if isinstance(data["error"], dict) else "No.",
    )
    assert (error.body, error.request_id, error.retry_after) == (body, "r1", None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"error": {"message": "No."}}', True),
        (b'{"error": "No."}', True),
        (b'{"detail": "Not Found"}', True),
        (b'{"error": null, "choices": []}', False),
        (b'{"error": {}, "choices": []}', False),
        (b'{"detail": "high", "choices": []}', False),
        (b'{"choices": [{"text": "\\"error\\""}]}', False),
        (b'{"text": "an \\"error\\": x"}', False),
        (b'["error"]', False),
        (b'{"error"', False),
        (b"", False),
    ],
)
def test_an_error_inside_a_reply_is_recognised(data, expected):
    assert holds_error(data) is expected


# Recordings of real servers


def failures() -> list[Any]:
    """Every committed recording of an error."""
    found = []
    for path in sorted(RECORDINGS.glob("*/*.json")):
        data = json.loads(path.read_bytes())
        reply = data.get("response") if isinstance(data, dict) else None
        if isinstance(reply, dict) and isinstance(reply.get("status"), int) and reply["status"] >= 300:
            found.append(pytest.param(reply, id=f"{path.parent.name}/{path.stem}"))
    return found


FAILURES = failures()


def content(reply: Any) -> bytes:
    return json.dumps(reply["body"]).encode() if "body" in reply else reply["body_text"].encode()


def recorded(reply: Any) -> APIStatusError:
    return error_from_reply(reply["status"], {name.lower(): value for name, value in reply["headers"]}, content(reply))


def text_of(reply: Any) -> str:
    return json.dumps(reply["body"], ensure_ascii=False) if "body" in reply else reply["body_text"]


def test_there_are_recordings():
    assert len(FAILURES) > 100
    assert len({reply.id.partition("/")[0] for reply in FAILURES}) >= 10


@pytest.mark.parametrize("reply", FAILURES)
def test_a_recorded_error_says_what_the_server_said(reply):
    error = recorded(reply)
    assert error.status == reply["status"]
    assert error.message
    shown = json.dumps(error.message, ensure_ascii=False)[1:-1]
    pieces = [piece.partition(": ")[2] or piece for piece in shown.split("; ")]
    assert "without a message" in shown or all(piece in text_of(reply) for piece in pieces)


BY_STATUS = {
    400: BadRequestError,
    401: AuthenticationError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


@pytest.mark.parametrize("reply", FAILURES)
def test_a_recorded_error_has_the_class_of_its_status_or_a_finer_one(reply):
    error = recorded(reply)
    if isinstance(error, ContextTooLong):
        assert any(word in error.message for word in ("context", "too large to process"))
    elif reply["status"] in BY_STATUS:
        assert type(error) is BY_STATUS[reply["status"]]
    else:
        assert isinstance(error, InternalServerError if reply["status"] >= 500 else APIStatusError)


def says_its_status(reply: Any) -> bool:
    """Whether the body has the status too; some servers have it in the head alone."""
    body = reply.get("body")
    fields = body.get("error", body) if isinstance(body, dict) else None
    return isinstance(fields, dict) and str(fields.get("code")) == str(reply["status"])


@pytest.mark.parametrize("reply", [case for case in FAILURES if says_its_status(case.values[0])])
def test_a_recorded_error_is_the_same_inside_a_stream(reply):
    assert type(error_from_data(content(reply), {})) is type(recorded(reply))


# Nothing that a server sends may break the extractor

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["error", "message", "detail", "msg", "loc", "code", "type", "param", "status", "errors", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
STATUSES = st.integers(300, 599)
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "retry-after", "retry-after-ms", "date", "x-request-id"]), st.text()
)
FINER = {
    QuotaExceeded: {402, 403, 429},
    ContextTooLong: {400, 413, 422, 500},
    EndpointPaused: {400, 403, 404, 409, 503},
    ModelLoading: {503},
}
"""Classes that words may lead to, and the statuses that they may come with."""


def check(error: APIStatusError, body: bytes) -> None:
    """What holds for every error, whatever was sent."""
    status = error.status or 0
    plain = {**BY_STATUS, **dict.fromkeys((502, 503, 504, 529), Overloaded), 402: QuotaExceeded}
    usual = plain.get(status, InternalServerError if status >= 500 else APIStatusError)
    usual = PermissionDeniedError if status == 403 else usual
    assert type(error) is usual or status in FINER[type(error)]
    assert 0 < len(error.message) <= 2000
    assert all(len(words or "") <= 500 for words in (error.code, error.type, error.param))
    assert error.retry_after is None or 0 <= error.retry_after < float("inf")
    assert error.body == body
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@given(STATUSES, HEADERS, st.binary())
def test_any_bytes_are_an_error(status, headers, body):
    error = error_from_reply(status, headers, body)
    assert error.status == status
    check(error, body)
    check(error_from_data(body, headers), body)


@given(STATUSES, VALUES)
def test_any_json_is_an_error(status, value):
    body = json.dumps(value).encode()
    error = error_from_reply(status, JSON, body)
    assert error.status == status
    check(error, body)
    check(error_from_data(body, {}), body)
    holds_error(body)


@given(STATUSES, st.sampled_from(["message", "code", "type", "param", "loc", "estimated_time"]), VALUES)
def test_a_large_error_is_read_like_a_small_one(status, name, value):
    body = json.dumps({"error": {"message": "No.", name: value}, "padding": "x" * (1 << 16)}).encode()
    check(error_from_data(body, {}), body)
    check(error_from_reply(status, JSON, body), body)


@pytest.mark.parametrize(
    "headers", [{"retry_after": "1e300"}, {"retry_after_ms": "1e300"}, {"x_ratelimit_reset": "1e300"}]
)
def test_a_wait_that_is_asked_for_is_one_that_can_be_waited(headers):
    assert threading.TIMEOUT_MAX > (read(429, {"error": "slower"}, **headers).retry_after or 0) > 1e6
    assert threading.TIMEOUT_MAX > (read(503, {"error": "loading", "estimated_time": 1e300}).retry_after or 0) > 1e6


def test_a_number_too_long_to_be_written_is_no_crash():
    body = b'{"error": {"code": 1%b, "type": 1%b}, "x": "%b"}' % (b"0" * 5000, b"0" * 5000, b"x" * (1 << 16))
    check(error_from_data(body, {}), body)


@given(st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms", "date"]), st.text()))
def test_any_headers_are_read(headers):
    seconds = retry_after(headers)
    assert seconds is None or 0 <= seconds < float("inf")


SECONDS = st.integers(0, 3_124_137_599).map(lambda second: datetime.fromtimestamp(second, UTC))  # to the end of 2068
FORMS = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
"""Those of RFC 9110, section 5.6.7."""


@given(SECONDS, SECONDS, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_any_date_counts_from_the_servers_own(then, now, form, other):
    headers = {"retry-after": then.strftime(form), "date": now.strftime(other)}
    assert retry_after(headers) == max(0, (then - now).total_seconds())


@given(st.floats(0, 1e9), st.sampled_from(["", " ", "\t"]))
def test_any_number_of_seconds_is_read(seconds, space):
    assert retry_after({"retry-after": f"{space}{seconds!r}{space}"}) == seconds
    assert retry_after({"retry-after-ms": f"{seconds!r}"}) == seconds / 1000


DEEP = [b"[" * 100_000, b'{"error":' * 50_000, b'{"error":' + b"[" * 450 + b"]" * 450 + b"}"]


@pytest.mark.parametrize("body", DEEP, ids=["lists", "objects", "valid"])
def test_deep_nesting_is_no_crash(body):
    assert isinstance(error_from_reply(500, JSON, body), InternalServerError)
    assert isinstance(error_from_data(body, {}), InternalServerError)
    holds_error(body)


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name != "InferlinkWarning"])
def test_every_error_is_under_one_root_and_survives_pickling(name):
    error = getattr(errors, name)("No.")
    error.provider, error.task, error.model, error.status, error.attempts = "acme", "t", "m", 500, 3
    error.request_id = "r1"
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, errors.InferenceError)
    assert type(again) is type(error)
    assert str(again) == "acme t m: No. (HTTP 500, request id r1, 3 attempts)"
    assert again.__dict__ == error.__dict__
