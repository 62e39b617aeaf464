"""The app of examples/local_tasks as its tests run it: in its own environment, and held to this machine."""

from __future__ import annotations

import runpy
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from inferlink import InferenceClient

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "examples" / "local_tasks"
GUARD = Path(__file__).parent / "servers" / "loopback_only"
SCRIPT = runpy.run_path(str(FOLDER / "client.py"))
SPEECH = "automatic-speech-recognition"
NAMES = "Ada Lovelace lived in London until 1852."


class App:
    """A running app, and where its guard writes what it tried to reach elsewhere."""

    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self.log = log
        with InferenceClient(base_url=url) as client:
            self.tasks: dict[str, Any] = client.request("GET", "/info").json()["tasks"]

    def at(self, task: str) -> dict[str, str]:
        if self.tasks[task]["state"] == "not installed":
            pytest.skip(f"not run: {task}, whose packages are not installed; `make local-tasks` installs them")
        return {"model": f"{self.url}/{task}"}

    def sample(self, name: str) -> str:
        return f"{self.url}/samples/{name}"


@contextmanager
def serve(log: Path, **environment: str) -> Iterator[App]:
    log.touch()
    settings = {"PYTHONPATH": str(GUARD), "LOOPBACK_ONLY_LOG": str(log), **environment}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        with SCRIPT["serve"]() as url:
            yield App(url, log)
