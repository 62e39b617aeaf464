"""The classes, printed by datamodel-code-generator: one call for the dataclasses, one for the TypedDicts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from datamodel_code_generator import InputFileType, LiteralType, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType

from .normalise import reached
from .text import docstring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .load import Schema
    from .normalise import Field, Shape, Shapes

__all__ = ["dict_names", "print_classes", "print_dicts"]

TEMPLATES = Path(__file__).parent / "templates"


def print_classes(shapes: Shapes, support: str) -> dict[str, str]:
    """Module to its dataclasses. `support` is the package that holds the base class of results."""
    definitions: dict[str, Schema] = defaultdict(dict)
    for shape in (shape for shape in shapes.values() if not shape.is_extras and not shape.package):
        media = {"customTypePath": f"{support}._result.Base64Media"} if shape.is_output else {"type": "string"}
        view = _View(shapes, shape.module, "", media)
        base = {"customBasePath": f"{support}._result.Result"}
        definitions[shape.module][shape.name] = {**(base if shape.is_output else {}), **_object(shape, view)}
    return _print(definitions, DataModelType.DataclassesDataclass, shapes)


def print_dicts(names: Iterable[str], shapes: Shapes) -> dict[str, str]:
    """Module to the TypedDicts of the classes with these names, and of all extras."""
    definitions: dict[str, Schema] = defaultdict(dict)
    for shape in (shapes[name] for name in sorted(names) if not shapes[name].package):
        view = _View(shapes, shape.module, "Dict", {"type": "string"})
        definitions[f"{shape.module}_dict"][f"{shape.name}Dict"] = _object(shape, view)
    for shape in (shape for shape in shapes.values() if shape.is_extras):
        view = _View(shapes, shape.module, "", {"type": "string"})
        definitions[shape.module][shape.name] = _object(shape, view)
    return _print(definitions, DataModelType.TypingTypedDict, shapes)


def dict_names(fields: Iterable[Field], shapes: Shapes) -> set[str]:
    """Input classes that people may write as dicts: all that these fields lead to."""
    found = {name for name in reached((field.schema for field in fields), shapes) if not shapes[name].is_output}
    return found | {parent for name in found for parent in _parents(name, shapes)}


def _parents(name: str, shapes: Shapes) -> list[str]:
    parent = shapes[name].parent
    return [] if parent is None else [parent, *_parents(parent, shapes)]


@dataclass(frozen=True)
class _View:
    """How types are written in one module."""

    shapes: Shapes
    module: str
    suffix: str
    media: Schema

    def path(self, shape: Shape) -> str:
        """Where a class is that another package holds."""
        module = f"{shape.module}_dict" if self.suffix else shape.module
        return f"{shape.package}.types.{module}.{shape.name}{self.suffix}"

    def write(self, schema: Schema) -> Schema:
        """A type in the words of JSON Schema, with its references as seen from the module."""
        if "media" in schema:
            return self.media
        if "$ref" in schema:
            shape = self.shapes[schema["$ref"]]
            if shape.package:
                return {"customTypePath": self.path(shape)}
            file = f"{shape.module}{'_dict' if self.suffix else ''}.json" if shape.module != self.module else ""
            return {"$ref": f"{file}#/$defs/{shape.name}{self.suffix}"}
        if "anyOf" in schema:
            return {"anyOf": [self.write(part) for part in schema["anyOf"]]}
        nested = {
            word: schema[word] for word in ("items", "additionalProperties") if schema.get(word, True) is not True
        }
        return {**schema, **{word: self.write(inner) for word, inner in nested.items()}}


def _object(shape: Shape, view: _View) -> Schema:
    names = {field.wire if view.suffix else field.name: field for field in shape.fields}
    parent = {} if shape.parent is None else _parent(view.shapes[shape.parent], view)
    return {
        **parent,
        "type": "object",
        "properties": {name: view.write(field.schema) for name, field in names.items()},
        "required": [name for name, field in names.items() if field.required],
    }


def _parent(parent: Shape, view: _View) -> Schema:
    if parent.package:
        return {"customBasePath": view.path(parent)}
    return {"allOf": [view.write({"$ref": parent.name})]}


def _print(definitions: dict[str, Schema], kind: DataModelType, shapes: Shapes) -> dict[str, str]:
    if not definitions:
        return {}
    facts = {name + suffix: shape for name, shape in shapes.items() for suffix in ("", "Dict")}
    with TemporaryDirectory() as folder:
        for module, members in definitions.items():
            Path(folder, f"{module}.json").write_text(json.dumps({"$defs": members}), encoding="utf-8")
        printed = generate(
            Path(folder),
            input_file_type=InputFileType.JsonSchema,
            output_model_type=kind,
            target_python_version=PythonVersion.PY_311,
            custom_template_dir=TEMPLATES,
            # A dict would be copied deeply for each class.
            extra_template_data=defaultdict(
                dict, {"#all#": {"shapes": MappingProxyType(facts), "docstring": docstring}}
            ),
            custom_file_header="#",
            disable_future_imports=True,
            enum_field_as_literal=LiteralType.All,
            formatters=[],
            keyword_only=True,
            skip_root_model=True,
            use_exact_imports=True,
            use_generic_container_types=kind is DataModelType.TypingTypedDict,
            use_standard_collections=True,
            use_total_false_for_typed_dict=True,
            use_tuple_for_fixed_length_arrays=True,
            use_union_operator=True,
        )
    if not isinstance(printed, dict):
        raise TypeError("a folder of schemas gives a module each")
    texts = {path[0].removesuffix(".py"): str(text).removeprefix("#") for path, text in printed.items()}
    return {module: texts[module] for module in definitions}
