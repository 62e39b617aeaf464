"""Calls that carry a key by which the provider knows them again: repeated where others of their cost are not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from scripted import json_reply, reply, scripted

from inferlink import APIConnectionError, APIStatusError, InferenceError, InferenceTimeoutError, Provider, Retry

KINDS = ["sync", "async"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
both = pytest.mark.parametrize("kind", KINDS)


def client(kind: str, *answers: Any, job: bool = False, word: str | None = "X-Acme-Key", **options: Any) -> Any:
    """A client of a provider whose file has the word."""
    route: dict[str, Any] = {"path": "/run", "set": [{"to": "p", "from": "input"}]}
    if job:
        route["job"] = {"poll": "{base}/job/{id}", "status": "state", "done": ["done"], "every": 0.01}
        route["response"] = {"pick": "b64", "type": "string", "as": "unb64"}
    plain = {"name": "acme", "base": "https://acme.example", "tasks": {"text-to-image": route}}
    made = Provider.from_dict(plain if word is None else {**plain, "idempotency": word})
    return scripted(kind, *answers, provider=made, **{"api_key": "sk-1", "retry": Retry(base=0), **options})


def reset() -> APIConnectionError:
    error = APIConnectionError("reset")
    error.stage = "sent"
    return error


def image() -> Any:
    return reply(PNG, "image/png")


FAILURES = [reset, *(lambda status=status: json_reply({}, status) for status in (408, 409, 429, 500, 502, 503, 504))]


@both
@pytest.mark.parametrize("failure", FAILURES)
def test_costly_call_with_a_key_is_repeated_under_the_same_key(kind: str, failure: Any) -> None:
    made, script = client(kind, failure(), failure(), image())
    assert made.text_to_image("a cat").bytes == PNG
    keys = {request.headers["x-acme-key"] for request in script.sent}
    assert len(script.sent) == 3
    assert len(keys) == 1
    assert UUID(keys.pop()).version == 4


@both
def test_each_call_has_a_key_of_its_own(kind: str) -> None:
    made, script = client(kind, image(), image())
    made.text_to_image("a cat")
    made.text_to_image("a cat")
    assert script.sent[0].headers["x-acme-key"] != script.sent[1].headers["x-acme-key"]


@both
@pytest.mark.parametrize("status", [400, 401, 402, 404, 413, 422, 501])
def test_refusal_is_not_repeated(kind: str, status: int) -> None:
    made, script = client(kind, json_reply({}, status))
    with pytest.raises(APIStatusError):
        made.text_to_image("a cat")
    assert len(script.sent) == 1


@both
def test_clock_that_ran_out_is_not_repeated(kind: str) -> None:
    late = InferenceTimeoutError("late", clock="first_byte")
    made, script = client(kind, late)
    with pytest.raises(InferenceTimeoutError):
        made.text_to_image("a cat")
    assert len(script.sent) == 1


@both
def test_key_of_the_caller_wins(kind: str) -> None:
    made, script = client(kind, reset(), image(), headers={"X-ACME-Key": "mine"})
    made.text_to_image("a cat")
    assert [request.headers["x-acme-key"] for request in script.sent] == ["mine", "mine"]


@both
@pytest.mark.parametrize("failure", [reset, lambda: json_reply({}, 500), lambda: json_reply({}, 504)])
def test_without_the_word_no_key_is_sent_and_a_costly_call_is_not_repeated(kind: str, failure: Any) -> None:
    made, script = client(kind, failure(), word=None)
    with pytest.raises(InferenceError):
        made.text_to_image("a cat")
    assert [set(request.headers) & {"x-acme-key", "idempotency-key"} for request in script.sent] == [set()]


@both
def test_key_is_for_the_submission_of_a_job_and_not_for_its_polls(kind: str) -> None:
    done = json_reply({"state": "done", "b64": "iVBORw0KGgo="})
    made, script = client(kind, reset(), json_reply({"id": "7", "state": "new"}), done, job=True)
    made.text_to_image("a cat")
    assert [(request.method, "x-acme-key" in request.headers) for request in script.sent] == [
        ("POST", True),
        ("POST", True),
        ("GET", False),
    ]


@both
def test_router_gets_no_key_for_it_may_not_hand_it_on(kind: str) -> None:
    made, script = client(kind, json_reply({}, 500), api_key="hf_x", route="hub")
    with pytest.raises(InferenceError):
        made.text_to_image("a cat", model="acme/painter")
    assert all("x-acme-key" not in request.headers for request in script.sent)
