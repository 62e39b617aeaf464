"""Where the time of a measure goes, by cProfile; for the figures that miss their target."""

from __future__ import annotations

import cProfile
import io
import pstats
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measures import calls, streams

if TYPE_CHECKING:
    from benchmarks.worker import Job

ROWS = 12


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
