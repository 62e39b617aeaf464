"""The fake server against the specs: every task through the public clients, every reply true to its schema."""

from __future__ import annotations

import asyncio
import http.client
import io
import json
import threading
import wave
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from contract.targets import Pair, pairs
from jsonschema import Draft202012Validator
from PIL import Image
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from inferlink import (
    APIConnectionError,
    AsyncInferenceClient,
    BadRequestError,
    InferenceClient,
    InvalidInput,
    NotFoundError,
    RequestOptions,
    to_dict,
)
from inferlink.testing import FakeServer, Received
from inferlink.testing._sample_media import SAMPLE_MEDIA, sample_mp4, sample_png, sample_wav
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS

SPECS = Path(__file__).parents[2] / "specs" / "tasks"
WORDS = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(SPECS.glob("*/task.yaml"))}
TASKS = list(WORDS)
STREAMING = [task for task, operation in OPERATIONS.items() if operation.stream is not None]
KINDS = ["sync", "async"]
HOSTED = [
    (pair, way)
    for pair in pairs()
    if pair.folder == "providers"
    for way in ("routed", "direct")
    if pair.provider.routing in ("both", "hub" if way == "routed" else "direct")
]
STREAMED = [case for case in HOSTED if case[0].route.stream is not None]
QUEUED = [case for case in HOSTED if case[0].route.job is not None]

TOOL: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 3}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
TOOLS = [{"type": "function", "function": {"name": name, "parameters": TOOL}} for name in ("forecast", "history")]


@pytest.fixture
def server():
    with FakeServer() as server:
        yield server


@pytest.fixture
def client(server):
    with InferenceClient(base_url=f"{server.url}/v1") as client:
        yield client


def on_wire(schema: Any) -> Any:
    """A schema with the names that are on the wire."""
    if not isinstance(schema, dict):
        return [on_wire(part) for part in schema] if isinstance(schema, list) else schema
    found = {word: on_wire(value) for word, value in schema.items()}
    if isinstance(found.get("properties"), dict):
        wire = {name: member.get("wire", name) for name, member in schema["properties"].items()}
        found["properties"] = {wire[name]: member for name, member in found["properties"].items()}
        found["required"] = [wire[name] for name in schema.get("required", [])]
    return found


def resource(path: Path) -> tuple[str, Resource[Any]]:
    contents = on_wire(json.loads(path.read_text("utf-8")))
    return (
        f"https://specs.invalid/{path.relative_to(SPECS).as_posix()}",
        Resource.from_contents(contents, default_specification=DRAFT202012),
    )


REGISTRY: Registry[Any] = Registry().with_resources(resource(path) for path in SPECS.rglob("*.json"))


def assert_follows(value: object, task: str, role: str) -> None:
    """Validate what a server sent, or a result as plain data, against the task's schema."""
    reference = {"$ref": f"https://specs.invalid/{task}/{role}.json"}
    Draft202012Validator(reference, registry=REGISTRY).validate(value)


def plain(task: str, result: Any) -> Any:
    """A result in the form that output.json describes."""
    form = OPERATIONS[task].result
    if form.kind == "media":
        assert result.bytes == SAMPLE_MEDIA[form.media]()
        return OUTPUTS[task]
    if form.kind == "vectors":
        return result.tolist()
    if form.text is not None and isinstance(result, str):
        return {form.text: result}
    return to_dict(result)


def call(kind: str, options: dict[str, Any], task: str, /, **arguments: Any) -> Any:
    """What a method of either client returns; of a stream, its items and the finished result."""
    method = OPERATIONS[task].method
    if kind == "sync":
        with InferenceClient(**options) as client:
            found = getattr(client, method)(**arguments)
            return (list(found), found.result()) if arguments.get("stream") else found

    async def run() -> Any:
        async with AsyncInferenceClient(**options) as client:
            found = await getattr(client, method)(**arguments)
            return ([item async for item in found], await found.result()) if arguments.get("stream") else found

    return asyncio.run(run())


