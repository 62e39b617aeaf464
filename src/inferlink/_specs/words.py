"""The smaller words of provider and server files: guards, assignments, selectors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, Union

from .._json import MISSING, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "TEMPLATE",
    "Assign",
    "ByVectors",
    "Encoder",
    "Json",
    "OutputCase",
    "OutputForm",
    "PathCase",
    "Question",
    "Select",
    "Selector",
    "Sign",
    "When",
    "Words",
    "variables",
]

TEMPLATE = re.compile(r"\{([^{}]+)\}")
"""A variable inside a string."""

Json: TypeAlias = object
Selector: TypeAlias = Union[str, "Select"]
OutputForm: TypeAlias = Literal["json_schema", "loose_schema", "json_object", "tool", "prompt"]
Codec: TypeAlias = Literal["unb64", "b64", "utf8", "download", "json", "max"]


class Words:
    """Base of the classes that stand in files: an unknown word is an error."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, kw_only=True)
class When(Words):
    """A guard: all that is given must hold."""

    routed: bool | None = None
    """The call goes through the Hub's router (true) or directly to the provider (false)."""
    has: tuple[str, ...] = ()
    """Variables that must have a value: input, params, params.x, adapter.path, model.version."""
    lacks: tuple[str, ...] = ()
    """Variables that must have none."""
    match: dict[str, str] = field(default_factory=dict[str, str])
    """Variable to regular expression, searched without regard to case."""


@dataclass(frozen=True, kw_only=True)
class Encoder(Words):
    """How a media value is written into the body."""

    kind: Literal["data_url", "b64", "bytes", "file"]
    """data_url: RFC 2397. b64: bare base64. bytes: the raw body. file: a part of a multipart body."""
    mime: str | None = None
    """Media type of a value whose type is not known."""
    map: dict[str, str] = field(default_factory=dict[str, str])
    """Media types that are accepted, and the label each is sent under; others are refused. Empty: all, as they are."""


@dataclass(frozen=True, kw_only=True)
class Assign(Words):
    """One value of the request body."""

    to: str
    """Place in the body: `input.images[0]`. `$` with `as: bytes` makes the data the whole body, under its own type."""
    source: str | None = field(default=None, metadata={"alias": "from"})
    """Variable to read: input, input.x, model, hf_model, adapter.path, params.x. An absent one skips the assignment."""
    value: Json = MISSING
    """A literal. In its strings `{x}` inserts a variable as text; a string `@x` is the variable itself."""
    encode: Encoder | None = field(default=None, metadata={"alias": "as"})
    """For media: how it is written."""
    when: When | None = None
    """Make the assignment only then."""
    default: Json = MISSING
    """Used where `from` has no value."""
    warn: str | None = None
    """What the caller is told when the assignment is made."""

    def reads(self) -> list[str]:
        """The variables that it reads."""
        return [self.source] if self.source is not None else list(variables(self.value))


@dataclass(frozen=True, kw_only=True)
class PathCase(Words):
    """One of several paths; the first whose guard holds is taken."""

    path: str
    """Path below the base, with variables as in a route's `path`."""
    when: When | None = None
    """Take this path only then; the last case has no guard."""


@dataclass(frozen=True, kw_only=True)
class OutputCase(Words):
    """One of several forms of structured output; the first whose guard holds is taken."""

    form: OutputForm
    """As in a route's `structured`."""
    when: When | None = None
    """Take this form only then; the last case has no guard."""


@dataclass(frozen=True, kw_only=True)
class Select(Words):
    """Reads a value out of a reply. Exactly one form is given; a plain string stands for `pick`."""

    pick: str | None = None
    """Path in the reply, as `data[0].url`; `$` is all of it."""
    type: Literal["string", "list", "object", "number", "bytes"] | None = None
    """The type it must have; bytes alone is a reply that is not JSON."""
    codecs: tuple[Codec, ...] = field(default=(), metadata={"alias": "as"})
    """What is done to it, in order: unb64, b64, utf8, download (also decodes data: URLs), json (an object as JSON
    text), max (the largest of a list of numbers)."""
    equals: Json = MISSING
    """The value it must be."""
    then: Selector | None = None
    """A selector on the result."""
    first_of: tuple[Selector, ...] = ()
    """The first that matches."""
    object: dict[str, Selector] = field(default_factory=dict[str, Selector])
    """Builds an object; members that do not match are left out."""
    list: tuple[Selector, ...] = ()
    """Builds a list; members that do not match are null."""
    each: str | None = None
    """Path of a list; `to` is applied to each item."""
    to: Selector | None = None
    """With `each`: the selector of one item."""
    sort: str | None = None
    """With `each`: sort the items by the number at this path, where all have one."""
    zip: dict[str, str] = field(default_factory=dict[str, str])
    """Columns to rows: member name to the path of a list."""
    sum: tuple[str, ...] = ()
    """Adds the numbers at these paths; no match where one is missing."""
    const: Json = MISSING
    """A literal."""


@dataclass(frozen=True, kw_only=True)
class Sign(Words):
    """What a server is known by: the answer to a GET. All that is given must hold."""

    path: str
    """Path below the root of the server."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Header of the answer, in lower case, to regular expression; a refusal (401) has them too."""
    reply: Selector | None = None
    """Must match the answer, which must be a success."""


@dataclass(frozen=True, kw_only=True)
class Question(Words):
    """A GET that tells something of the server."""

    path: str
    """Path below the base."""
    response: Selector
    """Reads what is wanted out of the answer."""


@dataclass(frozen=True, kw_only=True)
class ByVectors(Words):
    """The answer is computed here: cosine similarity of vectors, which the feature-extraction route gives."""

    query: str
    """Variable of the text that others are compared with."""
    texts: str
    """Variable of the list of others."""
    gives: Literal["scores", "ranking"]
    """scores: numbers in the order of the texts. ranking: objects with index and score, best first."""
    limit: str | None = None
    """Variable of the number of items that a ranking has at most."""
    echo: str | None = None
    """Variable that says whether each item has the text too, as document."""
    when: Literal["always", "missing"] = "always"
    """missing: only where the server answers 404, 405 or 501 to the route's own request."""

    def reads(self) -> list[str]:
        """The variables that it reads."""
        return [name for name in (self.query, self.texts, self.limit, self.echo) if name is not None]


def variables(value: object) -> Iterator[str]:
    """The variables that a literal names: `{x}` inside a string, `@x` as all of it."""
    if isinstance(value, str):
        yield from [value[1:]] if value.startswith("@") else TEMPLATE.findall(value)
    elif is_object(value) or is_array(value):
        for inner in value.values() if is_object(value) else value:
            yield from variables(inner)
