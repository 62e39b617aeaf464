"""Nothing is kept after a call: law 6 of the design."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from inferlink.testing import FakeServer

PROGRAM = Path(__file__).with_name("programs") / "nothing_kept.py"
ROUNDS = ("calls", "streams", "abandoned streams", "unread streams", "failures")

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc")


@cache
def what_is_left(kind: str) -> dict[str, dict[str, int]]:
    """What is left after each round of work of the sync or async client."""
    with FakeServer() as server:
        command = [sys.executable, str(PROGRAM), kind, server.url]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    left: dict[str, dict[str, int]] = json.loads(run.stdout)
    return left


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("work", ROUNDS)
def test_nothing_is_kept(kind: str, work: str) -> None:
    left = what_is_left(kind)[work]
    assert left["objects"] < 20, left
    assert left["blocks"] < left["size"] / 2, left  # caches inside the interpreter grow by some, not by one a call
    assert left["files"] <= 2, left  # two connections may be open
    assert left["threads"] <= 0, left
