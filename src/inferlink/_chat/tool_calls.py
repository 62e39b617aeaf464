"""Pieces of streamed tool calls: to which call each belongs, whatever the server numbers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ToolCallSorter"]


@dataclass(slots=True)
class _Begun:
    """A call, as far as its pieces tell."""

    place: int
    id: str | None = None
    name: str | None = None


class ToolCallSorter:
    """Sorts the pieces of the tool calls of one choice.

    A piece belongs to the call whose index and id it repeats; else to the latest call with its index, or the latest of
    all where it has no index. It begins a call of its own where there is none yet, or where it names a function and
    either has no index (servers that do not number calls send them whole) or another id or name than that call (some
    gateways give every call index 0). A new id without a name begins nothing: some servers make one up for each piece.
    """

    __slots__ = ("_count", "_known", "_latest")

    def __init__(self) -> None:
        self._count = 0
        self._latest: dict[int | None, _Begun] = {}
        self._known: dict[tuple[int | None, str], _Begun] = {}

    def place(self, index: int | None, id: str | None, name: str | None) -> int:
        """The place of a piece's call among all, in the order in which they began, from 0."""
        call = self._known.get((index, id)) if id else None
        if call is None:
            call = self._latest.get(index)
            if call is None or _begins_another(index, id, name, call):
                call = _Begun(self._count)
                self._count += 1
            if id:
                self._known[index, id] = call
        self._latest[index] = self._latest[None] = call
        call.id, call.name = call.id or id, call.name or name
        return call.place


def _begins_another(index: int | None, id: str | None, name: str | None, call: _Begun) -> bool:
    if not name:
        return False
    if index is None:
        return True
    return bool((id and call.id and id != call.id) or (call.name and name != call.name))
