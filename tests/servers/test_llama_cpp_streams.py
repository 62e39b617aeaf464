"""Both clients against a real llama.cpp server: streams, how they end, and the connections they leave behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from live import CALL, OBEDIENT, SAID, SAY, STORY, TOOLS, WAYS_OUT, Gateway, paused

from inferlink import (
    AsyncInferenceClient,
    InferenceClient,
    InferenceTimeoutError,
    InternalServerError,
    StreamBroken,
    Timeout,
)
from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable

    Connect = Callable[..., Any]

USAGE = {"include_usage": True}


def test_timings_are_in_the_last_chunk_and_in_the_result(client: Any) -> None:
    stream = client.chat_completion("Hi", stream=True, max_tokens=2)
    *_, last = stream
    assert last.timings["predicted_n"] == stream.result().timings["predicted_n"] == 2


def test_usage_comes_last_where_it_is_asked_for(client: Any) -> None:
    *chunks, last = client.chat_completion("Hi", stream=True, stream_options=USAGE, max_tokens=2)
    assert last.choices == []
    assert last.usage.completion_tokens == 2
    assert all(chunk.usage is None for chunk in chunks)


@pytest.mark.parametrize("stream", [False, True])
def test_error_is_the_same_class_in_a_stream(connect: Connect, template_server: LocalServer, stream: bool) -> None:
    client = connect(base_url=template_server.base_url)
    spoiled = [CALL[0], {"role": "assistant", "content": '<tool_call>\n{"nonsense": 1'}]
    with pytest.raises(InternalServerError, match="does not match the expected") as caught:
        client.chat_completion(spoiled, tools=TOOLS, stream=stream, **OBEDIENT).result()
    error = caught.value
    assert (error.status, error.type, error.attempts, error.retryable) == (500, "server_error", 1, False)
    assert json.loads(error.body)["error"]["code"] == 500
    assert error.url == f"{template_server.base_url}/chat/completions"
    assert (error.partial is not None) == stream


def test_own_request_streams_events_as_json(client: Any) -> None:
    body = {"messages": [{"role": "user", "content": "Hi"}], "stream": True, **SAY["extra_body"]}
    with client.request("POST", "/chat/completions", json=body, stream=True) as stream:
        events = list(stream)
    deltas = [event["choices"][0]["delta"] for event in events]
    assert "".join(delta.get("content") or "" for delta in deltas) == SAID
    assert stream.complete


def test_own_request_streams_until_a_body_without_a_mark_ends(connect: Connect, local_server: LocalServer) -> None:
    body = {"prompt": "The", "n_predict": 2, "stream": True}
    stream = connect(base_url=local_server.url).request("POST", "/completion", json=body, stream=True)
    *events, last = stream
    assert last["stop"] is True
    assert not any(event["stop"] for event in events)
    assert stream.complete


def test_two_async_streams_are_read_at_once(local_server: LocalServer) -> None:
    async def read(client: AsyncInferenceClient) -> str:
        stream = await client.chat_completion("Hi", stream=True, **SAY)
        return "".join([piece async for piece in stream.text])

    async def main() -> list[str]:
        async with AsyncInferenceClient(base_url=local_server.base_url, timeout=60) as client:
            return await asyncio.gather(read(client), read(client))

    assert asyncio.run(main()) == [SAID, SAID]


def test_twenty_streams_use_one_connection(connect: Connect, local_server: LocalServer) -> None:
    with Gateway(local_server.url) as gateway:
        client = connect(base_url=f"{gateway.url}/v1", retry=0)
        for number in range(20):
            stream = client.chat_completion("Hi", stream=True, max_tokens=2, temperature=0)
            assert list(stream) if number % 2 else stream.result()
            assert stream.complete
        assert len(gateway.requests) == 20
        assert gateway.connections == 1


def test_connection_that_the_server_ends_after_a_stream_is_replaced(client: Any) -> None:
    for _ in range(8):
        assert client.chat_completion("Hi", stream=True, max_tokens=1).result().choices


def test_connection_that_the_server_ends_after_100_requests_is_replaced(
    connect: Connect, local_server: LocalServer
) -> None:
    client = connect(base_url=local_server.base_url, retry=0)
    assert all(client.health_check() for _ in range(210))


def test_keep_alive_comments_are_passed_over(connect: Connect, local_server: LocalServer) -> None:
    extra = {**SAY["extra_body"], "sse_ping_interval": 1, "cache_prompt": False}
    with Gateway(local_server.url) as gateway:
        client = connect(base_url=f"{gateway.url}/v1")
        for words in (200, 400, 800, 1600, 3200):  # until reading the prompt takes the server more than a second
            stream = client.chat_completion("word " * words, stream=True, max_tokens=40, extra_body=extra)
            assert "".join(stream.text) == SAID
            if gateway.comments:
                break
        assert gateway.comments


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_stream_that_is_left_takes_up_nothing(
    connect: Connect, one_slot_server: LocalServer, leave: Callable[[Any], None]
) -> None:
    client = connect(base_url=one_slot_server.base_url, max_connections=1)
    leave(begin(client))
    assert client.chat_completion("Hi", max_tokens=1).choices


def begin(client: Any) -> Any:
    """A stream of which the first piece was read."""
    stream = client.chat_completion("Tell me a story.", **STORY)
    assert next(iter(stream.text))
    return stream


def test_closing_from_another_thread_ends_a_waiting_reader(one_slot_server: LocalServer) -> None:
    begun = threading.Event()

    def read(stream: Any) -> str:
        text = ""
        for piece in stream.text:
            text += piece
            begun.set()
        return text

    with InferenceClient(base_url=one_slot_server.base_url, timeout=60) as client, ThreadPoolExecutor(1) as pool:
        stream = client.chat_completion("Tell me a story.", **STORY)
        reading = pool.submit(read, stream)
        assert begun.wait(60)
        with paused(one_slot_server):
            stream.close()
            text = reading.result(60)
        with pytest.raises(StreamBroken) as caught:
            stream.result()
        check_left(stream.complete, text, caught)
        assert client.chat_completion("Hi", max_tokens=1).choices


def test_closing_from_another_task_ends_a_waiting_reader(one_slot_server: LocalServer) -> None:
    async def main() -> None:
        begun = asyncio.Event()

        async def read(stream: Any) -> str:
            text = ""
            async for piece in stream.text:
                text += piece
                begun.set()
            return text

        async with AsyncInferenceClient(base_url=one_slot_server.base_url, timeout=60) as client:
            stream = await client.chat_completion("Tell me a story.", **STORY)
            reading = asyncio.create_task(read(stream))
            await begun.wait()
            with paused(one_slot_server):
                await stream.aclose()
                text = await asyncio.wait_for(reading, 60)
            with pytest.raises(StreamBroken) as caught:
                await stream.result()
            check_left(stream.complete, text, caught)
            assert (await client.chat_completion("Hi", max_tokens=1)).choices

    asyncio.run(main())


def check_left(complete: bool, text: str, caught: pytest.ExceptionInfo[StreamBroken]) -> None:
    assert not complete
    assert text
    assert caught.value.partial.choices[0].message.content.startswith(text)


def test_cancelled_reader_leaves_the_client_working(one_slot_server: LocalServer) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(base_url=one_slot_server.base_url, timeout=60, max_connections=1) as client:
            stream = await client.chat_completion("Tell me a story.", **STORY)
            assert await anext(stream.text)
            with paused(one_slot_server), pytest.raises(TimeoutError):
                await asyncio.wait_for(stream.result(), 0.2)
            assert [chunk async for chunk in stream] == []
            assert (await client.chat_completion("Hi", max_tokens=1)).choices

    asyncio.run(main())


def test_timeout_in_a_stream_keeps_what_came(connect: Connect, one_slot_server: LocalServer) -> None:
    client = connect(base_url=one_slot_server.base_url, timeout=Timeout(idle=0.5))
    stream = client.chat_completion("Tell me a story.", **STORY)
    pieces = [next(iter(stream.text))]
    with paused(one_slot_server), pytest.raises(InferenceTimeoutError) as caught:
        pieces.extend(stream.text)
    error, text = caught.value, "".join(pieces)
    assert error.partial.choices[0].message.content == text
    assert (error.clock, error.limit, error.attempts) == ("idle", 0.5, 1)
    assert error.received > len(text)


def test_stream_that_does_not_begin_is_given_up(client: Any, local_server: LocalServer) -> None:
    with paused(local_server), pytest.raises(InferenceTimeoutError) as caught:
        client.with_options(timeout=0.2).chat_completion("Hi", stream=True, max_tokens=1)
    assert (caught.value.clock, caught.value.received) == ("first_byte", 0)


def test_server_killed_in_a_stream_breaks_it_and_keeps_what_came(connect: Connect) -> None:
    with LocalServer(threads=1) as server:
        stream = connect(base_url=server.base_url).chat_completion("Tell me a story.", **STORY)
        pieces = [next(iter(stream.text))]
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(StreamBroken) as caught:
            pieces.extend(stream.text)
    error, text = caught.value, "".join(pieces)
    assert error.partial.choices[0].message.content == text
    assert error.partial.choices[0].finish_reason is None
    assert (error.stage, error.attempts, error.task) == ("sent", 1, "chat-completion")
    assert not stream.complete
