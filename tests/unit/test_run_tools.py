"""`client.run_tools`: the requests of each turn, the calls between them, and every way for a run to end."""

from __future__ import annotations

import asyncio
import json
import pickle
import subprocess
import sys
import threading
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel
from scripted import json_reply, scripted

from inferlink import (
    InferenceClient,
    InferenceError,
    InvalidInput,
    RateLimitError,
    ResponseShapeError,
    ToolFailed,
    TooManyTurns,
    to_dict,
)
from inferlink._specs.vocabulary import Provider
from inferlink._tools.functions import describe_function
from inferlink.hooks import Hooks, TokenUsage
from inferlink.types import ToolCall, ToolRun, ToolStep

if TYPE_CHECKING:
    from inferlink._sending.wire import Reply

KINDS = ["sync", "async"]
TARGET = {"base_url": "http://own.test/v1", "model": "m"}
ASKED = {"role": "user", "content": "Add them."}


def add(a: int, b: int = 1) -> int:
    """Add two numbers."""
    return a + b


async def multiply(a: int, b: int) -> int:
    """Multiply two numbers."""
    await asyncio.sleep(0)
    return a * b


def refuse(reason: str) -> None:
    """Refuse to answer."""
    raise ValueError(reason)


def called(name: str, arguments: object, id: str | None = "c1") -> dict[str, Any]:
    """A call as servers send it; arguments that are no text are JSON."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return {"id": id, "type": "function", "function": {"name": name, "arguments": text}}


def reply(*calls: dict[str, Any], content: str | None = None, **message: Any) -> Reply:
    """A reply that asks for calls, or answers."""
    whole = {"role": "assistant", "content": content, **({"tool_calls": [*calls]} if calls else {}), **message}
    usage = {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}
    return json_reply({"id": "1", "model": "m", "choices": [{"index": 0, "message": whole}], "usage": usage})


def answer(text: str = "Done.") -> Reply:
    return reply(content=text)


def results(script: Any, number: int = -1) -> list[str]:
    """What the model was told of the calls before a request."""
    return [message["content"] for message in script.body(number)["messages"] if message["role"] == "tool"]


@pytest.mark.parametrize("kind", KINDS)
def test_calls_are_made_until_the_model_answers(kind: str) -> None:
    replies = (reply(called("add", {"a": "2", "b": 3})), reply(called("add", {"a": 5}, "c2")), answer("It is 6."))
    client, script = scripted(kind, *replies, **TARGET)
    steps: list[ToolStep] = []
    run = client.run_tools("Add them.", [add], on_step=steps.append, temperature=0)
    assert (run.ended, run.text, run.pending) == ("answered", "It is 6.", ())
    assert run.steps == tuple(steps)
    assert run.reply is run.steps[-1].reply
    assert [(call.name, call.id, call.arguments, call.result, call.content) for call in run.calls] == [
        ("add", "c1", {"a": 2, "b": 3}, 5, "5"),
        ("add", "c2", {"a": 5}, 6, "6"),
    ]
    assert all(call.seconds > 0 and call.error is None for call in run.calls)
    assert run.usage == TokenUsage(input_tokens=15, output_tokens=6)
    sent = [
        ASKED,
        {"role": "assistant", "tool_calls": [called("add", {"a": "2", "b": 3})]},
        {"role": "tool", "tool_call_id": "c1", "content": "5"},
        {"role": "assistant", "tool_calls": [called("add", {"a": 5}, "c2")]},
        {"role": "tool", "tool_call_id": "c2", "content": "6"},
    ]
    tools = [describe_function(add).tool]
    assert [script.body(number) for number in range(3)] == [
        {"model": "m", "messages": sent[:length], "tools": tools, "temperature": 0} for length in (1, 3, 5)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_conversation_can_go_on(kind: str) -> None:
    given = [{"role": "system", "content": "Be brief."}, ASKED]
    client, script = scripted(kind, reply(called("add", {"a": 1})), answer(), answer("Bye."), **TARGET)
    run = client.run_tools(given, [add])
    assert len(given) == 2
    client.chat_completion([*run.messages, {"role": "user", "content": "Thanks."}])
    *before, last, thanks = script.body()["messages"]
    assert before == script.body(1)["messages"]
    assert (last, thanks["content"]) == ({"role": "assistant", "content": "Done."}, "Thanks.")


def test_a_run_may_need_no_call() -> None:
    client, _ = scripted("sync", answer("Hello."), **TARGET)
    run = client.run_tools("Hi", [add])
    assert (run.ended, run.text, run.calls, len(run.steps)) == ("answered", "Hello.", (), 1)


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown tool": (called("sum", {"a": 1}), "Error: there is no tool 'sum'; there are: add, refuse.", '{"a": 1}'),
    "no JSON": (called("add", '{"a": 1'), 'Error: the arguments of add are no JSON object: {"a": 1', "{}"),
    "no object": (called("add", '"a"'), 'Error: the arguments of add are no JSON object: "a"', "{}"),
    "missing": (called("add", ""), "Error: the arguments of add do not fit: a: Field required", "{}"),
    "null": (called("add", "null"), "Error: the arguments of add do not fit: a: Field required", "{}"),
    "wrong type": (
        called("add", '{"a": []}'),
        "Error: the arguments of add do not fit: a: Input should be a valid integer",
        '{"a": []}',
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("on_tool_error", ["return", "raise"])
@pytest.mark.parametrize(("call", "told", "sent_back"), WRONG.values(), ids=WRONG)
def test_call_that_cannot_be_made_goes_back_to_the_model(
    kind: str, on_tool_error: str, call: dict[str, Any], told: str, sent_back: str
) -> None:
    client, script = scripted(kind, reply(call), answer(), **TARGET)
    run = client.run_tools("Add them.", [add, refuse], on_tool_error=on_tool_error)
    assert results(script) == [told]
    assert (run.calls[0].arguments, run.calls[0].result, run.calls[0].seconds) == (None, None, 0.0)
    assert isinstance(run.calls[0].error, InvalidInput)
    # Some servers read the arguments of earlier calls, and fail where they are no JSON object.
    assert script.body()["messages"][1]["tool_calls"][0]["function"]["arguments"] == sent_back
    assert run.steps[0].reply.choices[0].message.tool_calls[0].function.arguments == call["function"]["arguments"]


@pytest.mark.parametrize("kind", KINDS)
def test_exception_of_a_function_goes_back_to_the_model(kind: str) -> None:
    client, script = scripted(kind, reply(called("refuse", {"reason": "not today"})), answer("Sorry."), **TARGET)
    run = client.run_tools("Go.", [refuse])
    assert results(script) == ["Error: ValueError: not today"]
    assert isinstance(run.calls[0].error, ValueError)
    assert (run.text, run.calls[0].arguments) == ("Sorry.", {"reason": "not today"})


@pytest.mark.parametrize("kind", KINDS)
def test_exception_of_a_function_may_end_the_run(kind: str) -> None:
    calls = (called("add", {"a": 1}), called("refuse", {"reason": "no"}, "c2"))
    client, script = scripted(kind, reply(*calls), **TARGET)
    steps: list[ToolStep] = []
    with pytest.raises(ToolFailed, match=r"refuse failed: ValueError: no") as caught:
        client.run_tools("Go.", [add, refuse], on_tool_error="raise", on_step=steps.append)
    assert isinstance(caught.value.__cause__, ValueError)
    assert caught.value.call is not None
    assert caught.value.call.id == "c2"
    run = caught.value.partial
    assert isinstance(run, ToolRun)
    assert (run.ended, run.steps, [call.content for call in run.calls]) == (
        "failed",
        tuple(steps),
        ["2", "Error: ValueError: no"],
    )
    assert len(script.sent) == 1


@dataclass
class Point:
    x: int


class Day(BaseModel):
    day: date


RESULTS: list[tuple[object, str]] = [
    ("as it is: {", "as it is: {"),
    (1.5, "1.5"),
    (True, "true"),
    (None, "null"),
    ({"a": [1, "ü"]}, '{"a":[1,"ü"]}'),
    ([Point(1), Day(day=date(2024, 2, 29))], '[{"x":1},{"day":"2024-02-29"}]'),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("value", "content"), RESULTS, ids=[type(value).__name__ for value, _ in RESULTS])
def test_text_is_told_as_it_is_and_the_rest_as_json(kind: str, value: object, content: str) -> None:
    def give() -> object:
        return value

    client, script = scripted(kind, reply(called("give", {})), answer(), **TARGET)
    assert client.run_tools("Go.", [give]).calls[0].result is value
    assert results(script) == [content]


@pytest.mark.parametrize("kind", KINDS)
def test_result_that_is_no_json_is_a_failure_of_the_function(kind: str) -> None:
    def give() -> object:
        return threading.Lock()

    def forget() -> object:
        return multiply(2, 3)

    client, script = scripted(kind, reply(called("give", {}), called("forget", {}, "c2")), answer(), **TARGET)
    run = client.run_tools("Go.", [give, forget])
    assert [type(call.error) for call in run.calls] == [TypeError, TypeError]
    assert "it returned lock, which is not JSON" in results(script)[0]
    assert "it returned something to be awaited: make it with async def" in results(script)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_text_that_is_no_utf8_is_a_failure_of_the_function(kind: str) -> None:
    def name() -> str:
        return "caf\udce9.txt"

    def read() -> str:
        raise FileNotFoundError(name())

    client, script = scripted(kind, reply(called("name", {}), called("read", {}, "c2")), answer(), **TARGET)
    run = client.run_tools("Go.", [name, read])
    assert [type(call.error) for call in run.calls] == [TypeError, FileNotFoundError]
    first, second = results(script)
    assert first.startswith("Error: TypeError: it returned a text that cannot be sent: ")
    assert second == r"Error: FileNotFoundError: caf\udce9.txt"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("last", [reply(called("add", {"a": 2}, "c2")), reply()], ids=["calls", "answers"])
def test_turns_are_bounded(kind: str, last: Reply) -> None:
    client, script = scripted(kind, reply(called("add", {"a": 1})), last, **TARGET)
    if last.body == reply().body:
        assert client.run_tools("Go.", [add], max_turns=2).text == ""
        return
    with pytest.raises(TooManyTurns, match="still calls tools after 2 replies") as caught:
        client.run_tools("Go.", [add], max_turns=2)
    run: Any = pickle.loads(pickle.dumps(caught.value)).partial
    assert (run.ended, [call.result for call in run.calls], len(script.sent)) == ("max_turns", [2, 3], 2)
    script.answers.append(answer("At last."))
    assert client.run_tools(run.messages, [add]).text == "At last."
    assert results(script) == ["2", "3"]


@pytest.mark.parametrize("kind", KINDS)
def test_failure_of_a_later_turn_keeps_the_steps_before(kind: str) -> None:
    slow_down = json_reply({"error": {"message": "slow down"}}, 429)
    client, _ = scripted(kind, reply(called("add", {"a": 1})), slow_down, retry=0, **TARGET)
    with pytest.raises(RateLimitError) as caught:
        client.run_tools("Go.", [add])
    run = caught.value.partial
    assert isinstance(run, ToolRun)
    assert (run.ended, len(run.steps), run.calls[0].result) == ("failed", 1, 2)
    assert [to_dict(message)["role"] for message in run.messages] == ["user", "assistant", "tool"]
    assert run.usage == TokenUsage(input_tokens=5, output_tokens=2)


@pytest.mark.parametrize("kind", KINDS)
def test_failure_of_the_first_turn_is_the_usual_one(kind: str) -> None:
    client, _ = scripted(kind, json_reply({"choices": []}), **TARGET)
    with pytest.raises(ResponseShapeError, match="choices are empty") as caught:
        client.run_tools("Go.", [add])
    assert caught.value.partial is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("choice", "later"),
    [
        ("required", None),
        ({"type": "function", "function": {"name": "add"}}, None),
        ("auto", "auto"),
        ("none", "none"),
    ],
)
def test_forced_call_is_forced_in_the_first_turn_alone(kind: str, choice: object, later: str | None) -> None:
    client, script = scripted(kind, reply(called("add", {"a": 1})), answer(), **TARGET)
    client.run_tools("Go.", [add], tool_choice=choice)
    assert [script.body(number).get("tool_choice") for number in (0, 1)] == [choice, later]


@pytest.mark.parametrize("kind", KINDS)
def test_call_of_a_tool_that_is_described_alone_is_handed_over(kind: str) -> None:
    tool = {"type": "function", "function": {"name": "ask_the_user"}}
    calls = (called("ask_the_user", {}), called("add", {"a": 1}, "c2"))
    client, script = scripted(kind, reply(*calls), answer("Thanks."), **TARGET)
    run = client.run_tools("Go.", [add, tool])
    assert (run.ended, [call.result for call in run.calls]) == ("handed_over", [2])
    (pending,) = run.pending
    given = {"role": "tool", "tool_call_id": pending.id, "content": "yes"}
    assert client.run_tools([*run.messages, given], [add, tool]).text == "Thanks."
    assert results(script) == ["2", "yes"]


@pytest.mark.parametrize("kind", KINDS)
def test_call_without_an_id_gets_one(kind: str) -> None:
    replies = (reply(called("add", {"a": 1}, None), called("add", {"a": 2}, None)), answer())
    client, script = scripted(kind, *replies, **TARGET)
    assert [call.id for call in client.run_tools("Go.", [add]).calls] == ["call_0_0", "call_0_1"]
    _, asked, *told = script.body()["messages"]
    assert [call["id"] for call in asked["tool_calls"]] == [message["tool_call_id"] for message in told]


def test_unknown_fields_of_a_call_are_sent_back() -> None:
    signed = {**called("add", ""), "extra_content": {"signature": "s"}}
    client, script = scripted("sync", reply(signed), answer(), **TARGET)
    client.run_tools("Go.", [add])
    assert script.body()["messages"][1]["tool_calls"] == [{**called("add", "{}"), "extra_content": {"signature": "s"}}]


@pytest.mark.parametrize("keeps", [True, False])
def test_reasoning_is_kept_and_sent_back_where_the_target_wants_it(keeps: bool) -> None:
    route = {"use": "chat", "keep_reasoning": keeps}
    own = {"name": "own", "base": "http://own.test", "key": "optional", "tasks": {"chat-completion": route}}
    thought = reply(called("add", {"a": 1}), reasoning="One and one.")
    client, script = scripted("sync", thought, answer(), provider=Provider.from_dict(own))
    run = client.run_tools("Go.", [add])
    assert to_dict(run.messages[1])["reasoning"] == "One and one."
    assert script.body()["messages"][1].get("reasoning") == ("One and one." if keeps else None)


def test_arguments_that_a_server_has_read_are_taken_as_they_are() -> None:
    message = {"role": "assistant", "tool_calls": [{"function": {"name": "add", "arguments": {"a": "2"}}}]}
    said = {"role": "assistant", "content": "3"}
    client, script = scripted(
        "sync", json_reply({"message": message}), json_reply({"message": said}), provider="ollama"
    )
    assert client.run_tools("Go.", [add], model="m").calls[0].result == 3
    _, asked, told = script.body()["messages"]
    assert asked["tool_calls"][0]["function"]["arguments"] == {"a": "2"}
    assert (told["tool_name"], told["content"]) == ("add", "3")


@pytest.mark.parametrize("kind", KINDS)
def test_calls_of_one_reply_run_at_once_and_keep_their_order(kind: str) -> None:
    second = threading.Event()

    def first_of_two() -> str:
        """Ends after the other."""
        assert second.wait(60)
        return "first"

    def second_of_two() -> str:
        second.set()
        return "second"

    calls = (called("first_of_two", {}), called("second_of_two", {}, "c2"))
    client, script = scripted(kind, reply(*calls), answer(), **TARGET)
    client.run_tools("Go.", [first_of_two, second_of_two])
    assert results(script) == ["first", "second"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_more_calls_run_at_once_than_allowed(kind: str) -> None:
    pair, lock, running, most = threading.Barrier(2, timeout=60), threading.Lock(), 0, 0

    def wait() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        pair.wait()
        with lock:
            running -= 1
        pair.wait()

    client, _ = scripted(kind, reply(*(called("wait", {}, str(number)) for number in range(6))), answer(), **TARGET)
    run = client.run_tools("Go.", [wait], concurrency=2)
    assert ([call.error for call in run.calls], most) == ([None] * 6, 2)


def test_one_at_a_time_runs_in_the_thread_of_the_caller() -> None:
    def where() -> str:
        return threading.current_thread().name

    client, script = scripted("sync", reply(called("where", {}), called("where", {}, "c2")), answer(), **TARGET)
    client.run_tools("Go.", [where], concurrency=1)
    assert results(script) == [threading.current_thread().name] * 2


USER: ContextVar[str] = ContextVar("USER", default="nobody")


@pytest.mark.parametrize("kind", KINDS)
def test_functions_see_the_context_of_the_caller(kind: str) -> None:
    def who() -> str:
        return USER.get()

    client, script = scripted(kind, reply(called("who", {}), called("who", {}, "c2")), answer(), **TARGET)
    before = USER.set("Ada")
    try:
        client.run_tools("Go.", [who])
    finally:
        USER.reset(before)
    assert results(script) == ["Ada", "Ada"]


@pytest.mark.parametrize("count", [1, 2])
def test_interrupt_is_not_taken_for_a_failure(count: int) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    client, script = scripted("sync", reply(*(called("interrupt", {}, str(at)) for at in range(count))), **TARGET)
    with pytest.raises(KeyboardInterrupt):
        client.run_tools("Go.", [interrupt])
    assert len(script.sent) == 1


INTERRUPTED = """
import threading

