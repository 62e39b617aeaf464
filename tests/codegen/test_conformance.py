"""Our task schemas against the reference schemas: what differs is listed, with its reason, or it is a mistake."""

import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs" / "tasks"
REFERENCE = Path(os.environ.get("INFERLINK_REFERENCE", ROOT.parent / "shared" / "reference")) / "task-schemas"
LISTED = tomllib.loads(Path(__file__).with_name("conformance_differences.toml").read_text("utf-8"))["difference"]
REFERENCE_FILES = {"input": "input.json", "output": "output.json", "stream": "stream_output.json"}
COMBINATORS = ("allOf", "anyOf", "oneOf")

Schema = dict[str, Any]
Difference = tuple[str, str]
"""Kind (missing, type, values, closed, optional, required) and property path."""


@dataclass(frozen=True)
class Fact:
    """What a schema says about the values at one path."""

    types: frozenset[str]
    values: frozenset[str]
    open: bool
    required: bool


def inline(node: object, file: Path) -> Any:
    """The schema with every `$ref` replaced by what it points to."""
    if isinstance(node, list):
        return [inline(item, file) for item in node]
    if not isinstance(node, dict):
        return node
    inlined = {word: inline(value, file) for word, value in node.items() if word not in ("$ref", "$defs")}
    return inlined if "$ref" not in node else follow(node["$ref"], file) | inlined


def follow(ref: str, file: Path) -> Schema:
    name, _, pointer = ref.partition("#/")
    target = file.parent / name if name else file
    if name.startswith("/inference/schemas/"):
        target = REFERENCE / Path(name).name
    node = json.loads(target.read_text("utf-8"))
    for step in pointer.split("/"):
        node = node[step]
    return inline(node, target)


def alternatives(node: Schema | bool) -> list[Schema]:
    """The schema as a choice between plain ones, without allOf, anyOf and oneOf."""
    if isinstance(node, bool):
        return [{}]
    plain = {word: value for word, value in node.items() if word not in COMBINATORS}
    groups = [alternatives(part) for part in node.get("allOf", ())]
    groups += [[a for part in node[word] for a in alternatives(part)] for word in ("anyOf", "oneOf") if word in node]
    merged = [plain]
    for group in groups:
        merged = [merge(left, right) for left, right in product(merged, group)]
    return merged


def merge(left: Schema, right: Schema) -> Schema:
    properties = {**left.get("properties", {}), **right.get("properties", {})}
    required = [*left.get("required", ()), *right.get("required", ())]
    return {**left, **right} | ({"properties": properties, "required": required} if properties else {})


def types_of(plain: Schema) -> set[str]:
    if "type" in plain:
        return {*([plain["type"]] if isinstance(plain["type"], str) else plain["type"])} - {"null"}
    if values := values_of(plain):
        return {json_type(value) for value in values}
    return {"object"} if "properties" in plain else {"array"} if "items" in plain else {"any"}


def values_of(plain: Schema) -> list[object]:
    return [plain["const"]] if "const" in plain else plain.get("enum", [])


def json_type(value: object) -> str:
    return {bool: "boolean", str: "string", int: "integer", float: "number"}[type(value)]


def facts(nodes: list[Schema | bool], path: str = "", *, required: bool = True) -> Iterator[tuple[str, Fact]]:
    """What the alternatives say together, for this path and all below it."""
    plain = [alternative for node in nodes for alternative in alternatives(node)]
    types = {kind for alternative in plain for kind in types_of(alternative)}
    values = {json.dumps(value) for alternative in plain for value in values_of(alternative)}
    scalars = [alternative for alternative in plain if not types_of(alternative) <= {"object", "array"}]
    is_open = any(not values_of(alternative) for alternative in scalars)
    yield path, Fact(frozenset(types), frozenset(values), is_open, required)
    for step, below, is_required in members(plain):
        yield from facts(below, f"{path}{step}", required=is_required)


def members(plain: list[Schema]) -> Iterator[tuple[str, list[Schema | bool], bool]]:
    """Properties by their wire names, list items (`[]`) and map values (`{}`)."""
    objects = [alternative for alternative in plain if "object" in types_of(alternative)]
    for name in dict.fromkeys(name for alternative in objects for name in alternative.get("properties", ())):
        below = [a["properties"][name] for a in objects if name in a.get("properties", ())]
        wire = below[0].get("wire", name) if isinstance(below[0], dict) else name
        yield f".{wire}", below, all(name in alternative.get("required", ()) for alternative in objects)
    for word, step in (("items", "[]"), ("additionalProperties", "{}")):
        if below := [a[word] for a in plain if isinstance(a.get(word), dict)]:
            yield step, below, True


