"""Queued jobs after a crash: a handle, and another client that goes on."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from contract.jobs import (
    DONE,
    PAIRS,
    PENDING,
    ROUTER,
    SUBDOMAIN,
    acme,
    bytes_in,
    client_of,
    done,
    make,
    polled,
    result_of,
    submitted,
)
from contract.replies import FAL_FILE, FILE
from contract.targets import PROVIDER_MODEL, Pair
from contract.test_tasks import medium
from flows import driver
from scripted import json_reply, reply, scripted

from inferlink import RequestOptions, errors
from inferlink._auth import Secret
from inferlink._calls.resume import _resume
from inferlink._settings import Settings, State
from inferlink.types import JobHandle, JobProgress

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("naps")
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])


def crashed(pair: Pair, folder: Path, *, routed: bool) -> str:
    """The handle of a job whose caller broke off at the first event, as text."""

    def stop(event: JobProgress) -> None:
        raise RuntimeError(event.handle.to_json())

    client, _ = client_of("sync", pair, submitted(pair), routed=routed)
    with pytest.raises(RuntimeError) as caught:
        make(client, pair, folder, options=RequestOptions(on_progress=stop))
    return str(caught.value)


@KINDS
@pytest.mark.parametrize("routed", [False, True], ids=["direct", "routed"])
@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_job_is_resumed_by_another_client(pair: Pair, routed: bool, kind: str, tmp_path: Path) -> None:
    text = crashed(pair, tmp_path, routed=routed)
    client, script = client_of(kind, pair, *PENDING[pair.name], done(pair), *result_of(pair), routed=routed)
    result = client.jobs.resume(JobHandle.from_json(text) if kind == "sync" else text)
    made = b"Hi." if hasattr(result, "text") else medium(pair.operation)
    assert bytes_in(result) == made
    assert (result.meta.provider, result.meta.task, result.meta.model) == (pair.name, pair.task, PROVIDER_MODEL)
    asked = [request for request in script.sent if request.url != FILE]
    assert {request.method for request in asked} == {"GET"}
    assert asked[0].url == polled(pair, routed=routed)
    assert all("authorization" in request.headers for request in asked)


HANDLE = JobHandle(
    provider="acme",
    task="text-to-image",
    model="m",
    job_id="j1",
    poll="https://api.acme.example/api/jobs/j1",
    result=None,
    routed=False,
)


REPLICATE = "https://api.replicate.com"


def test_handle_is_text_and_back_and_holds_no_key(tmp_path: Path) -> None:
    text = crashed(PAIRS[0], tmp_path, routed=False)
    assert JobHandle.from_json(JobHandle.from_json(text).to_json()) == JobHandle.from_json(text)
    assert "provider-key" not in text


@pytest.mark.parametrize(
    "text",
    [
        *("", "7", "{}", "[]", "null", "[" * 100_000, '{"provider": "acme"}'),
        HANDLE.to_json().replace('"j1"', "[1]"),
        HANDLE.to_json().replace('"m"', "7"),
        HANDLE.to_json().replace("false", '"no"'),
        HANDLE.to_json().replace("{", '{"more": 1, '),
    ],
)
def test_text_that_is_no_handle_is_refused(text: str) -> None:
    with pytest.raises(errors.InvalidInput, match="this is no job handle"):
        JobHandle.from_json(text)


@KINDS
def test_error_of_a_wait_has_the_handle_that_goes_on_with_it(kind: str) -> None:
    client, _ = acme(kind, {"id": "j1"}, json_reply({}, 503), retry=0)
    with pytest.raises(errors.Overloaded) as caught:
        client.text_to_image("a cat")
    assert caught.value.job is not None
    kept = pickle.loads(pickle.dumps(caught.value)).job
    other, script = acme(kind, {"status": "running"}, DONE)
    assert other.jobs.resume(kept).bytes == b"hi"
    assert [request.method for request in script.sent] == ["GET", "GET"]


@KINDS
def test_resumed_job_may_fail_or_time_out_too(kind: str) -> None:
    client, _ = acme(kind, {"status": "failed", "why": "unsafe"}, {"status": "running"})
    with pytest.raises(errors.JobFailed, match="acme text-to-image m: The job j1 failed: unsafe") as caught:
        client.jobs.resume(HANDLE)
    assert caught.value.job == HANDLE
    with pytest.raises(errors.InferenceTimeoutError) as late:
        client.jobs.resume(HANDLE, options=RequestOptions(timeout=0.05))
    assert late.value.job == HANDLE


@KINDS
def test_resumed_job_tells_its_progress(kind: str) -> None:
    seen: list[JobProgress] = []
    client, _ = acme(kind, {"status": "running"}, DONE)
    client.jobs.resume(HANDLE, options=RequestOptions(on_progress=seen.append))
    assert [event.state for event in seen] == [None, "running", "done"]


def test_what_reads_the_result_is_built_off_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._replies.decode._VALIDATORS", {})
    handle = replace(HANDLE, provider="replicate", task="automatic-speech-recognition", poll=f"{REPLICATE}/v1/x")
    hands = driver(json_reply({"status": "succeeded", "output": "Hi."}))
    settings = Settings(provider="replicate", key=Secret("r8-1"))
    before = hands.offloaded
    assert hands.run(_resume(handle, settings, State())).text == "Hi."
    assert hands.offloaded > before


@KINDS
@pytest.mark.parametrize(
    "changes",
    [
        {"poll": "https://evil.example/api/jobs/j1"},
        {"poll": "https://api.acme.example.evil.example/api/jobs/j1"},
        {"poll": "https://api.acme.example@evil.example/api/jobs/j1"},
        {"poll": "http://api.acme.example/api/jobs/j1"},
        {"poll": "https://api.acme.example:444/api/jobs/j1"},
        {"poll": "https://api.acme.example/other/jobs/j1"},
        {"poll": "https://api.acme.example/api/../other"},
        {"poll": "https://api.acme.example/api/%2E%2e/other"},
        {"poll": "/api/jobs/j1"},
        {"poll": ""},
        {"result": "https://evil.example/api/jobs/j1/result"},
    ],
    ids=str,
)
def test_handle_that_leads_elsewhere_is_refused_before_anything_is_sent(kind: str, changes: dict[str, str]) -> None:
    client, script = acme(kind)
    with pytest.raises(errors.InvalidInput, match=r"the handle leads to .*, and not to https://api.acme.example/api"):
        client.jobs.resume(replace(HANDLE, **changes))
    assert script.sent == []


@KINDS
@pytest.mark.parametrize(
    ("handle", "words"),
    [
        (replace(HANDLE, task="text-to-smell"), "of the task 'text-to-smell', which this version does not know"),
        (replace(HANDLE, provider="globex"), "the job is one of globex: resume it with a client for that provider"),
        ("no handle", "this is no job handle"),
        (7, "this is no job handle"),
    ],
)
def test_handle_that_does_not_fit_is_refused(kind: str, handle: Any, words: str) -> None:
    client, script = acme(kind)
    with pytest.raises(errors.InvalidInput, match=words):
        client.jobs.resume(handle)
    assert script.sent == []


def test_job_of_a_task_that_has_none_is_refused() -> None:
    client, _ = scripted("sync", provider="groq", api_key="sk-secret-1")
    base = "https://api.groq.com/openai"
    with pytest.raises(errors.InvalidInput, match="groq runs chat-completion without jobs"):
        client.jobs.resume(replace(HANDLE, provider="groq", task="chat-completion", poll=base))
    with pytest.raises(errors.NotSupported, match="does not serve text-to-image"):
        client.jobs.resume(replace(HANDLE, provider="groq", poll=base))


FAL_HANDLE = replace(
    HANDLE,
    provider="fal-ai",
    poll="https://queue.fal.run/m/requests/r1/status",
    result="https://queue.fal.run/m/requests/r1",
)
ROUTED_HANDLE = replace(
    FAL_HANDLE,
    poll=f"{ROUTER}/fal-ai/m/requests/r1/status{SUBDOMAIN['fal-ai']}",
    result=f"{ROUTER}/fal-ai/m/requests/r1{SUBDOMAIN['fal-ai']}",
    routed=True,
)
FINISHED = ({"status": "COMPLETED"}, {"images": [{"url": FAL_FILE["url"]}]})


def resumed(handle: JobHandle, **options: Any) -> list[str | None]:
    """What keys a client shows that resumes a job."""
    file = reply(b"hi", "image/png")
    client, script = scripted("sync", *(json_reply(each) for each in FINISHED), file, **options)
    client.jobs.resume(handle)
    return [request.headers.get("authorization") for request in script.sent]


def test_job_through_the_router_is_resumed_with_any_key_of_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ["Bearer hf_a", "Bearer hf_a", None]
    assert resumed(ROUTED_HANDLE, api_key="hf_a") == expected
    assert resumed(ROUTED_HANDLE, provider="auto", api_key="hf_a") == expected
    assert resumed(ROUTED_HANDLE, provider="fal-ai", api_key="hf_a") == expected
    assert resumed(ROUTED_HANDLE, api_key="jwt", route="hub") == ["Bearer jwt", "Bearer jwt", None]
    monkeypatch.setenv("HF_TOKEN", "hf_a")
    assert resumed(ROUTED_HANDLE) == expected


def test_job_is_resumed_with_the_key_of_its_own_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ["Key fal-1", "Key fal-1", None]
    assert resumed(FAL_HANDLE, provider="fal-ai", api_key="fal-1") == expected
    keys = {"groq": "gsk-1", "fal-ai": "fal-1"}
    assert resumed(FAL_HANDLE, provider=["groq", "fal-ai"], api_key=keys) == expected
    monkeypatch.setenv("FAL_KEY", "fal-1")
    assert resumed(FAL_HANDLE) == expected


@pytest.mark.parametrize("handle", [FAL_HANDLE, ROUTED_HANDLE], ids=["direct", "routed"])
@pytest.mark.parametrize(
    "options",
    [
        {"provider": "groq", "api_key": "gsk-1"},
        {"provider": "groq", "api_key": "hf_a", "headers": {"x-api-key": "gsk-1"}},
        {"provider": ["groq", "together"], "api_key": {"groq": "gsk-1", "together": "t-1"}},
        {"api_key": "gsk-1"},
    ],
    ids=str,
)
def test_key_of_another_provider_is_never_used_for_a_handle(handle: JobHandle, options: dict[str, Any]) -> None:
    client, script = scripted("sync", **options)
    with pytest.raises(errors.InvalidInput, match="the job is one of fal-ai"):
        client.jobs.resume(handle)
    assert script.sent == []


def test_direct_job_is_not_resumed_with_a_key_of_the_hub() -> None:
    for options in ({"api_key": "hf_a"}, {"provider": "fal-ai", "api_key": "hf_a"}, {"api_key": "jwt", "route": "hub"}):
        client, script = scripted("sync", **options)
        with pytest.raises(errors.InvalidInput):
            client.jobs.resume(FAL_HANDLE)
        assert script.sent == []


@KINDS
def test_job_at_a_url_of_the_callers_own_is_followed_and_resumed_there(kind: str) -> None:
    seen: list[JobProgress] = []
    gateway = "http://gateway.acme.internal:8080/v2"
    client, script = acme(kind, {"id": "j1"}, DONE, base_url=f"{gateway}?tenant=7")
    client.text_to_image("a cat", options=RequestOptions(on_progress=seen.append))
    assert [request.url for request in script.sent] == [f"{gateway}/submit?tenant=7", f"{gateway}/jobs/j1"]
    other, script = acme(kind, DONE, base_url=gateway)
    assert other.jobs.resume(seen[0].handle).bytes == b"hi"
    assert script.sent[0].headers["authorization"] == "Bearer sk-secret-1"
    elsewhere, script = acme(kind, base_url="http://other.acme.internal/v2")
    with pytest.raises(errors.InvalidInput, match="the handle leads to"):
        elsewhere.jobs.resume(seen[0].handle)
    assert script.sent == []
