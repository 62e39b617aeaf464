"""What stays behind after calls and streams, and what an upload takes at its peak."""

from __future__ import annotations

import asyncio
import gc
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measures.streams import read, read_async

if TYPE_CHECKING:
    from benchmarks.job import Job

Figures = dict[str, float]
MEGABYTE = 1 << 20
UPLOAD = 50 * MEGABYTE


def objects() -> int:
    gc.collect()
    gc.collect()
    return len(gc.get_objects())


def reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """Highest resident size since the last reset, in MB (Linux)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def growth(job: Job) -> Figures:
    client = job.sync("/short")
    for _ in range(20):
        client.chat(), read(client)
    before = objects()
    for _ in range(job.calls):
        client.chat()
    between = objects()
    for _ in range(job.streams):
        read(client)
    return {"calls": between - before, "streams": objects() - between}


async def objects_of_loop() -> int:
    """The loop drops cancelled timers when it turns: it gets the chance."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return objects()


def growth_async(job: Job) -> Figures:
    async def run() -> Figures:
        client = job.async_("/short")
        for _ in range(20):
            await client.chat()
            await read_async(client)
        before = await objects_of_loop()
        for _ in range(job.calls):
            await client.chat()
        between = await objects_of_loop()
        for _ in range(job.streams):
            await read_async(client)
        return {"calls": between - before, "streams": await objects_of_loop() - between}

    return asyncio.run(run())


def sound(size: int) -> Path:
    """A sparse file that begins as a WAV does."""
    from benchmarks.replies import wav

    path = Path(tempfile.mkdtemp(prefix="inferlink-bench-")) / "sound.wav"
    with path.open("wb") as file:
        file.write(wav(1000)[:44])
        file.truncate(size)
    return path


def upload_sync(job: Job) -> Figures:
    client, small, large = job.sync(), sound(MEGABYTE // 8), sound(UPLOAD)
    client.upload(small)
    gc.collect()
    reset_peak()
    before = peak()
    client.upload(large)
    return {"mb": peak() - before}


def upload_async(job: Job) -> Figures:
    async def run() -> Figures:
        client, small, large = job.async_(), sound(MEGABYTE // 8), sound(UPLOAD)
        await client.upload(small)
        gc.collect()
        reset_peak()
        before = peak()
        await client.upload(large)
        return {"mb": peak() - before}

    return asyncio.run(run())
