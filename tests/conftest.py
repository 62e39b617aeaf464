"""Fixtures for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def local_server() -> Iterator[LocalServer]:
    """A real llama.cpp server with a real 135M model, shared by the whole session: do not stop it."""
    with LocalServer(threads=1) as server:
        yield server
