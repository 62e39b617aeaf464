"""llmock, a server that fails as it is told, and judges the client by rules of someone else's making.

`GET /_llmock/verdict` looks at every request that came, and says what the client did wrong. It finds nothing but what
the design decides otherwise; each of these findings is named where it is expected.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.request import Request

import pytest
from engines import OPENER, running

from inferlink import RequestOptions, errors
from inferlink.errors import InferenceTimeoutError, ResponseShapeError, StreamBroken
from inferlink.options import Retry, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAID = "one two three four five six seven eight nine ten"
REPLY = {"type": "reply", "text": SAID, "times": None}
PATIENCE = Timeout(connect=20, pool=20, first_byte=20, idle=20)
RETRY = Retry(base=0.1)
TOOLS = [{"type": "function", "function": {"name": "forecast", "parameters": {"type": "object", "properties": {}}}}]

PASSING = {
    408: errors.APIStatusError,
    429: errors.RateLimitError,
    502: errors.Overloaded,
    503: errors.Overloaded,
    504: errors.Overloaded,
    529: errors.Overloaded,
}
FINAL = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    413: errors.APIStatusError,
    422: errors.UnprocessableEntityError,
    501: errors.InternalServerError,
}
NOT_REPEATED = {409: errors.APIStatusError, 500: errors.InternalServerError}
"""llmock wants these repeated. The design does not: servers send a 500 for a bad request too, and a conflict does not
pass by waiting. So its verdict is `gave_up`."""

STREAMED = pytest.mark.parametrize("stream", [False, True], ids=["unary", "stream"])
# Of itself llmock sends a Retry-After of a second with all of these but two.
PASSES = pytest.mark.parametrize(
    ("status", "retry_after"), [(408, None), (502, None), *((status, 0.2) for status in PASSING)]
)


class Judge:
    """A running llmock."""

    def __init__(self, url: str) -> None:
        self.url = url

    def script(self, *behaviors: dict[str, Any]) -> None:
        self._call("POST", "scenario", {"behaviors": [*behaviors, REPLY]})

    def reset(self) -> None:
        self._call("POST", "reset")

    @property
    def findings(self) -> list[str]:
        """What the client did wrong since the last reset."""
        return [finding["code"] for finding in self._call("GET", "verdict")["findings"]]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self._call("GET", "requests")["requests"]

    def _call(self, method: str, name: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with OPENER.open(Request(f"{self.url}/_llmock/{name}", data, method=method), timeout=20) as reply:
            return json.load(reply)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    # Chunks that come apart: a client that stops at a bad one is seen to stop.
    with running(
        "llmock",
        "llmock",
        "serve",
        "--stream-chunk-delay-ms",
        "10",
        home=tmp_path_factory.mktemp("llmock"),
        ready=READY,
    ) as url:
        yield Judge(url)


@pytest.fixture(scope="module")
def started_with_limits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    limits = ("--rpm", "60", "--tpm", "6000", "--context-window", "500")
    with running("llmock", "llmock", "serve", *limits, home=tmp_path_factory.mktemp("llmock"), ready=READY) as url:
        yield Judge(url)


READY = "/_llmock/verdict"


@pytest.fixture(autouse=True)
def _growing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Full jitter: the second wait is the shorter one at times, and llmock would call that no backoff."""
    monkeypatch.setattr("random.uniform", lambda _, high: high)


@pytest.fixture
def judge(started: Judge) -> Judge:
    started.reset()
    return started


@pytest.fixture
def limited(started_with_limits: Judge) -> Judge:
    started_with_limits.reset()
    return started_with_limits


@pytest.fixture
def client(connect: Callable[..., Any], judge: Judge) -> Any:
    return connect(base_url=f"{judge.url}/v1", model="gpt-4o-mini", timeout=PATIENCE, retry=RETRY)


def say(client: Any, *, stream: bool = False, **more: Any) -> str:
    answer = client.chat_completion("Count.", stream=stream, **more)
    return "".join(answer.text) if stream else answer.choices[0].message.content


def fail(status: int, retry_after: float | None = None, times: int | None = None) -> dict[str, Any]:
    asked = {} if retry_after is None else {"retry_after": retry_after}
    return {"type": "fail", "status": status, "times": times, **asked}


# Statuses


@PASSES
def test_failure_that_passes_is_waited_for(client: Any, judge: Judge, status: int, retry_after: float | None) -> None:
    judge.script(fail(status, retry_after, times=1))
    assert say(client) == SAID
    assert [request["status"] for request in judge.requests] == [status, 200]
    assert judge.findings == []


