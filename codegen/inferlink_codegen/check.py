"""Refuses wrong schemas. A finding names the place as a JSON pointer, the reason and the fix."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its stubs are a package of their own
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]  # as above
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from inferlink._specs.rules import is_regex, nearest
from inferlink.errors import SpecError

from .load import Document, Schema, Specs, resolve
from .normalise import is_class, media_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inferlink._specs.rules import Finding

__all__ = ["Validators", "check_schemas", "refuse"]

_KNOWN = """
    $schema $ref $defs title description type properties required items additionalProperties enum const default
    examples anyOf oneOf minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern
    minItems maxItems contentEncoding contentMediaType wire also
"""
_WORDS = frozenset(_KNOWN.split())
_EXTRAS_WORDS = frozenset({"$schema", "$defs", "description", "type", "properties"})
_NAME = {"type": "string", "minLength": 1}
_NAMES = {"type": "array", "items": _NAME, "minItems": 1}
_NAMED: Any = Draft202012Validator({"type": "object", "properties": {"wire": _NAME, "also": _NAMES}})
_CLASS = re.compile(r"[A-Z][A-Za-z]*")
_FIELD = re.compile(r"[a-z][A-Za-z0-9_]*")
# A field of that name would hide what the lines below it mean by it.
_TYPES = frozenset({"str", "int", "float", "bool", "list", "dict", "tuple", "field"})
_PRINTED = """
    Any AsyncParsedStream AsyncPort AsyncStream AsyncTasks Audio Base64Media Callable Image Items Literal Mapping
    MediaInput Never NotRequired Operation Optional Parsed ParsedStream RequestOptions Required Result Sequence Stream
    SyncPort SyncTasks T Text TypeVar TypedDict Union Vectors Video
"""
_OURS = frozenset(_PRINTED.split())
"""Classes that the printed modules use under these names."""


def refuse(file: str, findings: Iterable[Finding]) -> None:
    """Raise for what was found in one file, if anything."""
    lines = [f"{file}: {pointer or '/'}: {reason}" for pointer, reason in findings]
    if lines:
        raise SpecError("\n".join(lines))


class Validators:
    """JSON Schema's own judgement of a value, with references between the files resolved."""

    def __init__(self, specs: Specs) -> None:
        resources = ((_uri(document), _resource(document.data)) for document in specs.documents)
        self._registry: Registry[Any] = Registry[Any]().with_resources(resources)

    def problem(self, value: object, document: Document, pointer: str) -> str | None:
        """What is wrong with a value of the schema at `pointer`."""
        validator: Any = Draft202012Validator({"$ref": f"{_uri(document)}#{pointer}"}, registry=self._registry)
        try:
            error = _best(validator.iter_errors(value))
        except Unresolvable:
            return "a reference in it leads nowhere"
        return None if error is None else error.message


def _best(errors: Any) -> Any:
    """The most telling of several errors."""
    return best_match(errors)  # pyright: ignore[reportUnknownVariableType]  # its stubs leave the result open


def _uri(document: Document) -> str:
    return f"https://specs.invalid/{document.file}"


def _resource(data: Schema) -> Resource[Any]:
    return Resource.from_contents(data, default_specification=DRAFT202012)


def check_schemas(specs: Specs) -> None:
    """Refuse the first file whose schema is wrong."""
    validators = Validators(specs)
    metaschema: Any = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for document in specs.schemas:
        error = _best(metaschema.iter_errors(document.data))
        if error is not None:
            place = "".join(f"/{part}" for part in error.absolute_path)
            refuse(document.file, [(place, f"is no JSON Schema (2020-12): {error.message}.")])
        refuse(document.file, _Checker(specs, document, validators).document_findings())


