"""A server for tests: `FakeServer` answers every task on this machine, without a model.

    with FakeServer() as server:
        client = InferenceClient(base_url=f"{server.url}/v1")
        assert client.chat_completion("Hello").choices[0].message.content

It is one thread, needs the standard library alone, and always gives the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._http import Received
    from ._server import FakeServer

__all__ = ["FakeServer", "Received"]


def __getattr__(name: str) -> object:
    # The generator takes its example values from this package, and must run before anything is generated.
    if name == "FakeServer":
        from ._server import FakeServer

        return FakeServer
    if name == "Received":
        from ._http import Received

        return Received
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