def example(task: str, folder: Path) -> dict[str, Any]:
    """The arguments of the task's example; a file that it names is a second of silence or a grey image."""
    arguments = dict(WORDS[task]["example"])
    for name, place in OPERATIONS[task].arguments.items():
        if place in OPERATIONS[task].media and name in arguments:
            path = folder / arguments[name]
            path.write_bytes(silence() if OPERATIONS[task].media[place] == "audio" else grey())
            arguments[name] = path
    return arguments


def silence() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(32000))
    return buffer.getvalue()


def grey() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (8, 8), 128).save(buffer, "PNG")
    return buffer.getvalue()


def own_target(server: FakeServer, task: str) -> dict[str, Any]:
    """Options of a client that calls the server itself."""
    return {"base_url": f"{server.url}/v1" if OPERATIONS[task].shape == "chat" else f"{server.url}/pipeline/{task}"}


def raw(server: FakeServer) -> closing[http.client.HTTPConnection]:
    """A connection without the client."""
    return closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task", TASKS)
def test_reply_of_every_task_follows_its_schema(server, tmp_path, task, kind):
    result = call(kind, own_target(server, task), task, **example(task, tmp_path))
    assert_follows(plain(task, result), task, "output")


def hosted(pair: Pair, way: str) -> dict[str, Any]:
    """Options of a client that calls a provider with the code as it is."""
    key = "hf_secret" if way == "routed" else "provider-key"
    return {"provider": pair.name, "api_key": key, "model": f"fake/{pair.task}"}


