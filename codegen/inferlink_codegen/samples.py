"""Example replies of every task, made from the schemas: what the fake server answers and the documentation shows."""

from __future__ import annotations

from typing import Any

from inferlink.errors import SpecError
from inferlink.testing._example import example

from .load import Document, Schema, Specs, resolve

__all__ = ["build_samples"]


def build_samples(specs: Specs) -> dict[str, dict[str, Any]]:
    """For `output` and `stream`: task to a reply, or to an event of its stream, with the names on the wire.

    Raises:
        SpecError: For a schema that no value is made up for.
    """
    root = {document.file: _on_wire(document.data, document, specs) for document in specs.documents}
    return {
        role: {task.name: _sample(task.schemas[role], root) for task in specs.tasks if role in task.schemas}
        for role in ("output", "stream")
    }


def _sample(document: Document, root: Schema) -> Any:
    try:
        return example({"$ref": _pointer(document)}, root)
    except ValueError as error:
        raise SpecError(f"{document.file}: {error}: give `examples` there.") from None


def _pointer(document: Document) -> str:
    return f"#/{document.file.replace('/', '~1')}"


def _on_wire(schema: Schema | bool, document: Document, specs: Specs) -> Any:
    """The schema with wire names, and references that lead to the file of the definition."""
    if isinstance(schema, bool):
        return schema
    found: Schema = {}
    for word, value in schema.items():
        match word:
            case "$ref":
                target, name = resolve(specs, document, value)
                found[word] = f"{_pointer(target)}/$defs/{name}"
            case "properties":
                found[word] = {_wire(name, value): _on_wire(value[name], document, specs) for name in value}
            case "required":
                found[word] = [_wire(name, schema["properties"]) for name in value]
            case "$defs":
                found[word] = {name: _on_wire(member, document, specs) for name, member in value.items()}
            case "anyOf" | "oneOf":
                found[word] = [_on_wire(branch, document, specs) for branch in value]
            case "items" | "additionalProperties":
                found[word] = _on_wire(value, document, specs)
            case _:
                found[word] = value
    return found


def _wire(name: str, members: Schema) -> str:
    return str(members[name].get("wire", name))
