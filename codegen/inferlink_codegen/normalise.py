"""Brings the schemas into the form that the printers want: named classes, and field types of few words.

What is solved here: inline objects become classes of their own, shared shapes are found once, definitions that are no
objects are put where they are used, enums of outputs are opened, media become values, and names on the wire are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inferlink.errors import SpecError

from .load import Document, Schema, Specs, resolve
from .shipped import PACKAGE, is_input

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .words import TaskWords

__all__ = [
    "Field",
    "Shape",
    "Shapes",
    "field_at",
    "fields_of",
    "is_class",
    "media_kind",
    "normalise",
    "parameters_of",
    "reached",
    "root_type",
]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a class."""

    name: str
    wire: str
    schema: Schema
    """In the words $ref (a class name), enum, anyOf, type, items, additionalProperties, media; any other is gone."""
    description: str
    required: bool
    also: tuple[str, ...] = ()
    default: Any = None
    raw: Schema = field(default_factory=dict[str, Any], repr=False, compare=False)
    """As the author wrote it."""

    @property
    def doc(self) -> str:
        """The description, with the default."""
        return f"{self.description} Default: `{self.default!r}`." if self.default is not None else self.description

    @property
    def assignment(self) -> str:
        """What follows the annotation in a dataclass."""
        if self.wire != self.name:
            default = "" if self.required else "default=None, "
            return f" = field({default}metadata={{'alias': {self.wire!r}}})"
        return "" if self.required else " = None"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One class."""

    name: str
    module: str
    doc: str
    fields: tuple[Field, ...]
    is_output: bool
    parent: str | None = None
    """Name of the shared shape whose fields it has."""
    also: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Field to the other names that servers use for it."""
    is_extras: bool = False
    """Whether it holds options of one server: a dict, and nothing else."""
    package: str = ""
    """The package that holds it already, where it is one of inferlink's and the specs are somebody else's."""
    raw: Schema = field(default_factory=dict[str, Any], repr=False, compare=False)
    """As the author wrote it."""

    def member(self, name: str) -> Field:
        """The field of that name, or of that name on the wire."""
        return next(field for field in self.fields if name in (field.name, field.wire))


Shapes = dict[str, Shape]


def is_class(schema: Schema) -> bool:
    """Whether a schema describes an object with known members."""
    return "properties" in schema


def media_kind(schema: Schema) -> str | None:
    """`image`, `audio` or `video` for a media value."""
    kind = str(schema.get("contentMediaType", "")).partition("/")[0]
    return kind if schema.get("contentEncoding") == "base64" else None


def normalise(specs: Specs) -> Shapes:
    """All classes by name; those that a reply can hold are outputs."""
    walker = _Walker(specs)
    roles = [(task, role) for role in ("output", "stream", "input") for task in specs.tasks if role in task.schemas]
    for task, role in roles:
        document = task.schemas[role]
        walker.walk(document.data, document, is_output=role != "input")
    for document in specs.extras:
        for schema in document.data["properties"].values():
            walker.walk(schema, document, is_output=False)
    return {name: walker.shapes[name] for name in sorted(walker.shapes)}


def root_type(specs: Specs, document: Document) -> Schema:
    """The type of a whole reply."""
    return _Walker(specs).walk(document.data, document, is_output=True)


def fields_of(name: str, shapes: Shapes) -> tuple[Field, ...]:
    """The fields of a class, those of its parent first."""
    parent = shapes[name].parent
    return (*(fields_of(parent, shapes) if parent is not None else ()), *shapes[name].fields)


def field_at(place: str, name: str, shapes: Shapes) -> Field | None:
    """The field at a dotted place below a class."""
    found: Field | None = None
    for step in place.split("."):
        owner = name if found is None else found.schema.get("$ref", "")
        fields = fields_of(owner, shapes) if owner in shapes else ()
        found = next((field for field in fields if field.name == step), None)
        if found is None:
            return None
    return found


def parameters_of(words: TaskWords, root: str, shapes: Shapes) -> tuple[Field, ...]:
    """The fields at the place of the parameters, without the inputs and the hidden ones."""
    if words.parameters == "none":
        return ()
    if words.parameters == "root":
        taken = {place.partition(".")[0] for place in words.arguments.values()}
        fields = fields_of(root, shapes)
    else:
        owner = field_at(words.parameters, root, shapes)
        taken = {place.removeprefix(f"{words.parameters}.") for place in words.arguments.values()}
        fields = () if owner is None else fields_of(owner.schema["$ref"], shapes)
    return tuple(field for field in fields if field.name not in taken and field.name not in words.hidden)


