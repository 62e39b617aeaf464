"""JSON Schemas on their way to a server: the root, the strict form, the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field, TypeAdapter

from inferlink._structured.schema import find, rooted, schema_name, strict_form


@dataclass
class Book:
    title: str
    year: int = 2000
    subtitle: str | None = None


class Node(BaseModel):
    value: int
    next: Node | None = Field(default=None, description="The rest.")


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Owner(BaseModel):
    pet: Cat | Dog = Field(discriminator="kind")


def schema(kind: Any) -> dict[str, Any]:
    return TypeAdapter(kind).json_schema()


def test_an_object_stays_at_the_root() -> None:
    assert rooted(schema(Book)) == (schema(Book), False)
    assert rooted(schema(dict[str, int]))[1] is False


def test_a_reference_at_the_root_is_followed() -> None:
    whole, wrapped = rooted(schema(Node))
    assert not wrapped
    assert whole["type"] == "object"
    assert whole["$defs"] == schema(Node)["$defs"]
    Draft202012Validator(whole).validate({"value": 1, "next": {"value": 2}})


@pytest.mark.parametrize(
    ("kind", "value"),
    [(list[Book], [{"title": "x"}]), (int, 3), (Literal["a", "b"], "a"), (Book | int, 3), (list[Node], [{"value": 1}])],
    ids=str,
)
def test_what_is_no_object_becomes_the_member_of_one(kind: Any, value: object) -> None:
    whole, wrapped = rooted(schema(kind))
    assert wrapped
    Draft202012Validator.check_schema(whole)
    validator = Draft202012Validator(whole)
    validator.validate({"value": value})
    assert not validator.is_valid({"value": {"wrong": 1}})
    assert not validator.is_valid(value)


def test_references_to_the_root_follow_what_moves() -> None:
    tree = {
        "type": "array",
        "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/leaf"}]},
        "$defs": {"leaf": {"const": 1}},
    }
    whole, _ = rooted(tree)
    validator = Draft202012Validator(whole)
    validator.validate({"value": [1, [1, [1]]]})
    assert not validator.is_valid({"value": [1, [2]]})


def test_strict_form_closes_objects_and_requires_every_property() -> None:
    strict = strict_form(schema(Book))
    assert strict is not None
    assert strict["required"] == ["title", "year", "subtitle"]
    assert strict["additionalProperties"] is False
    assert "default" not in strict["properties"]["year"]  # type: ignore[index]  # free JSON


def test_strict_form_reaches_definitions_lists_and_choices() -> None:
    strict = strict_form(rooted(schema(list[Book]))[0])
    assert strict is not None
    assert strict["$defs"]["Book"]["additionalProperties"] is False  # type: ignore[index]  # free JSON


def test_reference_stands_alone_in_the_strict_form() -> None:
    strict = strict_form(
        {
            "type": "object",
            "properties": {"x": {"$ref": "#/$defs/y", "description": "z"}},
            "$defs": {"y": {"type": "null"}},
        }
    )
    assert strict is not None
    assert strict["properties"] == {"x": {"anyOf": [{"$ref": "#/$defs/y"}], "description": "z"}}


def test_tagged_union_is_any_of_in_the_strict_form() -> None:
    strict = strict_form(schema(Owner))
    assert strict is not None
    assert strict["properties"] == {
        "pet": {"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}], "title": "Pet"}
    }


@pytest.mark.parametrize(
    "open_schema",
    [
        {"type": "object"},
        {"type": "object", "properties": {"x": {}}},
        {"type": "object", "properties": {"x": {"type": "array"}}},
        {"type": "object", "properties": {"x": {"type": "string", "minLength": 1}}},
        {"type": "object", "properties": {"x": {"type": "string", "format": "uri"}}},
        {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}},
        {"type": "object", "properties": {"x": {"allOf": [{"type": "string"}]}}},
        {"type": "object", "properties": {"x": {"type": "array", "items": {"type": "null"}, "uniqueItems": True}}},
    ],
    ids=str,
)
def test_what_strict_decoding_does_not_take_has_no_strict_form(open_schema: Any) -> None:
    assert strict_form(open_schema) is None


def test_schemas_are_left_as_they_were() -> None:
    given = schema(list[Node])
    before = repr(given)
    strict_form(rooted(given)[0])
    assert repr(given) == before


@pytest.mark.parametrize(
    ("text", "name"),
    [("Book", "Book"), ("Pair[int, str]", "Pair_int_str"), ("Ünï", "n"), ("", "output"), ("x" * 80, "x" * 64)],
)
def test_names_are_those_that_providers_take(text: str, name: str) -> None:
    assert schema_name(text) == name


def test_pointers_find_members_and_items() -> None:
    root: dict[str, object] = {"$defs": {"a/b": [1, {"~": 2}]}}
    assert find("#", root) is root
    assert find("#/$defs/a~1b/1/~0", root) == 2
    for wrong in ("#/x", "#/$defs/a~1b/7", "other.json#/x", "#/$defs/a~1b/1/~0/z"):
        with pytest.raises(LookupError):
            find(wrong, root)
