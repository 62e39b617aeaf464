"""Streams: processor time a chunk and to the first text, connections, and streams that are dropped."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from benchmarks.replies import CHUNKS

if TYPE_CHECKING:
    from benchmarks.job import Job

Figures = dict[str, float]
DROPPED = 130
WHOLE = 20


def read(client: Any) -> int:
    return sum(1 for _ in client.texts(client.open()))


async def read_async(client: Any) -> int:
    count = 0
    async for _ in client.texts(await client.open()):
        count += 1
    return count


def first(client: Any) -> float:
    """Processor seconds from the call to the first text; the rest is read and not counted."""
    start = time.process_time()
    texts = client.texts(client.open())
    next(texts)
    used = time.process_time() - start
    sum(1 for _ in texts)
    return used


async def first_async(client: Any) -> float:
    start = time.process_time()
    texts = client.texts(await client.open())
    await anext(texts)
    used = time.process_time() - start
    async for _ in texts:
        pass
    return used


def check(count: int) -> None:
    if count != CHUNKS:
        raise AssertionError(f"{count} texts came instead of {CHUNKS}")


def sync_stream(job: Job) -> Figures:
    client = job.sync()
    check(read(client))
    count, start = 0, time.process_time()
    while (used := time.process_time() - start) < job.seconds:
        count += read(client)
    client = job.sync("/short")
    firsts = [first(client) for _ in range(30)]
    return {"us": used / count * 1e6, "first": sum(firsts[5:]) / len(firsts[5:]) * 1e6}


def async_stream(job: Job) -> Figures:
    async def run() -> Figures:
        client = job.async_()
        check(await read_async(client))
        count, start = 0, time.process_time()
        while (used := time.process_time() - start) < job.seconds:
            count += await read_async(client)
        await client.close()
        client = job.async_("/short")
        firsts = [await first_async(client) for _ in range(30)]
        await client.close()
        return {"us": used / count * 1e6, "first": sum(firsts[5:]) / len(firsts[5:]) * 1e6}

    return asyncio.run(run())


def connections(job: Job) -> Figures:
    """New connections for whole streams, after a first one."""
    client = job.sync()
    read(client)
    before = job.opened()
    for _ in range(WHOLE):
        read(client)
    return {"sync": job.opened() - before - 1, "async": asyncio.run(connections_async(job))}


async def connections_async(job: Job) -> int:
    client = job.async_()
    await read_async(client)
    before = job.opened()
    for _ in range(WHOLE):
        await read_async(client)
    after = job.opened()
    await client.close()
    return after - before - 1


def dropped_sync(job: Job, *, begin: bool = False) -> Figures:
    """Streams are opened and forgotten, unread or after their first text; then a call must come through."""
    client = job.sync()
    for _ in range(DROPPED):
        stream = client.open()
        if begin:
            next(client.texts(stream))
    del stream
    client.chat()
    return {"ok": 1}


def begun_sync(job: Job) -> Figures:
    return dropped_sync(job, begin=True)


def dropped_async(job: Job, *, begin: bool = False) -> Figures:
    async def run() -> Figures:
        client = job.async_()
        for _ in range(DROPPED):
            stream = await client.open()
            if begin:
                await anext(client.texts(stream))
        del stream
        await client.chat()
        return {"ok": 1}

    return asyncio.run(run())


def begun_async(job: Job) -> Figures:
    return dropped_async(job, begin=True)
