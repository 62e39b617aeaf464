"""Replies and faults that a test asks the fake server for: what both clients make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.targets import Pair, pairs
from live import open_client

from inferlink import (
    APIConnectionError,
    InferenceClient,
    InferenceTimeoutError,
    InvalidInput,
    ModelLoading,
    Overloaded,
    RateLimitError,
    ResponseShapeError,
    StreamBroken,
    Timeout,
    errors,
)
from inferlink.testing import FakeServer, without_waiting
from inferlink.testing._sample_media import SAMPLE_MEDIA, sample_mp4, sample_wav
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Iterator

BRIEF = Timeout(connect=20, pool=20, first_byte=0.05, idle=0.05)
MODEL = {"model": "any/model"}


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def client(server: FakeServer, request: pytest.FixtureRequest) -> Iterator[Any]:
    with open_client(request.param, provider=server.provider, **MODEL) as client:
        yield client


def text(client: Any, **named: Any) -> str:
    return client.chat_completion("Hello", **named).choices[0].message.content


def test_failure_comes_as_often_as_it_was_asked_for(server: FakeServer, client: Any) -> None:
    server.fail(429, retry_after=3, message="Slow down.", times=2)
    with without_waiting() as waits:
        assert text(client) == "Hello from the fake server."
    assert waits == [3, 3]
    assert len(server.requests) == 3


def test_failure_is_the_typed_error_of_its_status(server: FakeServer, client: Any) -> None:
    server.fail(429, message="Slow down.", headers={"x-request-id": "r1"}, times=None)
    with without_waiting(), pytest.raises(RateLimitError, match="Slow down") as caught:
        text(client)
    assert (caught.value.request_id, caught.value.attempts) == ("r1", 3)
    server.reset()
    assert text(client) == "Hello from the fake server."


def test_failure_may_have_a_status_that_the_standard_does_not_know(server: FakeServer, client: Any) -> None:
    server.fail(529, message="Overloaded.", times=None)
    with pytest.raises(Overloaded) as caught:
        text(client.with_options(retry=0))
    assert caught.value.status == 529


def test_failure_may_have_a_body_of_its_own(server: FakeServer, client: Any) -> None:
    server.fail(503, body={"error": "Model is loading", "estimated_time": 20}, times=1)
    with without_waiting() as waits:
        assert text(client) == "Hello from the fake server."
    assert len(waits) == 1
    server.fail(503, body={"error": "Model is loading", "estimated_time": 20}, times=None)
    with pytest.raises(ModelLoading):
        text(client.with_options(timeout=BRIEF, retry=0))


def test_faults_come_in_their_order(server: FakeServer, client: Any) -> None:
    server.fail(500)
    server.fail(404)
    once = client.with_options(retry=0)
    with pytest.raises(errors.InternalServerError):
        text(once)
    with pytest.raises(errors.NotFoundError):
        text(once)
    assert text(once)


def test_fault_may_be_meant_for_some_requests(server: FakeServer, client: Any) -> None:
    server.fail(400, when=lambda request: request.headers.get("x-test") == "a")
    assert text(client)
    with pytest.raises(errors.BadRequestError):
        text(client.with_options(headers={"x-test": "a"}))


def test_poll_fails_where_it_is_named(server: FakeServer) -> None:
    server.fail(404, when=lambda request: request.method == "GET" and "/api/models" not in request.path)
    with server.patch(), InferenceClient(provider="replicate", api_key="hf_secret") as client:
        with pytest.raises(errors.NotFoundError) as caught:
            client.text_to_image("a lighthouse", model="fake/text-to-image")
        assert caught.value.job is not None
        assert client.jobs.resume(caught.value.job).bytes == SAMPLE_MEDIA["image"]()


def test_error_inside_a_success_is_the_error(server: FakeServer, client: Any) -> None:
    server.error("It broke.")
    with pytest.raises(errors.InferenceError, match="It broke"):
        text(client.with_options(retry=0))


def test_error_in_the_middle_of_a_stream_has_what_came_before(server: FakeServer, client: Any) -> None:
    server.error("It broke.", after=3)
    stream = client.chat_completion("Hello", stream=True)
    with pytest.raises(errors.InferenceError, match="It broke") as caught:
        list(stream)
    assert caught.value.partial.choices[0].message.content == "Hello from"


def test_rubbish_and_another_shape_are_shape_errors(server: FakeServer, client: Any) -> None:
    server.spoil()
    server.spoil({"choices": "none"})
    for body in (b"\xff no JSON {", b'{"choices": "none"}'):
        with pytest.raises(ResponseShapeError) as caught:
            text(client)
        assert caught.value.body == body


def test_answer_without_choices_is_no_answer(server: FakeServer, client: Any) -> None:
    server.spoil({"choices": []})
    with pytest.raises(ResponseShapeError, match="its choices are empty") as caught:
        text(client)
    assert caught.value.body == b'{"choices": []}'


def test_rubbish_in_a_stream_is_a_typed_error(server: FakeServer, client: Any) -> None:
    server.spoil(b"rubbish {", after=2)
    with pytest.raises((ResponseShapeError, StreamBroken)):
        list(client.chat_completion("Hello", stream=True))


@pytest.mark.parametrize(
    ("after", "clock", "stream"), [(None, "first_byte", False), (2, "idle", False), (2, "idle", True)]
)
def test_stall_lets_a_clock_fire(server: FakeServer, client: Any, after: int | None, clock: str, stream: bool) -> None:
    server.stall(after=after)
    brief = client.with_options(timeout=BRIEF)
    with pytest.raises(InferenceTimeoutError) as caught:
        list(brief.chat_completion("Hello", stream=True)) if stream else text(brief)
    assert caught.value.clock == clock


@pytest.mark.parametrize("after", [None, 0, 3])
def test_cut_reply_is_a_lost_connection(server: FakeServer, client: Any, after: int | None) -> None:
    server.cut(after=after)
    with pytest.raises(APIConnectionError):
        text(client.with_options(retry=0))
    assert text(client)


def test_cut_stream_is_broken_and_has_its_part(server: FakeServer, client: Any) -> None:
    server.cut(after=3)
    with pytest.raises(StreamBroken) as caught:
        list(client.chat_completion("Hello", stream=True))
    assert caught.value.partial.choices[0].message.content == "Hello from"


def test_slow_reply_arrives_whole(server: FakeServer, client: Any) -> None:
    server.slow(0.001, times=2)
    assert text(client) == "Hello from the fake server."
    assert "".join(client.chat_completion("Hello", stream=True).text) == "Hello from the fake server."


def test_stopping_ends_what_is_stalled(server: FakeServer, client: Any) -> None:
    server.stall(after=2)
    stream = client.with_options(timeout=20).chat_completion("Hello", stream=True)
    server.stop()
    with pytest.raises(StreamBroken):
        list(stream)


SAID = [pair for pair in pairs() if pair.task in ("text-classification", "chat-completion", "text-generation")]


def test_reply_is_given_until_another_is_said(server: FakeServer, client: Any) -> None:
    for label in ("angry", "glad"):
        server.reply("text-classification", [{"label": label, "score": 0.9}])
        for _ in range(2):
            assert client.text_classification("Hello")[0].label == label
    server.reset()
    assert client.text_classification("Hello")[0].label == OUTPUTS["text-classification"][0]["label"]


def test_replies_may_follow_on_each_other(server: FakeServer, client: Any) -> None:
    server.reply("chat-completion", "One.", times=1)
    server.reply("chat-completion", "Two.", times=2)
    assert [text(client) for _ in range(4)] == ["One.", "Two.", "Two.", "Hello from the fake server."]


@pytest.mark.parametrize("pair", SAID, ids=str)
def test_reply_has_the_form_of_each_target(pair: Pair) -> None:
    said = [{"label": "angry", "score": 0.9}] if pair.task == "text-classification" else "  Said so. \n"
    role = pair.name if pair.folder == "servers" else None
    key = "key" if pair.provider.routing == "direct" else "hf_key"
    with FakeServer(pair.task, server=role) as server, server.patch():
        server.reply(pair.task, said)
        place = {} if role is None else {"base_url": server.url}
        with InferenceClient(provider=pair.name, api_key=key, **place, model=f"fake/{pair.task}") as client:
            call = getattr(client, pair.operation.method)
            found = call("Hello")
            if pair.task == "text-classification":
                assert (found[0].label, found[0].score) == ("angry", 0.9)
            else:
                assert (found if isinstance(found, str) else found.choices[0].message.content) == said
            if pair.route.stream is not None:
                assert "".join(call("Hello", stream=True).text) == said


def test_result_of_a_client_may_be_the_reply_of_the_next(server: FakeServer, client: Any) -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {}}}}}
    called = client.chat_completion("Hello", tools=[tool])
    server.reply("chat-completion", called)
    assert client.chat_completion("Again") == called
    streamed = client.chat_completion("Again", stream=True).result()
    assert streamed.choices[0].message.tool_calls == called.choices[0].message.tool_calls
    server.reply("text-to-speech", client.text_to_audio("Hello"))
    server.reply("feature-extraction", client.feature_extraction(["a", "b"]))
    assert client.text_to_speech("Hello").bytes == sample_wav()
    assert client.feature_extraction(["c"]).shape == (2, 8)


def test_bytes_are_the_reply_of_media_jobs_too() -> None:
    with FakeServer() as server, server.patch():
        server.reply("text-to-video", sample_mp4() + b"more")
        with InferenceClient(provider="together", api_key="hf_secret") as client:
            assert client.text_to_video("waves", model="fake/text-to-video").bytes == sample_mp4() + b"more"


@pytest.mark.parametrize(
    ("task", "data", "place"),
    [
        ("text-classification", [{"label": "angry"}], "0.score"),
        ("text-classification", {"label": "angry", "score": 1}, "TextClassification"),
        ("chat-completion", {"choices": [{"index": 0}]}, "choices.0.message"),
        ("text-to-image", "a.png", "image"),
        ("feature-extraction", [["a"]], "vectors"),
        ("text-clasification", [], "known are"),
    ],
)
def test_wrong_reply_is_refused_with_its_place(server: FakeServer, task: str, data: object, place: str) -> None:
    with pytest.raises(InvalidInput, match=place):
        server.reply(task, data)


def test_provider_of_the_server_has_every_task(server: FakeServer) -> None:
    assert server.provider.tasks.keys() == OPERATIONS.keys()
