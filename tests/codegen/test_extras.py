"""Options that one server alone takes: a file of them is all that it needs, and they are what the server publishes."""

from __future__ import annotations

import inspect
import json
import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from codegen.test_wrong_specs import change

from inferlink import AsyncInferenceClient, InferenceClient, types
from inferlink.errors import SpecError
from inferlink_codegen.build import PACKAGE, build_docs, build_package
from inferlink_codegen.load import load
from inferlink_codegen.tree import write_tree
from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("INFERLINK_REFERENCE", ROOT.parent / "shared" / "reference"))
DOCUMENTS = load(ROOT / "specs").extras
SPEC = {document.server: document.data for document in DOCUMENTS}

INITECH = """\
title: Initech server
routing: direct
address: http://localhost:7100
key: optional
ids: optional
tasks:
  chat-completion:
    use: chat
    set+: [{to: sampling.heat, from: params.temperature}]
"""
INITECH_EXTRAS: dict[str, Any] = {
    "description": "Options that Initech's server alone takes.",
    "properties": {"chat-completion": {"$ref": "#/$defs/InitechExtras"}},
    "$defs": {
        "InitechExtras": {
            "description": "Options of Initech's server for chat completion.",
            "properties": {
                "staplers": {"description": "How many staplers are at hand. From 0.", "type": "integer", "minimum": 0},
                "sampling": {"description": "How it samples.", "$ref": "#/$defs/InitechSampling"},
            },
        },
        "InitechSampling": {
            "description": "How Initech's server samples.",
            "properties": {"mood": {"description": "In which mood.", "enum": ["grim", "merry"]}},
        },
    },
}
CALL = """
import json

import httpx

from inferlink import InferenceClient
from inferlink.types import InitechExtras


def answer(request):
    print(request.url, request.content.decode())
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hi"}}
    return httpx.Response(200, json={"id": "c", "choices": [choice]})


extras = InitechExtras(staplers=1, sampling={"mood": "grim"})
with httpx.Client(transport=httpx.MockTransport(answer)) as own:
    client = InferenceClient(provider="initech", http_client=own)
    client.chat_completion("Hi", temperature=0.5, extra_body=extras)
"""


def add_server(specs: Path, extras: Any = INITECH_EXTRAS) -> None:
    (specs / "servers/initech.yaml").write_text(INITECH, "utf-8")
    (specs / "servers/initech.extras.json").write_text(json.dumps(extras), "utf-8")


def test_server_and_its_extras_are_two_files(specs: Path, tmp_path: Path, run_python: Run) -> None:
    before = build_package(specs)
    add_server(specs)
    after = build_package(specs)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    routed = {"routes/__init__.py", "routes/servers/initech.py"}
    assert changed == {*routed, "types/__init__.py", "types/initech_extras.py"}

    write_tree(tmp_path / "out" / PACKAGE, after)
    (tmp_path / "call.py").write_text(CALL, "utf-8")
    done = run_python(str(tmp_path / "call.py"), PYTHONPATH=str(tmp_path / "out"), HOME=str(tmp_path))
    url, _, body = done.stdout.partition(" ")
    assert url == "http://localhost:7100/v1/chat/completions", done.stderr
    assert json.loads(body) == {
        "messages": [{"role": "user", "content": "Hi"}],
        "sampling": {"heat": 0.5, "mood": "grim"},
        "staplers": 1,
    }


def test_extras_have_a_page_that_the_task_links_to(specs: Path) -> None:
    add_server(specs)
    docs = build_docs(specs, build_package(specs))
    assert "| `mood` | `Literal['grim', 'merry']` |  | In which mood. |" in docs["extras.md"]
    assert "`InitechExtras`" in docs["tasks/chat-completion.md"]
    assert "`InitechExtras`" not in docs["tasks/text-generation.md"]


