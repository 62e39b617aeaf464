"""Where the time of a measure goes, by cProfile; for the figures that miss their target."""

from __future__ import annotations

import asyncio
import cProfile
import gc
import io
import pstats
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measures import calls, streams

if TYPE_CHECKING:
    from benchmarks.job import Job

ROWS = 12


def census() -> Counter[str]:
    gc.collect()
    return Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())


def left(job: Job) -> dict[str, str]:
    """Types of which more objects are there after 500 streams of the async client."""

    async def run() -> Counter[str]:
        client = job.async_("/short")
        for _ in range(20):
            await streams.read_async(client)
        before = census()
        for _ in range(500):
            await streams.read_async(client)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return census() - before

    return {"text": "\n".join(f"{count:6d}  {name}" for name, count in asyncio.run(run()).most_common(6))}


def profile(job: Job) -> dict[str, str]:
    measure = getattr(calls, job.of, None) or getattr(streams, job.of)
    measure(job)
    profiler = cProfile.Profile()
    profiler.runcall(measure, job)
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out).sort_stats("tottime")
    total = stats.total_tt  # type: ignore[attr-defined]  # not in typeshed
    rows = []
    for place in stats.fcn_list[:ROWS]:  # type: ignore[attr-defined]  # not in typeshed
        _, count, own, whole, _ = stats.stats[place]  # type: ignore[attr-defined]  # not in typeshed
        file, line, function = place
        where = f"{Path(file).parent.name}/{Path(file).name}:{line} " if line else ""
        rows.append(f"{own / total:6.1%} own {whole / total:6.1%} with callees {count:8d} calls  {where}{function}")
    return {"text": "\n".join(rows)}
