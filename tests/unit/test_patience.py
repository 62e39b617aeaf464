"""`wait_until_ready=`: a server that starts or loads is waited for, within the deadline, and the caller is told."""

from __future__ import annotations

import asyncio
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from flows import call, clock, driver
from scripted import json_reply, scripted

from inferlink import AsyncInferenceClient, InferenceClient, InvalidInput, RequestOptions, Retry, Timeout
from inferlink._calls.failover import run_call
from inferlink.errors import (
    APIConnectionError,
    APIStatusError,
    EndpointPaused,
    InferenceTimeoutError,
    ModelLoading,
    Overloaded,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows import Driver

    from inferlink.options import Waiting

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
URL = "http://gpu.example/v1"
FINE = json_reply([{"label": "good", "score": 0.5}])
LOADING = {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}


def refused(*, retryable: bool = True) -> APIConnectionError:
    error = APIConnectionError("the connection was refused")
    error.stage, error.retryable = "connect", retryable
    return error


def late() -> InferenceTimeoutError:
    return InferenceTimeoutError("late", clock="connect", limit=10)


def sent() -> APIConnectionError:
    return APIConnectionError("reset")


def status(number: int, message: str = "no", **headers: str) -> Any:
    return json_reply({"error": message}, number, **headers)


def ask(hands: Driver, timeout: Timeout | None = None, **options: Any) -> Any:
    made = call(base_url="https://xyz.endpoints.huggingface.cloud", **options)
    made.clock = clock(timeout, hands.time)
    return hands.run(run_call(made))


@pytest.mark.parametrize(
    "answer", [refused, late, lambda: status(502), lambda: status(503), lambda: json_reply(LOADING, 503)]
)
def test_a_server_that_starts_is_waited_for(answer: Callable[[], Any]) -> None:
    hands = driver(*[answer() for _ in range(20)], FINE)
    result = ask(hands, wait_until_ready=True, retry=Retry(attempts=0))
    assert result.meta.attempts == 21
    assert all(0.5 <= seconds <= 5 for seconds in hands.slept)


@pytest.mark.parametrize(
    "answer",
    [
        sent,
        lambda: refused(retryable=False),
        lambda: status(500),
        lambda: status(504),
        lambda: status(404),
        lambda: status(400, "Bad Request: Invalid state"),
    ],
)
def test_what_no_waiting_mends_is_raised_at_once(answer: Callable[[], Any]) -> None:
    hands = driver(answer())
    with pytest.raises((APIConnectionError, APIStatusError)):
        ask(hands, wait_until_ready=True, retry=Retry(attempts=0))
    assert (len(hands.sent), hands.slept) == (1, [])


def test_a_paused_endpoint_is_not_waited_for() -> None:
    with pytest.raises(EndpointPaused):
        ask(driver(status(400, "Bad Request: Invalid state")), wait_until_ready=True)
    with pytest.raises(EndpointPaused):
        ask(driver(status(503, "The endpoint is paused")), wait_until_ready=True)


def test_an_endpoint_that_wakes_up_is_waited_for_even_unasked() -> None:
    hands = driver(status(503, "Endpoint is scaled to zero"), FINE)
    assert ask(hands, retry=Retry(attempts=0)).meta.attempts == 2


def test_without_it_a_refused_connection_is_repeated_as_retries_say() -> None:
    hands = driver(*[refused() for _ in range(3)])
    with pytest.raises(APIConnectionError):
        ask(hands, retry=Retry(attempts=2))
    assert len(hands.sent) == 3


def test_waiting_ends_with_the_deadline() -> None:
    hands = driver(*[refused() for _ in range(99)])
    with pytest.raises(APIConnectionError, match="refused"):
        ask(hands, Timeout(total=30), wait_until_ready=True, retry=Retry(attempts=0))
    assert 20 < hands.time.seconds <= 30


def test_waiting_ends_with_the_clock_of_the_first_byte_where_there_is_no_deadline() -> None:
    hands = driver(*[status(503) for _ in range(99)])
    with pytest.raises(Overloaded):
        ask(hands, Timeout(first_byte=40), wait_until_ready=True, retry=Retry(attempts=0))
    assert 30 < hands.time.seconds <= 45


def test_waiting_may_have_a_limit_of_its_own() -> None:
    hands = driver(*[json_reply(LOADING, 503) for _ in range(99)])
    with pytest.raises(ModelLoading):
        ask(hands, Timeout(total=300), wait_until_ready=12, retry=Retry(attempts=0))
    assert 7 < hands.time.seconds <= 17


def test_the_server_says_how_long_it_takes() -> None:
    hands = driver(status(503, retry_after="7"), FINE)
    ask(hands, wait_until_ready=True)
    assert hands.slept == [7]


def test_waiting_takes_no_retry_from_what_fails_later() -> None:
    hands = driver(*[refused() for _ in range(9)], status(429), FINE)
    assert ask(hands, wait_until_ready=True, retry=Retry(attempts=1)).meta.attempts == 11


def test_an_image_is_waited_for_too_but_not_where_it_may_be_under_way() -> None:
    options: dict[str, Any] = {"wait_until_ready": True, "retry": Retry(attempts=0)}
    hands = driver(refused(), status(503), sent())
    made = call("text-to-image", base_url="https://xyz.endpoints.huggingface.cloud", **options)
    made.clock = clock(None, hands.time)
    with pytest.raises(APIConnectionError, match="reset"):
        hands.run(run_call(made))
    assert len(hands.sent) == 3


@KINDS
def test_the_caller_is_told_of_every_wait(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(asyncio, "sleep", no_sleep)
    told: list[Waiting] = []
    client, _ = scripted(kind, refused(), json_reply(LOADING, 503), FINE, base_url="https://gpu.example/pipeline")
    client.text_classification("Hi", options=RequestOptions(wait_until_ready=True, on_wait=told.append))
    assert [event.reason for event in told] == ["the connection was refused", "Loading model"]
    assert all(event.delay >= 0.5 and event.elapsed >= 0 for event in told)


async def no_sleep(seconds: float) -> None:
    pass


@KINDS
def test_a_request_of_the_callers_own_waits_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(asyncio, "sleep", no_sleep)
    client, script = scripted(kind, refused(), json_reply({}), base_url=URL, wait_until_ready=True, retry=0)
    assert client.request("GET", "models").status == 200
    assert len(script.sent) == 2


@KINDS
def test_a_request_of_the_callers_own_tells_of_its_waits_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(asyncio, "sleep", no_sleep)
    told: list[Waiting] = []
    client, _ = scripted(kind, refused(), json_reply({}), base_url=URL)
    options = RequestOptions(wait_until_ready=True, on_wait=told.append)
    client.request("GET", "models", options=options, headers={"X-A": "1"})
    assert [event.reason for event in told] == ["the connection was refused"]


@pytest.mark.parametrize("wrong", [0, -1, "long", float("nan"), [1]])
def test_a_wait_must_be_a_flag_or_a_positive_number(wrong: Any) -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(InvalidInput, match="wait_until_ready must be"):
            kind(wait_until_ready=wrong)
    with pytest.raises(InvalidInput, match="wait_until_ready must be"):
        InferenceClient(base_url=URL).chat_completion("Hi", options=RequestOptions(wait_until_ready=wrong))


def test_a_wait_may_be_switched_off_again() -> None:
    client = InferenceClient(base_url=URL, wait_until_ready=True)
    assert client.with_options(timeout=3)._settings.wait_until_ready is True
    assert client.with_options(wait_until_ready=False)._settings.wait_until_ready is False
    assert pickle.loads(pickle.dumps(client))._settings.wait_until_ready is True


def test_what_is_told_of_waits_must_be_a_plain_function() -> None:
    async def tell(event: Waiting) -> None:
        pass

    with pytest.raises(InvalidInput, match="on_wait must be a plain function"):
        InferenceClient(base_url=URL).chat_completion("Hi", options=RequestOptions(on_wait=tell))
