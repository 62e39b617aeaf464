"""Both clients against real vLLM servers: what is theirs alone, and what models without text give."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from live import SHIPS, STORY, TOOLS

from inferlink import (
    AuthenticationError,
    BadRequestError,
    ContextTooLong,
    NotFoundError,
    NotSupported,
    StreamBroken,
)
from inferlink.types import Finished, ToolCallDelta

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines import Engine

    Connect = Callable[..., Any]

pytestmark = pytest.mark.heavy


@pytest.fixture
def client(connect: Connect, vllm_chat: Engine) -> Any:
    return connect(**vllm_chat.options("vllm"))


@pytest.fixture
def embedder(connect: Connect, vllm_vectors: Engine) -> Any:
    return connect(**vllm_vectors.options("vllm"))


@pytest.fixture
def classifier(connect: Connect, vllm_classes: Engine) -> Any:
    return connect(**vllm_classes.options("vllm"))


def test_key_comes_from_the_environment(connect: Connect, vllm_chat: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLLM_API_KEY", str(vllm_chat.api_key))
    client = connect(provider="vllm", base_url=vllm_chat.url)
    assert client.chat_completion("Hi", max_tokens=1).meta.status == 200


@pytest.mark.parametrize("key", [False, "k-wrong-77c0"])
@pytest.mark.parametrize("stream", [False, True])
def test_key_that_is_not_right_is_refused_and_never_shown(client: Any, key: str | bool, stream: bool) -> None:
    with pytest.raises(AuthenticationError, match="Unauthorized") as caught:
        client.with_options(api_key=key).chat_completion("Hi", max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.attempts, error.retryable) == (401, 1, False)
    assert not any("77c0" in text for text in (str(error), repr(vars(error)), str(pickle.dumps(error))))


@pytest.mark.parametrize("stream", [False, True])
def test_unknown_model_is_not_found(client: Any, stream: bool) -> None:
    with pytest.raises(NotFoundError, match="nobody") as caught:
        client.chat_completion("Hi", model="nobody", max_tokens=1, stream=stream)
    assert (caught.value.status, caught.value.type, caught.value.attempts) == (404, "NotFoundError", 1)


def test_wrong_value_is_a_bad_request_that_names_it(client: Any) -> None:
    with pytest.raises(BadRequestError, match="temperature") as caught:
        client.chat_completion("Hi", max_tokens=1, temperature=-1)
    assert caught.value.attempts == 1


@pytest.mark.parametrize("task", ["feature_extraction", "text_classification", "automatic_speech_recognition"])
def test_task_of_another_model_is_not_found(client: Any, task: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        getattr(client, task)(b"RIFF\x24\0\0\0WAVEfmt " if "speech" in task else "Hi")
    assert (caught.value.status, caught.value.attempts) == (404, 1)


def test_parameter_that_it_would_ignore_is_refused(client: Any) -> None:
    with pytest.raises(NotSupported, match="store"):
        client.chat_completion("Hi", store=True)


@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "forecast"}}])
def test_tool_is_called(client: Any, choice: Any) -> None:
    answer = client.chat_completion("How warm?", tools=TOOLS, tool_choice=choice, temperature=0, max_tokens=100)
    call = answer.choices[0].message.tool_calls[0]
    assert (call.type, call.function.name) == ("function", "forecast")
    json.loads(call.function.arguments)  # as a text too: this server holds the model to JSON, not to the schema


def test_streamed_tool_calls_are_put_together(client: Any) -> None:
    stream = client.chat_completion(
        "How warm?", tools=TOOLS, tool_choice="required", temperature=0, max_tokens=100, stream=True
    )
    *pieces, finished = stream.events()
    assert finished == Finished("tool_calls")
    (call,) = stream.result().choices[0].message.tool_calls
    deltas = [piece for piece in pieces if isinstance(piece, ToolCallDelta)]
    assert call.function.arguments == "".join(piece.arguments for piece in deltas)
    json.loads(call.function.arguments)


def test_usage_of_every_chunk_leaves_the_result_as_it_is(client: Any) -> None:
    options = {"include_usage": True, "continuous_usage_stats": True}
    stream = client.chat_completion("Hi", stream=True, stream_options=options, max_tokens=3, temperature=0)
    *_, last = stream
    assert last.choices == []
    assert stream.result().usage.completion_tokens == last.usage.completion_tokens == 3


def test_closed_stream_keeps_what_came(connect: Connect, vllm_chat: Engine) -> None:
    client = connect(**vllm_chat.options("vllm"), max_connections=1)
    stream = client.chat_completion("Tell me a story.", **{**STORY, "max_tokens": 1500})
    text = next(iter(stream.text))
    stream.close()
    with pytest.raises(StreamBroken) as caught:
        stream.result()
    assert caught.value.partial.choices[0].message.content.startswith(text)
    assert client.chat_completion("Hi", max_tokens=1).choices


def test_vectors_are_normalised_unless_told_otherwise(embedder: Any) -> None:
    one, raw = (embedder.feature_extraction(SHIPS[0], normalize=normal)[0] for normal in (True, False))
    assert np.linalg.norm(np.asarray(one)) == pytest.approx(1, abs=1e-4)
    assert np.linalg.norm(np.asarray(raw)) != pytest.approx(1, abs=0.01)


def test_likeness_is_told_in_the_order_of_the_sentences(embedder: Any) -> None:
    scores = embedder.sentence_similarity(SHIPS[0], SHIPS[1:])
    assert scores[0] > 0.5 > scores[1]
    assert scores.meta.task == "sentence-similarity"


def test_documents_are_ranked(embedder: Any) -> None:
    ranking = embedder.rerank(SHIPS[0], [SHIPS[2], SHIPS[1]])
    assert [(row.index, row.document) for row in ranking] == [(1, SHIPS[1]), (0, SHIPS[2])]
    assert ranking[0].score > ranking[1].score
    assert [row.index for row in embedder.rerank(SHIPS[0], [SHIPS[2], SHIPS[1]], top_n=1)] == [1]


def test_too_long_text_is_told_apart(embedder: Any) -> None:
    with pytest.raises(ContextTooLong) as caught:
        embedder.feature_extraction("word " * 3000)
    assert (caught.value.status, caught.value.attempts) == (400, 1)


def test_length_of_vectors_that_the_model_lacks_is_a_bad_request(embedder: Any) -> None:
    with pytest.raises(BadRequestError, match="Matryoshka"):
        embedder.feature_extraction("Hi", dimensions=10)


def test_likely_class_is_told(classifier: Any) -> None:
    (row,) = classifier.text_classification("I am so happy.")
    assert row.label in {"joy", "anger", "fear"}
    assert 1 / 3 < row.score < 1


def test_vectors_of_a_classifier_are_not_found(classifier: Any) -> None:
    with pytest.raises(NotFoundError):
        classifier.feature_extraction("Hi")
