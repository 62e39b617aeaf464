"""The option that writes expected requests anew, and waiting that takes no time."""

from __future__ import annotations

import asyncio

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write tests/contract/expected anew; read the diff")


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were waited, none of them really. There is no other Hub."""
    found: list[float] = []

    async def nap(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    monkeypatch.setattr("time.sleep", found.append)
    monkeypatch.setattr(asyncio, "sleep", nap)
    return found
