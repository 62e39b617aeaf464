"""JSON from outside: read without surprises, and narrowed to what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeGuard

__all__ = ["MISSING", "is_array", "is_list", "is_mapping", "is_object", "is_sequence", "parse"]


class _Missing:
    """The absence of a value where `None` is one."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "MISSING"  # a copy and a pickle are this one again


MISSING = _Missing()
_LARGE = 1 << 16
"""Characters or bytes from which the faster parser is taken."""


def parse(text: bytes | str) -> object:
    """The value; MISSING where it is no JSON, or nested too deeply to be read."""
    try:
        value: object = json.loads(text) if len(text) < _LARGE else _parse_large(text)
    except (ValueError, RecursionError):
        return MISSING
    return value


def _parse_large(text: bytes | str) -> object:
    """As `json.loads`, in half the time: worth an import where there are many numbers."""
    from pydantic_core import from_json

    return from_json(text)


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value can stand for an object."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[object]]:
    """Whether a value can stand for an array: a text and bytes do not."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview))


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Whether a value is what people write for an array."""
    return isinstance(value, (list, tuple))


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)
