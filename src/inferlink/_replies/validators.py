"""Reads JSON into the generated classes with pydantic-core, which pydantic brings along. Its own package, and what it
makes of a class by reflection, cost half of a program's first call; these classes need little of it.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import SchemaValidator, core_schema

from inferlink_generated._result import Base64Media

if TYPE_CHECKING:
    from dataclasses import Field

    from pydantic_core import CoreSchema

__all__ = ["schema_of", "validator"]

_SIMPLE: dict[object, CoreSchema] = {
    str: core_schema.str_schema(),
    int: core_schema.int_schema(),
    float: core_schema.float_schema(),
    bool: core_schema.bool_schema(),
    Any: core_schema.any_schema(),
    NoneType: core_schema.none_schema(),
}


def validator(wanted: Any) -> SchemaValidator:
    """What reads JSON, or plain data, as a class or a list of it."""
    return SchemaValidator(schema_of(wanted))


def schema_of(wanted: Any) -> CoreSchema:
    """The schema that pydantic makes of a class, less what is only for its messages."""
    builder = _Builder()
    schema = builder.schema(wanted)
    return core_schema.definitions_schema(schema, builder.recursive) if builder.recursive else schema


class _Builder:
    """Makes one schema: a class is described once, and by a reference inside itself."""

    def __init__(self) -> None:
        self.recursive: list[CoreSchema] = []
        self._made: dict[type, CoreSchema] = {}
        self._open: dict[type, bool] = {}

    def schema(self, wanted: Any) -> CoreSchema:
        if (simple := _SIMPLE.get(wanted)) is not None:
            return simple
        origin, parts = get_origin(wanted), get_args(wanted)
        if origin in (Union, UnionType):
            return self._union(parts)
        if origin is Literal:
            return core_schema.literal_schema(list(parts))
        if origin is list:
            return core_schema.list_schema(self.schema(parts[0]))
        if origin is tuple:
            return core_schema.tuple_schema([self.schema(part) for part in parts])
        if origin is dict:
            return core_schema.dict_schema(*map(self.schema, parts))
        if origin is None and is_dataclass(wanted):
            return self._dataclass(wanted)
        if wanted is Base64Media:
            return Base64Media.__get_pydantic_core_schema__(wanted, None)
        return _by_pydantic(wanted)

    def _union(self, parts: tuple[Any, ...]) -> CoreSchema:
        others = [self.schema(part) for part in parts if part is not NoneType]
        schema = others[0] if len(others) == 1 else core_schema.union_schema([*others])
        return core_schema.nullable_schema(schema) if NoneType in parts else schema

    def _dataclass(self, cls: Any) -> CoreSchema:
        if cls in self._open:
            self._open[cls] = True
            return core_schema.definition_reference_schema(_reference(cls))
        if cls not in self._made:
            self._open[cls] = False
            hints = get_type_hints(cls)
            members = [self._field(field, hints[field.name]) for field in fields(cls)]
            is_recursive = self._open.pop(cls)
            has_more = hasattr(cls, "__post_init__")
            schema: CoreSchema = core_schema.dataclass_schema(
                cls,
                core_schema.dataclass_args_schema(cls.__name__, members, collect_init_only=has_more),
                [field.name for field in fields(cls)],
                post_init=has_more,
                config=core_schema.CoreConfig(title=cls.__name__, extra_fields_behavior="allow"),
                ref=_reference(cls) if is_recursive else None,
            )
            if is_recursive:
                self.recursive.append(schema)
                schema = core_schema.definition_reference_schema(_reference(cls))
            self._made[cls] = schema
        return self._made[cls]

    def _field(self, field: Field[Any], hint: Any) -> core_schema.DataclassField:
        schema = self.schema(hint)
        if field.default is not MISSING:
            schema = core_schema.with_default_schema(schema, default=field.default)
        elif field.default_factory is not MISSING:
            schema = core_schema.with_default_schema(schema, default_factory=field.default_factory)
        alias: str | None = field.metadata.get("alias")
        return core_schema.dataclass_field(field.name, schema, validation_alias=alias, serialization_alias=alias)


def _reference(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"


def _by_pydantic(wanted: Any) -> CoreSchema:
    from pydantic import TypeAdapter

    return TypeAdapter(wanted).core_schema
