"""The processes of a run: the server, and one worker for each client."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.request import urlopen

from benchmarks.peers import ROOT, python

if TYPE_CHECKING:
    from types import TracebackType

Figures = dict[str, Any]


class Blocked(Exception):
    """A worker did not answer in time, and was killed."""


class Server:
    """The server's process."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.server"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        with urlopen(f"{self.url}/facts") as reply:
            used: float = json.load(reply)["cpu"]
        return used


class Worker:
    """A client's process."""

    def __init__(self, client: str, server: Server, environment: dict[str, str]) -> None:
        self.client, self.server = client, server
        self.process = subprocess.Popen(
            [python(client), "-m", "benchmarks.worker", client],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, measure: str, *, limit: float = 120, **options: Any) -> Figures | None:
        """Figures of a measure, with the server's share of one processor meanwhile; None if the client lacks it."""
        pipes = self.process.stdin, self.process.stdout, self.process.stderr
        stdin, stdout, stderr = (pipe for pipe in pipes if pipe)
        request = {"measure": measure, "server": self.server.url, **options}
        wall, cpu = time.perf_counter(), self.server.cpu()
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        if not select.select([stdout], [], [], limit)[0]:
            raise Blocked(measure)
        line = stdout.readline()
        if not line:
            raise RuntimeError(f"{self.client} failed at {measure}:\n{stderr.read()}")
        figures: Figures | None = json.loads(line)
        share = (self.server.cpu() - cpu) / (time.perf_counter() - wall)
        return None if figures is None else {**figures, "share": share}