from inferlink import InferenceClient
from inferlink.testing import FakeServer

began = threading.Barrier(2)

def interrupt() -> None:
    began.wait()
    raise KeyboardInterrupt

def wait() -> None:
    began.wait()
    threading.Event().wait()

names = ("interrupt", "wait")
calls = [{"id": name, "type": "function", "function": {"name": name, "arguments": "{}"}} for name in names]
message = {"role": "assistant", "content": None, "tool_calls": calls}
with FakeServer() as server, InferenceClient(base_url=server.url + "/v1") as client:
    server.reply("chat-completion", {"choices": [{"message": message, "finish_reason": "tool_calls"}]})
    try:
        client.run_tools("Go.", [interrupt, wait])
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_program_that_is_interrupted_does_not_wait_for_functions_that_run() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("interrupted\n", "", 0)


@pytest.mark.parametrize("kind", KINDS)
def test_exception_of_on_step_ends_the_run(kind: str) -> None:
    def stop(step: ToolStep) -> None:
        raise LookupError(step.calls[0].content)

    client, script = scripted(kind, reply(called("add", {"a": 1})), **TARGET)
    with pytest.raises(LookupError, match="2"):
        client.run_tools("Go.", [add], on_step=stop)
    assert len(script.sent) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_turn_is_a_call_for_hooks(kind: str) -> None:
    told: list[object] = []
    hooks = Hooks(on_result=lambda event: told.append(event.usage))
    client, _ = scripted(kind, reply(called("add", {"a": 1})), answer(), hooks=hooks, **TARGET)
    client.run_tools("Go.", [add])
    assert told == [TokenUsage(input_tokens=5, output_tokens=2)] * 2


OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "stream": ({"stream": True}, "leave stream out"),
    "n": ({"n": 2}, "leave n out"),
    "output": ({"output": Point}, r"chat_completion\(\[\*run.messages"),
    "max_turns": ({"max_turns": 0}, "max_turns must be 1 or more"),
    "concurrency": ({"concurrency": 0}, "concurrency must be 1 or more"),
    "on_tool_error": ({"on_tool_error": "stop"}, "on_tool_error must be 'return' or 'raise'"),
    "tools": ({"tools": []}, "tools is empty"),
    "messages": ({"messages": []}, "messages is empty"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("options", "reason"), OPTIONS.values(), ids=OPTIONS)
def test_what_cannot_go_with_a_run_is_refused_before_sending(kind: str, options: dict[str, Any], reason: str) -> None:
    client, script = scripted(kind, **TARGET)
    with pytest.raises(InvalidInput, match=reason):
        client.run_tools(**{"messages": "Go.", "tools": [add], **options})
    assert script.sent == []


def test_sync_client_refuses_async_functions() -> None:
    async def tell(step: ToolStep) -> None: ...

    client, script = scripted("sync", **TARGET)
    with pytest.raises(InvalidInput, match="on_step is async: pass a plain function"):
        client.run_tools("Go.", [add], on_step=tell)
    with pytest.raises(InvalidInput, match="multiply is async: run it with AsyncInferenceClient"):
        client.run_tools("Go.", [multiply])
    assert script.sent == []


