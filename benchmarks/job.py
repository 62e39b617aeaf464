"""One request to measure, and what it is measured with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, kw_only=True)
class Job:
    """One request to measure."""

    measure: str
    server: str
    client: ModuleType
    seconds: float = 0.2
    """Processor time to spend."""
    of: str = ""
    """Measure to profile."""
    calls: int = 5000
    streams: int = 500

    def sync(self, variant: str = "") -> Any:
        return self.client.Sync(self.server, variant)

    def async_(self, variant: str = "") -> Any:
        return self.client.Async(self.server, variant)

    def opened(self) -> int:
        """Connections that the server has seen, the one that asks included."""
        with urlopen(f"{self.server}/facts") as reply:
            opened: int = json.load(reply)["opened"]
        return opened
