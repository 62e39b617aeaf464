"""Queued jobs: every route that has one, and what may become of one on its way."""

from __future__ import annotations

import asyncio
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from contract.jobs import (
    ACME,
    DONE,
    FAILED,
    IDS,
    PAIRS,
    PENDING,
    acme,
    bytes_in,
    client_of,
    done,
    make,
    polled,
    result_of,
    submitted,
    to_target,
    with_job,
    words_for,
)
from contract.replies import FILE
from contract.targets import MODEL, PROVIDER_MODEL, Pair
from contract.test_tasks import medium
from flows import call, clock, driver
from scripted import Script, json_reply, reply

from inferlink import AsyncInferenceClient, Provider, RequestOptions, errors
from inferlink._auth import Secret
from inferlink._calls.failover import run_call
from inferlink._calls.job_urls import fill, is_below, scope_of
from inferlink.options import Retry, Timeout
from inferlink.testing._inverse import merge
from inferlink.types import JobHandle, JobProgress

if TYPE_CHECKING:
    from pathlib import Path

    from inferlink._sending.wire import Reply, Request

pytestmark = pytest.mark.usefixtures("naps")
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
EACH = pytest.mark.parametrize("pair", PAIRS, ids=str)


# The way of a job, at every provider


@KINDS
@pytest.mark.parametrize("routed", [False, True], ids=["direct", "routed"])
@EACH
def test_job_is_polled_at_its_own_host_with_the_key_and_downloaded_without(
    pair: Pair, routed: bool, kind: str, tmp_path: Path
) -> None:
    answers = [submitted(pair), *PENDING[pair.name], done(pair), *result_of(pair)]
    client, script = client_of(kind, pair, *answers, routed=routed)
    result = make(client, pair, tmp_path)

    submit, *polls = to_target(script)
    downloads = [request for request in polls if request.url == FILE]
    polls = [request for request in polls if request.url != FILE]
    url = polled(pair, routed=routed)
    ends = [url.replace("/status", "")] if pair.route.job.result else []
    assert [(request.method, request.url) for request in polls] == [("GET", each) for each in [url] * 3 + ends]

    kept = {name: value for name, value in submit.headers.items() if name != "content-type"}
    assert all(request.headers == kept for request in polls)
    scheme = "Key" if pair.name == "fal-ai" and not routed else "Bearer"
    assert kept["authorization"] == f"{scheme} {'hf_key' if routed else 'provider-key'}"
    assert kept["accept"] == "application/json"
    assert all(request.headers == {"accept": "*/*"} and request.public_only for request in downloads)

    texts = pair.operation.result.media is None and not downloads
    assert bytes_in(result) == (b"Hi." if texts else medium(pair.operation))
    assert (result.meta.provider, result.meta.model, result.meta.status) == (pair.name, PROVIDER_MODEL, 200)


@KINDS
@EACH
def test_job_that_is_done_at_once_is_not_polled(pair: Pair, kind: str, naps: list[float], tmp_path: Path) -> None:
    at_once = {"status": "COMPLETED"} if pair.name == "fal-ai" else done(pair)
    client, script = client_of(kind, pair, merge(submitted(pair), at_once), *result_of(pair))
    assert make(client, pair, tmp_path) is not None
    asked = [request.url for request in to_target(script)[1:] if request.url != FILE]
    assert asked == ([polled(pair, routed=False).removesuffix("/status")] if pair.name == "fal-ai" else [])
    assert naps == []


FAILING = [pair for pair in PAIRS if pair.route.job.failed]


