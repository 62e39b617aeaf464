"""The list of models, as one flow for both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._sending.effects import Flow
    from .._settings import Settings, State
    from .outputs import ModelList

__all__ = ["list_models"]


def list_models(settings: Settings, state: State) -> Flow[ModelList]:
    """What the target lists. As a generator it imports what it needs when it runs, off a loop."""
    from .._client.about import served_models
    from .outputs import ModelList

    return ModelList((yield from served_models(settings, state)))
