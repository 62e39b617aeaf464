"""What is sent to a server fits the OpenAPI file that it publishes: each task, with each option in each of its forms.

The files are read where the reference folder is found; else these tests say that they were not run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from contract.examples import parameters
from contract.recording import REFERENCE
from contract.targets import Pair, load
from contract.wire import readable
from jsonschema import Draft202012Validator
from scripted import scripted

from inferlink import errors
from inferlink._calls.interpreter import refused
from inferlink.testing._sample_media import SAMPLE_MEDIA
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENAPI = REFERENCE.parent / "openapi"
NEVER = errors.APIConnectionError("Nothing answers.")
ROOT = "http://server.test"


@dataclass(frozen=True)
class Published:
    """A server file, and the OpenAPI file of a server that it is used for."""

    server: str
    file: str
    tasks: tuple[str, ...]
    strict: bool = True
    """Whether every member that is sent must be named there. A file for any server sends more than each one takes."""
    but: tuple[str, ...] = ()
    """Options whose values have other words in the form of pipelines."""

    def __str__(self) -> str:
        return f"{self.server}-{self.file}"


CHAT, TEXT, VECTORS = "chat-completion", "text-generation", "feature-extraction"
SIMILARITY, RANKING, LABELS = "sentence-similarity", "text-ranking", "text-classification"
FILES = [
    Published("ollama", "ollama", (CHAT, TEXT, VECTORS)),
    Published("tei", "tei-cleaned", (VECTORS, SIMILARITY, RANKING, LABELS)),
    Published("openai", "tei-cleaned", (VECTORS,), strict=False),
    Published("endpoint", "tei-cleaned", (VECTORS, SIMILARITY, LABELS), strict=False, but=("truncation_direction",)),
    Published("tgi", "tgi-cleaned-3.1", (CHAT, TEXT)),
    Published("openai", "tgi-cleaned-3.1", (TEXT,), strict=False),
    Published("endpoint", "tgi-cleaned-3.1", (TEXT,), strict=False),
    # The file is of a server that runs a chat model, and a server publishes the routes of its model.
    Published("vllm", "vllm", (CHAT, TEXT)),
    Published("infinity", "infinity", (VECTORS, RANKING, LABELS)),
    # It describes the bodies of these alone, and takes what the model behind it takes.
    Published("litellm", "litellm", (CHAT, VECTORS), strict=False),
]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "weather", "description": "Weather.", "parameters": SCHEMA}}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
CALL = {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Paris"}'}}
CONVERSATION = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": [{"type": "text", "text": "What is this?"}, PICTURE]},
    {"role": "assistant", "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "c1", "content": "11 degrees"},
    {"role": "assistant", "content": "Eleven."},
    {"role": "user", "content": "Sure?"},
]
INPUTS: dict[str, list[list[Any]]] = {
    CHAT: [["Hello"], [CONVERSATION]],
    TEXT: [["Once"]],
    VECTORS: [["One."], [["One.", "Two."]]],
    SIMILARITY: [["One.", ["Two.", "Three."]]],
    RANKING: [["One?", ["Two.", "Three."]]],
    LABELS: [["One."]],
}
FLAG = [True, False]
SAMPLING: dict[str, list[Any]] = {
    "frequency_penalty": [0.5, -1.5],
    "repetition_penalty": [1.1],
    "seed": [7],
    "temperature": [0.5],
    "top_k": [20],
    "top_p": [0.9],
}
TRUNCATION: dict[str, list[Any]] = {"truncate": FLAG, "truncation_direction": ["left", "right"]}
OPTIONS: dict[str, dict[str, list[Any]]] = {
    CHAT: {
        **SAMPLING,
        "audio": [{"format": "wav", "voice": "alloy"}],
        "chat_template_kwargs": [{"enable_thinking": False}],
        "logit_bias": [{"5": 1.0}],
        "logprobs": FLAG,
        "max_completion_tokens": [9],
        "max_tokens": [9],
        "metadata": [{"a": "b"}],
        "min_p": [0.1],
        "modalities": [["text"]],
        "n": [1],
        "parallel_tool_calls": FLAG,
        "presence_penalty": [0.5],
        "prompt_cache_key": ["k"],
        "reasoning_effort": ["none", "low", "high"],
        "response_format": [
            {"type": "text"},
            {"type": "json_object"},
            {"type": "json_schema", "json_schema": {"name": "City", "schema": SCHEMA}},
            {"type": "json", "value": SCHEMA},
            {"type": "regex", "value": "a+"},
        ],
        "service_tier": ["flex"],
        "stop": ["END", ["END", "STOP"]],
        "store": FLAG,
        "stream_options": [{"include_usage": True}],
        "tool_choice": ["auto", "none", "required", {"type": "function", "function": {"name": "weather"}}],
        "tool_prompt": ["Use:"],
        "tools": [[TOOL]],
        "top_logprobs": [2],
        "user": ["me"],
    },
    TEXT: {
        **SAMPLING,
        "adapter_id": ["a/b"],
        "best_of": [2],
        "decoder_input_details": FLAG,
        "details": FLAG,
        "do_sample": FLAG,
        "grammar": [
            {"type": "json", "value": SCHEMA},
            {"type": "regex", "value": "a+"},
            {"type": "json_schema", "value": {"name": "City", "schema": SCHEMA}},
        ],
        "max_new_tokens": [9],
        "return_full_text": FLAG,
        "stop": [["END"]],
        "top_n_tokens": [2],
        "truncate": [100],
        "typical_p": [0.9],
        "watermark": FLAG,
    },
    VECTORS: {
        **TRUNCATION,
        "dimensions": [8],
        "encoding_format": ["float", "base64"],
        "normalize": FLAG,
        "prompt_name": ["query"],
    },
    SIMILARITY: {**TRUNCATION, "prompt_name": ["query"]},
    RANKING: {"return_documents": FLAG, "top_n": [1]},
    LABELS: {"function_to_apply": ["softmax"], "top_k": [2]},
}
"""Forms of a parameter that matter; one that is not here has a made-up value."""
ONE_OR_LIST = {"litellm": ["input"], "tgi-cleaned-3.1": ["prompt"]}
"""Lists by the file, in place of which the recorded server takes a text as well."""
NEEDS: dict[str, dict[str, Any]] = {
    "decoder_input_details": {"details": True},
    "parallel_tool_calls": {"tools": [TOOL]},
    "stream_options": {"stream": True},
    "tool_choice": {"tools": [TOOL]},
    "tool_prompt": {"tools": [TOOL]},
    "top_logprobs": {"logprobs": True},
}
"""Parameter to what has to be there for it to be sent."""


@dataclass(frozen=True)
class Case:
    """One call of a task."""

    published: Published
    task: str
    name: str
    given: list[Any] = field(hash=False)
    named: dict[str, Any] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.published}-{self.task}-{self.name}"


def cases() -> Iterator[Case]:
    """Each input alone; each option in each form that the server is not refused; all options together; and streams."""
    for published in FILES:
        for task in published.tasks:
            route = load("servers", published.server).tasks[task]
            streams = [{}] if route.stream is None else [{}, {"stream": True}]
            made_up = parameters(Pair("servers", published.server, task))
            options = {name: [value] for name, value in made_up.items()} | OPTIONS[task]
            options = {name: values for name, values in options.items() if name not in published.but}
            fits = {
                name: [each for each in values if not refused(route, {name: each})] for name, values in options.items()
            }
            all_taken = {name: values[-1] for name, values in fits.items() if values and name != "max_tokens"}
            given = INPUTS[task][-1]
            for stream in streams:
                end = "-stream" if stream else ""
                for number, each in enumerate(INPUTS[task]):
                    yield Case(published, task, f"input {number}{end}", each, stream)
                yield Case(published, task, f"all{end}", given, all_taken | stream)
            for name, values in fits.items():
                for number, value in enumerate(values):
                    yield Case(published, task, f"{name} {number}", given, {**NEEDS.get(name, {}), name: value})


CASES = list(cases())
HERE = [case for case in CASES if (OPENAPI / f"{case.published.file}.json").exists()]


def sent(kind: str, case: Case) -> tuple[str, Any]:
    """Path and body of the request."""
    base = f"{ROOT}/v1" if case.published.server == "openai" else ROOT
    client, script = scripted(kind, NEVER, retry=0, provider=case.published.server, base_url=base, model="m")
    with pytest.raises(errors.APIConnectionError):
        getattr(client, OPERATIONS[case.task].method)(*case.given, **case.named)
    return script.sent[0].url.removeprefix(ROOT) or "/", script.body()


@cache
def published(file: str) -> Any:
    """An OpenAPI file."""
    data = json.loads((OPENAPI / f"{file}.json").read_text("utf-8"))
    if file == "infinity":  # three forms, told apart by a member that may be left out: texts are the default
        content = data["paths"]["/embeddings"]["post"]["requestBody"]["content"]["application/json"]
        content["schema"] = {"$ref": "#/components/schemas/_OpenAIEmbeddingInput_Text"}
    return data


@cache
def form_of(file: str, path: str) -> tuple[Draft202012Validator, set[str] | None]:
    """What a body must be, and the members that it may have where that is one object."""
    data = published(file)
    form = data["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    inner = data["components"]["schemas"][form["$ref"].rpartition("/")[2]] if "$ref" in form else form
    known = set(inner["properties"]) if "properties" in inner else None
    return Draft202012Validator({**form, "components": data["components"]}), known


def as_tgi_had_it(body: dict[str, Any]) -> None:
    """TGI's file lags its server: that takes `parameters` of a tool, and messages that call without arguments."""
    for tool in body.get("tools", ()):
        tool["function"]["arguments"] = tool["function"].pop("parameters")


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("case", HERE, ids=str)
def test_request_fits_what_the_server_publishes(kind: str, case: Case) -> None:
    file = case.published.file
    path, body = sent(kind, case)
    if path not in published(file)["paths"]:
        # A dedicated endpoint has the route of its task at its root: the bodies are those of the named routes.
        assert path == "/"
        path = {VECTORS: "/embed", SIMILARITY: "/similarity", LABELS: "/predict"}[case.task]
    if file.startswith("tgi"):
        as_tgi_had_it(body)
    for name in ONE_OR_LIST.get(file, ()):
        if isinstance(body.get(name), str):
            body[name] = [body[name]]
    validator, known = form_of(file, path)
    validator.validate(body)
    assert not case.published.strict or known is None or body.keys() <= known


