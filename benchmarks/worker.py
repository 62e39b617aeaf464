"""One client in a process of its own: reads a request a line, writes an answer a line."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from benchmarks.measures import calls, memory, profiles, stalls, streams

if TYPE_CHECKING:
    from types import ModuleType

MODULES: tuple[ModuleType, ...] = (calls, streams, memory, stalls, profiles)
NEEDS = {
    "floats": "embed_floats",
    "packed": "embed_packed",
    "image": "image",
    "stall_upload": "upload",
    "stall_url": "from_url",
    "stall_mapping": "mapped",
    "stall_queue": "queued",
    "sync_chat": "chat",
}
"""Method without which a measure is not made."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One request to measure."""

    measure: str
    server: str
    client: ModuleType
    seconds: float = 0.2
    """Processor time to spend."""
    of: str = ""
    """Measure to profile."""
    calls: int = 5000
    streams: int = 500

    def sync(self, variant: str = "") -> Any:
        return self.client.Sync(self.server, variant)

    def async_(self, variant: str = "") -> Any:
        return self.client.Async(self.server, variant)

    def opened(self) -> int:
        """Connections that the server has seen, the one that asks included."""
        with urlopen(f"{self.server}/facts") as reply:
            opened: int = json.load(reply)["opened"]
        return opened

    def run(self) -> dict[str, Any] | None:
        kind = self.client.Async if self.measure.startswith("stall") else self.client.Sync
        needed = NEEDS.get(self.measure)
        if needed and not hasattr(kind, needed):
            return None
        work = next(getattr(module, self.measure) for module in MODULES if hasattr(module, self.measure))
        figures: dict[str, Any] = work(self)
        return figures


def main(name: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    client = import_module(f"benchmarks.clients.{name}")
    for line in sys.stdin:
        with contextlib.redirect_stdout(sys.stderr):
            figures = Job(client=client, **json.loads(line)).run()
        print(json.dumps(figures), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
