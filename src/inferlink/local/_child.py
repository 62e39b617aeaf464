"""The life of the server's process, seen from its parent: start, last words, end."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import APIConnectionError, InferenceTimeoutError

if TYPE_CHECKING:
    from ._serve import Config

__all__ = ["Child", "unreachable"]

_SCRIPT = Path(__file__).with_name("_serve.py")
_GRACE = 3.0
"""Seconds between asking the process to end and ending it."""
_TAIL = 2000
"""Bytes of standard error that an error quotes."""


def unreachable(message: str) -> APIConnectionError:
    """The error for a server that does not run: trying again does not help."""
    error = APIConnectionError(message)
    error.stage = "connect"
    error.retryable = False
    return error


class Child:
    """A server's process, from its start."""

    url: str = ""
    """Where it listens; empty until it does."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._is_stopped = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed by stop()
        command = [sys.executable, "-P", "-X", "faulthandler", str(_SCRIPT)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors)

    def serve(self, config: Config, start_timeout: float) -> None:
        """Load the model, and return when the server answers."""
        self.url = self._exchange(json.dumps(config), start_timeout)

    def is_alive(self, patience: float = 0.0) -> bool:
        """Whether the process runs, and goes on running for `patience` seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        return self.process.returncode is None

    def last_words(self) -> str:
        """How the process ended, with the end of its standard error."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - _TAIL))
        tail = self._errors.read().decode(errors="replace").strip() or "it wrote nothing to standard error"
        return f"The local server's process ended with exit code {self.process.returncode}:\n{tail}"

    def stop(self) -> None:
        """End the process and wait for its end. A forked copy of this object leaves the process alone."""
        if os.getpid() != self._owner:
            return
        self._is_stopped = True
        self.process.terminate()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for file in (self.process.stdin, self.process.stdout, self._errors):
            _close(file)

    def _exchange(self, config: str, timeout: float) -> str:
        """Send the configuration, get the URL. A process that takes too long is killed, which ends the wait."""
        started = time.monotonic()
        watchdog = threading.Timer(timeout, self.process.kill)
        watchdog.start()
        try:
            line = self._converse(f"{config}\n".encode())
        finally:
            watchdog.cancel()
        if line:
            return line.decode().strip()
        if time.monotonic() - started >= timeout:
            message = f"The local server was not ready after {timeout:g} s. Set start_timeout= to allow more."
            raise InferenceTimeoutError(message, clock="connect", limit=timeout)
        raise unreachable("The local server was stopped while it started." if self._is_stopped else self.last_words())

    def _converse(self, line: bytes) -> bytes:
        """Write a line, read a line: empty when the process has ended."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        with contextlib.suppress(BrokenPipeError):
            stdin.write(line)
            stdin.flush()
        return stdout.readline()


def _close(file: IO[bytes] | None) -> None:
    if file is not None:
        with contextlib.suppress(OSError):
            file.close()
