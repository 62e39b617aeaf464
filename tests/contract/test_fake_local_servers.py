"""The fake server as each local server: every task of every file, what it says of itself, and the official client."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import ollama
import pytest
from contract.examples import arguments
from contract.targets import Pair, load
from contract.test_fake_server import KINDS, assert_follows, call, plain

from inferlink import AsyncInferenceClient, BadRequestError, InferenceClient, InvalidInput
from inferlink.testing import FakeServer
from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [(name, task) for name in routes.SERVERS for task in sorted(load("servers", name).tasks)]
STREAMED = [(name, task) for name, task in PAIRS if load("servers", name).tasks[task].stream is not None]
KNOWN = [name for name in routes.SERVERS if load("servers", name).recognise]
LISTING = [name for name in routes.SERVERS if load("servers", name).models is not None]
ADDRESSED = [name for name in routes.SERVERS if load("servers", name).address]
FORMS = {"additionalProperties": False, "properties": {"city": {"type": "string"}}, "type": "object"}


def each(cases: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "task"), cases, ids=[f"{name}-{task}" for name, task in cases])


def options(server: FakeServer, name: str) -> dict[str, Any]:
    return {"provider": name, "base_url": server.url, "model": "any/model", "token": False}


@pytest.mark.parametrize("kind", KINDS)
@each(PAIRS)
def test_every_task_of_every_server_is_served(name: str, task: str, kind: str, tmp_path: Path) -> None:
    with FakeServer(task, server=name) as server:
        result = call(kind, options(server, name), task, **arguments(Pair("servers", name, task), "plain", tmp_path))
        assert [request.method for request in server.requests] == ["POST"]
    assert_follows(plain(task, result), task, "output")


@pytest.mark.parametrize("kind", KINDS)
@each(STREAMED)
def test_every_stream_of_every_server_is_served(name: str, task: str, kind: str, tmp_path: Path) -> None:
    with FakeServer(task, server=name) as server:
        items, result = call(
            kind, options(server, name), task, **arguments(Pair("servers", name, task), "stream", tmp_path)
        )
    assert len(items) > 3
    text = result.choices[0].message.content if OPERATIONS[task].shape == "chat" else result
    assert text == "Hello from the fake server."


@pytest.mark.parametrize("name", ADDRESSED)
def test_a_server_at_its_usual_address_is_played_while_patched(name: str) -> None:
    with FakeServer() as server, server.patch(), InferenceClient(provider=name, model="m", token=False) as client:
        if "feature-extraction" in load("servers", name).tasks:
            assert client.feature_extraction(["a", "b"]).shape == (2, 8)
        else:
            assert client.chat_completion("Hello").choices[0].message.content == "Hello from the fake server."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", KNOWN)
def test_the_server_that_is_played_is_recognised(name: str, kind: str) -> None:
    with FakeServer(server=name) as server:
        if kind == "sync":
            with InferenceClient(base_url=server.url, token=False) as client:
                found = client.server()
        else:

            async def ask() -> Any:
                async with AsyncInferenceClient(base_url=server.url, token=False) as client:
                    return await client.server()

            found = asyncio.run(ask())
    file = load("servers", name)
    assert (found.name, found.state, set(found.tasks)) == (name, "ready", set(file.tasks))
    tells_version = any("version" in str(question.response) for question in file.about)
    assert (found.version is not None) == tells_version
    assert len(found.models) == 1


@pytest.mark.parametrize("name", LISTING)
def test_the_models_of_the_server_that_is_played_are_listed(name: str) -> None:
    with FakeServer(server=name) as server, InferenceClient(**options(server, name)) as client:
        (model,) = client.models()
        assert model.id == "fake-model"
        assert client.health_check()


def test_a_server_without_a_role_is_none_that_is_known() -> None:
    with FakeServer() as server, InferenceClient(base_url=f"{server.url}/v1", token=False) as client:
        assert client.server().name == "openai"


def test_routes_of_servers_are_served_without_a_role_where_one_has_them() -> None:
    with FakeServer() as server:
        with InferenceClient(**options(server, "ollama")) as client:
            assert client.chat_completion("Hello").usage.completion_tokens == 5
        with InferenceClient(**options(server, "tei")) as client:
            assert client.rerank("a cat", ["a dog", "a cat"])[0].index == 1
        with InferenceClient(**options(server, "vllm")) as client, pytest.raises(BadRequestError, match="server="):
            client.text_classification("Hello")


def test_route_that_no_server_at_an_address_has_is_that_of_any_other() -> None:
    with FakeServer() as server, server.patch(), InferenceClient(base_url="http://localhost:8080/v1") as client:
        assert client.text_to_image("x", model="m").mime == "image/png"
        assert client.text_to_speech("x", model="m").mime == "audio/wav"


def test_unknown_server_is_refused() -> None:
    with pytest.raises(InvalidInput, match="olama"):
        FakeServer(server="olama")


def test_limits_formats_and_tools_are_obeyed_in_another_servers_words() -> None:
    tool = {"type": "function", "function": {"name": "forecast", "parameters": FORMS}}
    form = {"type": "json_schema", "json_schema": {"name": "c", "schema": FORMS}}
    with FakeServer(server="ollama") as server, InferenceClient(**options(server, "ollama")) as client:
        assert client.chat_completion("Hello", max_tokens=2).choices[0].message.content == "Hello from"
        assert client.chat_completion("Hi", response_format=form).choices[0].message.content == '{"city": "some city"}'
        assert (
            client.chat_completion("Hi", response_format={"type": "json_object"}).choices[0].message.content[0] == "{"
        )
        for stream in (False, True):
            found = client.chat_completion("Hi", tools=[tool], stream=stream)
            (tool_call,) = (found.result() if stream else found).choices[0].message.tool_calls
            assert tool_call.function.arguments == '{"city":"some city"}'
        assert client.text_generation("Hi", max_new_tokens=2) == "Hello from"
        assert client.feature_extraction(["a", "b"], dimensions=5).shape == (2, 5)


def test_official_client_reads_what_the_played_server_says() -> None:
    with FakeServer(server="ollama") as server:
        official = ollama.Client(host=server.url)
        messages = [{"role": "user", "content": "Hello"}]
        assert official.chat("m", messages).message.content == "Hello from the fake server."
        parts = list(official.chat("m", messages, stream=True))
        assert "".join(part.message.content or "" for part in parts) == "Hello from the fake server."
        assert parts[-1].eval_count == 5
        assert len(official.embed("m", ["a", "b"]).embeddings) == 2
        assert len(official.list().models) == 1
        official._client.close()
