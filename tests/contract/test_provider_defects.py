"""Defects of the clients that came before, each shown to be absent; the numbers are those of the project's issue.

S: security, C: correctness, A: async, R: robustness. Where a test elsewhere shows it, `ELSEWHERE` names it.
"""

from __future__ import annotations

import ast
import asyncio
import base64
import functools
import io
import json
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from contract.examples import arguments
from contract.jobs import DONE, acme
from contract.recording import ROOT
from contract.replies import FILE
from contract.targets import Pair, pairs
from flows import call, clock, driver
from PIL import Image as PILImage
from scripted import json_reply, reply, scripted, sse_reply

from inferlink import AsyncInferenceClient, InferenceClient, RequestOptions, errors
from inferlink._auth import Secret
from inferlink._calls.failover import run_call
from inferlink.testing._sample_media import sample_png, sample_wav

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from inferlink._sending.wire import Reply

pytestmark = pytest.mark.usefixtures("naps")
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
HUB = "https://huggingface.co/"
CHAT = {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]}
COMPLETION = {"id": "c", "choices": [{"index": 0, "text": " world", "finish_reason": "length", "seed": 7}]}
PNG, WAV = sample_png(), sample_wav()

ELSEWHERE = {
    "S5": [
        "tests/unit/test_attempts.py::test_a_file_is_fetched_without_any_credential",
        "tests/unit/test_transport.py::test_private_peer_is_refused_before_anything_is_sent",
        "tests/unit/test_transport.py::test_body_over_the_limit_is_refused",
        "tests/unit/test_transport.py::test_redirect_to_another_origin_is_returned",
    ],
    "C2": [
        "tests/unit/test_model_ids.py::test_provider_of_tomorrow_is_passed_over",
        "tests/unit/test_model_ids.py::test_provider_without_the_task_is_passed_over",
        "tests/unit/test_model_ids.py::test_model_that_nobody_serves_is_refused",
    ],
    "C3": [
        "tests/unit/test_routing.py::test_an_answer_is_kept_for_ten_minutes",
        "tests/unit/test_routing.py::test_an_answer_is_kept_for_each_key",
        "tests/unit/test_routing.py::test_what_is_kept_is_bounded",
    ],
    "A1": ["tests/unit/test_async_honesty.py::test_no_async_method_blocks_the_loop"],
    "A2": ["tests/contract/test_jobs.py::test_cancelled_call_polls_no_more"],
    "A4": [
        "tests/unit/test_streaming.py::test_done_marker_ends_the_stream_and_gives_the_connection_back",
        "tests/unit/test_streaming.py::test_dropped_stream_is_freed_at_once",
    ],
    "R2": [
        "tests/contract/test_jobs.py::test_interval_grows_to_ten_seconds_with_jitter",
        "tests/contract/test_jobs.py::test_server_that_asks_for_more_time_gets_it",
        "tests/contract/test_jobs.py::test_failing_poll_is_made_again",
    ],
    "R3": ["tests/contract/test_jobs.py::test_deadline_holds_for_the_whole_job_and_is_used_to_the_end"],
    "R7": ["tests/contract/test_provider_defects.py::test_a3_polls_and_downloads_go_through_the_clients_own_transport"],
    "R4": ["tests/contract/test_job_handles.py::test_job_is_resumed_by_another_client"],
}
NOT_OURS = {"R6": "A timer that does not keep its process alive: a blocking call and a task of a loop both do."}
NUMBERS = [
    f"{letter}{number}" for letter, last in (("S", 9), ("C", 19), ("A", 4), ("R", 7)) for number in range(1, last + 1)
]


def test_every_defect_has_a_test() -> None:
    here = {found[1].upper() for name in globals() if (found := re.match(r"test_([scar]\d+)_", name))}
    assert {*here, *ELSEWHERE, *NOT_OURS} == {*NUMBERS}


@pytest.mark.parametrize("place", [place for places in ELSEWHERE.values() for place in places])
def test_test_elsewhere_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]


def hub_of(provider: str, task: str, model: str = "vendor/model-1") -> Reply:
    """What the Hub says of a model."""
    entry = {"providerId": model, "task": task, "status": "live"}
    return json_reply({"id": "org/m", "pipeline_tag": task, "inferenceProviderMapping": {provider: entry}})


