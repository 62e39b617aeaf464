"""Changes of fields: parameters of methods, fields of inputs, fields of results."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import type_text
from .change import Change
from .types import covers, known_values, without_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..normalise import Field
    from .change import Level
    from .side import Side

__all__ = ["Comparison"]

_NOTES = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength")
_WORDS = ("description", "default", *_NOTES, "pattern", "minItems", "maxItems", "examples", "wire", "also")
"""Words that no signature shows but in its documentation."""


@dataclass(frozen=True)
class Comparison:
    """Fields of one owner, before and after."""

    old: Side
    new: Side
    owner: str
    """What they belong to, for people: a method or a class."""
    noun: str
    """What one of them is called: parameter or field."""
    is_output: bool

    def changes(self, old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[Change]:
        """All changes from the one set of fields to the other."""
        gone = {name: field for name, field in old.items() if name not in new}
        added = {name: field for name, field in new.items() if name not in old}
        for name, field in gone.items():
            other = _renamed(field, gone, added)
            hint = f"; probably it is {other!r} now" if other else ""
            yield Change("major", *self.old.place(field.raw), f"{self.owner}: the {self.noun} {name!r} is gone{hint}.")
        for name, field in added.items():
            breaks = field.required and not self.is_output
            kind = "new required" if breaks else "new"
            yield Change(
                "major" if breaks else "minor",
                *self.new.place(field.raw),
                f"{self.owner}: {kind} {self.noun} {name!r}.",
            )
        for name in old.keys() & new.keys():
            yield from self._between(name, old[name], new[name])

    def _between(self, name: str, old: Field, new: Field) -> Iterator[Change]:
        place, what = self.new.place(new.raw), f"{self.owner}: the {self.noun} {name!r}"
        if old.required != new.required:
            yield Change(self._required(new), *place, f"{what} is {'required' if new.required else 'optional'} now.")
        level, text = self._types(old, new)
        if level is not None:
            yield Change(level, *place, f"{what} {text}.")
        changed = [word for word in _WORDS if old.raw.get(word) != new.raw.get(word)]
        if level is not None:
            changed = [word for word in changed if word not in ("minItems", "maxItems")]
        if changed:
            yield Change("patch", *place, f"{what} has another {', '.join(changed)}.")

    def _required(self, new: Field) -> Level:
        """Results: without it a reply is refused, or callers must look for None. Inputs: only more to give breaks."""
        return "major" if new.required or self.is_output else "minor"

    def _types(self, old: Field, new: Field) -> tuple[Level | None, str]:
        if old.schema == new.schema:
            return None, ""
        before, after = known_values(old.schema), known_values(new.schema)
        less, more = [each for each in before if each not in after], [each for each in after if each not in before]
        if without_values(old.schema) == without_values(new.schema):
            text = " and ".join(
                [f"no longer lists {_list(less)}"] * bool(less) + [f"lists {_list(more)} too"] * bool(more)
            )
            if self.is_output:  # an open list: any other text is read as well
                return ("minor" if more else "patch"), text or "lists its values in another order"
            return ("major" if less else "minor" if more else "patch"), text or "lists its values in another order"
        fits = covers(old.schema, new.schema) if self.is_output else covers(new.schema, old.schema)
        was, now = type_text(old.schema, self.old.shapes), type_text(new.schema, self.new.shapes)
        return ("minor" if fits else "major"), f"was {was}, and is {now} now"


def _list(values: list[object]) -> str:
    return ", ".join(map(repr, values))


def _renamed(field: Field, gone: Mapping[str, Field], added: Mapping[str, Field]) -> str | None:
    """The new name of a field that is gone: one that says so, the only one of its type, or one that sounds alike."""
    for name, other in added.items():
        if field.name in other.also or field.wire == other.wire:
            return name
    alike = [name for name, other in added.items() if other.schema == field.schema]
    if len(alike) == 1 and sum(other.schema == field.schema for other in gone.values()) == 1:
        return alike[0]
    return next(iter(difflib.get_close_matches(field.name, alike, n=1)), None)
