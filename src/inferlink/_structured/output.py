"""What an answer is read as: the schema of a type, and the JSON of a text as an instance of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._json import MISSING, is_mapping, is_object
from ..errors import InvalidInput
from .schema import VALUE, rooted, schema_name, strict_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import TypeAdapter

    from .schema import Schema

__all__ = ["JsonValue", "Output", "Unfit", "json_text", "partial_json", "reader_of"]

JsonValue: TypeAlias = "str | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
"""Any JSON value."""

_KEPT: dict[object, _Built] = {}
_MOST = 64
"""How many types are kept, the ones that were used last."""
_FENCE = re.compile(r"```(?:json)?[ \t]*\r?\n(.*?)\r?\n?[ \t]*```", re.DOTALL | re.IGNORECASE)
_OPEN_FENCE = re.compile(r"\s*```(?:json)?[ \t]*\r?\n(.*?)(?:\r?\n[ \t]*`{1,3}.*)?", re.DOTALL | re.IGNORECASE)


class Unfit(Exception):  # it is no failure of the program: the caller makes an error of it
    """A text is no JSON, or not the right one."""

    def __init__(self, reason: Literal["json", "schema"], problems: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.reason: Literal["json", "schema"] = reason
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class _Built:
    name: str
    schema: Schema
    """With an object at its root."""
    strict: Schema | None
    """As strict decoding takes it; None where it cannot be had."""
    wrapped: bool
    """The value is a member of the root."""
    validate: Callable[[bytes | str], object]


class Output:
    """What a caller passed as `output`; what follows from it is made at first use, and kept for the next call."""

    __slots__ = ("_built", "given")

    def __init__(self, given: object) -> None:
        self.given = given
        self._built: _Built | None = None if is_mapping(given) else _kept(given)

    @property
    def ready(self) -> bool:
        """Whether `build` has nothing left to do."""
        return self._built is not None

    def build(self) -> _Built:
        """Import pydantic, and make the schema and what reads an answer.

        Raises:
            InvalidInput: When no answer can be read as this.
        """
        if self._built is None:
            given = self.given
            self._built = _from_schema(given) if is_mapping(given) else _from_type(given)
            if not is_mapping(given):
                _keep(given, self._built)
        return self._built

    def read(self, text: str) -> object:
        """The value in a text: JSON, bare or in one fenced block.

        Raises:
            Unfit: When there is none, or another than asked for.
        """
        from pydantic_core import from_json

        found = json_text(text)
        try:
            whole: object = from_json(found, allow_inf_nan=False)
            return self._checked(found, whole)
        except ValueError as error:
            raise Unfit("json", (str(error),)) from None
        except RecursionError:
            raise Unfit("schema", ("the whole: is nested too deeply",)) from None

    def _checked(self, found: str, whole: object) -> object:
        from pydantic_core import to_json

        built = self.build()
        if not built.wrapped:
            return built.validate(found)
        if not is_object(whole) or whole.keys() != {VALUE}:
            raise Unfit("schema", (f"the whole: must be an object with {VALUE!r} as its only member",))
        return built.validate(to_json(whole[VALUE]))

    def partial(self, text: str) -> object:
        """What the beginning of such a text holds so far; MISSING while there is nothing."""
        found = partial_json(text)
        if not self.build().wrapped or found is MISSING:
            return found
        return found.get(VALUE, MISSING) if is_object(found) else MISSING


def json_text(text: str) -> str:
    """The JSON in a text: what stands in its fenced block, where there is one and the text is not JSON itself."""
    blocks = [] if text.lstrip().startswith(("{", "[")) else _FENCE.findall(text)
    return blocks[0] if len(blocks) == 1 else text


def partial_json(text: str) -> object:
    """The value that a text begins, as far as it has come; MISSING where it begins none."""
    from pydantic_core import from_json

    fenced = _OPEN_FENCE.fullmatch(text)
    try:
        value: object = from_json(fenced[1] if fenced else text, allow_partial="trailing-strings", allow_inf_nan=False)
    except ValueError:
        return MISSING
    return value


def _kept(given: object) -> _Built | None:
    try:
        return _KEPT.get(given)
    except TypeError:  # a type that cannot be hashed, such as Annotated with a list
        return None


def _keep(given: object, built: _Built) -> None:
    try:
        _KEPT[given] = built
    except TypeError:
        return
    while len(_KEPT) > _MOST:
        _KEPT.pop(next(iter(_KEPT)), None)


_TAKEN = "Pass a dataclass, a TypedDict, a pydantic model, a type such as list[str], or a JSON Schema as a mapping."


def _from_type(given: Any) -> _Built:
    from inspect import isroutine

    from pydantic import PydanticSchemaGenerationError, PydanticUserError, TypeAdapter

    if isroutine(given):  # pydantic would call it with what the model says
        raise InvalidInput(f"output: {given!r} is a function: pass a type, such as the one that it returns.")
    try:
        adapter: TypeAdapter[object] = TypeAdapter(given)
        schema: Schema = adapter.json_schema()
    except PydanticSchemaGenerationError as error:
        reason = str(error).partition(". Set ")[0]  # without the advice, which is for authors of pydantic models
        raise InvalidInput(f"output: no answer can be read as {given!r}: {reason}. {_TAKEN}") from error
    except (PydanticUserError, TypeError, NameError) as error:
        reason = str(error).partition("\n")[0]
        raise InvalidInput(f"output: no answer can be read as {given!r}: {reason}") from error

    root, wrapped = rooted(schema)
    name = given.__name__ if isinstance(given, type) else str(schema.get("title", "output"))
    strict = strict_form(root)
    return _Built(name=schema_name(name), schema=root, strict=strict, wrapped=wrapped, validate=reader_of(adapter))


def reader_of(adapter: TypeAdapter[Any]) -> Callable[[bytes | str], object]:
    """What reads JSON as the type of an adapter, or raises `Unfit`."""
    from pydantic import ValidationError

    def validate(found: bytes | str) -> object:
        try:
            return adapter.validate_json(found)
        except ValidationError as error:
            raise Unfit(
                "schema", tuple(map(_explain, error.errors(include_url=False, include_context=False)))
            ) from None

    return validate


def _from_schema(given: Mapping[str, object]) -> _Built:
    """A schema is sent as it is written; it is strict where it is so by itself."""
    from pydantic_core import from_json

    from .schema_check import check_schema, problems

    schema = dict(given)
    check_schema(schema, schema)

    def validate(found: bytes | str) -> object:
        value: object = from_json(found)
        if wrong := tuple(problems(value, schema, schema)):
            raise Unfit("schema", wrong)
        return value

    root, wrapped = rooted(schema)
    strict = root if strict_form(root) == root else None
    return _Built(
        name=schema_name(str(schema.get("title", "output"))),
        schema=root,
        strict=strict,
        wrapped=wrapped,
        validate=validate,
    )


def _explain(finding: Any) -> str:
    return f"{'.'.join(map(str, finding['loc'])) or 'the whole'}: {finding['msg']}"