@pytest.mark.parametrize(("status", "retry_after"), [(429, 0.2), (502, None)])
def test_stream_is_opened_again(client: Any, judge: Judge, status: int, retry_after: float | None) -> None:
    judge.script(fail(status, retry_after, times=2))
    assert say(client, stream=True) == SAID
    assert [request["status"] for request in judge.requests] == [status, status, 200]
    assert judge.findings == []


@PASSES
def test_failure_that_stays_is_told_after_two_retries(
    client: Any, judge: Judge, status: int, retry_after: float | None
) -> None:
    judge.script(fail(status, retry_after))
    with pytest.raises(PASSING[status]) as caught:
        say(client)
    assert (caught.value.status, caught.value.attempts, caught.value.retryable) == (status, 3, True)
    assert caught.value.retry_after == retry_after
    assert [request["status"] for request in judge.requests] == [status] * 3
    assert judge.findings == []


@STREAMED
@pytest.mark.parametrize("status", FINAL)
def test_failure_that_cannot_pass_is_told_at_once(client: Any, judge: Judge, status: int, stream: bool) -> None:
    judge.script(fail(status))
    with pytest.raises(FINAL[status]) as caught:
        say(client, stream=stream)
    assert (caught.value.status, caught.value.attempts, caught.value.retryable) == (status, 1, False)
    assert judge.findings == []


@STREAMED
@pytest.mark.parametrize("status", NOT_REPEATED)
def test_failure_that_may_be_the_requests_own_fault_is_told_at_once(
    client: Any, judge: Judge, status: int, stream: bool
) -> None:
    judge.script(fail(status))
    with pytest.raises(NOT_REPEATED[status]) as caught:
        say(client, stream=stream)
    assert (caught.value.status, caught.value.attempts, caught.value.retryable) == (status, 1, False)
    assert judge.findings == ["gave_up"]


def test_wait_beyond_the_deadline_is_not_begun(client: Any, judge: Judge) -> None:
    judge.script(fail(429, 30))
    with pytest.raises(errors.RateLimitError) as caught:
        say(client, options=RequestOptions(timeout=10))
    assert (caught.value.retry_after, caught.value.attempts) == (30, 1)
    # It has only 10 seconds; a retry could not but ignore the Retry-After.
    assert judge.findings == ["gave_up"]


def test_embeddings_are_waited_for_too(client: Any, judge: Judge) -> None:
    path = "/v1/embeddings"
    judge.script({**fail(503, 0.2, times=2), "match": {"path": path}})
    assert len(client.feature_extraction("Hi", model="text-embedding-3-small").tolist()[0]) > 10
    assert [request["status"] for request in judge.requests if request["path"] == path] == [503, 503, 200]
    assert judge.findings == []


# Slowness


@STREAMED
@pytest.mark.parametrize("kind", ["delay", "slow_first_token"])
def test_slow_server_is_waited_for(client: Any, judge: Judge, kind: str, stream: bool) -> None:
    judge.script({"type": kind, "seconds": 0.2})
    assert say(client, stream=stream) == SAID
    assert judge.findings == []


@STREAMED
def test_server_that_is_too_slow_is_left(client: Any, judge: Judge, stream: bool) -> None:
    judge.script({"type": "delay", "seconds": 1})
    with pytest.raises(InferenceTimeoutError) as caught:
        say(client, stream=stream, options=RequestOptions(timeout=Timeout(first_byte=0.2)))
    assert (caught.value.clock, caught.value.attempts, caught.value.received) == ("first_byte", 1, 0)
    assert judge.findings == []


def test_first_token_that_is_too_slow_runs_out_of_idle(client: Any, judge: Judge) -> None:
    judge.script({"type": "slow_first_token", "seconds": 30})
    with pytest.raises(InferenceTimeoutError) as caught:
        say(client, stream=True, options=RequestOptions(timeout=Timeout(idle=0.2)))
    assert (caught.value.clock, caught.value.attempts) == ("idle", 1)
    assert judge.findings == []


# Streams that break


def stream_until_it_breaks(client: Any, error: type[errors.InferenceError], **more: Any) -> errors.InferenceError:
    """The error, which has all that the caller has read."""
    pieces: list[str] = []
    with pytest.raises(error) as caught:
        pieces.extend(client.chat_completion("Count.", stream=True, **more).text)
    partial: Any = caught.value.partial
    read = "".join(pieces)
    assert read == (partial.choices[0].message.content if partial.choices else "")
    assert SAID.startswith(read)
    assert caught.value.attempts == 1
    return caught.value


