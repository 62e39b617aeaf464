"""Fixtures for every test, and how `make test` shares them out among workers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

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


SERVERS = "tests/servers/"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """With `--dist loadfile`, not only a file stays in one worker, but the folder of real servers: each starts once."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return SERVERS if nodeid.startswith(SERVERS) else super()._split_scope(nodeid)

    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Workers begin with that folder: no other part takes as long."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not item.nodeid.startswith(SERVERS))
