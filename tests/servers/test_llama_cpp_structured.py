"""Both clients against a real llama.cpp server: answers as types and schemas, whole, in pieces, and repaired."""

from __future__ import annotations

import asyncio
import enum
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from inferlink import AsyncInferenceClient, InferenceClient, InvalidOutput, Provider, RequestOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferlink.local import LocalServer

Short = Annotated[str, Field(min_length=1, max_length=8)]
"""A small model left alone with a text may not find its end."""


class Mood(enum.Enum):
    HAPPY = "happy"
    SAD = "sad"


@dataclass
class Person:
    name: Short
    mood: Mood
    age: Annotated[int, Field(ge=0, le=99)]


class Place(TypedDict):
    city: Short
    country: Literal["France", "Italy"]


class Team(BaseModel):
    lead: Person
    size: int = Field(ge=1, le=9)


SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 8}, "scores": {"$ref": "#/$defs/scores"}},
    "required": ["name", "scores"],
    "additionalProperties": False,
    "$defs": {"scores": {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 2, "maxItems": 2}},
}
ASK: dict[str, Any] = {"messages": "Invent one.", "temperature": 0, "max_tokens": 200}


def is_place(value: Any) -> bool:
    return value.keys() == {"city", "country"} and value["country"] in ("France", "Italy")


def is_person(value: Any) -> bool:
    return isinstance(value, Person) and isinstance(value.mood, Mood) and 0 < len(value.name) <= 8


OUTPUTS: dict[str, tuple[Any, Any]] = {
    "dataclass": (Person, is_person),
    "TypedDict": (Place, is_place),
    "pydantic model": (Team, lambda value: isinstance(value, Team) and is_person(value.lead)),
    "schema": (SCHEMA, lambda value: jsonschema.validate(value, SCHEMA) is None),
    "list": (Annotated[list[Place], Field(min_length=1, max_length=2)], lambda value: all(map(is_place, value))),
    "enum": (Mood, lambda value: value in Mood),
    "union": (Person | Place, lambda value: is_person(value) or is_place(value)),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_answer_is_what_was_asked_for(client: Any, name: str) -> None:
    output, fits = OUTPUTS[name]
    answer = client.chat_completion(**ASK, output=output)
    assert fits(answer.parsed)
    assert answer.meta.output_form == "json_schema"
    assert answer.usage.completion_tokens > 0


@pytest.mark.parametrize("name", ["dataclass", "schema", "list"])
def test_stream_grows_into_the_value(local_server: LocalServer, name: str) -> None:
    output, fits = OUTPUTS[name]
    with (
        InferenceClient(base_url=local_server.base_url, timeout=60) as client,
        client.chat_completion(**ASK, output=output, stream=True) as stream,
    ):
        parts = [*stream.partials()]
        answer = stream.result()
    assert fits(answer.parsed)
    assert len(parts) > 5
    assert all(len(str(early)) <= len(str(late)) for early, late in itertools.pairwise(parts))
    assert client_value(output, parts[-1]) == answer.parsed


def test_async_stream_grows_into_the_value(local_server: LocalServer) -> None:
    async def main() -> None:
        async with (
            AsyncInferenceClient(base_url=local_server.base_url, timeout=60) as client,
            await client.chat_completion(**ASK, output=Person, stream=True) as stream,
        ):
            parts = [part async for part in stream.partials()]
            answer = await stream.result()
        assert is_person(answer.parsed)
        assert len(parts) > 5
        assert client_value(Person, parts[-1]) == answer.parsed

    asyncio.run(main())


def client_value(output: Any, plain: object) -> object:
    """Plain JSON as what the client makes of it."""
    from pydantic import TypeAdapter

    return plain if output is SCHEMA else TypeAdapter(output).validate_python(plain)


def test_answer_that_is_cut_is_an_error_with_what_was_paid_for(client: Any) -> None:
    with pytest.raises(InvalidOutput) as caught:
        client.chat_completion("Invent one.", output=Person, max_tokens=4, temperature=0)
    assert caught.value.reason == "length"
    result: Any = caught.value.result
    assert result.usage.completion_tokens == 4
    assert caught.value.body


@pytest.fixture
def told_client(connect: Callable[..., Any], local_server: LocalServer) -> Any:
    """A client that tells the same server of the schema in words alone."""
    route = {"use": "chat", "structured": "prompt"}
    words = {"name": "told", "base": local_server.url, "key": "optional", "tasks": {"chat-completion": route}}
    return connect(provider=Provider.from_dict(words))


def test_schema_may_be_told_in_words_alone(told_client: Any) -> None:
    grammar = r'root ::= "```json\n{\"name\": \"Ada\", \"mood\": \"happy\", \"age\": 36}\n```"'
    answer = told_client.chat_completion(**ASK, output=Person, extra_body={"grammar": grammar})
    assert answer.parsed == Person(name="Ada", mood=Mood.HAPPY, age=36)
    assert answer.meta.output_form == "prompt"
    bare = told_client.chat_completion(**ASK, extra_body={"grammar": grammar})
    assert answer.usage.prompt_tokens > bare.usage.prompt_tokens + 50


def test_repair_asks_the_model_again(told_client: Any) -> None:
    grammar = {"grammar": 'root ::= "Ada, 36, happy."'}
    with pytest.raises(InvalidOutput) as caught:
        told_client.chat_completion(**ASK, output=Person, extra_body=grammar, options=RequestOptions(repair=1))
    rounds: list[Any] = [*caught.value.rejected, caught.value.result]
    assert [one.choices[0].message.content for one in rounds] == ["Ada, 36, happy."] * 2
    assert rounds[1].usage.prompt_tokens > rounds[0].usage.prompt_tokens + 10
