# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""The clients of inferlink, with the tasks and targets of this package beside their own."""

from __future__ import annotations

from inferlink import AsyncInferenceClient, InferenceClient

from . import routes
from .async_tasks import AsyncTasks
from .sync_tasks import SyncTasks

__all__ = ["AcmeClient", "AsyncAcmeClient"]


class AcmeClient(SyncTasks, InferenceClient, index=routes):
    """`InferenceClient` with methods of its own: `defect_detection`, `reply_drafting`, `ticket_triage`."""


class AsyncAcmeClient(AsyncTasks, AsyncInferenceClient, index=routes):
    """`AsyncInferenceClient` with methods of its own: `defect_detection`, `reply_drafting`, `ticket_triage`."""
