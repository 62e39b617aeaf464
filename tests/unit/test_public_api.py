"""The public surface is what tests/public_api.txt says, so that every change to it shows in review.

`python tests/unit/test_public_api.py --write` writes the file anew.
"""

from __future__ import annotations

import ast
import difflib
import importlib
import inspect
import re
import sys
import types
import typing
from functools import cache
from pathlib import Path

import pytest

import inferlink
import inferlink.types

SNAPSHOT = Path(__file__).parents[1] / "public_api.txt"
MODULES = (
    "inferlink",
    "inferlink.errors",
    "inferlink.hooks",
    "inferlink.local",
    "inferlink.options",
    "inferlink.otel",
    "inferlink.testing",
    "inferlink.testing.pytest",
    "inferlink.types",
)
INNER = {"__repr__", "__str__", "__eq__", "__hash__", "__reduce__", "__getstate__", "__setstate__", "__post_init__"}
"""Methods that every object has, or that nobody calls."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _of_alias(value: object) -> str:
    """The same text in all versions of Python, some of which write unions in another way."""
    if typing.get_origin(value) in (typing.Union, types.UnionType):
        return " | ".join(map(_of_alias, typing.get_args(value)))
    return value.__name__ if isinstance(value, type) and not typing.get_args(value) else repr(value)


def definitions(module: str) -> dict[str, list[Function | ast.ClassDef]]:
    """Classes and functions of a source file; a function with its overloads before it."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    found: dict[str, list[Function | ast.ClassDef]] = {}
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
    return found


def sources(value: object) -> list[Function | ast.ClassDef]:
    """The source of a class or function of ours."""
    home = getattr(value, "__module__", "")
    return definitions(home).get(getattr(value, "__name__", ""), []) if home.startswith("inferlink") else []


def home_of(value: object) -> str | None:
    """The public module that offers it: there it is described. `inferlink` itself mostly repeats the others."""
    found = (
        name
        for name in (*MODULES[1:], MODULES[0])
        for each in importlib.import_module(name).__all__
        if is_same(name, each, value)
    )
    return next(found, None)


def is_same(module: str, name: str, value: object) -> bool:
    return getattr(importlib.import_module(module), name) is value


def describe_module(name: str) -> list[str]:
    module = importlib.import_module(name)
    lines = [name]
    for each in sorted(module.__all__):
        value = getattr(module, each)
        nodes, home = sources(value), home_of(value)
        if nodes and home != name:
            lines.append(f"    {each} = {home}.{each}")
        elif nodes:
            described = describe_class(value) if isinstance(value, type) else describe_function(nodes)
            lines += [f"    {line}" for line in described]
        else:
            shown = "str" if isinstance(value, str) else re.sub(r"\b(inferlink[\w.]*|typing)\.", "", _of_alias(value))
            lines.append(f"    {each}: {shown}")
    return lines


def describe_class(cls: type) -> list[str]:
    """Its own members, with those of bases that are not public themselves."""
    members: dict[str, list[str]] = {}
    for base in reversed(cls.__mro__):
        if base is cls or home_of(base) is None:
            members |= {name: lines for node in sources(base) for name, lines in describe_members(node).items()}
    (node,) = sources(cls)
    decorators = [f"@{ast.unparse(each)} " for each in node.decorator_list]
    bases = ", ".join(map(ast.unparse, [*node.bases, *node.keywords]))
    lines = [line for name in sorted(members) for line in members[name]]
    return [
        f"{''.join(decorators)}class {cls.__name__}{f'({bases})' if bases else ''}",
        *(f"    {line}" for line in lines),
    ]


def describe_members(node: ast.ClassDef) -> dict[str, list[str]]:
    functions: dict[str, list[Function]] = {}
    members: dict[str, list[str]] = {}
    for each in node.body:
        if isinstance(each, Function):
            functions.setdefault(each.name, []).append(each)
        elif isinstance(each, ast.AnnAssign):
            members[ast.unparse(each.target)] = [ast.unparse(each)]
        elif isinstance(each, ast.Assign):
            members |= {ast.unparse(target): [ast.unparse(each)] for target in each.targets}
    members |= {name: describe_function(variants) for name, variants in functions.items()}
    return {name: lines for name, lines in members.items() if is_public(name)}


def is_public(name: str) -> bool:
    dunder = name.startswith("__") and name.endswith("__")
    return not name.startswith("_") or (dunder and name not in INNER and "pydantic" not in name and name != "__slots__")


