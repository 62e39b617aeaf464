"""Reads and checks provider and server files: at generation those that are shipped, at run time a user's own."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ._prepare import PREPARE
from ._vocabulary import MISSING, Provider, Route, Select, load_provider
from .errors import MissingExtra, SpecError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic import TypeAdapter

__all__ = ["compile_provider", "meta_schema", "read_file"]

Plain = dict[str, object]
_LITERALS = frozenset({"value", "const", "default", "send"})
_FORMS = ("pick", "first_of", "object", "list", "each", "zip", "const")
_VARIABLE = re.compile(r"^(input|model|hf_model|params|adapter)(\.[\w.-]+)?$")
_TEMPLATE = re.compile(r"\{([^{}]*)\}")


def read_file(path: str) -> Plain:
    """The content of a `.json`, `.toml` or `.yaml` file; its name serves where it gives none."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        data = _parse(file.suffix.lower(), text)
    except ValueError as error:
        raise SpecError(f"{path}: not valid {file.suffix[1:].upper() or 'data'}: {error}") from error
    if not isinstance(data, dict):
        raise SpecError(f"{path}: holds {type(data).__name__}, but a provider file is one table of words.")
    return {"name": file.stem, **data}


def _parse(suffix: str, text: str) -> object:
    if suffix == ".json":
        return json.loads(text)
    if suffix == ".toml":
        import tomllib

        return tomllib.loads(text)
    if suffix in (".yaml", ".yml"):
        try:
            import yaml
        except ImportError:
            raise MissingExtra("YAML files need PyYAML: pip install 'inferlink[yaml]'") from None
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from error
    raise SpecError(f"unknown kind of file {suffix!r}: use .json, .toml or .yaml.")


def compile_provider(
    data: Mapping[str, object],
    *,
    name: str,
    shapes: Mapping[str, Mapping[str, object]] | None = None,
    tasks: Mapping[str, Collection[str]] | None = None,
) -> Plain:
    """Check a description and bring it into the canonical form: shapes merged, defaults left out.

    Args:
        data: The content of the file.
        name: Name of the provider, for messages and where the file gives none.
        shapes: Named routes that `use` may refer to; those of this package if not given.
        tasks: Task to the parameters of its schema; those of this package if not given.

    Raises:
        SpecError: With the place as a JSON pointer, the reason and the fix.
    """
    if shapes is None or tasks is None:
        from inferlink_generated.routes import SHAPES, TASKS

        shapes, tasks = SHAPES if shapes is None else shapes, TASKS if tasks is None else tasks
    merged = _merge({"name": name, **data}, shapes, tasks, name)
    provider = _validate(merged, name)
    for task, route in provider.tasks.items():
        for pointer, reason in _findings(route, provider, tasks[task]):
            raise SpecError(f"{name}: /tasks/{task}{pointer}: {reason}")
    plain = _plain(provider)
    load_provider(plain)
    return plain


def _merge(data: Plain, shapes: Mapping[str, Mapping[str, object]], tasks: Collection[str], name: str) -> Plain:
    """Replace `use` by what it names, and append `set+`."""
    routes = data.get("tasks", {})
    if not isinstance(routes, dict):
        raise SpecError(f"{name}: /tasks: must map task names to routes.")
    merged: Plain = {}
    for task, route in routes.items():
        at = f"{name}: /tasks/{task}"
        if task not in tasks:
            raise SpecError(f"{at}: unknown task; known are {', '.join(sorted(tasks))}.")
        if not isinstance(route, dict):
            raise SpecError(f"{at}: must be a table of words.")
        words = dict(route)
        shape = words.pop("use", None)
        if shape is not None and shape not in shapes:
            raise SpecError(f"{at}/use: no shape {shape!r}; known are {', '.join(sorted(shapes))}.")
        base = dict(shapes[str(shape)]) if shape is not None else {}
        more = words.pop("set+", [])
        words = {**base, **words}
        if more:
            words["set"] = [*_as_list(words.get("set", []), f"{at}/set"), *_as_list(more, f"{at}/set+")]
        merged[str(task)] = words
    return {**data, "tasks": merged}


def _as_list(value: object, at: str) -> list[object]:
    if not isinstance(value, list):
        raise SpecError(f"{at}: must be a list of assignments.")
    return value


@lru_cache(1)
def _adapter() -> TypeAdapter[Provider]:
    from pydantic import TypeAdapter

    return TypeAdapter(Provider)


def _validate(data: Plain, name: str) -> Provider:
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(_shorthands(data))
    except ValidationError as error:
        found = error.errors(include_url=False)
        deepest = max(found, key=lambda entry: len(entry["loc"]))
        pointer = "/".join(str(part) for part in deepest["loc"])
        reason = "unknown word" if deepest["type"] == "unexpected_keyword_argument" else deepest["msg"]
        raise SpecError(f"{name}: /{pointer}: {reason} (got {deepest['input']!r}).") from None


def _shorthands(value: object, word: str = "") -> object:
    """One value stands for a list of one, and an encoder's name for the encoder."""
    if isinstance(value, dict):
        if word in _LITERALS:
            return value
        full = {str(key): _shorthands(inner, str(key)) for key, inner in value.items()}
        if "as" in full:
            full["as"] = _as_list_of_one(full["as"]) if "pick" in full or "type" in full else _encoder(full["as"])
        return full
    if isinstance(value, list):
        return [_shorthands(inner) for inner in value]
    return _as_list_of_one(value) if word in ("has", "lacks", "done", "failed") else value