@pytest.mark.parametrize("published", FILES, ids=str)
def test_requests_of_every_file_were_tried(published: Published) -> None:
    if not (OPENAPI / f"{published.file}.json").exists():
        pytest.skip(f"not run: there is no {published.file}.json in {OPENAPI}")
    assert {case.task for case in HERE if case.published == published} == set(published.tasks)


@pytest.mark.parametrize("task", OPTIONS)
def test_options_are_parameters_of_their_task(task: str) -> None:
    assert OPTIONS[task].keys() <= set(OPERATIONS[task].parameters)


def test_every_parameter_reaches_some_server() -> None:
    tried = {(case.task, name) for case in CASES for name in case.named}
    assert {(task, name) for task in OPTIONS for name in OPERATIONS[task].parameters} <= tried


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_recording_goes_up_in_the_form_that_litellm_publishes(kind: str) -> None:
    if not (OPENAPI / "litellm.json").exists():
        pytest.skip(f"not run: there is no litellm.json in {OPENAPI}")
    client, script = scripted(kind, NEVER, retry=0, provider="litellm", base_url=ROOT, model="m")
    with pytest.raises(errors.APIConnectionError):
        client.automatic_speech_recognition(SAMPLE_MEDIA["audio"]())
    names = {part["name"] for part in readable(script.sent[0])["body"]}
    content = published("litellm")["paths"][script.sent[0].url.removeprefix(ROOT)]["post"]["requestBody"]["content"]
    form = published("litellm")["components"]["schemas"][
        content["multipart/form-data"]["schema"]["$ref"].split("/")[-1]
    ]
    assert set(form["required"]) <= names
    assert names - form["properties"].keys() <= {"response_format", "model"}
