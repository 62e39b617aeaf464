"""Specs of somebody else: what they may take from inferlink, and which names inferlink has taken already."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from inferlink.errors import SpecError

from .check import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inferlink._specs.rules import Finding

    from .load import Document, Specs
    from .shipped import Shipped
    from .words import TaskWords

__all__ = ["add_to", "check_names", "client_name"]

_FILE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CLIENT = re.compile(r"[A-Z][A-Za-z0-9]*")


def client_name(package: str, client: str | None) -> str:
    """Class of the sync client: as given, or by the package, as AcmeClient of acme_inference.

    Raises:
        SpecError: For a name that Python does not take, or that is inferlink's.
    """
    if not package.isidentifier() or keyword.iskeyword(package) or package.startswith("inferlink"):
        raise SpecError(f"--package: {package!r} is no name for a package of your own: say --package acme_inference.")
    words = package.removesuffix("_inference").removesuffix("_client").strip("_").split("_")
    name = client or "".join(word.capitalize() for word in words) + "Client"
    if not _CLIENT.fullmatch(name) or name == "InferenceClient":
        raise SpecError(f"--client: {name!r} is no name for a class of your own: say --client AcmeClient.")
    return name


def check_names(specs: Specs, tasks: Mapping[str, TaskWords], shipped: Shipped) -> None:
    """Refuse the first name that inferlink has taken, and names of files that are no names."""
    for source in specs.tasks:
        refuse(source.words.file, _taken(tasks[source.name], shipped))
    for document in (*specs.providers, *specs.servers):
        name = document.file.rpartition("/")[2].removesuffix(".yaml")
        if not _FILE.fullmatch(name):
            refuse(document.file, [("", f"{name!r} is no name of a target: small letters, digits, single dashes.")])


def _taken(words: TaskWords, shipped: Shipped) -> Iterator[Finding]:
    if words.task in shipped.tasks:
        fix = "choose another, or keep inferlink's and give it a route in a provider file alone."
        yield "/task", f"{words.task!r} is a task of inferlink: {fix}"
    if words.method in shipped.members:
        yield "/method", f"{words.method!r} is what every client has already: choose another."


def add_to(document: Document, kind: str, name: str, shipped: Shipped) -> dict[str, Any]:
    """A file named like one of inferlink's: its routes, beside all that inferlink's own file says."""
    known = shipped.file(kind, name)
    refuse(document.file, _added(document.data, known, name))
    return {**known, "tasks": {**known["tasks"], **document.data["tasks"]}}


def _added(data: Mapping[str, Any], known: Mapping[str, Any], name: str) -> Iterator[Finding]:
    for word in sorted(data.keys() - {"tasks"}):
        fix = "keep tasks alone, to add routes to it, or name the file otherwise, to describe a target of your own."
        yield f"/{word}", f"is what inferlink says of {name}: {fix}"
    if not isinstance(data.get("tasks"), dict):
        yield "/tasks", f"is missing: a file of this name adds routes to inferlink's own file of {name}."
        return
    for task in sorted(data["tasks"].keys() & known["tasks"].keys()):
        yield f"/tasks/{task}", f"is a route that inferlink's own file of {name} has already: drop it."
