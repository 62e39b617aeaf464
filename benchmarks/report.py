"""The document of a run: table, machine, versions, what is missed and why."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.peers import versions
from benchmarks.rows import CELLS, judge, shown

COLUMNS = ("httpx", "httpx_lifo", "huggingface_hub", "openai", "inferlink")
TITLES = {"httpx": "httpx by hand", "httpx_lifo": "httpx, LIFO pool"}
Samples = dict[tuple[str, str], list[Any]]

INTRODUCTION = """\
# Performance

Written by `make bench`. Do not edit: run it again (about {minutes} minutes; `BENCH=short make bench` takes one or two
and prints without writing this file). The clients take turns at each measure, in {rounds} rounds, so that
what else the machine does falls on all of them. Figures are medians over the rounds. A ratio is inferlink's figure over
the other's in the same round: median, then least and most. Times are processor time of the client's process, unless
they say wall.

- **httpx by hand** is the floor: httpx, replies parsed by pydantic into plain dataclasses, events split on bytes.
  Its pool is httpx's own, which walks every connection at each request: at 64 and 512 at once it is no floor.
  **httpx, LIFO pool** is the same over a transport of 40 lines that hands out the connection that came back last.
- Peers run at their defaults, in environments of their own, as `benchmarks/peers/*.txt` pins them; inferlink runs from
  the checkout.
- "n/a": the client does not have it. Embeddings come as numpy array (huggingface_hub), lists (openai; by hand for
  floats), `Vectors` (inferlink), `array` (by hand for base64); each in the form that its wire gives.
- Growth and dropped streams are measured once, each in a fresh process: {growth}. "blocked" is no
  answer within {blocked} s.
- 512 at once, and the stalls by a URL, a mapping and a queue, are measured in {seldom} of the rounds. A stall is the
  longest gap of a ticker of 1 ms on a warm client; for the upload the median over 5 uploads, to tell the client from
  the machine.
- A profile is by cProfile, which makes calls look dearer than they are; that of the first call adds up the modules' own
  import time by package (`-X importtime`).
- Upload: what the highest resident size rises by, 3 times in fresh processes. Peaks of memory need Linux's `/proc`.
"""


def machine() -> str:
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    name = names[0] if names else platform.machine()
    return f"{os.cpu_count()} processors ({name}), {platform.system()}"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def environment() -> list[str]:
    from importlib.metadata import version

    ours = ", ".join(f"{name} {version(name)}" for name in ("inferlink", "httpx", "pydantic"))
    pinned = [f"{name} {found}" for name, found in versions().items()]
    date = datetime.now(UTC).date().isoformat()
    return [
        f"- Date: {date}. Machine: {machine()}.",
        f"- {platform.python_implementation()} {platform.python_version()}; {ours}; " + "; ".join(pinned) + ".",
    ]


def table(samples: Samples) -> list[str]:
    head = ["measure", *(TITLES.get(name, name) for name in COLUMNS), "inferlink over", "target"]
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " --: |" * len(COLUMNS) + " --- | --- |"]
    for cell in CELLS:
        figures = [shown(cell, samples.get((cell.key, name), [])) for name in COLUMNS]
        lines.append("| " + " | ".join([cell.title, *figures, *judge(cell, samples)]) + " |")
    return lines


def missed(samples: Samples, profiles: dict[str, str]) -> list[str]:
    cells = [cell for cell in CELLS if "missed" in judge(cell, samples)[1]]
    if not cells:
        return ["Every target is met in this run."]
    lines = []
    for cell in cells:
        ratios, verdict = judge(cell, samples)
        ours = shown(cell, samples[cell.key, "inferlink"])
        lines.append(f"- {cell.title}: {', '.join(part for part in (ours, ratios) if part)}: {verdict}")
    for name, text in profiles.items():
        lines += ["", f"Why, for inferlink, `{name}`:", "", "```text", text, "```"]
    return lines


def server(shares: dict[str, float]) -> str:
    name, most = max(shares.items(), key=lambda pair: pair[1])
    return (
        "The server is a process of its own that answers from memory. Its share of one processor was at most "
        f"{most:.0%} (in `{name}`): it is not the limit. In chat: "
        + ", ".join(f"{shares[name]:.0%} (`{name}`)" for name in ("sync_chat", "async_1", "async_64", "async_512"))
        + "."
    )


def render(
    samples: Samples, shares: dict[str, float], profiles: dict[str, str], *, short: bool, rounds: int, seldom: int
) -> str:
    growth = "500 calls, 50 streams" if short else "5,000 calls, 500 streams"
    blocked = 5 if short else 20
    parts = [
        INTRODUCTION.format(minutes=8, rounds=rounds, growth=growth, blocked=blocked, seldom=seldom),
        *environment(),
        "",
        server(shares),
        "",
        "## Results",
        "",
        *table(samples),
        "",
        "## Targets missed",
        "",
        *missed(samples, profiles),
        "",
    ]
    return "\n".join(parts)
