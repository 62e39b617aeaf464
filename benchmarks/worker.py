"""One client in a process of its own: reads a request a line, writes an answer a line."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.job import Job
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


def run(job: Job) -> dict[str, Any] | None:
    """The figures of a measure; None where the client has no such method."""
    kind = job.client.Async if job.measure.startswith("stall") else job.client.Sync
    needed = NEEDS.get(job.measure)
    if needed and not hasattr(kind, needed):
        return None
    work = next(getattr(module, job.measure) for module in MODULES if hasattr(module, job.measure))
    figures: dict[str, Any] = work(job)
    return figures


def main(name: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    client = import_module(f"benchmarks.clients.{name}")
    for line in sys.stdin:
        with contextlib.redirect_stdout(sys.stderr):
            figures = run(Job(client=client, **json.loads(line)))
        print(json.dumps(figures), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
