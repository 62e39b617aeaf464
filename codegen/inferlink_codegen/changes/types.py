"""How two types are related: equal, wider, narrower. A type is what the normaliser gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..load import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["covers", "known_values", "without_values"]


def covers(wide: Schema, narrow: Schema) -> bool:
    """Whether every value of `narrow` is one of `wide`, as far as the types tell."""
    choices = list(_choices(wide))
    return all(any(_takes(choice, part) for choice in choices) for part in _choices(narrow))


def _choices(schema: Schema) -> Iterator[Schema]:
    """The alternatives of a type; each known value is one."""
    if "anyOf" in schema:
        for part in schema["anyOf"]:
            yield from _choices(part)
    elif "enum" in schema:
        yield from ({"value": value} for value in schema["enum"])
    else:
        yield schema


def _takes(wide: Schema, narrow: Schema) -> bool:
    if not wide or wide == narrow:
        return True
    if "value" in narrow:
        return "value" not in wide and "media" not in wide and wide.get("type") in _kinds(narrow["value"])
    kinds = (wide.get("type"), narrow.get("type"))
    if kinds == ("number", "integer"):
        return True
    if kinds == ("array", "array"):
        sizes = [schema.get("minItems") for schema in (wide, narrow)]
        return sizes[0] in (None, sizes[1]) and covers(wide["items"], narrow["items"])
    if kinds == ("object", "object"):
        return covers(_members(wide), _members(narrow))
    return False


def _members(schema: Schema) -> Schema:
    """What the values of a dict are; free JSON where nothing is said."""
    inner: Any = schema.get("additionalProperties", True)
    return Schema() if inner is True else inner


def _kinds(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("boolean",)
    if isinstance(value, (int, float)):
        return ("integer", "number") if isinstance(value, int) else ("number",)
    return ("string",) if isinstance(value, str) else ("null",)


def known_values(schema: Schema) -> list[Any]:
    """The values that a type lists, at any depth."""
    found: list[Any] = list(schema.get("enum", ()))
    for inner in _inner(schema):
        found += known_values(inner)
    return found


def without_values(schema: Schema) -> Schema:
    """The type with its lists of values emptied: what is left when only they differ."""
    changed: Schema = {**schema, **({"enum": []} if "enum" in schema else {})}
    if "anyOf" in schema:
        changed["anyOf"] = [without_values(part) for part in schema["anyOf"]]
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            changed[word] = without_values(schema[word])
    return changed


def _inner(schema: Schema) -> Iterator[Schema]:
    yield from schema.get("anyOf", ())
    yield from (schema[word] for word in ("items", "additionalProperties") if isinstance(schema.get(word), dict))