@KINDS
@pytest.mark.parametrize("at_once", [False, True], ids=["later", "at once"])
@pytest.mark.parametrize("pair", FAILING, ids=str)
def test_failed_job_tells_its_id_and_the_providers_words(pair: Pair, at_once: bool, kind: str, tmp_path: Path) -> None:
    failed = words_for(FAILED, pair)
    answers = [merge(submitted(pair), failed)] if at_once else [submitted(pair), failed]
    client, script = client_of(kind, pair, *answers)
    with pytest.raises(errors.JobFailed, match=rf"The job {IDS[pair.name]} failed: unsafe\.") as caught:
        make(client, pair, tmp_path)
    error = caught.value
    assert (error.job_id, error.provider, error.task, error.status) == (IDS[pair.name], pair.name, pair.task, 200)
    assert json.loads(error.body or b"") == answers[-1]
    assert len(to_target(script)) == len(answers)
    if not at_once:
        assert error.job is not None
        assert error.job.job_id == IDS[pair.name]


@pytest.mark.parametrize("pair", FAILING, ids=str)
def test_every_state_that_means_failure_ends_the_job(pair: Pair, tmp_path: Path) -> None:
    for state in pair.route.job.failed:
        said = json.loads(json.dumps(words_for(FAILED, pair)).replace(f'"{pair.route.job.failed[0]}"', f'"{state}"'))
        client, _ = client_of("sync", pair, submitted(pair), said)
        with pytest.raises(errors.JobFailed, match="unsafe"):
            make(client, pair, tmp_path)


def test_failure_may_be_told_as_an_object() -> None:
    client, _ = acme("sync", {"id": "j1"}, {"status": "failed", "why": {"code": 7}})
    with pytest.raises(errors.JobFailed, match=r'The job j1 failed: \{"code": 7\}'):
        client.text_to_image("a cat")


def test_failure_without_words_names_the_state() -> None:
    client, _ = acme("sync", {"id": "j1"}, {"status": "failed"})
    with pytest.raises(errors.JobFailed, match="The job j1 failed: the provider says 'failed' and no more"):
        client.text_to_image("a cat")


FAL = [pair for pair in PAIRS if pair.name == "fal-ai"]
TOO_LATE = {"detail": "Request timed out", "error_type": "request_timeout"}


@KINDS
@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (422, {"detail": [{"loc": ["body", "prompt"], "msg": "unsafe", "type": "content_policy"}]}, "unsafe"),
        (500, {"detail": "boom"}, "boom"),
        (504, TOO_LATE, "Request timed out"),
    ],
)
@pytest.mark.parametrize("pair", FAL, ids=str)
def test_error_at_the_url_of_the_result_is_the_failure_of_the_job(
    pair: Pair, status: int, body: Any, words: str, kind: str, tmp_path: Path
) -> None:
    answers = [submitted(pair), done(pair), *[json_reply(body, status, x_request_id="q1")] * 3]
    client, _ = client_of(kind, pair, *answers)
    with pytest.raises(errors.JobFailed, match=words) as caught:
        make(client, pair, tmp_path)
    error = caught.value
    assert (error.job_id, error.status, error.request_id, error.retryable) == ("r1", status, "q1", status == 504)
    assert error.job is not None
    assert json.loads(error.body or b"") == body


def test_key_that_a_failure_quotes_is_hidden() -> None:
    pair = FAL[0]
    refused = json_reply({"detail": "the key provider-key is unknown"}, 401)
    client, _ = client_of("sync", pair, submitted(pair), done(pair), refused)
    with pytest.raises(errors.JobFailed) as caught:
        client.text_to_audio("hi", model=MODEL) if pair.task == "text-to-audio" else make_text(client, pair)
    assert "provider-key" not in str(caught.value)
    assert caught.value.__cause__ is None


def make_text(client: Any, pair: Pair) -> Any:
    """A call that reads no file."""
    method = getattr(client, pair.operation.method)
    return method(b"\xff\xfb\x90\x00" if pair.operation.media else "hi", model=MODEL)


def by_hand(*answers: Any, timeout: Timeout | None = None, provider: Provider | None = None, **options: Any):
    """A call as a flow, and what drives it on a time of its own."""
    hands = driver(*[json_reply(each) if isinstance(each, dict) else each for each in answers])
    made = call("text-to-image", input="a cat", provider=provider or with_job(), key=Secret("sk-secret-1"), **options)
    made.clock = clock(timeout, hands.time)
    return hands, run_call(made)


