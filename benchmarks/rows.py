"""The rows of the table, and their targets (issue 6 of the project): a ratio to a client, or a bound."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

Samples = dict[tuple[str, str], list[Any]]
OURS = "inferlink"


@dataclass(frozen=True)
class Cell:
    """One row."""

    key: str
    title: str
    digits: int = 0
    ratios: tuple[tuple[str, float], ...] = ()
    """Most that the ratio of inferlink to a client may be."""
    most: float | None = None
    """Most that inferlink's own figure may be."""


def _stall(key: str, title: str) -> Cell:
    return Cell(f"stall_{key}.ms", f"loop stall, {title}, ms wall", 1, most=10)


_WIDE = (("httpx_lifo", 1.2), ("huggingface_hub", 0.65))
_STREAM = (("httpx", 1.35), ("huggingface_hub", 0.25), ("openai", 0.16))
_BELOW = (("huggingface_hub", 1.0), ("openai", 1.0))

CELLS = (
    Cell("start.import_ms", "import, ms over a bare interpreter", 0, (("huggingface_hub", 0.25), ("openai", 0.1))),
    Cell("start.modules", "import, modules"),
    Cell("start.import_mb", "import, peak RSS, MB"),
    Cell("start.call_ms", "import + construct + first call, ms", 0, (("huggingface_hub", 0.75), ("openai", 0.3))),
    Cell("start.call_mb", "import + construct + first call, peak RSS, MB"),
    Cell("sync_chat.us", "sync chat, 1.5 KB, us a call", 0, (("httpx", 1.1),)),
    Cell("sync_chat.per_s", "sync chat, calls/s"),
    Cell("large.ms", "sync chat, 200 KB, ms a call", 2, (("httpx", 1.2),)),
    Cell("floats.ms", "embeddings 256 x 1024 as floats, ms", 1, _BELOW),
    Cell("packed.ms", "embeddings 256 x 1024 as base64, ms", 1, _BELOW),
    Cell("image.ms", "image of 1 MB, ms", 2),
    Cell("async_1.us", "async chat, 1 at once, us a call"),
    Cell("async_64.us", "async chat, 64 at once, us a call", 0, _WIDE),
    Cell("async_512.us", "async chat, 512 at once, us a call", 0, _WIDE),
    Cell("async_1.per_s", "async chat, 1 at once, calls/s"),
    Cell("async_64.per_s", "async chat, 64 at once, calls/s"),
    Cell("async_512.per_s", "async chat, 512 at once, calls/s"),
    Cell("async_1.p99", "async chat, 1 at once, p99, ms wall", 1),
    Cell("async_64.p99", "async chat, 64 at once, p99, ms wall", 1),
    Cell("async_512.p99", "async chat, 512 at once, p99, ms wall", 1),
    Cell("sync_stream.us", "stream, sync, us a chunk", 1, _STREAM),
    Cell("async_stream.us", "stream, async, us a chunk", 1, _STREAM),
    Cell("sync_stream.first", "stream, sync, us to the first text"),
    Cell("async_stream.first", "stream, async, us to the first text"),
    Cell("connections.sync", "new connections for 20 whole streams, sync", 0, most=0),
    Cell("connections.async", "new connections for 20 whole streams, async", 0, most=0),
    Cell("dropped_sync.ok", "130 streams opened and dropped unread, then a call, sync"),
    Cell("dropped_async.ok", "130 streams opened and dropped unread, then a call, async"),
    Cell("begun_sync.ok", "130 streams dropped after their first text, then a call, sync"),
    Cell("begun_async.ok", "130 streams dropped after their first text, then a call, async"),
    Cell("growth.calls", "gc objects after calls, sync"),
    Cell("growth_async.calls", "gc objects after calls, async"),
    Cell("growth.streams", "gc objects after streams, sync", 0, most=200),
    Cell("growth_async.streams", "gc objects after streams, async", 0, most=200),
    Cell("upload_sync.mb", "upload of 50 MB from a path, extra peak, MB, sync", 1, most=4),
    Cell("upload_async.mb", "upload of 50 MB from a path, extra peak, MB, async", 1, most=4),
    Cell("stall_idle.ms", "loop stall, nothing (the noise of the machine), ms wall", 1),
    _stall("calls", "500 chat calls of one task in a row"),
    _stall("upload", "upload of 50 MB from a path"),
    _stall("url", "an input given as a URL (server 1 s)"),
    _stall("mapping", "provider mapping (Hub 1 s)"),
    _stall("queue", "queue job, 3 polls"),
)


def shown(cell: Cell, values: list[Any]) -> str:
    """The median, or the word that stands for it."""
    if not values:
        return "n/a"
    if "blocked" in values:
        return "blocked"
    if cell.key.endswith(".ok"):
        return "ok"
    return f"{median(values):,.{cell.digits}f}"


def ratio(samples: Samples, key: str, other: str) -> list[float]:
    """inferlink's figure over another's, round by round."""
    pairs = zip(samples.get((key, OURS), []), samples.get((key, other), []), strict=False)
    return [ours / theirs for ours, theirs in pairs if not isinstance(theirs, str) and theirs > 0]


def judge(cell: Cell, samples: Samples) -> tuple[str, str]:
    """The ratios with their spread, and the verdict on each target."""
    limits = dict(cell.ratios)
    texts, verdicts = [], []
    for other in ("httpx", "httpx_lifo", "huggingface_hub", "openai"):
        found = ratio(samples, cell.key, other) if limits or cell.key.endswith((".us", ".ms", ".first", "_ms")) else []
        if not found or cell.key.startswith("stall"):
            continue
        middle = median(found)
        texts.append(f"{other} {middle:.2f} ({min(found):.2f}-{max(found):.2f})")
        if other in limits:
            verdicts.append(f"{'met' if middle <= limits[other] else '**missed**'} ({limits[other]:g}x {other})")
    ours = samples.get((cell.key, OURS), [])
    if cell.key.endswith(".ok"):
        verdicts.append("**missed** (blocked)" if "blocked" in ours else "met (nothing blocked)")
    if cell.most is not None and ours:
        texts += [f"itself {min(ours):.{cell.digits}f}-{max(ours):.{cell.digits}f}"] if len(ours) > 1 else []
        word = "met" if max(ours) <= cell.most else "met by the median, **not in each round**"
        verdicts.append(f"{word if median(ours) <= cell.most else '**missed**'} (at most {cell.most:g})")
    return "; ".join(texts), ", ".join(verdicts)
