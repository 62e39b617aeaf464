"""Hooks: what they are told of each call, in which order, and that none of them can break one."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import pickle
from dataclasses import asdict, fields
from typing import Any

import pytest
from hook_calls import ACME, ANSWER, CALLS, END, EVENT, JOB, KEY, PROMPT, busy, chat, draw, fresh, provider
from scripted import Script, json_reply, scripted, sse_reply

from inferlink import AsyncInferenceClient, InferenceClient, Provider, errors
from inferlink._sending.telling import _ALONE
from inferlink.hooks import Hooks, TokenUsage
from inferlink.testing import FakeServer

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
NAMES = ("on_request", "on_retry", "on_first_byte", "on_result", "on_error")


class Told:
    """Hooks that note what they are told."""

    def __init__(self, **more: Any) -> None:
        self.events: list[tuple[str, Any]] = []
        hooks: dict[str, Any] = {name: self.note(name) for name in NAMES}
        self.hooks = Hooks(**{**hooks, **more})

    def note(self, name: str) -> Any:
        return lambda event: self.events.append((name, event))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    def one(self, name: str) -> Any:
        (event,) = [event for told, event in self.events if told == name]
        return event

    def of(self, name: str) -> list[Any]:
        return [event for told, event in self.events if told == name]


class AsyncTold(Told):
    """The same, as coroutines that let the loop turn."""

    def note(self, name: str) -> Any:
        async def noted(event: Any) -> None:
            await asyncio.sleep(0)
            self.events.append((name, event))

        return noted


def noted(kind: str, **more: Any) -> Told:
    return (Told if kind == "sync" else AsyncTold)(**more)


def client_of(kind: str, told: Told | Hooks, *answers: Any, **options: Any) -> tuple[Any, Script]:
    hooks = told.hooks if isinstance(told, Told) else told
    return scripted(kind, *answers, **{"base_url": "http://gpu:8080/v1", "api_key": KEY, "hooks": hooks, **options})


def run(kind: str, case: str, told: Told, **more: Any) -> tuple[Any, Any]:
    """The result of a call of the table, or its error."""
    call, answers, options, _ = CALLS[case]
    client, _ = client_of(kind, told, *map(fresh, answers), **{**options, **more})
    try:
        return call(client), None
    except errors.InferenceError as error:
        return None, error


# What is told


@KINDS
@pytest.mark.parametrize("case", CALLS)
def test_hooks_are_told_of_a_call_in_order(kind: str, case: str) -> None:
    told = noted(kind)
    _, error = run(kind, case, told)
    assert told.names == CALLS[case][3]
    assert len({event.call_id for _, event in told.events}) == 1
    times = [event.time for _, event in told.events]
    assert times == sorted(times)
    assert all(event.started <= event.time for _, event in told.events)
    if error is not None:
        assert type(told.one("on_error").error) is type(error)
        assert told.one("on_error").ended == "failed"


@KINDS
@pytest.mark.parametrize("case", CALLS)
@pytest.mark.parametrize("content", [False, True])
def test_hooks_change_nothing(kind: str, case: str, content: bool) -> None:
    plain = run(kind, case, Told(), hooks=())
    observed = run(kind, case, noted(kind, content=content))
    assert [type(each) for each in observed] == [type(each) for each in plain]
    assert str(observed[1]) == str(plain[1])


@KINDS
def test_request_tells_where_it_goes_and_which_attempt_it_is(kind: str) -> None:
    told = noted(kind)
    run(kind, "retry", told)
    first, second = told.of("on_request")
    assert (first.task, first.shape, first.model, first.stream) == ("chat-completion", "chat", "m", False)
    assert first.url == "http://gpu:8080/v1/chat/completions"
    assert (first.attempt, second.attempt) == (1, 2)
    assert first.numbers == {"temperature": 0.5, "max_tokens": 7}


def test_url_is_told_without_its_query() -> None:
    told = Told()
    client, _ = client_of("sync", told, json_reply(ANSWER), base_url=f"http://gpu:8080/v1?key={KEY}")
    chat(client)
    assert {event.url for _, event in told.events} == {"http://gpu:8080/v1/chat/completions"}


@KINDS
def test_result_tells_usage_and_what_the_server_says_of_it(kind: str) -> None:
    told = noted(kind)
    run(kind, "answer", told)
    event = told.one("on_result")
    assert event.usage == TokenUsage(input_tokens=3, output_tokens=2)
    assert (event.served_model, event.response_id, event.finish_reasons) == ("acme-large-2", "chatcmpl-1", ("stop",))
    assert event.meta.status == 200


@KINDS
def test_stream_tells_its_usage_at_its_end(kind: str) -> None:
    told = noted(kind)
    run(kind, "stream", told)
    event = told.one("on_result")
    assert (event.stream, event.usage) == (True, TokenUsage(input_tokens=3, output_tokens=2))
    assert event.served_model == "m2"
    assert 0 <= told.one("on_first_byte").seconds <= event.time - event.started


@KINDS
def test_usage_of_a_result_without_a_place_for_it_is_read_from_the_reply(kind: str) -> None:
    told = noted(kind)
    reply = json_reply({"data": [{"index": 0, "embedding": [0.5, 0.25]}], "usage": {"prompt_tokens": 4}})
    client, _ = client_of(kind, told, reply, **ACME)
    client.feature_extraction("a", model="m")
    assert told.one("on_result").usage == TokenUsage(input_tokens=4)


@KINDS
def test_retry_tells_why_and_how_long(kind: str) -> None:
    told = noted(kind)
    run(kind, "retry", told)
    event = told.one("on_retry")
    assert (type(event.error), event.delay, event.reason) == (errors.Overloaded, 0.0, "retry")


@KINDS
def test_failover_is_told_as_a_retry_at_the_next_provider(kind: str) -> None:
    told = noted(kind)
    run(kind, "failover", told)
    assert told.one("on_retry").reason == "failover"
    assert [event.provider for event in told.of("on_request")] == ["acme", "globex"]
    assert [event.attempt for event in told.of("on_request")] == [1, 1]


@KINDS
def test_wait_for_a_server_that_loads_is_told_as_such(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlink._sending.patience._LOADING_SECONDS", (0.0, 0.0))
    told = noted(kind)
    client, _ = client_of(kind, told, json_reply({"error": "Model m is currently loading"}, 503), json_reply(ANSWER))
    chat(client)
    assert told.one("on_retry").reason == "wait"


@KINDS
@pytest.mark.parametrize(
    ("case", "ended"),
    [("stream that breaks", "failed"), ("stream that is cut", "failed"), ("stream that is closed early", "closed")],
)
def test_end_of_a_stream_says_whether_it_failed(kind: str, case: str, ended: str) -> None:
    told = noted(kind, content=True)
    run(kind, case, told)
    event = told.one("on_error")
    assert (event.ended, event.error is None) == (ended, ended == "closed")
    assert event.result.choices[0].message.content == "Hi"


def test_stream_that_is_dropped_is_told_of() -> None:
    told = Told()
    client, _ = client_of("sync", told, sse_reply(EVENT, EVENT, END))
    next(client.chat_completion(PROMPT, model="m", stream=True))
    assert told.names == ["on_request", "on_first_byte", "on_error"]
    assert told.one("on_error").ended == "dropped"


@pytest.mark.parametrize("make", [Told, AsyncTold])
def test_async_stream_that_is_dropped_is_told_of(make: Any) -> None:
    told = make()
    client, _ = client_of("async", told, sse_reply(EVENT, EVENT, END))

    async def main() -> None:
        await anext(await client.client.chat_completion(PROMPT, model="m", stream=True))
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(main())
    assert told.names == ["on_request", "on_first_byte", "on_error"]
    assert told.one("on_error").ended == "dropped"
    assert not _ALONE


def test_stream_that_is_whole_and_then_left_is_a_result() -> None:
    told = Told()
    client, _ = client_of("sync", told, sse_reply(EVENT + END))
    with client.chat_completion(PROMPT, model="m", stream=True) as stream:
        next(stream)
    assert told.names == ["on_request", "on_first_byte", "on_result"]


@KINDS
def test_resumed_job_is_told_of(kind: str) -> None:
    told = noted(kind)
    client, _ = client_of(kind, told, json_reply({"id": "j"}), json_reply({"status": "failed"}), **ACME)
    with pytest.raises(errors.JobFailed) as caught:
        draw(client)
    client, _ = client_of(kind, told, json_reply({"status": "done", "image": "aGk="}), **ACME)
    client.jobs.resume(caught.value.job)
    assert told.names == ["on_request", "on_error", "on_result"]
    assert told.one("on_result").task == "text-to-image"


@KINDS
def test_list_that_goes_in_several_requests_is_one_call(kind: str) -> None:
    told = noted(kind)
    vectors = {"data": [{"index": 0, "embedding": [0.5]}], "usage": {"prompt_tokens": 4, "completion_tokens": 0}}
    route = {"feature-extraction": {"use": "embeddings", "batch": 1}}
    options = {"provider": Provider.from_dict({"name": "acme", "base": "https://acme.example", "tasks": route})}
    client, _ = client_of(kind, told, json_reply(vectors), json_reply(vectors), base_url=None, **options)
    client.feature_extraction(["a", "b"], model="m")
    assert told.names == ["on_request", "on_request", "on_result"]
    assert told.one("on_result").usage == TokenUsage(input_tokens=8, output_tokens=0)


# Sets of hooks


@KINDS
def test_several_sets_are_told(kind: str) -> None:
    first, second = noted(kind), noted(kind)
    client, _ = client_of(kind, first, json_reply(ANSWER), hooks=[first.hooks, second.hooks])
    chat(client)
    assert first.names == second.names == ["on_request", "on_result"]


def test_hooks_of_a_client_can_be_replaced_and_left_out() -> None:
    told, other = Told(), Told()
    client, script = client_of("sync", told, json_reply(ANSWER), json_reply(ANSWER), json_reply(ANSWER))
    chat(client.with_options(hooks=other.hooks))
    chat(client.with_options(hooks=()))
    assert (told.names, other.names) == ([], ["on_request", "on_result"])
    chat(client.with_options(retry=0))
    assert told.names == ["on_request", "on_result"]
    assert client.hooks == (told.hooks,)
    assert len(script.sent) == 3


@pytest.mark.parametrize("hooks", [print, [print], "x", [Told().hooks, None]])
def test_what_is_no_hooks_is_refused(hooks: Any) -> None:
    with pytest.raises(errors.InvalidInput, match="hooks must be"):
        InferenceClient(hooks=hooks)


@pytest.mark.parametrize("wrong", [{"on_result": 3}, {"limit": 0}, {"limit": True}])
def test_hook_that_cannot_work_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(errors.InvalidInput):
        Hooks(**wrong)


class AsyncObject:
    async def __call__(self, event: object) -> None:
        raise AssertionError("never called")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hook", [AsyncTold().note("x"), AsyncObject()])
def test_sync_client_refuses_async_hooks(name: str, hook: Any) -> None:
    hooks = Hooks(**{name: hook})
    with pytest.raises(errors.InvalidInput, match=f"{name} is async"):
        InferenceClient(hooks=hooks)
    with pytest.raises(errors.InvalidInput, match=f"{name} is async"):
        InferenceClient().with_options(hooks=hooks)
    assert AsyncInferenceClient(hooks=hooks).hooks == (hooks,)


def test_client_with_hooks_that_can_be_pickled_keeps_them() -> None:
    client = pickle.loads(pickle.dumps(InferenceClient(hooks=Hooks(on_result=repr))))
    assert client.hooks[0].on_result is repr


# Nothing that a hook does reaches the call


def fail(event: object) -> None:
    raise ValueError("a hook of ours failed")


async def fail_later(event: object) -> None:
    await asyncio.sleep(0)
    raise ValueError("a hook of ours failed")


def cancel(event: object) -> None:
    raise asyncio.CancelledError


async def cancel_later(event: object) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()
    await asyncio.sleep(0)


async def never(event: object) -> None:
    await asyncio.Event().wait()


async def stubborn(event: object) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.Event().wait()
    await asyncio.Event().wait()


BAD = [
    ("sync", fail),
    ("sync", cancel),
    ("sync", lambda event: fail_later(event)),
    ("async", fail),
    ("async", cancel),
    ("async", fail_later),
    ("async", cancel_later),
    ("async", never),
    ("async", stubborn),
]


@pytest.mark.parametrize(("kind", "bad"), BAD)
@pytest.mark.parametrize("case", CALLS)
def test_bad_hook_does_not_touch_the_call(kind: str, bad: Any, case: str, caplog: pytest.LogCaptureFixture) -> None:
    good = noted(kind)
    hooks = Hooks(**dict.fromkeys(NAMES, bad), limit=0.001)
    observed = run(kind, case, good, hooks=[hooks, good.hooks])
    plain = run(kind, case, Told(), hooks=())
    assert [type(each) for each in observed] == [type(each) for each in plain]
    assert good.names == CALLS[case][3]
    warned = [record for record in caplog.records if "The hook" in record.getMessage()]
    assert warned or bad is stubborn


def test_failing_hook_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    client, _ = client_of("sync", Hooks(on_result=fail), json_reply(ANSWER), json_reply(ANSWER))
    with caplog.at_level(logging.DEBUG, "inferlink"):
        chat(client), chat(client)
    found = [record.levelname for record in caplog.records if "on_result" in record.getMessage()]
    assert found == ["WARNING", "DEBUG"]


def test_interrupt_in_a_sync_hook_is_not_swallowed() -> None:
    def interrupt(event: object) -> None:
        raise KeyboardInterrupt

    client, _ = client_of("sync", Hooks(on_request=interrupt), json_reply(ANSWER))
    with pytest.raises(KeyboardInterrupt):
        chat(client)


@pytest.mark.parametrize("name", ["on_request", "on_result"])
def test_cancelling_a_call_inside_an_async_hook_cancels_it_and_the_hook(name: str) -> None:
    inside, ended = asyncio.Event(), []

    async def wait(event: object) -> None:
        inside.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    client, _ = client_of("async", Hooks(**{name: wait}, limit=60), json_reply(ANSWER))

    async def main() -> None:
        task = asyncio.ensure_future(client.client.chat_completion(PROMPT, model="m"))
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0)

    asyncio.run(main())
    assert ended == [True]


@pytest.mark.parametrize("make", [Told, AsyncTold])
def test_cancelled_call_is_told_of(make: Any) -> None:
    told, sent = make(), asyncio.Event()

    async def main() -> None:
        client = AsyncInferenceClient(base_url="http://gpu:8080/v1", hooks=told.hooks)

        class Stuck:
            async def send(self, request: object) -> None:
                sent.set()
                await asyncio.Event().wait()

        client._link._transport = Stuck()
        task = asyncio.ensure_future(client.chat_completion(PROMPT))
        await sent.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(main())
    assert told.names == ["on_request", "on_error"]
    assert told.one("on_error").ended == "cancelled"


def test_async_hooks_of_other_calls_run_meanwhile() -> None:
    waiting = asyncio.Event()

    async def hold(event: Any) -> None:
        if event.model == "slow":
            await waiting.wait()
        else:
            waiting.set()

    client, _ = client_of("async", Hooks(on_request=hold, limit=60), json_reply(ANSWER), json_reply(ANSWER))

    async def main() -> None:
        calls = (client.client.chat_completion(PROMPT, model=model) for model in ("slow", "quick"))
        await asyncio.gather(*calls)

    asyncio.run(main())
    assert waiting.is_set()


def test_slow_hook_does_not_outlast_the_deadline() -> None:
    client, script = client_of("async", Hooks(on_request=never, limit=3600), timeout=0.01)
    script.answers.append(lambda request: request.clock.limit("connect"))
    with pytest.raises(errors.InferenceTimeoutError):
        chat(client)


# Trace headers


@KINDS
def test_trace_headers_go_to_the_target_alone(kind: str) -> None:
    told = Told(trace_headers=lambda event: {"TraceParent": f"{event.attempt}", "authorization": "stolen"})
    download = {**JOB, "response": {"pick": "url", "type": "string", "as": "download"}}
    target = provider("acme", tasks={"text-to-image": {name: word for name, word in download.items() if name != "job"}})
    seen: list[Any] = []

    def then(answer: Any) -> Any:
        return lambda request: [seen.append(dict(request.headers)), answer][1]

    answers = map(then, [busy(), json_reply({"url": "https://cdn.example/a.png"}), json_reply({})])
    client, _ = client_of(kind, told, *answers, provider=target, base_url=None)
    draw(client)
    assert [headers.get("traceparent") for headers in seen] == ["1", "2", None]
    assert [headers.get("authorization") for headers in seen] == [f"Bearer {KEY}"] * 2 + [None]


@pytest.mark.parametrize("give", [fail, lambda event: {"a": "b\n"}, lambda event: None, lambda event: {"a": 1}])
def test_wrong_trace_headers_are_left_out(give: Any, caplog: pytest.LogCaptureFixture) -> None:
    client, script = client_of("sync", Hooks(trace_headers=give), json_reply(ANSWER))
    chat(client)
    assert "a" not in script.sent[0].headers
    assert ("trace_headers" in caplog.text) == (give(None) is not None if give is not fail else True)


# Secrets and content


def everything(value: Any, depth: int = 6) -> str:
    """All that can be reached from an event, as text."""
    if depth == 0 or isinstance(value, (str, bytes, int, float, type(None))):
        return repr(value)
    if isinstance(value, dict):
        return " ".join(everything(part, depth - 1) for pair in value.items() for part in pair)
    if isinstance(value, (list, tuple, set)):
        return " ".join(everything(part, depth - 1) for part in value)
    inner = getattr(value, "__dict__", None) or {
        name: getattr(value, name) for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)
    }
    return " ".join([repr(value), everything(inner, depth - 1), everything(getattr(value, "args", ()), depth - 1)])


@KINDS
@pytest.mark.parametrize("case", CALLS)
@pytest.mark.parametrize("content", [False, True])
def test_no_event_holds_a_secret(kind: str, case: str, content: bool) -> None:
    told = noted(kind, content=content)
    # With several providers such headers are refused.
    more: dict[str, Any] = {} if case == "failover" else {"headers": {"x-api-token": KEY}, "cookies": {"session": KEY}}
    run(kind, case, told, **more)
    assert KEY not in " ".join(everything(event) for _, event in told.events)


def test_key_that_a_server_quotes_is_in_no_event() -> None:
    told = Told()
    quoted = json_reply({"error": f"wrong key {KEY}"}, 401, set_cookie=f"session={KEY}")
    client, _ = client_of("sync", told, quoted)
    with pytest.raises(errors.AuthenticationError):
        chat(client)
    assert KEY not in everything(told.one("on_error"))


def test_cookie_of_a_reply_is_in_no_event() -> None:
    told = Told()
    client, _ = client_of("sync", told, json_reply(ANSWER, set_cookie=f"session={KEY}", x_request_id="r1"))
    chat(client)
    assert KEY not in everything(told.one("on_result"))
    assert told.one("on_result").meta.request_id == "r1"


@KINDS
@pytest.mark.parametrize("case", ["answer", "retry", "stream", "stream that breaks", "wrong shape", "job", "status"])
def test_content_is_told_only_where_it_is_asked_for(kind: str, case: str) -> None:
    without, whole = noted(kind), noted(kind, content=True)
    run(kind, case, without, hooks=[without.hooks, whole.hooks])
    assert "canary" not in " ".join(everything(event) for _, event in without.events)
    assert whole.of("on_request")[0].input == PROMPT or whole.of("on_request")[0].input[0]["content"] == PROMPT
    if case == "answer":
        assert whole.one("on_request").params["max_tokens"] == 7
        assert whole.one("on_result").result.choices[0].message.content == "canary answer"


@KINDS
def test_error_in_an_event_keeps_no_frames(kind: str) -> None:
    told = noted(kind)
    _, error = run(kind, "wrong shape", told)
    event = told.one("on_error")
    assert (event.error.__traceback__, event.error.body, event.error.__cause__) == (None, None, None)
    assert error.body is not None


def test_events_are_frozen_and_plain() -> None:
    told = Told()
    run("sync", "answer", told)
    event = told.one("on_result")
    with pytest.raises(AttributeError):
        event.task = "x"
    assert asdict(event)["usage"] == {"input_tokens": 3, "output_tokens": 2}
    assert {field.name for field in fields(event)} >= {"call_id", "time", "meta"}


# Over real sockets


@KINDS
def test_hooks_are_told_over_real_connections(kind: str) -> None:
    told = noted(kind)
    with FakeServer() as server:
        if kind == "sync":
            with InferenceClient(base_url=f"{server.url}/v1", hooks=told.hooks) as client:
                client.chat_completion("Hi")
                client.chat_completion("Hi", stream=True).result()
        else:

            async def main() -> None:
                async with AsyncInferenceClient(base_url=f"{server.url}/v1", hooks=told.hooks) as client:
                    await client.chat_completion("Hi")
                    await (await client.chat_completion("Hi", stream=True)).result()

            asyncio.run(main())
    gc.collect()
    assert told.names == ["on_request", "on_result", "on_request", "on_first_byte", "on_result"]
