"""What reads replies is what pydantic would make of the same classes."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter
from pydantic_core import ValidationError

from inferlink._replies.validators import schema_of, validator
from inferlink.types import Base64Media, Result
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

NAMES = sorted(
    {
        form.type
        for operation in OPERATIONS.values()
        for form in (operation.result, operation.stream)
        if form is not None and form.type is not None
    }
)
_WITHOUT = {"frozen": False, "slots": False, "collect_init_only": False, "computed_fields": [], "init": True}


def class_of(name: str) -> Any:
    module, _, member = name.partition(":")
    return getattr(import_module(module), member)


def plain(schema: Any, known: dict[str, Any] | None = None) -> Any:
    """A schema with its references followed, and without what says the default or serves messages."""
    if isinstance(schema, list):
        return [plain(each, known) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definitions":
        return plain(schema["schema"], {each["ref"]: each for each in schema["definitions"]})
    if schema.get("type") == "definition-ref":
        return plain((known or {})[schema["schema_ref"]], known)
    kept = {word: value for word, value in schema.items() if word not in ("metadata", "ref", "title")}
    return {
        word: plain(value, known)
        for word, value in kept.items()
        if not (word in _WITHOUT and value == _WITHOUT[word]) and not (word == "post_init" and value is False)
    }


@pytest.mark.parametrize("name", NAMES)
def test_schema_of_each_reply_is_the_one_that_pydantic_makes(name: str) -> None:
    cls = class_of(name)
    ours, theirs = plain(schema_of(cls)), plain(TypeAdapter(cls).core_schema)
    assert ours == theirs


@dataclass(kw_only=True)
class Branch(Result):
    name: str
    leaves: list[Branch] = field(default_factory=list["Branch"])
    above: Branch | None = None


@dataclass(kw_only=True)
class Tree(Result):
    root: Branch
    spare: Branch | None = None


TREE = {"root": {"name": "a", "leaves": [{"name": "b", "leaves": [{"name": "c"}]}], "sap": 1}, "spare": {"name": "d"}}


def test_a_class_may_contain_itself() -> None:
    found = validator(Tree).validate_python(TREE)
    assert found == TypeAdapter(Tree).validate_python(TREE)
    assert found.root.leaves[0].leaves[0].name == "c"
    assert found.root.extra == {"sap": 1}
    assert validator(list[Branch]).validate_python([{"name": "a"}])[0].leaves == []


def test_a_default_that_is_made_is_made_anew() -> None:
    built = validator(Branch)
    one, two = (built.validate_python({"name": "a"}) for _ in "12")
    assert one.leaves is not two.leaves


@dataclass(kw_only=True)
class Priced(Result):
    price: Decimal
    picture: Base64Media | None = None


def test_a_type_of_another_kind_is_read_as_pydantic_does(monkeypatch: pytest.MonkeyPatch) -> None:
    from decimal import Decimal as Number

    monkeypatch.setitem(sys.modules[__name__].__dict__, "Decimal", Number)
    found = validator(Priced).validate_json(b'{"price": "1.10", "picture": "aGk="}')
    assert (str(found.price), found.picture.bytes) == ("1.10", b"hi")
    with pytest.raises(ValidationError, match="price"):
        validator(Priced).validate_json(b'{"price": "dear"}')


def each_dataclass(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "dataclass":
            yield schema
        for value in schema.values():
            yield from each_dataclass(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from each_dataclass(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_class_of_a_reply_keeps_what_it_does_not_know(name: str) -> None:
    assert all(each["config"]["extra_fields_behavior"] == "allow" for each in each_dataclass(schema_of(class_of(name))))
