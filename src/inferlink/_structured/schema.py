"""JSON Schemas on their way to a server: an object at the root, the strict form, a name. Pure."""

from __future__ import annotations

import re
from typing import TypeAlias

from .._json import is_array, is_object

__all__ = ["VALUE", "Schema", "find", "rooted", "schema_name", "strict_form"]

Schema: TypeAlias = dict[str, object]

VALUE = "value"
"""Member that holds what is no object: many servers take objects alone at the root."""

# What strict decoding takes: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
_NESTED = ("properties", "$defs", "definitions")
_STRICT = {
    *("type", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf", "enum", "const", "$ref"),
    *("$defs", "definitions", "description", "title", "pattern", "format", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
}
_NOTES = {"default", "examples", "discriminator", "deprecated", "readOnly", "writeOnly", "$schema", "$id", "$comment"}
_FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}
_SAYS = {"type", "$ref", "anyOf", "oneOf", "enum", "const"}


def schema_name(text: str) -> str:
    """A name that every provider takes: letters, digits, `_` and `-`, at most 64 of them."""
    return re.sub(r"[^a-zA-Z0-9_-]+", "_", text)[:64].strip("_") or "output"


def find(reference: str, root: Schema) -> object:
    """What a reference inside a schema (`#/$defs/Book`) points to.

    Raises:
        LookupError: For nothing, and for what is outside.
    """
    start, *steps = reference.split("/")
    if start != "#":
        raise LookupError(reference)
    found: object = root
    for step in steps:
        key = step.replace("~1", "/").replace("~0", "~")
        if is_array(found) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        elif is_object(found) and key in found:
            found = found[key]
        else:
            raise LookupError(reference)
    return found


def rooted(schema: Schema) -> tuple[Schema, bool]:
    """A schema with an object at its root, and whether that is one around it, with the value as its only member."""
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference != "#":
        target = find(reference, schema)
        if is_object(target) and target.get("type") == "object":
            return {**target, **{word: inner for word, inner in schema.items() if word != "$ref"}}, False
    if schema.get("type") == "object" and not schema.keys() & {"$ref", "anyOf", "oneOf", "allOf"}:
        return schema, False
    shared: Schema = {word: schema[word] for word in ("$defs", "definitions") if word in schema}
    inner = {word: _moved(part) for word, part in schema.items() if word not in shared and word != "$schema"}
    moved = {word: _moved(part) for word, part in shared.items()}
    whole: Schema = {"type": "object", "properties": {VALUE: inner}, "required": [VALUE], "additionalProperties": False}
    return {**whole, **moved}, True


def _moved(part: object) -> object:
    """A part of a schema that now stands one level deeper: references to the root follow it."""
    if is_array(part):
        return [_moved(inner) for inner in part]
    if not is_object(part):
        return part
    made = {word: _moved(inner) for word, inner in part.items()}
    reference = part.get("$ref")
    if isinstance(reference, str) and re.match(r"#(?!/(\$defs|definitions)/)", reference):
        made["$ref"] = f"#/properties/{VALUE}{reference[1:]}"
    return made


class _NotStrictError(Exception):
    """A schema says what strict decoding does not take."""


def strict_form(schema: Schema) -> Schema | None:
    """A schema as strict decoding wants it: objects closed, each property required. `None` where it cannot be had."""
    try:
        return _close(schema)
    except _NotStrictError:
        return None


def _close(schema: object) -> Schema:
    if not is_object(schema) or not schema.keys() & _SAYS:
        raise _NotStrictError
    words = {word: inner for word, inner in schema.items() if word not in _NOTES}
    if not words.keys() <= _STRICT or words.get("format", "date") not in _FORMATS:
        raise _NotStrictError
    if "oneOf" in words:
        words["anyOf"] = words.pop("oneOf")
    for word in _NESTED:
        if is_object(inner := words.get(word)):
            words[word] = {name: _close(part) for name, part in inner.items()}
    if is_array(choices := words.get("anyOf")):
        words["anyOf"] = [_close(part) for part in choices]
    if "items" in words:
        words["items"] = _close(words["items"])
    return _closed_kind(words)


def _closed_kind(words: Schema) -> Schema:
    """The same, once its parts are closed: nothing may be left open by the schema itself."""
    kind, members = words.get("type"), words.get("properties")
    if kind == "array" and "items" not in words:
        raise _NotStrictError
    if kind == "object":
        if not is_object(members) or words.get("additionalProperties", False) is not False:
            raise _NotStrictError
        words.update(required=list(members), additionalProperties=False)
    beside = words.keys() & {"description", "title"}
    if "$ref" in words and beside:  # a reference stands alone there
        reference = words.pop("$ref")
        return {"anyOf": [{"$ref": reference}], **words}
    return words