def hosted(kind: str, provider: str, task: str, *answers: Any, model: str = "vendor/model-1", **options: Any) -> Any:
    """A client of a provider that finds its model, and its script."""
    prepared = [json_reply(answer) if isinstance(answer, (dict, list)) else answer for answer in answers]
    options = {"api_key": "sk-provider", "model": "org/m", **options}
    return scripted(kind, hub_of(provider, task, model), *prepared, provider=provider, **options)


# Security


@KINDS
def test_s1_saved_token_does_not_go_to_a_url(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    for options in (
        {"model": "http://host.example/x"},
        {"base_url": "https://host/x"},
        {"base_url": "http://localhost:80/x"},
    ):
        client, script = scripted(kind, json_reply([{"label": "A", "score": 1}]), **options)
        client.text_classification("I like it")
        assert "authorization" not in script.sent[0].headers


@KINDS
def test_s1_key_of_a_provider_does_not_go_to_a_url(kind: str) -> None:
    client, script = scripted(kind, provider="replicate", api_key="r8_1")
    with pytest.raises(errors.InvalidInput, match="cannot be combined with the URL"):
        client.text_to_image("a cat", model="https://host/x")
    assert script.sent == []


@KINDS
def test_s2_link_of_a_reply_is_not_glued_to_the_host(kind: str) -> None:
    for link in (".evil.example/x", None, "''"):
        submitted = {"request_id": "r1", "status": "IN_QUEUE", "response_url": link}
        client, script = hosted(kind, "fal-ai", "text-to-image", submitted)
        with pytest.raises(errors.ResponseShapeError, match="no link with a path at response_url"):
            client.text_to_image("a cat")
        assert len(script.sent) == 2


@KINDS
def test_s3_key_of_one_provider_does_not_go_to_the_one_that_auto_chooses(kind: str) -> None:
    for options in ({}, {"provider": "auto"}):
        client, script = scripted(kind, hub_of("fal-ai", "text-to-image"), api_key="r8_1", **options)
        with pytest.raises(errors.InvalidInput, match="A provider's own key needs that provider's name"):
            client.text_to_image("a cat", model="org/m")
        assert script.sent == []


@KINDS
def test_s4_hub_token_of_another_form_does_not_go_to_a_provider(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client, script = hosted(kind, "groq", "conversational", CHAT, api_key="jwt", route="hub")
    client.chat_completion("Hi")
    monkeypatch.setenv("HF_TOKEN", "jwt")
    ambient, other = hosted(kind, "groq", "conversational", CHAT, api_key=None)
    ambient.chat_completion("Hi")
    for sent in (script.sent[1], other.sent[1]):
        assert sent.url.startswith("https://router.huggingface.co/groq/")
        assert sent.headers["authorization"] == "Bearer jwt"


@KINDS
def test_s5_download_is_of_a_public_address_and_no_larger_than_the_limit(kind: str) -> None:
    client, script = hosted(kind, "fal-ai", "text-to-speech", {"audio": {"url": FILE}}, reply(WAV, "audio/wav"))
    client.text_to_speech("Hi")
    assert (script.sent[2].headers, script.sent[2].public_only, script.sent[2].limit) == (
        {"accept": "*/*"},
        True,
        2**30,
    )


@KINDS
@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "/etc/passwd", "http:/host", "javascript:1"])
def test_s5_result_that_is_no_web_address_is_not_fetched(kind: str, url: str) -> None:
    client, script = hosted(kind, "fal-ai", "text-to-speech", {"audio": {"url": url}})
    with pytest.raises(errors.ResponseShapeError, match="is no http, https or data URL"):
        client.text_to_speech("Hi")
    assert len(script.sent) == 2


@KINDS
def test_s6_bill_headers_and_cookies_go_where_they_belong(kind: str) -> None:
    private = {"headers": {"X-Secret": "1"}, "cookies": {"session": "2"}, "bill_to": "org"}
    answers = ({"audio": {"url": FILE}}, reply(WAV, "audio/wav"))
    client, script = hosted(kind, "fal-ai", "text-to-speech", *answers, **private)
    with pytest.warns(errors.InferlinkWarning, match="bill_to is left out"):
        client.text_to_speech("Hi")
    look_up, call, download = script.sent
    assert {"x-secret", "cookie"} <= call.headers.keys()
    assert "x-hf-bill-to" not in call.headers
    for other in (look_up, download):
        assert not {"x-secret", "cookie", "x-hf-bill-to", "authorization"} & other.headers.keys()
    routed, script = hosted(kind, "fal-ai", "text-to-speech", *answers, **private, api_key="hf_a")
    routed.text_to_speech("Hi")
    assert script.sent[1].headers["x-hf-bill-to"] == "org"


