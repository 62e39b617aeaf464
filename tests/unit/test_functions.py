"""Functions as tools: the schema of each kind of signature, the arguments that come back, and what is refused."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import BaseModel, Field
from scripted import json_reply, scripted
from typing_extensions import TypedDict

from inferlink import InvalidInput
from inferlink._structured.output import Unfit
from inferlink._tools.functions import describe_function
from inferlink.types import ChatCompletionInputFunctionDefinition, ChatCompletionInputTool

if TYPE_CHECKING:
    from collections.abc import Callable

    from somewhere import Unknown  # type: ignore[import-not-found]  # it is the point that there is none


class Unit(Enum):
    CELSIUS = "c"
    FAHRENHEIT = "f"


@dataclass
class Place:
    latitude: float
    longitude: float


class Span(TypedDict):
    days: int


class Filter(BaseModel):
    minimum: int = 0


def plain(city: str, days: int, heat: float, exact: bool) -> str: ...
def choices(unit: Unit, scale: Literal["c", "f"] = "c") -> str: ...
def optional(city: str | None = None, days: int = 3) -> str: ...
def collections(names: list[str], counts: dict[str, int]) -> str: ...
def objects(place: Place, span: Span, filter: Filter) -> str: ...
def noted(city: Annotated[str, "Where."], days: Annotated[int, Field(ge=1, description="How many.")]) -> str: ...
def dated(day: date, self: str = "", *, json: bool = False) -> str: ...
def nothing() -> str: ...


def told(city: str, days: Annotated[int, "In the hint."], unit: Unit = Unit.CELSIUS) -> str:
    """Say what the weather is.

    Args:
        city: Name of the city.
        days: In the docstring.
        unit: Scale.
    """
    return f"{city} {days} {unit}"


TEXT, INTEGER = {"type": "string"}, {"type": "integer"}
UNIT = {"title": "Unit", "type": "string", "enum": ["c", "f"]}


def properties(function: Callable[..., object]) -> Any:
    return parameters(function)["properties"]


def parameters(function: Callable[..., object]) -> Any:
    tool: Any = describe_function(function).tool
    jsonschema.Draft202012Validator.check_schema(tool["function"]["parameters"])
    return tool["function"]["parameters"]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (plain, {"city": TEXT, "days": INTEGER, "heat": {"type": "number"}, "exact": {"type": "boolean"}}),
        (choices, {"unit": {"$ref": "#/$defs/Unit"}, "scale": {**TEXT, "enum": ["c", "f"], "default": "c"}}),
        (optional, {"city": {"anyOf": [TEXT, {"type": "null"}]}, "days": {**INTEGER, "default": 3}}),
        (
            collections,
            {
                "names": {"type": "array", "items": TEXT},
                "counts": {"type": "object", "additionalProperties": INTEGER},
            },
        ),
        (objects, {name: {"$ref": f"#/$defs/{name.title()}"} for name in ("place", "span", "filter")}),
        (
            noted,
            {"city": {**TEXT, "description": "Where."}, "days": {**INTEGER, "minimum": 1, "description": "How many."}},
        ),
        (
            dated,
            {
                "day": {**TEXT, "format": "date"},
                "self": {**TEXT, "default": ""},
                "json": {"type": "boolean", "default": False},
            },
        ),
        (nothing, {}),
        (
            told,
            {
                "city": {**TEXT, "description": "Name of the city."},
                "days": {**INTEGER, "description": "In the hint."},
                "unit": {"$ref": "#/$defs/Unit", "description": "Scale."},
            },
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_signature_becomes_a_schema(function: Callable[..., object], expected: dict[str, Any]) -> None:
    assert properties(function) == expected


def test_name_and_first_paragraph_describe_the_function() -> None:
    tool: Any = describe_function(told).tool
    assert (tool["type"], tool["function"]["name"], tool["function"]["description"]) == (
        "function",
        "told",
        "Say what the weather is.",
    )
    assert "description" not in describe_function(nothing).tool["function"]  # type: ignore[operator]  # free JSON


def test_default_that_json_does_not_have_is_not_told() -> None:
    def search(most: float = float("inf"), least: float = float("-inf")) -> None: ...

    assert properties(search) == {"most": {"type": "number"}, "least": {"type": "number"}}


def test_what_has_a_default_is_not_required_and_nothing_else_is_taken() -> None:
    schema = parameters(told)
    assert (schema["required"], schema["additionalProperties"]) == (["city", "days"], False)
    assert schema["$defs"] == {"Unit": UNIT}
    assert "required" not in parameters(optional)


class Station:
    """Has tools for methods."""

    def measure(self, unit: Unit) -> str:
        """Measure."""
        return f"{self} {unit}"

    @staticmethod
    async def wait(days: int) -> None:
        """Wait."""


def logged(function: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        return function(*args, **kwargs)

    return wrapper


def test_methods_and_decorated_functions_are_functions() -> None:
    assert properties(Station().measure) == {"unit": {"$ref": "#/$defs/Unit"}}
    assert describe_function(Station.wait).is_async
    assert properties(logged(plain)) == properties(plain)
    assert describe_function(logged(plain)).name == "plain"


@pytest.mark.parametrize(
    ("function", "text", "arguments"),
    [
        (plain, '{"city": "Ulm", "days": "3", "heat": 1, "exact": "true"}', ["Ulm", 3, 1.0, True]),
        (choices, '{"unit": "f"}', [Unit.FAHRENHEIT]),
        (optional, "{}", []),
        (optional, '{"city": null}', [None]),
        (
            objects,
            '{"place": {"latitude": "1", "longitude": 2}, "span": {"days": 1}, "filter": {}}',
            [Place(1.0, 2.0), {"days": 1}, Filter()],
        ),
        (dated, '{"day": "2024-02-29", "self": "x"}', [date(2024, 2, 29), "x"]),
        (nothing, "{}", []),
    ],
)
def test_arguments_are_what_the_hints_say(function: Callable[..., object], text: str, arguments: list[object]) -> None:
    assert list(describe_function(function).read(text).values()) == arguments


@pytest.mark.parametrize(
    ("function", "text", "problem"),
    [
        (plain, '{"city": "Ulm"}', "days: Field required"),
        (optional, '{"days": "soon"}', "days: Input should be a valid integer"),
        (optional, '{"town": "Ulm"}', "town: Unexpected keyword argument"),
        (noted, '{"city": "Ulm", "days": 0}', "days: Input should be greater than or equal to 1"),
        (objects, '{"place": {"latitude": 1}, "span": {"days": 1}, "filter": {}}', "place.longitude: Field required"),
        (nothing, "{", "the whole: Invalid JSON"),
        (nothing, "[]", "the whole: Input should be an object"),
    ],
)
def test_arguments_that_do_not_fit_are_named(function: Callable[..., object], text: str, problem: str) -> None:
    with pytest.raises(Unfit) as caught:
        describe_function(function).read(text)
    assert any(found.startswith(problem) for found in caught.value.problems), caught.value.problems


def bare(city) -> None: ...  # type: ignore[no-untyped-def]  # it is the point
def starred(*cities: str) -> None: ...
def keywords(**cities: str) -> None: ...
def positional(city: str, /) -> None: ...
def accented(city: str) -> None: ...
def vague(city: Unknown) -> None: ...
def strange(city: Station) -> None: ...


accented.__name__ = "größe"
TOOL = {"type": "function", "function": {"name": "plain"}}
AS_OBJECT = ChatCompletionInputTool(type="function", function=ChatCompletionInputFunctionDefinition(name="plain"))
WRONG: dict[str, tuple[Any, str]] = {
    "no hint": ([bare], "bare: city has no type hint: write city: str"),
    "*args": ([starred], "starred takes \\*cities: a model must be told of each"),
    "**kwargs": ([keywords], "keywords takes \\*\\*cities: a model must be told of each"),
    "by position": ([positional], "positional takes city by position alone: leave out the /"),
    "not ASCII": ([accented], "servers take no 'größe' as a name"),
    "lambda": ([lambda: 1], "servers take no '<lambda>' as a name"),
    "partial": ([functools.partial(plain, city="x")], "is no function: pass one that is made with def"),
    "class": ([Place], "is no function: pass one that is made with def"),
    "unknown hint": ([vague], "the signature of vague cannot be read: name 'Unknown' is not defined"),
    "no schema": ([strange], "no arguments can be read for strange"),
    "twice": ([plain, logged(plain)], "two are called plain"),
    "as described": ([plain, TOOL], "two are called plain"),
    "as an object": ([AS_OBJECT, plain], "two are called plain"),
    "alone": (plain, "tools must be a list of functions, .* as \\[plain\\], not plain"),
    "text": ([plain, "plain"], "tools\\[1\\] must be a function or a tool in OpenAI's form, got str"),
}


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("method", ["chat_completion", "run_tools"])
@pytest.mark.parametrize(("tools", "reason"), WRONG.values(), ids=WRONG)
def test_what_a_model_cannot_be_told_is_refused_before_sending(kind: str, method: str, tools: Any, reason: str) -> None:
    client, script = scripted(kind, base_url="http://own.test/v1", model="m")
    with pytest.raises(InvalidInput, match=reason):
        getattr(client, method)("Hi", tools=tools)
    assert script.sent == []


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_run_needs_a_list_of_tools(kind: str) -> None:
    client, script = scripted(kind, base_url="http://own.test/v1", model="m")
    with pytest.raises(InvalidInput, match=r"tools must be a list of functions, .* got NoneType"):
        client.run_tools("Hi", None)
    assert script.sent == []


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_functions_are_sent_described_beside_tools_that_are(kind: str) -> None:
    answer = {"choices": [{"message": {"role": "assistant", "content": "Hi"}}]}
    client, script = scripted(kind, json_reply(answer), base_url="http://own.test/v1", model="m")
    search = {"type": "web_search", "depth": 2}
    client.chat_completion("Hi", tools=[nothing, TOOL, search], tool_choice="auto")
    assert script.body()["tools"] == [describe_function(nothing).tool, TOOL, search]
    assert script.body()["tool_choice"] == "auto"


def test_functions_are_described_for_every_target() -> None:
    client, script = scripted(
        "sync", json_reply({"message": {"role": "assistant", "content": "Hi"}}), provider="ollama"
    )
    client.chat_completion("Hi", model="m", tools=[nothing])
    assert script.sent[0].url.endswith("/api/chat")
    assert script.body()["tools"] == [describe_function(nothing).tool]
