"""Whether a JSON value fits a JSON Schema (2020-12), for callers who give a schema and no type. Pure."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .._json import is_array, is_object
from ..errors import InvalidInput
from .schema import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .schema import Schema

__all__ = ["check_schema", "problems"]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_multiple(value: float, limit: float) -> bool:
    """Whether one is a multiple of the other as they are written: 0.3 is one of 0.1. What is too large is infinite."""
    return abs(value) != math.inf and Fraction(str(value)) % Fraction(str(limit)) == 0


_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
}
_LIMITS: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "minimum": ("number", lambda value, limit: value >= limit),
    "maximum": ("number", lambda value, limit: value <= limit),
    "exclusiveMinimum": ("number", lambda value, limit: value > limit),
    "exclusiveMaximum": ("number", lambda value, limit: value < limit),
    "multipleOf": ("number", _is_multiple),
    "minLength": ("string", lambda value, limit: len(value) >= limit),
    "maxLength": ("string", lambda value, limit: len(value) <= limit),
    "pattern": ("string", lambda value, limit: re.search(limit, value) is not None),
    "minItems": ("array", lambda value, limit: len(value) >= limit),
    "maxItems": ("array", lambda value, limit: len(value) <= limit),
    "uniqueItems": ("array", lambda value, limit: not limit or not _repeats(value)),
    "minProperties": ("object", lambda value, limit: len(value) >= limit),
    "maxProperties": ("object", lambda value, limit: len(value) <= limit),
}
"""Word to the type that it is about, and whether a value of that type keeps to it."""
_ONE = ("additionalProperties", "items", "not", "if", "then", "else", "propertyNames", "contains")
_LISTED = ("prefixItems", "anyOf", "oneOf", "allOf")
_NAMED = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_UNCHECKED = {
    *("$dynamicRef", "$recursiveRef", "unevaluatedProperties", "unevaluatedItems", "additionalItems", "dependencies"),
    *("divisibleBy", "disallow", "extends"),
}


def check_schema(schema: object, root: Schema, at: str = "#") -> None:
    """Refuse a schema that answers could not be checked against.

    Raises:
        InvalidInput: With the place, as a JSON pointer.
    """
    if isinstance(schema, bool):
        return
    if not is_object(schema):
        raise InvalidInput(f"output: {at} must be a schema: an object, true or false; got {type(schema).__name__}.")
    if unchecked := sorted(schema.keys() & _UNCHECKED):
        raise InvalidInput(f"output: {at} has {', '.join(unchecked)}, which is not checked here: say it otherwise.")
    for kind in _listed(schema.get("type", [])):
        if kind not in _TYPES:
            raise InvalidInput(f"output: {at}/type is {kind!r}; there are {', '.join(_TYPES)}.")
    for word in _LIMITS.keys() & schema.keys():
        if not isinstance(schema[word], str if word == "pattern" else (int, float)):
            raise InvalidInput(f"output: {at}/{word} cannot be {schema[word]!r}.")
    if not schema.get("multipleOf", 1):
        raise InvalidInput(f"output: {at}/multipleOf must be above 0.")
    try:
        find(str(schema.get("$ref", "#")), root)
        for pattern in (schema.get("pattern", ""), *_named(schema, "patternProperties")):
            re.compile(str(pattern))
    except LookupError:
        raise InvalidInput(f"output: {at}/$ref: there is nothing at {schema['$ref']!r} in the schema.") from None
    except re.error as error:
        raise InvalidInput(f"output: {at} has a pattern that is no regular expression: {error}.") from None
    for place, inner in _parts(schema, at):
        check_schema(inner, root, place)


def _parts(schema: Schema, at: str) -> Iterator[tuple[str, object]]:
    """The schemas inside a schema, with their places."""
    for word in _ONE:
        if word in schema:
            yield f"{at}/{word}", schema[word]
    for word in _LISTED:
        if not is_array(inner := schema.get(word, [])):
            raise InvalidInput(f"output: {at}/{word} must be a list of schemas.")
        yield from ((f"{at}/{word}/{index}", part) for index, part in enumerate(inner))
    for word in _NAMED:
        if not is_object(inner := schema.get(word, {})):
            raise InvalidInput(f"output: {at}/{word} must be an object of schemas.")
        yield from ((f"{at}/{word}/{name}", part) for name, part in inner.items())


def problems(value: object, schema: object, root: Schema, at: str = "") -> Iterator[str]:
    """What is wrong with a value, with the places; nothing where it fits. The schema is one that was checked."""
    if not is_object(schema):
        if schema is False:
            yield _said(at, "is not allowed")
        return
    if isinstance(reference := schema.get("$ref"), str):
        yield from problems(value, find(reference, root), root, at)
    kinds = _listed(schema.get("type", []))
    if kinds and not any(_TYPES[str(kind)](value) for kind in kinds):
        yield _said(at, f"must be {' or '.join(map(str, kinds))}")
        return
    if "enum" in schema and not any(_same(value, one) for one in _listed(schema["enum"])):
        yield _said(at, f"must be one of {', '.join(map(repr, _listed(schema['enum'])))}")
    if "const" in schema and not _same(value, schema["const"]):
        yield _said(at, f"must be {schema['const']!r}")
    for word, (kind, keeps) in _LIMITS.items():
        if word in schema and _TYPES[kind](value) and not keeps(value, schema[word]):
            yield _said(at, f"does not keep to {word} {schema[word]!r}")
    yield from _choice_problems(value, schema, root, at)
    if is_object(value):
        yield from _object_problems(value, schema, root, at)
    if is_array(value):
        yield from _array_problems(value, schema, root, at)


def _choice_problems(value: object, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    def fits(part: object) -> bool:
        return next(problems(value, part, root), None) is None

    for part in _listed(schema.get("allOf", [])):
        yield from problems(value, part, root, at)
    if "anyOf" in schema and not any(map(fits, _listed(schema["anyOf"]))):
        yield _said(at, "fits none of anyOf")
    if "oneOf" in schema and sum(map(fits, _listed(schema["oneOf"]))) != 1:
        yield _said(at, "must fit exactly one of oneOf")
    if "not" in schema and fits(schema["not"]):
        yield _said(at, "fits what `not` excludes")
    if "if" in schema:
        yield from problems(value, schema.get("then" if fits(schema["if"]) else "else", True), root, at)


def _object_problems(value: dict[str, object], schema: Schema, root: Schema, at: str) -> Iterator[str]:
    members, patterns = _named(schema, "properties"), _named(schema, "patternProperties")
    needed = [*_listed(schema.get("required", []))]
    for name, more in _named(schema, "dependentRequired").items():
        needed += _listed(more) if name in value else []
    yield from (_said(_at(at, str(name)), "is missing") for name in needed if name not in value)
    for name, inner in value.items():
        known = [members[name]] if name in members else []
        known += [part for pattern, part in patterns.items() if re.search(pattern, name)]
        for part in known or [schema.get("additionalProperties", True)]:
            yield from problems(inner, part, root, _at(at, name))
        yield from problems(name, schema.get("propertyNames", True), root, _at(at, name))
    for name, part in _named(schema, "dependentSchemas").items():
        yield from problems(value, part, root, at) if name in value else ()


def _array_problems(value: list[object], schema: Schema, root: Schema, at: str) -> Iterator[str]:
    first = _listed(schema.get("prefixItems", []))
    for index, inner in enumerate(value):
        part = first[index] if index < len(first) else schema.get("items", True)
        yield from problems(inner, part, root, _at(at, str(index)))
    if "contains" in schema:
        found = sum(next(problems(inner, schema["contains"], root), None) is None for inner in value)
        least, most = schema.get("minContains", 1), schema.get("maxContains", math.inf)
        if not (isinstance(least, int) and isinstance(most, (int, float)) and least <= found <= most):
            yield _said(at, f"has {found} items that `contains` describes")


def _listed(value: object) -> list[object]:
    return value if is_array(value) else [value]


def _named(schema: Schema, word: str) -> dict[str, object]:
    value = schema.get(word)
    return value if is_object(value) else {}


def _said(at: str, reason: str) -> str:
    return f"{at or 'the whole'}: {reason}"


def _at(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _same(value: object, other: object) -> bool:
    """Whether two JSON values are equal: 1 is 1.0, and true is not 1."""
    if is_array(value) and is_array(other):
        return len(value) == len(other) and all(map(_same, value, other))
    if is_object(value) and is_object(other):
        return value.keys() == other.keys() and all(_same(inner, other[name]) for name, inner in value.items())
    return isinstance(value, bool) == isinstance(other, bool) and value == other


def _repeats(items: list[object]) -> bool:
    return any(_same(one, other) for place, one in enumerate(items) for other in items[:place])
