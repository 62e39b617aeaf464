# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs, as dicts, of text-generation."""

from typing import Any, Literal, Required, TypedDict


class TextGenerationInputGrammarTypeJSONDict(TypedDict, total=False):
    """JSON that fits a schema."""

    type: Required[Literal["json"]]
    """Asks for JSON of a schema."""
    value: Required[Any]
    """The JSON Schema, as an object or as JSON text."""


class TextGenerationInputGrammarTypeRegexDict(TypedDict, total=False):
    """Text that matches a regular expression."""

    type: Required[Literal["regex"]]
    """Asks for a match of a regular expression."""
    value: Required[str]
    """The regular expression, which the whole continuation matches."""


class TextGenerationInputJsonSchemaConfigDict(TypedDict, total=False):
    """A JSON Schema under a name."""

    name: str
    """Name of the form."""
    schema: Required[Any]
    """The JSON Schema itself."""


class TextGenerationInputGrammarTypeJSONSchemaDict(TypedDict, total=False):
    """JSON that fits a schema with a name."""

    type: Required[Literal["json_schema"]]
    """Asks for JSON of a named schema."""
    value: Required[TextGenerationInputJsonSchemaConfigDict]
    """The schema and its name."""
