"""Local servers: where they are called, what they are sent and what they answer, against what they publish.

Requests are checked against OpenAPI files of the servers, and Ollama's documented examples are replayed, where the
reference folder is found; else those tests say that they were not run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from contract.recording import COMMITTED, REFERENCE
from contract.targets import load
from jsonschema import Draft202012Validator
from scripted import Script, json_reply, scripted, sse_reply

from inferlink import NotSupported, RequestOptions, errors
from inferlink._interpreter import refused
from inferlink.types import OllamaEmbedExtras, OllamaExtras, OllamaGenerateExtras, TEIExtras, VLLMExtras
from inferlink_generated import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferlink._wire import Reply

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
NDJSON = "application/x-ndjson"
TEXT = {"message": {"role": "assistant", "content": "Hi."}, "done": True, "done_reason": "stop"}
CHAT = {"choices": [{"message": {"role": "assistant", "content": "Hi."}, "finish_reason": "stop"}]}


@pytest.fixture(autouse=True)
def _no_addresses_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in routes.SERVERS:
        provider = load("servers", name)
        for variable in (*provider.address_env, *provider.key_env):
            monkeypatch.delenv(variable, raising=False)


def sent(kind: str, reply: Reply, method: str, *given: Any, client: dict[str, Any], **named: Any) -> tuple[Any, Script]:
    """The result of one call, and what was sent."""
    made, script = scripted(kind, reply, retry=0, **client)
    result = getattr(made, method)(*given, **named)
    return (result.result() if named.get("stream") else result), script


def lines(*events: Any) -> Reply:
    """A stream of one JSON value a line."""
    return sse_reply(
        "".join(f"{json.dumps(event)}\n" for event in events).encode(), content_type="application/x-ndjson"
    )


ADDRESSES = {
    "infinity": "http://localhost:7997",
    "litellm": "http://localhost:4000",
    "llama-cpp": "http://localhost:8080",
    "lm-studio": "http://localhost:1234",
    "ollama": "http://localhost:11434",
    "sglang": "http://localhost:30000",
    "tei": "http://localhost:8080",
    "tgi": "http://localhost:8080",
    "vllm": "http://localhost:8000",
}


def test_every_named_server_has_its_usual_address() -> None:
    found = {name: load("servers", name).address for name in routes.SERVERS}
    assert {name: address for name, address in found.items() if address} == ADDRESSES


@KINDS
def test_a_name_and_a_model_are_enough_and_no_key_is_sent(kind: str) -> None:
    options = {"provider": "ollama", "model": "qwen3:8b"}
    result, script = sent(kind, json_reply(TEXT), "chat_completion", "Hello", client=options)
    assert result.choices[0].message.content == "Hi."
    assert script.sent[0].url == "http://localhost:11434/api/chat"
    assert "authorization" not in script.sent[0].headers
    assert script.body() == {
        "model": "qwen3:8b",
        "messages": [{"role": "user", "content": "Hello"}],
        "stream": False,
    }


@KINDS
def test_a_key_in_the_servers_own_variable_is_sent(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLLM_API_KEY", "server-key")
    for place in ({}, {"base_url": "http://gpu:8000"}):
        _, script = sent(kind, json_reply(CHAT), "chat_completion", "Hi", client={"provider": "vllm", **place})
        assert script.sent[0].headers["authorization"] == "Bearer server-key"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("", "http://localhost:11434"),
        ("  ", "http://localhost:11434"),
        ("gpu", "http://gpu:11434"),
        ("gpu:9000", "http://gpu:9000"),
        (":9000", "http://localhost:9000"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:9000", "http://127.0.0.1:9000"),
        ("http://0.0.0.0:9000/", "http://127.0.0.1:9000"),
        ("http://gpu", "http://gpu"),
        ("https://gpu", "https://gpu"),
        ("https://gpu:9000/ollama/", "https://gpu:9000/ollama"),
        ("gpu:9000/ollama", "http://gpu:9000/ollama"),
        ("::", "http://[::1]:11434"),
        ("fe80::1", "http://[fe80::1]:11434"),
        ("[::]:9000", "http://[::1]:9000"),
    ],
)
def test_the_environment_says_where_a_server_is(said: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", said)
    _, script = sent("sync", json_reply(TEXT), "chat_completion", "Hi", model="m", client={"provider": "ollama"})
    assert script.sent[0].url == f"{url}/api/chat"


@pytest.mark.parametrize("said", ["gpu:port", "ftp://gpu", "http://user:pass@gpu"])
def test_a_wrong_address_in_the_environment_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", said)
    client, script = scripted("sync", provider="ollama")
    with pytest.raises(errors.InvalidInput):
        client.chat_completion("Hi", model="m")
    assert script.sent == []


def test_a_url_of_ones_own_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "elsewhere")
    place = {"provider": "ollama", "base_url": "http://gpu:11434"}
    _, script = sent("sync", json_reply(TEXT), "chat_completion", "Hi", model="m", client=place)
    assert script.sent[0].url == "http://gpu:11434/api/chat"


CHAT_URLS = [
    ("vllm", "http://gpu:8000", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "http://gpu:8000/", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "http://gpu:8000/v1", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "http://gpu:8000/v1/", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "http://gpu:8000/v1/chat/completions", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "http://gpu:8000/v1/completions", "http://gpu:8000/v1/chat/completions"),
    ("vllm", "https://host/below/v1?team=a", "https://host/below/v1/chat/completions?team=a"),
    ("ollama", "http://gpu:11434/v1", "http://gpu:11434/api/chat"),
    ("ollama", "http://gpu:11434/api/generate", "http://gpu:11434/api/chat"),
    ("tgi", "http://gpu:8080/generate", "http://gpu:8080/v1/chat/completions"),
]


@pytest.mark.parametrize(("provider", "given", "url"), CHAT_URLS)
def test_paths_go_below_the_root_of_a_given_url(provider: str, given: str, url: str) -> None:
    reply = json_reply({**CHAT, **TEXT})
    _, script = sent(
        "sync", reply, "chat_completion", "Hi", model="m", client={"provider": provider, "base_url": given}
    )
    assert script.sent[0].url == url


@pytest.mark.parametrize("given", ["http://gpu:8000", "http://gpu:8000/v1", "http://gpu:8000/classify"])
def test_native_routes_are_beside_v1(given: str) -> None:
    reply = json_reply({"data": [{"index": 0, "label": "good", "probs": [0.25, 0.75], "num_classes": 2}]})
    place = {"provider": "vllm", "base_url": given}
    result, script = sent("sync", reply, "text_classification", "Nice", client=place)
    assert script.sent[0].url == "http://gpu:8000/classify"
    assert [(row.label, row.score) for row in result] == [("good", 0.75)]


SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "weather", "description": "Weather.", "parameters": SCHEMA}}
MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
        ],
    },
    {
        "role": "assistant",
        "tool_calls": [
            {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Paris"}'}}
        ],
    },
    {"role": "tool", "tool_call_id": "c1", "content": "11 degrees"},
]
FORMAT = {"type": "json_schema", "json_schema": {"name": "City", "schema": SCHEMA}}
CHAT_OPTIONS: dict[str, Any] = {
    "tools": [TOOL],
    "tool_choice": "auto",
    "response_format": FORMAT,
    "reasoning_effort": "low",
    "max_completion_tokens": 9,
    "temperature": 0.5,
    "top_p": 0.9,
    "top_k": 20,
    "min_p": 0.1,
    "n": 1,
    "seed": 7,
    "stop": "END",
    "logprobs": True,
    "top_logprobs": 2,
    "logit_bias": {"5": 1.0},
    "frequency_penalty": 0.5,
    "presence_penalty": 0.5,
    "repetition_penalty": 1.1,
    "stream_options": {"include_usage": True},
    "parallel_tool_calls": False,
    "chat_template_kwargs": {"enable_thinking": False},
    "user": "me",
}
TEXT_OPTIONS: dict[str, Any] = {
    "max_new_tokens": 9,
    "best_of": 2,
    "do_sample": True,
    "details": True,
    "decoder_input_details": True,
    "frequency_penalty": 0.5,
    "grammar": {"type": "json", "value": SCHEMA},
    "repetition_penalty": 1.1,
    "return_full_text": True,
    "seed": 7,
    "stop": ["END"],
    "temperature": 0.5,
    "top_k": 20,
    "top_n_tokens": 2,
    "top_p": 0.9,
    "truncate": 100,
    "typical_p": 0.9,
    "watermark": True,
}
EMBED_OPTIONS: dict[str, Any] = {
    "dimensions": 8,
    "normalize": True,
    "prompt_name": "query",
    "truncate": True,
    "truncation_direction": "left",
}
CALLS: dict[str, tuple[str, list[Any], dict[str, Any]]] = {
    "chat-completion": ("chat_completion", [MESSAGES], CHAT_OPTIONS),
    "text-generation": ("text_generation", ["Once"], TEXT_OPTIONS),
    "feature-extraction": ("feature_extraction", [["One.", "Two."]], EMBED_OPTIONS),
    "sentence-similarity": (
        "sentence_similarity",
        ["One.", ["Two.", "Three."]],
        {"truncate": True, "truncation_direction": "left"},
    ),
    "text-ranking": ("rerank", ["One?", ["Two.", "Three."]], {"top_n": 1, "return_documents": True}),
    "text-classification": ("text_classification", ["One."], {"top_k": 2}),
}
PUBLISHED = {"ollama": "ollama", "tei": "tei-cleaned", "tgi": "tgi-cleaned-3.1", "vllm": "vllm", "infinity": "infinity"}
OPENAPI = REFERENCE.parent / "openapi"
NEVER = errors.APIConnectionError("Nothing answers.")


def bodies() -> Iterator[tuple[str, str, bool]]:
    for server in PUBLISHED:
        for task in CALLS.keys() & load("servers", server).tasks.keys():
            yield server, task, False
            if load("servers", server).tasks[task].stream is not None:
                yield server, task, True


def body_of(kind: str, server: str, task: str, *, stream: bool) -> tuple[str, Any]:
    """Path and body of a request with every parameter that the server takes."""
    method, given, options = CALLS[task]
    bad = refused(load("servers", server).tasks[task], options)
    named = {name: value for name, value in options.items() if name not in bad} | ({"stream": True} if stream else {})
    client, script = scripted(kind, NEVER, retry=0, provider=server, model="m")
    with pytest.raises(errors.APIConnectionError):
        getattr(client, method)(*given, **named)
    return script.sent[0].url.removeprefix(ADDRESSES[server]), script.body()


@KINDS
@pytest.mark.parametrize(("server", "task", "stream"), sorted(bodies()))
def test_request_fits_what_the_server_publishes(kind: str, server: str, task: str, stream: bool) -> None:
    file = OPENAPI / f"{PUBLISHED[server]}.json"
    if not file.exists():
        pytest.skip(f"not run: there is no {file.name} in {OPENAPI}")
    published = json.loads(file.read_text("utf-8"))
    path, body = body_of(kind, server, task, stream=stream)
    if path not in published["paths"]:
        # vLLM publishes the routes of the model that it runs: this file is of a chat model.
        assert (server, path) in {("vllm", f"/{end}") for end in ("v1/embeddings", "v1/rerank", "score", "classify")}
        pytest.skip(f"not run: {file.name} describes no {path}")
    if server == "tgi":  # its file lags: the server takes `parameters` as well
        for tool in body.get("tools", ()):
            tool["function"]["arguments"] = tool["function"].pop("parameters")
        for message in body.get("messages", ()):
            for call in message.get("tool_calls", ()):
                call["function"].setdefault("arguments", "{}")
    if path == "/embeddings":  # three forms, told apart by a member that may be left out: texts are the default
        published["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"] = {
            "$ref": "#/components/schemas/_OpenAIEmbeddingInput_Text"
        }
    form = published["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    Draft202012Validator({**form, "components": published["components"]}).validate(body)
    known = members(form, published)
    assert known is None or body.keys() <= known


def members(form: dict[str, Any], published: Any) -> set[str] | None:
    """Names that a request may have, where its schema is one object."""
    if "$ref" in form:
        form = published["components"]["schemas"][form["$ref"].rpartition("/")[2]]
    return set(form["properties"]) if "properties" in form else None


@KINDS
@pytest.mark.parametrize(
    ("server", "method", "given", "named"),
    [
        ("ollama", "chat_completion", ["Hi"], {"response_format": {"type": "regex", "value": "a+"}}),
        ("ollama", "chat_completion", ["Hi"], {"reasoning_effort": "xhigh"}),
        ("ollama", "chat_completion", ["Hi"], {"tool_choice": "required"}),
        ("ollama", "chat_completion", ["Hi"], {"logit_bias": {"5": 1.0}}),
        ("ollama", "chat_completion", ["Hi"], {"n": 2}),
        ("ollama", "text_generation", ["Hi"], {"grammar": {"type": "regex", "value": "a+"}}),
        ("ollama", "feature_extraction", ["Hi"], {"encoding_format": "base64"}),
        ("llama-cpp", "feature_extraction", ["Hi"], {"dimensions": 8}),
        ("tgi", "chat_completion", ["Hi"], {"response_format": {"type": "text"}}),
        ("tgi", "chat_completion", ["Hi"], {"n": 2}),
        ("tei", "rerank", ["Hi", ["Ho"]], {"top_n": 1}),
        ("tei", "text_classification", ["Hi"], {"top_k": 2}),
        ("vllm", "text_classification", ["Hi"], {"top_k": 2}),
        ("vllm", "chat_completion", ["Hi"], {"service_tier": "flex"}),
    ],
)
def test_what_a_server_would_ignore_is_refused(
    kind: str, server: str, method: str, given: list[Any], named: dict[str, Any]
) -> None:
    client, script = scripted(kind, provider=server, model="m")
    with pytest.raises(NotSupported, match=next(iter(named))):
        getattr(client, method)(*given, **named)
    assert script.sent == []


@KINDS
def test_a_refused_value_may_be_dropped(kind: str) -> None:
    drop = RequestOptions(unsupported="drop")
    options = {"provider": "ollama", "model": "m"}
    result, script = sent(
        kind, json_reply(TEXT), "chat_completion", "Hi", reasoning_effort="xhigh", options=drop, client=options
    )
    assert "think" not in script.body()
    assert result.meta.dropped == ("reasoning_effort",)


@KINDS
def test_extra_body_joins_the_options_of_ollama(kind: str) -> None:
    extra = {"keep_alive": "5m", "options": {"num_ctx": 8192, "seed": 1}}
    options = {"provider": "ollama", "model": "m"}
    _, script = sent(
        kind, json_reply(TEXT), "chat_completion", "Hi", max_tokens=9, seed=7, extra_body=extra, client=options
    )
    assert script.body()["options"] == {"num_predict": 9, "seed": 1, "num_ctx": 8192}
    assert script.body()["keep_alive"] == "5m"


OLLAMA_TEXT = {"response": "Hi.", "done": True, "done_reason": "stop"}


@KINDS
@pytest.mark.parametrize("stream", [False, True])
def test_typed_extras_and_mapped_parameters_are_both_kept(kind: str, stream: bool) -> None:
    extra = OllamaExtras(options={"num_ctx": 8192, "repeat_last_n": 32}, think=True)
    chat = {"temperature": 0.5, "stop": ["END"], "extra_body": extra, **({"stream": True} if stream else {})}
    client = {"provider": "ollama", "model": "m"}
    reply = lines(TEXT) if stream else json_reply(TEXT)
    _, script = sent(kind, reply, "chat_completion", "Hi", **chat, client=client)
    assert script.body()["options"] == {"temperature": 0.5, "stop": ["END"], "num_ctx": 8192, "repeat_last_n": 32}
    assert (script.body()["think"], script.body()["stream"]) == (True, stream)
    assert extra == {"options": {"num_ctx": 8192, "repeat_last_n": 32}, "think": True}


EXTRAS: list[tuple[str, Any, str, list[Any], dict[str, Any], dict[str, Any]]] = [
    (
        "ollama",
        OLLAMA_TEXT,
        "text_generation",
        ["Hi"],
        {"temperature": 0.5, "extra_body": OllamaGenerateExtras(options={"min_p": 0.1}, raw=True)},
        {"prompt": "Hi", "options": {"temperature": 0.5, "min_p": 0.1}, "raw": True, "stream": False},
    ),
    (
        "ollama",
        {"embeddings": [[0.5]]},
        "feature_extraction",
        ["Hi"],
        {"dimensions": 1, "extra_body": OllamaEmbedExtras(options={"num_ctx": 512}, keep_alive=0)},
        {"input": "Hi", "dimensions": 1, "options": {"num_ctx": 512}, "keep_alive": 0},
    ),
    (
        "vllm",
        CHAT,
        "chat_completion",
        ["Hi"],
        {"top_k": 5, "extra_body": VLLMExtras(structured_outputs={"choice": ["yes", "no"]}, min_tokens=1)},
        {
            "messages": [{"role": "user", "content": "Hi"}],
            "top_k": 5,
            "structured_outputs": {"choice": ["yes", "no"]},
            "min_tokens": 1,
        },
    ),
    (
        "tei",
        [{"index": 0, "score": 1.5}],
        "rerank",
        ["Hi", ["Ho"]],
        {"return_documents": True, "extra_body": TEIExtras(raw_scores=True, truncation_direction="Left")},
        {"query": "Hi", "texts": ["Ho"], "return_text": True, "raw_scores": True, "truncation_direction": "Left"},
    ),
]


@KINDS
@pytest.mark.parametrize(("provider", "reply", "method", "given", "named", "body"), EXTRAS)
def test_typed_extras_of_each_task_go_where_the_server_reads_them(
    kind: str, provider: str, reply: Any, method: str, given: list[Any], named: dict[str, Any], body: dict[str, Any]
) -> None:
    client = {"provider": provider, "model": "m"}
    _, script = sent(kind, json_reply(reply), method, *given, **named, client=client)
    assert {name: value for name, value in script.body().items() if name != "model"} == body


@KINDS
def test_a_conversation_with_tools_goes_there_and_back(kind: str) -> None:
    calls = [{"function": {"name": "weather", "arguments": {"city": city}}} for city in ("Paris", "Oslo")]
    calls[0]["id"] = "call_1"
    reply = {**TEXT, "message": {"role": "assistant", "content": "", "thinking": "Hm.", "tool_calls": calls}}
    client, script = scripted(kind, json_reply(reply), json_reply(TEXT), provider="ollama", model="m")
    question = {"role": "user", "content": "What is the weather?"}
    message = client.chat_completion([question], tools=[TOOL]).choices[0].message
    assert message.reasoning == "Hm."
    assert [call.function.arguments for call in message.tool_calls] == ['{"city":"Paris"}', '{"city":"Oslo"}']
    assert [call.type for call in message.tool_calls] == ["function", "function"]
    results = [{"role": "tool", "tool_call_id": "call_1", "content": "11"}, {"role": "tool", "name": "weather"}]
    client.chat_completion([question, message, *results], tools=[TOOL])
    sent_back = script.body()["messages"][1:]
    assert [call["function"] for call in sent_back[0]["tool_calls"]] == [call["function"] for call in calls]
    assert sent_back[0]["thinking"] == "Hm."
    assert sent_back[1] == {"role": "tool", "tool_call_id": "call_1", "content": "11", "tool_name": "weather"}
    assert sent_back[2] == {"role": "tool", "content": "", "tool_name": "weather"}


@KINDS
def test_an_error_in_mid_stream_is_told_with_what_came_before(kind: str) -> None:
    piece = {"model": "m", "message": {"role": "assistant", "content": "Hel"}, "done": False}
    reply = lines(piece, {"error": "an error was encountered while running the model"})
    client, _ = scripted(kind, reply, retry=0, provider="ollama", model="m")
    with pytest.raises(errors.InternalServerError, match="while running the model") as caught:
        client.chat_completion("Hi", stream=True).result()
    assert caught.value.partial.choices[0].message.content == "Hel"
    assert caught.value.provider == "ollama"


@KINDS
@pytest.mark.parametrize("method", ["chat_completion", "text_generation"])
def test_a_stream_without_its_last_line_is_broken(kind: str, method: str) -> None:
    piece = {"message": {"role": "assistant", "content": "Hel"}, "response": "Hel", "done": False}
    client, _ = scripted(kind, lines(piece), retry=0, provider="ollama", model="m")
    with pytest.raises(errors.StreamBroken):
        getattr(client, method)("Hi", stream=True).result()


@KINDS
def test_an_error_before_the_first_token_is_told_by_its_status(kind: str) -> None:
    reply = json_reply({"error": "model 'm' not found"}, 404)
    client, _ = scripted(kind, reply, retry=0, provider="ollama", model="m")
    with pytest.raises(errors.NotFoundError, match="model 'm' not found"):
        client.chat_completion("Hi", stream=True)


def recorded(name: str) -> Reply:
    """What aimock answered on Ollama's wire."""
    response = json.loads((COMMITTED / "aimock" / f"{name}.json").read_text("utf-8"))["response"]
    if "body_file" in response:
        content = (COMMITTED / "aimock" / response["body_file"]).read_bytes()
        return sse_reply(
            *(content[at : at + 7] for at in range(0, len(content), 7)), content_type="application/x-ndjson"
        )
    return json_reply(response["body"], response["status"])


