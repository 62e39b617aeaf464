"""Calls and streams by the thousand, sync and async in turn; fails when anything is left of them.

`make soak` makes 100,000 calls, 10,000 whole streams and 10,000 abandoned ones, half of each with either client;
SOAK=short makes fewer. The server is a process of its own. Automatic garbage collection is off, for what is dropped
must be free at once: each client may have two connections, and two streams that wait for a collection would block it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.processes import Server
from benchmarks.rounds import AsyncRounds, SyncRounds

FILES = Path("/proc/self/fd")
BOUNDS: dict[str, float] = {
    "rss": 4,  # MB: freed memory goes back to its arenas, not to the system
    "files": 4,  # each of the two clients may have two connections open
    "sockets": 4,
    "threads": 0,
    "tasks": 0,
    "objects": 50,
    "blocks": 1000,
}
"""How much each figure may grow after the first step, however many steps follow."""


@dataclass(frozen=True)
class Figures:
    """What there is in this process."""

    rss: float
    """Resident memory, MB."""
    files: int
    sockets: int
    threads: int
    tasks: int
    """Unfinished tasks of the loop."""
    objects: int
    """What the garbage collector knows of."""
    blocks: int
    """Pieces of memory that Python has given out."""


@dataclass(frozen=True)
class Plan:
    """How much work: a step of each round for both clients."""

    steps: int
    calls: int
    streams: int
    each_way: int
    """Streams that are abandoned in each of the four ways of a client."""


FULL = Plan(steps=10, calls=5000, streams=500, each_way=125)
SHORT = Plan(steps=3, calls=500, streams=100, each_way=50)
WARM = Plan(steps=2, calls=200, streams=100, each_way=50)


def measure(runner: asyncio.Runner) -> Figures:
    runner.run(drop_timers())
    for _ in range(3):
        gc.collect()
    files = [str(file.readlink()) for file in FILES.iterdir() if file.is_symlink()]
    return Figures(
        rss=int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20),
        files=len(files),
        sockets=sum(file.startswith("socket:") for file in files),
        threads=threading.active_count(),
        tasks=len(asyncio.all_tasks(runner.get_loop())),
        objects=len(gc.get_objects()),
        blocks=sys.getallocatedblocks(),
    )


async def drop_timers() -> None:
    """Make asyncio let go of timers that were called off: it does so when they are more than 100, and the most."""
    for _ in range(101):
        asyncio.get_running_loop().call_later(3600, print).cancel()
    await asyncio.sleep(0)


def grown(first: Figures, last: Figures) -> list[str]:
    """What is not flat."""
    before, after = asdict(first), asdict(last)
    return [
        f"{name} grew by {after[name] - before[name]:.1f}, more than {bound:g}"
        for name, bound in BOUNDS.items()
        if after[name] - before[name] > bound
    ]


def kinds() -> Counter[str]:
    return Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())


class Soak:
    """Both clients, and what they have done."""

    def __init__(self, url: str, runner: asyncio.Runner) -> None:
        self.runner, self.sync, self.async_ = runner, SyncRounds(url), AsyncRounds(url)
        self.done: Counter[str] = Counter()

    def step(self, plan: Plan) -> None:
        sizes = {"calls": plan.calls, "streams": plan.streams, "failures": plan.each_way}
        for name in ("calls", "streams", "failures", *SyncRounds.WAYS):
            getattr(self.sync, name)(sizes.get(name, plan.each_way))
            self.done[name if name in sizes else "abandoned"] += sizes.get(name, plan.each_way)
        for name in ("calls", "streams", "failures", *AsyncRounds.WAYS):
            self.runner.run(getattr(self.async_, name)(sizes.get(name, plan.each_way)))
            self.done[name if name in sizes else "abandoned"] += sizes.get(name, plan.each_way)

    def close(self) -> None:
        self.sync.close()
        self.runner.run(self.async_.close())


def soak(url: str, plan: Plan) -> list[str]:
    """What is not flat after all steps; the figures of each are printed."""
    gc.disable()
    with asyncio.Runner() as runner:
        work = Soak(url, runner)
        for _ in range(WARM.steps):
            work.step(WARM)
        known, first = kinds(), measure(runner)
        work.done.clear()
        print(f"{'':46}" + "".join(f"{name:>9}" for name in BOUNDS))
        show("warm", first)
        last = first
        for _ in range(plan.steps):
            work.step(plan)
            last = measure(runner)
            show(", ".join(f"{work.done[name]} {name}" for name in ("calls", "streams", "abandoned")), last)
        faults = grown(first, last)
        if faults:
            faults.append(f"most grown: {(kinds() - known).most_common(8)}")
        work.close()
    return faults


def show(label: str, figures: Figures) -> None:
    print(
        f"{label:46}" + "".join(f"{value:9.1f}" if value % 1 else f"{value:9g}" for value in asdict(figures).values())
    )


def main() -> None:
    with Server() as server:
        faults = soak(server.url, SHORT if os.environ.get("SOAK") == "short" else FULL)
    if faults:
        sys.exit("Not flat: " + "; ".join(faults))
    print("flat: nothing grew by more than " + ", ".join(f"{bound:g} {name}" for name, bound in BOUNDS.items()))


if __name__ == "__main__":
    main()
