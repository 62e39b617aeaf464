"""The longest gap of a ticker of 1 ms on the event loop while a warm async client is at work."""

from __future__ import annotations

import asyncio
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.measures.memory import UPLOAD, sound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from benchmarks.job import Job

Figures = dict[str, float]
CALLS = 500


async def longest_gap(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds."""
    worst = 0.0

    async def tick() -> None:
        nonlocal worst
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            worst, last = max(worst, now - last), now

    ticker = asyncio.create_task(tick())
    await asyncio.sleep(0.005)
    await work()
    await asyncio.sleep(0.005)
    ticker.cancel()
    return worst * 1e3


def stall(job: Job, work: Callable[[Any, int], Awaitable[object]], times: int = 1) -> Figures:
    """The same work on one client, which the first time warms; the median over several times."""

    async def run() -> Figures:
        client = job.async_()
        await client.chat()
        await work(client, 0)
        gaps = [await longest_gap(lambda: work(client, 1)) for _ in range(times)]
        await client.close()
        return {"ms": median(gaps)}

    return asyncio.run(run())


def stall_idle(job: Job) -> Figures:
    return {"ms": median(asyncio.run(longest_gap(lambda: asyncio.sleep(0.2))) for _ in range(5))}


def stall_calls(job: Job) -> Figures:
    """One task, one call after the other: does it let others run?"""

    async def work(client: Any, _: int) -> None:
        for _ in range(CALLS):
            await client.chat()

    return stall(job, work)


def stall_upload(job: Job) -> Figures:
    paths = sound(1 << 16), sound(UPLOAD)
    return stall(job, lambda client, number: client.upload(paths[number]), times=5)


def stall_url(job: Job) -> Figures:
    places = "audio.wav", "slow/audio.wav"
    return stall(job, lambda client, number: client.from_url(f"{job.server}/{places[number]}"))


def stall_mapping(job: Job) -> Figures:
    models = "acme/first", "acme/slow-1"
    return stall(job, lambda client, number: client.mapped(models[number]))


def stall_queue(job: Job) -> Figures:
    return stall(job, lambda client, _: client.queued())
