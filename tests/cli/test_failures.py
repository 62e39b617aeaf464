"""An error is one line on stderr, without a traceback, and an exit code that tells its kind."""

from __future__ import annotations

import subprocess
import sys

import pytest

CANARY = "sk-canary-4f1d9a7c"


@pytest.mark.parametrize(
    ("status", "code"), [(400, 1), (401, 3), (402, 1), (403, 3), (404, 1), (422, 1), (429, 1), (500, 1), (503, 1)]
)
def test_an_error_status_has_its_exit_code(status, code, fake, run):
    fake.fail(status, message="Not today.\nReally.", times=None)
    done = run("chat", "hi", "--base-url", f"{fake.url}/v1", "--retry", "0")
    assert (done.code, done.data) == (code, b"")
    assert "Not today. Really." in done.errors
    assert done.errors.count("\n") == 1


def test_what_is_not_served_is_code_4(fake, run):
    done = run("text-to-image", "fog", "--base-url", f"{fake.url}/v1", "--provider", "ollama", "--output", "x.png")
    assert done.code == 4
    assert fake.requests == []


def test_a_time_limit_is_code_5(fake, run):
    fake.stall(times=None)
    done = run(
        "text-classification", "hi", "--base-url", f"{fake.url}/pipeline/text-classification", "--timeout", "0.2"
    )
    assert done.code == 5


def test_no_connection_is_code_6(fake, run):
    url = fake.url
    fake.stop()
    assert run("chat", "hi", "--base-url", f"{url}/v1", "--retry", "0").code == 6


def test_a_broken_stream_is_code_6_and_keeps_what_was_printed(fake, run):
    fake.cut(after=3, times=None)
    done = run("chat", "hi", "--base-url", f"{fake.url}/v1", "--retry", "0")
    assert (done.code, done.text.startswith("Hello")) == (6, True)


def test_an_error_cannot_steer_the_terminal(fake, run):
    fake.fail(400, message="\x1b]0;owned\x07bad")
    assert "\x1b" not in run("chat", "hi", "--base-url", f"{fake.url}/v1").errors


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inferlink", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_debug_shows_where_it_failed_and_no_key(fake):
    fake.fail(401, message=f"wrong key {CANARY}", times=None)
    words = ("chat", "hi", "--base-url", f"{fake.url}/v1")
    quiet, loud = (
        command(*words, INFERLINK_API_KEY=CANARY),
        command(*words, INFERLINK_API_KEY=CANARY, INFERLINK_LOG="debug"),
    )
    assert (quiet.returncode, loud.returncode) == (3, 3)
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr
    assert CANARY not in quiet.stderr + loud.stderr


def test_without_the_extra_it_says_how_to_install_it():
    program = (
        "import sys, importlib.util as util\n"
        "known = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'typer' else known(name, *more)\n"
        "from inferlink.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "inferlink: the command line needs typer and rich: pip install 'inferlink[cli]'\n"
