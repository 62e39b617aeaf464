"""The option that writes expected requests anew, and waiting that takes no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inferlink.testing import without_waiting

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write tests/contract/expected anew; read the diff")


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds that were waited, none of them really. There is no other Hub."""
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    with without_waiting() as found:
        yield found
