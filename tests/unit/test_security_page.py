"""SECURITY.md names the tests that show what it says: they must be there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text("utf-8")))
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 40
    assert sorted(name for name in named if f"def {name}(" not in sources) == []


def test_every_threat_has_a_test() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.count("|") >= 4]
    threats = [row for row in rows if not row.startswith(("| threat", "| ---"))]
    assert len(threats) > 20
    assert [row for row in threats if "`test_" not in row] == []
