"""Specs to try the generator on: the project's own, and two toy tasks that use every word but those of chat."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy specs, to be changed."""
    return Path(shutil.copytree(HERE / "toy", tmp_path / "toy"))


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A copy of the project's specs, to be changed."""
    return Path(shutil.copytree(ROOT / "specs", tmp_path / "specs"))


@pytest.fixture(scope="session")
def run_python() -> Run:
    """Runs Python in a process of its own, with other environment variables or in another folder."""

    def run(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env={"PATH": "/usr/bin:/bin", **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
