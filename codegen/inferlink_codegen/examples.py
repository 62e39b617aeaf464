"""The examples of the documentation: a call of a task at each kind of target, and what is done with its result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from .normalise import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inferlink._specs.vocabulary import Provider

    from .model import Task
    from .normalise import Shapes

__all__ = ["Example", "Targets", "build_example", "build_examples"]

Targets: TypeAlias = "Mapping[str, Provider]"
"""Providers, or servers, by name."""
_ENDPOINT = "https://xyz.endpoints.huggingface.cloud"
_LOCAL = "http://localhost:8080"
_ENDINGS = {"image": "png", "audio": "wav", "video": "mp4"}
_READ = {"chat": "result.choices[0].message.content"}
"""Wire shape to what is read from a result, where that is no field of it."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A client, and what is done with it."""

    client: str
    """Arguments of the client."""
    lines: tuple[str, ...]


def build_examples(task: Task, shapes: Shapes, providers: Targets, servers: Targets) -> dict[str, Example]:
    """A call at each kind of target that serves the task, and at the first of them what other results there are.

    Targets are `hosted`, `endpoint`, and of the servers on one's own machine `openai` or `pipeline`; other results are
    `stream`, `unless` (the whole object in place of its text) and `several`.
    """
    found = {
        name: build_example(task, shapes, client, named=name == "hosted")
        for name, client in _clients(task.words.task, providers, servers)
    }
    if not found:
        return {}
    first, example = next(iter(found.items()))
    return found | {
        name: Example(client=example.client, lines=_lines(task, shapes, more, named=first == "hosted"))
        for name, more in _variants(task)
    }


def build_example(task: Task, shapes: Shapes, client: str, *, named: bool) -> Example:
    """A call by a client with these arguments; `named`: of the example's model."""
    return Example(client=client, lines=_lines(task, shapes, {}, named=named))


def _clients(task: str, providers: Targets, servers: Targets) -> Iterator[tuple[str, str]]:
    """Kind of target to the arguments of a client for it."""
    hosts = [host for host in providers.values() if task in host.tasks]
    if hosts:
        # The default provider first, then those for which a token of the Hub is enough.
        host = min(hosts, key=lambda host: (not host.recommended, host.routing == "direct", host.name))
        key = "..." if host.routing == "direct" else "hf_..."
        yield "hosted", f'provider="{host.name}", api_key="{key}"'
    is_root = _is_served(task, "", servers)
    if is_root:
        yield "endpoint", f'"{_ENDPOINT}", api_key="hf_..."'
    if _is_served(task, "/v1", servers):
        yield "openai", f'base_url="{_LOCAL}/v1"'
    elif is_root:
        yield "pipeline", f'base_url="{_LOCAL}"'


def _is_served(task: str, path: str, servers: Targets) -> bool:
    """Whether the file for URLs of such a path has the task; the file for all that is left counts for the root alone.

    The longest expression on paths says most about a URL.
    """
    fitting = [each for each in servers.values() if each.bare_url is not None and re.search(each.bare_url, path)]
    best = max(fitting, key=lambda each: len(each.bare_url or ""), default=None)
    return best is not None and task in best.tasks and bool(best.bare_url) == bool(path)


def _variants(task: Task) -> Iterator[tuple[str, dict[str, object]]]:
    """Arguments that change what a call returns, where the example has not got them already."""
    result, given = task.words.result, task.words.example
    if task.stream is not None:
        yield "stream", {"stream": True}
    if result.unless is not None and result.unless not in given:
        yield "unless", {result.unless: True}
    if result.one_or_list is not None and result.one_or_list not in given:
        yield "several", {result.one_or_list: 3}


def _lines(task: Task, shapes: Shapes, more: dict[str, object], *, named: bool) -> tuple[str, ...]:
    model = {"model": task.words.model} if named else {}
    return tuple(_use(task, shapes, {**task.words.example, **model, **more}))


def _use(task: Task, shapes: Shapes, given: Mapping[str, Any]) -> Iterator[str]:
    """The call, and what is done with its result."""
    call = task.call(given)
    kind, _, inner = task.returns(_flags(task, given), "Stream").removesuffix("]").partition("[")
    match kind:
        case "Stream":
            yield f"with {call} as stream:"
            yield "    for text in stream.text:"
            yield '        print(text, end="", flush=True)'
            yield "    result = stream.result()"
        case "Image" | "Audio" | "Video":
            name = kind.lower()
            yield f"{name} = {call}"
            yield f'{name}.save("{name}.{_ENDINGS[name]}")'
        case "Vectors":
            yield f"vectors = {call}"
            yield "print(vectors.shape, vectors.tolist())"
        case "Items" if inner in shapes:
            lines = [*_read(task, shapes, inner, given, "-{number}")]
            saves = any("{number}" in line for line in lines)
            yield f"for number, result in enumerate({call}):" if saves else f"for result in {call}:"
            yield from (f"    {line}" for line in lines)
        case _:
            yield f"result = {call}"
            yield from _read(task, shapes, kind, given, "") if kind in shapes else ("print(result)",)


def _flags(task: Task, given: Mapping[str, Any]) -> dict[str, bool]:
    """Parameters that change what is returned, and whether they do."""
    result = task.words.result
    flags = {name: bool(given.get(name)) for name in ("stream", result.unless) if name is not None}
    return flags | ({} if result.one_or_list is None else {result.one_or_list: given.get(result.one_or_list, 1) > 1})


def _read(task: Task, shapes: Shapes, name: str, given: Mapping[str, Any], number: str) -> Iterator[str]:
    """What is read from a result of that class: what it always has, or else its media, or all."""
    if task.words.shape in _READ:
        yield f"print({_READ[task.words.shape]})"
        return
    fields = fields_of(name, shapes)
    media = [field for field in fields if "media" in field.schema]
    shown = [field for field in fields if field.required or field.name in given] or media or fields
    if plain := [f"result.{field.name}" for field in shown if field not in media]:
        yield f"print({', '.join(plain)})"
    for field in (field for field in shown if field in media):
        file = f"{field.name}{number}.{_ENDINGS[field.schema['media']]}"
        save = f'result.{field.name}.save({"f" if number else ""}"{file}")'
        yield from [save] if field.required else [f"if result.{field.name} is not None:", f"    {save}"]
