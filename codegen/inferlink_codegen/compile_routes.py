"""Compiles the provider and server files, and the index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .check import refuse
from .own import add_to

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .load import Document, Specs
    from .shipped import Shipped

__all__ = ["build_index", "compile_files"]


def compile_files(
    specs: Specs, tasks: Mapping[str, tuple[str, ...]], shipped: Shipped | None = None
) -> dict[str, dict[str, dict[str, Any]]]:
    """Kind (providers, servers) to name to the canonical form of the file; of one that adds routes, those alone."""
    kinds = {"providers": specs.providers, "servers": specs.servers}
    if shipped is None:
        return {
            kind: {name: _compile(each, each.data, name, specs.shapes, tasks) for name, each in _named(documents)}
            for kind, documents in kinds.items()
        }
    shapes = {**shipped.shapes, **specs.shapes}
    return {
        kind: {name: _compile_own(each, kind, name, shapes, tasks, shipped) for name, each in _named(documents)}
        for kind, documents in kinds.items()
    }


def _compile_own(
    document: Document,
    kind: str,
    name: str,
    shapes: Mapping[str, Mapping[str, object]],
    tasks: Mapping[str, tuple[str, ...]],
    shipped: Shipped,
) -> dict[str, Any]:
    if name not in shipped.files[kind]:
        # Nobody but its owner knows it, neither the Hub nor its router.
        data = {"routing": "direct", "ids": "optional", **document.data}
        return _compile(document, data, name, shapes, tasks)
    whole = _compile(document, add_to(document, kind, name, shipped), name, shapes, tasks)
    return {"name": name, "tasks": {task: whole["tasks"][task] for task in document.data["tasks"]}}


def _named(documents: tuple[Document, ...]) -> list[tuple[str, Document]]:
    return [(document.file.rpartition("/")[2].removesuffix(".yaml"), document) for document in documents]


def _compile(
    document: Document,
    data: Mapping[str, Any],
    name: str,
    shapes: Mapping[str, Mapping[str, object]],
    tasks: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    from inferlink._specs.files import compile_provider

    if data.get("name", name) != name:
        refuse(document.file, [("/name", f"is not that of the file, {name!r}: drop it, or rename the file.")])
    return compile_provider(data, name=name, where=document.file, shapes=shapes, tasks=tasks)


def build_index(
    specs: Specs, kinds: Mapping[str, Mapping[str, dict[str, Any]]], tasks: Collection[str]
) -> dict[str, object]:
    """What `routes/__init__.py` says."""
    own = {source.name for source in specs.tasks}
    providers, servers = kinds["providers"], kinds["servers"]
    patterns = [(data["bare_url"], name) for name, data in servers.items() if "bare_url" in data]
    return {
        "providers": tuple(providers),
        "servers": tuple(servers),
        "auto": next((name for name, data in providers.items() if data.get("hub_base") == ""), None),
        "default": next((name for name, data in providers.items() if data.get("recommended")), None),
        "providers_of": {
            task: names
            for task in sorted(tasks)
            if (names := tuple(name for name, data in providers.items() if task in data["tasks"])) or task in own
        },
        # The longer expression says more about a URL; the empty one takes what is left.
        "bare_url": tuple(sorted(patterns, key=lambda entry: (-len(entry[0]), entry[1]))),
        "shapes": specs.shapes,
    }
