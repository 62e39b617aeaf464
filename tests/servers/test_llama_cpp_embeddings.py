"""Both clients against a real llama.cpp server that gives vectors of the packaged embeddings model."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from live import KEY, Relay

from inferlink import AuthenticationError, BadRequestError, ContextTooLong
from inferlink.local import LocalServer
from inferlink.types import LlamaCppEmbeddingExtras

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXTS = ["The cat sleeps on the sofa.", "def main(): return 0", "12.5 % of 80 is 10"]
DIMENSIONS = 384


@pytest.fixture
def embedder(connect: Callable[..., Any], embedding_server: LocalServer) -> Any:
    """A client of either kind for the server with vectors."""
    return connect(base_url=embedding_server.base_url)


def likeness(one: Any, other: Any) -> float:
    """Cosine of the angle between two vectors: what one text gives differs in its last digits from run to run."""
    a, b = np.asarray(one), np.asarray(other)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_its_own_option_leaves_vectors_as_long_as_they_are(embedder: Any) -> None:
    lengths = [
        float(np.linalg.norm(np.asarray(embedder.feature_extraction(TEXTS[0], extra_body=extra)[0])))
        for extra in (LlamaCppEmbeddingExtras(), LlamaCppEmbeddingExtras(embd_normalize=-1))
    ]
    assert lengths[0] == pytest.approx(1, abs=1e-3)
    assert abs(lengths[1] - 1) > 0.1


@pytest.mark.parametrize(
    ("text", "closest"),
    [
        ("A kitten naps on the couch.", 0),
        ("Where is my pet dozing?", 0),
        ("a function that gives zero", 1),
        ("20 % of 50", 2),
    ],
)
def test_text_closest_in_meaning_is_found(embedder: Any, text: str, closest: int) -> None:
    one, *others = embedder.feature_extraction([text, *TEXTS]).to_numpy()
    scores = np.asarray(others) @ one
    assert scores.argmax() == closest
    assert scores[closest] > 2 * np.delete(scores, closest).max()


def test_same_meaning_in_other_words_is_near_and_another_topic_far(embedder: Any) -> None:
    bread, other_words, stocks = embedder.feature_extraction(
        ["A man is eating a piece of bread.", "Someone eats some bread.", "The stock market fell sharply on Monday."]
    )
    assert likeness(bread, other_words) == pytest.approx(0.836, abs=0.005)
    assert likeness(bread, stocks) == pytest.approx(0.051, abs=0.005)


def test_batch_larger_than_the_context_is_embedded_whole(embedder: Any) -> None:
    texts = [f"{'word ' * count}{count}" for count in range(1, 501, 70)]
    rows = embedder.feature_extraction(texts)
    assert rows.shape == (8, DIMENSIONS)
    assert likeness(rows[7], embedder.feature_extraction(texts[7])[0]) == pytest.approx(1, abs=1e-4)


def test_too_long_text_is_told_apart_though_the_server_says_500(embedder: Any) -> None:
    with pytest.raises(ContextTooLong, match="too large to process") as caught:
        embedder.feature_extraction("word " * 511)  # and a mark at either end
    assert (caught.value.status, caught.value.type, caught.value.attempts) == (500, "server_error", 1)


def test_text_of_512_tokens_is_taken_whole(embedder: Any) -> None:
    longest = "word " * 509
    one, other = (embedder.feature_extraction(longest + end)[0] for end in ("fish", "moon"))
    assert 0 < 1 - likeness(one, other) < 0.1


def test_key_is_wanted(connect: Callable[..., Any], cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    with LocalServer(threads=1, embedding=True, api_key=KEY) as server:
        assert connect(base_url=server.base_url, api_key=KEY).feature_extraction("a cat").shape == (1, DIMENSIONS)
        with pytest.raises(AuthenticationError):
            connect(base_url=server.base_url, api_key="k-wrong").feature_extraction("a cat")


def test_no_text_at_all_is_a_bad_request(embedder: Any) -> None:
    with pytest.raises(BadRequestError, match="must not be empty"):
        embedder.feature_extraction([])


def test_vectors_come_as_base64_and_are_the_numbers_that_come_as_floats(
    connect: Callable[..., Any], embedding_server: LocalServer
) -> None:
    vectors, wires = [], []
    for form in (None, "float"):
        with Relay(embedding_server.base_url) as relay:
            client = connect(provider="llama-cpp", base_url=relay.url)
            vectors.append(client.feature_extraction(TEXTS, encoding_format=form).to_numpy())
            client.close()
        wires.append(bytes(relay.replies))
    packed, plain = (re.findall(rb'"embedding":(?:"([\w+/=]+)"|\[([\d.,e-]+)\])', wire) for wire in wires)
    assert [len(b64decode(text)) for text, numbers in packed if not numbers] == [4 * DIMENSIONS] * len(TEXTS)
    assert [len(numbers.split(b",")) for text, numbers in plain if not text] == [DIMENSIONS] * len(TEXTS)
    assert len(wires[0]) < len(wires[1]) / 3
    assert vectors[0].shape == (len(TEXTS), DIMENSIONS)
    np.testing.assert_allclose(*vectors, rtol=0, atol=1e-6)
