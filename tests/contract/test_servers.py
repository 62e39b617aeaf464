"""Local servers: where they are called, what they are sent and what they answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from contract.targets import load
from scripted import Script, json_reply, scripted, sse_reply

from inferlink import NotSupported, RequestOptions, errors
from inferlink.types import OllamaEmbedExtras, OllamaExtras, OllamaGenerateExtras, TEIExtras, VLLMExtras
from inferlink_generated import routes

if TYPE_CHECKING:
    from inferlink._sending.wire import Reply

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


def test_named_servers_have_their_usual_addresses() -> None:
    found = {name: load("servers", name).address for name in routes.SERVERS}
    assert ADDRESSES.items() <= found.items()


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