def test_specs_without_extras_have_no_page_of_them(toy: Path) -> None:
    (toy / "servers/toy.extras.json").unlink()
    docs = build_docs(toy, build_package(toy))
    assert "extras.md" not in docs
    assert not [name for name, text in docs.items() if "extras.md" in text]


def test_extras_without_a_server_file_are_refused(toy: Path) -> None:
    (toy / "servers/toy.extras.json").rename(toy / "servers/toyy.extras.json")
    with pytest.raises(SpecError) as caught:
        build_package(toy)
    assert caught.value.message == ("servers/toyy.extras.json: /: there is no servers/toyy.yaml: did you mean 'toy'?")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("temperature", "temperature= is an argument"),  # read by an assignment
        ("top_p", "top_p= is an argument"),  # passed on
        ("messages", "the file sets it"),
        ("model", "the file sets it"),
        ("stream", "the file sets it"),
        ("sampling.heat", "the file sets it"),
    ],
)
def test_what_an_argument_or_the_file_says_is_no_extra(specs: Path, place: str, reason: str) -> None:
    add_server(specs)
    owner = "InitechSampling" if "." in place else "InitechExtras"
    pointer = f"$defs/{owner}/properties/{place.rpartition('.')[2]}"
    change(specs / "servers/initech.extras.json", pointer, {"description": "Once more.", "type": "string"})
    with pytest.raises(SpecError) as caught:
        build_package(specs)
    said = f"{place!r} is no option of its own for chat-completion, for {reason}: drop it."
    assert caught.value.message == f"servers/initech.extras.json: /{pointer}: {said}"


@pytest.mark.parametrize("word", ["refuse", "drop"])
def test_what_the_server_file_keeps_back_may_be_an_extra(specs: Path, word: str) -> None:
    add_server(specs)
    change(specs / "servers/initech.yaml", f"tasks/chat-completion/{word}", ["top_p"])
    text = {"description": "Of another kind here.", "type": "string"}
    change(specs / "servers/initech.extras.json", "$defs/InitechExtras/properties/top_p", text)
    assert "top_p: str" in build_package(specs)["types/initech_extras.py"]


def test_a_value_that_the_argument_may_not_have_is_left_to_an_extra(specs: Path) -> None:
    add_server(specs)
    limited = {"to": "think", "from": "params.reasoning_effort"}
    change(specs / "servers/initech.yaml", "tasks/chat-completion/set+", [limited])
    flag = {"description": "Whether it thinks.", "type": "boolean"}
    change(specs / "servers/initech.extras.json", "$defs/InitechExtras/properties/think", flag)
    with pytest.raises(SpecError, match="'think' is no option of its own"):
        build_package(specs)
    change(specs / "servers/initech.yaml", "tasks/chat-completion/only", {"params.reasoning_effort": "^low$"})
    assert "think: bool" in build_package(specs)["types/initech_extras.py"]


def test_extras_are_public_and_plain_dicts() -> None:
    names = {
        schema["$ref"].removeprefix("#/$defs/") for data in SPEC.values() for schema in data["properties"].values()
    }
    assert {"VLLMExtras", "LlamaCppExtras", "OllamaExtras"} <= names <= set(types.__all__)
    for name in names:
        assert type(getattr(types, name)()) is dict
    assert SPEC.keys() <= set(routes.SERVERS)


@pytest.mark.parametrize("client", [InferenceClient, AsyncInferenceClient])
def test_every_method_takes_them_as_any_mapping(client: type) -> None:
    for operation in OPERATIONS.values():
        extra_body = inspect.signature(getattr(client, operation.method)).parameters["extra_body"]
        assert extra_body.annotation == "Mapping[str, object] | None"


# What follows holds the extras against what the servers publish.

