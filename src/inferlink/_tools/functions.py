"""A function as a tool: what a model is told of it, and how the model's arguments become the function's."""

from __future__ import annotations

import inspect
import math
import re
from dataclasses import dataclass, field, fields, make_dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from .._json import MISSING, is_object
from .._structured.output import reader_of
from ..errors import InvalidInput
from .docstrings import read_docstring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import TypeAdapter

    from .._structured.schema import Schema

__all__ = ["Function", "describe_function"]

# https://platform.openai.com/docs/api-reference/chat/create: names that are taken everywhere
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_PLAIN = (str, int, float, bool)
"""Types of defaults that the schema tells."""
_NOT_JSON = (math.inf, -math.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function that a model may call."""

    name: str
    call: Callable[..., object]
    is_async: bool
    tool: dict[str, object]
    """Its description on the wire, in OpenAI's form."""
    read: Callable[[bytes | str], dict[str, object]]
    """JSON to keyword arguments: validated, as the types say, without those that are left to their defaults. Raises
    `Unfit`."""


def describe_function(function: Callable[..., object]) -> Function:
    """What signature and docstring say. Imports pydantic, and takes some milliseconds.

    Raises:
        InvalidInput: When a model cannot be told how to call it, with what would work.
    """
    name = _name_of(function)
    parameters = _parameters(function, name)
    adapter, schema = _adapt(name, parameters)
    summary, texts = read_docstring(inspect.getdoc(function) or "")
    _annotate(schema, parameters, texts)
    about = {"description": summary} if summary else {}
    return Function(
        name=name,
        call=function,
        is_async=inspect.iscoroutinefunction(function),
        tool={"type": "function", "function": {"name": name, **about, "parameters": schema}},
        read=_reader(adapter),
    )


def _name_of(function: Callable[..., object]) -> str:
    name = getattr(function, "__name__", None)
    if isinstance(function, type) or not isinstance(name, str):
        raise InvalidInput(f"tools: {function!r} is no function: pass one that is made with def.")
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"tools: servers take no {name!r} as a name: give it one of letters, digits and _, at most 64, with def."
        )
    return name


@dataclass(frozen=True, slots=True)
class _Parameter:
    hint: Any
    default: object


def _parameters(function: Callable[..., object], name: str) -> dict[str, _Parameter]:
    try:
        signature = inspect.signature(function)
        hints = get_type_hints(function, include_extras=True)
    except (NameError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"tools: the signature of {name} cannot be read: {error}. Its type hints must be names of its module."
        ) from error
    found: dict[str, _Parameter] = {}
    for each in signature.parameters.values():
        if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD):
            shown = each.replace(annotation=each.empty)
            raise InvalidInput(f"tools: {name} takes {shown}: a model must be told of each argument, so name them.")
        if each.kind is each.POSITIONAL_ONLY:
            raise InvalidInput(f"tools: {name} takes {each.name} by position alone: leave out the / behind it.")
        if each.name not in hints:
            raise InvalidInput(f"tools: {name}: {each.name} has no type hint: write {each.name}: str, or what it is.")
        found[each.name] = _Parameter(hints[each.name], MISSING if each.default is each.empty else each.default)
    return found


def _adapt(name: str, parameters: Mapping[str, _Parameter]) -> tuple[TypeAdapter[Any], Schema]:
    """What reads the arguments, and their schema."""
    from pydantic import PydanticUserError, TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        """Titles repeat the names, and are paid for as tokens of each request."""

        def field_title_should_be_set(self, schema: object) -> bool:
            return False

    # What has a default may be absent: MISSING stands for that, and the function's own default counts.
    members = [
        (each, about.hint, field() if about.default is MISSING else field(default_factory=lambda: MISSING))
        for each, about in parameters.items()
    ]
    config = {"__pydantic_config__": {"extra": "forbid"}}
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(make_dataclass(name, members, kw_only=True, namespace=config))
        schema: Schema = adapter.json_schema(schema_generator=Untitled)
    except (PydanticUserError, TypeError, NameError) as error:
        reason = str(error).partition("\n")[0]
        raise InvalidInput(f"tools: no arguments can be read for {name}: {reason}") from error
    return adapter, {word: inner for word, inner in schema.items() if word not in ("title", "description")}


def _annotate(schema: Schema, parameters: Mapping[str, _Parameter], texts: Mapping[str, str]) -> None:
    """Add descriptions and defaults, where the schema has none."""
    properties = schema["properties"]
    for name, about in parameters.items():
        member = properties.get(name) if is_object(properties) else None
        if not is_object(member):
            continue
        if text := _noted(about.hint) or texts.get(name):
            member.setdefault("description", text)
        if type(about.default) in _PLAIN and about.default not in _NOT_JSON:
            member.setdefault("default", about.default)


def _noted(hint: object) -> str | None:
    """The text in `Annotated[str, "the text"]`."""
    notes: tuple[object, ...] = getattr(hint, "__metadata__", ())
    return next((note for note in notes if isinstance(note, str)), None)


def _reader(adapter: TypeAdapter[Any]) -> Callable[[bytes | str], dict[str, object]]:
    validate = reader_of(adapter)

    def read(text: bytes | str) -> dict[str, object]:
        made: Any = validate(text)
        found = {each.name: getattr(made, each.name) for each in fields(made)}
        return {name: value for name, value in found.items() if value is not MISSING}

    return read
