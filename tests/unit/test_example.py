"""Values that are made up for a JSON Schema."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from inferlink.testing._example import example

NODE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/Node"}},
    "required": ["name"],
}
MET: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": "string", "minLength": 40},
    {"type": "string", "maxLength": 3},
    {"type": "string", "pattern": "^some"},
    *({"type": "string", "format": name} for name in ("date", "date-time", "email", "ipv4", "uuid", "uri")),
    {"type": "integer", "minimum": 5},
    {"type": "integer", "exclusiveMinimum": 5},
    {"type": "integer", "maximum": -3},
    {"type": "integer", "exclusiveMaximum": 0},
    {"type": "integer", "multipleOf": 7},
    {"type": "integer", "minimum": 8, "multipleOf": 7},
    {"type": "number", "minimum": 2.5, "maximum": 2.75},
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.25},
    {"type": "number", "exclusiveMinimum": 0.5},
    {"type": "boolean"},
    {"type": "null"},
    {"type": ["integer", "null"], "minimum": 2},
    {"enum": ["red", "green"]},
    {"const": {"a": 1}},
    {"type": "string", "examples": ["red"]},
    {"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 3, "uniqueItems": True},
    {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False},
    {"type": "array", "maxItems": 0},
    {"items": {"type": "string"}},
    {"properties": {"a": {"type": "integer"}}, "required": ["a"]},
    {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1},
    {"type": "object", "properties": {"a": True}, "additionalProperties": False},
    {"anyOf": [{"type": "integer"}, {"type": "string"}], "minimum": 3},
    {"oneOf": [{"type": "integer"}, {"type": "string"}]},
    {
        "allOf": [
            {"properties": {"a": {"type": "integer"}}},
            {"properties": {"b": {"const": 1}}, "required": ["a", "b"]},
        ]
    },
    {"allOf": [{"$ref": "#/$defs/A"}, {"required": ["a"]}], "$defs": {"A": {"properties": {"a": {"const": 1}}}}},
    {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"type": "integer"}}},
    {"$ref": "#/$defs/A", "minimum": 3, "$defs": {"A": {"type": "integer"}}},
    {"$ref": "#/$defs/Node", "$defs": {"Node": NODE}},
    {"properties": {"children": {"type": "array", "items": {"$ref": "#"}}}, "required": ["children"]},
    {
        "$ref": "#/$defs/N",
        "$defs": {"N": {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/N"}, "minItems": 1}, {"type": "null"}]}},
    },
]
UNMET: list[dict[str, Any]] = [
    {"type": "string", "pattern": "^[A-Z]{9}$"},
    {"type": "integer", "minimum": 3, "maximum": 2},
    {"$ref": "#/$defs/Missing"},
    {"$ref": "https://example.com/schema.json"},
    {"properties": {"self": {"$ref": "#"}}, "required": ["self"]},
    {"type": "array", "items": {"$ref": "#"}, "minItems": 1},
]


@pytest.mark.parametrize("schema", MET, ids=str)
def test_value_meets_its_schema(schema):
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(example(schema, schema))


@pytest.mark.parametrize("schema", UNMET, ids=str)
def test_schema_that_is_not_met_is_said(schema):
    with pytest.raises(ValueError, match=re.compile("pattern|number|nothing at|of itself")):
        example(schema, schema)


def test_every_property_is_filled_once():
    schema = {"$ref": "#/$defs/Node", "$defs": {"Node": NODE}}
    assert example(schema, schema) == {"name": "some name"}


def test_items_of_a_list_differ():
    schema = {"type": "array", "items": {"type": "object", "properties": {"label": {"type": "string"}}}, "minItems": 2}
    assert example(schema, schema) == [{"label": "some label"}, {"label": "some label 2"}]