class _Checker:
    def __init__(self, specs: Specs, document: Document, validators: Validators) -> None:
        self.specs = specs
        self.document = document
        self.validators = validators
        self.is_reply = not document.is_extras and not document.file.endswith("input.json")

    def document_findings(self) -> Iterator[Finding]:
        root = self.document.data
        if self.document.is_extras:
            yield from self.extras_findings(root)
        elif self.document.module != "common":
            if "title" not in root or not _says(root):
                yield "", "title or description is missing: give the class name of the whole, and what it is."
            yield from self.findings(root, "", named=True)
        for name, schema in root.get("$defs", {}).items():
            if isinstance(schema, bool):
                yield f"/$defs/{name}", "must be an object of words."
                continue
            if is_class(schema):
                yield from _name_findings(name, f"/$defs/{name}")
            yield from self.findings(schema, f"/$defs/{name}", named=True)

    def extras_findings(self, root: Schema) -> Iterator[Finding]:
        """What is wrong with the outside of a file of extras: each task leads to a class."""
        for word in sorted(root.keys() - _EXTRAS_WORDS):
            yield f"/{word}", f"is no word for the whole of such a file: {nearest(word, _EXTRAS_WORDS)}"
        if not root.get("properties"):
            yield "", "has no properties: say for each task which definition holds its options."
        for task, schema in root.get("properties", {}).items():
            at = f"/properties/{task}"
            if schema.keys() != {"$ref"}:
                yield at, 'must be a reference and nothing else: {"$ref": "#/$defs/..."}.'
            elif not (found := list(self.ref_findings(schema, at))):
                target, name = resolve(self.specs, self.document, schema["$ref"])
                if not is_class(target.data["$defs"][name]):
                    yield f"{at}/$ref", f"{name} has no properties: refer to the object that holds the options."
            else:
                yield from found

    def findings(self, schema: Schema | bool, at: str, *, named: bool = False) -> Iterator[Finding]:
        """What is wrong with a schema and all below it."""
        if isinstance(schema, bool):
            return
        for word in sorted(schema.keys() - _WORDS):
            yield f"{at}/{word}", f"unknown word: {nearest(word, _WORDS)}"
        if "title" in schema:
            yield from _name_findings(schema["title"], f"{at}/title")
        if "$ref" in schema:
            yield from self.ref_findings(schema, at)
        if is_class(schema):
            yield from self.class_findings(schema, at, named=named)
        yield from self.value_findings(schema, at)
        if "contentEncoding" in schema and media_kind(schema) not in ("image", "audio", "video"):
            yield f"{at}/contentMediaType", "must be image/*, audio/* or video/* beside contentEncoding: base64."
        for word in ("anyOf", "oneOf"):
            for number, branch in enumerate(schema.get(word, ())):
                yield from self.findings(branch, f"{at}/{word}/{number}")
        for word in ("items", "additionalProperties"):
            yield from self.findings(schema.get(word, True), f"{at}/{word}")

    def value_findings(self, schema: Schema, at: str) -> Iterator[Finding]:
        """What is wrong with the texts and values that a schema gives."""
        if hidden := [each for each in schema.get("description", "") if not each.isprintable() and each != "\n"]:
            yield f"{at}/description", f"has a character that nobody sees, U+{ord(hidden[0]):04X}: take it out."
        if not is_regex(schema.get("pattern", "")):
            yield f"{at}/pattern", "is no regular expression."
            return
        given = {"default": schema["default"]} if "default" in schema else {}
        given |= {f"examples/{number}": value for number, value in enumerate(schema.get("examples", ()))}
        for word, value in given.items():
            if problem := self.validators.problem(value, self.document, at):
                yield f"{at}/{word}", f"is no value of its own schema: {problem}. Give it as JSON, not as text."
        values = {"enum": schema.get("enum"), "const": [schema["const"]] if "const" in schema else None}
        for word, known in values.items():
            if known is not None and not (known and all(isinstance(each, str | int | None) for each in known)):
                yield (
                    f"{at}/{word}",
                    "must hold texts, whole numbers, true, false or null: Python has no type for others.",
                )

    def ref_findings(self, schema: Schema, at: str) -> Iterator[Finding]:
        try:
            target, name = resolve(self.specs, self.document, schema["$ref"])
        except LookupError as error:
            yield f"{at}/$ref", str(error)
            return
        if "title" in schema and schema["title"] != name and not is_class(target.data["$defs"][name]):
            yield f"{at}/title", f"{name} is no object, so it needs no name here: drop the title."
        if "$ref" in target.data["$defs"][name] and not is_class(target.data["$defs"][name]):
            yield f"{at}/$ref", f"{name} is itself only a reference: refer to what it refers to."
        inherited = target.data["$defs"][name].get("properties", {})
        for field in sorted(schema.get("properties", {}).keys() & inherited.keys()):
            yield f"{at}/properties/{field}", f"is a field of {name} already: drop it, or describe all fields here."

    def class_findings(self, schema: Schema, at: str, *, named: bool) -> Iterator[Finding]:
        if not named and "title" not in schema:
            yield at, "an object inside another needs a title: the name of its class."
        if not _says(schema):
            yield at, "has no description: say what the object is."
        for name in schema.get("required", ()):
            if name not in schema["properties"]:
                yield f"{at}/required", f"{name!r} is no property: {nearest(name, schema['properties'])}"
        for name, member in schema["properties"].items():
            place = f"{at}/properties/{name}"
            if not _NAMED.is_valid(member):
                yield place, "must be an object of words, with a name as `wire` and a list of names as `also`."
                return
            yield from ((place, reason) for reason in self.property_findings(name, member))
            yield from self.findings(member, place)
            if "also" in member and name in schema.get("required", ()):
                fix = "take it out of required: what is required must come under its own name."
                yield f"{place}/also", f"is for a field that may be missing: {fix}"
        yield from _wire_findings(schema["properties"], at)

    def property_findings(self, name: str, member: Schema) -> Iterator[str]:
        if not _FIELD.fullmatch(name) or keyword.iskeyword(name) or name in _TYPES:
            yield "is no name for a field: choose another and give this one as `wire:`."
        if self.is_reply and name in ("meta", "extra"):
            yield "is a property of every result: choose another name and give this one as `wire:`."
        if self.document.is_extras and "wire" in member:
            yield "`wire` is not for options of a server: they are dicts, whose keys are the names on the wire."
        if not _says(member):
            yield "has no description: say what it is, with its unit and range."
        if "also" in member and (not self.is_reply or member.get("type") not in ("string", "number", "integer")):
            yield "`also` is for strings and numbers of replies: drop it."


def _wire_findings(members: Schema, at: str) -> Iterator[Finding]:
    """Names on the wire that mean two fields."""
    wires: dict[str, str] = {}
    for name, member in members.items():
        other = wires.setdefault(member.get("wire", name), name)
        if other != name:
            yield f"{at}/properties/{name}", f"has the same name on the wire as {other!r}: one of them would be lost."
    for name, member in members.items():
        if clashes := wires.keys() & set(member.get("also", ())):
            yield f"{at}/properties/{name}/also", f"{min(clashes)!r} is a field here already: drop it."


def _says(schema: Schema) -> bool:
    return bool(schema.get("description", "").strip())


def _name_findings(name: str, at: str) -> Iterator[Finding]:
    if not _CLASS.fullmatch(name) or keyword.iskeyword(name):
        yield at, f"{name!r} is no class name: letters only, as TextClassificationOutput; numbers say nothing."
    elif name in _OURS:
        yield at, f"{name!r} is a type of inferlink: choose another name."
