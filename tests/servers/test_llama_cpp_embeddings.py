"""Both clients against a real llama.cpp server that gives vectors."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from inferlink import BadRequestError, ContextTooLong
from inferlink.types import LlamaCppEmbeddingExtras, Vectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferlink.local import LocalServer

TEXTS = ["The cat sleeps on the sofa.", "def main(): return 0", "12.5 % of 80 is 10"]
DIMENSIONS = 576


@pytest.fixture
def embedder(connect: Callable[..., Any], embedding_server: LocalServer) -> Any:
    """A client of either kind for the server with vectors."""
    return connect(base_url=embedding_server.base_url)


def likeness(one: Any, other: Any) -> float:
    """Cosine of the angle between two vectors: what one text gives differs in its last digits from run to run."""
    a, b = np.asarray(one), np.asarray(other)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_single_text_gives_one_row(embedder: Any) -> None:
    vectors = embedder.feature_extraction(TEXTS[0])
    assert isinstance(vectors, Vectors)
    assert (vectors.shape, vectors.dtype) == ((1, DIMENSIONS), "float32")
    assert vectors.meta.task == "feature-extraction"
    assert vectors.meta.status == 200


def test_its_own_option_leaves_vectors_as_long_as_they_are(embedder: Any) -> None:
    lengths = [
        float(np.linalg.norm(np.asarray(embedder.feature_extraction(TEXTS[0], extra_body=extra)[0])))
        for extra in (LlamaCppEmbeddingExtras(), LlamaCppEmbeddingExtras(embd_normalize=-1))
    ]
    assert lengths[0] == pytest.approx(1, abs=1e-3)
    assert abs(lengths[1] - 1) > 0.1


@pytest.mark.parametrize("encoding", [None, "float", "base64"])
def test_rows_are_in_the_order_of_the_texts(embedder: Any, encoding: str | None) -> None:
    rows = embedder.feature_extraction(TEXTS, encoding_format=encoding)
    assert rows.shape == (3, DIMENSIONS)
    alone = [embedder.feature_extraction(text)[0] for text in TEXTS]
    assert [max(range(3), key=lambda place: likeness(row, alone[place])) for row in rows] == [0, 1, 2]


def test_base64_gives_the_same_vector(embedder: Any) -> None:
    vectors = [embedder.feature_extraction(TEXTS[0], encoding_format=form)[0] for form in ("float", "base64")]
    assert likeness(*vectors) == pytest.approx(1, abs=1e-4)


def test_vector_of_a_text_does_not_depend_on_its_company(embedder: Any) -> None:
    together = embedder.feature_extraction(TEXTS)
    alone = [embedder.feature_extraction(text)[0] for text in TEXTS]
    assert [likeness(*pair) for pair in zip(together, alone, strict=True)] == pytest.approx([1, 1, 1], abs=0.01)


def test_numpy_shares_the_numbers(embedder: Any) -> None:
    vectors = embedder.feature_extraction(TEXTS[:2])
    array = np.asarray(vectors)
    assert (array.shape, array.dtype) == ((2, DIMENSIONS), np.float32)
    assert np.shares_memory(array, vectors.to_numpy())
    assert array.tolist() == vectors.tolist()
    assert np.linalg.norm(array, axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_vectors_survive_pickling(embedder: Any) -> None:
    vectors = embedder.feature_extraction(TEXTS[0])
    again = pickle.loads(pickle.dumps(vectors))
    assert again == vectors
    assert again.meta.model == vectors.meta.model


def test_too_long_text_is_told_apart_though_the_server_says_500(embedder: Any) -> None:
    with pytest.raises(ContextTooLong, match="too large to process") as caught:
        embedder.feature_extraction("word " * 3000)
    assert (caught.value.status, caught.value.type, caught.value.attempts) == (500, "server_error", 1)


def test_no_text_at_all_is_a_bad_request(embedder: Any) -> None:
    with pytest.raises(BadRequestError, match="must not be empty"):
        embedder.feature_extraction([])
