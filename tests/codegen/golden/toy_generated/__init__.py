# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Clients, methods and types of tasks of one's own, beside all that inferlink has."""

from __future__ import annotations

from .client import AsyncToyGeneratedClient, ToyGeneratedClient

__all__ = ["AsyncToyGeneratedClient", "ToyGeneratedClient"]
