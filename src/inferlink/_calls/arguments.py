"""Mistakes in arguments that a server would take for something else. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._json import MISSING
from .._replies.select import pick
from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferlink_generated.port import Operation

__all__ = ["argument_names", "check_arguments"]


def argument_names(operation: Operation[Any]) -> dict[str, str]:
    """Place in the input to the argument that stands there."""
    return {place: argument for argument, place in operation.arguments.items()}


def check_arguments(operation: Operation[Any], given: object, params: Mapping[str, object]) -> None:
    """Check kinds that are easily mistaken, and that what must be given is there.

    Raises:
        InvalidInput: For what is no string, for a string in place of a list, whose letters would be taken for its
            elements, and for an input of `None`, which would be left out of the request.
    """
    names = argument_names(operation)
    for place in operation.strings:
        value = pick(given, place)
        if not isinstance(value, str):
            raise InvalidInput(f"{names[place]} must be a string, got {type(value).__name__}.")
    for place in operation.lists:
        _check_list(names[place], pick(given, place))
    for wire in operation.list_parameters:
        _check_list(wire, params.get(wire))
    if operation.shape != "chat":  # its messages have a check of their own
        _check_given(operation, given, names)


def _check_list(name: str, value: object) -> None:
    if isinstance(value, (str, bytes)):
        raise InvalidInput(f"{name} must be a list, got {type(value).__name__}: put a single one in brackets.")


def _check_given(operation: Operation[Any], given: object, names: Mapping[str, str]) -> None:
    for place, name in names.items():
        needed = place not in operation.optional and place not in operation.media
        value = pick(given, place)
        if needed and (value is None or value is MISSING):
            raise InvalidInput(f"{name} must be given, got None.")
