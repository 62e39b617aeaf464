"""The stream objects over a scripted body: sync and async by the same tests."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import weakref
from typing import TYPE_CHECKING, Any

import pytest

from inferlink._chat.events import TextDelta
from inferlink._meta import Meta
from inferlink._replies.failure import error_from_data
from inferlink._replies.sse import NDJSONDecoder, SSEDecoder
from inferlink._streams.core import StreamCore
from inferlink._streams.objects import AsyncStream, Stream
from inferlink.errors import (
    APIConnectionError,
    APIStatusError,
    InferenceError,
    InferenceTimeoutError,
    ResponseShapeError,
    StreamBroken,
    UnprocessableEntityError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from inferlink._chat.events import StreamEvent

Step = bytes | BaseException


class Words:
    """Accumulates `{"text", "end"}` objects into one text."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []

    @property
    def finished(self) -> bool:
        return any(item.get("end") for item in self.items)

    def add(self, item: dict[str, Any]) -> None:
        self.items.append(item)

    def text(self, item: dict[str, Any]) -> str:
        return item.get("text", "")

    def events(self, item: dict[str, Any]) -> Iterable[StreamEvent]:
        return [TextDelta(letter) for letter in self.text(item)]

    def result(self) -> str:
        return "".join(map(self.text, self.items))


def locate(error: InferenceError) -> InferenceError:
    error.provider = "acme"
    return error


def core(**changes: Any) -> StreamCore[dict[str, Any], str]:
    settings: dict[str, Any] = {
        "decoder": SSEDecoder(),
        "decode": json.loads,
        "error": lambda data: error_from_data(data, {}),
        "accumulator": Words(),
        "locate": locate,
    }
    return StreamCore(**{**settings, **changes})


class Handle:
    """A sync body that plays a script and counts how it is released."""

    def __init__(self, script: Iterable[Step]) -> None:
        self.script = iter(script)
        self.log: list[str] = []

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        step = next(self.script)
        if isinstance(step, BaseException):
            raise step
        return step

    def close(self) -> None:
        self.log.append("close")

    def finish(self) -> None:
        self.log.append("finish")


class AsyncHandle:
    def __init__(self, script: Iterable[Step]) -> None:
        self.script = iter(script)
        self.log: list[str] = []

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        step = next(self.script, None)
        if step is None:
            raise StopAsyncIteration
        if isinstance(step, BaseException):
            raise step
        return step

    async def aclose(self) -> None:
        self.log.append("close")

    async def finish(self) -> None:
        self.log.append("finish")

    def abandon(self) -> None:
        self.log.append("close")


class Sync:
    """Drives a `Stream`."""

    def open(self, *script: Step, project: Callable[[Any], Any] | None = None, **changes: Any) -> Any:
        self.handle = Handle(script)
        return Stream(self.handle, core(**changes), Meta(), project)

    def next(self, view: Any) -> Any:
        return next(view, None)

    def list(self, view: Any) -> list[Any]:
        return list(view)

    def result(self, stream: Any) -> Any:
        return stream.result()

    def fails(self, stream: Any) -> bool:
        try:
            stream.result()
        except InferenceError:
            return True
        return False

    def close(self, stream: Any) -> None:
        stream.close()

    def enter_and_leave(self, stream: Any) -> None:
        with stream as entered:
            assert entered is stream


