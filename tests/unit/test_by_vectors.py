"""Similarity and ranking by vectors, where a server has no route for them; long lists in several requests."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from scripted import json_reply, scripted

from inferlink import InvalidInput, NotSupported, Provider
from inferlink.errors import APIStatusError, InternalServerError, RateLimitError, ResponseShapeError
from inferlink.types import Vectors

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
EMBEDDER = {
    "name": "embedder",
    "base": "https://api.acme.example",
    "key": "optional",
    "tasks": {
        "feature-extraction": {"use": "embeddings", "batch": 3},
        "sentence-similarity": {"use": "similarity_by_vectors"},
        "text-ranking": {"use": "rerank_or_vectors"},
    },
}
OWN = Provider.from_dict(EMBEDDER)
RANKING = Provider.from_dict(
    {**EMBEDDER, "tasks": {**EMBEDDER["tasks"], "text-ranking": {"use": "ranking_by_vectors"}}}
)
OTHER = Provider.from_dict(
    {
        **EMBEDDER,
        "name": "other",
        "base": "https://api.other.example",
        "tasks": {"feature-extraction": {"use": "embeddings"}},
    }
)
UNSERVED = json_reply({"error": {"message": "This server does not support reranking.", "code": 501}}, 501)


def vectors(*rows: list[float]) -> Any:
    return json_reply({"data": [{"index": place, "embedding": row} for place, row in enumerate(rows)]})


PLANE = vectors([3.0, 4.0], [6.0, 8.0], [-3.0, -4.0])
FOUR = [[1.0, 0.0], [0.0, 1.0], [2.0, 2.0], [0.0, 0.0]]


@KINDS
def test_similarity_is_the_cosine_of_the_vectors(kind: str) -> None:
    client, script = scripted(kind, PLANE, provider=OWN)
    scores = client.sentence_similarity("a", ["b", "c"])
    assert scores == pytest.approx([1.0, -1.0])
    assert script.sent[0].url == "https://api.acme.example/v1/embeddings"
    assert script.body() == {"input": ["a", "b", "c"]}


@KINDS
def test_the_result_says_that_it_was_computed(kind: str) -> None:
    client, _ = scripted(kind, PLANE, provider=OWN)
    meta = client.sentence_similarity("a", ["b", "c"]).meta
    assert (meta.task, meta.provider, meta.status) == ("sentence-similarity", "embedder", 200)
    assert meta.computed == "cosine similarity of vectors (feature-extraction)"


@KINDS
def test_a_text_without_direction_is_like_nothing(kind: str) -> None:
    client, _ = scripted(kind, vectors([1.0, 0.0], [0.0, 0.0]), provider=OWN)
    assert client.sentence_similarity("a", ["b"]) == [0.0]


@KINDS
def test_documents_are_ranked_best_first(kind: str) -> None:
    client, _ = scripted(kind, vectors([1.0, 0.0], [0.0, 1.0], [2.0, 0.0]), provider=RANKING)
    found = client.rerank("a", ["b", "c"])
    assert [(item.index, item.score, item.document) for item in found] == [(1, 1.0, None), (0, 0.0, None)]
    assert found.meta.computed is not None


@KINDS
def test_equal_documents_stay_in_their_order(kind: str) -> None:
    client, _ = scripted(kind, vectors([1.0], [2.0], [3.0]), provider=RANKING)
    assert [item.index for item in client.rerank("a", ["b", "c"])] == [0, 1]


@KINDS
def test_a_ranking_has_as_many_items_and_the_texts_that_were_asked_for(kind: str) -> None:
    client, script = scripted(kind, vectors([1.0, 0.0], [0.0, 1.0], [2.0, 0.0]), provider=RANKING)
    (best,) = client.rerank("a", ["b", "c"], top_n=1, return_documents=True)
    assert (best.index, best.document) == (1, "c")
    assert script.body() == {"input": ["a", "b", "c"]}


@KINDS
@pytest.mark.parametrize(
    "refusal",
    [
        UNSERVED,
        json_reply({"detail": "Not Found"}, 404),
        json_reply({"detail": "Method Not Allowed"}, 405),
        json_reply({"error": {"message": "model=`m` does not support `rerank`", "code": 400}}, 400),
        json_reply({"error": {"message": "OpenAIException - Unsupported provider: openai", "code": "500"}}, 500),
    ],
)
def test_a_rerank_route_that_is_missing_is_made_up_for(kind: str, refusal: Any) -> None:
    client, script = scripted(kind, refusal, vectors([1.0, 0.0], [0.0, 1.0], [2.0, 0.0]), provider=OWN)
    found = client.rerank("a", ["b", "c"])
    assert [item.index for item in found] == [1, 0]
    assert [request.url.rpartition("/")[2] for request in script.sent] == ["rerank", "embeddings"]
    assert found.meta.computed is not None


@KINDS
def test_a_rerank_route_that_is_there_is_used(kind: str) -> None:
    native = json_reply({"results": [{"index": 1, "relevance_score": 9.5}]})
    client, script = scripted(kind, native, provider=OWN)
    (item,) = client.rerank("a", ["b", "c"])
    assert (item.index, item.score) == (1, 9.5)
    assert len(script.sent) == 1


@KINDS
def test_a_rerank_that_fails_otherwise_is_not_made_up_for(kind: str) -> None:
    client, script = scripted(kind, json_reply({"error": "slow down"}, 429), provider=OWN, retry=0)
    with pytest.raises(RateLimitError):
        client.rerank("a", ["b"])
    assert len(script.sent) == 1


@KINDS
def test_a_server_with_neither_says_what_it_said_of_the_rerank(kind: str) -> None:
    client, _ = scripted(kind, UNSERVED, json_reply({"error": "embeddings are not supported"}, 501), provider=OWN)
    with pytest.raises(InternalServerError, match="does not support reranking") as caught:
        client.rerank("a", ["b"])
    assert caught.value.task == "text-ranking"


@KINDS
@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_key_that_does_not_support_reranking_is_no_missing_route(kind: str, status: int) -> None:
    refusal = json_reply({"error": "Your plan does not support reranking."}, status)
    client, script = scripted(kind, refusal, provider=OWN, retry=0)
    with pytest.raises(APIStatusError, match="Your plan"):
        client.rerank("a", ["b"])
    assert len(script.sent) == 1


@KINDS
def test_vectors_that_fail_for_another_reason_are_that_failure(kind: str) -> None:
    client, _ = scripted(kind, UNSERVED, json_reply({"error": "slow down"}, 429), provider=OWN, retry=0)
    with pytest.raises(RateLimitError):
        client.rerank("a", ["b"])


@KINDS
def test_vectors_of_tokens_cannot_be_compared(kind: str) -> None:
    client, _ = scripted(kind, json_reply({"data": [{"embedding": [[1.0], [2.0]]}] * 2}), provider=OWN)
    with pytest.raises(ResponseShapeError, match=r"not one for each of 2 texts") as caught:
        client.sentence_similarity("a", ["b"])
    assert caught.value.partial.shape == (2, 2, 1)


@KINDS
@pytest.mark.parametrize("rows", [FOUR[:2], FOUR])
def test_texts_are_not_compared_by_more_or_fewer_vectors_than_texts(kind: str, rows: list[list[float]]) -> None:
    client, _ = scripted(kind, vectors(*rows), provider=OWN)
    with pytest.raises(ResponseShapeError, match="not one for each of 3 texts") as caught:
        client.sentence_similarity("a", ["b", "c"])
    assert caught.value.partial.tolist() == rows


@KINDS
@pytest.mark.parametrize(("others", "words"), [([], "at least one other"), ("b", "must be a list, got str")])
def test_there_must_be_texts_to_compare_with(kind: str, others: Any, words: str) -> None:
    client, script = scripted(kind, provider=OWN)
    with pytest.raises(InvalidInput, match=words):
        client.sentence_similarity("a", others)
    assert script.sent == []


@KINDS
def test_a_parameter_that_vectors_know_nothing_of_is_refused(kind: str) -> None:
    client, script = scripted(kind, provider=OWN)
    with pytest.raises(NotSupported, match="truncate"):
        client.sentence_similarity("a", ["b"], truncate=True)
    assert script.sent == []


@KINDS
def test_a_long_list_goes_in_several_requests_and_comes_back_in_order(kind: str) -> None:
    rows = [[float(number), 1.0] for number in range(7)]
    parts = [vectors(*rows[start : start + 3]) for start in (0, 3, 6)]
    client, script = scripted(kind, *parts, provider=OWN)
    found = client.feature_extraction([f"text {number}" for number in range(7)])
    assert found.tolist() == rows
    assert [script.body(number)["input"] for number in range(3)] == [
        ["text 0", "text 1", "text 2"],
        ["text 3", "text 4", "text 5"],
        ["text 6"],
    ]
    assert found.meta.attempts == 3
    assert {id(request.clock) for request in script.sent} == {id(script.sent[0].clock)}


@KINDS
def test_a_list_that_fits_goes_in_one_request(kind: str) -> None:
    client, script = scripted(kind, vectors(*FOUR[:3]), provider=OWN)
    assert len(client.feature_extraction(["a", "b", "c"])) == 3
    assert len(script.sent) == 1


@KINDS
def test_what_came_before_a_failure_is_not_lost(kind: str) -> None:
    client, _ = scripted(kind, vectors(*FOUR[:3]), json_reply({"error": "x"}, 500), provider=OWN, retry=0)
    with pytest.raises(InternalServerError) as caught:
        client.feature_extraction(["a", "b", "c", "d"])
    assert caught.value.partial.tolist() == FOUR[:3]


@KINDS
def test_vectors_that_change_their_length_between_requests_are_refused(kind: str) -> None:
    client, _ = scripted(kind, vectors(*FOUR[:3]), vectors([1.0, 2.0, 3.0]), provider=OWN)
    with pytest.raises(ResponseShapeError, match="change their shape"):
        client.feature_extraction(["a", "b", "c", "d"])


@KINDS
@pytest.mark.parametrize("rows", [FOUR[:2], FOUR])
def test_a_request_that_gives_more_or_fewer_vectors_than_texts_is_refused(kind: str, rows: list[list[float]]) -> None:
    client, _ = scripted(kind, vectors(*FOUR[:3]), vectors(*rows), provider=OWN)
    with pytest.raises(ResponseShapeError, match=f"gave {len(rows)} vectors for 3 texts") as caught:
        client.feature_extraction(["a", "b", "c", "d", "e", "f"])
    assert caught.value.partial.tolist() == FOUR[:3]


@KINDS
def test_another_provider_is_not_asked_for_vectors_of_which_some_came(kind: str) -> None:
    client, script = scripted(kind, vectors(*FOUR[:3]), json_reply({"error": "x"}, 503), provider=[OWN, OTHER], retry=0)
    with pytest.raises(InternalServerError) as caught:
        client.feature_extraction(["a", "b", "c", "d"])
    assert caught.value.partial.tolist() == FOUR[:3]
    assert {request.url for request in script.sent} == {"https://api.acme.example/v1/embeddings"}


@KINDS
def test_another_provider_is_asked_when_no_vector_came(kind: str) -> None:
    client, script = scripted(kind, json_reply({"error": "x"}, 503), vectors(*FOUR), provider=[OWN, OTHER], retry=0)
    assert client.feature_extraction(["a", "b", "c", "d"]).tolist() == FOUR
    assert script.sent[-1].url == "https://api.other.example/v1/embeddings"


@KINDS
def test_comparing_many_texts_asks_for_their_vectors_in_batches(kind: str) -> None:
    client, script = scripted(kind, vectors(*FOUR[:3]), vectors([4.0, 0.0]), provider=OWN)
    assert client.sentence_similarity("a", ["b", "c", "d"]) == pytest.approx([0.0, 0.5**0.5, 1.0])
    assert len(script.sent) == 2


def test_vectors_are_joined_along_the_first_dimension() -> None:
    one, two = Vectors(array("f", range(6)), (1, 2, 3)), Vectors(array("f", range(12)), (2, 2, 3))
    joined = Vectors.joined([one, two])
    assert joined.shape == (3, 2, 3)
    assert joined.tolist() == one.tolist() + two.tolist()
    with pytest.raises(ValueError, match="cannot be joined"):
        Vectors.joined([one, Vectors(array("f", range(3)), (1, 3))])
