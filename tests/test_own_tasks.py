"""examples/own_tasks: a team's own methods and targets, on clients that know all of inferlink's too."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

import inferlink.types
from inferlink import AsyncInferenceClient, InferenceClient, InvalidInput, NotSupported, RequestOptions
from inferlink._specs.catalog import SHIPPED
from inferlink.testing import FakeServer
from inferlink_codegen.build import build_meta, build_package
from inferlink_codegen.tree import differences

EXAMPLE = Path(__file__).parents[1] / "examples" / "own_tasks"
PRINTED = """\
for billing, today (en)
  billing: 0.80
  shipping: 0.50
scratch at (1, 2)
Acme at your service.
acme summarization: does not serve summarization; it serves chat_completion, defect_detection, reply_drafting, \
ticket_triage. summarization is served by hf-inference.
It |is on |its way.| and billing is told
"""
TEAMS = ["billing", "shipping"]


@pytest.fixture
def gateway():
    from gateway import running

    with running() as url:
        yield url


@pytest.fixture(params=["sync", "async"])
def call(request):
    """Calls a method of a client of that kind, made with these options."""

    def run(method: str, *arguments: Any, made: dict[str, Any], **named: Any) -> Any:
        from acme_inference import AcmeClient, AsyncAcmeClient

        if request.param == "sync":
            with AcmeClient(**made) as client:
                return getattr(client, method)(*arguments, **named)

        async def wait() -> Any:
            async with AsyncAcmeClient(**made) as client:
                return await getattr(client, method)(*arguments, **named)

        return asyncio.run(wait())

    return run


def test_example_runs_as_it_is(tmp_path):
    command = [sys.executable, str(EXAMPLE / "demo.py")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == PRINTED, done.stderr


def test_committed_package_is_what_the_specs_say():
    found = list(differences(EXAMPLE / "acme_inference", build_package(EXAMPLE / "specs", "acme_inference")))
    found += differences(EXAMPLE / "specs/meta", build_meta())
    fix = "inferlink-codegen --specs examples/own_tasks/specs --package acme_inference --out examples/own_tasks"
    assert not found, "\n".join([*found, f"Run: {fix}"])


def test_method_of_ones_own_returns_its_type(call, gateway):
    from acme_inference.types import TicketTriageOutput

    ticket = call("ticket_triage", "It is broken.", TEAMS, made={"provider": "acme", "base_url": gateway})
    assert isinstance(ticket, TicketTriageOutput)
    assert (ticket.team, ticket.urgency, ticket.language) == ("billing", "today", "en")
    assert isinstance(ticket.scores[0], inferlink.types.ClassificationOutput)
    assert (ticket.meta.provider, ticket.meta.task) == ("acme", "ticket-triage")


def test_target_of_ones_own_serves_a_task_of_inferlink(call, gateway):
    answer = call("chat_completion", "Hello", made={"provider": "acme", "base_url": gateway})
    assert answer.choices[0].message.content == "Acme at your service."


def test_address_of_a_target_of_ones_own_may_come_from_the_environment(call, gateway, monkeypatch):
    monkeypatch.setenv("ACME_GATEWAY", gateway)
    assert call("reply_drafting", "Where is it?", made={"provider": "acme"}) == "It is on its way."


def test_openais_names_reach_a_target_of_ones_own(gateway):
    from acme_inference import AcmeClient, AsyncAcmeClient

    made, messages = {"provider": "acme", "base_url": gateway}, [{"role": "user", "content": "Hello"}]
    with AcmeClient(**made) as client:
        answers = [client.chat.completions.create(messages=messages)]

    async def ask() -> Any:
        async with AsyncAcmeClient(**made) as client:
            return await client.chat.completions.create(messages=messages)

    answers.append(asyncio.run(ask()))
    assert [each.choices[0].message.content for each in answers] == ["Acme at your service."] * 2


def test_client_of_ones_own_parses_answers():
    from acme_inference import AcmeClient

    with FakeServer() as server, AcmeClient(base_url=f"{server.url}/v1") as client:
        answer = client.chat.completions.parse(messages="x", response_format=list[int])
    assert answer.choices[0].message.parsed == answer.parsed == [1]


def test_method_of_inferlink_works_at_a_target_of_inferlink(call):
    with FakeServer() as server:
        answer = call("chat_completion", "Hello", made={"base_url": f"{server.url}/v1"})
    assert answer.choices[0].message.content == "Hello from the fake server."


def test_file_named_like_one_of_inferlink_adds_a_route_to_it(call, gateway):
    made = {"base_url": f"{gateway}/nothing/here"}
    with pytest.raises(inferlink.NotFoundError) as caught:  # the route is there, the server is not that of the file
        call("ticket_triage", "It is broken.", TEAMS, made=made)
    assert (caught.value.provider, caught.value.url) == ("endpoint", made["base_url"])
    with pytest.raises(NotSupported, match=r"does not serve defect-detection; .*summarization, .*ticket_triage"):
        call("defect_detection", b"\x89PNG\r\n\x1a\n", made=made)


def test_refusal_names_who_serves_a_task_of_ones_own(call):
    with pytest.raises(NotSupported, match=r"does not serve reply-drafting; it serves .*chat_completion"):
        call("reply_drafting", "Hi", made={"provider": "together", "api_key": "k", "model": "m"})


def test_unknown_provider_is_told_with_all_that_are_known(call):
    with pytest.raises(InvalidInput, match=r"Hosted: auto, .*Servers: .*, vllm, acme\."):
        call("reply_drafting", "Hi", made={"provider": "acne"})


@pytest.mark.parametrize("kind", [InferenceClient, AsyncInferenceClient])
def test_clients_of_inferlink_know_nothing_of_it(kind):
    import acme_inference

    assert "acme" not in SHIPPED.servers
    assert not hasattr(kind, "ticket_triage")
    assert kind()._state.catalog is SHIPPED
    assert "acme" in acme_inference.AcmeClient()._state.catalog.servers


def test_flag_asks_for_the_whole_object(call, gateway):
    from acme_inference.types import ReplyDraftingOutput

    found = call("reply_drafting", "Hi", made={"provider": "acme", "base_url": gateway}, details=True)
    assert isinstance(found, ReplyDraftingOutput)


def test_options_and_extra_body_are_on_every_method(call, gateway):
    made = {"provider": "acme", "base_url": gateway}
    found = call(
        "defect_detection",
        b"\x89PNG\r\n\x1a\n",
        made=made,
        extra_body={"threshold": 0.9},
        options=RequestOptions(timeout=5),
    )
    assert found == []


def test_pickled_client_still_knows_its_own(gateway):
    from acme_inference import AcmeClient

    client = pickle.loads(pickle.dumps(AcmeClient(provider="acme", base_url=gateway)))
    assert client.with_options(timeout=5).reply_drafting("Hi") == "It is on its way."


def test_map_takes_a_method_of_ones_own_by_name(gateway):
    from acme_inference import AcmeClient

    with AcmeClient(provider="acme", base_url=gateway) as client:
        found = [each.value for each in client.map("reply_drafting", ["a", "b"])]
    assert found == ["It is on its way."] * 2


def test_client_of_two_packages_knows_both(gateway):
    from acme_inference import AcmeClient, routes

    class Other(InferenceClient, index=routes):
        pass

    class Both(AcmeClient, Other):
        pass

    assert Both._own == (routes,)
    assert Both(provider="acme", base_url=gateway).reply_drafting("Hi") == "It is on its way."


def test_annotations_of_every_method_resolve():
    import acme_inference.types
    from acme_inference import AcmeClient, AsyncAcmeClient
    from acme_inference.operations import OPERATIONS

    own = {name: getattr(acme_inference.types, name) for name in acme_inference.types.__all__}
    names = {**vars(inferlink.types), **own}
    for client in (AcmeClient, AsyncAcmeClient):
        for operation in OPERATIONS.values():
            assert "return" in typing.get_type_hints(getattr(client, operation.method), localns=names)
