"""The help of every sub-command, as text, and what is made of the specs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from cli.update_golden import GOLDEN, helps
from typer.main import get_command

from inferlink.cli import app
from inferlink_generated.commands import COMMANDS
from inferlink_generated.operations import OPERATIONS

HELPS = helps()
CHECK = "python tests/cli/update_golden.py, and read the diff."


@pytest.mark.parametrize("name", HELPS)
def test_help_is_what_it_was(name):
    assert HELPS[name] == (GOLDEN / f"{name}.txt").read_text("utf-8"), f"Run: {CHECK}"


def test_no_golden_help_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(HELPS), f"Run: {CHECK}"


@pytest.mark.parametrize("name", HELPS)
def test_help_fits_the_terminal(name):
    assert max(map(len, HELPS[name].splitlines())) <= 80


def test_without_a_command_the_help_is_shown_as_it_is_and_the_code_is_2(run):
    done = run()
    assert (done.code, done.data) == (2, b"")
    assert done.errors == run("--help").text


def test_every_task_has_a_sub_command():
    assert {command.task for command in COMMANDS} == set(OPERATIONS)
    assert {command.name for command in COMMANDS} <= set(HELPS)


def test_no_sub_command_is_there_twice():
    assert max(Counter(command.name for command in app.registered_commands).values()) == 1


def test_every_parameter_has_an_option():
    for command in COMMANDS:
        operation = OPERATIONS[command.task]
        python = {wire: name for name, wire in operation.wire.items()}
        wanted = {*operation.arguments, *(python.get(wire, wire) for wire in operation.parameters)}
        assert {value.name for value in command.values} == wanted


def test_no_option_is_there_twice():
    program = get_command(app)
    for command in program.commands.values():
        written = Counter(
            word
            for each in command.params
            for word in (*each.opts, *each.secondary_opts)  # --stream, --no-stream
        )
        assert [word for word, times in written.items() if times > 1] == [], command.name


def complete(words: str) -> set[str]:
    """What bash is offered for the last of the words."""
    number = len(words.split(" ")) - 1
    shell = {"_INFERLINK_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    done = subprocess.run(
        [sys.executable, "-m", "inferlink"], env=shell, capture_output=True, text=True, check=False, timeout=60
    )
    return set(done.stdout.split())


def test_sub_commands_options_and_choices_are_completed():
    assert complete("inferlink text-to") == {"text-to-audio", "text-to-image", "text-to-speech", "text-to-video"}
    assert {"--temperature", "--base-url", "--json"} <= complete("inferlink chat --")
    assert complete("inferlink text-classification hi --function-to-apply s") == {"sigmoid", "softmax"}
