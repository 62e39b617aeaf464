"""Bytes to the generated types. Validators are built on first use and kept, one for each type."""

from __future__ import annotations

from importlib import import_module
from types import GenericAlias
from typing import TYPE_CHECKING, Any

from .._json import is_array
from .._media.artifacts import MEDIA, Vectors, on_disk
from .._media.saving import Saved
from .._media.sniff import HEAD, is_page
from ..errors import ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import SchemaValidator, ValidationError

    from inferlink_generated.port import Operation, ResultForm

__all__ = ["as_parsed", "attach_meta", "decode", "explain", "is_ready", "keep_rejected", "preload", "validator_of"]

_VALIDATORS: dict[tuple[str, bool], SchemaValidator] = {}


def validator_of(type_name: str, *, many: bool = False) -> SchemaValidator:
    """The validator of `module:Class`, or of a list of them; made once."""
    found = _VALIDATORS.get((type_name, many))
    if found is None:
        from .validators import validator

        cls = _class(type_name)
        wanted: Any = GenericAlias(list, (cls,)) if many else cls
        found = _VALIDATORS[type_name, many] = validator(wanted)
    return found


def _class(type_name: str) -> Any:
    module, _, name = type_name.partition(":")
    return getattr(import_module(module), name)


def is_ready(operation: Operation[object], *, stream: bool) -> bool:
    """Whether `preload` has nothing left to do."""
    return all(place in _VALIDATORS for place in _needed(operation, stream=stream))


def _needed(operation: Operation[object], *, stream: bool) -> set[tuple[str, bool]]:
    forms = [operation.result, operation.stream if stream else None]
    return {
        (form.type, form.kind == "items" and form.one_or_list is None)
        for form in forms
        if form is not None and form.type is not None
    }


def preload(operation: Operation[object], *, stream: bool) -> None:
    """Import and build what the result of an operation needs."""
    for type_name, many in _needed(operation, stream=stream):
        validator_of(type_name, many=many)


def decode(form: ResultForm, params: Mapping[str, object], value: object, content_type: str) -> Any:
    """The result of a call: from the reply's bytes, or from a value that a selector read.

    Raises:
        ResponseShapeError: When the reply is not what the task must return.
    """
    match form.kind:
        case "media":
            return _media(form, value, content_type)
        case "vectors":
            return _vectors(value)
        case "items":
            return _items(form, params, value)
        case _:
            result = _validate(form.type or "", value, many=False, first=form.kind == "first")
    if form.text is not None and not params.get(form.unless or ""):
        from inferlink_generated._result import Text

        return Text(getattr(result, form.text))
    return result


def attach_meta(result: object, meta: object) -> None:
    """Make `.meta` of a result say how it came."""
    if hasattr(result, "__dict__"):
        result.__dict__["_meta"] = meta


def as_parsed(result: object, **changes: object) -> Any:
    """A result, or a part of one, as the class of those whose text was read, with changes."""
    cls = _class(f"{type(result).__module__}:Parsed{type(result).__name__}")
    made = cls.__new__(cls)
    made.__dict__.update(vars(result), **changes)
    return made


def keep_rejected(result: object, rejected: tuple[object, ...]) -> None:
    """Make `.rejected` of a result have the answers before it."""
    vars(result)["_output"] = (vars(result)["_output"][0], rejected)


def _items(form: ResultForm, params: Mapping[str, object], value: object) -> Any:
    from inferlink_generated._result import Items

    if form.one_or_list is None:
        return Items(_validate(form.type or "", value, many=True))
    wanted = params.get(form.one_or_list)
    many = isinstance(wanted, int) and wanted > 1
    found = _one_or_many(form.type or "", value)
    return Items(found) if many else found[0]


def _one_or_many(type_name: str, value: object) -> list[Any]:
    """A list, also where the server sent one element without it."""
    try:
        found: list[Any] = _validate(type_name, value, many=True)
    except ResponseShapeError:
        return [_validate(type_name, value, many=False)]
    if not found:
        raise ResponseShapeError("The reply is an empty list.")
    return found


def _validate(type_name: str, value: object, *, many: bool, first: bool = False) -> Any:
    from pydantic_core import ValidationError

    built = validator_of(type_name, many=many)
    try:
        return built.validate_json(value) if isinstance(value, bytes) else built.validate_python(value)
    except ValidationError as error:
        if first:
            found: list[Any] = _validate(type_name, value, many=True)
            if found:
                return found[0]
        text = f"The reply is no {type_name.partition(':')[2]}: {explain(error)}. See .body for all of it."
        raise ResponseShapeError(text) from None


def explain(error: ValidationError) -> str:
    """The first of pydantic's findings, in one line."""
    found = error.errors(include_url=False, include_context=False)
    where = ".".join(map(str, found[0]["loc"])) or "the reply"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{where}: {found[0]['msg']}{more}"


def _media(form: ResultForm, value: object, content_type: str) -> Any:
    if not isinstance(value, (bytes, Saved)):
        raise ResponseShapeError(f"The reply holds no {form.media}.")
    head = value[:HEAD] if isinstance(value, bytes) else value.head
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("text/") or "json" in kind:
        raise ResponseShapeError(f"The reply is {kind}, not {form.media} data.")
    if not head:
        raise ResponseShapeError(f"The reply is empty, not {form.media} data.")
    if is_page(head):
        raise ResponseShapeError(f"The reply is a web page or JSON, not {form.media} data.")
    make, mime = MEDIA[form.media or ""], kind if kind.startswith(("image/", "audio/", "video/")) else None
    return make(value, mime) if isinstance(value, bytes) else on_disk(make, value, mime)


def _vectors(value: object) -> Vectors:
    from pydantic_core import from_json

    try:
        rows: object = from_json(value) if isinstance(value, bytes) else value
        if not is_array(rows):
            raise ValueError("it is no list")
        texts = [row for row in rows if isinstance(row, str)]
        return Vectors.from_base64(texts) if texts and len(texts) == len(rows) else Vectors.from_nested(rows)
    except (ValueError, TypeError) as error:
        raise ResponseShapeError(f"The reply holds no vectors: {error}.") from None
