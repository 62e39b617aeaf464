"""Both clients against a real llama.cpp server: whole answers, and errors. Streams have a file of their own."""

from __future__ import annotations

import asyncio
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from live import FORECAST, KEY, paused, say_number

from inferlink import (
    APIConnectionError,
    AsyncInferenceClient,
    AuthenticationError,
    BadRequestError,
    ContextTooLong,
    InferenceClient,
    InferenceTimeoutError,
    InternalServerError,
    InvalidInput,
    NotFoundError,
    to_dict,
)
from inferlink.local import LocalServer
from inferlink.types import LlamaCppCompletionExtras, LlamaCppExtras

if TYPE_CHECKING:
    from collections.abc import Callable

    Connect = Callable[..., Any]

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
    "kJggg=="
)


def test_meta_tells_who_answered_and_how(client: Any) -> None:
    meta = client.with_options(model="my-name-for-it").chat_completion("Hi", max_tokens=1).meta
    assert (meta.task, meta.model, meta.status, meta.attempts) == ("chat-completion", "my-name-for-it", 200, 1)
    assert meta.headers["server"] == "llama.cpp"
    assert 0 < meta.first_byte <= meta.total


def test_its_own_options_are_obeyed(client: Any) -> None:
    grammar = LlamaCppExtras(grammar='root ::= "yes" | "no"', cache_prompt=False, top_n_sigma=1.0)
    answer = client.chat_completion("Is fire hot?", extra_body=grammar)
    assert answer.choices[0].message.content in ("yes", "no")
    text = client.text_generation("Fire is", extra_body=LlamaCppCompletionExtras(grammar='root ::= " hot"', min_p=0.1))
    assert text == " hot"


def test_answer_fits_the_schema_of_a_json_object(client: Any) -> None:
    form = {"type": "json_object", "schema": FORECAST}
    choice = client.chat_completion("Celsius?", response_format=form, temperature=0, max_tokens=80).choices[0]
    assert choice.finish_reason == "stop"
    jsonschema.validate(json.loads(choice.message.content), FORECAST)


def test_unknown_fields_are_kept(client: Any) -> None:
    answer = client.chat_completion("Hi", max_tokens=2)
    assert answer.timings["predicted_n"] == answer.extra["timings"]["predicted_n"] == 2
    assert to_dict(answer)["timings"] == answer.timings


def test_eight_calls_at_once_get_their_own_answers(local_server: LocalServer) -> None:
    with InferenceClient(base_url=local_server.base_url, timeout=60) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: client.chat_completion("Count.", **say_number(number)), range(8)))
    assert [answer.choices[0].message.content for answer in answers] == [f"number {number}" for number in range(8)]


def test_eight_async_calls_at_once_get_their_own_answers(local_server: LocalServer) -> None:
    async def main() -> list[Any]:
        async with AsyncInferenceClient(base_url=local_server.base_url, timeout=60) as client:
            return await asyncio.gather(
                *(client.chat_completion("Count.", **say_number(number)) for number in range(8))
            )

    answers = asyncio.run(main())
    assert [answer.choices[0].message.content for answer in answers] == [f"number {number}" for number in range(8)]


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
@pytest.mark.parametrize("argument", ["base_url", "model"])
def test_any_form_of_the_url_leads_to_the_chat(local_server: LocalServer, argument: str, path: str) -> None:
    with InferenceClient(**{argument: local_server.url + path}) as client:
        assert client.chat_completion("Hi", max_tokens=1).meta.status == 200


def test_right_key_opens_the_server(connect: Connect, guarded_server: LocalServer) -> None:
    client = connect(base_url=guarded_server.base_url, api_key="k-wrong")
    assert client.with_options(api_key=KEY).chat_completion("Hi", max_tokens=1).choices


@pytest.mark.parametrize("stream", [False, True])
def test_wrong_key_is_refused_and_never_shown(connect: Connect, guarded_server: LocalServer, stream: bool) -> None:
    client = connect(base_url=guarded_server.base_url, api_key="k-wrong-77c0")
    with pytest.raises(AuthenticationError, match="Invalid API Key") as caught:
        client.chat_completion("Hi", max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.type, error.attempts, error.retryable) == (401, "authentication_error", 1, False)
    shown = [str(error), repr(error), repr(vars(error)), repr(client), str(pickle.dumps(error))]
    assert not any("77c0" in text for text in shown)


def test_health_is_told_without_a_key(connect: Connect, guarded_server: LocalServer) -> None:
    assert connect(base_url=guarded_server.base_url, api_key=False).health_check() is True


@pytest.mark.parametrize("stream", [False, True])
def test_too_long_input_is_told_apart_with_the_raw_reply(client: Any, stream: bool) -> None:
    with pytest.raises(ContextTooLong) as caught:
        client.chat_completion("word " * 5000, max_tokens=1, stream=stream)
    error = caught.value
    assert (error.status, error.type, error.attempts) == (400, "exceed_context_size_error", 1)
    assert json.loads(error.body)["error"]["n_ctx"] == 4096
    assert error.task == "chat-completion"
    assert error.url.endswith("/v1/chat/completions")


