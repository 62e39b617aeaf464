"""`client.map`: order, laziness, pauses, failures, and that nothing is left of it."""

from __future__ import annotations

import asyncio
import gc
import inspect
import itertools
import json
import logging
import signal
import subprocess
import sys
import threading
import time
import weakref
from typing import Any

import pytest
from faults import KINDS, ok
from maps import ChatServer, answer_of, chat_client, map_threads, prompt_of, says, scripted_client
from scripted import json_reply

from inferlink import (
    APIStatusError,
    Args,
    AsyncInferenceClient,
    BadRequestError,
    InferenceClient,
    InvalidInput,
    MissingExtra,
    Outcome,
    RateLimitError,
)
from inferlink._sending.lane import GATE, Gate, paced
from inferlink_generated.operations import OPERATIONS

BAD = ok(b'{"error": {"message": "no"}}', status="400 Bad Request")
DOWN = ok(b'{"error": {"message": "down"}}', status="502 Bad Gateway")


def limited(milliseconds: int) -> bytes:
    return ok(b"{}", f"retry-after-ms: {milliseconds}", status="429 Too Many Requests")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def prompts(count: int) -> list[str]:
    return [f"p{number}" for number in range(count)]


def test_outcomes_come_in_order_with_their_items(kind: str) -> None:
    def last_first(prompt: str, server: ChatServer) -> None:
        if prompt == "p0":
            server.wait_for(4)

    with ChatServer(last_first) as server, chat_client(kind, server) as client:
        found = list(client.map("chat_completion", prompts(9), concurrency=3))
    assert [(each.index, each.item, says(each)) for each in found] == [(n, f"p{n}", f"re: p{n}") for n in range(9)]
    assert {(each.error, each.attempts, each.resumed) for each in found} == {(None, 1, False)}


def test_outcomes_come_as_they_are_finished_where_order_does_not_matter(kind: str) -> None:
    others_seen = threading.Event()

    def hold_first(prompt: str, server: ChatServer) -> None:
        if prompt == "p0":
            assert others_seen.wait(60)

    found = []
    with ChatServer(hold_first) as server, chat_client(kind, server) as client:
        for outcome in client.map("chat_completion", prompts(4), concurrency=2, ordered=False):
            found.append(outcome.item)
            if len(found) == 3:
                others_seen.set()
    assert found[-1] == "p0"
    assert sorted(found) == prompts(4)


def test_no_more_calls_than_the_concurrency_are_made_at_a_time(kind: str) -> None:
    lock, barrier, now, most = threading.Lock(), threading.Barrier(3), 0, 0

    def count(prompt: str, server: ChatServer) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        if prompt in ("p0", "p1", "p2"):
            barrier.wait(60)
        with lock:
            now -= 1

    with ChatServer(count) as server, chat_client(kind, server) as client:
        assert len(list(client.map("chat_completion", prompts(20), concurrency=3))) == 20
    assert most == 3


def test_input_is_not_read_past_the_window_while_one_item_is_slow(kind: str) -> None:
    read, seen = 0, []

    def endless():
        nonlocal read
        for number in itertools.count():
            read += 1
            yield f"p{number}"

    def hold_first(prompt: str, server: ChatServer) -> None:
        if prompt == "p0":
            server.wait_for(6)  # all that was read has been sent
            seen.append(read)

    with ChatServer(hold_first) as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", endless(), concurrency=3)
        assert next(outcomes).item == "p0"
        outcomes.close()
    assert seen == [6]


def test_nothing_is_read_before_the_first_outcome_is_asked_for(kind: str) -> None:
    source = iter(prompts(3))
    with ChatServer() as server, chat_client(kind, server) as client:
        client.map("chat_completion", source)
        assert list(source) == prompts(3)
        assert server.prompts == []


class Prompt(str):
    """Text whose life can be followed."""

    __slots__ = ("__weakref__",)


