"""What targets there are, and what is known of one."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inferlink import InferenceClient  # noqa: TC001  # the signature is read at run time
from inferlink_generated import routes
from inferlink_generated.commands import COMMANDS
from inferlink_generated.operations import OPERATIONS

from .._json import is_array
from ._tables import print_rows, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["known_targets", "list_models", "list_providers", "print_known", "show_server"]

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.", rich_help_panel="Output")]


def list_providers(
    task: Annotated[str | None, typer.Argument(help="Show those alone that serve this task.")] = None,
    as_json: _Json = False,
) -> None:
    """List hosted providers and local servers, with their usual addresses and the variables of their keys."""
    if task is not None:
        task = _task_called(task)
    rows = [
        {
            "name": name,
            "kind": kind.removesuffix("s"),
            "tasks": sorted(plain["tasks"]) if as_json else str(len(plain["tasks"])),
            "address": plain.get("address", ""),
            "key": list(plain.get("key_env", ())) if as_json else " ".join(plain.get("key_env", ())),
        }
        for kind, name, plain in known_targets()
        if task is None or task in plain["tasks"]
    ]
    print_known(rows, as_json=as_json)


def _task_called(name: str) -> str:
    """The task of that name, which may be its sub-command's or its method's."""
    methods = {operation.method: operation.task for operation in OPERATIONS.values()}
    names = {task: task for task in routes.TASKS} | {command.name: command.task for command in COMMANDS} | methods
    if name not in names:
        raise typer.BadParameter(f"{name!r} is no task; known are {', '.join(routes.TASKS)}.")
    return names[name]


def list_models(client: InferenceClient, as_json: _Json = False) -> None:
    """List the models of a server or provider."""
    rows = [
        {"id": model.id, "context_length": model.context_length, "loaded": model.loaded} for model in client.models()
    ]
    print_known(rows, as_json=as_json)


def show_server(
    client: InferenceClient,
    url: Annotated[str | None, typer.Argument(help="URL of the server, where it is not that of --base-url.")] = None,
    as_json: _Json = False,
) -> None:
    """Tell which server is at a URL, its version and state, its models and tasks."""
    info = client.server(url)
    about: dict[str, object] = {
        "name": info.name,
        "title": info.title,
        "url": info.url,
        "state": info.state,
        "version": info.version,
        "context_length": info.context_length,
        "models": [model.id for model in info.models],
        "tasks": list(info.tasks),
    }
    if as_json:
        write(json.dumps(about, indent=2, ensure_ascii=False))
    else:
        shown = {name: ", ".join(map(str, value)) if is_array(value) else value for name, value in about.items()}
        print_rows([{"field": name, "value": value} for name, value in shown.items() if value])


def known_targets() -> list[tuple[str, str, Mapping[str, Any]]]:
    """Kind, name and description of every provider and server."""
    kinds = {"providers": routes.PROVIDERS, "servers": routes.SERVERS}
    return [(kind, name, _description(kind, name)) for kind, names in kinds.items() for name in names]


def _description(kind: str, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = import_module(f"inferlink_generated.routes.{kind}.{name.replace('-', '_')}").PROVIDER
    return found


def print_known(rows: Sequence[Mapping[str, object]], *, as_json: bool) -> None:
    """Rows as JSON or as a table."""
    if as_json:
        write(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        print_rows(rows)