PUBLISHED = {
    ("vllm", "VLLMExtras"): "ChatCompletionRequest",
    ("vllm", "VLLMCompletionExtras"): "CompletionRequest",
    ("vllm", "VLLMStructuredOutputs"): "StructuredOutputsParams",
    ("vllm", "VLLMRepetitionDetection"): "RepetitionDetectionParams",
    ("ollama", "OllamaExtras"): "ChatRequest",
    ("ollama", "OllamaGenerateExtras"): "GenerateRequest",
    ("ollama", "OllamaEmbedExtras"): "EmbedRequest",
    ("ollama", "OllamaOptions"): "ModelOptions",
    ("ollama", "OllamaGenerateOptions"): "ModelOptions",
    ("ollama", "OllamaRunnerOptions"): "ModelOptions",
    ("infinity", "InfinityEmbeddingExtras"): "_OpenAIEmbeddingInput_Text",
    ("litellm", "LiteLLMExtras"): "/v1/chat/completions",
    ("litellm", "LiteLLMEmbeddingExtras"): "/v1/embeddings",
}
"""Class to the schema, or the path, that lists the same options in the server's OpenAPI file."""
SEVERAL = {
    ("tei", "TEIExtras"): ("PredictRequest", "RerankRequest"),
    ("infinity", "InfinityExtras"): ("RerankInput", "ClassifyInput"),
}
PAIRS = [*((*ours, theirs) for ours, theirs in PUBLISHED.items())]
PAIRS += [(*ours, each) for ours, theirs in SEVERAL.items() for each in theirs]
ELSEWHERE = {
    ("ollama", "template"): "docs/api.md of Ollama describes it, the OpenAPI file does not",
    ("ollama", "keep_alive"): "a number of seconds is documented for every route, but not in the file for embed",
    ("infinity", "modality"): "the file has a schema for each modality, which it holds as a constant",
}
"""Option to why the server's OpenAPI file says something else, or nothing."""
UNLISTED = {"sglang", "lm-studio", "llama-cpp"}
"""Servers without an OpenAPI file in the reference folder."""


def reference(name: str) -> Path:
    """A file or folder of the reference folder, where that is found."""
    if not (REFERENCE / name).exists():
        pytest.skip(f"NOT RUN: there is no {REFERENCE / name}; INFERLINK_REFERENCE can name the reference folder")
    return REFERENCE / name


def described(server: str, name: str) -> dict[str, Any]:
    """The options of a class, those of its parents included."""
    schema = SPEC[server]["$defs"][name]
    parent = schema.get("$ref", "").removeprefix("#/$defs/")
    return {**(described(server, parent) if parent else {}), **schema["properties"]}


