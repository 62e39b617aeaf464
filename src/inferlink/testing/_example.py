"""A JSON Schema to a value that it allows: for the replies of tasks, and for the JSON that a request asks for."""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING, Any

from ._sample_media import SAMPLE_MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["example"]

Schema = dict[str, Any]

_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "PT1M",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


class _EndlessError(ValueError):
    """A schema that needs a value of itself."""


def example(schema: Schema | bool, root: Schema) -> Any:
    """The same value each time, with every property that the schema names.

    Args:
        schema: What the value must be.
        root: Where references point to, as `#/$defs/...`; often the schema itself.

    Raises:
        ValueError: For a schema that cannot be met, and a `pattern` that needs more thought than is put in here.
    """
    return _value(schema, "value", 0, root, ())


def _value(schema: Schema | bool, name: str, number: int, root: Schema, inside: tuple[str, ...]) -> Any:
    """A value called `name`, the one at `number` of a list; `inside` has the references that are being followed."""
    if isinstance(schema, bool):
        return f"some {name}"
    if "$ref" in schema:
        reference = schema["$ref"]
        if reference in inside:
            raise _EndlessError(f"{reference} needs a value of itself")
        beside = {word: value for word, value in schema.items() if word != "$ref"}
        return _value({**_find(reference, root), **beside}, name, number, root, (*inside, reference))
    if "const" in schema:
        return schema["const"]
    for word in ("examples", "enum"):
        if word in schema:
            return schema[word][number % len(schema[word])]
    if "allOf" in schema:
        return _value(_merged(schema, root), name, number, root, inside)
    if branches := schema.get("anyOf") or schema.get("oneOf"):
        rest = {word: value for word, value in schema.items() if word not in ("anyOf", "oneOf")}
        return _first(lambda branch: _value({**rest, **branch}, name, number, root, inside), branches)
    kinds = schema.get("type")
    if kinds is not None and not isinstance(kinds, str):
        return _first(lambda kind: _value({**schema, "type": kind}, name, number, root, inside), kinds)
    match kinds or ("object" if "properties" in schema else "array" if "items" in schema else "string"):
        case "object":
            return _object(schema, number, root, inside)
        case "array":
            return _array(schema, name, root, inside)
        case "integer" | "number" as kind:
            return _number(schema, number, whole=kind == "integer")
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return _text(schema, name, number)


def _find(reference: str, root: Schema) -> Schema:
    found: Any = root
    start, *steps = reference.split("/")
    try:
        for step in steps:
            found = found[step.replace("~1", "/").replace("~0", "~")]
    except (KeyError, TypeError):
        start = ""
    if start != "#":
        raise ValueError(f"there is nothing at {reference!r}")
    schema: Schema = found
    return schema


def _merged(schema: Schema, root: Schema) -> Schema:
    """The parts of an `allOf` as one schema."""
    whole = {word: value for word, value in schema.items() if word != "allOf"}
    for part in schema["allOf"]:
        known: Schema = _find(part["$ref"], root) if "$ref" in part else part
        joined = {"properties": {**whole.get("properties", {}), **known.get("properties", {})}}
        whole = {**whole, **known, **(joined if joined["properties"] else {})}
    return whole


def _first(make: Callable[[Any], Any], choices: list[Any]) -> Any:
    """What the first choice gives that comes to an end."""
    for choice in choices[:-1]:
        try:
            return make(choice)
        except _EndlessError:
            continue
    return make(choices[-1])


def _object(schema: Schema, number: int, root: Schema, inside: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    members: Mapping[str, Schema | bool] = schema.get("properties", {})
    for key, member in members.items():
        try:
            found[key] = _value(member, re.sub("[_-]", " ", key), number, root, inside)
        except _EndlessError:
            if key in schema.get("required", ()):
                raise
    others: Schema | bool = schema.get("additionalProperties", True)
    if not members and not isinstance(others, bool):
        found["key"] = _value(others, "value", number, root, inside)
    return found


def _array(schema: Schema, name: str, root: Schema, inside: tuple[str, ...]) -> list[Any]:
    first: list[Schema | bool] = schema.get("prefixItems", [])
    least = schema.get("minItems", 0)
    size = min(max(least, len(first), 1), schema.get("maxItems", math.inf))
    kinds = [*first, *[schema.get("items", True)] * (size - len(first))]
    try:
        return [_value(kind, name, number, root, inside) for number, kind in enumerate(kinds[:size])]
    except _EndlessError:
        if least:
            raise
        return []


def _number(schema: Schema, number: int, *, whole: bool) -> float:
    """The first of some usual numbers that is allowed."""
    least, most = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    above, below = schema.get("exclusiveMinimum", -math.inf), schema.get("exclusiveMaximum", math.inf)
    low, high, step = max(least, above), min(most, below), schema.get("multipleOf", 1)
    multiple = math.ceil(low / step) * step if math.isfinite(low) else 0
    usual = ((1 if whole else 0.5) + number, multiple, multiple + step, low, high, high - step, (low + high) / 2)
    stepped = whole or "multipleOf" in schema
    for value in filter(math.isfinite, usual):
        if least <= value <= most and above < value < below and not (stepped and value % step):
            return int(value) if whole else value
    raise ValueError(f"no number is made up for {schema}")


def _text(schema: Schema, name: str, number: int) -> str:
    if schema.get("contentEncoding") == "base64":
        kind = str(schema.get("contentMediaType", "")).partition("/")[0]
        return base64.b64encode(SAMPLE_MEDIA[kind]() if kind in SAMPLE_MEDIA else name.encode()).decode()
    text = _FORMATS.get(schema.get("format", ""), f"some {name}" + (f" {number + 1}" if number else ""))
    text = text.ljust(schema.get("minLength", 0), ".")[: schema.get("maxLength")]
    if "pattern" in schema and not re.search(schema["pattern"], text):
        raise ValueError(f"no text is made up for the pattern {schema['pattern']!r}")
    return text
