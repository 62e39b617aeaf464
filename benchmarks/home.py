"""The few figures on the home page of the documentation: rows of docs/performance.md.

`python -m benchmarks` writes them with the document; `python -m benchmarks.home` writes them alone.
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
ROWS = (
    "import, ms over a bare interpreter",
    "sync chat, 1.5 KB, us a call",
    "async chat, 64 at once, us a call",
    "stream, sync, us a chunk",
)
COLUMNS = ("huggingface_hub", "openai", "inferlink")
PLACE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.S)


def write_home() -> None:
    home = DOCS / "index.md"
    home.write_text(with_figures(home.read_text("utf-8"), (DOCS / "performance.md").read_text("utf-8")), "utf-8")


def with_figures(home: str, performance: str) -> str:
    """The home page with the figures of that document."""
    lines = [line.strip("| ").split(" | ") for line in performance.splitlines() if line.startswith("| ")]
    head, *rows = lines
    found = {row[0]: dict(zip(head, row, strict=False)) for row in rows}
    table = [["", *COLUMNS], ["---", *["--:"] * len(COLUMNS)]]
    table += [[name, *(found[name][column] for column in COLUMNS)] for name in ROWS]
    return PLACE.sub("".join(f"| {' | '.join(row)} |\n" for row in table), home)


if __name__ == "__main__":
    write_home()
