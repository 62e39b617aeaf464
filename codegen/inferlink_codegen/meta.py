"""The JSON Schema of provider and server files, printed from the runtime's vocabulary, for editors."""

from __future__ import annotations

import ast
import inspect
import sys
import warnings
from itertools import pairwise
from typing import Any

from pydantic.json_schema import PydanticJsonSchemaWarning

from inferlink._specs.files import adapter
from inferlink._specs.vocabulary import Provider

__all__ = ["provider_schema"]

Schema = dict[str, Any]
_WORDS = {"source": "from", "encode": "as", "codecs": "as"}
_ONE_OR_MORE = ("has", "lacks", "done", "failed")


def provider_schema() -> Schema:
    """Every word with its description, and the short forms that files may use."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)  # an absent value has no form in JSON
        schema = adapter().json_schema(by_alias=True)
    classes: Schema = {**schema["$defs"], "Provider": schema}
    for node in ast.parse(inspect.getsource(sys.modules[Provider.__module__])).body:
        if isinstance(node, ast.ClassDef) and node.name in classes:
            classes[node.name]["description"] = ast.get_docstring(node)
            _describe(classes[node.name]["properties"], node.body)
    _add_short_forms(classes)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "required": []}


def _describe(properties: Schema, body: list[ast.stmt]) -> None:
    """Copy the docstring under each field into its property."""
    for member, doc in pairwise(body):
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name) and isinstance(doc, ast.Expr):
            name = _WORDS.get(member.target.id, member.target.id)
            if name in properties and isinstance(doc.value, ast.Constant):
                properties[name]["description"] = str(doc.value.value)


def _add_short_forms(classes: Schema) -> None:
    """What a file may write in place of the canonical form."""
    for entry in classes.values():
        for word in _ONE_OR_MORE:
            if word in entry["properties"]:
                _widen(entry["properties"][word], {"type": "string"})
    _widen(classes["Select"]["properties"]["as"], {"type": "string", "enum": ["unb64", "b64", "utf8", "download"]})
    encoder = classes["Encoder"]["properties"]
    options = {"type": "object", "properties": {name: encoder[name] for name in ("mime", "map")}}
    kinds = encoder["kind"]["enum"]
    _widen(classes["Assign"]["properties"]["as"], {"type": "string", "enum": kinds})
    _widen(classes["Assign"]["properties"]["as"], {"type": "object", "properties": dict.fromkeys(kinds, options)})
    more = {"type": "array", "items": {"$ref": "#/$defs/Assign"}}
    classes["Route"]["properties"]["use"] = {"type": "string", "description": "Build on a shape of specs/shapes.yaml."}
    classes["Route"]["properties"]["set+"] = {**more, "description": "Assignments after those of the shape."}


def _widen(property_: Schema, form: Schema) -> None:
    described = property_.pop("description", None)
    before = property_.pop("anyOf", None) or [dict(property_)]
    property_.clear()
    property_.update({"description": described, "anyOf": [*before, form]})