RESET = errors.APIConnectionError("broke the connection")


@KINDS
@pytest.mark.parametrize(
    "failure",
    [json_reply({"error": "busy"}, 503), json_reply({"error": "oops"}, 500), RESET],
    ids=["503", "500", "cut"],
)
def test_failing_poll_is_made_again(kind: str, failure: Any) -> None:
    client, script = acme(kind, {"id": "j1"}, failure, failure, DONE)
    assert client.text_to_image("a cat").bytes == b"hi"
    assert [request.method for request in script.sent] == ["POST", "GET", "GET", "GET"]


@KINDS
@pytest.mark.parametrize(
    ("answer", "kind_of_error"),
    [
        (json_reply({"error": "gone"}, 404), errors.NotFoundError),
        (json_reply({"error": "busy"}, 503), errors.Overloaded),
        (RESET, errors.APIConnectionError),
        (reply(b"<html>", "text/html"), errors.ResponseShapeError),
    ],
)
def test_job_that_is_lost_sight_of_leaves_its_handle(kind: str, answer: Any, kind_of_error: type[Exception]) -> None:
    client, _ = acme(kind, {"id": "j1"}, answer, retry=0)
    with pytest.raises(kind_of_error) as caught:
        client.text_to_image("a cat")
    assert isinstance(caught.value, errors.InferenceError)
    assert (caught.value.job and caught.value.job.poll) == "https://api.acme.example/api/jobs/j1"


def test_submit_is_not_repeated_where_it_may_have_been_accepted() -> None:
    client, script = acme("sync", RESET)
    with pytest.raises(errors.APIConnectionError):
        client.text_to_image("a cat")
    assert len(script.sent) == 1


def test_result_that_cannot_be_downloaded_leaves_the_handle() -> None:
    route = {**ACME["tasks"]["text-to-image"], "response": {"pick": "url", "type": "string", "as": "download"}}
    provider = Provider.from_dict({**ACME, "tasks": {"text-to-image": route}})
    gone = reply(b"", "text/plain", 404)
    client, _ = acme("sync", {"id": "j1"}, {"status": "done", "url": FILE}, gone, provider=provider)
    with pytest.raises(errors.NotFoundError) as caught:
        client.text_to_image("a cat")
    assert caught.value.job is not None
    assert json.loads(caught.value.body or b"")["url"] == FILE


# Waiting


def test_interval_grows_to_ten_seconds_with_jitter() -> None:
    hands, flow = by_hand({"id": "j1"}, *[{"status": "running"}] * 14, DONE, timeout=Timeout(total=1000))
    hands.run(flow)
    expected = 1.0
    for slept in hands.slept:
        assert 0.8 * expected <= slept <= 1.2 * expected
        expected = min(10, expected * 1.3)
    assert expected == 10
    assert len(hands.slept) == 15


def test_interval_of_a_slow_job_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", lambda low, high: (low + high) / 2)
    hands, flow = by_hand({"id": "j1"}, *[{"status": "running"}] * 3, DONE, provider=with_job(every=20, timeout=1000))
    hands.run(flow)
    assert hands.slept == [20] * 4


def test_jitter_differs_between_two_calls() -> None:
    first, second = by_hand({"id": "j1"}, DONE), by_hand({"id": "j1"}, DONE)
    for hands, flow in (first, second):
        hands.run(flow)
    assert first[0].slept != second[0].slept


@pytest.mark.parametrize("state", [{"status": "running"}, {}])
def test_server_that_asks_for_more_time_gets_it(state: dict[str, Any]) -> None:
    waiting = json_reply(state, retry_after="17")
    hands, flow = by_hand(json_reply({"id": "j1"}, retry_after="5"), waiting, DONE)
    hands.run(flow)
    assert hands.slept == [5, 17]


def test_overloaded_poll_is_repeated_when_it_asks_to_be() -> None:
    hands, flow = by_hand({"id": "j1"}, json_reply({}, 503, retry_after="9"), DONE)
    hands.run(flow)
    assert hands.slept[1:] == [9]