@KINDS
@pytest.mark.parametrize(
    ("provider", "task", "method", "submitted", "polled"),
    [
        ("together", "text-to-video", "text_to_video", {"id": "../x"}, "/v2/videos/..%2Fx"),
        ("zai-org", "text-to-image", "text_to_image", {"id": "../x"}, "/api/paas/v4/async-result/..%2Fx"),
        ("novita", "text-to-video", "text_to_video", {"task_id": "a&b"}, "/v3/async/task-result?task_id=a%26b"),
    ],
)
def test_s7_id_of_a_job_is_escaped(
    kind: str, provider: str, task: str, method: str, submitted: Any, polled: str
) -> None:
    client, script = hosted(kind, provider, task, submitted, json_reply({}, 404))
    with pytest.raises(errors.NotFoundError):
        getattr(client, method)("a cat")
    assert script.sent[2].url.endswith(polled)


@KINDS
def test_s8_url_of_a_server_is_not_the_name_of_its_model(kind: str) -> None:
    for url in ("https://host", "https://host/v1", "https://host/v1/chat/completions"):
        client, script = scripted(kind, json_reply(CHAT), base_url=url)
        client.chat_completion("Hi")
        assert script.body()["model"] == "dummy"


@KINDS
def test_s9_look_up_carries_the_clients_own_token(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    for key, shown in (("hf_EXPLICIT", "Bearer hf_EXPLICIT"), ("sk-groq", None)):
        client, script = hosted(kind, "groq", "conversational", CHAT, api_key=key)
        client.chat_completion("Hi")
        assert script.sent[0].headers.get("authorization") == shown


# Correctness


@KINDS
@pytest.mark.parametrize("provider", ["groq", None])
def test_c1_model_of_a_call_comes_before_that_of_the_client(kind: str, provider: str | None) -> None:
    answers = [hub_of("groq", "conversational", "b")] if provider else []
    client, script = scripted(kind, *answers, json_reply(CHAT), provider=provider, model="a/a", api_key="hf_a")
    client.chat_completion("Hi", model="b/b")
    assert script.body()["model"] == ("b" if provider else "b/b")


IMAGES: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda folder: PNG,
    "bytearray": lambda folder: bytearray(PNG),
    "memoryview": lambda folder: memoryview(PNG),
    "file": lambda folder: io.BytesIO(PNG),
    "path": lambda folder: written(folder / "a.png", PNG),
    "name": lambda folder: str(written(folder / "a.png", PNG)),
    "PIL image": lambda folder: PILImage.open(io.BytesIO(PNG)),
    "data URL": lambda folder: f"data:image/png;base64,{base64.b64encode(PNG).decode()}",
}
TAKING = {
    "hf-inference": ("image-classification", "image_classification"),
    "fal-ai": ("image-to-image", "image_to_image"),
    "wavespeed": ("image-to-image", "image_to_image"),
    "replicate": ("image-to-image", "image_to_image"),
}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@KINDS
@pytest.mark.parametrize("form", IMAGES)
@pytest.mark.parametrize("provider", TAKING)
def test_c4_every_documented_kind_of_input_is_taken(kind: str, form: str, provider: str, tmp_path: Path) -> None:
    task, method = TAKING[provider]
    key = "hf_a" if provider == "hf-inference" else "sk-provider"
    client, script = hosted(kind, provider, task, json_reply({}, 400), api_key=key)
    with pytest.raises(errors.BadRequestError):
        getattr(client, method)(IMAGES[form](tmp_path))
    sent = script.raw()
    image = sent if provider == "hf-inference" else base64.b64decode(inner_image(json.loads(sent)))
    with PILImage.open(io.BytesIO(image)) as opened:
        assert opened.size == (1, 1)


def inner_image(body: dict[str, Any]) -> str:
    body = body.get("input", body)
    return str(body.get("image_url") or body["image"]).rpartition(",")[2]


