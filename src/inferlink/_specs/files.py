"""Reads and checks provider and server files: at generation those that are shipped, at run time a user's own."""

from __future__ import annotations

import json
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from .._json import MISSING, is_array, is_mapping, is_object
from ..errors import MissingExtra, SpecError
from .rules import Finding, findings, nearest
from .vocabulary import PARTS, TABLES, Job, Provider, Route, words_of
from .words import Encoder, Select, When, Words

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

__all__ = ["adapter", "compile_provider", "read_file", "read_provider"]

Plain = dict[str, object]
_ONE_OR_MORE: dict[type[Words], tuple[str, ...]] = {
    When: ("has", "lacks"),
    Select: ("as",),
    Job: ("done", "failed"),
}
"""Words under which one value stands for a list of one."""
_MORE: dict[type[Words], tuple[str, ...]] = {Route: ("use", "set+")}
"""Words that are gone when a file is compiled."""


def read_file(path: str | os.PathLike[str]) -> Plain:
    """The content of a `.json`, `.toml` or `.yaml` file; its name serves where it gives none."""
    file = Path(path)
    try:
        data = _parse(file.suffix.lower(), file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpecError(f"{file}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise SpecError(f"{file}: {error}.") from error
    if not is_object(data):
        raise SpecError(f"{file}: holds a {type(data).__name__}, but a provider file is one table of words.")
    return {"name": file.stem, **data}


def _parse(suffix: str, text: str) -> object:
    if suffix == ".json":
        return json.loads(text)
    if suffix == ".toml":
        import tomllib

        return tomllib.loads(text)
    if suffix not in (".yaml", ".yml"):
        raise ValueError(f"unknown kind of file {suffix!r}; use .json, .toml or .yaml")
    try:
        import yaml
    except ImportError:
        raise MissingExtra("YAML files need PyYAML: pip install 'inferlink[yaml]'") from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def compile_provider(
    data: Mapping[str, object],
    *,
    name: str,
    where: str,
    shapes: Mapping[str, Mapping[str, object]],
    tasks: Mapping[str, Collection[str]],
) -> Plain:
    """Check a file of this package, and bring it into the canonical form: shapes merged, defaults left out.

    Args:
        data: The content of the file.
        name: Name of the provider, where the file gives none.
        where: What a complaint begins with: the file.
        shapes: Named routes that `use` may refer to.
        tasks: Task to the parameters of its schema.

    Raises:
        SpecError: With the place as a JSON pointer, the reason and the fix.
    """
    return _plain(_check({"name": name, **data}, shapes, tasks, where))


def read_provider(data: object, *, where: str) -> Provider:
    """Check and read a user's own description.

    Raises:
        SpecError: With the place as a JSON pointer, the reason and the fix.
    """
    from inferlink_generated.routes import SHAPES, TASKS

    if not is_mapping(data):
        raise SpecError(f"{where}: holds a {type(data).__name__}, but a provider is one table of words.")
    return _check({"routing": "direct", "ids": "optional", **data}, SHAPES, TASKS, where)


def _check(
    data: Plain, shapes: Mapping[str, Mapping[str, object]], tasks: Mapping[str, Collection[str]], where: str
) -> Provider:
    merged = {**data, "tasks": _merge(data.get("tasks", {}), shapes, tasks, where)}
    provider = _validate(_expand(Provider, merged), where)
    for pointer, reason in findings(provider, tasks):
        raise SpecError(f"{where}: {pointer or '/'}: {reason}")
    return provider


def _merge(
    routes: object, shapes: Mapping[str, Mapping[str, object]], tasks: Collection[str], where: str
) -> Mapping[str, object]:
    """The routes with `use` replaced by what it names, and `set+` appended to `set`."""
    if not is_object(routes):
        raise SpecError(f"{where}: /tasks: must map names of tasks to routes.")
    merged: Plain = {}
    for task, route in routes.items():
        at = f"/tasks/{task}"
        if task not in tasks:
            raise SpecError(f"{where}: {at}: unknown task; {nearest(task, tasks)}")
        if not is_object(route):
            raise SpecError(f"{where}: {at}: must be a table of words, such as {{use: chat}}.")
        shape, more = route.get("use"), route.get("set+", [])
        if shape is not None and str(shape) not in shapes:
            raise SpecError(f"{where}: {at}/use: no shape {shape!r}; {nearest(str(shape), shapes)}")
        words = {**shapes.get(str(shape), {}), **route}
        steps = words.get("set", [])
        if not is_array(more) or not is_array(steps):
            raise SpecError(f"{where}: {at}/{'set' if is_array(more) else 'set+'}: must be a list of assignments.")
        own = {word: value for word, value in words.items() if word not in _MORE[Route]}
        merged[task] = {**own, "set": [*steps, *more]} if more else own
    return merged


def _expand(cls: type[Words], value: object) -> object:
    """A description with its shorthands written out: one value for a list of one, an encoder's name for the encoder."""
    if is_array(value):
        return [_expand(cls, item) for item in value]
    if not is_object(value):
        return {"kind": value} if cls is Encoder and isinstance(value, str) else value
    if cls is Encoder and "kind" not in value and len(value) == 1:
        kind, options = next(iter(value.items()))
        return {"kind": kind, **(options if is_object(options) else {})}
    full: Plain = {}
    for word, inner in value.items():
        part = PARTS.get(cls, {}).get(word)
        if part is not None and word in TABLES and is_object(inner):
            full[word] = {name: _expand(part, item) for name, item in inner.items()}
        elif part is not None:
            full[word] = _expand(part, inner)
        else:
            single = word in _ONE_OR_MORE.get(cls, ()) and isinstance(inner, str)
            full[word] = [inner] if single else inner
    return full


@cache
def adapter() -> TypeAdapter[Provider]:
    """What checks a description, and prints the schema of one."""
    from pydantic import TypeAdapter

    return TypeAdapter(Provider)


def _validate(data: object, where: str) -> Provider:
    from pydantic import ValidationError

    try:
        return adapter().validate_python(data)
    except ValidationError as error:
        found = [_explain(data, details) for details in error.errors(include_url=False)]
        # Of a union every member complains: the one that got furthest is meant.
        pointer, reason = max(found, key=_depth)
        raise SpecError(f"{where}: {pointer or '/'}: {reason}") from None


def _depth(finding: Finding) -> int:
    return finding[0].count("/")


def _explain(data: object, details: ErrorDetails) -> Finding:
    """Place and reason of one of pydantic's findings; what its place names beside keys and indexes is left out."""
    steps: list[str | int] = []
    cls: type[Words] = Provider
    for step in details["loc"]:
        if is_object(data) and step in data:
            data = data[str(step)]
        elif is_array(data) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif details["type"] != "missing" or step != details["loc"][-1]:
            continue
        steps.append(step)
        cls = PARTS.get(cls, {}).get(str(step), cls)
    if details["type"] == "unexpected_keyword_argument":
        reason = f"unknown word; {nearest(steps[-1], (*words_of(cls), *_MORE.get(cls, ())))}"
    else:
        reason = f"{details['msg']} (got {details['input']!r})."
    return "".join(f"/{step}" for step in steps), reason


def _plain(value: Words) -> Plain:
    """The words of a description that differ from their defaults."""
    plain: Plain = {}
    for member in fields(value):  # type: ignore[arg-type]  # all are dataclasses
        inner = getattr(value, member.name)
        default = member.default_factory() if member.default_factory is not NO_DEFAULT else member.default
        if inner is not MISSING and inner != default:
            plain[member.metadata.get("alias", member.name)] = _plain_value(inner)
    return plain


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)


def _plain_value(value: object) -> object:
    if isinstance(value, Words):
        return _plain(value)
    if is_array(value) or _is_tuple(value):
        return [_plain_value(inner) for inner in value]
    return {key: _plain_value(inner) for key, inner in value.items()} if is_object(value) else value
