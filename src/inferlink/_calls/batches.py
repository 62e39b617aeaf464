"""A long list in several requests, where a server takes so many items at once; the vectors come in order."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from .._media.artifacts import Vectors
from .._replies import decode
from ..errors import InferenceError, ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.call import Call
    from .._sending.effects import Flow

__all__ = ["in_batches"]


def in_batches(call: Call, items: list[Any], size: int, run: Callable[[Call], Flow[Any]]) -> Flow[Vectors]:
    """The vectors of all items, asked for `size` at a time. When a request fails, the error has what came before it."""
    parts: list[Vectors] = []
    for start in range(0, len(items), size):
        wanted = items[start : start + size]
        try:
            part = yield from run(call.changed(input=wanted))
            _check(part, len(wanted), parts)
        except InferenceError as error:
            error.partial = _joined(parts) if parts else None
            raise
        call.answered = True
        parts.append(part)
    return _joined(parts)


def _check(part: Vectors, wanted: int, parts: list[Vectors]) -> None:
    """Each item has one vector, as long as those before it: else nothing says which belongs to which."""
    if len(part) != wanted:
        raise ResponseShapeError(f"The server gave {len(part)} vectors for {wanted} texts.")
    if parts and part.shape[1:] != parts[0].shape[1:]:
        raise ResponseShapeError(
            f"The vectors change their shape between two requests: {parts[0].shape[1:]}, then {part.shape[1:]}."
        )


def _joined(parts: list[Vectors]) -> Vectors:
    joined, metas = Vectors.joined(parts), [part.meta for part in parts if part.meta is not None]
    if metas:
        attempts, usage = sum(meta.attempts for meta in metas), reduce(_sum, (meta.usage for meta in metas))
        meta = replace(metas[-1], attempts=attempts, first_byte=metas[0].first_byte, usage=usage)
        decode.attach_meta(joined, meta)
    return joined


def _sum(done: dict[str, object] | None, more: dict[str, object] | None) -> dict[str, object] | None:
    """The counts that both replies have; `None` where one of them has none at all."""
    if done is None or more is None:
        return None
    pairs = ((name, count, more.get(name)) for name, count in done.items())
    return {name: one + two for name, one, two in pairs if isinstance(one, int) and isinstance(two, int)}
