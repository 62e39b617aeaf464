"""What the documentation says: a page for each task, and which target serves which task."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, get_args

from .examples import build_examples
from .model import media_text
from .normalise import fields_of, reached
from .text import code
from .words import Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inferlink._specs.vocabulary import Route

    from .examples import Example, Targets
    from .load import Document, Schema
    from .model import Signature, Task
    from .normalise import Field, Shapes

__all__ = ["Extras", "Page", "Row", "Table", "build_extras", "build_matrix", "build_pages", "group_pages", "read_types"]

Types = dict[str, dict[str, str]]
"""Class to field to the text of its type."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A parameter of a method, or a field of a class."""

    name: str
    type: str
    default: str
    """As code; `required` where there must be a value; empty where there is none."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A class."""

    name: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Extras:
    """Options that one server alone takes."""

    server: str
    text: str
    tasks: dict[str, str]
    """Task to the class of its options."""
    tables: tuple[Table, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page of a task."""

    task: Task
    signature: Signature
    parameters: tuple[Row, ...]
    inputs: tuple[Table, ...]
    """Classes of objects among the parameters."""
    returns: tuple[tuple[str, str], ...]
    """Arguments that change what is returned, and its type; last without them."""
    outputs: tuple[Table, ...]
    """Classes that a result is made of."""
    examples: dict[str, Example]
    providers: tuple[str, ...]
    """Which of them serve the task."""
    servers: tuple[str, ...]
    extras: tuple[str, ...]
    """Classes of the options that one server alone takes."""
    recommends: bool
    """Whether a call without a model is answered by one that the Hub recommends."""
    has_jobs: bool
    """Whether one of the providers takes the work into a queue."""

    @property
    def media_text(self) -> str:
        """What may be given where an argument is an image, a sound or a video."""
        kinds = (str(field.schema["media"]) for field in self.task.fields if "media" in field.schema)
        return next((media_text(kind) for kind in kinds), "")

    @property
    def gives_media(self) -> bool:
        """Whether a result holds such a file among other fields."""
        return any("Base64Media" in row.type for table in self.outputs for row in table.rows)

    @property
    def wrappers(self) -> set[str]:
        """The types that results stand in: Items, Stream, ..."""
        return {word for _, kind in self.returns for word in re.findall(r"\w+", kind)}


def read_types(modules: Iterable[str]) -> Types:
    """The types of all fields, as the modules of types have them."""
    classes = [node for text in modules for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    return {
        each.name: {
            member.target.id: ast.unparse(member.annotation)
            for member in each.body
            if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name)
        }
        for each in classes
    }


def group_pages(pages: Iterable[Page]) -> dict[str, tuple[Page, ...]]:
    """Family to its pages."""
    members = {family: tuple(page for page in pages if page.task.words.family == family) for family in get_args(Family)}
    return {family: found for family, found in members.items() if found}


def build_matrix(pages: Iterable[Page], targets: Targets) -> list[tuple[str, tuple[str, ...]]]:
    """Task to whether each of the targets serves it."""
    tasks = [page.task.words.task for page in pages]
    return [(task, tuple(_cell(target.tasks.get(task)) for target in targets.values())) for task in tasks]


def _cell(route: Route | None) -> str:
    if route is None:
        return ""
    return "yes" if route.stream is None else "stream"


def build_extras(documents: Iterable[Document], shapes: Shapes, types: Types) -> tuple[Extras, ...]:
    """What the files of extras say, in their order."""
    found: list[Extras] = []
    for document in documents:
        tasks = {task: schema["$ref"].removeprefix("#/$defs/") for task, schema in document.data["properties"].items()}
        tables = _tables(({"$ref": name} for name in tasks.values()), shapes, types)
        text = document.data["description"]
        found.append(Extras(server=document.server, text=text, tasks=tasks, tables=tables))
    return tuple(found)


def build_pages(
    tasks: Iterable[Task],
    shapes: Shapes,
    types: Types,
    extras: tuple[Extras, ...],
    providers: Targets,
    servers: Targets,
) -> tuple[Page, ...]:
    """The pages of all tasks."""
    return tuple(_page(task, shapes, types, extras, providers, servers) for task in tasks)


def _page(
    task: Task, shapes: Shapes, types: Types, extras: tuple[Extras, ...], providers: Targets, servers: Targets
) -> Page:
    hosts = {name: provider for name, provider in providers.items() if task.words.task in provider.tasks}
    return Page(
        task=task,
        signature=task.signatures("Stream")[-1],
        parameters=_parameters(task),
        inputs=_tables((field.schema for field in task.fields), shapes, types),
        returns=tuple(_returns(task)),
        outputs=_tables(_results(task, shapes), shapes, types),
        examples=build_examples(task, shapes, providers, servers),
        providers=tuple(hosts),
        servers=tuple(name for name, server in servers.items() if task.words.task in server.tasks),
        extras=tuple(each.tasks[task.words.task] for each in extras if task.words.task in each.tasks),
        recommends=task.words.recommended and any(host.recommended for host in hosts.values()),
        has_jobs=any(host.tasks[task.words.task].job is not None for host in hosts.values()),
    )


def _parameters(task: Task) -> tuple[Row, ...]:
    names = [each.name for each in (*task.arguments, *task.parameters)]
    fields = dict(zip(names, task.fields, strict=True))
    return tuple(
        _row(fields[each.name], each.name, _plain(each.hint), required=each.default is None)
        for each in (*task.positional, *task.keywords)
    )


def _row(field: Field, name: str, hint: str, *, required: bool) -> Row:
    default = "" if field.default is None else code(repr(field.default))
    return Row(name=name, type=hint, default="required" if required else default, text=field.description)


def _plain(hint: str) -> str:
    """A type without what may be said once for all: that objects may be dicts, and optional arguments left out."""
    return re.sub(r"\b(\w+) \| \1Dict\b", r"\1", hint).removesuffix(" | None")


def _returns(task: Task) -> Iterator[tuple[str, str]]:
    result = task.words.result
    axes = {} if task.stream is None else {"stream": "`stream=True`"}
    axes |= {} if result.unless is None else {result.unless: f"`{result.unless}=True`"}
    axes |= {} if result.one_or_list is None else {result.one_or_list: f"`{result.one_or_list}` above 1"}
    for choice in product([True, False], repeat=len(axes)):
        is_on = dict(zip(axes, choice, strict=True))
        given = [text for name, text in axes.items() if is_on[name]]
        if task.words.structured is not None:
            output = f"`{task.words.structured}=T`"
            yield ", ".join([output, *given]), task.returns(is_on, "Stream", "T")
        yield ", ".join(given) or "otherwise", task.returns(is_on, "Stream")


def _results(task: Task, shapes: Shapes) -> Iterator[Schema]:
    """The classes that a call returns, or a stream yields."""
    forms = (task.words.result, task.words.stream)
    yield from ({"$ref": form.type} for form in forms if form is not None and form.type in shapes)


def _tables(schemas: Iterable[Schema], shapes: Shapes, types: Types) -> tuple[Table, ...]:
    """The classes that these types lead to."""
    return tuple(_table(name, shapes, types) for name in reached(schemas, shapes))


def _table(name: str, shapes: Shapes, types: Types) -> Table:
    hints = _hints(name, shapes, types)
    if not shapes[name].is_output:
        hints = {field: _plain(hint) for field, hint in hints.items()}
    rows = (_row(each, each.name, hints[each.name], required=each.required) for each in fields_of(name, shapes))
    return Table(name=name, text=shapes[name].doc, rows=tuple(rows))


def _hints(name: str, shapes: Shapes, types: Types) -> dict[str, str]:
    """The types of all fields of a class, those of its parent included."""
    parent = shapes[name].parent
    return {**({} if parent is None else _hints(parent, shapes, types)), **types[name]}