@KINDS
def test_c4_audio_may_be_a_path(kind: str, tmp_path: Path) -> None:
    client, script = hosted(kind, "fal-ai", "automatic-speech-recognition", {"text": "Hi."})
    assert client.automatic_speech_recognition(written(tmp_path / "a.wav", WAV)).text == "Hi."
    assert script.body()["audio_url"].startswith("data:audio/x-wav;base64,")


LINKS = {"urls": {"get": "https://api.replicate.com/v1/predictions/p1"}}


@KINDS
def test_c5_failure_at_replicate_is_no_timeout(kind: str) -> None:
    failed = {"id": "p1", "status": "failed", "error": "NSFW content detected", **LINKS}
    client, _ = hosted(kind, "replicate", "text-to-image", failed)
    with pytest.raises(errors.JobFailed, match="The job p1 failed: NSFW content detected"):
        client.text_to_image("a cat")


@KINDS
def test_c5_replicate_without_output_is_another_shape_of_reply(kind: str) -> None:
    client, _ = hosted(kind, "replicate", "text-to-image", {"id": "p1", "status": "succeeded", "output": [], **LINKS})
    with pytest.raises(errors.ResponseShapeError):
        client.text_to_image("a cat")


@KINDS
def test_c5_cold_start_at_replicate_is_waited_for(kind: str) -> None:
    starting = {"id": "p1", "status": "starting", "output": None, **LINKS}
    done = {**starting, "status": "succeeded", "output": FILE}
    client, script = hosted(kind, "replicate", "text-to-image", starting, starting, done, reply(PNG, "image/png"))
    assert client.text_to_image("a cat").bytes == PNG
    assert [request.method for request in script.sent] == ["GET", "POST", "GET", "GET", "GET"]


LOST = reply(b"<html><title>Not found</title></html>", "text/html", 404)


@KINDS
@pytest.mark.parametrize(
    ("provider", "task", "method", "answers"),
    [
        ("fal-ai", "text-to-speech", "text_to_speech", [{"audio": {"url": FILE}}]),
        ("replicate", "text-to-video", "text_to_video", [{"id": "p1", "status": "succeeded", "output": FILE, **LINKS}]),
        ("together", "text-to-image", "text_to_image", [{"data": [{"url": FILE}]}]),
    ],
)
def test_c6_page_that_says_not_found_is_no_result(
    kind: str, provider: str, task: str, method: str, answers: list[Any]
) -> None:
    client, _ = hosted(kind, provider, task, *answers, LOST)
    with pytest.raises(errors.NotFoundError, match=f"The download of {FILE} failed") as caught:
        getattr(client, method)("Hi")
    assert json.loads(caught.value.body or b"") == answers[0]


@KINDS
def test_c6_input_that_is_not_found_is_not_uploaded(kind: str) -> None:
    client, script = hosted(kind, "hf-inference", "image-classification", LOST, api_key="hf_a")
    with pytest.raises(errors.NotFoundError):
        client.image_classification("https://files.example/cat.png")
    assert {request.method for request in script.sent} == {"GET"}


COMPLETING = sorted(
    {pair.name for pair in pairs() if pair.task == "text-generation" and pair.folder == "providers"}
    - {"openai"}  # its ids are not looked up: no request goes to the Hub before
)


@KINDS
@pytest.mark.parametrize("provider", COMPLETING)
def test_c7_completion_has_the_parameters_of_its_route_and_no_null(kind: str, provider: str) -> None:
    key = "hf_a" if provider == "hf-inference" else "sk-provider"
    for given, sends in (({}, {}), ({"max_new_tokens": 7, "seed": 1}, {"max_tokens": 7, "seed": 1})):
        client, script = hosted(kind, provider, "text-generation", COMPLETION, api_key=key)
        assert client.text_generation("Hello", **given) == " world"
        model = "org/m" if provider == "hf-inference" else "vendor/model-1"
        assert script.body() == {"model": model, "prompt": "Hello", **sends}


TGI_ONLY = {
    "adapter_id": "a",
    "decoder_input_details": True,
    "grammar": {"type": "regex", "value": "a"},
    "return_full_text": True,
    "top_n_tokens": 2,
    "truncate": 5,
    "typical_p": 0.5,
    "watermark": True,
}


