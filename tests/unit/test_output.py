"""What an answer is read as: every kind of type, texts that fit and texts that do not, and texts that are not done."""

from __future__ import annotations

import enum
import sys
import typing
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from inferlink import InvalidInput
from inferlink._json import MISSING
from inferlink._structured.output import _KEPT, Output, Unfit


@dataclass
class Book:
    title: str
    year: int
    tags: list[str] = field(default_factory=list)


class Film(TypedDict):
    name: str


class Shelf(BaseModel):
    books: list[Book]
    opened: date


class Mood(enum.Enum):
    HAPPY = "happy"
    SAD = "sad"


READ: list[tuple[Any, str, Any]] = [
    (Book, '{"title": "Emma", "year": 1815}', Book("Emma", 1815)),
    (Film, '{"name": "M"}', {"name": "M"}),
    (
        Shelf,
        '{"books": [{"title": "Emma", "year": 1815, "tags": ["novel"]}], "opened": "2026-01-31"}',
        Shelf(books=[Book("Emma", 1815, ["novel"])], opened=date(2026, 1, 31)),
    ),
    (list[Book], '{"value": [{"title": "Emma", "year": 1815}]}', [Book("Emma", 1815)]),
    (dict[str, int], '{"a": 1}', {"a": 1}),
    (Mood, '{"value": "sad"}', Mood.SAD),
    (Literal["x", 1], '{"value": 1}', 1),
    (Book | Film, '{"value": {"name": "M"}}', {"name": "M"}),
    (Annotated[int, Field(ge=3)], '{"value": 3}', 3),
    (Annotated[list[int], Field(max_length=2), ["unhashable"]], '{"value": [1]}', [1]),
    ({"type": "object", "properties": {"a": {"type": "integer"}}}, '{"a": 1, "b": 2}', {"a": 1, "b": 2}),
    ({"type": "array", "items": {"type": "number"}}, '{"value": [1, 2.5]}', [1, 2.5]),
]


@pytest.mark.parametrize(("given", "text", "value"), READ, ids=[str(row[0])[:40] for row in READ])
@pytest.mark.parametrize("form", ["{}", "  {}\n", "```json\n{}\n```", "Here it is:\n\n```\n{}\n```\nEnjoy!"])
def test_text_is_read_as_what_was_asked_for(given: Any, text: str, value: object, form: str) -> None:
    output = Output(given)
    output.build()
    assert output.ready
    assert output.read(form.replace("{}", text)) == value


@pytest.mark.parametrize(
    ("given", "text", "reason", "problem"),
    [
        (Book, "Emma, 1815", "json", "expected value"),
        (Book, 'Sure: {"title": "Emma", "year": 1815}', "json", "expected value"),
        (Book, '{"title": "Emma", "year": 1815} I hope that helps', "json", "trailing characters"),
        (Book, '{"title": "Em', "json", "EOF"),
        (dict[str, float], '{"a": NaN}', "json", "expected value"),
        (Book, '{"title": "Emma"}', "schema", "year: Field required"),
        (Book, '{"title": "Emma", "year": "then"}', "schema", "year: Input should be a valid integer"),
        (list[Book], '[{"title": "Emma", "year": 1815}]', "schema", "must be an object with 'value'"),
        (list[Book], '{"value": [{"title": "Emma"}]}', "schema", "0.year: Field required"),
        ({"required": ["a"], "type": "object"}, "{}", "schema", "a: is missing"),
        (Book, "```json\n{}\n```\nor\n```json\n{}\n```", "json", "expected value"),
    ],
)
def test_other_texts_say_what_is_wrong(given: Any, text: str, reason: str, problem: str) -> None:
    with pytest.raises(Unfit) as caught:
        Output(given).read(text)
    assert caught.value.reason == reason
    assert problem in caught.value.problems[0]


def test_text_that_is_nested_too_deeply_does_not_fit() -> None:
    with pytest.raises(Unfit):
        Output({"type": "object", "properties": {"a": {"$ref": "#"}}}).read('{"a": ' * 5000 + "{}" + "}" * 5000)


@pytest.mark.parametrize(
    "given",
    [3, "Book", pytest.param(object(), id="object"), pytest.param(lambda: 1, id="lambda"), Output, {"type": "thing"}],
    ids=str,
)
def test_what_no_answer_can_be_read_as_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput, match="output"):
        Output(given).build()


class StandardDict(typing.TypedDict):
    name: str


def test_typed_dict_of_the_standard_library_is_read_or_told_apart() -> None:
    if sys.version_info >= (3, 12):
        assert Output(StandardDict).read('{"name": "M"}') == {"name": "M"}
    else:
        with pytest.raises(InvalidInput, match=r"typing_extensions\.TypedDict"):
            Output(StandardDict).build()


def test_schema_of_a_type_is_made_once() -> None:
    Output(Book).build()
    assert Output(Book).ready
    assert not Output({"type": "object"}).ready


def test_few_types_are_kept() -> None:
    for number in range(100):
        Output(dataclass(type(f"Local{number}", (), {"__annotations__": {"x": int}}))).build()
    assert len(_KEPT) <= 64


@pytest.mark.parametrize(
    ("given", "text", "value"),
    [
        (Book, "", MISSING),
        (Book, "Sure", MISSING),
        (Book, "{", {}),
        (Book, '{"title": "Em', {"title": "Em"}),
        (Book, '```json\n{"title": "Em', {"title": "Em"}),
        (Book, '```json\n{"title": "Em"}\n``', {"title": "Em"}),
        (Book, '```json\n{"title": "Em"}\n```\nIt is', {"title": "Em"}),
        (list[Book], "{", MISSING),
        (list[Book], '{"value": [', []),
        (list[Book], '{"value": [{"title": "E"}, {', [{"title": "E"}, {}]),
    ],
)
def test_beginning_of_a_text_has_what_has_come(given: Any, text: str, value: object) -> None:
    assert Output(given).partial(text) == value