def published(server: str, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The OpenAPI file, and the members of a schema or of a request."""
    data = json.loads(reference(f"openapi/{server}.json").read_text("utf-8"))
    if name.startswith("/"):
        (content,) = data["paths"][name]["post"]["requestBody"]["content"].values()
        return data, content["schema"]["properties"]
    return data, data["components"]["schemas"][name]["properties"]


def kinds(schema: Any, whole: Any) -> set[str]:
    """The JSON types of the values, but null; an enum's are those of its members."""
    if "$ref" in schema:
        schema = {**schema, **follow(schema["$ref"], whole)}
    branches = [branch for word in ("anyOf", "oneOf", "allOf") for branch in schema.get(word, ())]
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    found = {schema["type"]} if "type" in schema else {"object"} if "properties" in schema else set[str]()
    found |= {{bool: "boolean", str: "string", int: "integer"}[type(value)] for value in values}
    return found.union(*(kinds(branch, whole) for branch in branches)) - {"null"}


def follow(ref: str, whole: Any) -> Any:
    for step in ref.removeprefix("#/").split("/"):
        whole = whole[step]
    return whole


@pytest.mark.parametrize(("server", "ours", "theirs"), PAIRS)
def test_options_are_those_that_the_server_publishes(server: str, ours: str, theirs: str) -> None:
    whole, members = published(server, theirs)
    wrong: dict[str, str] = {}
    for name, schema in described(server, ours).items():
        if theirs == "ModelOptions" and name not in members:
            continue  # its file lists the commonest and allows any: the next test has them all
        mine, other = kinds(schema, SPEC[server]), kinds(members[name], whole) if name in members else {"nothing"}
        wider = {"integer"} if "number" in other else set[str]()
        if mine - other - wider and (server, name) not in ELSEWHERE:
            wrong[name] = f"{sorted(mine)}, not {sorted(other)}"
    assert not wrong


@pytest.mark.parametrize(("server", "ours", "theirs"), PAIRS)
def test_values_and_defaults_are_those_that_the_server_publishes(server: str, ours: str, theirs: str) -> None:
    whole, members = published(server, theirs)
    for name, schema in described(server, ours).items():
        other = members.get(name, {})
        other = follow(other["$ref"], whole) if "$ref" in other else other
        values = [set(each.get("enum", ())) for each in (other, *other.get("anyOf", ()), *other.get("allOf", ()))]
        if "enum" in schema and any(values) and (server, name) not in ELSEWHERE:
            assert set(schema["enum"]) in values, name
        if "default" in schema and isinstance(other.get("default"), (bool, int, float)):
            assert schema["default"] == other["default"], name


def test_options_of_ollama_are_those_of_its_documentation() -> None:
    examples = json.loads(reference("recordings/ollama/api-md-examples.json").read_text("utf-8"))["examples"]
    requests = [each["request"] for each in examples if isinstance(each.get("request"), dict)]
    documented = {name for request in requests for name in request.get("options", {})}
    listed = {name for each in ("OllamaOptions", "OllamaGenerateOptions") for name in described("ollama", each)}
    assert listed <= documented
    arguments = {"num_predict", "temperature", "top_p", "top_k", "seed", "stop", "frequency_penalty", "repeat_penalty"}
    # numa and penalize_newline are not in its source any more: they are ignored
    assert documented - listed == {*arguments, "numa", "penalize_newline"}


def test_options_of_llama_cpp_are_those_that_it_tells_of_a_slot() -> None:
    told: set[str] = set()
    for file in reference("recordings/llama.cpp").glob("*.json"):
        told |= set(chain.from_iterable(settings(json.loads(file.read_text("utf-8")))))
    beside = {  # of the request, not of a slot
        *("cache_prompt", "id_slot", "json_schema", "n_cache_reuse", "n_indent", "parse_tool_calls"),
        *("reasoning_control", "return_progress", "return_tokens", "sse_ping_interval", "t_max_predict_ms"),
    }
    listed = {*described("llama-cpp", "LlamaCppExtras"), *described("llama-cpp", "LlamaCppCompletionExtras")}
    assert "mirostat_tau" in told
    assert listed - told == beside


def settings(node: object) -> Iterator[dict[str, Any]]:
    """What llama.cpp says of how it samples, wherever that stands in a reply."""
    if isinstance(node, dict):
        if "mirostat_tau" in node:
            yield node
        yield from chain.from_iterable(map(settings, node.values()))
    elif isinstance(node, list):
        yield from chain.from_iterable(map(settings, node))


def test_every_class_is_held_against_something() -> None:
    for document in DOCUMENTS:
        for schema in document.data["properties"].values():
            name = schema["$ref"].removeprefix("#/$defs/")
            assert document.server in UNLISTED or (document.server, name) in {*PUBLISHED, *SEVERAL}
    assert all(name in str(SPEC[server]) for server, name in ELSEWHERE)


def test_a_wrong_name_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = json.loads(json.dumps(SPEC["tei"]))
    changed["$defs"]["TEIExtras"]["properties"]["no_such_option"] = {"type": "string"}
    monkeypatch.setitem(SPEC, "tei", changed)
    with pytest.raises(AssertionError, match="no_such_option"):
        test_options_are_those_that_the_server_publishes("tei", "TEIExtras", "PredictRequest")