def test_async_client_takes_both_kinds_of_functions() -> None:
    async def fail() -> None:
        raise LookupError("gone")

    calls = (called("multiply", {"a": 2, "b": 3}), called("add", {"a": 2}, "c2"), called("fail", {}, "c3"))
    client, script = scripted("async", reply(*calls), answer(), **TARGET)
    told: list[ToolStep] = []

    async def tell(step: ToolStep) -> None:
        await asyncio.sleep(0)
        told.append(step)

    run = client.run_tools("Go.", [add, multiply, fail], on_step=tell)
    assert run.steps == tuple(told)
    assert results(script) == ["6", "3", "Error: LookupError: gone"]


def test_plain_function_does_not_hold_up_the_loop() -> None:
    loop_goes_on = threading.Event()

    def wait() -> bool:
        return loop_goes_on.wait(60)

    async def go_on() -> None:
        loop_goes_on.set()

    client, script = scripted("async", reply(called("wait", {}), called("go_on", {}, "c2")), answer(), **TARGET)
    client.run_tools("Go.", [wait, go_on])
    assert results(script) == ["true", "null"]


def test_cancelling_a_run_leaves_no_task() -> None:
    ended: list[str] = []

    async def main() -> None:
        started = asyncio.Event()

        async def wait(name: str) -> None:
            try:
                started.set()
                await asyncio.Event().wait()
            finally:
                ended.append(name)

        calls = (called("wait", {"name": name}, name) for name in ("a", "b", "c"))
        client, _ = scripted("async", reply(*calls), **TARGET)
        run = asyncio.create_task(client.client.run_tools("Go.", [wait], concurrency=2))
        await started.wait()
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert sorted(ended) in (["a"], ["a", "b"])


