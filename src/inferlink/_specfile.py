"""Reads and checks provider and server files: at generation those that are shipped, at run time a user's own."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from ._json import MISSING, is_array, is_mapping, is_object
from ._prepare import PREPARE
from ._vocabulary import (
    PARTS,
    TABLES,
    TEMPLATE,
    Assign,
    Encoder,
    Job,
    Provider,
    Route,
    Select,
    When,
    Words,
    words_of,
)
from .errors import MissingExtra, SpecError

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

__all__ = ["adapter", "compile_provider", "read_file", "read_provider"]

Plain = dict[str, object]
Finding = tuple[str, str]
"""Place as a JSON pointer, and what is wrong there."""
_FORMS = ("pick", "first_of", "object", "list", "each", "zip")
_VARIABLE = re.compile(r"(input|params)(\.[\w-]+)*|model(\.(version|parent))?|hf_model|adapter(\.path)?")
_VARIABLES = "input, input.x, params, params.x, model, model.version, model.parent, hf_model, adapter, adapter.path"
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
    shapes: Mapping[str, Mapping[str, object]],
    tasks: Mapping[str, Collection[str]],
) -> Plain:
    """Check a file of this package, and bring it into the canonical form: shapes merged, defaults left out.

    Args:
        data: The content of the file.
        name: Name of the provider, where the file gives none.
        shapes: Named routes that `use` may refer to.
        tasks: Task to the parameters of its schema.

    Raises:
        SpecError: With the place as a JSON pointer, the reason and the fix.
    """
    return _plain(_check({"name": name, **data}, shapes, tasks, name))


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
    _refuse(where, _findings(provider, tasks))
    return provider


def _refuse(where: str, findings: Iterable[Finding]) -> None:
    for pointer, reason in findings:
        raise SpecError(f"{where}: {pointer or '/'}: {reason}")


def _known(word: object, words: Iterable[str]) -> str:
    """The nearest of the known words, else all of them."""
    known = sorted(words)
    near = difflib.get_close_matches(str(word), known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known) or 'none'}."


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
            _refuse(where, [(at, f"unknown task; {_known(task, tasks)}")])
        if not is_object(route):
            raise SpecError(f"{where}: {at}: must be a table of words, such as {{use: chat}}.")
        shape, more = route.get("use"), route.get("set+", [])
        if shape is not None and shape not in shapes:
            _refuse(where, [(f"{at}/use", f"no shape {shape!r}; {_known(shape, shapes)}")])
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
        reason = f"unknown word; {_known(steps[-1], (*words_of(cls), *_MORE.get(cls, ())))}"
    else:
        reason = f"{details['msg']} (got {details['input']!r})."
    return "".join(f"/{step}" for step in steps), reason


def _findings(provider: Provider, tasks: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """What is wrong beyond types."""
    if not provider.name.strip():
        yield "/name", "missing: give the name that calls use."
    if not _is_regex(provider.bare_url or ""):
        yield "/bare_url", "is no regular expression."
    for task, route in provider.tasks.items():
        for pointer, reason in _route_findings(route, provider, tasks[task]):
            yield f"/tasks/{task}{pointer}", reason


def _route_findings(route: Route, provider: Provider, parameters: Collection[str]) -> Iterator[Finding]:
    if not route.path and route.complete is None and provider.bare_url is None:
        yield "/path", "missing: give the path below the base."
    yield from _path_findings(route, parameters)
    for number, assign in enumerate(route.set):
        yield from ((f"/set/{number}{pointer}", reason) for pointer, reason in _assign_findings(assign, parameters))
    for word in ("drop", "refuse"):
        for parameter in getattr(route, word):
            if parameter not in parameters:
                yield f"/{word}", f"{parameter!r} is no parameter of this task; {_known(parameter, parameters)}"
    if route.prepare is not None and route.prepare not in PREPARE:
        yield "/prepare", f"no function {route.prepare!r}; {_known(route.prepare, PREPARE)}"
    if route.response is not None:
        yield from _select_findings(route.response, "/response")
    elif route.job is not None:
        yield "/response", "missing: a job must say where its result is."
    if route.stream is not None and route.stream.event is not None:
        yield from _select_findings(route.stream.event, "/stream/event")


def _path_findings(route: Route, parameters: Collection[str]) -> Iterator[Finding]:
    if isinstance(route.path, str):
        yield from _variable_findings(TEMPLATE.findall(route.path), "/path", parameters)
        return
    for number, case in enumerate(route.path):
        at, last = f"/path/{number}", number == len(route.path) - 1
        yield from _variable_findings(TEMPLATE.findall(case.path), at, parameters)
        yield from _guard_findings(case.when, at, parameters)
        if case.when is None and not last:
            yield f"/path/{number + 1}", "can never be reached: the case before it has no guard."
        if case.when is not None and last:
            yield at, "the last case must have no guard: nothing is left when it does not hold."


def _assign_findings(assign: Assign, parameters: Collection[str]) -> Iterator[Finding]:
    if (assign.source is None) == (assign.value is MISSING):
        yield "", "give exactly one of from and value."
    if assign.to == "$" and (assign.encode is None or assign.encode.kind != "bytes"):
        yield "", "the whole body is data: give it with as: bytes."
    yield from _variable_findings(assign.reads(), "", parameters)
    yield from _guard_findings(assign.when, "", parameters)


def _guard_findings(when: When | None, at: str, parameters: Collection[str]) -> Iterator[Finding]:
    if when is None:
        return
    yield from _variable_findings((*when.has, *when.lacks, *when.match), f"{at}/when", parameters)
    for pattern in when.match.values():
        if not _is_regex(pattern):
            yield f"{at}/when/match", f"{pattern!r} is no regular expression."


def _variable_findings(names: Iterable[str], at: str, parameters: Collection[str]) -> Iterator[Finding]:
    for name in names:
        parameter = name.split(".")[1] if name.startswith("params.") else None
        if not _VARIABLE.fullmatch(name):
            yield at, f"unknown variable {name!r}: there are {_VARIABLES}."
        elif parameter is not None and parameter not in parameters:
            yield at, f"{parameter!r} is no parameter of this task; {_known(parameter, parameters)}"


def _is_regex(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _select_findings(selector: str | Select, at: str) -> Iterator[Finding]:
    if isinstance(selector, str):
        return
    forms = [form for form in _FORMS if getattr(selector, form) not in (None, (), {})]
    forms += ["const"] if selector.const is not MISSING else []
    if len(forms) > 1 or (not forms and selector.type is None):
        found = ", ".join(forms) or "none"
        yield at, f"give exactly one of {', '.join(_FORMS)} and const (or type alone); found {found}."
    if (selector.each is None) != (selector.to is None):
        yield at, "each and to belong together: give both, or neither."
    inner = [selector.then, selector.to, *selector.first_of, *selector.list, *selector.object.values()]
    for part in inner:
        if part is not None:
            yield from _select_findings(part, at)


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