def reached(schemas: Iterable[Schema], shapes: Shapes) -> list[str]:
    """The classes that these types lead to, the nearest first."""
    found: list[str] = []
    waiting = [*schemas]
    while waiting:
        schema = waiting.pop(0)
        inner = (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ()))
        waiting += [part for part in inner if isinstance(part, dict)]
        name = schema.get("$ref")
        if name is not None and name not in found:
            found.append(name)
            waiting += [field.schema for field in fields_of(name, shapes)]
    return found


class _Walker:
    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.shapes: Shapes = {}
        self.origins: dict[str, int] = {}
        self.open: list[int] = []

    def walk(self, schema: Schema | bool, document: Document, *, is_output: bool, name: str = "") -> Schema:
        """The type of one schema; classes on the way are added."""
        if isinstance(schema, bool):
            return {}
        title = schema.get("title", name)
        if "$ref" in schema:
            target, definition = resolve(self.specs, document, schema["$ref"])
            found = self.definition(target, definition, is_output=is_output)
            if title in ("", definition):
                return found
            return self.add(title, schema, document, is_output=is_output, parent=found["$ref"])
        if is_class(schema):
            return self.add(title, schema, document, is_output=is_output)
        return self.plain(schema, document, is_output=is_output)

    def definition(self, document: Document, name: str, *, is_output: bool) -> Schema:
        """The type of one entry of `$defs`."""
        schema: Schema = document.data["$defs"][name]
        if not is_class(schema) and id(schema) in self.open:
            raise SpecError(f"{document.file}: /$defs/{name}: refers to itself; only an object may do so.")
        self.open.append(id(schema))
        found = self.walk(schema, document, is_output=is_output, name=name)
        self.open.pop()
        return found

    def plain(self, schema: Schema, document: Document, *, is_output: bool) -> Schema:
        """The type of a schema that is no class."""
        branches: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
        kinds = schema.get("type")
        if not isinstance(kinds, str) and kinds:
            branches = [{**schema, "type": kind} for kind in kinds]
        if "enum" in schema or "const" in schema or (branches and all("const" in branch for branch in branches)):
            values = schema.get("enum") or [branch["const"] for branch in branches or [schema]]
            is_open = is_output and all(isinstance(value, str) for value in values)
            return {"anyOf": [{"enum": values}, {"type": "string"}]} if is_open else {"enum": values}
        if branches:
            found = (self.walk(branch, document, is_output=is_output) for branch in branches)
            flat = [part for branch in found for part in branch.get("anyOf", [branch])]
            return {"anyOf": [part for number, part in enumerate(flat) if part not in flat[:number]]}
        if media := media_kind(schema):
            return {"type": "string", "media": media}
        if kinds == "array":
            items = self.walk(schema.get("items", {}), document, is_output=is_output)
            size = schema.get("minItems")
            fixed = {"minItems": size, "maxItems": size} if size and size == schema.get("maxItems") else {}
            return {"type": "array", "items": items, **fixed}
        if kinds == "object":
            values = self.walk(schema.get("additionalProperties", True), document, is_output=is_output)
            return {"type": "object", "additionalProperties": values or True}
        return {"type": kinds} if kinds else {}

    def add(
        self, name: str, schema: Schema, document: Document, *, is_output: bool, parent: str | None = None
    ) -> Schema:
        """Add a class, unless it is there."""
        origin = self.origins.setdefault(name, id(schema))
        if origin != id(schema):
            raise SpecError(
                f"{document.file}: the class {name} is described twice: give one of them another name, or move it to "
                "tasks/common.json and refer to it."
            )
        if name not in self.shapes:
            if document.is_shipped:
                is_output = not is_input(name)
            doc = schema.get("description", "")
            shape = Shape(
                name=name,
                module=document.module,
                doc=doc,
                fields=(),
                is_output=is_output,
                parent=parent,
                is_extras=document.is_extras,
                package=PACKAGE if document.is_shipped else "",
                raw=schema,
            )
            self.shapes[name] = shape  # before its fields, which may refer to it
            members = schema.get("properties", {})
            fields = tuple(self.field(key, schema, document, is_output=is_output) for key in members)
            also = dict(self.shapes[parent].also) if parent is not None else {}
            also |= {field.name: field.also for field in fields if field.also}
            self.shapes[name] = replace(shape, fields=fields, also=also)
        return {"$ref": name}

    def field(self, name: str, owner: Schema, document: Document, *, is_output: bool) -> Field:
        schema: Schema = owner["properties"][name]
        return Field(
            name=name,
            wire=schema.get("wire", name),
            schema=self.walk(schema, document, is_output=is_output),
            description=str(schema["description"]),
            required=name in owner.get("required", ()),
            also=tuple(schema.get("also", ())),
            default=schema.get("default"),
            raw=schema,
        )