@KINDS
@pytest.mark.parametrize("name", TGI_ONLY)
def test_c7_parameter_of_another_server_is_refused(kind: str, name: str) -> None:
    client, script = hosted(kind, "together", "text-generation", COMPLETION)
    with pytest.raises(errors.NotSupported, match=f"does not take {name} for text-generation"):
        client.text_generation("Hello", **{name: TGI_ONLY[name]})
    assert len(script.sent) == 1
    options = RequestOptions(unsupported="drop")
    client, script = hosted(kind, "together", "text-generation", COMPLETION)
    assert client.text_generation("Hello", **{name: TGI_ONLY[name]}, options=options).meta.dropped == (name,)
    assert script.body() == {"model": "vendor/model-1", "prompt": "Hello"}


@KINDS
@pytest.mark.parametrize("provider", COMPLETING)
def test_c7_switches_of_the_client_are_not_sent(kind: str, provider: str) -> None:
    key = "hf_a" if provider == "hf-inference" else "sk-provider"
    client, script = hosted(kind, provider, "text-generation", COMPLETION, api_key=key)
    result = client.text_generation("Hello", details=True, do_sample=True)
    assert (result.generated_text, result.details.finish_reason, result.details.seed) == (" world", "length", 7)
    assert result.meta.dropped == ("do_sample",)
    assert not {"details", "do_sample"} & script.body().keys()


@KINDS
def test_c8_completions_are_streamed_in_the_form_of_their_server(kind: str) -> None:
    chunks = [{"choices": [{"index": 0, "text": text}]} for text in ("Hel", "lo")]
    ended = {"choices": [{"index": 0, "text": "", "finish_reason": "stop"}]}
    openai = b"".join(b"data: %s\n\n" % json.dumps(each).encode() for each in [*chunks, ended]) + b"data: [DONE]\n\n"
    client, script = hosted(kind, "together", "text-generation", sse_reply(openai))
    assert list(client.text_generation("Hi", stream=True).text) == ["Hel", "lo"]
    assert script.body()["stream"] is True
    tokens = [{"index": at, "token": {"id": at, "text": text}} for at, text in enumerate(("Hel", "lo"))]
    tokens[1] |= {"generated_text": "Hello", "details": {"finish_reason": "length"}}
    tgi = b"".join(b"data:%s\n\n" % json.dumps(each).encode() for each in tokens)
    endpoint, _ = scripted(kind, sse_reply(tgi), base_url="https://host")
    assert endpoint.text_generation("Hi", stream=True).result() == "Hello"


@KINDS
@pytest.mark.parametrize(
    "body",
    [
        b'data:{"id":"data","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata:[DONE]\n\n',
        b'data: {"id":"data",\ndata: "choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n',
    ],
    ids=["without spaces", "in two lines"],
)
def test_c9_events_are_read_by_the_standard(kind: str, body: bytes) -> None:
    client, _ = hosted(kind, "groq", "conversational", sse_reply(body))
    assert client.chat_completion("Hi", stream=True).result().choices[0].message.content == "Hi"


@KINDS
def test_c9_error_in_a_stream_is_the_error_that_it_says(kind: str) -> None:
    event = b'data: {"error": {"message": "slow down", "type": "rate_limit_error"}}\n\n'
    client, _ = hosted(kind, "groq", "conversational", sse_reply(event))
    with pytest.raises(errors.RateLimitError, match="slow down"):
        client.chat_completion("Hi", stream=True).result()


B64 = base64.b64encode(PNG).decode()
TABLE = {"a": ["1", "2"]}


@KINDS
@pytest.mark.parametrize(
    ("task", "call", "body"),
    [
        (
            "visual-question-answering",
            lambda client: client.visual_question_answering(PNG, "What is it?"),
            {"inputs": {"image": B64, "question": "What is it?"}},
        ),
        (
            "document-question-answering",
            lambda client: client.document_question_answering(PNG, "What is it?", top_k=2),
            {"inputs": {"image": B64, "question": "What is it?"}, "parameters": {"top_k": 2}},
        ),
        ("tabular-classification", lambda client: client.tabular_classification(TABLE), {"inputs": {"data": TABLE}}),
        ("tabular-regression", lambda client: client.tabular_regression(TABLE), {"inputs": {"data": TABLE}}),
        (
            "table-question-answering",
            lambda client: client.table_question_answering(TABLE, "How many?"),
            {"inputs": {"query": "How many?", "table": TABLE}, "parameters": {}},
        ),
    ],
)
def test_c10_bodies_are_those_of_the_schemas(
    kind: str, task: str, call: Callable[[Any], Any], body: dict[str, Any]
) -> None:
    client, script = hosted(kind, "hf-inference", task, json_reply({}, 400), api_key="hf_a")
    with pytest.raises(errors.BadRequestError):
        call(client)
    assert script.body() == body


