"""What the page of a provider or of a server says: who it is, how it is called, and what it does with each task."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .examples import build_example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inferlink._specs.vocabulary import Provider, Route

    from .docs import Extras
    from .examples import Example, Targets
    from .model import Task
    from .normalise import Shapes

__all__ = ["TargetPage", "TaskRow", "build_target_pages"]

Kind = Literal["providers", "servers"]


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task, as a target serves it."""

    task: str
    path: str
    comes: str
    """How the answer comes, other than at once: as a stream, from a queue."""
    refused: tuple[str, ...]
    """Parameters that are refused, each with the values that are not where only some are."""
    dropped: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """The page of a provider, or of a server."""

    kind: Kind
    target: Provider
    example: Example
    """A call of the task that most targets serve of those that this one does."""
    rows: tuple[TaskRow, ...]
    """By the name of the task."""
    extras: Extras | None


def build_target_pages(
    tasks: tuple[Task, ...], shapes: Shapes, extras: Iterable[Extras], providers: Targets, servers: Targets
) -> tuple[TargetPage, ...]:
    """The pages of all targets that serve a task."""
    own = {each.server: each for each in extras}
    served = Counter(name for target in (*providers.values(), *servers.values()) for name in target.tasks)
    ordered = sorted(tasks, key=lambda task: -served[task.words.task])
    pages = [_page("providers", target, ordered, shapes, None) for target in providers.values() if target.tasks]
    pages += [_page("servers", each, ordered, shapes, own.get(name)) for name, each in servers.items() if each.tasks]
    return tuple(pages)


def _page(kind: Kind, target: Provider, tasks: list[Task], shapes: Shapes, extras: Extras | None) -> TargetPage:
    served = [task for task in tasks if task.words.task in target.tasks]
    return TargetPage(
        kind=kind,
        target=target,
        example=build_example(served[0], shapes, _client(kind, target), named=kind == "providers"),
        rows=tuple(
            _row(task, target.tasks[task.words.task]) for task in sorted(served, key=lambda task: task.words.task)
        ),
        extras=extras,
    )


def _client(kind: Kind, target: Provider) -> str:
    """The arguments of a client for the target."""
    name = f'provider="{target.name}"'
    if kind == "providers":
        return f'{name}, api_key="{"..." if target.routing == "direct" else "hf_..."}"'
    if not target.address:
        return f'{name}, base_url="http://localhost:8080{"/v1" if target.bare_url else ""}"'
    return name if target.ids == "optional" else f'{name}, model="..."'


def _row(task: Task, route: Route) -> TaskRow:
    names = route.refused(each.wire for each in task.sent)
    values = [f"`{name.removeprefix('params.')}` unless `{form}`" for name, form in sorted(route.only.items())]
    return TaskRow(
        task=task.words.task,
        path=_path(route),
        comes=_comes(route),
        refused=(*(f"`{name}`" for name in sorted(names)), *values),
        dropped=tuple(sorted(route.drop)),
    )


def _path(route: Route) -> str:
    if route.is_computed:
        return "computed from vectors"
    paths = [route.path] if isinstance(route.path, str) else list(dict.fromkeys(case.path for case in route.path))
    if paths == [""]:
        return f"the URL{f' and `{route.complete}`' if route.complete else ''}"
    return ", ".join(f"`{path}`" for path in paths)


def _comes(route: Route) -> str:
    if route.job is not None:
        return "from a queue"
    if route.stream is None:
        return ""
    form = {"sse": "server-sent events", "ndjson": "a JSON value a line"}[route.stream.framing]
    place = f" from `{route.stream.path}`" if route.stream.path else ""
    return f"{form}{place}, ended by a finish reason{f' or `{route.stream.done}`' if route.stream.done else ''}"
