"""Nothing is kept after a call: law 6 of the design, by the short form of `make soak`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.soak import BOUNDS, Figures, grown

ROOT = Path(__file__).parents[2]
FLAT = Figures(rss=46.0, files=9, sockets=2, threads=3, tasks=0, objects=37_000, blocks=150_000)
LEAK = """
from benchmarks import rounds, soak
kept = []
rounds.SyncRounds.calls = lambda self, size: kept.extend(self.client.chat_completion("x") for _ in range(size))
soak.SHORT = soak.Plan(steps=1, calls=100, streams=8, each_way=4)
soak.main()
"""
HOOKS = """
from functools import partial
from benchmarks import rounds, soak
from inferlink.hooks import Hooks
from inferlink.otel import otel_hooks
from opentelemetry.sdk.trace import TracerProvider
names = ("on_request", "on_first_byte", "on_result", "on_error")
async def told(event): pass
plain = Hooks(**dict.fromkeys(names, lambda event: None), content=True)
hooks = [plain, otel_hooks(tracer_provider=TracerProvider(), propagate=True)]
rounds.InferenceClient = partial(rounds.InferenceClient, hooks=hooks)
rounds.AsyncInferenceClient = partial(rounds.AsyncInferenceClient, hooks=[*hooks, Hooks(**dict.fromkeys(names, told))])
soak.SHORT = soak.Plan(steps=2, calls=100, streams=40, each_way=20)
soak.main()
"""

in_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="memory and open files are counted in /proc")


def soak(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What a soak in a process of its own says, so that nothing else makes or frees objects."""
    environment = {**os.environ, "SOAK": "short"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@in_proc
def test_nothing_is_left_of_thousands_of_calls_and_streams() -> None:
    done = soak("-m", "benchmarks.soak")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3000 calls, 600 streams, 1200 abandoned" in done.stdout
    assert "flat: " in done.stdout


@in_proc
def test_nothing_is_left_of_what_hooks_were_told() -> None:
    done = soak("-c", HOOKS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "flat: " in done.stdout


@in_proc
def test_results_that_are_kept_are_told() -> None:
    done = soak("-c", LEAK)
    assert done.returncode == 1
    assert "Not flat: objects grew by" in done.stderr
    assert "ChatCompletionOutput" in done.stderr


@pytest.mark.parametrize("name", BOUNDS)
def test_growth_beyond_its_bound_is_told(name: str) -> None:
    before: float = getattr(FLAT, name)
    assert grown(FLAT, replace(FLAT, **{name: before + BOUNDS[name]})) == []
    assert [fault.split()[0] for fault in grown(FLAT, replace(FLAT, **{name: before + BOUNDS[name] + 1}))] == [name]