@pytest.mark.parametrize("total", [0.05, 0.5, 3, 25, 90])
def test_deadline_holds_for_the_whole_job_and_is_used_to_the_end(total: float) -> None:
    hands, flow = by_hand({"id": "j1"}, *[{"status": "running"}] * 50, timeout=Timeout(total=total))
    with pytest.raises(errors.InferenceTimeoutError) as caught:
        hands.run(flow)
    error = caught.value
    assert (error.clock, error.limit, error.provider, error.task) == ("total", total, "acme", "text-to-image")
    assert error.job is not None
    assert error.job.job_id == "j1"
    assert total - 0.1 <= hands.time.seconds <= total


def test_deadline_of_a_server_that_asks_for_too_much_is_told_at_once() -> None:
    hands, flow = by_hand({"id": "j1"}, json_reply({}, retry_after="60"), timeout=Timeout(total=30))
    with pytest.raises(errors.InferenceTimeoutError):
        hands.run(flow)
    assert len(hands.slept) == 1


def test_job_has_a_limit_of_its_own_where_there_is_no_deadline() -> None:
    hands, flow = by_hand({"id": "j1"}, *[{"status": "running"}] * 50)
    with pytest.raises(errors.InferenceTimeoutError) as caught:
        hands.run(flow)
    assert (caught.value.clock, caught.value.limit) == ("total", 60)
    assert caught.value.job is not None
    assert 59 <= hands.time.seconds <= 60


def test_limit_of_the_job_ends_with_it() -> None:
    hands, flow = by_hand({"id": "j1"}, {"status": "running"}, DONE)
    hands.run(flow)
    assert {request.clock.timeout.total for request in hands.sent} == {None}


@pytest.mark.parametrize("waits", ["between two polls", "in a poll"])
def test_cancelled_call_polls_no_more(waits: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        reached, never = asyncio.Event(), asyncio.Event()

        async def wait(*_: object) -> Any:
            reached.set()
            await never.wait()

        script = Script([json_reply({"id": "j1"}), *[json_reply({"status": "running"})] * 9])
        client = AsyncInferenceClient(provider=with_job(), api_key="sk-secret-1")

        class Transport:
            async def send(self, request: Request) -> Reply:
                return await wait() if request.method == "GET" and waits == "in a poll" else script.send(request)

        client._link._transport = Transport()
        if waits == "between two polls":
            monkeypatch.setattr(asyncio, "sleep", wait)
        before = asyncio.all_tasks()
        task = asyncio.create_task(client.text_to_image("a cat"))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        never.set()
        await asyncio.wait({asyncio.create_task(idle())})
        assert len(script.sent) == 1
        assert asyncio.all_tasks() == before

    async def idle() -> None:
        pass

    asyncio.run(run())


def test_interrupted_call_polls_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    client, script = acme("sync", {"id": "j1"}, DONE)
    monkeypatch.setattr("time.sleep", interrupt)
    with pytest.raises(KeyboardInterrupt):
        client.text_to_image("a cat")
    assert len(script.sent) == 1


# Progress


@KINDS
def test_first_event_has_the_handle_before_any_wait(kind: str, naps: list[float]) -> None:
    seen: list[tuple[JobProgress, int, int]] = []
    client, script = acme(kind, {"id": "j1", "status": "queued"}, {"status": "running"}, DONE)

    def watch(event: JobProgress) -> None:
        seen.append((event, len(script.sent), len(naps)))

    client.text_to_image("a cat", options=RequestOptions(on_progress=watch))
    first, sent, waited = seen[0]
    assert (first.state, sent, waited) == (None, 1, 0)
    assert first.handle == JobHandle(
        provider="acme",
        task="text-to-image",
        model=None,
        job_id="j1",
        poll="https://api.acme.example/api/jobs/j1",
        result=None,
        routed=False,
    )
    assert {event.handle for event, _, _ in seen} == {first.handle}
    assert [event.state for event, _, _ in seen] == [None, "queued", "running", "done"]


@KINDS
def test_later_events_tell_state_place_part_and_logs(kind: str) -> None:
    seen: list[JobProgress] = []
    polls = [{"status": "queued", "queue": 4}, {"status": "running", "part": 0.25, "log": ["a", "b"]}, {"queue": "x"}]
    polls[0]["part"] = 10**400  # no float, and no end of a job that is paid
    client, _ = acme(kind, {"id": "j1"}, *polls, DONE)
    client.text_to_image("a cat", options=RequestOptions(on_progress=seen.append))
    told = [(event.state, event.position, event.fraction, event.logs) for event in seen[2:]]
    assert told == [
        ("queued", 4, None, None),
        ("running", None, 0.25, ["a", "b"]),
        (None, None, None, None),
        ("done", None, None, None),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fal-ai", [("IN_QUEUE", 2, None, None), ("IN_PROGRESS", None, None, [{"message": "hi"}])]),
        ("novita", [("TASK_STATUS_PROCESSING", None, 0.5, None), ("running", None, None, None)]),
        ("replicate", [("starting", None, None, ""), ("processing", None, None, "step 1")]),
    ],
)
def test_providers_that_tell_more_are_understood(name: str, expected: list[Any], tmp_path: Path) -> None:
    pair = next(pair for pair in PAIRS if (pair.name, pair.task) == (name, "text-to-video"))
    seen: list[JobProgress] = []
    client, _ = client_of("sync", pair, submitted(pair), *PENDING[name], done(pair), *result_of(pair))
    make(client, pair, tmp_path, options=RequestOptions(on_progress=seen.append))
    told = [(event.state, event.position, event.fraction, event.logs) for event in seen[2:4]]
    assert told == expected