@KINDS
@pytest.mark.parametrize("stream", [False, True])
def test_recorded_ollama_wire_is_read(kind: str, stream: bool) -> None:
    client = {"provider": "ollama", "model": "llama3.2"}
    reply = recorded("ollama_chat_stream" if stream else "ollama_chat")
    result, _ = sent(kind, reply, "chat_completion", "Hi", client=client, **({"stream": True} if stream else {}))
    choice = result.choices[0]
    assert (choice.message.content, choice.finish_reason) == ("The capital of France is Paris.", "stop")
    assert (result.model, result.usage.prompt_tokens, result.usage.completion_tokens) == ("llama3.2", 0, 0)


@KINDS
def test_recorded_ollama_tools_text_and_failure_are_read(kind: str) -> None:
    client = {"provider": "ollama", "model": "llama3.2"}
    result, _ = sent(kind, recorded("ollama_tools"), "chat_completion", "Hi", tools=[TOOL], client=client)
    call = result.choices[0].message.tool_calls[0]
    assert (call.function.name, call.function.arguments) == ("get_weather", '{"city":"Paris"}')
    text, _ = sent(kind, recorded("ollama_generate_stream"), "text_generation", "Hi", stream=True, client=client)
    assert text == "The capital of France is Paris."
    with pytest.raises(errors.NotFoundError, match="No fixture matched"):
        sent(kind, recorded("ollama_unmatched"), "chat_completion", "Hi", client=client)


