"""A long list in several requests, where a server takes so many items at once; the vectors come in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import _decode
from ._artifacts import Vectors
from .errors import InferenceError, ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._call import Call
    from ._effects import Flow

__all__ = ["in_batches"]


def in_batches(call: Call, items: list[Any], size: int, run: Callable[[Call], Flow[Any]]) -> Flow[Vectors]:
    """The vectors of all items, asked for `size` at a time. When a request fails, the error has what came before it."""
    done: Vectors | None = None
    for start in range(0, len(items), size):
        part = replace(call, input=items[start : start + size])
        part.clock = call.clock
        try:
            done = _add(done, (yield from run(part)))
        except InferenceError as error:
            error.partial = done
            raise
    if done is None:
        raise RuntimeError("there is always one batch")
    return done


def _add(done: Vectors | None, more: Vectors) -> Vectors:
    if done is None:
        return more
    try:
        joined = Vectors.joined([done, more])
    except ValueError as error:
        raise ResponseShapeError(f"The vectors change their shape between two requests: {error}.") from None
    if done.meta is not None and more.meta is not None:
        attempts = done.meta.attempts + more.meta.attempts
        usage = _sum(done.meta.usage, more.meta.usage)
        meta = replace(more.meta, attempts=attempts, first_byte=done.meta.first_byte, usage=usage)
        _decode.attach_meta(joined, meta)
    return joined


def _sum(done: dict[str, object] | None, more: dict[str, object] | None) -> dict[str, object] | None:
    """The counts that both replies have; `None` where one of them has none at all."""
    if done is None or more is None:
        return None
    pairs = ((name, count, more.get(name)) for name, count in done.items())
    return {name: one + two for name, one, two in pairs if isinstance(one, int) and isinstance(two, int)}