async def no_function(event: JobProgress) -> None:
    pass


@KINDS
@pytest.mark.parametrize("watch", [7, "print", no_function])
def test_what_cannot_be_called_is_refused_before_anything_is_paid_for(kind: str, watch: Any) -> None:
    client, script = acme(kind)
    with pytest.raises(errors.InvalidInput, match="on_progress must be a plain function"):
        client.text_to_image("a cat", options=RequestOptions(on_progress=watch))
    assert script.sent == []


def test_task_without_a_job_tells_no_progress() -> None:
    seen: list[JobProgress] = []
    plain = {**ACME["tasks"]["text-to-image"]}
    del plain["job"]
    provider = Provider.from_dict({**ACME, "tasks": {"text-to-image": plain}})
    client, _ = acme("sync", DONE, provider=provider)
    client.text_to_image("a cat", options=RequestOptions(on_progress=seen.append))
    assert seen == []


# What the reply to the submit may say


@KINDS
@pytest.mark.parametrize(
    ("identity", "polled_at"),
    [
        ("../x", "..%2Fx"),
        ("../../v1/files", "..%2F..%2Fv1%2Ffiles"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("%2e%2e", "%252e%252e"),
        ("é", "%C3%A9"),
        (7, "7"),
    ],
)
def test_job_id_stays_one_step_of_the_path(kind: str, identity: Any, polled_at: str) -> None:
    client, script = acme(kind, {"id": identity}, DONE)
    client.text_to_image("a cat")
    assert script.sent[1].url == f"https://api.acme.example/api/jobs/{polled_at}"


@KINDS
@pytest.mark.parametrize("identity", ["", ".", "..", None, [], {"a": 1}])
def test_reply_without_a_usable_id_is_an_error_with_the_reply(kind: str, identity: Any) -> None:
    client, script = acme(kind, {"id": identity, "status": "queued"})
    with pytest.raises(errors.ResponseShapeError, match="has no id at id: the job cannot be followed") as caught:
        client.text_to_image("a cat")
    assert json.loads(caught.value.body or b"") == {"id": identity, "status": "queued"}
    assert (caught.value.provider, caught.value.status) == ("acme", 200)
    assert len(script.sent) == 1


LINKED = {"poll": "{base}{path:links.get}", "result": "{base}{path:links.out}{query}"}
OUT = "https://api.acme.example/out"


@KINDS
@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://evil.example/jobs/j1", "/jobs/j1"),
        ("https://user:pass@evil.example:8080/jobs/j1?a=1#b", "/jobs/j1"),
        ("//evil.example/jobs/j1", "/jobs/j1"),
        ("https://evil.example//evil.example/x", "//evil.example/x"),
        ("/jobs/j1", "/jobs/j1"),
    ],
)
def test_of_a_link_only_the_path_is_taken(kind: str, link: str, path: str) -> None:
    answers = [{"id": "j1", "links": {"get": link, "out": OUT}}, {"status": "done"}, DONE]
    client, script = acme(kind, *answers, provider=with_job(**LINKED))
    client.text_to_image("a cat")
    base = "https://api.acme.example/api"
    assert [request.url for request in script.sent[1:]] == [f"{base}{path}", f"{base}/out"]