def test_memory_is_bounded_over_ten_thousand_items(kind: str) -> None:
    most_items = most_outcomes = count = 0

    def source():
        for number in range(10_000):
            prompt = Prompt(f"p{number}")
            alive[number] = prompt
            yield prompt

    alive: weakref.WeakValueDictionary[int, Prompt] = weakref.WeakValueDictionary()
    reply = json_reply(answer_of("it")).body
    with scripted_client(kind, lambda request: json_reply_of(reply)) as client:
        for outcome in client.map("chat_completion", source(), concurrency=4):
            assert says(outcome) == "re: it"
            count += 1
            if count % 1000 == 0:
                most_items = max(most_items, len(alive))
                most_outcomes = max(most_outcomes, sum(type(each) is Outcome for each in gc.get_objects()))
    assert count == 10_000
    assert most_items <= 24  # the window of 8, and what tasks and this loop hold in their hands
    assert most_outcomes <= 24


def json_reply_of(body: bytes) -> Any:
    found = json_reply(None)
    found.body = body
    return found


def test_retry_after_holds_all_workers_back(kind: str) -> None:
    noted = threading.Event()

    class Note(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "again in" in record.getMessage():
                noted.set()

    arrivals: list[tuple[float, str]] = []

    def limit_first(prompt: str, server: ChatServer) -> bytes | None:
        arrivals.append((time.monotonic(), prompt))
        if prompt == "p0" and len([each for _, each in arrivals if each == "p0"]) == 1:
            server.wait_for(3)  # the first of all workers are here
            arrivals.append((time.monotonic(), "limit"))
            return limited(400)
        assert noted.wait(60)  # the client knows of the limit before any other call is done
        return None

    logger, note = logging.getLogger("inferlink"), Note()
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(note)
    try:
        with ChatServer(limit_first) as server, chat_client(kind, server) as client:
            assert all(each.error is None for each in client.map("chat_completion", prompts(9), concurrency=3))
    finally:
        logger.removeHandler(note)
        logger.setLevel(level)
    limit = next(place for place, (_, what) in enumerate(arrivals) if what == "limit")
    later = arrivals[limit + 1 :]
    assert len(later) == 7
    assert min(when for when, _ in later) >= arrivals[limit][0] + 0.4


def test_a_call_outside_of_the_map_is_not_held_back() -> None:
    assert paced(0.5, 60.0) == 0.5
    gate = Gate(now=lambda: 100.0)
    token = GATE.set(gate)
    try:
        assert paced(0.5, None) == 0.5
        assert paced(1.0, 60.0) == 60.0
        assert paced(0.5, None) == 60.0
        gate.hold(1.0)
        assert gate.left() == 60.0
    finally:
        GATE.reset(token)


def test_no_item_is_lost_to_a_rate_limit_that_lets_some_through(kind: str) -> None:
    lock, allowed = threading.Lock(), itertools.cycle([True, True, False, False, False, False, False])

    def limit_most(prompt: str, server: ChatServer) -> bytes | None:
        with lock:
            return None if next(allowed) else limited(1)

    with ChatServer(limit_most) as server, chat_client(kind, server) as client:
        found = list(client.map("chat_completion", prompts(60), concurrency=6))
    assert [says(each) for each in found] == [f"re: p{n}" for n in range(60)]
    assert len(server.prompts) > 3 * 60  # far more refusals than the client's budget of retries
    assert max(each.attempts for each in found) > 3


def test_a_rate_limit_that_lets_nothing_through_ends_in_failures(kind: str) -> None:
    with ChatServer(lambda prompt, server: limited(1)) as server, chat_client(kind, server, retry=0) as client:
        found = list(client.map("chat_completion", prompts(4), concurrency=2, attempts=2))
    assert all(isinstance(each.error, RateLimitError) and each.attempts >= 2 for each in found)
    assert len(server.prompts) == sum(each.attempts for each in found) <= 12


def test_a_pause_longer_than_the_deadline_of_a_call_loses_no_item(kind: str) -> None:
    refused: list[str] = []

    def refuse_once(prompt: str, server: ChatServer) -> bytes | None:
        if prompt in refused:
            return None
        refused.append(prompt)
        return limited(1200)

    with ChatServer(refuse_once) as server, chat_client(kind, server, timeout=1) as client:
        (found,) = client.map("chat_completion", ["p0"])
    assert (says(found), found.attempts) == ("re: p0", 2)


def test_what_may_pass_is_called_again_until_it_has_failed_too_often(kind: str) -> None:
    with ChatServer(lambda prompt, server: DOWN) as server, chat_client(kind, server, retry=0) as client:
        (found,) = client.map("chat_completion", ["p0"], attempts=2)
    assert isinstance(found.error, APIStatusError)
    assert (found.result, found.attempts, len(server.prompts)) == (None, 2, 2)
    with pytest.raises(APIStatusError):
        _ = found.value


def refuse_p1(prompt: str, server: ChatServer) -> bytes | None:
    return BAD if prompt == "p1" else None


def test_a_refused_item_fails_alone_and_at_once(kind: str) -> None:
    with ChatServer(refuse_p1) as server, chat_client(kind, server) as client:
        found = list(client.map("chat_completion", prompts(3)))
    assert [type(each.error) for each in found] == [type(None), BadRequestError, type(None)]
    assert sorted(server.prompts) == prompts(3)


def test_an_error_is_raised_at_its_place_where_that_is_asked_for(kind: str) -> None:
    with ChatServer(refuse_p1) as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", prompts(3), on_error="raise")
        assert next(outcomes).item == "p0"
        with pytest.raises(BadRequestError):
            next(outcomes)
        assert list(outcomes) == []
    assert map_threads() == []


def test_failed_outcomes_go_to_a_function_and_not_to_the_loop(kind: str) -> None:
    failed: list[Any] = []
    with ChatServer(refuse_p1) as server, chat_client(kind, server) as client:
        found = list(client.map("chat_completion", prompts(3), on_error=failed.append))
    assert [each.item for each in found] == ["p0", "p2"]
    assert [each.item for each in failed] == ["p1"]


def test_an_error_of_the_input_is_raised_after_what_was_read_before(kind: str) -> None:
    def source():
        yield from prompts(3)
        raise OSError("the disk is gone")

    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", source())
        assert [says(next(outcomes)) for _ in range(3)] == ["re: p0", "re: p1", "re: p2"]
        with pytest.raises(OSError, match="the disk is gone"):
            next(outcomes)


def test_closing_breaks_off_the_calls_and_leaves_nothing(kind: str) -> None:
    gone = threading.Event()

    def hold_all_but_first(prompt: str, server: ChatServer) -> None:
        if prompt != "p0":
            assert gone.wait(60)

    with ChatServer(hold_all_but_first) as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", itertools.repeat("p"), concurrency=3)
        closer = threading.Thread(target=lambda: (server.wait_for(3), close(kind, outcomes)))
        closer.start()
        with pytest.raises(StopIteration):
            next(outcomes)
        closer.join()
        assert map_threads() == []
        assert list(outcomes) == []
        gone.set()
        assert says(next(client.map("chat_completion", ["p0"]))) == "re: p0"


def close(kind: str, outcomes: Any) -> None:
    """From another thread, as a signal handler or a user interface does."""
    if kind == "sync":
        outcomes.close()
    else:
        loop = outcomes.runner.get_loop()
        asyncio.run_coroutine_threadsafe(outcomes.target.aclose(), loop).result(60)


def test_leaving_the_loop_dismisses_the_threads() -> None:
    gone = threading.Event()

    def hold_all_but_first(prompt: str, server: ChatServer) -> None:
        if prompt != "p0":
            server.wait_for(3)
            assert gone.wait(60)

    with ChatServer(hold_all_but_first) as server, chat_client("sync", server) as client:
        for outcome in client.map(client.chat_completion, prompts(9), concurrency=3):
            assert outcome.item == "p0"
            server.wait_for(3)
            break
        for thread in map_threads():
            thread.join(60)
        assert map_threads() == []
        gone.set()
    assert len(server.prompts) <= 4


def test_leaving_the_loop_dismisses_the_tasks() -> None:
    gone = threading.Event()

    def hold_all_but_first(prompt: str, server: ChatServer) -> None:
        if prompt != "p0":
            assert gone.wait(60)

    async def main(url: str) -> None:
        async with AsyncInferenceClient(base_url=url) as client:
            async for outcome in client.map(client.chat_completion, prompts(9), concurrency=3):
                assert outcome.item == "p0"
                break
            others = asyncio.all_tasks() - {asyncio.current_task()}
            await asyncio.wait(others, timeout=60)
            assert all(task.done() for task in others)
        gone.set()

    with ChatServer(hold_all_but_first) as server:
        asyncio.run(main(f"{server.url}/v1"))


def test_cancelling_the_task_that_iterates_ends_the_tasks() -> None:
    gone = threading.Event()

    def hold(prompt: str, server: ChatServer) -> None:
        assert gone.wait(60)

    async def main(server: ChatServer) -> None:
        async with AsyncInferenceClient(base_url=f"{server.url}/v1") as client:
            outcomes = client.map(client.chat_completion, prompts(9), concurrency=3)
            task = asyncio.ensure_future(anext(outcomes))
            await asyncio.to_thread(server.wait_for, 3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.all_tasks() == {asyncio.current_task()}
        gone.set()

    with ChatServer(hold) as server:
        asyncio.run(main(server))


def test_nothing_is_left_of_many_maps(kind: str) -> None:
    def run(client: Any, times: int) -> int:
        for _ in range(times):
            assert len(list(client.map("chat_completion", prompts(6), concurrency=2))) == 6
            next(client.map("chat_completion", prompts(6), concurrency=2))  # and dropped
        if kind == "async":
            for _ in range(3):
                client.runner.run(asyncio.sleep(0))
        for thread in map_threads():
            thread.join(60)
        gc.collect()
        return len(gc.get_objects())

    with scripted_client(kind, lambda request: json_reply(answer_of("it"))) as client:
        run(client, 10)
        before = run(client, 10)
        assert run(client, 200) - before < 100
        assert map_threads() == []


CTRL_C = """
import signal, sys
from inferlink import InferenceClient
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
client = InferenceClient(base_url=sys.argv[1])
try:
    for outcome in client.map(client.chat_completion, ["p"] * 9, concurrency=3):
        print("never")
except KeyboardInterrupt:
    import threading
    print([thread.name for thread in threading.enumerate()])
"""


def test_ctrl_c_ends_a_map_whose_server_does_not_answer() -> None:
    gone = threading.Event()
    with ChatServer(lambda prompt, server: gone.wait(60) and None) as server:
        program = [sys.executable, "-c", CTRL_C, f"{server.url}/v1"]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
            server.wait_for(3)
            process.send_signal(signal.SIGINT)
            printed, _ = process.communicate(timeout=60)
        gone.set()
    assert (process.returncode, printed.strip()) == (0, "['MainThread']")


def test_async_iterables_are_read_lazily() -> None:
    async def source():
        for prompt in prompts(5):
            await asyncio.sleep(0)
            yield prompt

    async def main(url: str) -> list[str]:
        async with AsyncInferenceClient(base_url=url) as client:
            return [says(each) async for each in client.map(client.chat_completion, source(), concurrency=2)]

    with ChatServer() as server:
        assert asyncio.run(main(f"{server.url}/v1")) == [f"re: p{n}" for n in range(5)]


def test_args_hold_all_arguments_of_a_call(kind: str) -> None:
    bodies: list[Any] = []

    def send(request: Any) -> Any:
        bodies.append(json.loads(b"".join(request.body.parts)))
        return json_reply(answer_of("it"))

    items = ["one", Args("two", max_tokens=2), Args(messages=[{"role": "user", "content": "three"}])]
    with scripted_client(kind, send) as client:
        assert len(list(client.map("chat_completion", items, concurrency=1, max_tokens=9, temperature=0))) == 3
    assert [(prompt_of(json.dumps(body).encode()), body["max_tokens"]) for body in bodies] == [
        ("one", 9),
        ("two", 2),
        ("three", 9),
    ]
    assert Args("two", max_tokens=2) == Args("two", max_tokens=2) != Args("two")
    assert repr(Args("two", max_tokens=2)) == "Args('two', max_tokens=2)"


def test_a_function_of_ones_own_may_be_mapped() -> None:
    with ChatServer() as server, chat_client("sync", server) as client:
        found = client.map(lambda prompt: client.chat_completion(prompt).choices[0].message.content, prompts(3))
        assert [each.value for each in found] == ["re: p0", "re: p1", "re: p2"]


def test_whatever_a_function_raises_is_an_outcome() -> None:
    with InferenceClient(base_url="http://localhost/v1") as client:
        found = list(client.map(lambda number: 1 / number, [1, 0]))
    assert found[0].value == 1
    assert isinstance(found[1].error, ZeroDivisionError)
    assert repr(found[1]).startswith("Outcome(index=1, error=ZeroDivisionError")


@pytest.mark.parametrize(
    ("method", "items", "options", "message"),
    [
        ("chat_completion", "one text", {}, "items must be"),
        ("chat_completion", {"messages": "x"}, {}, "items must be"),
        ("chat_completion", 7, {}, "items must be"),
        ("chat_completions", [], {}, "no method 'chat_completions'"),
        (None, [], {}, "method must be"),
        ("chat_completion", [], {"concurrency": 0}, "concurrency must be"),
        ("chat_completion", [], {"attempts": True}, "attempts must be"),
        ("chat_completion", [], {"on_error": "ignore"}, "on_error must be"),
        ("chat_completion", [], {"stream": True}, "stream=True"),
        ("chat_completion", [], {"max_token": 3}, "max_token"),
        (print, [], {"checkpoint": "out.jsonl"}, "needs the method of a task"),
    ],
)
def test_what_cannot_work_is_refused_at_once(kind: str, method: Any, items: Any, options: Any, message: str) -> None:
    client = {"sync": InferenceClient, "async": AsyncInferenceClient}[kind](base_url="http://localhost/v1")
    with pytest.raises(InvalidInput, match=message):
        client.map(method, items, **options)


def test_the_method_of_the_other_client_is_refused() -> None:
    sync, twin = InferenceClient(), AsyncInferenceClient()
    with pytest.raises(InvalidInput, match="use the map of the other client"):
        sync.map(twin.chat_completion, [])  # type: ignore[arg-type]  # that is the point
    with pytest.raises(InvalidInput, match="use the map of the other client"):
        twin.map(sync.chat_completion, [])  # type: ignore[arg-type]  # that is the point


def test_a_stream_is_refused_for_one_item_too(kind: str) -> None:
    with ChatServer() as server, chat_client(kind, server) as client:
        (found,) = client.map("chat_completion", [Args("p0", stream=True)])
    assert isinstance(found.error, InvalidInput)
    assert server.prompts == []


def test_no_task_has_a_parameter_named_as_an_option_of_map() -> None:
    options = set(inspect.signature(InferenceClient.map).parameters) - {"self"}
    for operation in OPERATIONS.values():
        parameters = inspect.signature(getattr(InferenceClient, operation.method)).parameters
        assert not options & (parameters.keys() - {"self"}), operation.method


def test_progress_is_shown(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    with ChatServer(refuse_p1) as server, chat_client(kind, server) as client:
        assert len(list(client.map("chat_completion", prompts(3), progress=True))) == 3
    shown = capsys.readouterr().err
    assert "3/3" in shown
    assert "failed=1" in shown


def test_progress_without_tqdm_says_what_to_install(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    client = {"sync": InferenceClient, "async": AsyncInferenceClient}[kind]()
    with pytest.raises(MissingExtra, match=r"inferlink\[progress\]"):
        client.map("chat_completion", [], progress=True)
