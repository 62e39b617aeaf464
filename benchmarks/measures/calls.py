"""Unary calls: processor time a call, calls a second, 99th percentile of the wall time."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.job import Job

Figures = dict[str, float]


def repeat(call: Callable[[], object], seconds: float, warm: int) -> Figures:
    """Repeat a call for some seconds of processor time."""
    for _ in range(warm):
        call()
    count, wall, cpu = 0, time.perf_counter(), time.process_time()
    while (used := time.process_time() - cpu) < seconds:
        call()
        count += 1
    return {"us": used / count * 1e6, "ms": used / count * 1e3, "per_s": count / (time.perf_counter() - wall)}


def sync_chat(job: Job) -> Figures:
    return repeat(job.sync().chat, job.seconds, 50)


def large(job: Job) -> Figures:
    return repeat(job.sync("/large").chat, job.seconds, 3)


def floats(job: Job) -> Figures:
    return repeat(job.sync().embed_floats, job.seconds, 2)


def packed(job: Job) -> Figures:
    return repeat(job.sync().embed_packed, job.seconds, 2)


def image(job: Job) -> Figures:
    return repeat(job.sync().image, job.seconds, 5)


def async_1(job: Job) -> Figures:
    return asyncio.run(concurrent(job, 1))


def async_64(job: Job) -> Figures:
    return asyncio.run(concurrent(job, 64))


def async_512(job: Job) -> Figures:
    return asyncio.run(concurrent(job, 512))


async def concurrent(job: Job, width: int) -> Figures:
    """As many callers at once, each with its next call as soon as one is done; each warms up with two calls."""
    client = job.async_()
    for _ in range(2):
        await asyncio.gather(*(client.chat() for _ in range(width)))
    times: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(caller(client, cpu + job.seconds, times) for _ in range(width)))
    used, passed = time.process_time() - cpu, time.perf_counter() - wall
    await client.close()
    times.sort()
    return {"us": used / len(times) * 1e6, "per_s": len(times) / passed, "p99": times[len(times) * 99 // 100] * 1e3}


async def caller(client: Any, until: float, times: list[float]) -> None:
    while True:
        start = time.perf_counter()
        await client.chat()
        times.append(time.perf_counter() - start)
        if time.process_time() > until:
            return
