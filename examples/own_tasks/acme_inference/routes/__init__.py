# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Which providers and servers there are. The file of one is loaded when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUTO", "BARE_URL", "DEFAULT", "OPERATIONS", "PROVIDERS", "PROVIDERS_OF", "SERVERS", "SHAPES", "TASKS"]

PROVIDERS: tuple[str, ...] = ()
SERVERS: tuple[str, ...] = ("acme", "endpoint")

AUTO: str | None = None
"""The provider that lets the Hub's router choose."""

DEFAULT: str | None = None
"""The provider of calls that name neither provider nor model."""

PROVIDERS_OF: Mapping[str, tuple[str, ...]] = {"defect-detection": (), "reply-drafting": (), "ticket-triage": ()}
"""Task to the providers that serve it."""

BARE_URL: tuple[tuple[str, str], ...] = ()
"""Regular expression on the path of a URL, and the server that such a URL belongs to; the first match counts."""

SHAPES: Mapping[str, Mapping[str, object]] = {}
"""Routes that provider files refer to with `use:`."""

TASKS: Mapping[str, tuple[str, ...]] = {name: operation.parameters for name, operation in OPERATIONS.items()}
"""Task to its parameters."""
