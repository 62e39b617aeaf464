# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""The clients of inferlink, with the tasks and targets of this package beside their own."""

from __future__ import annotations

from inferlink import AsyncInferenceClient, InferenceClient

from . import routes
from .async_tasks import AsyncTasks
from .sync_tasks import SyncTasks

__all__ = ["AsyncToyGeneratedClient", "ToyGeneratedClient"]


class ToyGeneratedClient(SyncTasks, InferenceClient, index=routes):
    """`InferenceClient` with methods of its own: `mood_detection`, `story_writing`."""


class AsyncToyGeneratedClient(AsyncTasks, AsyncInferenceClient, index=routes):
    """`AsyncInferenceClient` with methods of its own: `mood_detection`, `story_writing`."""
