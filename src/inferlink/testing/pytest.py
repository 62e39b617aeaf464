"""Fixtures for pytest.

Write in the `conftest.py` at the root of your tests:

    pytest_plugins = ["inferlink.testing.pytest"]

Nothing is loaded into runs of pytest that do not ask for it. No plugin for asyncio is needed, and any will do.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from .. import AsyncInferenceClient, InferenceClient
from ._cassette import Recorder, Replayer
from ._guard import forbid_network
from ._server import FakeServer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "async_inference_client",
    "cassette",
    "fake_server",
    "inference_client",
    "no_network",
    "pytest_addoption",
]

_OPTION = "--inferlink-record"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that records cassettes anew."""
    group = parser.getgroup("inferlink")
    group.addoption(_OPTION, action="store_true", help="record the cassettes of inferlink anew, with real calls")


@pytest.fixture
def fake_server() -> Iterator[FakeServer]:
    """A fake server that every request of every client is sent to, wherever it is meant for; waits take no time."""
    with FakeServer() as server, server.patch():
        yield server


@pytest.fixture
def inference_client(fake_server: FakeServer) -> Iterator[InferenceClient]:
    """A client of the fake server, for every task."""
    with InferenceClient(provider=fake_server.provider) as client:
        yield client


@pytest.fixture
def async_inference_client(fake_server: FakeServer) -> Iterator[AsyncInferenceClient]:
    """An async client of the fake server, for every task, in any event loop."""
    client = AsyncInferenceClient(provider=fake_server.provider)
    yield client
    asyncio.run(client.close())


@pytest.fixture
def cassette(request: pytest.FixtureRequest) -> Iterator[Recorder | Replayer]:
    """Answers from `cassettes/<module>/<test>.jsonl` beside the test; with `--inferlink-record` it is recorded anew.

    The file of a test in a class has the name of the class before its own: `<class>-<test>.jsonl`.
    """
    name = re.sub(r"[^\w.-]+", "-", request.node.nodeid.partition("::")[2]).strip("-")
    path = request.path.parent / "cassettes" / request.path.stem / f"{name}.jsonl"
    recording = bool(request.config.getoption(_OPTION))
    if not recording and not path.exists():
        pytest.fail(f"There is no cassette for this test: record it with pytest {_OPTION} (it would be {path}).")
    with Recorder(path) if recording else Replayer(path) as found:
        yield found


@pytest.fixture
def no_network() -> Iterator[None]:
    """Fails what would connect to another machine."""
    with forbid_network():
        yield
