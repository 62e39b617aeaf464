"""Compiles the provider and server files, and the index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferlink.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .load import Document, Specs

__all__ = ["build_index", "compile_files"]


def compile_files(specs: Specs, tasks: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Kind (providers, servers) to name to the canonical form of the file."""
    return {
        "providers": {name: _compile(document, name, specs, tasks) for name, document in _named(specs.providers)},
        "servers": {name: _compile(document, name, specs, tasks) for name, document in _named(specs.servers)},
    }


def _named(documents: tuple[Document, ...]) -> list[tuple[str, Document]]:
    return [(document.file.rpartition("/")[2].removesuffix(".yaml"), document) for document in documents]


def _compile(document: Document, name: str, specs: Specs, tasks: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    from inferlink._specfile import compile_provider

    try:
        return compile_provider(document.data, name=name, shapes=specs.shapes, tasks=tasks)
    except SpecError as error:
        raise SpecError(f"{document.file}: {error.message}") from error


def build_index(
    specs: Specs, kinds: Mapping[str, Mapping[str, dict[str, Any]]], tasks: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    """What `routes/__init__.py` says."""
    providers, servers = kinds["providers"], kinds["servers"]
    patterns = [(data["bare_url"], name) for name, data in servers.items() if "bare_url" in data]
    return {
        "providers": tuple(providers),
        "servers": tuple(servers),
        "auto": next((name for name, data in providers.items() if data.get("hub_base") == ""), None),
        "default": next((name for name, data in providers.items() if data.get("recommended")), None),
        "providers_of": {
            task: tuple(name for name, data in providers.items() if task in data["tasks"]) for task in tasks
        },
        # The longer expression says more about a URL; the empty one takes what is left.
        "bare_url": tuple(sorted(patterns, key=lambda entry: (-len(entry[0]), entry[1]))),
        "shapes": specs.shapes,
    }