@KINDS
def test_c11_image_is_asked_for_where_that_means_something(kind: str) -> None:
    own = RequestOptions(headers={"ACCEPT": "image/webp"})
    hub, script = hosted(kind, "hf-inference", "text-to-image", reply(PNG, "image/png"), api_key="hf_a")
    hub.text_to_image("a cat")
    assert script.sent[1].headers["accept"] == "image/png"
    hub, script = hosted(kind, "hf-inference", "text-to-image", reply(PNG, "image/png"), api_key="hf_a")
    hub.text_to_image("a cat", options=own)
    assert script.sent[1].headers["accept"] == "image/webp"
    client, script = acme(kind, {"id": "j1"}, DONE)
    client.text_to_image("a cat", options=own)
    assert [request.headers["accept"] for request in script.sent] == ["image/webp", "application/json"]
    together, script = hosted(kind, "together", "text-to-image", {"data": [{"b64_json": B64}]})
    together.text_to_image("a cat")
    assert script.sent[1].headers["accept"] == "application/json"


@KINDS
def test_c12_null_in_a_schema_stays(kind: str) -> None:
    schema = {"type": "object", "properties": {"city": {"type": ["string", "null"], "default": None}}}
    tools = [{"type": "function", "function": {"name": "forecast", "parameters": schema}}]
    form = {"type": "json_schema", "json_schema": {"name": "city", "schema": schema}}
    for provider, place in (("groq", ("json_schema", "schema")), ("cohere", ("schema",))):
        client, script = hosted(kind, provider, "conversational", CHAT)
        client.chat_completion("Hi", tools=tools, response_format=form, seed=None)
        body = script.body()
        assert body["tools"] == tools
        assert functools.reduce(lambda found, step: found[step], place, body["response_format"]) == schema
        assert "seed" not in body


AUDIO = {
    "audio/mpeg": "audio/mpeg",
    "audio/mp3": "audio/mpeg",
    "audio/wav": "audio/x-wav",
    "audio/wave": "audio/x-wav",
    "audio/x-wav": "audio/x-wav",
    "audio/webm": "video/webm",
    "audio/webm;codecs=opus": "video/webm",
    "video/webm": "video/webm",
}
NAMES = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "mp4",
    "audio/m4a": "m4a",
    "audio/x-m4a": "m4a",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "audio/ogg": "ogg",
    "audio/webm;codecs=opus": "webm",
    "audio/what": "wav",
}
SOUND = base64.b64encode(b"unknown").decode()


@KINDS
@pytest.mark.parametrize("mime", AUDIO)
def test_c13_audio_at_fal_has_the_label_that_fal_reads(kind: str, mime: str) -> None:
    client, script = hosted(kind, "fal-ai", "automatic-speech-recognition", {"text": "Hi."})
    client.automatic_speech_recognition(f"data:{mime};base64,{SOUND}")
    assert script.body()["audio_url"] == f"data:{AUDIO[mime]};base64,{SOUND}"


@KINDS
@pytest.mark.parametrize("mime", ["audio/mp4", "audio/x-m4a", "audio/ogg", "audio/flac"])
def test_c13_audio_that_fal_refuses_is_refused_before_it_is_sent(kind: str, mime: str) -> None:
    client, script = hosted(kind, "fal-ai", "automatic-speech-recognition")
    with pytest.raises(errors.InvalidInput, match=r"the target takes audio/mp3, .*, not audio/"):
        client.automatic_speech_recognition(f"data:{mime};base64,{SOUND}")
    assert len(script.sent) == 1


@KINDS
@pytest.mark.parametrize("mime", NAMES)
def test_c13_audio_file_is_named_as_servers_read_it(kind: str, mime: str) -> None:
    client, script = hosted(kind, "deepinfra", "automatic-speech-recognition", {"text": "Hi."})
    client.automatic_speech_recognition(f"data:{mime};base64,{SOUND}")
    head = script.raw().partition(b"\r\n\r\n")[0].decode()
    assert f'filename="audio.{NAMES[mime]}"' in head
    assert f"Content-Type: {mime.partition(';')[0]}".lower() in head.lower()


