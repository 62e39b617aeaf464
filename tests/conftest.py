"""Fixtures for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator

# `make fuzz` takes the second one. Deadlines are off: a machine may be slow, and no test is about time.
for name, examples in (("usual", 300), ("fuzz", 10_000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
settings.load_profile("usual")


@pytest.fixture(scope="session")
def local_server() -> Iterator[LocalServer]:
    """A real llama.cpp server with a real 135M model, shared by the whole session: do not stop it."""
    with LocalServer(threads=1) as server:
        yield server
