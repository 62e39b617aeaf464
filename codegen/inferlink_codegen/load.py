"""Reads a folder of specs. Nothing is judged here but that the files can be read and stand where they belong."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from inferlink.errors import SpecError

__all__ = ["SHIPPED", "Document", "Schema", "Specs", "TaskSource", "load", "load_shipped", "resolve"]

SHIPPED = "inferlink/"
"""Where inferlink's own schemas stand, as seen from specs of one's own."""

Schema = dict[str, Any]
_ROLES = ("input", "output", "stream")
_EXTRAS = ".extras.json"


@dataclass(frozen=True, eq=False)
class Document:
    """One file: its place below the specs' folder, as `tasks/common.json`, and what it holds."""

    file: str
    data: Schema

    @property
    def module(self) -> str:
        """Module of the types that the file describes: its task's, `common`, or `<server>_extras`."""
        path = PurePosixPath(self.file)
        if self.is_extras:
            return f"{self.server.replace('-', '_')}_extras"
        return "common" if path.name == "common.json" else path.parent.name.replace("-", "_")

    @property
    def is_shipped(self) -> bool:
        """Whether it is one of inferlink's own, for the specs of somebody else."""
        return self.file.startswith(SHIPPED)

    @property
    def is_extras(self) -> bool:
        """Whether it describes options that one server alone takes."""
        return self.file.endswith(_EXTRAS)

    @property
    def server(self) -> str:
        """With extras: the server that takes them."""
        return PurePosixPath(self.file).name.removesuffix(_EXTRAS)


@dataclass(frozen=True, kw_only=True)
class TaskSource:
    """The folder of one task."""

    name: str
    words: Document
    schemas: dict[str, Document]
    """By role: input, output, and stream where the task streams."""


@dataclass(frozen=True, kw_only=True)
class Specs:
    """All that was read, in an order of its own: not that of the file system."""

    tasks: tuple[TaskSource, ...]
    common: Document | None
    shapes: Schema
    providers: tuple[Document, ...]
    servers: tuple[Document, ...]
    extras: tuple[Document, ...]
    shipped: tuple[Document, ...] = ()
    """Inferlink's own schemas, for specs of one's own to refer to."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file that a reference may lead to."""
        return (*self.schemas, *self.shipped)

    @property
    def schemas(self) -> tuple[Document, ...]:
        """Every file of JSON Schema: the shared one, those of the tasks, those of the servers."""
        shared = () if self.common is None else (self.common,)
        return (*shared, *(document for task in self.tasks for document in task.schemas.values()), *self.extras)


def load(root: Path, shipped: tuple[Document, ...] = ()) -> Specs:
    """Read the specs below `root`, which may refer to those that are `shipped`."""
    folders = sorted(path for path in (root / "tasks").glob("*") if path.is_dir())
    if not folders:
        raise SpecError(f"{root}: there is no folder tasks/<task>; pass the folder that holds it as --specs.")
    common, shapes = root / "tasks/common.json", root / "shapes.yaml"
    return Specs(
        tasks=tuple(_read_task(root, folder) for folder in folders),
        common=_read(root, common) if common.exists() else None,
        shapes=_read(root, shapes).data if shapes.exists() else {},
        providers=tuple(_read(root, path) for path in sorted((root / "providers").glob("*.yaml"))),
        servers=tuple(_read(root, path) for path in sorted((root / "servers").glob("*.yaml"))),
        extras=tuple(_read(root, path) for path in sorted((root / "servers").glob(f"*{_EXTRAS}"))),
        shipped=shipped,
    )


def load_shipped() -> tuple[Document, ...]:
    """Inferlink's own schemas: in a wheel they lie beside this module."""
    packaged = Path(__file__).parent / "specs"
    root = packaged if packaged.is_dir() else Path(__file__).parents[2] / "specs"
    found = (_read(root, path) for path in sorted((root / "tasks").rglob("*.json")))
    return tuple(Document(SHIPPED + each.file.removeprefix("tasks/"), each.data) for each in found)


def _read_task(root: Path, folder: Path) -> TaskSource:
    known = ("task.yaml", *(f"{role}.json" for role in _ROLES))
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            raise SpecError(f"{path.relative_to(root)}: unknown file; the folder of a task holds {', '.join(known)}.")
    for name in known[:3]:
        if not (folder / name).exists():
            raise SpecError(f"tasks/{folder.name}: {name} is missing.")
    schemas = {role: _read(root, folder / f"{role}.json") for role in _ROLES if (folder / f"{role}.json").exists()}
    return TaskSource(name=folder.name, words=_read(root, folder / "task.yaml"), schemas=schemas)


def _read(root: Path, path: Path) -> Document:
    file = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    try:
        data: Schema | list[Any] | str | float | None = (
            json.loads(text, object_pairs_hook=_unique) if path.suffix == ".json" else yaml.load(text, _Loader)
        )
    except (ValueError, yaml.YAMLError) as error:
        raise SpecError(f"{file}: cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise SpecError(f"{file}: must hold one object.")
    return Document(file, data)


class _Loader(yaml.SafeLoader):
    """YAML without tags, in which a key that is given twice is a mistake."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        _unique([(key.value, value) for key, value in node.value])
        return node


def _unique(pairs: list[tuple[str, Any]]) -> Schema:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{max(names, key=names.count)!r} is given twice in one object.")
    return found


def resolve(specs: Specs, document: Document, ref: str) -> tuple[Document, str]:
    """The file and the name of the definition that a `$ref` of `document` points to.

    Raises:
        LookupError: With what is wrong and what would be right.
    """
    where, _, pointer = ref.partition("#")
    folder = posixpath.dirname(document.file)
    file = posixpath.normpath(posixpath.join(folder, where)).removeprefix("/") if where else document.file
    reachable = (
        each for each in specs.documents if each.is_shipped or posixpath.dirname(each.file) in (folder, "tasks")
    )
    target = next((each for each in reachable if each.file == file), None)
    if target is None:
        others = ", or one of inferlink's as /inferlink/common.json" if specs.shipped else ""
        raise LookupError(
            f"there is no {file}: refer to #/$defs/..., a file of the same folder, or ../common.json{others}."
        )
    names: Schema = target.data.get("$defs", {})
    name = pointer.removeprefix("/$defs/")
    if pointer != f"/$defs/{name}" or name not in names:
        raise LookupError(f"{file} has no definition {name!r}; it has {', '.join(sorted(names)) or 'none'}.")
    return target, name
