"""Refuses routes that read a part of the input which the task does not have: the assignment would never be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferlink._specs.rules import nearest

from .check import refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from inferlink._specs.rules import Finding

    from .load import Specs

__all__ = ["check_inputs"]


def check_inputs(
    specs: Specs, kinds: Mapping[str, Mapping[str, Mapping[str, Any]]], places: Mapping[str, Collection[str]]
) -> None:
    """Refuse the first file that reads what is not there.

    Args:
        specs: All that was read.
        kinds: Kind to name to the canonical form of the file.
        places: Task to the places of its arguments below the input; an empty one is the whole input.
    """
    for document in (*specs.providers, *specs.servers):
        kind, _, name = document.file.removesuffix(".yaml").partition("/")
        refuse(document.file, _findings(kinds[kind][name], places))


def _findings(plain: Mapping[str, Any], places: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    from inferlink._specs.vocabulary import load_provider

    for task, route in load_provider(plain).tasks.items():
        parts = {place.partition(".")[0] for place in places[task] if place}
        for number, assign in enumerate(route.set):
            guard = () if assign.when is None else (*assign.when.has, *assign.when.lacks, *assign.when.match)
            for name in (*assign.reads(), *guard):
                word, _, part = name.partition(".")
                if word == "input" and part and part.partition(".")[0] not in parts:
                    fix = nearest(part, parts) if parts else "it is one value: say input."
                    yield f"/tasks/{task}/set/{number}", f"the input has no {part!r}: {fix}"