def documented() -> list[Any]:
    """Ollama's documented calls of a task that inferlink makes, with a reply."""
    file = REFERENCE / "ollama" / "api-md-examples.json"
    if not file.exists():
        return []
    examples = json.loads(file.read_text("utf-8"))["examples"]
    return [example for example in examples if example["path"] in READ and example["responses"] and is_call(example)]


def is_call(example: Any) -> bool:
    """Whether something is asked: requests without a prompt load and unload models."""
    request = example["request"]
    return isinstance(request, str) or bool(request.get("messages") or request.get("prompt") or request.get("input"))


def pictured(message: dict[str, Any]) -> dict[str, Any]:
    """A documented message as OpenAI has it."""
    if "images" not in message:
        return message
    parts = [{"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}} for data in message["images"]]
    return {"role": message["role"], "content": [{"type": "text", "text": message["content"]}, *parts]}


def named_of(request: dict[str, Any], format_name: str) -> dict[str, Any]:
    """Our arguments for the rest of a documented request."""
    named: dict[str, Any] = {"model": request["model"], "extra_body": {}}
    for name, value in request.items():
        if name == "format" and isinstance(value, dict):
            form = "json" if format_name == "grammar" else "json_object"
            named[format_name] = {"type": form, "value": value}
        elif name == "tools":
            named[name] = value
        elif name == "options":
            named |= {each: value[each] for each in ("seed", "temperature") if each in value}
            named["extra_body"]["options"] = {each: held for each, held in value.items() if each not in named}
        elif name not in ("model", "messages", "prompt", "input", "stream"):
            named["extra_body"][name] = value
    return named


def check_chat(kind: str, example: Any, request: dict[str, Any], replies: list[Any], stream: bool) -> Script:
    messages = [pictured(message) for message in request["messages"]]
    named = named_of(request, "response_format") | ({"stream": True} if stream else {})
    result, script = sent(kind, answer(replies, stream), "chat_completion", messages, client=OLLAMA, **named)
    said = [reply.get("message", {}) for reply in replies]
    choice = result.choices[0]
    assert choice.message.content == "".join(message.get("content", "") for message in said)
    calls = [call["function"] for message in said for call in message.get("tool_calls") or ()]
    found = [call.function for call in choice.message.tool_calls or ()]
    assert [(call.name, json.loads(call.arguments)) for call in found] == [
        (call["name"], call["arguments"]) for call in calls
    ]
    assert choice.finish_reason == replies[-1].get("done_reason", "stop")
    assert (result.usage.prompt_tokens, result.usage.completion_tokens) == (
        replies[-1]["prompt_eval_count"],
        replies[-1]["eval_count"],
    )
    return script


def check_text(kind: str, example: Any, request: dict[str, Any], replies: list[Any], stream: bool) -> Script:
    named = named_of(request, "grammar") | ({"stream": True} if stream else {})
    result, script = sent(kind, answer(replies, stream), "text_generation", request["prompt"], client=OLLAMA, **named)
    assert result == "".join(reply["response"] for reply in replies)
    return script


def check_embeddings(kind: str, example: Any, request: dict[str, Any], replies: list[Any], stream: bool) -> Script:
    named = named_of(request, "")
    result, script = sent(kind, answer(replies, stream), "feature_extraction", request["input"], client=OLLAMA, **named)
    rows = replies[0]["embeddings"]
    assert result.shape == (len(rows), len(rows[0]))
    assert result.tolist()[0] == pytest.approx(rows[0], rel=1e-6)
    return script


def answer(replies: list[Any], stream: bool) -> Reply:
    return lines(*replies) if stream else json_reply(replies[0])


OLLAMA = {"provider": "ollama"}
READ: dict[str, Callable[[str, Any, dict[str, Any], list[Any], bool], Script]] = {
    "/api/chat": check_chat,
    "/api/generate": check_text,
    "/api/embed": check_embeddings,
}


@KINDS
@pytest.mark.parametrize("path", READ)
def test_documented_ollama_examples_are_sent_and_read_as_documented(kind: str, path: str) -> None:
    examples = [example for example in documented() if example["path"] == path]
    if not examples:
        pytest.skip(f"not run: Ollama's documented examples are not in {REFERENCE}")
    for example in examples:
        request = example["request"]
        written = isinstance(request, dict)  # one is no JSON: it has a comment in it
        asked = request if written else {"model": "llama3.2", "messages": [{"role": "user", "content": "?"}]}
        replies = [reply for reply in example["responses"] if "model" in reply]
        stream = path != "/api/embed" and (len(replies) > 1 or asked.get("stream", True))
        script = READ[path](kind, example, asked, replies, stream)
        assert script.sent[0].url == f"http://localhost:11434{path}"
        if written:
            assert script.body() == asked | ({} if path == "/api/embed" else {"stream": stream}), example["example"]
    assert len(examples) >= 2
