# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""The base of all results, and the values inside them."""

from __future__ import annotations

import base64
import re
import reprlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

if TYPE_CHECKING:
    import builtins
    import os
    from typing import TypeAlias

    from _typeshed import DataclassInstance
    from PIL.Image import Image as PILImage
    from pydantic_core import CoreSchema

    from inferlink._meta import Meta

__all__ = ["Base64Media", "Items", "O_co", "Parsed", "Result", "Text", "to_dict"]

T = TypeVar("T")
O_co = TypeVar("O_co", covariant=True)
R_co = TypeVar("R_co", covariant=True)

_JSON = (dict, list, str, int, float)
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 300
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 10
_NOTEBOOK_LIMIT = 10_000_000
"""Characters of base64 that a notebook is given at most."""
_HEADS = {
    "iVBORw0KGgo": "image/png",
    "/9j/": "image/jpeg",
    "R0lGOD": "image/gif",
    "SUQz": "audio/mpeg",
    "ZkxhQ": "audio/flac",
    "T2dnU": "audio/ogg",
}
"""How files begin in base64."""


class Result:
    """Base of everything that a reply is turned into. Fields that are not declared are kept as attributes."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "allow"}

    @property
    def meta(self) -> Meta | None:
        """How the result came: who answered, how fast. `None` inside a larger result, and for one of your making."""
        found: Any = vars(self).get("_meta")
        return None if isinstance(found, _JSON) else found

    @property
    def extra(self) -> dict[str, Any]:
        """What the server sent beyond the declared fields, as it was sent."""
        declared = _wire_names(self)
        return {name: value for name, value in _data(self).items() if name not in declared}

    def _take(self, **others: tuple[str, ...]) -> None:
        """Fill fields that have no value from the other names that servers use for them; what was sent stays."""
        found = vars(self)
        for name, known in others.items():
            if found[name] is not None:
                continue
            for other in known:
                if found.get(other) is not None:
                    found[name] = found[other]
                    found["_filled"] = (*found.get("_filled", ()), name)
                    break

    def __repr__(self) -> str:
        shown = [f"{name}={_SHORT.repr(value)}" for name, value in _data(self).items() if value is not None]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and type(self) is type(other) and _data(self) == _data(other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # a result can be changed


class Parsed(Result, Generic[O_co, R_co]):
    """A result whose text was read as the type or JSON Schema that the call asked for, and fits it."""

    @property
    def parsed(self) -> O_co:
        """What the text says: an instance of the type, or JSON that fits the schema."""
        parsed: O_co = vars(self)["_output"][0]
        return parsed

    @property
    def rejected(self) -> tuple[R_co, ...]:
        """Answers before this one that did not fit, where `repair` sent them back: each is whole, with its usage."""
        rejected: tuple[R_co, ...] = vars(self)["_output"][1]
        return rejected

    def __repr__(self) -> str:
        name, rest = type(self).__name__, super().__repr__().partition("(")[2]
        return f"{name}(parsed={_SHORT.repr(self.parsed)}{', ' if rest != ')' else ''}{rest}"


class Items(list[T]):
    """A list of results, with `.meta`. Its repr has the first ten."""

    _meta: Meta | None = None

    def __repr__(self) -> str:
        shown = [repr(item) for item in self[: _SHORT.maxlist]]
        more = len(self) - len(shown)
        return f"[{', '.join([*shown, *([f'... {more} more'] if more else [])])}]"

    @property
    def meta(self) -> Meta | None:
        """How the list came: who answered, how fast."""
        return self._meta


class Text(str):  # noqa: SLOT000  # where it came from is kept in its __dict__
    """A text that a model wrote, with `.meta`."""

    _meta: Meta | None = None

    @property
    def meta(self) -> Meta | None:
        """How the text came: who answered, how fast."""
        return self._meta


class Base64Media:
    """An image, a sound or a video inside a reply.

    Args:
        text: The file in base64 (RFC 4648), or a `data:` URL of it.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def bytes(self) -> builtins.bytes:
        """The file, decoded anew each time.

        Raises:
            ValueError: When the server sent something else than base64.
        """
        return base64.b64decode("".join(self._base64.split()), validate=True)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the file to `path`, in the encoding that the server sent."""
        Path(path).write_bytes(self.bytes)

    def to_pil(self) -> PILImage:
        """The image as a Pillow image.

        Raises:
            ImportError: Without Pillow.
        """
        try:
            from PIL import Image
        except ImportError:
            raise ImportError("to_pil() needs Pillow: pip install 'inferlink[images]'") from None
        from io import BytesIO

        return Image.open(BytesIO(self.bytes))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """How a notebook shows it (https://ipython.readthedocs.io/en/stable/config/integrating.html#rich-display)."""
        mime = _mime(self._text, self._base64)
        if mime is None or len(self._text) > _NOTEBOOK_LIMIT:
            return {}
        try:
            data = base64.b64encode(self.bytes).decode()  # what the server sent must not end the attribute
        except ValueError:
            return {}
        kind, _, name = mime.partition("/")
        if name in ("png", "jpeg"):
            return {mime: data}
        source = f'src="data:{mime};base64,{data}"'
        return {"text/html": f"<img {source}>" if kind == "image" else f"<{kind} controls {source}></{kind}>"}

    @property
    def _base64(self) -> str:
        return self._text.partition(",")[2] if self._text.startswith("data:") else self._text

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Base64Media({len(self._text) * 3 // 4} bytes)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Base64Media) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        from pydantic_core import core_schema

        from_text = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.to_string_ser_schema(),
        )


def _mime(text: str, data: str) -> str | None:
    """The type of something to look at or listen to: as its `data:` URL names it, or as it begins."""
    declared = re.match(r"data:((?:image|audio|video)/[\w.+-]+)", text, re.ASCII)
    known = (mime for head, mime in _HEADS.items() if data.startswith(head))
    return next(known, None) if declared is None else declared[1]


if TYPE_CHECKING:
    Value: TypeAlias = (
        DataclassInstance | Result | Base64Media | Mapping[str, Any] | list[Any] | tuple[Any, ...] | str | float | None
    )


@overload
def to_dict(value: Result) -> dict[str, Any]: ...
@overload
def to_dict(value: Any) -> Any: ...
def to_dict(value: Value) -> Any:
    """A result as plain data: names as on the wire, unknown fields included, fields without a value left out."""
    if isinstance(value, (str, Base64Media)):
        return str(value)
    if isinstance(value, Mapping):
        return {name: to_dict(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_dict(inner) for inner in value]
    if not is_dataclass(value):
        return value
    wires, filled = _wire_names(value), getattr(value, "_filled", ())
    return {
        wires.get(name, name): to_dict(inner)
        for name, inner in _data(value).items()
        if name not in filled and (inner is not None or name not in wires)
    }


def _data(value: object) -> dict[str, Any]:
    """Fields and unknown fields, without our notes. A server may send fields of their names: those are JSON."""
    notes = ("_meta", "_filled", "_output")
    return {name: inner for name, inner in vars(value).items() if name not in notes or isinstance(inner, _JSON)}


def _wire_names(value: Any) -> dict[str, str]:
    """Declared field to its name on the wire."""
    return {field.name: field.metadata.get("alias", field.name) for field in fields(value)}