def each(cases: list[tuple[Pair, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("pair", "way"), cases, ids=[f"{pair}-{way}" for pair, way in cases])


@pytest.mark.parametrize("kind", KINDS)
@each(HOSTED)
def test_hosted_call_reaches_the_patched_server(server, tmp_path, pair, way, kind):
    with server.patch():
        result = call(kind, hosted(pair, way), pair.task, **example(pair.task, tmp_path))
    assert_follows(plain(pair.task, result), pair.task, "output")
    (sent,) = [request for request in server.requests if request.method == "POST"]
    assert (sent.headers["x-forwarded-host"] == "router.huggingface.co") == (way == "routed")


@pytest.mark.parametrize("kind", KINDS)
@each(STREAMED)
def test_hosted_stream_comes_from_the_patched_server(server, tmp_path, pair, way, kind):
    with server.patch():
        items, result = call(kind, hosted(pair, way), pair.task, **example(pair.task, tmp_path), stream=True)
    assert len(items) > 3
    assert_follows(plain(pair.task, result), pair.task, "output")
    text = result.choices[0].message.content if pair.operation.shape == "chat" else result
    assert text == "Hello from the fake server."


@pytest.mark.parametrize("kind", KINDS)
@each(QUEUED)
def test_hosted_job_is_pending_once_before_it_is_done(server, tmp_path, pair, way, kind):
    events = []
    options = RequestOptions(on_progress=events.append)
    with server.patch():
        call(kind, hosted(pair, way), pair.task, **example(pair.task, tmp_path), options=options)
    job = pair.route.job
    assert [event.state for event in events] == [None, "pending", "pending", job.done[0]]
    assert {event.handle.job_id for event in events} == {"job-1"}
    assert events[2].position == (None if job.position is None else 0)
    assert events[2].fraction == (None if job.percent is None else 0.5)


def test_hosted_jobs_are_kept_apart_and_may_be_resumed(server):
    handles = []
    options = RequestOptions(on_progress=lambda event: handles.append(event.handle))
    with server.patch(), InferenceClient(provider="replicate", api_key="hf_secret") as client:
        client.text_to_image("a lighthouse", model="fake/text-to-image", options=options)
        client.text_to_speech("Hello", model="fake/text-to-speech", options=options)
        assert client.jobs.resume(handles[0]).bytes == sample_png()
        assert client.jobs.resume(handles[-1]).bytes == sample_wav()


def test_file_that_a_provider_links_to_is_downloaded_without_the_key(server):
    with server.patch(), InferenceClient(provider="together", api_key="hf_secret") as client:
        assert client.text_to_video("a lighthouse", model="fake/text-to-video").bytes == sample_mp4()
    assert [request.headers.get("authorization") for request in server.requests[1:]] == ["***", "***", "***", None]


def test_hosted_request_that_names_no_task_is_refused(server):
    with raw(server) as connection:
        connection.request("POST", "/any/model", '{"prompt": "Hello"}', {"x-forwarded-host": "queue.fal.run"})
        answer = connection.getresponse()
        assert (answer.status, b"FakeServer(task" in answer.read()) == (400, True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task", STREAMING)
def test_events_of_every_stream_follow_their_schema(server, tmp_path, task, kind):
    details = {OPERATIONS[task].stream.unless: True} if OPERATIONS[task].stream.unless else {}
    items, result = call(kind, own_target(server, task), task, **example(task, tmp_path), stream=True, **details)
    assert len(items) > 3
    for item in items:
        assert_follows(to_dict(item), task, "stream")
    assert_follows(to_dict(result), task, "output")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task", STREAMING)
def test_stream_ends_with_what_the_whole_reply_says(server, task, kind, tmp_path):
    options = {"base_url": f"{server.url}/v1"}
    whole = call(kind, options, task, **example(task, tmp_path))
    _, result = call(kind, options, task, **example(task, tmp_path), stream=True)
    assert plain(task, result) | {"usage": None, "object": None} == plain(task, whole) | {"usage": None, "object": None}


def test_stream_comes_in_several_pieces_with_usage_where_asked_for(client):
    stream = client.chat_completion("Hello", stream=True, stream_options={"include_usage": True})
    assert list(stream.text) == ["Hello", " from", " the", " fake", " server."]
    assert stream.result().usage.completion_tokens == 5


def test_stream_without_the_option_has_no_usage(client):
    assert client.chat_completion("Hello", stream=True).result().usage is None


def test_max_tokens_cuts_the_answer(client):
    (choice,) = client.chat_completion("Hello", max_tokens=2).choices
    assert (choice.message.content, choice.finish_reason) == ("Hello from", "length")


def test_n_gives_as_many_answers(client):
    assert [choice.index for choice in client.chat_completion("Hello", n=3).choices] == [0, 1, 2]
    streamed = client.chat_completion("Hello", n=3, stream=True).result()
    assert [choice.message.content for choice in streamed.choices] == ["Hello from the fake server."] * 3


@pytest.mark.parametrize("stream", [False, True])
def test_first_tool_is_called_with_arguments_of_its_schema(client, stream):
    found = client.chat_completion("Hello", tools=TOOLS, stream=stream)
    (choice,) = (found.result() if stream else found).choices
    (tool_call,) = choice.message.tool_calls
    assert (tool_call.function.name, choice.finish_reason) == ("forecast", "tool_calls")
    Draft202012Validator(TOOL).validate(json.loads(tool_call.function.arguments))


def test_tool_choice_names_the_tool(client):
    choice = {"type": "function", "function": {"name": "history"}}
    (answer,) = client.chat_completion("Hello", tools=TOOLS, tool_choice=choice).choices
    assert answer.message.tool_calls[0].function.name == "history"
    assert client.chat_completion("Hello", tools=TOOLS, tool_choice="none").choices[0].message.tool_calls is None


def test_tool_of_the_server_itself_is_not_called(client):
    (answer,) = client.chat_completion("Hello", tools=[{"type": "web_search"}]).choices
    assert answer.message.tool_calls is None
    (answer,) = client.chat_completion("Hello", tools=[{"type": "web_search"}, *TOOLS]).choices
    assert answer.message.tool_calls[0].function.name == "forecast"


def test_result_of_a_tool_is_answered_with_text(client):
    question = client.chat_completion("Hello", tools=TOOLS).choices[0].message
    result = {"role": "tool", "content": "sunny", "tool_call_id": question.tool_calls[0].id}
    answer = client.chat_completion([{"role": "user", "content": "Hello"}, question, result], tools=TOOLS)
    assert answer.choices[0].message.content == "Hello from the fake server."


def test_json_schema_is_answered_with_an_instance(client):
    form = {"type": "json_schema", "json_schema": {"name": "weather", "schema": TOOL, "strict": True}}
    answer = client.chat_completion("Hello", response_format=form).choices[0].message.content
    Draft202012Validator(TOOL).validate(json.loads(answer))


def test_schema_that_a_provider_takes_in_other_words_is_met_too(server):
    form = {"type": "json_schema", "json_schema": {"name": "weather", "schema": TOOL}}
    with server.patch(), InferenceClient(provider="hf-inference", api_key="hf_secret") as client:
        answer = client.chat_completion("Hello", model="any/model", response_format=form)
    assert server.requests[-1].json()["response_format"]["type"] == "json_object"
    Draft202012Validator(TOOL).validate(json.loads(answer.choices[0].message.content))


def test_json_object_is_answered_with_an_object(client):
    answer = client.chat_completion("Hello", response_format={"type": "json_object"}).choices[0].message.content
    assert isinstance(json.loads(answer), dict)


def test_schema_that_cannot_be_met_is_refused(client):
    schema = {"type": "object", "properties": {"code": {"type": "string", "pattern": "^[A-Z]{9}$"}}}
    with pytest.raises(BadRequestError, match="pattern"):
        client.chat_completion("Hello", response_format={"type": "json_schema", "json_schema": {"schema": schema}})


@pytest.mark.parametrize("stream", [False, True])
def test_log_probabilities_come_for_every_token(client, stream):
    found = client.chat_completion("Hello", logprobs=True, top_logprobs=2, stream=stream)
    tokens = (found.result() if stream else found).choices[0].logprobs.content
    assert "".join(token.token for token in tokens) == "Hello from the fake server."
    assert all(bytes(token.bytes).decode() == token.token for token in tokens)
    assert all(token.top_logprobs[0].logprob == token.logprob > token.top_logprobs[1].logprob for token in tokens)


def test_completions_route_obeys_its_limit_and_streams(client):
    assert client.text_generation("Hello", max_new_tokens=2) == "Hello from"
    assert list(client.text_generation("Hello", stream=True)) == ["Hello", " from", " the", " fake", " server."]


def test_text_generation_pipeline_tells_details(server):
    with InferenceClient(base_url=f"{server.url}/pipeline/text-generation") as client:
        found = client.text_generation("Hello", details=True, max_new_tokens=2)
    assert [token.text for token in found.details.tokens] == ["Hello", " from"]
    assert found.details.finish_reason == "length"


def test_same_text_has_the_same_vector_and_another_text_another(client):
    first, second, third = client.feature_extraction(["a cat", "a cat", "a dog"]).tolist()
    assert first == second != third
    assert sum(number * number for number in first) == pytest.approx(1, abs=1e-4)


def test_vectors_have_the_dimensions_and_the_encoding_that_are_asked_for(client):
    floats = client.feature_extraction(["a", "b"], dimensions=16)
    packed = client.feature_extraction(["a", "b"], dimensions=16, encoding_format="base64")
    assert floats.shape == (2, 16)
    assert packed == floats


def test_every_sentence_is_compared(server):
    with InferenceClient(base_url=f"{server.url}/pipeline/sentence-similarity") as client:
        scores = client.sentence_similarity("a cat", ["a dog", "a cat", "a bird"])
    assert len(scores) == 3
    assert max(scores) == scores[1] == 1


@pytest.mark.parametrize("path", ["/v1/rerank", "/pipeline/text-ranking"])
def test_every_document_is_ranked_best_first(server, path):
    provider = "openai" if path == "/v1/rerank" else "endpoint"
    with InferenceClient(provider=provider, base_url=f"{server.url}{path}") as client:
        ranking = client.rerank("a cat", ["a dog", "a cat", "a bird"])
        best = client.rerank("a cat", ["a dog", "a cat", "a bird"], top_n=1)
    assert sorted(found.index for found in ranking) == [0, 1, 2]
    assert [found.score for found in ranking] == sorted((found.score for found in ranking), reverse=True)
    assert [(found.index, found.score) for found in best] == [(1, 1)]


def test_ranking_has_the_documents_where_they_are_asked_for(client):
    (best,) = client.rerank("a cat", ["a dog", "a cat"], top_n=1, return_documents=True)
    assert best.document == "a cat"


def test_models_are_listed_and_health_is_told(client):
    listed = client.request("GET", "models").json()
    assert [model["object"] for model in listed["data"]] == ["model"]
    assert client.health_check()
    assert client.get_endpoint_info() == {"model_id": listed["data"][0]["id"]}


def test_unknown_address_is_not_found(client):
    with pytest.raises(NotFoundError):
        client.request("GET", "nothing")


def test_chat_without_messages_is_refused(client):
    with pytest.raises(BadRequestError, match="messages"):
        client.request("POST", "chat/completions", json={"model": "any"})


def test_vectors_of_fewer_than_no_dimensions_are_refused(client):
    with pytest.raises(BadRequestError, match="there are no -1 dimensions"):
        client.feature_extraction("Hello", dimensions=-1)


def test_task_of_a_pipeline_may_be_given_once(tmp_path):
    with FakeServer("text-classification") as server, InferenceClient(base_url=server.url) as client:
        assert client.text_classification("Hello")[0].label


def test_task_that_only_one_schema_allows_is_guessed(server, tmp_path):
    with InferenceClient(base_url=server.url) as client:
        assert client.question_answering("What is my name?", "My name is Clara.")
        assert client.text_to_image("a lighthouse").bytes.startswith(b"\x89PNG")
        assert list(client.text_generation("Hello", stream=True))


def test_task_that_cannot_be_guessed_is_refused_with_the_candidates(server):
    candidates = r"feature-extraction, .*text-classification, .*FakeServer\(task"
    with InferenceClient(base_url=server.url) as client, pytest.raises(BadRequestError, match=candidates):
        client.text_classification("Hello")


@pytest.mark.parametrize("key", ["key", "hf_key"])
@pytest.mark.parametrize("provider", ["together", "groq", "deepinfra", "cerebras"])
def test_models_of_a_hosted_provider_are_listed_in_its_own_words(server, provider, key):
    with server.patch(), InferenceClient(provider=provider, api_key=key) as client:
        assert [model.id for model in client.models()] == ["fake-model"]


def test_unknown_task_is_refused():
    with pytest.raises(InvalidInput, match="text-clasification"):
        FakeServer("text-clasification")
    with pytest.raises(InvalidInput, match="text-clasification"):
        FakeServer(models={"a/b": "text-clasification"})


def test_hub_tells_the_task_of_a_model():
    client = InferenceClient(provider="hf-inference", api_key="hf_secret", model="a/b")
    with FakeServer(models={"a/b": "text-classification"}) as server, server.patch(), client:
        assert client.text_classification("Hello")[0].label
        with pytest.raises(InvalidInput, match=r"client\.text_classification"):
            client.text_to_image("a lighthouse")


def test_hub_recommends_a_model_for_every_task(server):
    with InferenceClient(base_url=server.hub_url) as client:
        recommended = client.request("GET", "/api/tasks").json()
    assert {task: entry["widgetModels"] for task, entry in recommended.items()} == {
        operation.hub: [f"fake/{task}"] for task, operation in OPERATIONS.items()
    }


def test_hub_look_ups_come_by_the_environment_alone(server, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", server.hub_url)
    client = InferenceClient(provider="hf-inference", token=False, model="fake/text-classification")
    with client, pytest.raises(InvalidInput, match="serves text-classification"):
        client.text_to_image("a lighthouse")
    assert server.requests[0].path.startswith("/api/models/fake/text-classification?expand=")


def test_patch_ends_with_its_block(server):
    with server.patch():
        pass
    with FakeServer() as other, InferenceClient(base_url=other.url) as client:
        assert client.health_check()
        assert (len(other.requests), len(server.requests)) == (1, 0)


def test_dedicated_endpoint_is_served_while_patched(server):
    with server.patch(), InferenceClient(base_url="https://xyz.endpoints.huggingface.cloud", token=False) as client:
        assert client.chat_completion("Hello").choices[0].message.content == "Hello from the fake server."
    assert server.requests[0].headers["x-forwarded-host"] == "xyz.endpoints.huggingface.cloud"


def test_requests_are_kept_with_their_secrets_masked(server):
    with InferenceClient(
        base_url=f"{server.url}/v1", api_key="sk-1", cookies={"a": "sk-2"}, headers={"X-Key": "sk-3"}
    ) as client:
        client.chat_completion("Hello", model="any")
    (request,) = server.requests
    assert isinstance(request, Received)
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.json()["messages"] == [{"role": "user", "content": "Hello"}]
    assert request.headers["authorization"] == request.headers["cookie"] == request.headers["x-key"] == "***"
    assert "sk-" not in repr(request)


def test_only_the_last_requests_are_kept(server):
    with raw(server) as connection:
        for number in range(1001):
            connection.request("GET", f"/health?{number}")
            connection.getresponse().read()
    assert len(server.requests) == 1000
    assert server.requests[-1].path == "/health?1000"


def test_connection_is_used_again_after_a_reply_and_a_stream(server):
    body = json.dumps({"messages": [{"role": "user", "content": "Hello"}], "stream": True})
    with raw(server) as connection:
        connection.connect()
        port = connection.sock.getsockname()[1]
        for _ in range(2):
            connection.request("POST", "/v1/chat/completions", body)
            assert connection.getresponse().read().endswith(b"data: [DONE]\n\n")
        connection.request("GET", "/health")
        assert connection.getresponse().read()
        assert connection.sock.getsockname()[1] == port


def test_body_of_unknown_length_is_read(server):
    body = json.dumps({"input": ["Hello"]}).encode()
    with raw(server) as connection:
        connection.request("POST", "/v1/embeddings", iter([body[:5], body[5:]]), encode_chunked=True)
        assert connection.getresponse().status == 200
    assert server.requests[0].body == body


def test_same_request_has_the_same_answer_from_another_server():
    answers = []
    for _ in range(2):
        with FakeServer() as server, raw(server) as connection:
            connection.request("POST", "/v1/chat/completions", json.dumps({"messages": [{"role": "user"}], "n": 2}))
            answers.append(connection.getresponse().read())
    assert answers[0] == answers[1]


def test_rubbish_ends_its_connection_alone(server):
    with raw(server) as connection:
        connection.connect()
        connection.sock.sendall(b"rubbish\r\n\r\n")
        assert connection.sock.recv(1) == b""
    with InferenceClient(base_url=server.url) as client:
        assert client.health_check()


def test_stopping_ends_open_streams_and_frees_the_port():
    server = FakeServer().start()
    url = server.url
    with InferenceClient(base_url=f"{url}/v1", retry=0) as client:
        stream = client.chat_completion("Hello", stream=True)
        server.stop()
        server.stop()
        stream.close()
        with pytest.raises(APIConnectionError):
            client.chat_completion("Hello")
    assert not [thread for thread in threading.enumerate() if thread.name == "inferlink-fake-server"]


def test_stopping_says_nothing_of_connections_that_are_open(caplog):
    with FakeServer() as server, raw(server) as idle, raw(server) as unused:
        idle.request("GET", "/health")
        assert idle.getresponse().read()
        unused.connect()
        server.stop()
    assert caplog.records == []


def test_stopped_server_has_no_address_and_may_start_again():
    server = FakeServer()
    with pytest.raises(InvalidInput, match="not started"):
        _ = server.url
    for _ in range(2):
        with server, InferenceClient(base_url=server.url) as client:
            assert client.health_check()


def test_many_calls_at_once_are_all_answered(server):
    async def run() -> list[Any]:
        async with AsyncInferenceClient(base_url=f"{server.url}/v1") as client:
            return await asyncio.gather(*(client.feature_extraction(str(number)) for number in range(50)))

    assert len({tuple(vectors.tolist()[0]) for vectors in asyncio.run(run())}) == 50


def test_sample_media_are_valid_files():
    with Image.open(io.BytesIO(sample_png())) as image:
        image.load()
        assert image.size == (1, 1)
    with wave.open(io.BytesIO(sample_wav())) as sound:
        assert (sound.getnframes(), sound.getframerate()) == (16, 16000)
    boxes, left = [], sample_mp4()
    while left:
        boxes.append(left[4:8])
        left = left[int.from_bytes(left[:4], "big") :]
    assert boxes == [b"ftyp", b"mdat"]
