"""Requests that are repeated, and files that are fetched: what may be, how often, and after how long."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flows import Driver, Time, call, clock, driver
from hypothesis import given
from hypothesis import strategies as st
from scripted import json_reply, reply, scripted

from inferlink import Provider, RequestOptions, Retry, Timeout
from inferlink._sending.attempts import attempt, download, is_private
from inferlink._sending.wire import Reply, Request
from inferlink._settings import State
from inferlink.errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    InferenceError,
    InferenceTimeoutError,
    InternalServerError,
    ModelLoading,
    NotFoundError,
    Overloaded,
    RateLimitError,
    ResponseShapeError,
)

KINDS = ["sync", "async"]
FINE = {"ok": True}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def fine() -> Reply:
    return json_reply(FINE)


def failed(status: int, words: str = "No.", **headers: str) -> Reply:
    return json_reply({"error": {"message": words}}, status, **headers)


def loading(**headers: str) -> Reply:
    return failed(503, "Loading model", **headers)


def broken(stage: str, *, retryable: bool = True) -> APIConnectionError:
    error = APIConnectionError("broken")
    error.stage, error.retryable = stage, retryable  # type: ignore[assignment]  # one of the three
    return error


def late(name: str) -> InferenceTimeoutError:
    error = InferenceTimeoutError("late", clock=name)
    error.stage = "connect" if name in ("connect", "pool") else "sent"
    return error


def make(
    hands: Driver,
    *,
    retry: Retry | None = None,
    cost: Any = "cheap",
    timeout: Timeout | None = None,
    state: State | None = None,
) -> Reply:
    request = Request("POST", "http://h.example/v1?key=geheim", {}, clock(timeout, hands.time))
    found: Reply = hands.run(attempt(request, retry=retry or Retry(), cost=cost, state=state or State()))
    return found


def fails(*answers: Any, **options: Any) -> tuple[InferenceError, Driver]:
    hands = driver(*answers)
    with pytest.raises(InferenceError) as caught:
        make(hands, **options)
    return caught.value, hands


# What is repeated

CHEAP = [408, 429, 502, 503, 504, 529]
NEVER = [400, 401, 402, 403, 404, 409, 413, 422, 500, 501]


def test_a_success_is_the_end():
    hands = driver(fine())
    assert make(hands).attempts == 1
    assert hands.slept == []


@pytest.mark.parametrize("status", CHEAP)
def test_a_cheap_call_is_repeated(status):
    hands = driver(failed(status), failed(status), fine())
    assert make(hands).attempts == 3
    assert len(hands.slept) == 2


@pytest.mark.parametrize("cost", ["cheap", "costly"])
@pytest.mark.parametrize("status", NEVER)
def test_what_cannot_pass_is_not_repeated(status, cost):
    error, hands = fails(failed(status), cost=cost)
    assert (error.status, error.attempts, hands.slept) == (status, 1, [])


@pytest.mark.parametrize(
    ("status", "headers", "again"),
    [
        (429, {}, True),
        (503, {"retry_after": "1"}, True),
        (503, {"retry_after_ms": "1"}, True),
        (503, {}, False),
        (408, {}, False),
        (502, {}, False),
        (504, {"retry_after": "1"}, False),
        (529, {"retry_after": "1"}, False),
    ],
)
def test_a_costly_call_is_repeated_only_where_it_was_not_begun(status, headers, again):
    hands = driver(failed(status, **headers), fine())
    if again:
        assert make(hands, cost="costly").attempts == 2
    else:
        with pytest.raises(APIStatusError):
            make(hands, cost="costly")
        assert len(hands.sent) == 1


@pytest.mark.parametrize(
    ("failure", "cheap", "costly"),
    [
        (broken("connect"), True, True),
        (broken("stale"), True, False),
        (broken("sent"), False, False),
        (broken("connect", retryable=False), False, False),
        (late("connect"), True, True),
        (late("pool"), False, False),
        (late("first_byte"), False, False),
        (late("idle"), False, False),
        (late("total"), False, False),
    ],
    ids=lambda value: f"{value.stage}-{getattr(value, 'clock', '')}" if isinstance(value, InferenceError) else None,
)
@pytest.mark.parametrize("cost", ["cheap", "costly"])
def test_a_broken_connection_is_repeated_where_nothing_was_done(failure, cheap, costly, cost):
    hands = driver(failure, fine())
    if cheap if cost == "cheap" else costly:
        assert make(hands, cost=cost).attempts == 2
    else:
        with pytest.raises(APIConnectionError) as caught:
            make(hands, cost=cost)
        assert caught.value is failure
        assert failure.attempts == 1


def test_a_kept_connection_that_the_server_closed_is_replaced_at_once_and_for_free():
    state = State()
    for _ in range(20):
        hands = driver(broken("stale"), fine())
        make(hands, state=state)
        assert hands.slept == []
    assert sum(state.spend_retry() for _ in range(20)) == 10


def test_a_second_one_is_a_retry_like_any_other():
    hands = driver(broken("stale"), broken("stale"), fine())
    make(hands)
    assert len(hands.slept) == 1
    error, _ = fails(broken("stale"), retry=Retry(attempts=0))
    assert error.attempts == 1


def test_the_last_failure_is_raised_with_the_number_of_attempts():
    error, _ = fails(failed(503), failed(503), failed(504))
    assert (type(error), error.status, error.attempts) == (Overloaded, 504, 3)


def test_an_error_says_where_without_the_query():
    error, _ = fails(failed(404))
    assert error.url == "http://h.example/v1"


@pytest.mark.parametrize(("attempts", "made"), [(0, 1), (1, 2), (4, 5)])
def test_the_number_of_retries_is_the_callers(attempts, made):
    error, hands = fails(*[failed(503)] * made, retry=Retry(attempts=attempts))
    assert (error.attempts, len(hands.sent)) == (made, made)


def test_a_failure_of_another_kind_is_judged_anew():
    error, _ = fails(failed(503), failed(401))
    assert isinstance(error, AuthenticationError)
    assert error.attempts == 2


def test_what_is_no_error_of_a_connection_passes_through():
    error, hands = fails(ResponseShapeError("too large"))
    assert isinstance(error, ResponseShapeError)
    assert hands.slept == []


def test_the_same_request_is_sent_again():
    hands = driver(failed(503), fine())
    make(hands)
    assert hands.sent[0] is hands.sent[1]


# How long


def test_the_wait_is_random_below_a_bound_that_doubles(monkeypatch):
    bounds: list[tuple[float, float]] = []
    monkeypatch.setattr(random, "uniform", lambda low, high: bounds.append((low, high)) or high)
    hands = driver(*[failed(503)] * 6, fine())
    make(hands, retry=Retry(attempts=6, base=0.5, maximum=3))
    assert bounds == [(0, 0.5), (0, 1), (0, 2), (0, 3), (0, 3), (0, 3)]
    assert hands.slept == [0.5, 1, 2, 3, 3, 3]


@given(st.integers(0, 8), st.floats(0, 5), st.floats(0, 60))
def test_a_wait_stays_within_its_bounds(attempts, base, maximum):
    hands = driver(*[failed(503)] * attempts, fine())
    make(hands, retry=Retry(attempts=attempts, base=base, maximum=maximum))
    assert all(0 <= slept <= min(maximum, base * 2**number) for number, slept in enumerate(hands.slept))
    assert len(hands.slept) == attempts


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after_ms": "20"}, 0.02),
        ({"retry_after": "0"}, 0),
        ({"retry_after": "90"}, 90),
    ],
)
def test_the_server_says_how_long(headers, seconds):
    hands = driver(failed(429, **headers), fine())
    make(hands)
    assert hands.slept == [seconds]


def test_a_wait_beyond_the_deadline_is_not_begun():
    error, hands = fails(failed(429, retry_after="7"), timeout=Timeout(total=7))
    assert (type(error), error.retry_after, hands.slept) == (RateLimitError, 7, [])


def test_a_wait_within_the_deadline_is():
    hands = driver(failed(429, retry_after="7"), fine())
    make(hands, timeout=Timeout(total=7.5))
    assert hands.slept == [7]


def test_the_deadline_is_over_all_waits():
    error, hands = fails(failed(429, retry_after="6"), failed(429, retry_after="6"), timeout=Timeout(total=10))
    assert (error.attempts, hands.slept) == (2, [6])


def test_a_wait_of_hours_is_the_callers_to_make():
    error, hands = fails(failed(429, retry_after="86400"))
    assert (error.retry_after, hands.slept) == (86400, [])


def test_without_any_limit_any_wait_is_made():
    hands = driver(failed(429, retry_after="86400"), fine())
    make(hands, timeout=Timeout(first_byte=None))
    assert hands.slept == [86400]


# The budget


def test_retries_are_paid_from_a_budget_that_successes_fill():
    state = State()
    for _ in range(5):
        fails(failed(503), failed(503), failed(503), state=state)
    error, hands = fails(failed(503), state=state)
    assert (error.attempts, hands.slept) == (1, [])
    for _ in range(12):
        make(driver(fine()), state=state)
    assert make(driver(failed(503), fine()), state=state).attempts == 2


def test_failures_that_are_not_repeated_cost_nothing():
    state = State()
    for _ in range(50):
        fails(failed(400), state=state)
    assert make(driver(failed(503), fine()), state=state).attempts == 2


# A model that is being loaded


def test_a_loading_model_is_waited_for_beyond_the_retries():
    state = State()
    hands = driver(*[loading()] * 30, fine())
    assert make(hands, retry=Retry(attempts=0), state=state).attempts == 31
    assert all(0.5 <= seconds <= 5 for seconds in hands.slept)
    assert hands.slept[-1] == 5
    assert sum(state.spend_retry() for _ in range(20)) == 10


def test_loading_takes_no_retry_from_what_fails_later():
    hands = driver(loading(), loading(), failed(503), fine())
    assert make(hands, retry=Retry(attempts=1)).attempts == 4


def test_a_loading_model_is_waited_for_where_calls_are_costly():
    assert make(driver(loading(), fine()), cost="costly").attempts == 2


def test_the_server_says_how_long_loading_takes():
    hands = driver(loading(retry_after="4"), fine())
    make(hands)
    assert hands.slept == [4]


def test_loading_is_never_asked_for_without_a_wait():
    hands = driver(*[loading(retry_after="0")] * 3, fine())
    make(hands)
    assert min(hands.slept) >= 0.5


def test_the_hubs_estimate_counts():
    hands = driver(json_reply({"error": "Model m is currently loading", "estimated_time": 12.5}, 503), fine())
    make(hands)
    assert hands.slept == [12.5]


def test_loading_is_waited_for_no_longer_than_for_a_first_byte():
    error, hands = fails(*[loading(retry_after="4")] * 4, timeout=Timeout(first_byte=10), retry=Retry(attempts=0))
    assert isinstance(error, ModelLoading)
    assert sum(hands.slept) == 12
    assert error.attempts == 4


def test_loading_ends_at_the_deadline():
    error, hands = fails(loading(retry_after="4"), loading(retry_after="4"), timeout=Timeout(total=6))
    assert isinstance(error, ModelLoading)
    assert hands.slept == [4]


# Both clients


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_is_repeated_and_says_so(kind):
    client, script = scripted(
        kind, failed(503), json_reply([{"label": "A", "score": 1}]), base_url="http://h.example", retry=Retry(base=0)
    )
    assert client.text_classification("I like it").meta.attempts == 2
    assert script.raw(0) == script.raw(1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_may_have_retries_of_its_own(kind):
    client, script = scripted(kind, failed(503), base_url="http://h.example")
    with pytest.raises(Overloaded) as caught:
        client.text_classification("I like it", options=RequestOptions(retry=0))
    assert (caught.value.attempts, caught.value.url, len(script.sent)) == (1, "http://h.example", 1)


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_is_not_paid_for_twice(kind):
    client, script = scripted(kind, failed(504), base_url="http://h.example", retry=Retry(base=0))
    with pytest.raises(Overloaded):
        client.text_to_image("a cat")
    assert len(script.sent) == 1


# Downloads


def fetch(url: str, *answers: Any, private: bool = False, time: Time | None = None) -> tuple[Any, Driver]:
    hands = driver(*answers, time=time)
    wanted = call()
    wanted.clock = clock(None, hands.time)
    return hands.run(download(url, wanted, private=private)), hands


def test_a_file_is_fetched_without_any_credential():
    found, hands = fetch("https://cdn.example/a.png?sig=1", reply(PNG, "Image/PNG; charset=x"))
    assert (found.data, found.mime) == (PNG, "image/png")
    request = hands.sent[0]
    assert (request.method, request.url, request.headers) == (
        "GET",
        "https://cdn.example/a.png?sig=1",
        {"accept": "*/*"},
    )
    assert request.public_only


def test_a_private_address_is_allowed_where_the_target_is_one():
    _, hands = fetch("http://10.0.0.1/a.png", reply(PNG, ""), private=True)
    assert not hands.sent[0].public_only


def test_a_type_may_be_unknown():
    found, _ = fetch("https://cdn.example/a", reply(PNG, ""))
    assert found.mime is None


@pytest.mark.parametrize("answer", [failed(503), failed(500), broken("sent"), broken("stale")])
def test_a_download_changes_nothing_and_is_repeated_after_what_may_pass(answer):
    found, hands = fetch("https://cdn.example/a", failed(429), answer, reply(PNG, "image/png"))
    assert found.data == PNG
    assert len(hands.slept) == 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (failed(404), NotFoundError),
        (failed(403), APIStatusError),
        (failed(500), InternalServerError),
        (failed(302), APIStatusError),
        (broken("sent"), APIConnectionError),
    ],
)
def test_a_failed_download_says_that_it_was_one(answer, kind):
    with pytest.raises(kind, match=r"The download of https://cdn\.example/a failed: "):
        fetch("https://cdn.example/a?sig=geheim", answer, answer, answer)


@pytest.mark.parametrize(
    ("url", "data", "mime"),
    [
        ("data:image/png;base64,aGk=", b"hi", "image/png"),
        ("DATA:image/png;base64,aGk=", b"hi", "image/png"),
        ("data:,hello%20you", b"hello you", None),
        ("data:text/plain;charset=utf-8,x", b"x", "text/plain;charset=utf-8"),
    ],
)
def test_a_data_url_has_its_data_in_it(url, data, mime):
    found, hands = fetch(url)
    assert (found.data, found.mime) == (data, mime)
    assert hands.sent == []


@pytest.mark.parametrize(
    "url", ["data:image/png;base64", "data:;base64,?", "data:,", "file:///etc/passwd", "", "/a.png"]
)
def test_what_leads_nowhere_is_another_shape_of_reply(url):
    with pytest.raises(ResponseShapeError):
        fetch(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:8080/v1", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8080", True),
        ("http://10.1.2.3", True),
        ("http://192.168.1.1", True),
        ("http://169.254.169.254", True),
        ("https://8.8.8.8", False),
        ("https://api.acme.example", False),
        ("", False),
    ],
)
def test_a_private_target_is_known_by_its_literal_host(url, expected):
    assert is_private(url) is expected


RESULT = {
    "path": "/run",
    "set": [{"to": "p", "from": "input"}],
    "response": {"pick": "url", "type": "string", "as": "download"},
}


def with_downloads(kind: str, *answers: Any, base: str = "https://api.acme.example") -> Any:
    made = Provider.from_dict({"name": "acme", "base": base, "tasks": {"text-to-image": RESULT}})
    return scripted(kind, *answers, provider=made, api_key="sk-1234567", retry=0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_is_fetched_from_where_the_reply_points(kind):
    client, script = with_downloads(kind, json_reply({"url": "https://cdn.example/a"}), reply(PNG, "image/png"))
    image = client.text_to_image("a cat")
    assert (image.bytes, image.mime) == (PNG, "image/png")
    assert "authorization" in script.sent[0].headers
    assert script.sent[1].headers == {"accept": "*/*"}
    assert script.sent[1].public_only


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_target_may_point_to_private_addresses(kind):
    answers = json_reply({"url": "http://10.0.0.2/a"}), reply(PNG, "image/png")
    client, script = with_downloads(kind, *answers, base="http://10.0.0.1")
    client.text_to_image("a cat")
    assert not script.sent[1].public_only


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (failed(404), NotFoundError),
        (broken("connect"), APIConnectionError),
        (reply(b"<html>", "text/html"), ResponseShapeError),
        (reply(b"", "image/png"), ResponseShapeError),
    ],
)
def test_what_was_paid_for_is_in_the_error_of_a_failed_download(kind, answer, error):
    client, _ = with_downloads(kind, json_reply({"url": "https://cdn.example/a"}), answer)
    with pytest.raises(error) as caught:
        client.text_to_image("a cat")
    assert caught.value.body == b'{"url": "https://cdn.example/a"}'
    assert caught.value.provider == "acme"