def test_cancellation_inside_a_function_is_not_taken_for_a_failure() -> None:
    async def give_up() -> None:
        raise asyncio.CancelledError

    client, script = scripted("async", reply(called("give_up", {})), **TARGET)
    with pytest.raises(asyncio.CancelledError):
        client.run_tools("Go.", [give_up])
    assert len(script.sent) == 1


def test_runs_can_be_mapped() -> None:
    client, script = scripted("sync", reply(called("add", {"a": 1})), answer("2"), answer("none"), **TARGET)
    found = client.map(client.run_tools, ["Add.", "Hi"], tools=[add], concurrency=1)
    assert [outcome.value.text for outcome in found] == ["2", "none"]
    assert len(script.sent) == 3


def test_clients_of_your_own_have_it_too() -> None:
    class Mine(InferenceClient):
        """Calls with a mark."""

        def chat_completion(self, messages: Any, **options: Any) -> Any:  # type: ignore[override]  # on purpose
            return super().chat_completion(messages, **{**options, "user": "mine"})

    usual, script = scripted("sync", reply(called("add", {"a": 1})), answer(), **TARGET)
    client = Mine("m", base_url="http://own.test/v1")
    client._link = usual._link
    assert client.run_tools("Go.", [add]).text == "Done."
    assert [script.body(number)["user"] for number in (0, 1)] == ["mine", "mine"]


def test_a_run_pickles_and_its_messages_are_plain_data() -> None:
    client, _ = scripted("sync", reply(called("add", {"a": 1})), answer(), **TARGET)
    run = client.run_tools("Go.", [add])
    assert pickle.loads(pickle.dumps(run)) == run
    assert json.loads(json.dumps(to_dict(run.messages)))[2] == {"role": "tool", "tool_call_id": "c1", "content": "2"}
    assert isinstance(run.calls[0], ToolCall)
    assert issubclass(TooManyTurns, InferenceError)
