"""The small validator of JSON Schema against the reference implementation in Python, and what it refuses."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inferlink import InvalidInput
from inferlink._structured.schema_check import check_schema, problems

VALUES: list[Any] = [
    *(None, True, False, 0, 1, 1.0, 1.5, -3, 7, 10, 0.3, "", "a", "abc", "b1", "ab" * 4),
    *([], [1], [1, 1], [1, True], [1, "a", None], [[1], [1]], ["a", "b"], [0, 5, 9]),
    *({}, {"a": 1}, {"a": "x"}, {"b": 2}, {"a": 1, "b": 2}, {"a": 1, "c": 3}, {"a": {"a": {"a": None}}}, {"x1": "s"}),
]
SCHEMAS: list[Any] = [
    *(True, False, {}),
    *({"type": kind} for kind in ("object", "array", "string", "number", "integer", "boolean", "null")),
    {"type": ["string", "null"]},
    *({"enum": [1, "a", None, [1]]}, {"enum": [True]}, {"const": 1}, {"const": {"a": 1}}, {"const": False}),
    *({"minimum": 1}, {"maximum": 1}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 7}),
    *({"multipleOf": 2}, {"multipleOf": 0.5}),
    *({"minLength": 1}, {"maxLength": 2}, {"pattern": "^a"}, {"pattern": "[0-9]"}),
    *({"minItems": 1}, {"maxItems": 1}, {"uniqueItems": True}, {"uniqueItems": False}),
    *({"items": {"type": "integer"}}, {"prefixItems": [{"type": "integer"}], "items": False}),
    *({"prefixItems": [{"const": 1}, {"type": "string"}]}, {"contains": {"const": 1}}),
    *(
        {"contains": {"type": "integer"}, "minContains": 2},
        {"contains": {"const": 5}, "minContains": 0, "maxContains": 0},
    ),
    *({"properties": {"a": {"type": "integer"}}}, {"required": ["a"]}, {"properties": {"a": True, "b": False}}),
    {"properties": {"a": {}}, "additionalProperties": False},
    {"properties": {"a": {}}, "additionalProperties": {"type": "integer"}},
    {"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": True},
    {"patternProperties": {"[0-9]$": {"type": "string"}}, "additionalProperties": False},
    *({"propertyNames": {"maxLength": 1}}, {"minProperties": 2}, {"maxProperties": 1}),
    *({"dependentRequired": {"a": ["b"]}}, {"dependentSchemas": {"a": {"required": ["c"]}}}),
    *({"allOf": [{"type": "integer"}, {"minimum": 1}]}, {"anyOf": [{"type": "string"}, {"minimum": 5}]}),
    *({"oneOf": [{"type": "integer"}, {"minimum": 5}]}, {"not": {"type": "string"}}),
    {"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "object"}},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
    {
        "type": "object",
        "properties": {"a": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
        "additionalProperties": False,
    },
    {"$ref": "#/$defs/small", "$defs": {"small": {"maximum": 1}}, "minimum": 0},
    {"title": "x", "description": "y", "default": 1, "examples": [1], "format": "date", "x-own": {"type": "string"}},
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_verdicts_are_those_of_the_reference(schema: Any) -> None:
    check_schema(schema, schema)
    reference = Draft202012Validator(schema)
    for value in VALUES:
        assert (next(problems(value, schema, schema), None) is None) == reference.is_valid(value), value


def test_verdicts_hold_for_combinations() -> None:
    plain = [schema for schema in SCHEMAS if isinstance(schema, dict) and "$ref" not in str(schema)]
    for first, second in itertools.combinations(plain, 2):
        schema = {"anyOf": [{"allOf": [first, second]}, {"not": {"anyOf": [first, second]}}]}
        reference = Draft202012Validator(schema)
        for value in VALUES[::4]:
            assert (next(problems(value, schema, schema), None) is None) == reference.is_valid(value), (schema, value)


def test_multiples_are_those_of_decimal_numbers() -> None:
    assert [*problems(0.3, {"multipleOf": 0.1}, {})] == []
    assert [*problems(0.35, {"multipleOf": 0.1}, {})] == ["the whole: does not keep to multipleOf 0.1"]
    assert [*problems(123456789.99, {"multipleOf": 0.01}, {})] == []
    assert [*problems(10**400, {"multipleOf": 5}, {})] == []


@pytest.mark.parametrize("schema", [{"type": "integer"}, {"multipleOf": 2}, {"type": "integer", "maximum": 9}])
def test_number_too_large_for_a_float_is_no_integer_and_no_multiple(schema: dict[str, Any]) -> None:
    assert [*problems(float("1e400"), schema, {})] != []
    assert [*problems(10**400, {**schema, "maximum": 9}, {})] == ["the whole: does not keep to maximum 9"]


def test_multiple_of_zero_is_refused() -> None:
    with pytest.raises(InvalidInput, match="#/multipleOf must be above 0"):
        check_schema({"multipleOf": 0}, {})


def test_problems_say_where_and_what() -> None:
    schema: dict[str, object] = {
        "type": "object",
        "properties": {
            "books": {"type": "array", "items": {"required": ["title"], "properties": {"year": {"type": "integer"}}}}
        },
        "required": ["books", "owner"],
    }
    found = [*problems({"books": [{"title": "x"}, {"year": "old"}]}, schema, schema)]
    assert found == ["owner: is missing", "books.1.title: is missing", "books.1.year: must be integer"]


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({"type": "strng"}, "#/type is 'strng'"),
        ({"properties": []}, "#/properties must be an object of schemas"),
        ({"anyOf": {}}, "#/anyOf must be a list of schemas"),
        ({"items": [{"type": "string"}]}, "#/items must be a schema"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, "#/properties/a/$ref: there is nothing at '#/$defs/b'"),
        ({"$ref": "https://example.com/x.json"}, "there is nothing at 'https://example.com/x.json'"),
        ({"pattern": "["}, "is no regular expression"),
        ({"patternProperties": {"(": {}}}, "is no regular expression"),
        ({"minimum": "3"}, "#/minimum cannot be '3'"),
        ({"unevaluatedProperties": False}, "unevaluatedProperties, which is not checked here"),
        ({"$defs": {"x": {"$dynamicRef": "#y"}}}, "$dynamicRef"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_schema_that_could_not_be_checked_is_refused(schema: Any, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_schema(schema, schema)
    assert says in caught.value.message