def test_what_is_not_enabled_is_501_and_asked_for_once(client: Any) -> None:
    with pytest.raises(InternalServerError, match="does not support embeddings") as caught:
        client.feature_extraction("Hi")
    assert (caught.value.status, caught.value.type) == (501, "not_supported_error")
    assert (caught.value.attempts, caught.value.retryable) == (1, False)


def test_image_for_a_text_model_is_500_and_asked_for_once(client: Any) -> None:
    content = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": PIXEL}}]
    with pytest.raises(InternalServerError, match="image input is not supported") as caught:
        client.chat_completion([{"role": "user", "content": content}], max_tokens=1)
    assert (caught.value.status, caught.value.attempts, caught.value.retryable) == (500, 1, False)


@pytest.mark.parametrize(
    "form",
    [{"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "nonsense"}}}, {"type": "nonsense"}],
)
def test_bad_schema_is_a_bad_request(client: Any, form: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError, match="nonsense") as caught:
        client.chat_completion("Hi", max_tokens=1, response_format=form)
    assert (caught.value.status, caught.value.attempts) == (400, 1)


def test_call_that_takes_too_long_is_given_up(client: Any, local_server: LocalServer) -> None:
    assert client.health_check()
    with paused(local_server), pytest.raises(InferenceTimeoutError) as caught:
        client.with_options(timeout=0.2).chat_completion("Hi", max_tokens=1)
    assert (caught.value.clock, caught.value.limit, caught.value.received) == ("total", 0.2, 0)
    assert caught.value.attempts == 1
    assert client.health_check()


def test_cancelled_call_leaves_the_client_working(local_server: LocalServer) -> None:
    async def main() -> Any:
        async with AsyncInferenceClient(base_url=local_server.base_url, timeout=60) as client:
            with paused(local_server), pytest.raises(TimeoutError):
                await asyncio.wait_for(client.chat_completion("Hi", max_tokens=1), 0.2)
            return await client.chat_completion("Hi", max_tokens=1)

    assert asyncio.run(main()).choices


def test_server_that_went_away_is_a_connection_error(connect: Connect) -> None:
    with LocalServer(threads=1) as server:
        client = connect(base_url=server.base_url, retry=1)
        assert client.health_check()
        server.stop()
        with pytest.raises(APIConnectionError, match="refused") as caught:
            client.chat_completion("Hi", max_tokens=1)
    assert (caught.value.stage, caught.value.attempts, caught.value.retryable) == ("connect", 2, True)


@dataclass
class Props:
    """A part of what llama.cpp says of itself."""

    total_slots: int
    model_path: str


def test_own_request_reads_the_wanted_type(connect: Connect, local_server: LocalServer) -> None:
    props = connect(base_url=local_server.url).request("GET", "/props", type=Props)
    assert props.total_slots == 2
    assert props.model_path.endswith(f"{local_server.model}.gguf")


def test_own_request_may_name_a_whole_url_of_the_same_origin(client: Any, local_server: LocalServer) -> None:
    reply = client.request("POST", f"{local_server.url}/tokenize", json={"content": "Hello"})
    assert reply.status == 200
    assert len(reply.json()["tokens"]) == 1
    with pytest.raises(InvalidInput, match="not the client's target"):
        client.request("GET", "http://127.0.0.1:9/props")


def test_own_request_for_an_unknown_route_is_not_found(client: Any) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.request("GET", "/nowhere")
    assert caught.value.type == "not_found_error"


def test_unpickled_client_works(local_server: LocalServer) -> None:
    with InferenceClient(base_url=local_server.base_url, timeout=60) as client:
        assert client.chat_completion("Hi", max_tokens=1).choices
        twin = pickle.loads(pickle.dumps(client))
    with twin:
        assert twin.chat_completion("Hi", max_tokens=1).choices


def test_unpickled_client_that_lost_its_key_says_so(guarded_server: LocalServer) -> None:
    with InferenceClient(base_url=guarded_server.base_url, api_key=KEY) as client:
        pickled = pickle.dumps(client)
    assert KEY.encode() not in pickled
    with pickle.loads(pickled) as twin:
        with pytest.raises(InvalidInput, match="key"):
            twin.chat_completion("Hi", max_tokens=1)
        assert twin.with_options(api_key=KEY).chat_completion("Hi", max_tokens=1).choices


def test_unpickled_async_client_works(local_server: LocalServer) -> None:
    async def main() -> Any:
        async with AsyncInferenceClient(base_url=local_server.base_url, timeout=60) as client:
            await client.chat_completion("Hi", max_tokens=1)
            twin = pickle.loads(pickle.dumps(client))
        async with twin:
            return await twin.chat_completion("Hi", max_tokens=1)

    assert asyncio.run(main()).choices
