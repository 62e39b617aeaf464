"""What inferlink brings along, for specs of somebody else. The generated package is imported here alone, when needed:
nobody needs it who generates that very package.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PACKAGE", "Shipped", "is_input", "read_shipped"]

PACKAGE = "inferlink_generated"


@dataclass(frozen=True)
class Shipped:
    """What inferlink brings along."""

    tasks: Mapping[str, tuple[str, ...]]
    """Task to its parameters on the wire."""
    places: Mapping[str, tuple[str, ...]]
    """Task to the places of its arguments below the input."""
    shapes: Mapping[str, Mapping[str, object]]
    """Routes that files may build on with `use:`."""
    files: Mapping[str, tuple[str, ...]]
    """Kind (providers, servers) to names."""
    members: frozenset[str]
    """What every client has."""

    def file(self, kind: str, name: str) -> dict[str, Any]:
        """The canonical form of one of inferlink's own files."""
        module = import_module(f"{PACKAGE}.routes.{kind}.{name.replace('-', '_')}")
        found: dict[str, Any] = module.PROVIDER
        return found


def read_shipped() -> Shipped:
    """Read the generated package."""
    from inferlink.async_client import AsyncInferenceClient
    from inferlink.client import InferenceClient
    from inferlink_generated import routes
    from inferlink_generated.operations import OPERATIONS

    members = frozenset({*dir(InferenceClient), *dir(AsyncInferenceClient)})
    files = {"providers": routes.PROVIDERS, "servers": routes.SERVERS}
    places = {task: tuple(each.arguments.values()) for task, each in OPERATIONS.items()}
    return Shipped(routes.TASKS, places, routes.SHAPES, files, members)


def is_input(name: str) -> bool:
    """Whether a class of the generated package is one of inputs: those can be written as dicts."""
    from inferlink_generated import types

    return f"{name}Dict" in types.__all__