class Async:
    """Drives an `AsyncStream`, on one loop for each test."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self.runner = runner

    def open(self, *script: Step, project: Callable[[Any], Any] | None = None, **changes: Any) -> Any:
        self.handle = AsyncHandle(script)
        return AsyncStream(self.handle, core(**changes), Meta(), project)

    def next(self, view: Any) -> Any:
        async def step() -> Any:
            return await anext(view, None)

        return self.runner.run(step())

    def list(self, view: Any) -> list[Any]:
        async def collect() -> list[Any]:
            return [item async for item in view]

        return self.runner.run(collect())

    def result(self, stream: Any) -> Any:
        return self.runner.run(stream.result())

    def fails(self, stream: Any) -> bool:
        """Caught inside the task: asyncio makes a reference cycle of what a task raises."""

        async def body() -> bool:
            try:
                await stream.result()
            except InferenceError:
                return True
            return False

        return self.runner.run(body())

    def close(self, stream: Any) -> None:
        self.runner.run(stream.aclose())

    def enter_and_leave(self, stream: Any) -> None:
        async def body() -> None:
            async with stream as entered:
                assert entered is stream

        self.runner.run(body())


@pytest.fixture(params=["sync", "async"])
def side(request: pytest.FixtureRequest) -> Iterator[Sync | Async]:
    if request.param == "sync":
        yield Sync()
        return
    with asyncio.Runner() as runner:
        yield Async(runner)


def event(text: str = "", **rest: Any) -> bytes:
    return b"data: " + json.dumps({"text": text, **rest}).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def texts(items: list[dict[str, Any]]) -> list[str]:
    return [item["text"] for item in items]


def test_items_come_in_order_whatever_the_chunks(side):
    body = event("a") + event("b") + event("c", end=True) + DONE
    assert texts(side.list(side.open(body))) == ["a", "b", "c"]
    assert texts(side.list(side.open(*(body[at : at + 3] for at in range(0, len(body), 3))))) == ["a", "b", "c"]


def test_a_stream_says_what_it_is_and_how_far():
    stream = Stream(Handle([b'data: {"text": "Hi"}\n\n', b"data: [DONE]\n\n"]), core(), Meta(task="chat-completion"))
    assert repr(stream) == "<Stream of chat-completion: open>"
    stream.result()
    assert repr(stream) == "<Stream of chat-completion: complete>"
    left = Stream(Handle([b'data: {"text": "Hi"}\n\n']), core(), Meta())
    left.close()
    assert repr(left) == "<Stream of events: closed>"


def test_done_marker_ends_the_stream_and_gives_the_connection_back(side):
    stream = side.open(event("a"), DONE, b"never read")
    assert texts(side.list(stream)) == ["a"]
    assert side.handle.log == ["finish"]
    assert stream.complete
    assert side.next(stream) is None
    assert side.handle.log == ["finish"]


def test_events_after_the_done_marker_are_ignored(side):
    assert texts(side.list(side.open(event("a") + DONE + event("b")))) == ["a"]


def test_finish_reason_completes_a_stream_that_never_says_done(side):
    stream = side.open(event("a"), event("b", end=True))
    assert side.result(stream) == "ab"
    assert stream.complete
    assert side.handle.log == ["finish"]


def test_done_marker_of_another_server_is_honoured(side):
    stream = side.open(event("a"), b"data: fin\n\n", done=b"fin")
    assert side.result(stream) == "a"


def test_done_marker_may_lack_its_blank_line(side):
    assert side.result(side.open(event("a"), b"data: [DONE]")) == "a"


def test_json_lines_are_streamed(side):
    stream = side.open(b'{"text":"a"}\n{"te', b'xt":"b","end":true}', decoder=NDJSONDecoder(), done=None)
    assert texts(side.list(stream)) == ["a", "b"]


def test_comments_and_empty_data_are_no_items(side):
    stream = side.open(b":\n\n", b"data:\n\n", b": ping\n\n", event("a"), DONE)
    assert texts(side.list(stream)) == ["a"]


def test_event_that_decodes_to_nothing_is_no_item(side):
    stream = side.open(event("a"), b"data: null\n\n", event("b"), DONE)
    assert texts(side.list(stream)) == ["a", "b"]


def test_falsy_items_are_items(side):
    assert side.list(side.open(b"data: {}\n\n", b"data: {}\n\n", DONE)) == [{}, {}]


def test_text_view_leaves_out_items_without_text(side):
    stream = side.open(event("a"), event(), event("b", end=True), DONE)
    assert side.list(stream.text) == ["a", "b"]


def test_events_view_may_give_several_for_one_item(side):
    assert side.list(side.open(event("ab"), event("c"), DONE).events()) == [
        TextDelta("a"),
        TextDelta("b"),
        TextDelta("c"),
    ]


def test_projected_stream_yields_what_the_projection_shows(side):
    stream = side.open(event("a"), event(), event("b", end=True), project=lambda item: item["text"])
    assert side.list(stream) == ["a", "b"]
    assert side.result(stream) == "ab"


def test_views_share_one_pass(side):
    stream = side.open(event("a") + event("b") + event("cd") + event("e"), event("f"), DONE)
    assert side.next(stream) == {"text": "a"}
    assert side.next(stream.text) == "b"
    assert side.next(stream.events()) == TextDelta("c")
    assert side.list(stream.text) == ["e", "f"]
    assert side.list(stream.events()) == [TextDelta("d")]
    assert side.result(stream) == "abcdef"


def test_result_drains_the_rest_and_can_be_asked_again(side):
    stream = side.open(event("a"), event("b"), DONE)
    assert side.next(stream) == {"text": "a"}
    assert side.result(stream) == side.result(stream) == "ab"
    assert side.list(stream) == []


def test_meta_is_the_one_that_was_given(side):
    assert side.open().meta == Meta()


def test_complete_is_false_until_the_server_is_done(side):
    stream = side.open(event("a"), event("b", end=True))
    assert not stream.complete
    side.next(stream)
    assert not stream.complete
    side.next(stream)
    assert stream.complete


def test_body_that_ends_too_early_is_a_broken_stream_with_what_came(side):
    stream = side.open(event("a"), event("b"))
    assert texts([side.next(stream), side.next(stream)]) == ["a", "b"]
    with pytest.raises(StreamBroken, match="before the server said that it was done") as caught:
        side.next(stream)
    assert caught.value.partial == "ab"
    assert caught.value.provider == "acme"
    assert side.handle.log == ["close"]
    assert not stream.complete


@pytest.mark.parametrize("cut", [b'data: {"te', b"data: [DON", b"da"])
def test_event_that_is_cut_is_a_broken_stream_and_no_wrong_shape(side, cut: bytes):
    stream = side.open(event("a") + cut)
    with pytest.raises(StreamBroken) as caught:
        side.list(stream)
    assert caught.value.partial == "a"


def test_body_without_any_event_is_a_broken_stream(side):
    with pytest.raises(StreamBroken):
        side.result(side.open())


def test_body_without_any_event_is_kept_up_to_a_limit(side):
    with pytest.raises(StreamBroken, match="It holds no event") as caught:
        side.result(side.open(b"upstream ", b"gone\n" * 20_000))
    assert caught.value.body is not None
    assert caught.value.body.startswith(b"upstream gone\n")
    assert len(caught.value.body) == 1 << 16


def test_open_ended_stream_ends_with_its_body(side):
    stream = side.open(event("a"), event("b"), open_ended=True)
    assert side.result(stream) == "ab"
    assert stream.complete


def test_open_ended_stream_is_broken_with_its_connection(side):
    stream = side.open(event("a"), APIConnectionError("reset"), open_ended=True)
    with pytest.raises(StreamBroken):
        side.result(stream)


def test_broken_connection_is_a_broken_stream_that_tells_the_cause(side):
    stream = side.open(event("a"), APIConnectionError("connection reset"))
    with pytest.raises(StreamBroken, match="connection reset") as caught:
        side.result(stream)
    assert caught.value.partial == "a"
    assert isinstance(caught.value.__cause__, APIConnectionError)
    assert side.handle.log == ["close"]


def test_timeout_stays_a_timeout_and_has_what_came(side):
    error = InferenceTimeoutError("idle", clock="idle", limit=2.0, received=9)
    with pytest.raises(InferenceTimeoutError) as caught:
        side.result(side.open(event("a"), error))
    assert caught.value is error
    assert (error.partial, error.clock, error.provider) == ("a", "idle", "acme")
    assert side.handle.log == ["close"]


def test_damaged_body_stays_another_shape_and_has_what_came(side):
    error = ResponseShapeError("The compressed reply is damaged")
    with pytest.raises(ResponseShapeError) as caught:
        side.result(side.open(event("a"), error))
    assert caught.value is error
    assert (error.partial, error.provider) == ("a", "acme")
    assert side.handle.log == ["close"]


@pytest.mark.parametrize("kind", [APIConnectionError, InferenceTimeoutError, ResponseShapeError])
def test_connection_that_breaks_after_the_finish_reason_breaks_nothing(side, kind: type[InferenceError]):
    stream = side.open(event("a", end=True), kind("gone"))
    assert side.result(stream) == "a"
    assert stream.complete


ERRORS = [
    b'data: {"error":"wrong","error_type":"validation"}\n\n',
    b'data:{"error":{"message":"wrong","http_status_code":422}}\n\n',
    b'data: {"error":{"message":"wrong","code":422}}\n\n',
    b'event: error\ndata: {"message":"wrong","code":422}\n\n',
]


@pytest.mark.parametrize("sent", ERRORS)
def test_error_event_is_the_error_of_its_status_with_what_came(side, sent: bytes):
    stream = side.open(event("a"), sent, event("b"))
    assert side.next(stream) == {"text": "a"}
    with pytest.raises(UnprocessableEntityError, match="wrong") as caught:
        side.next(stream)
    assert caught.value.partial == "a"
    assert caught.value.provider == "acme"
    assert side.handle.log == ["close"]


def test_error_event_that_is_no_json_is_an_error(side):
    with pytest.raises(APIStatusError, match="out of memory"):
        side.result(side.open(b"event: error\ndata: out of memory\n\n"))


def test_error_event_at_the_cut_end_of_the_body_is_an_error(side):
    with pytest.raises(APIStatusError, match="wrong"):
        side.result(side.open(event("a"), b'data: {"error":"wrong"}'))


def test_items_before_an_error_in_the_same_chunk_are_read_first(side):
    stream = side.open(event("a") + event("b") + ERRORS[0])
    assert texts([side.next(stream), side.next(stream)]) == ["a", "b"]
    with pytest.raises(UnprocessableEntityError):
        side.next(stream)


@pytest.mark.parametrize("member", [{"error": None}, {"error": ""}, {"inner": {"error": "x"}}, {"note": '"error"'}])
def test_event_without_an_error_at_its_top_is_an_item(side, member: dict[str, Any]):
    assert side.list(side.open(event("a", **member), DONE)) == [{"text": "a", **member}]


def test_event_of_another_shape_is_a_shape_error_with_its_bytes(side):
    stream = side.open(event("a"), b"data: rubbish\n\n", event("b"))
    with pytest.raises(ResponseShapeError, match="not what it must be") as caught:
        side.result(stream)
    assert caught.value.body == b"rubbish"
    assert caught.value.partial == "a"
    assert side.handle.log == ["close"]


def test_event_over_the_limit_is_a_shape_error_with_what_came(side):
    stream = side.open(event("a"), event("x" * 100), decoder=SSEDecoder(limit=50))
    with pytest.raises(ResponseShapeError, match="limit of 50 bytes") as caught:
        side.result(stream)
    assert caught.value.partial == "a"


def test_partial_result_that_makes_no_sense_is_left_out(side):
    class Strict(Words):
        def result(self) -> str:
            raise ResponseShapeError("choices: field required")

    with pytest.raises(StreamBroken) as caught:
        side.result(side.open(event("a"), accumulator=Strict()))
    assert caught.value.partial is None


def test_error_is_raised_once_and_then_the_stream_is_over(side):
    stream = side.open(event("a"))
    with pytest.raises(StreamBroken):
        side.list(stream)
    assert side.next(stream) is None
    with pytest.raises(StreamBroken, match="has failed") as caught:
        side.result(stream)
    assert caught.value.partial == "a"


def test_closed_stream_is_over(side):
    stream = side.open(event("a") + event("b"), event("c"), DONE)
    side.next(stream)
    side.close(stream)
    side.close(stream)
    assert side.list(stream) == side.list(stream.text) == side.list(stream.events()) == []
    assert side.handle.log == ["close"]
    assert not stream.complete


def test_result_of_a_stream_that_was_closed_early_is_an_error_with_what_came(side):
    stream = side.open(event("a"), event("b"), DONE)
    side.next(stream)
    side.close(stream)
    with pytest.raises(StreamBroken, match="closed") as caught:
        side.result(stream)
    assert caught.value.partial == "a"


def test_result_of_a_stream_that_was_closed_after_the_finish_reason_is_whole(side):
    stream = side.open(event("a", end=True), DONE)
    side.next(stream)
    side.close(stream)
    assert side.result(stream) == "a"


def test_stream_is_closed_when_its_block_is_left(side):
    stream = side.open(event("a"), DONE)
    side.enter_and_leave(stream)
    assert side.handle.log == ["close"]


def test_finished_stream_is_not_closed_again(side):
    stream = side.open(event("a"), DONE)
    side.result(stream)
    side.enter_and_leave(stream)
    assert side.handle.log == ["finish"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("bug")], ids=["interrupt", "bug"])
def test_anything_else_that_is_raised_closes_the_stream(side, error: BaseException):
    stream = side.open(event("a"), error)
    side.next(stream)
    with pytest.raises(type(error)):
        side.next(stream)
    assert side.handle.log == ["close"]


def finish(side: Sync | Async) -> None:
    side.result(side.open(event("a"), DONE))


def leave_early(side: Sync | Async) -> None:
    stream = side.open(event("a") + event("b"), event("c"), DONE)
    side.next(stream)
    side.next(stream.text)
    side.next(stream.events())


def leave_unread(side: Sync | Async) -> None:
    side.open(event("a"), DONE)


def leave_before_the_error(side: Sync | Async) -> None:
    side.next(side.open(event("a") + b"data: rubbish\n\n"))


def break_in_the_middle(side: Sync | Async) -> None:
    for step in (APIConnectionError("reset"), InferenceTimeoutError("idle"), b"data: rubbish\n\n", ERRORS[0], b""):
        assert side.fails(side.open(event("a"), step))


@pytest.mark.parametrize("use", [finish, leave_early, leave_unread, leave_before_the_error, break_in_the_middle])
def test_dropped_stream_is_freed_at_once(side, use: Callable[[Any], None]):
    use(side)
    gc.collect()
    gc.disable()
    try:
        use(side)
        handle = weakref.ref(side.handle)
        del side.handle
        assert handle() is None
    finally:
        gc.enable()


def test_object_count_is_flat_over_200_streams(side):
    def use() -> None:
        for part in (finish, leave_early, leave_unread, break_in_the_middle):
            part(side)

    use()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(50):
        use()
    gc.collect()
    assert len(gc.get_objects()) - before < 20


class Waiting(Handle):
    """A body whose second read waits until it is closed from elsewhere."""

    def __init__(self) -> None:
        super().__init__([event("a")])
        self.waits = threading.Event()
        self.closed = threading.Event()

    def __next__(self) -> bytes:
        try:
            return super().__next__()
        except StopIteration:
            self.waits.set()
            assert self.closed.wait(10)
            raise

    def close(self) -> None:
        super().close()
        self.closed.set()


def test_close_from_another_thread_ends_a_waiting_reader():
    handle = Waiting()
    stream = Stream(handle, core(), Meta())
    seen: list[Any] = []
    reader = threading.Thread(target=lambda: seen.extend([*stream, "end"]))
    reader.start()
    assert handle.waits.wait(10)
    stream.close()
    reader.join(10)
    assert seen == [{"text": "a"}, "end"]
    assert handle.log == ["close"]


class WaitingAsync(AsyncHandle):
    def __init__(self) -> None:
        super().__init__([event("a")])
        self.waits = asyncio.Event()
        self.closed = asyncio.Event()

    async def __anext__(self) -> bytes:
        try:
            return await super().__anext__()
        except StopAsyncIteration:
            self.waits.set()
            await self.closed.wait()
            raise

    async def aclose(self) -> None:
        await super().aclose()
        self.closed.set()


def test_close_from_another_task_ends_a_waiting_reader():
    async def body() -> None:
        handle = WaitingAsync()
        stream = AsyncStream(handle, core(), Meta())
        reader = asyncio.create_task(collect(stream))
        await handle.waits.wait()
        await stream.aclose()
        assert await reader == [{"text": "a"}]
        assert handle.log == ["close"]

    async def collect(stream: AsyncStream[Any, str]) -> list[Any]:
        return [item async for item in stream]

    asyncio.run(body())


def test_cancelled_reader_drops_the_connection():
    async def body() -> None:
        handle = WaitingAsync()
        stream = AsyncStream(handle, core(), Meta())
        reader = asyncio.create_task(stream.result())
        await handle.waits.wait()
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
        assert handle.log == ["close"]
        assert [item async for item in stream] == []

    asyncio.run(body())