@pytest.mark.parametrize("after_chunks", [0, 2, 4])
@pytest.mark.parametrize("kind", ["disconnect", "truncate"])
def test_stream_that_ends_too_early_is_broken_and_may_be_called_again(
    client: Any, judge: Judge, kind: str, after_chunks: int
) -> None:
    judge.script({"type": "stream_fault", "kind": kind, "after_chunks": after_chunks})
    error = stream_until_it_breaks(client, StreamBroken)
    assert error.retryable
    assert say(client, stream=True) == SAID  # as a caller does who has read `retryable`: it is the caller's to decide
    assert judge.findings == []


@pytest.mark.parametrize("after_chunks", [2, 4])
def test_malformed_event_ends_the_stream(client: Any, judge: Judge, after_chunks: int) -> None:
    judge.script({"type": "stream_fault", "kind": "malformed", "after_chunks": after_chunks})
    error = stream_until_it_breaks(client, ResponseShapeError)
    assert not error.retryable
    (request,) = judge.requests
    assert not request["completed"]
    # The client "neither retried nor stopped reading", llmock says. It stopped, as the line above shows: that rule
    # does not look. And it told so; to pay for the same again is the caller's to decide.
    assert judge.findings == ["malformed_chunk_ignored"]


@pytest.mark.parametrize("after_chunks", [1, 4])
def test_stream_that_stalls_runs_out_of_idle(client: Any, judge: Judge, after_chunks: int) -> None:
    judge.script({"type": "stream_fault", "kind": "stall", "after_chunks": after_chunks, "stall_seconds": 30})
    options = RequestOptions(timeout=Timeout(idle=0.3))
    error = stream_until_it_breaks(client, InferenceTimeoutError, options=options)
    assert isinstance(error, InferenceTimeoutError)
    assert (error.clock, error.limit) == ("idle", 0.3)
    assert error.received > 0
    assert judge.findings == []


# Tools


@STREAMED
@pytest.mark.parametrize("kind", ["malformed_arguments", "unknown_tool"])
def test_broken_tool_call_reaches_the_caller_as_the_model_wrote_it(
    client: Any, judge: Judge, kind: str, stream: bool
) -> None:
    judge.script({"type": "tool_fault", "kind": kind})
    answer = client.chat_completion("How warm is it?", tools=TOOLS, stream=stream)
    (call,) = (answer.result() if stream else answer).choices[0].message.tool_calls
    if kind == "unknown_tool":
        assert call.function.name not in ("", "forecast")
    else:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            json.loads(call.function.arguments)
    assert judge.findings == []


# Quotas


@pytest.fixture
def limited_client(connect: Callable[..., Any], limited: Judge) -> Any:
    return connect(base_url=f"{limited.url}/v1", model="gpt-4o-mini", timeout=PATIENCE, retry=RETRY)


def test_quota_of_requests_is_waited_for(limited_client: Any, limited: Judge) -> None:
    counts: list[int] = []
    while 0 not in counts:
        answer = limited_client.chat_completion(f"Number {len(counts)}", max_tokens=1)
        counts.append(int(answer.meta.rate_limit["x-ratelimit-remaining-requests"]))
    assert answer.meta.rate_limit["x-ratelimit-limit-requests"] == "60"
    answer = limited_client.chat_completion("And one more", max_tokens=1)
    assert answer.meta.attempts == 2
    assert limited.findings == []


def test_quota_of_tokens_is_waited_for(limited_client: Any, limited: Judge) -> None:
    limited_client.chat_completion("All of them", max_tokens=5950)
    answer = limited_client.chat_completion("And some more", max_tokens=50)
    assert answer.meta.attempts == 2
    assert answer.meta.rate_limit["x-ratelimit-limit-tokens"] == "6000"
    assert limited.findings == []


@STREAMED
def test_context_window_is_told_from_other_errors(limited_client: Any, limited: Judge, stream: bool) -> None:
    with pytest.raises(errors.ContextTooLong, match="maximum context length is 500") as caught:
        say(limited_client, stream=stream, extra_body={"messages": [{"role": "user", "content": "word " * 1000}]})
    assert (caught.value.status, caught.value.attempts) == (400, 1)
    assert limited.findings == []
