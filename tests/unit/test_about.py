"""Which server is at an address, what it tells of itself, and what follows for calls."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from contract.recording import HERE
from flows import clock, driver
from scripted import Script, json_reply, reply, scripted

from inferlink import InferenceClient, InvalidInput, NotSupported, Timeout
from inferlink._settings import Settings, State
from inferlink._targets.recognition import is_near, recognise
from inferlink._targets.routing import resolve_host
from inferlink.errors import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    InferenceTimeoutError,
    ResponseShapeError,
)

if TYPE_CHECKING:
    from inferlink._sending.wire import Reply, Request

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
ROOT = "http://127.0.0.1:9000"
RECORDINGS = HERE.parent / "recordings"
NOT_FOUND = json_reply({"detail": "Not Found"}, 404)
OLLAMA = {"models": [{"name": "qwen3:8b", "digest": "x"}, {"name": "nomic-embed-text:latest", "digest": "y"}]}
TGI = {"model_id": "org/m", "max_best_of": 2, "max_total_tokens": 2048, "version": "3.3.6", "max_client_batch_size": 4}
TEI = {
    "model_id": "thenlper/gte-base",
    "served_model_name": "gte",
    "model_type": {"embedding": {"pooling": "cls"}},
    "max_batch_tokens": 16384,
    "max_input_length": 512,
    "version": "1.9.3",
}
LM_STUDIO = {
    "data": [{"id": "qwen", "state": "loaded", "max_context_length": 32768}, {"id": "b", "state": "not-loaded"}]
}


def recorded(name: str) -> Reply:
    """The reply of a recording."""
    response = json.loads((RECORDINGS / f"{name}.json").read_text("utf-8"))["response"]
    found = json_reply(response["body"], response["status"])
    found.headers |= {key.lower(): value for key, value in dict(response["headers"]).items()}
    return found


def serving(**paths: Reply) -> dict[str, Reply]:
    return {path.replace("__", "-").replace("_", "/"): answer for path, answer in paths.items()}


SERVERS: dict[str, dict[str, Reply]] = {
    "llama-cpp": {"/v1/models": recorded("llama.cpp/models"), "/props": recorded("llama.cpp/props")},
    "vllm": {"/v1/models": recorded("vllm/models"), "/version": recorded("vllm/version")},
    "litellm": {"/v1/models": recorded("litellm/models"), "/health/liveliness": json_reply("I'm alive!")},
    "ollama": {
        "/v1/models": json_reply({"object": "list", "data": [{"id": "qwen3:8b", "owned_by": "library"}]}),
        "/api/tags": json_reply(OLLAMA),
        "/api/version": json_reply({"version": "0.12.0"}),
        "/api/ps": json_reply({"models": [{"name": "qwen3:8b", "context_length": 4096}]}),
        "/": reply(b"Ollama is running", "text/plain"),
    },
    "tgi": {"/info": json_reply(TGI), "/health": reply(b"", "")},
    "tei": {"/info": json_reply(TEI), "/health": reply(b"", "")},
    "infinity": {"/models": json_reply({"data": [{"id": "minilm", "owned_by": "infinity"}]})},
    "lm-studio": {"/v1/models": json_reply({"data": [{"id": "qwen"}]}), "/api/v0/models": json_reply(LM_STUDIO)},
    "sglang": {"/v1/models": json_reply({"data": [{"id": "m", "owned_by": "sglang", "max_model_len": 131072}]})},
}
EACH = pytest.mark.parametrize("name", SERVERS)


def at(paths: dict[str, Reply], last: Reply | None = None) -> Any:
    """Answers as a server with these paths does; a POST gets the last."""

    def answer(request: Request) -> Reply:
        if request.method == "POST":
            assert last is not None
            return last
        path = request.url.removeprefix(ROOT) or "/"
        found = paths.get(path)
        if found is None and path == "/health":
            return json_reply({"status": "ok"})
        return NOT_FOUND if found is None else found

    return answer


def client_of(kind: str, name: str, last: Reply | None = None, **options: Any) -> tuple[Any, Script]:
    return scripted(kind, *[at(SERVERS[name], last)] * 40, **{"base_url": ROOT, **options})


def posts(script: Script) -> list[str]:
    return [request.url.removeprefix(ROOT) for request in script.sent if request.method == "POST"]


@KINDS
@EACH
def test_a_server_is_recognised_by_what_it_answers(kind: str, name: str) -> None:
    client, _ = client_of(kind, name)
    found = client.server()
    assert (found.name, found.state, found.url) == (name, "ready", ROOT)
    assert found.tasks


@KINDS
def test_a_server_tells_version_models_and_context_length(kind: str) -> None:
    client, _ = client_of(kind, "llama-cpp")
    found = client.server()
    assert found.version is not None
    assert found.context_length == 2048
    (model,) = found.models
    assert (model.id, model.context_length, model.loaded) == ("smollm2-135m-instruct", 2048, None)
    assert model.data["owned_by"] == "llamacpp"


@KINDS
def test_a_server_tells_which_models_are_in_memory(kind: str) -> None:
    client, _ = client_of(kind, "ollama")
    found = client.server()
    assert (found.version, found.context_length) == ("0.12.0", 4096)
    assert {model.id: model.loaded for model in found.models} == {"qwen3:8b": True, "nomic-embed-text:latest": False}
    client, _ = client_of(kind, "lm-studio", provider="lm-studio")
    assert [(model.id, model.loaded, model.context_length) for model in client.models()] == [
        ("qwen", True, 32768),
        ("b", False, None),
    ]


@KINDS
def test_models_at_a_bare_url_tell_which_are_in_memory(kind: str) -> None:
    client, _ = client_of(kind, "ollama")
    assert {model.id: model.loaded for model in client.models()} == {"qwen3:8b": True, "nomic-embed-text:latest": False}


@KINDS
def test_a_server_of_one_model_tells_what_that_can_do(kind: str) -> None:
    client, _ = client_of(kind, "tei")
    assert client.server().tasks == ("feature-extraction", "sentence-similarity")
    assert client.server().models[0].id == "gte"


@KINDS
def test_a_server_that_is_named_is_not_looked_for(kind: str) -> None:
    client, script = client_of(kind, "vllm", provider="vllm")
    assert client.server().context_length == 2048
    assert sorted(request.url.removeprefix(ROOT) for request in script.sent) == ["/health", "/v1/models", "/version"]


@KINDS
def test_a_server_that_loads_its_model_says_so(kind: str) -> None:
    loading = json_reply({"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, 503)
    client, _ = scripted(kind, *[lambda request: loading] * 20, base_url=ROOT, provider="llama-cpp")
    found = client.server()
    assert (found.state, found.models, found.version) == ("loading", (), None)


@KINDS
def test_a_server_that_is_not_well_says_so(kind: str) -> None:
    client, _ = scripted(kind, *[json_reply({"error": "x"}, 500)] * 20, base_url=ROOT, provider="vllm")
    assert client.server().state == "failing"


@KINDS
def test_a_server_that_is_not_known_is_described_by_its_url(kind: str) -> None:
    client, _ = scripted(kind, *[at({"/v1/models": json_reply({"data": [{"id": "m"}]})})] * 20, base_url=f"{ROOT}/v1")
    found = client.server()
    assert (found.name, [model.id for model in found.models]) == ("openai", ["m"])


@KINDS
def test_the_costly_health_route_of_a_proxy_is_left_alone(kind: str) -> None:
    client, script = client_of(kind, "litellm", provider="litellm")
    assert client.health_check()
    assert [request.url for request in script.sent] == [f"{ROOT}/health/liveliness"]


@KINDS
def test_another_task_at_a_bare_url_takes_the_route_of_the_server_that_is_there(kind: str) -> None:
    scores = json_reply([0.75])
    client, script = client_of(kind, "tei", scores)
    assert client.sentence_similarity("a", other_sentences=["b"]) == [0.75]
    assert client.sentence_similarity("a", other_sentences=["b"]) == [0.75]
    assert posts(script) == ["/similarity", "/similarity"]
    asked = [request.url.removeprefix(ROOT) for request in script.sent if request.method == "GET"]
    assert asked == ["/v1/models", "/info"]


@KINDS
@pytest.mark.parametrize("url", [ROOT, f"{ROOT}/", f"{ROOT}/v1", f"{ROOT}/v1/"])
def test_a_task_that_the_server_does_not_serve_is_refused_with_those_it_does(kind: str, url: str) -> None:
    client, script = client_of(kind, "ollama", base_url=url)
    with pytest.raises(NotSupported, match="does not serve text-classification; it serves chat_completion") as caught:
        client.text_classification("Hello")
    assert caught.value.provider == "ollama"
    assert posts(script) == []


@KINDS
@pytest.mark.parametrize("method", ["chat_completion", "text_generation"])
def test_chat_and_text_generation_go_without_a_probe(kind: str, method: str) -> None:
    client, script = scripted(kind, json_reply({"error": "busy"}, 400), base_url=ROOT)
    with pytest.raises(BadRequestError, match="busy"):
        getattr(client, method)("Hello")
    assert [request.method for request in script.sent] == ["POST"]


@KINDS
@pytest.mark.parametrize(
    "url", ["https://xyz.endpoints.huggingface.cloud", "https://api.acme.example", "http://127.0.0.1:9000/models/x"]
)
def test_only_the_root_of_a_near_server_is_probed(kind: str, url: str) -> None:
    client, script = scripted(kind, json_reply([{"label": "a", "score": 1.0}]), base_url=url)
    client.text_classification("Hello")
    assert [request.method for request in script.sent] == ["POST"]


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://localhost:1", True),
        ("http://tei:80", True),
        ("http://10.1.2.3", True),
        ("http://192.168.0.9:8080/v1", True),
        ("http://[fd00::1]:80", True),
        ("http://gpu.local", True),
        ("http://gpu.corp.internal", True),
        ("http://8.8.8.8", False),
        ("http://[2606:4700::1111]", False),
        ("https://gpu.acme.example", False),
    ],
)
def test_near_is_this_machine_and_private_networks(url: str, near: bool) -> None:
    assert is_near(url) is near


@KINDS
def test_a_server_that_does_not_answer_the_probe_is_called_as_before(kind: str) -> None:
    labels = json_reply([{"label": "a", "score": 1.0}])
    client, script = scripted(kind, APIConnectionError("refused"), labels, labels, base_url=ROOT)
    assert client.text_classification("Hello")[0].label == "a"
    assert client.text_classification("Hello")[0].label == "a"
    assert [request.method for request in script.sent] == ["GET", "POST", "POST"]


@KINDS
def test_the_probe_takes_the_key_and_waits_a_few_seconds_at_most(kind: str) -> None:
    labels = json_reply([{"label": "a", "score": 1.0}])
    late = InferenceTimeoutError("late", clock="first_byte", limit=2)
    client, script = scripted(kind, late, labels, base_url=ROOT, api_key="sk-own", timeout=60)
    client.text_classification("Hello")
    probe = script.sent[0]
    assert probe.headers["authorization"] == "Bearer sk-own"
    assert (probe.clock.timeout.total, probe.clock.timeout.connect) == (5, 2)


@KINDS
def test_all_questions_of_the_probe_share_its_few_seconds(kind: str) -> None:
    labels = json_reply([{"label": "a", "score": 1.0}])
    client, script = scripted(kind, *[at({}, labels)] * 20, base_url=ROOT)
    client.text_classification("Hello")
    clocks = {id(request.clock) for request in script.sent if request.method == "GET"}
    assert len(script.sent) > 3
    assert len(clocks) == 1


@KINDS
def test_the_probe_has_no_more_time_than_the_call(kind: str) -> None:
    labels = json_reply([{"label": "a", "score": 1.0}])
    client, script = scripted(kind, *[at({}, labels)] * 20, base_url=ROOT, timeout=3)
    client.text_classification("Hello")
    total = script.sent[0].clock.timeout.total
    assert total is not None
    assert 0 < total <= 3


def test_a_call_that_is_over_is_not_probed_for() -> None:
    hands, state = driver(), State()
    target = hands.run(resolve_host(Settings(base_url=ROOT), state, None))
    over = clock(Timeout(total=1), hands.time)
    hands.time.seconds += 2
    with pytest.raises(InferenceTimeoutError) as caught:
        hands.run(recognise(target, Settings(base_url=ROOT), state, over))
    assert (caught.value.clock, caught.value.limit, hands.sent) == ("total", 1, [])


@KINDS
def test_what_is_logged_of_a_server_has_no_query(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "inferlink")
    client, _ = scripted(kind, *[NOT_FOUND] * 40, base_url=f"{ROOT}/?key=sk-canary", provider="vllm")
    client.server()
    client, _ = scripted(kind, APIConnectionError("refused"), *[NOT_FOUND] * 40, base_url=f"{ROOT}/?key=sk-canary")
    client.server()
    assert "does not answer" in caplog.text
    assert "tells nothing" in caplog.text
    assert "sk-canary" not in caplog.text


@KINDS
def test_a_server_with_a_key_is_recognised_by_the_headers_of_its_refusal(kind: str) -> None:
    refusal = recorded("llama.cpp/auth_models_nokey")
    client, _ = scripted(kind, *[refusal] * 3, base_url=ROOT)
    with pytest.raises(NotSupported, match="llama-cpp"):
        client.image_classification(b"\x89PNG\r\n\x1a\n0000")


@KINDS
def test_wrong_input_is_refused_before_the_probe(kind: str) -> None:
    client, script = scripted(kind, base_url=ROOT)
    with pytest.raises(InvalidInput, match="there is no file"):
        client.image_classification("/no/such/file.png")
    assert script.sent == []


@KINDS
def test_models_of_a_hosted_provider_are_listed(kind: str) -> None:
    listed = json_reply({"data": [{"id": "llama-3", "context_window": 131072, "owned_by": "Meta"}]})
    client, script = scripted(kind, listed, provider="groq", api_key="gsk-1")
    (model,) = client.models()
    assert (model.id, model.context_length, model.data["owned_by"]) == ("llama-3", 131072, "Meta")
    assert script.sent[0].url == "https://api.groq.com/openai/v1/models"
    assert script.sent[0].headers["authorization"] == "Bearer gsk-1"


@KINDS
def test_a_list_of_models_is_asked_for_again_like_any_cheap_call(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    busy, listed = json_reply({"error": "busy"}, 503, retry_after="0"), json_reply({"data": [{"id": "m"}]})
    client, script = scripted(kind, busy, listed, provider="openai", api_key="sk-1")
    assert [model.id for model in client.models()] == ["m"]
    assert len(script.sent) == 2


@KINDS
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json_reply({"error": "no"}, 401), AuthenticationError),
        (json_reply({"models": []}), ResponseShapeError),
        (reply(b"<html>", "text/html"), ResponseShapeError),
    ],
)
def test_a_list_that_does_not_come_is_an_error_with_the_raw_reply(kind: str, answer: Reply, error: type) -> None:
    client, _ = scripted(kind, answer, provider="openai", api_key="sk-1")
    with pytest.raises(error) as caught:
        client.models()
    assert caught.value.body == answer.body
    assert caught.value.provider == "openai"


@KINDS
def test_a_provider_that_lists_no_models_says_so(kind: str) -> None:
    client, script = scripted(kind, provider="replicate", api_key="r8_1")
    with pytest.raises(NotSupported, match="does not list its models"):
        client.models()
    assert script.sent == []


@pytest.mark.parametrize("options", [{}, {"provider": "groq", "api_key": "gsk-1"}])
def test_only_a_server_can_be_asked_what_it_is(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        InferenceClient(**options).server()


@KINDS
def test_another_server_is_asked_without_the_key_of_a_provider(kind: str) -> None:
    client, script = client_of(kind, "vllm", base_url=None, provider="together", api_key="sk-together")
    assert client.server(ROOT).name == "vllm"
    assert all("authorization" not in request.headers for request in script.sent)
