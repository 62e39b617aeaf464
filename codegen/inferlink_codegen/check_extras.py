"""Refuses extras that no server takes, and those that an argument of ours stands for already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferlink._specs.rules import nearest

from .check import refuse
from .normalise import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inferlink._specs.rules import Finding
    from inferlink._specs.vocabulary import Provider, Route
    from inferlink._specs.words import Assign

    from .load import Document, Specs
    from .normalise import Shapes

__all__ = ["check_extras"]


def check_extras(
    specs: Specs,
    servers: Mapping[str, Mapping[str, Any]],
    parameters: Mapping[str, tuple[str, ...]],
    shapes: Shapes,
) -> None:
    """Refuse the first file of extras that does not fit its server.

    Args:
        specs: All that was read.
        servers: Name to the canonical form of the server's file.
        parameters: Task to the names of its parameters on the wire.
        shapes: All classes.
    """
    from inferlink._specs.vocabulary import load_provider

    for document in specs.extras:
        if document.server not in servers:
            near = nearest(document.server, servers)
            refuse(document.file, [("", f"there is no servers/{document.server}.yaml: {near}")])
        refuse(document.file, _findings(document, load_provider(servers[document.server]), parameters, shapes))


def _findings(
    document: Document, server: Provider, parameters: Mapping[str, tuple[str, ...]], shapes: Shapes
) -> Iterator[Finding]:
    for task, schema in document.data["properties"].items():
        if task not in server.tasks:
            yield f"/properties/{task}", f"is no task that the server has a route for: {nearest(task, server.tasks)}"
            continue
        route = server.tasks[task]
        taken = {**dict.fromkeys(_places(route), "the file sets it"), **_passed(route, parameters[task])}
        for place, pointer in _options(schema["$ref"].removeprefix("#/$defs/"), "", shapes):
            if place in taken:
                yield pointer, f"{place!r} is no option of its own for {task}, for {taken[place]}: drop it."


def _passed(route: Route, names: tuple[str, ...]) -> dict[str, str]:
    """Parameters that are read or passed on, whatever their place."""
    from inferlink._specs.words import variables

    sources = [name for assign in route.set for name in (assign.source or "", *variables(assign.value))]
    read = {name.split(".")[1] for name in sources if name.startswith("params.")}
    away = {*route.drop, *route.refuse, *({*names} - read if route.rest == "none" else ())}
    return {name: f"{name}= is an argument" for name in names if name not in away}


def _places(route: Route) -> Iterator[str]:
    """Places that assignments give a value, as seen from where extras go."""
    inside = "" if route.rest in ("$", "none") else f"{route.rest}."
    places = (assign.to for assign in route.set if _is_final(assign, route))
    yield from (place.removeprefix(inside) for place in places if place.startswith(inside))
    yield from () if inside or route.stream is None else route.stream.send


def _is_final(assign: Assign, route: Route) -> bool:
    """Whether nothing else could be said there: not so where a guard, or a limit on the parameter, leaves something."""
    return assign.source not in route.only if assign.source is not None else assign.when is None


def _options(name: str, inside: str, shapes: Shapes) -> Iterator[tuple[str, str]]:
    """Every option of a class, as a place below the extras, with the pointer to it."""
    for field in fields_of(name, shapes):
        place = f"{inside}{field.name}"
        yield place, f"/$defs/{_owner(name, field.name, shapes)}/properties/{field.name}"
        if "$ref" in field.schema:
            yield from _options(field.schema["$ref"], f"{place}.", shapes)


def _owner(name: str, field: str, shapes: Shapes) -> str:
    """The class, of this one and its parents, that describes the field."""
    shape = shapes[name]
    is_here = shape.parent is None or any(own.name == field for own in shape.fields)
    return name if is_here else _owner(str(shape.parent), field, shapes)
