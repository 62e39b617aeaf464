"""For tests: `FakeServer` answers every task without a model; `Recorder` and `Replayer` keep real exchanges.

    with FakeServer() as server:
        client = InferenceClient(base_url=f"{server.url}/v1")
        assert client.chat_completion("Hello").choices[0].message.content

The server is one thread on this machine and always gives the same answers. Fixtures for pytest are in
`inferlink.testing.pytest`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._cassette import Recorder, Replayer, UnrecordedRequest
    from ._guard import forbid_network
    from ._http import Received
    from ._server import FakeServer
    from ._waits import without_waiting

__all__ = [
    "FakeServer",
    "Received",
    "Recorder",
    "Replayer",
    "UnrecordedRequest",
    "forbid_network",
    "without_waiting",
]

_HOMES = {
    "FakeServer": "_server",
    "Received": "_http",
    "Recorder": "_cassette",
    "Replayer": "_cassette",
    "UnrecordedRequest": "_cassette",
    "forbid_network": "_guard",
    "without_waiting": "_waits",
}


def __getattr__(name: str) -> object:
    # The generator takes its example values from this package, and must run before anything is generated.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