def differences(reference: Schema, ours: Schema, *, enums_are_open: bool) -> set[Difference]:
    """Where ours says less or other than the reference. More fields, types and values are welcome."""
    mine = dict(facts([ours]))
    found: set[Difference] = set()
    missing: tuple[str, ...] = ()
    for path, wanted in facts([reference]):
        if path in mine:
            found |= {
                (kind, path.removeprefix(".")) for kind in kinds(wanted, mine[path], enums_are_open=enums_are_open)
            }
        elif not path.startswith(missing or "\0"):
            found.add(("missing", path.removeprefix(".")))
            missing = (*missing, f"{path}.", f"{path}[", f"{path}{{")
    return found


def kinds(wanted: Fact, ours: Fact, *, enums_are_open: bool) -> Iterator[str]:
    integers = {"integer"} if "number" in ours.types else set()
    if "any" not in ours.types and wanted.types - ours.types - integers:
        yield "type"
    if wanted.values - ours.values:
        yield "values"
    if wanted.open and not ours.open and not enums_are_open:
        yield "closed"
    if wanted.required != ours.required:
        yield "optional" if wanted.required else "required"


def compared() -> list[Any]:
    """Task and schema name of everything that both sides describe."""
    if not REFERENCE.is_dir():
        reason = f"NOT RUN: there are no reference schemas at {REFERENCE}; INFERLINK_REFERENCE can name their parent"
        return [pytest.param("", "", id="reference", marks=pytest.mark.skip(reason=reason))]
    tasks = sorted(folder.name for folder in SPECS.iterdir() if (folder / "task.yaml").is_file())
    pairs = [
        (task, name) for task in tasks for name, file in REFERENCE_FILES.items() if (REFERENCE / task / file).exists()
    ]
    unknown = [task for task in tasks if not (REFERENCE / task).is_dir()]
    skip = pytest.mark.skip(reason="NOT RUN: the reference does not describe this task")
    return [pytest.param(*pair, id="-".join(pair)) for pair in pairs] + [
        pytest.param(task, "", id=task, marks=skip) for task in unknown
    ]


def found_in(task: str, name: str) -> set[Difference]:
    theirs, ours = REFERENCE / task / REFERENCE_FILES[name], SPECS / task / f"{name}.json"
    loaded = [inline(json.loads(file.read_text("utf-8")), file) for file in (theirs, ours)]
    return differences(*loaded, enums_are_open=name != "input")


def listed_for(task: str, name: str) -> set[Difference]:
    entries = [entry for entry in LISTED if (entry["task"], entry["schema"]) == (task, name)]
    return {(entry["kind"], path) for entry in entries for path in entry["paths"]}


@pytest.mark.parametrize(("task", "name"), compared())
def test_every_difference_from_the_reference_is_listed(task, name):
    assert found_in(task, name) - listed_for(task, name) == set()


@pytest.mark.parametrize(("task", "name"), compared())
def test_every_listed_difference_occurs(task, name):
    assert listed_for(task, name) - found_in(task, name) == set()


def test_listed_differences_have_a_reason_and_a_task_of_ours():
    for entry in LISTED:
        assert entry["reason"].strip()
        assert (SPECS / entry["task"] / f"{entry['schema']}.json").is_file(), entry
    listed = [(entry["task"], entry["schema"], entry["kind"], path) for entry in LISTED for path in entry["paths"]]
    assert len(listed) == len(set(listed))


TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"name": TEXT}, "required": ["name"]}


@pytest.mark.parametrize(
    ("reference", "ours", "expected"),
    [
        ({"properties": {"a": NAMED}}, {"type": "object"}, {("missing", "a")}),
        ({"properties": {"a": TEXT}}, {"properties": {"x": {"wire": "a", **TEXT}}}, set()),
        ({"type": "array", "items": NAMED}, {"type": "array", "items": TEXT}, {("type", "[]"), ("missing", "[].name")}),
        (NAMED, {"properties": {"name": {}}, "required": ["name"]}, set()),
        ({}, TEXT, {("type", "")}),
        ({"type": "integer"}, {"type": "number"}, set()),
        ({"type": "number"}, {"type": "integer"}, {("type", "")}),
        (TEXT, {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}, set()),
        (TEXT, {"enum": ["a"]}, {("closed", "")}),
        (TEXT, {"anyOf": [{"enum": ["a"]}, TEXT]}, set()),
        ({"enum": ["a", "b"]}, {"const": "a"}, {("values", "")}),
        ({"enum": ["a"]}, TEXT, {("values", "")}),
        (NAMED, {**NAMED, "required": []}, {("optional", "name")}),
        ({**NAMED, "required": []}, NAMED, {("required", "name")}),
        (
            {"oneOf": [NAMED, {"type": "object", "properties": {"b": TEXT}}]},
            NAMED,
            {("missing", "b"), ("required", "name")},
        ),
        ({"allOf": [NAMED, {"properties": {"b": TEXT}}]}, NAMED, {("missing", "b")}),
    ],
)
def test_comparison_reports(reference, ours, expected):
    assert differences(reference, ours, enums_are_open=False) == expected


def test_enum_of_an_output_is_not_a_limit():
    assert differences(TEXT, {"enum": ["a"]}, enums_are_open=True) == set()
