"""The same wire and the same results as huggingface_hub: its recorded exchanges replayed against inferlink.

The exchanges and their replayer stand beside this repository (or below `INFERLINK_REFERENCE`); without them nothing is
compared here, and the tests say so. `tests/parity/differences.toml` names the cases that differ on purpose.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections import Counter

import pytest
from contract.recording import REFERENCE as RECORDINGS
from contract.recording import ROOT

REFERENCE = RECORDINGS.parent / "parity"
HERE = ROOT / "tests" / "parity"
REPLAYED = {"hf-inference": 45, "url": 45, "together": 90, "fal-ai": 90, "groq": 90}
"""Providers, as the records name them, and how many cases of those with this number or a lower one may be named; `url`
is any URL of the caller's own."""
DIFFERENCES = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))["difference"]
NAMED = [case for difference in DIFFERENCES for case in difference["cases"]]


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Cases that differ, sync or async, and how."""
    if not (REFERENCE / "replay.py").exists():
        pytest.skip(f"not run: there are no recorded exchanges in {REFERENCE}")
    report = tmp_path_factory.mktemp("parity") / "report.json"
    providers = [word for name in REPLAYED for word in ("--provider", name)]
    command = [sys.executable, "replay.py", "--python", sys.executable, "--golden", "golden/public", *providers]
    command += ["--package", "loaded_inferlink", "--report", str(report)]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, cwd=REFERENCE, env=environment, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    found = json.loads(report.read_text("utf-8"))
    return {f"{failure['id']}": json.dumps(failure["why"]) for failure in found["failures"]}


def test_cases_that_differ_are_named(differing: dict[str, str]) -> None:
    assert {case: why for case, why in differing.items() if case not in NAMED} == {}


def test_cases_that_are_named_differ(differing: dict[str, str]) -> None:
    assert sorted(set(NAMED) - differing.keys()) == []


def test_cases_are_named_once_and_are_few() -> None:
    assert [case for case, times in Counter(NAMED).items() if times > 1] == []
    for most in set(REPLAYED.values()):
        counted = [case for case in NAMED if REPLAYED[case.partition("/")[0]] <= most]
        assert len(counted) <= most


def test_every_difference_has_a_reason() -> None:
    assert all(difference["reason"].strip() and difference["cases"] for difference in DIFFERENCES)
