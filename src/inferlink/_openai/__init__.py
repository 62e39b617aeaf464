"""OpenAI's shapes: its names for methods, arguments, events and results, as thin views on a client.

A view is made when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink_generated.sync_tasks import SyncTasks

if TYPE_CHECKING:
    from .views import Audio, Chat, Completions, Embeddings, Images

__all__ = ["TasksInShapes"]


class TasksInShapes(SyncTasks):
    """All tasks, and OpenAI's spelling of some."""

    @property
    def chat(self) -> Chat:
        """OpenAI's spelling: `client.chat.completions.create(...)`."""
        from .views import Chat

        return Chat(self)

    @property
    def completions(self) -> Completions:
        """OpenAI's spelling: `client.completions.create(...)`."""
        from .views import Completions

        return Completions(self)

    @property
    def embeddings(self) -> Embeddings:
        """OpenAI's spelling: `client.embeddings.create(...)`."""
        from .views import Embeddings

        return Embeddings(self)

    @property
    def images(self) -> Images:
        """OpenAI's spelling: `client.images.generate(...)`."""
        from .views import Images

        return Images(self)

    @property
    def audio(self) -> Audio:
        """OpenAI's spelling: `client.audio.transcriptions.create(...)`."""
        from .views import Audio

        return Audio(self)
