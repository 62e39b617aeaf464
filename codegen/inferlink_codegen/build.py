"""The pipeline: load, check, normalise, model, render."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .check_extras import check_extras
from .check_inputs import check_inputs
from .commands import build_commands
from .compile_routes import build_index, compile_files
from .docs import build_extras, build_pages, read_types
from .load import load_shipped
from .own import check_names, client_name
from .reading import read
from .render import (
    Files,
    format_files,
    render_chat_view,
    render_clients,
    render_commands,
    render_docs,
    render_index,
    render_routes,
    render_samples,
    render_support,
    render_tasks,
    render_types,
)
from .samples import build_samples
from .shipped import PACKAGE, read_shipped
from .targets import build_target_pages
from .words import task_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .model import Task

__all__ = ["PACKAGE", "build_docs", "build_meta", "build_package"]


def build_package(root: Path, package: str = PACKAGE, client: str | None = None) -> Files:
    """Every file of the generated package.

    Args:
        root: Folder of the specs.
        package: Import name. Any but the default is one of somebody's own: it stands on the default's base classes,
            has clients that know the default's tasks too, and may refer to the default's schemas and routes.
        client: Class of its sync client, where the name of the package does not say it.

    Raises:
        SpecError: When a spec is wrong, with file, place, reason and fix.
    """
    shipped = None if package == PACKAGE else read_shipped()
    reading = read(root, package, () if shipped is None else load_shipped())
    specs, shapes, tasks = reading.specs, reading.shapes, reading.tasks
    if shipped is not None:
        check_names(specs, {task.words.task: task.words for task in tasks}, shipped)
    parameters = {**({} if shipped is None else shipped.tasks), **_parameters(tasks)}
    kinds = compile_files(specs, parameters, shipped)
    own = {task.words.task: tuple(task.places.values()) for task in tasks}
    check_inputs(specs, kinds, {**({} if shipped is None else shipped.places), **own})
    check_extras(specs, kinds["servers"], parameters, shapes)
    types, homes = render_types(shapes, tasks, PACKAGE)
    files = {
        **render_index(package),
        **(
            {**render_support(), **render_chat_view(tasks, homes), **render_commands(build_commands(tasks), PACKAGE)}
            if shipped is None
            else render_clients(client_name(package, client), tasks)
        ),
        **types,
        **render_tasks(tasks, homes, PACKAGE),
        **render_samples(build_samples(specs)),
        **render_routes(build_index(specs, kinds, parameters), kinds),
    }
    return format_files(files, {PACKAGE, package, "inferlink"})


def build_docs(root: Path, package: Files) -> Files:
    """The pages on tasks and targets.

    Args:
        root: Folder of the specs.
        package: What `build_package` has made of them.
    """
    from inferlink._specs.vocabulary import load_provider

    reading = read(root, is_checked=True)
    specs, shapes, tasks = reading.specs, reading.shapes, reading.tasks
    types = read_types(text for name, text in package.items() if name.startswith("types/"))
    targets = {
        kind: {name: load_provider(data) for name, data in files.items()}
        for kind, files in compile_files(specs, _parameters(tasks)).items()
    }
    extras = build_extras(specs.extras, shapes, types)
    pages = build_pages(tasks, shapes, types, extras, **targets)
    target_pages = build_target_pages(tasks, shapes, extras, **targets)
    return format_files(render_docs(pages, extras, target_pages, **targets), ())


def build_meta() -> Files:
    """JSON Schemas of what an author writes, for editors."""
    from .meta import provider_schema

    return {"provider.json": _print(provider_schema()), "task.json": _print(task_schema())}


def _parameters(tasks: Iterable[Task]) -> dict[str, tuple[str, ...]]:
    """Task to the names of its parameters on the wire."""
    return {task.words.task: tuple(each.wire for each in task.sent) for task in tasks}


def _print(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
