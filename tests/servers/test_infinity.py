"""Both clients against a real infinity server with three models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from inferlink import AuthenticationError, BadRequestError, NotSupported, UnprocessableEntityError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines import Engine

    Connect = Callable[..., Any]

pytestmark = pytest.mark.heavy


@pytest.fixture
def client(connect: Connect, infinity: Engine) -> Any:
    return connect(**infinity.options("infinity"))


def test_key_comes_from_the_environment(connect: Connect, infinity: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFINITY_API_KEY", str(infinity.api_key))
    client = connect(provider="infinity", base_url=infinity.url, model="minilm")
    assert client.feature_extraction("Hi").meta.status == 200


@pytest.mark.parametrize("key", [False, "k-wrong-77c0"])
def test_key_that_is_not_right_is_refused(client: Any, key: str | bool) -> None:
    with pytest.raises(AuthenticationError, match="Unauthorized") as caught:
        client.with_options(api_key=key).feature_extraction("Hi")
    assert (caught.value.status, caught.value.attempts) == (401, 1)


def test_vectors_are_cut_to_the_wanted_length(client: Any) -> None:
    whole, cut = client.feature_extraction("Hi"), client.feature_extraction("Hi", dimensions=10)
    assert cut.shape == (1, 10)
    assert cut.tolist()[0] == pytest.approx(whole.tolist()[0][:10], abs=1e-5)


def test_classes_come_best_first(client: Any) -> None:
    rows = client.text_classification("I am so happy.", model="classifier")
    assert {row.label for row in rows} == {"joy", "anger", "fear"}
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    assert sum(row.score for row in rows) == pytest.approx(1, abs=1e-4)


def test_raw_scores_are_asked_for_in_its_own_words(client: Any) -> None:
    rows = client.text_classification("I am so happy.", model="classifier", extra_body={"raw_scores": True})
    assert len(rows) == 3


def test_documents_are_ranked(client: Any) -> None:
    ranking = client.rerank("cat", ["a dog", "a cat"], model="reranker")
    assert {row.index for row in ranking} == {0, 1}
    assert ranking[0].score > ranking[1].score
    assert ranking[0].document is None


def test_documents_come_back_where_they_are_asked_for(client: Any) -> None:
    texts = ["a dog", "a cat"]
    (row,) = client.rerank("cat", texts, model="reranker", return_documents=True, top_n=1)
    assert row.document == texts[row.index]


def test_model_that_lacks_the_task_is_a_bad_request(client: Any) -> None:
    with pytest.raises(BadRequestError, match="does not support `classify`") as caught:
        client.text_classification("Hi")
    assert caught.value.attempts == 1


def test_unknown_model_is_a_bad_request_that_names_the_known(client: Any) -> None:
    with pytest.raises(BadRequestError, match="minilm"):
        client.feature_extraction("Hi", model="nobody")


def test_too_many_texts_are_refused(client: Any) -> None:
    with pytest.raises(UnprocessableEntityError, match="2048") as caught:
        client.feature_extraction(["a"] * 2049)
    assert caught.value.attempts == 1


def test_parameter_that_it_would_ignore_is_refused(client: Any) -> None:
    with pytest.raises(NotSupported, match="normalize"):
        client.feature_extraction("Hi", normalize=True)


def test_health_is_told(client: Any) -> None:
    assert client.health_check() is True
