"""How a subclass of a client gets tasks and targets of its own: by its class, with no registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from .catalog import Index

__all__ = ["Extensible"]


class Extensible:
    """Takes the index of a generated package, as `class AcmeClient(SyncTasks, InferenceClient, index=routes)`."""

    _own: ClassVar[tuple[Index, ...]] = ()

    def __init_subclass__(cls, *, index: Index | None = None) -> None:
        """Know the tasks and targets of a generated package too: `index` is its module `routes`."""
        super().__init_subclass__()
        inherited = dict.fromkeys(each for base in cls.__bases__ for each in getattr(base, "_own", ()))
        cls._own = (*inherited, *(() if index is None else (index,)))
