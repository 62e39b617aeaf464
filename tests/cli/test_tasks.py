"""Each task's sub-command sends what the method sends, and prints what it returns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from contract.examples import arguments
from contract.targets import Pair

from inferlink import InferenceClient, InferenceError, to_dict
from inferlink.testing import FakeServer
from inferlink.types import MediaOutput, Vectors
from inferlink_generated.commands import COMMANDS
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from inferlink_generated._command import Command, Value


def write(value: Value, given: Any) -> list[str]:
    """A value as words of a command line."""
    option = f"--{value.name.replace('_', '-')}"
    if value.kind == "flag":
        return [option if given else option.replace("--", "--no-", 1)]
    texts = [each if isinstance(each, str) else json.dumps(each) for each in (given if value.many else [given])]
    return texts if value.required else [f"{option}={text}" for text in texts]


def words_of(command: Command, named: dict[str, Any]) -> list[str]:
    return [word for value in command.values if value.name in named for word in write(value, named[value.name])]


def as_written(command: Command, named: dict[str, Any]) -> dict[str, Any]:
    """Arguments as the command line gives them: where several may stand, there is always a list."""
    many = {value.name for value in command.values if value.many}
    return {name: [given] if name in many and isinstance(given, str) else given for name, given in named.items()}


def plain(result: Any) -> Any:
    if isinstance(result, Vectors):
        return result.tolist()
    return to_dict(result)


def result_of(method: Any, named: dict[str, Any]) -> Any:
    try:
        return method(**named)
    except InferenceError as error:
        return error


def by_name(command: Command) -> str:
    return command.task


@pytest.mark.parametrize("variant", ["plain", "parameters"])
@pytest.mark.parametrize("command", COMMANDS, ids=by_name)
def test_command_sends_and_returns_what_the_method_does(command, variant, tmp_path, run):
    pair = Pair("servers", "endpoint", command.task)
    named = as_written(command, arguments(pair, variant, tmp_path))
    operation = OPERATIONS[command.task]
    with FakeServer(command.task) as server:
        # The conversation's route has a path of its own.
        url = server.url if operation.shape == "chat" else f"{server.url}/pipeline/{command.task}"
        with InferenceClient(base_url=url) as client:
            expected = result_of(getattr(client, operation.method), named)
        done = run(command.name, *words_of(command, named), "--base-url", url, "--json")
        by_method, by_command = server.requests
    assert (by_command.path, by_command.body) == (by_method.path, by_method.body)
    if isinstance(expected, InferenceError):  # made-up tools are refused by the fake server, alike
        assert (done.code, done.errors) == (1, f"inferlink: {expected}\n")
        return
    assert (done.code, done.errors) == (0, "")
    if isinstance(expected, MediaOutput):
        assert done.json["mime"] == expected.mime
    else:
        assert done.json == plain(expected)


@pytest.mark.parametrize("command", COMMANDS, ids=by_name)
def test_command_prints_something_for_people(command, tmp_path, run):
    named = as_written(command, arguments(Pair("servers", "endpoint", command.task), "plain", tmp_path))
    with FakeServer(command.task) as server:
        url = server.url if OPERATIONS[command.task].shape == "chat" else f"{server.url}/pipeline/{command.task}"
        done = run(command.name, *words_of(command, named), "--base-url", url)
    assert (done.code, done.errors) == (0, "")
    assert done.data


def test_text_streams_unless_json_is_asked_for(fake, run):
    base = ["--base-url", f"{fake.url}/v1"]
    for words, streams in (
        (["chat", "hi"], True),
        (["chat", "hi", "--json"], False),
        (["chat", "hi", "--no-stream"], False),
    ):
        done = run(*words, *base)
        assert bool(fake.requests[-1].json().get("stream")) is streams
        assert "Hello from the fake server." in done.text


def test_streamed_json_is_an_event_a_line(fake, run):
    done = run("chat", "hi", "--json", "--stream", "--base-url", f"{fake.url}/v1")
    events = [json.loads(line) for line in done.text.splitlines()]
    assert len(events) > 2
    assert "".join(event["choices"][0]["delta"].get("content") or "" for event in events if event["choices"]) == (
        "Hello from the fake server."
    )


def test_a_tool_call_is_printed_as_data(fake, run):
    tool = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}}}
    done = run("chat", "Rain?", "--tools", json.dumps([tool]), "--base-url", f"{fake.url}/v1")
    assert done.code == 0
    assert "weather" in done.text


def test_target_options_reach_the_request(fake, run):
    done = run(
        *("chat", "hi", "--base-url", f"{fake.url}/v1", "--model", "m", "--header", "X-Team: blue"),
        *("--extra-body", '{"top_k": 3}', "--api-key", "sk-canary-123456", "--timeout", "20", "--retry", "0"),
    )
    sent = fake.requests[-1]
    assert done.code == 0
    assert sent.headers["x-team"] == "blue"
    assert "authorization" in sent.headers
    assert (sent.json()["model"], sent.json()["top_k"]) == ("m", 3)


def test_target_options_come_from_the_environment(fake, run, monkeypatch):
    monkeypatch.setenv("INFERLINK_BASE_URL", f"{fake.url}/v1")
    monkeypatch.setenv("INFERLINK_MODEL", "from-environment")
    monkeypatch.setenv("INFERLINK_API_KEY", "sk-canary-123456")
    assert run("chat", "hi").code == 0
    assert fake.requests[-1].json()["model"] == "from-environment"
    assert "authorization" in fake.requests[-1].headers


def test_several_providers_and_a_file_of_ones_own(fake, run, tmp_path):
    own = tmp_path / "acme.json"
    own.write_text(
        json.dumps({"name": "acme", "base": fake.url, "key": "optional", "tasks": {"chat-completion": {"use": "chat"}}})
    )
    assert run("chat", "hi", "--provider", str(own), "--model", "m").code == 0
    with fake.patch():
        fake.fail(503, when=lambda request: "11434" in request.headers.get("x-forwarded-host", ""), times=None)
        done = run("chat", "hi", *("--provider", "ollama", "--provider", "vllm"), "--model", "m", "--retry", "0")
    assert done.code == 0
    assert [request.headers["x-forwarded-host"] for request in fake.requests[1:]] == [
        "localhost:11434",
        "localhost:8000",
    ]


def test_a_job_is_waited_for(fake, run, tmp_path):
    with fake.patch():
        done = run(
            *(
                "text-to-video",
                "waves",
                "--provider",
                "fal-ai",
                "--api-key",
                "key-canary-123",
                "--model",
                "fake/text-to-video",
            ),
            *("--output", str(tmp_path / "waves.mp4")),
        )
    assert (done.code, done.data) == (0, b"")
    assert (tmp_path / "waves.mp4").read_bytes()