@KINDS
def test_c13_image_has_its_own_label(kind: str) -> None:
    client, script = hosted(kind, "fal-ai", "image-to-image", json_reply({}, 400))
    with pytest.raises(errors.BadRequestError):
        client.image_to_image(PNG)
    assert script.body()["image_url"] == f"data:image/png;base64,{B64}"
    client, script = hosted(kind, "wavespeed", "image-to-image", json_reply({}, 400))
    with pytest.raises(errors.BadRequestError):
        client.image_to_image(PNG)
    assert script.body() == {"image": B64, "images": [B64]}


NAMING = [pair for pair in pairs() if "to='model'" in str(pair.route.set)]


@KINDS
@pytest.mark.parametrize("pair", NAMING, ids=str)
def test_c14_no_parameter_replaces_the_model(kind: str, pair: Pair, tmp_path: Path) -> None:
    hub = json_reply(pair.model_info("plain"))
    answers = [hub] if pair.provider.ids in ("mapped", "checked") else []
    client, script = scripted(kind, *answers, **pair.options("plain"))
    method = getattr(client, pair.operation.method)
    with pytest.raises(errors.InvalidInput, match="extra_body may not set 'model'"):
        method(model="org/m", **arguments(pair, "plain", tmp_path), extra_body={"model": "other"})
    assert [request.method for request in script.sent] == ["GET"] * len(answers)


@KINDS
def test_c14_values_of_the_caller_stay_as_they_are(kind: str) -> None:
    size, extra = {"width": 8, "height": 8}, {"nested": {"a": 1}}
    given = json.dumps([size, extra])
    for provider in ("fal-ai", "wavespeed", "replicate", "together"):
        client, _ = hosted(kind, provider, "image-to-image", json_reply({}, 400))
        with pytest.raises(errors.BadRequestError):
            client.image_to_image(PNG, prompt="a cat", target_size=size, extra_body=extra)
        assert json.dumps([size, extra]) == given


@KINDS
def test_c15_embeddings_in_base64_are_read(kind: str) -> None:
    packed = base64.b64encode(b"\x00\x00\x80\x3f\x00\x00\x00\xc0").decode()
    client, script = hosted(kind, "together", "feature-extraction", {"data": [{"index": 0, "embedding": packed}]})
    assert client.feature_extraction("Hi", encoding_format="base64").tolist() == [[1.0, -2.0]]
    assert script.body()["encoding_format"] == "base64"


@KINDS
@pytest.mark.parametrize("name", ["authorization", "Authorization", "AUTHORIZATION"])
def test_c16_headers_are_the_same_in_any_case(kind: str, name: str) -> None:
    answers = ({"audio": {"url": FILE}}, reply(WAV, "audio/wav"))
    client, script = hosted(kind, "fal-ai", "text-to-speech", *answers, headers={name: "Custom 1"})
    client.text_to_speech("Hi")
    assert script.sent[1].headers["authorization"] == "Custom 1"


@KINDS
def test_c16_wait_at_replicate_can_be_changed(kind: str) -> None:
    client, script = hosted(kind, "replicate", "text-to-image", json_reply({}, 400), headers={"Prefer": "wait=5"})
    with pytest.raises(errors.BadRequestError):
        client.text_to_image("a cat")
    assert script.sent[1].headers["prefer"] == "wait=5"


@KINDS
def test_c17_health_of_a_url_is_asked_there(kind: str) -> None:
    client, script = scripted(kind, json_reply({}), json_reply({"model_id": "m"}), base_url="http://host.example/v1")
    assert client.health_check()
    assert client.get_endpoint_info() == {"model_id": "m"}
    assert [request.url for request in script.sent] == ["http://host.example/health", "http://host.example/info"]


@KINDS
def test_c18_parameters_of_a_binary_task_are_sent(kind: str) -> None:
    client, script = hosted(kind, "hf-inference", "image-classification", [{"label": "a", "score": 1}], api_key="hf_a")
    client.image_classification(PNG, top_k=3)
    assert script.body() == {"inputs": B64, "parameters": {"top_k": 3}}
    client, script = hosted(kind, "hf-inference", "image-classification", [{"label": "a", "score": 1}], api_key="hf_a")
    client.image_classification(PNG)
    assert (script.raw(), script.sent[1].headers["content-type"]) == (PNG, "image/png")


