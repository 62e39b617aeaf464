"""The command as a process: pipes, signals, a terminal, and what its start loads."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inferlink import InferenceClient

if TYPE_CHECKING:
    from inferlink.testing import FakeServer

COMMAND = [sys.executable, "-m", "inferlink"]
PATIENCE = 120


def finish(*words: str, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=PATIENCE, check=False, **more)


@contextmanager
def running(*words: str):
    """A command that serves, and the URL that it has printed."""
    # A shell that starts the tests in the background has interrupts ignored, and children would inherit that.
    process = subprocess.Popen(
        [*COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("program", [COMMAND, [str(Path(sys.executable).with_name("inferlink"))]])
def test_the_module_and_the_script_are_the_same_command(program):
    done = subprocess.run([*program, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "inferlink", "")


def test_commands_are_joined_by_pipes(fake):
    url = ["--base-url", f"{fake.url}/v1"]
    first = finish("chat", "hi", *url)
    second = finish("chat", *url, input=first.stdout)
    assert second.stdout == "Hello from the fake server.\n"
    assert fake.requests[-1].json()["messages"][0]["content"] == "Hello from the fake server."


def test_a_reader_that_goes_away_is_no_traceback(fake):
    command = [*COMMAND, "providers", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        errors = process.stderr.read()
    assert process.wait(PATIENCE) in (0, 1)
    assert b"Traceback" not in errors


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_text_that_the_output_cannot_hold_is_escaped(fake, words):
    fake.reply("chat-completion", "caf\u00e9 \U0001f600")
    command = [*COMMAND, "chat", "hi", "--base-url", f"{fake.url}/v1", *words]
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=env)
    assert (done.returncode, done.stderr, b"caf\xe9 \\U0001f600" in done.stdout) == (0, b"", True)


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 0), ("2>&-", 2)])
def test_stream_that_is_closed_is_an_empty_one(fake, closed, code):
    given = "hi" if closed == ">&-" else ""
    command = f'exec "{sys.executable}" -m inferlink chat {given} --base-url {fake.url}/v1 {closed}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=PATIENCE, check=False, input="")
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_mock_serves_until_it_is_told_to_stop(stop):
    with running("mock") as (process, url):
        with InferenceClient(base_url=f"{url}/v1") as client:
            assert client.chat_completion("hi").choices[0].message.content == "Hello from the fake server."
        process.send_signal(stop)
        out, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, errors) == (0, "", "")


def test_mock_plays_a_local_server():
    with running("mock", "--like", "ollama") as (_, url), InferenceClient(base_url=url) as client:
        assert client.server().name == "ollama"


def test_mock_refuses_what_it_cannot_play():
    done = finish("mock", "--like", "nobody")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_interrupt_of_a_call_is_code_130(fake):
    fake.stall(times=None)
    command = [*COMMAND, "chat", "hi", "--base-url", f"{fake.url}/v1"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    wait_for_request(fake)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, b"Traceback" in errors) == (130, False)


def wait_for_request(fake: FakeServer) -> None:
    while not fake.requests:
        os.sched_yield()


def test_a_conversation_at_a_terminal_sends_all_turns(fake):
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "chat", "--base-url", f"{fake.url}/v1"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "dumb"},
    )
    os.close(terminal)
    read_until(control, b"> ")
    for said in (b"first\n", b"second\n"):
        os.write(control, said)
        read_until(control, b"Hello from the fake server.")
        read_until(control, b"> ")
    fake.fail(400, message="Not this one.")
    os.write(control, b"third\n")
    read_until(control, b"Not this one.")
    read_until(control, b"> ")
    os.write(control, b"fourth\n")
    read_until(control, b"Hello from the fake server.")
    read_until(control, b"> ")
    os.write(control, b"\x04")
    assert process.wait(PATIENCE) == 0
    os.close(control)
    turns = [[message["content"] for message in request.json()["messages"]] for request in fake.requests]
    said = "Hello from the fake server."
    assert turns[1] == ["first", said, "second"]
    assert turns[-1] == ["first", said, "second", said, "fourth"]


def test_a_call_of_a_tool_is_shown_and_stays_in_the_conversation(fake):
    tools = json.dumps([{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}])
    control, terminal = pty.openpty()
    words = ["chat", "--base-url", f"{fake.url}/v1", "--tools", tools]
    process = subprocess.Popen([*COMMAND, *words], stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    read_until(control, b"> ")
    for said in (b"first\n", b"second\n"):
        os.write(control, said)
        read_until(control, b"tool_calls")
        read_until(control, b"> ")
    os.write(control, b"\x04")
    assert process.wait(PATIENCE) == 0
    os.close(control)
    _, answer, _ = fake.requests[1].json()["messages"]
    assert answer["tool_calls"][0]["function"]["name"] == "weather"


def read_until(control: int, wanted: bytes) -> None:
    """Read what the terminal shows until it has shown this."""
    shown = b""
    while wanted not in shown:
        piece = os.read(control, 1)
        assert piece, shown
        shown += piece


def test_progress_is_shown_on_a_terminal_alone(fake):
    fake.fail(503, message="Model is loading", times=1)
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "chat", "hi", "--base-url", f"{fake.url}/v1", "--wait-until-ready", "60"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=terminal,
    )
    os.close(terminal)
    read_until(control, b"waiting for")
    out, _ = process.communicate(timeout=PATIENCE)
    os.close(control)
    assert (process.returncode, out) == (0, b"Hello from the fake server.\n")


def test_the_start_loads_neither_transport_nor_types():
    program = "import sys; from inferlink.cli import app; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True)
    loaded = set(done.stdout.split())
    assert not {"httpx", "h11", "asyncio", "rich", "numpy", "PIL", "ssl"} & loaded
    assert not [name for name in loaded if name.startswith(("inferlink_generated.types.", "inferlink.local"))]
