"""What each target is told of a schema: what `output=` adds to its request, and the answer of a fake one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from contract.targets import MODEL, Pair, pairs
from scripted import json_reply, scripted

from inferlink import InferenceClient
from inferlink._calls.chat_output import INSTRUCTION
from inferlink.testing import FakeServer

CHAT = [pair for pair in pairs() if pair.task == "chat-completion"]


@dataclass
class Book:
    title: str
    year: int = 0


YEAR = {"title": "Year", "type": "integer"}
TITLE = {"title": "Title", "type": "string"}
OPEN: dict[str, Any] = {
    "properties": {"title": TITLE, "year": {"default": 0, **YEAR}},
    "required": ["title"],
    "title": "Book",
    "type": "object",
}
CLOSED: dict[str, Any] = {
    "properties": {"title": TITLE, "year": YEAR},
    "required": ["title", "year"],
    "title": "Book",
    "type": "object",
    "additionalProperties": False,
}
OPENAI = {"type": "json_schema", "json_schema": {"name": "Book", "schema": CLOSED, "strict": True}}
NAMED = {"name": "Book", "schema": CLOSED}
FUNCTION = {"name": "Book", "parameters": OPEN}

BY_OPENAI = {"response_format": OPENAI}
IN_WORDS = {"system": INSTRUCTION + json.dumps(OPEN)}
AS_JSON = {"response_format": {"type": "json_object"}, **IN_WORDS}
AS_TOOL = {
    "tools": [{"type": "function", "function": FUNCTION}],
    "tool_choice": {"type": "function", "function": {"name": "Book"}},
}

TOLD: dict[str, dict[str, Any]] = {
    "auto": BY_OPENAI,
    "baseten": BY_OPENAI,
    "cerebras": BY_OPENAI,
    "cohere": {"response_format": {"type": "json_object", "schema": CLOSED}},
    "deepinfra": AS_JSON,
    "featherless-ai": IN_WORDS,
    "fireworks-ai": {"response_format": {"type": "json_object", "schema": CLOSED}},
    "groq": AS_TOOL,
    "hf-inference": {"response_format": {"type": "json_object", "value": CLOSED}},
    "novita": BY_OPENAI,
    "nscale": IN_WORDS,
    "openai": BY_OPENAI,
    "ovhcloud": BY_OPENAI,
    "publicai": IN_WORDS,
    "scaleway": BY_OPENAI,
    "together": {"response_format": {"type": "json_schema", "schema": CLOSED}},
    "zai-org": AS_JSON,
    "endpoint": {"response_format": {**OPENAI, "value": NAMED}},
    "litellm": BY_OPENAI,
    "llama-cpp": BY_OPENAI,
    "lm-studio": BY_OPENAI,
    "ollama": {"format": CLOSED},
    "sglang": BY_OPENAI,
    "tgi": {"response_format": {"type": "json_schema", "value": NAMED}},
    "vllm": BY_OPENAI,
}
"""Target to what `output=Book` adds to its request; `system` is a message."""
USUAL = {"model", "messages", "stream"}


def told(body: dict[str, Any]) -> dict[str, Any]:
    """What a request says of the answer."""
    system = [message["content"] for message in body["messages"] if message["role"] == "system"]
    return {
        **{name: value for name, value in body.items() if name not in USUAL},
        **({"system": system[0]} if system else {}),
    }


def test_every_target_of_chat_is_listed() -> None:
    assert {pair.name for pair in CHAT} == TOLD.keys()


@pytest.mark.parametrize("pair", CHAT, ids=str)
def test_target_is_told_in_its_own_form(pair: Pair) -> None:
    variant = pair.variants[0]
    ollama = {"message": {"role": "assistant", "content": '{"title": "x"}'}, "done": True, "done_reason": "stop"}
    call = {"type": "function", "id": "c", "function": {"name": "Book", "arguments": '{"title": "x"}'}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    usual = {"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}

    def answer(request: Any) -> Any:
        if request.method == "GET":
            return json_reply(pair.model_info(variant))
        return json_reply(ollama if pair.name == "ollama" else usual)

    client, script = scripted("sync", answer, answer, **pair.options(variant))
    result = client.chat_completion("A novel?", model=MODEL, output=Book)
    assert result.parsed == Book("x")
    assert told(script.body()) == TOLD[pair.name]


@pytest.mark.parametrize(
    ("model", "form"),
    [
        ("openai/gpt-oss-120b", "json_schema"),
        ("openai/gpt-oss-safeguard-20b", "loose_schema"),
        ("meta-llama/llama-4-scout-17b-16e-instruct", "loose_schema"),
        ("moonshotai/kimi-k2-instruct", "loose_schema"),
        ("llama-3.3-70b-versatile", "tool"),
    ],
)
def test_form_goes_by_the_model_where_models_differ(model: str, form: str) -> None:
    with (
        FakeServer(task="chat-completion") as server,
        server.patch(),
        InferenceClient(provider="groq", api_key="gsk_x") as client,
    ):
        answer = client.chat_completion("x", model=model, output=Book)
        assert answer.parsed == Book("some title", 1)
        assert answer.meta is not None
        assert answer.meta.output_form == form


FAKED = [pair for pair in CHAT if pair.folder == "providers"]


@pytest.mark.parametrize("pair", FAKED, ids=str)
def test_fake_server_answers_with_data_that_fits(pair: Pair) -> None:
    with FakeServer(task="chat-completion") as server, server.patch():
        for variant in pair.variants:
            with InferenceClient(**pair.options(variant)) as client:
                assert client.chat_completion("x", model=MODEL, output=list[Book]).parsed == [Book("some title", 1)]
                with client.chat_completion("x", model=MODEL, output=Book, stream=True) as stream:
                    *_, last = stream.partials()
                    assert last == {"title": "some title", "year": 1}
                    assert stream.result().parsed == Book("some title", 1)