def _as_list_of_one(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _encoder(value: object) -> object:
    """`b64`, or `{data_url: {mime: ...}}`, as the words of `Encoder`."""
    if isinstance(value, str):
        return {"kind": value}
    if isinstance(value, dict) and "kind" not in value and len(value) == 1:
        kind, options = next(iter(value.items()))
        return {"kind": kind, **(options or {})}
    return value


def _findings(route: Route, provider: Provider, parameters: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a route beyond its types, as pointer and reason."""
    if not route.path and route.complete is None and not (provider.bare_url is not None or provider.address):
        yield "/path", "missing: give the path below the base."
    for word, cases in (("path", route.path), ("body", route.body)):
        if isinstance(cases, tuple):
            bare = [number for number, case in enumerate(cases) if case.when is None]
            if bare and bare[0] != len(cases) - 1:
                yield f"/{word}/{bare[0] + 1}", "can never be reached: the case before it has no guard."
    for number, assign in enumerate(route.set):
        yield from ((f"/set/{number}{pointer}", reason) for pointer, reason in _assign_findings(assign, parameters))
    for word in ("drop", "refuse"):
        for parameter in getattr(route, word):
            if parameters and parameter not in parameters:
                yield f"/{word}", f"{parameter!r} is no parameter of this task."
    if route.prepare is not None and route.prepare not in PREPARE:
        yield "/prepare", f"no function {route.prepare!r}; registered are {', '.join(sorted(PREPARE)) or 'none'}."
    if route.response is not None:
        yield from _select_findings(route.response, "/response")
    if route.job is not None and route.response is None:
        yield "/response", "missing: a job must say where its result is."


def _assign_findings(assign: object, parameters: Collection[str]) -> Iterator[tuple[str, str]]:
    source, value = getattr(assign, "source", None), getattr(assign, "value", MISSING)
    if (source is None) == (value is MISSING):
        yield "", "give exactly one of from and value."
    names = [source] if source else list(_variables(value))
    for name in names:
        if not _VARIABLE.match(name):
            yield "", f"unknown variable {name!r}: there are input, params.x, model, hf_model and adapter."
        if name.startswith("params.") and parameters and name.split(".")[1] not in parameters:
            yield "", f"{name.split('.')[1]!r} is no parameter of this task."


def _variables(value: object) -> Iterator[str]:
    """Variables that a literal names, as {x} or @x."""
    if isinstance(value, str):
        yield from ([value[1:]] if value.startswith("@") else _TEMPLATE.findall(value))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _variables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _variables(inner)


def _select_findings(selector: str | Select, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(selector, str):
        return
    forms = [form for form in _FORMS if getattr(selector, form) not in (None, MISSING, (), {})]
    if len(forms) > 1 or (not forms and selector.type is None):
        yield at, f"give exactly one of {', '.join(_FORMS)} (or type alone); found {', '.join(forms) or 'none'}."
    if (selector.each is None) != (selector.to is None):
        yield at, "each and to belong together."
    inner = [selector.then, selector.to, *selector.first_of, *selector.list, *selector.object.values()]
    for part in inner:
        if part is not None:
            yield from _select_findings(part, at)


def _plain(value: object) -> Plain:
    """The words of a vocabulary object that differ from their defaults."""
    plain: Plain = {}
    for member in fields(value):  # type: ignore[arg-type]  # only called with dataclasses
        inner = getattr(value, member.name)
        default = member.default_factory() if member.default_factory is not NO_DEFAULT else member.default
        if inner is not MISSING and inner != default:
            plain[member.metadata.get("alias", member.name)] = _plain_value(inner)
    return plain


def _plain_value(value: object) -> object:
    if is_dataclass(value):
        return _plain(value)
    if isinstance(value, (list, tuple)):
        return [_plain_value(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _plain_value(inner) for key, inner in value.items()}
    return value


def meta_schema() -> Plain:
    """JSON Schema of provider and server files, with the description of every word, for editors."""
    import ast
    import inspect

    schema = _adapter().json_schema(by_alias=True)
    from . import _vocabulary

    tree = ast.parse(inspect.getsource(_vocabulary))
    for node in tree.body:
        target = schema if isinstance(node, ast.ClassDef) and node.name == "Provider" else None
        if isinstance(node, ast.ClassDef):
            target = target or schema.get("$defs", {}).get(node.name)
            if target:
                target["description"] = ast.get_docstring(node)
                _describe(target["properties"], node)
    return schema


def _describe(properties: Mapping[str, Plain], node: object) -> None:
    """Copy the docstring under each field into its property."""
    import ast

    body = getattr(node, "body", [])
    for member, doc in zip(body, body[1:], strict=False):
        if isinstance(member, ast.AnnAssign) and isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            name = getattr(member.target, "id", "")
            word = {"source": "from", "encode": "as", "codecs": "as"}.get(name, name)
            if word in properties:
                properties[word]["description"] = str(doc.value.value)