@KINDS
@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        "jobs/j1",
        ".evil.example/x",
        "@evil.example/x",
        "https://evil.example",
        "https://[evil/x",
        "https://evil.example/../x",
        "https://evil.example/a/%2e%2E/x",
        "mailto:a@evil.example",
        7,
        ["/jobs"],
    ],
)
def test_link_without_a_path_of_its_own_is_an_error_with_the_reply(kind: str, link: Any) -> None:
    said = {"id": "j1", "status": "queued", "links": {"get": link, "out": OUT}}
    client, script = acme(kind, said, provider=with_job(**LINKED))
    with pytest.raises(errors.ResponseShapeError, match=r"has no link with a path at links\.get") as caught:
        client.text_to_image("a cat")
    assert json.loads(caught.value.body or b"") == said
    assert len(script.sent) == 1


@KINDS
@EACH
def test_reply_that_tells_nothing_of_a_job_is_an_error_with_the_reply(pair: Pair, kind: str, tmp_path: Path) -> None:
    client, script = client_of(kind, pair, {"hello": "world"})
    with pytest.raises(errors.ResponseShapeError) as caught:
        make(client, pair, tmp_path)
    assert caught.value.body == b'{"hello": "world"}'
    assert len(to_target(script)) == 1


@KINDS
def test_reply_that_is_the_result_needs_no_job(kind: str) -> None:
    client, script = acme(kind, {"image": "aGk="})
    assert client.text_to_image("a cat").bytes == b"hi"
    assert len(script.sent) == 1


def test_error_inside_the_reply_to_the_submit_is_that_error() -> None:
    client, _ = acme("sync", {"error": {"message": "no credit", "code": 402}})
    with pytest.raises(errors.QuotaExceeded, match="no credit"):
        client.text_to_image("a cat")


def test_template_may_name_the_submit_and_its_query() -> None:
    scope = scope_of("https://h/api/?k=1", "https://h/api/videos?k=1&s=2")
    assert fill("{request}/{id}{query}", scope, {"id": "v 1"}) == "https://h/api/videos/v%201?k=1&s=2"
    assert fill("{base}/x", scope, {}) == "https://h/api/x"


@pytest.mark.parametrize(
    ("url", "below"),
    [
        ("https://h/api/jobs/1", True),
        ("https://h/api/jobs/..%2Fx?a=../b", True),
        ("https://h/api", False),
        ("https://h/apis/x", False),
        ("https://h/api/../x", False),
        ("https://h/api/./x", False),
    ],
)
def test_url_is_below_its_base_or_not(url: str, below: bool) -> None:
    assert is_below(url, "https://h/api/") is below


def test_retries_of_polls_come_from_the_clients_budget() -> None:
    hands, flow = by_hand({"id": "j1"}, *[json_reply({}, 502)] * 4, retry=Retry(attempts=3, base=0))
    with pytest.raises(errors.Overloaded) as caught:
        hands.run(flow)
    assert caught.value.attempts == 4
