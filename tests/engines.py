"""Servers in environments of their own, as make builds them from tests/servers/envs: started, awaited, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "tests" / "servers" / "models"
OPENER = build_opener(ProxyHandler({}))
QUIET = {"HF_HUB_OFFLINE": "1", "DO_NOT_TRACK": "1", "VLLM_NO_USAGE_STATS": "1"}


@dataclass(frozen=True)
class Engine:
    """A running server."""

    url: str
    model: str
    api_key: str | None = None
    say: dict[str, Any] = field(default_factory=dict[str, Any])
    """Parameters that make it say `live.SAID`, and nothing else."""

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def options(self, provider: str | None, path: str = "/v1") -> dict[str, Any]:
        """What a client is made with: the server's name and address, or its URL alone."""
        where = {"provider": provider, "base_url": self.url} if provider else {"base_url": self.url + path}
        return {**where, "model": self.model, "api_key": self.api_key or False}


def ways(engine: str, provider: str, *marks: pytest.MarkDecorator) -> list[Any]:
    """Both ways to a server, as parameters of a fixture: the fixture that starts it, and its name or none."""
    return [
        pytest.param((engine, provider), id=f"{engine}-by-name", marks=marks),
        pytest.param((engine, None), id=f"{engine}-by-url", marks=marks),
    ]


def environment(name: str) -> Path:
    """The folder of an environment."""
    folder = ROOT / ".venvs" / name
    assert (folder / "ready").exists(), f"{folder} is not there: `make test` or `make test-servers` makes it"
    return folder


def model_folder(name: str, script: str, folder: str, *arguments: str) -> Path:
    """A model that a script makes with the packages of an environment; it is kept in there."""
    made = environment(name) / "models" / folder
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=made.parent) as place:
            run = [environment(name) / "bin/python", MODELS / script, f"{place}/{folder}", *arguments]
            subprocess.run(run, env={**os.environ, **QUIET}, check=True, capture_output=True)
            Path(place, folder).rename(made)
    return made


@contextmanager
def running(name: str, *command: str, home: Path, ready: str, **variables: str) -> Iterator[str]:
    """Start a program of an environment on a free port, and give its address when it answers."""
    port = str(free_port())
    url = f"http://127.0.0.1:{port}"
    log = home / "log"
    program = [str(environment(name) / "bin" / command[0]), *command[1:], "--host", "127.0.0.1", "--port", port]
    variables = {"PATH": os.environ["PATH"], "HOME": str(home), **QUIET, **variables}
    with log.open("wb") as output:
        # A session of its own: what the program starts can be ended with it.
        process = subprocess.Popen(
            program, cwd=home, env=variables, stdout=output, stderr=output, start_new_session=True
        )
    try:
        await_answer(process, url + ready, log)
        yield url
    finally:
        stop(process)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def await_answer(process: subprocess.Popen[bytes], url: str, log: Path, patience: float = 600) -> None:
    """Wait until the server answers 200."""
    until = time.monotonic() + patience
    while not answers(url):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
        if process.returncode is not None or time.monotonic() > until:
            raise AssertionError(f"{process.args} does not serve {url}:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def answers(url: str) -> bool:
    try:
        with OPENER.open(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(30)
    with suppress(ProcessLookupError):  # nobody is left, as it should be
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