@KINDS
def test_c18_parameters_of_speech_at_fal_are_flat(kind: str) -> None:
    client, script = hosted(kind, "fal-ai", "automatic-speech-recognition", {"text": "Hi."})
    client.automatic_speech_recognition(WAV, return_timestamps=True, extra_body={"language": "en"})
    assert {name: value for name, value in script.body().items() if name != "audio_url"} == {
        "return_timestamps": True,
        "language": "en",
    }


@KINDS
@pytest.mark.parametrize("provider", ["together", "deepinfra", "nscale"])
def test_c19_image_is_an_image_where_the_reply_has_a_link(kind: str, provider: str) -> None:
    client, _ = hosted(kind, provider, "text-to-image", {"data": [{"url": FILE}]}, reply(PNG, "image/png"))
    assert client.text_to_image("a cat").bytes == PNG


@KINDS
def test_c19_list_of_texts_is_understood_and_so_is_one(kind: str) -> None:
    for said in ([{"generated_text": "a cat"}], {"generated_text": "a cat"}):
        client, _ = hosted(kind, "hf-inference", "image-to-text", said, api_key="hf_a")
        assert client.image_to_text(PNG).generated_text == "a cat"


@KINDS
def test_c19_query_of_a_url_stays_at_its_end(kind: str) -> None:
    client, script = scripted(kind, json_reply(CHAT), base_url="https://host/v1?api-version=1")
    client.chat_completion("Hi")
    assert script.sent[0].url == "https://host/v1/chat/completions?api-version=1"


# Async and robustness


@KINDS
def test_a3_polls_and_downloads_go_through_the_clients_own_transport(kind: str) -> None:
    sent: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(f"{request.method} {request.url.host}")
        if request.url.host == "huggingface.co":
            return httpx.Response(200, json=json.loads(hub_of("together", "text-to-video").body))
        if request.url.host == "files.example":
            return httpx.Response(200, content=b"film", headers={"content-type": "video/mp4"})
        done = {"id": "v1", "status": "completed", "outputs": {"video_url": FILE}}
        return httpx.Response(200, json={"id": "v1"} if request.method == "POST" else done)

    options = {"provider": "together", "api_key": "sk-provider", "model": "org/m"}
    mock = httpx.MockTransport(handle)
    if kind == "sync":
        with httpx.Client(transport=mock) as own:
            film = InferenceClient(**options, http_client=own).text_to_video("a cat")
    else:

        async def run() -> Any:
            async with httpx.AsyncClient(transport=mock) as own:
                return await AsyncInferenceClient(**options, http_client=own).text_to_video("a cat")

        film = asyncio.run(run())
    assert film.bytes == b"film"
    together = "api.together.xyz"
    assert sent == ["GET huggingface.co", f"POST {together}", f"GET {together}", "GET files.example"]


def test_r1_job_that_never_ends_is_given_up() -> None:
    submitted = {"request_id": "r1", "response_url": "https://queue.fal.run/m/requests/r1"}
    unheard_of = json_reply({"status": "FAILED"})  # fal has no such state
    hands = driver(hub_of("fal-ai", "text-to-image"), json_reply(submitted), *[unheard_of] * 500)
    made = call("text-to-image", "org/m", input="a cat", provider="fal-ai", key=Secret("sk-provider"))
    made.clock = clock(None, hands.time)
    with pytest.raises(errors.InferenceTimeoutError) as caught:
        hands.run(run_call(made))
    assert caught.value.job is not None
    assert 599 <= hands.time.seconds <= 600
    assert len(hands.sent) < 100


@KINDS
def test_r5_overloaded_server_is_asked_three_times_with_pauses(kind: str, naps: list[float]) -> None:
    client, script = hosted(kind, "groq", "conversational", *[json_reply({}, 503)] * 500)
    with pytest.raises(errors.Overloaded):
        client.chat_completion("Hi")
    with pytest.raises(errors.Overloaded):
        client.chat_completion("Hi", stream=True)
    assert [request.method for request in script.sent] == ["GET"] + ["POST"] * 6
    assert len(naps) == 4
