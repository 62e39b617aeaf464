"""The transport of a client: made at the first call, shared by its `with_options` copies."""

from __future__ import annotations

import threading
from typing import Any

from .. import _transport
from .._transport import TransportSettings
from ..errors import InvalidInput
from ..options import is_number

__all__ = ["Link"]

_LATE = (
    "_calls.failover",
    "_calls.resume",
    "_client.about",
    "_client.raw",
    "_map.checkpoint",
    "_map.plan",
    "_map.tasks",
    "_openai.events",
    "_openai.outputs",
    "_sending.drivers",
    "_specs.catalog",
    "_streams.objects",
    "_streams.parsed",
)
"""Modules that are wanted after the first call."""


class Link:
    """The transport, made at the first call and shared by a client and its `with_options` copies."""

    def __init__(self, max_connections: int, keepalive: float, http_client: object | None = None) -> None:
        if type(max_connections) is not int or max_connections < 1 or not is_number(keepalive) or keepalive < 0:
            raise InvalidInput(
                "max_connections must be at least 1, a whole number, and keepalive must not be negative."
            )
        self.settings = TransportSettings(max_connections=max_connections, keepalive=keepalive, http_client=http_client)
        self.closed = False
        self._lock = threading.Lock()
        self._transport: Any = None

    def open(self, kind: str) -> Any:
        """The transport of that kind, `SyncTransport` or `AsyncTransport`."""
        if self._transport is None or self.closed:
            with self._lock:
                if self.closed:
                    raise InvalidInput("The client is closed: make a new one, or call it inside its `with` block.")
                if self._transport is None:
                    self._transport = getattr(_transport, kind)(self.settings)
        return self._transport

    @property
    def loaded(self) -> bool:
        """Whether `load` has nothing left to do."""
        return self._transport is not None

    def load(self, kind: str) -> None:
        """Do what reads files, before the first call: import its modules, and make the transport."""
        from importlib import import_module

        for name in _LATE:
            import_module(f"inferlink.{name}")
        self.open(kind)

    def take(self) -> Any:
        """The transport, where one was made, for closing; later calls are refused."""
        with self._lock:
            self.closed = True
            transport, self._transport = self._transport, None
        return transport