def describe_function(variants: list[Function]) -> list[str]:
    """One line for each parameter; of overloads only what differs from the function itself."""
    last = variants[-1]
    decorators = [f"@{ast.unparse(each)} " for each in last.decorator_list]
    kind = "async def" if isinstance(last, ast.AsyncFunctionDef) else "def"
    parameters = describe_parameters(last)
    lines = [f"{''.join(decorators)}{kind} {last.name}", *(f"    {line}" for line in parameters)]
    for overload in variants[:-1]:
        special = [line for line in describe_parameters(overload) if line not in parameters]
        lines += [f"    overload {', '.join(special)}"] if special else []
    return lines


def describe_parameters(node: Function) -> list[str]:
    args = node.args
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    lines = [parameter(*pair) for pair in zip(positional, defaults, strict=True)]
    lines[len(args.posonlyargs) : len(args.posonlyargs)] = ["/"] if args.posonlyargs else []
    if args.vararg or args.kwonlyargs:
        lines.append(f"*{parameter(args.vararg, None)}" if args.vararg else "*")
    lines += [parameter(*pair) for pair in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    lines += [f"**{parameter(args.kwarg, None)}"] if args.kwarg else []
    lines.append(f"-> {ast.unparse(node.returns) if node.returns else '?'}")
    return [line for line in lines if line not in ("self", "cls")]


def parameter(arg: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(arg) + (f" = {ast.unparse(default)}" if default is not None else "")


def render() -> str:
    return "\n".join(line for name in MODULES for line in [*describe_module(name), ""])


def test_the_public_surface_is_the_one_that_was_agreed_on() -> None:
    agreed, found = SNAPSHOT.read_text("utf-8").splitlines(), render().splitlines()
    diff = "\n".join(difflib.unified_diff(agreed, found, "tests/public_api.txt", "the code", lineterm="", n=2))
    assert not diff, f"If this is meant: python tests/unit/test_public_api.py --write\n{diff}"


FREE = {
    r"\w+\.(get_endpoint_info|request|json)": "the JSON of a server of any kind",
    r"to_dict\.\w*|\w+\.extra": "the JSON of a reply, unknown fields included",
    r"\w+\.(schema|arguments|parameters|generate_parameters|chat_template_kwargs|predicted_depth)": "JSON of any shape",
    r"(TextGenerationInputGrammarType|ChatCompletionInputResponseFormat)\w+\.value": "a JSON Schema",
    r"\w+Extras\.(json_schema|response_format)": "a JSON Schema, alone or in its envelope",
    r"\w+Extras\.(session_params|custom_params|media_io_kwargs|mm_processor_kwargs)": "what a plug-in takes",
    r"Vectors\.(tolist|from_nested)": "lists of numbers, nested as deep as the server sent them",
    r"Vectors\.__array__": "numbers of the kind that numpy asks for",
}
"""What may be `Any` in the public surface, below a module, and why."""


def places_of_any() -> list[str]:
    """Public names whose annotations hold `Any`, without their module: class and member, or function."""
    found, path = [], ["", "", ""]
    for line in render().splitlines():
        depth = min((len(line) - len(line.lstrip())) // 4, 3)
        path[depth:] = [re.sub(r"^(@[^ ]+ )*(async )?(class |def )?", "", line.strip())]
        if re.search(r"\bAny\b", line):
            found.append(".".join(re.split(r"\W", part)[0] for part in path[1:3]))
    return found


def test_any_stands_only_where_the_data_is_free() -> None:
    found = places_of_any()
    assert [place for place in found if not any(re.fullmatch(pattern, place) for pattern in FREE)] == []
    assert [pattern for pattern in FREE if not any(re.fullmatch(pattern, place) for place in found)] == []


def methods(cls: type) -> list[object]:
    found = inspect.getmembers(cls, inspect.isfunction)
    return [method for name, method in found if not name.startswith("_") or name == "__init__"]


@pytest.mark.parametrize(
    "method",
    methods(inferlink.InferenceClient) + methods(inferlink.AsyncInferenceClient),
    ids=lambda it: it.__qualname__,
)
def test_annotations_of_client_methods_resolve_with_the_names_of_types(method: object) -> None:
    places = vars(inferlink.types)
    assert typing.get_type_hints(method, localns=places)
    for overload in typing.get_overloads(method):
        assert typing.get_type_hints(overload, localns=places)["return"] is not None


def test_both_clients_offer_the_same() -> None:
    sync, twin = (
        {name for name in dir(cls) if not name.startswith("_")}
        for cls in (inferlink.InferenceClient, inferlink.AsyncInferenceClient)
    )
    assert sync == twin


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit(__doc__)
    SNAPSHOT.write_text(render(), "utf-8")
