"""The run: rounds in which the clients take turns at each measure, then a table and docs/performance.md."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import report
from benchmarks.home import write_home
from benchmarks.peers import CLIENTS, ROOT, environment, install
from benchmarks.processes import Blocked, Server, Worker
from benchmarks.rows import CELLS, judge
from benchmarks.starts import SNIPPETS, imports, start

CPU = ("sync_chat", "large", "floats", "packed", "image", "sync_stream", "async_stream")
ASYNC = ("async_1", "async_64", "async_512")
STALLS = ("stall_idle", "stall_calls", "stall_upload", "stall_url", "stall_mapping", "stall_queue")
FRESH = ("upload_sync", "upload_async")
ONCE = ("connections", "growth", "growth_async")
DROPS = ("dropped_sync", "dropped_async", "begun_sync", "begun_async")
SELDOM = {"async_512", "stall_url", "stall_mapping", "stall_queue"}
"""Measures that take seconds: not in every round."""

Samples = dict[tuple[str, str], list[Any]]
"""By figure and client, a value a round."""


class Run:
    """One run, and what it has found so far."""

    def __init__(self, server: Server, home: str, *, short: bool) -> None:
        self.server, self.short = server, short
        self.environment = environment(server.url, home)
        self.rounds, self.seldom = (2, 1) if short else (6, 3)
        self.seconds = 0.05 if short else 0.25
        self.blocked = 5 if short else 20
        self.samples: Samples = defaultdict(list)
        self.shares: dict[str, float] = defaultdict(float)

    def worker(self, client: str) -> Worker:
        return Worker(client, self.server, self.environment)

    def keep(self, measure: str, client: str, figures: dict[str, Any] | None) -> None:
        for name, value in (figures or {}).items():
            if name == "share":
                self.shares[measure] = max(self.shares[measure], value)
            else:
                self.samples[f"{measure}.{name}", client].append(value)

    def round(self, number: int) -> None:
        """Each measure once for each client; who is first moves on with each round."""
        names = [*CLIENTS][number % len(CLIENTS) :] + [*CLIENTS][: number % len(CLIENTS)]
        for client in (name for name in names if name in SNIPPETS):
            self.keep("start", client, start(client, self.server, self.environment))
        with ExitStack() as stack:
            workers = {client: stack.enter_context(self.worker(client)) for client in names}
            for measure in (*CPU, *ASYNC, *STALLS):
                for client, worker in workers.items():
                    if self.wanted(measure, client, number):
                        self.keep(measure, client, worker.ask(measure, seconds=self.seconds))

    def wanted(self, measure: str, client: str, number: int) -> bool:
        """Whether it is this client's turn. httpx's own pool takes 15 s to show how slow it is at 512."""
        if client == "httpx_lifo" and measure not in ASYNC:
            return False
        if client == "httpx" and measure == "async_512" and self.short:
            return False
        return number < self.seldom or measure not in SELDOM

    def once(self, measure: str, limit: float = 300) -> None:
        """In fresh processes, for what they keep would disturb others."""
        for client in SNIPPETS:
            with self.worker(client) as worker:
                counts = {"calls": 500, "streams": 50} if self.short else {}
                try:
                    self.keep(measure, client, worker.ask(measure, limit=limit, **counts))
                except Blocked:
                    self.samples[f"{measure}.ok", client].append("blocked")

    def whole(self) -> None:
        for client in SNIPPETS:
            start(client, self.server, self.environment)
        for number in range(self.rounds):
            print(f"round {number + 1} of {self.rounds}", file=sys.stderr)
            self.round(number)
        for measure in FRESH * (1 if self.short else 3) + ONCE:
            self.once(measure)
        for measure in DROPS:
            self.once(measure, self.blocked)

    def profiles(self) -> dict[str, str]:
        """Where the processor time of a figure that missed its target goes."""
        missed = {cell.key.partition(".")[0] for cell in CELLS if "missed" in judge(cell, self.samples)[1]}
        found = {}
        for measure in sorted(missed & {*CPU, *ASYNC}):
            with self.worker("inferlink") as worker:
                figures = worker.ask("profile", of=measure, seconds=0.5)
                found[measure] = figures["text"] if figures else ""
        if "growth_async" in missed:
            with self.worker("inferlink") as worker:
                figures = worker.ask("left")
                found["objects left by 500 streams, async"] = figures["text"] if figures else ""
        if "start" in missed:
            found["import + construct + first call"] = imports("inferlink", self.server, self.environment)
        return found


def main() -> None:
    short = os.environ.get("BENCH") == "short"
    install(os.environ.get("UV", "uv"))
    with TemporaryDirectory(prefix="inferlink-bench-") as home, Server() as server:
        run = Run(server, home, short=short)
        run.whole()
        document = report.render(
            run.samples, run.shares, run.profiles(), short=short, rounds=run.rounds, seldom=run.seldom
        )
    print(document)
    if not short:
        (ROOT / "docs" / "performance.md").write_text(document, encoding="utf-8")
        write_home()


if __name__ == "__main__":
    main()
