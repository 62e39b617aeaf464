"""What a provider or server file may say. The interpreter reads these classes; `specs/meta` is printed from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, TypeVar, Union

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "MISSING",
    "Assign",
    "BodyCase",
    "Encoder",
    "Job",
    "PathCase",
    "Provider",
    "Route",
    "Select",
    "Selector",
    "StreamForm",
    "When",
    "load_provider",
    "load_route",
]

Json: TypeAlias = object
Selector: TypeAlias = Union[str, "Select"]
"""A path, or a `Select`."""
BodyKind: TypeAlias = Literal["json", "multipart", "raw"]
Codec: TypeAlias = Literal["unb64", "b64", "utf8", "download"]


class _Missing:
    """The absence of a value where `None` is one."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING = _Missing()


class Words:
    """Base of the classes that stand in files: an unknown word is an error."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "arbitrary_types_allowed": True}


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
    """Place in the body: `input.images[0]`; `$` is the whole body (of a raw one)."""
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


@dataclass(frozen=True, kw_only=True)
class PathCase(Words):
    """One of several paths; the first whose guard holds is taken."""

    path: str
    when: When | None = None


@dataclass(frozen=True, kw_only=True)
class BodyCase(Words):
    """One of several forms of the body; the first whose guard holds is taken."""

    kind: BodyKind
    when: When | None = None


@dataclass(frozen=True, kw_only=True)
class Select(Words):
    """Reads a value out of a reply. Exactly one form is given; a plain string stands for `pick`."""

    pick: str | None = None
    """Path in the reply, as `data[0].url`; `$` is all of it."""
    type: Literal["string", "list", "object", "number", "bytes"] | None = None
    """The type it must have; bytes alone is a reply that is not JSON."""
    codecs: tuple[Codec, ...] = field(default=(), metadata={"alias": "as"})
    """What is done to it, in order: unb64, b64, utf8, download (also decodes data: URLs)."""
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
    const: Json = MISSING
    """A literal."""


@dataclass(frozen=True, kw_only=True)
class Job(Words):
    """A queued job. Templates know {base}, {request}, {query}, {name}: a value of the submit reply, and {path:name}."""

    poll: str
    """URL that tells the state."""
    status: str
    """Path of the state in the poll's reply, and in the submit reply."""
    done: tuple[str, ...]
    """States that mean: finished. Any other that is not in `failed` means pending."""
    result: str | None = None
    """URL of the result, where the poll's reply does not hold it."""
    failed: tuple[str, ...] = ()
    """States that mean: no result will come."""
    error: str | None = None
    """Path of the provider's words about a failure."""
    every: float = 1.0
    """Seconds between two polls at first; the interval grows."""
    timeout: float = 600.0
    """Seconds until the job is given up, where the caller set no deadline."""


@dataclass(frozen=True, kw_only=True)
class StreamForm(Words):
    """How a reply is streamed."""

    framing: Literal["sse", "ndjson"] = "sse"
    """Server-sent events (WHATWG HTML, section 9.2), or one JSON value a line."""
    send: dict[str, Json] = field(default_factory=lambda: {"stream": True})
    """Members that ask for a stream, at the root of the body."""
    path: str | None = None
    """Another path for streamed calls."""
    event: Selector | None = None
    """Turns an event into what the task's stream schema says; without it events are taken as they are."""
    done: str | None = "[DONE]"
    """The event that marks the end, besides a finish reason."""


@dataclass(frozen=True, kw_only=True)
class Route(Words):
    """How one task is called."""

    base: str | None = None
    """Base URL for this task, where it is not the provider's."""
    path: str | tuple[PathCase, ...] = ""
    """Path below the base: {model}, {model.version}, {model.parent}, {hf_model}."""
    complete: str | None = None
    """For a URL of the caller's own: append this below /v1 unless it is there; without it the URL is used as it is."""
    query: dict[Literal["routed", "direct"], dict[str, str]] = field(
        default_factory=dict[Literal["routed", "direct"], dict[str, str]]
    )
    """Constant query, for each way."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Constant headers."""
    body: BodyKind | tuple[BodyCase, ...] = "json"
    """Form of the body."""
    set: tuple[Assign, ...] = ()
    """The body, in order."""
    rest: str = "$"
    """Where parameters go that nothing read: `$` (the root), a path, or `none`: then they are refused."""
    drop: tuple[str, ...] = ()
    """Parameters that are left out; `.meta.dropped` names them."""
    refuse: tuple[str, ...] = ()
    """Parameters that raise NotSupported."""
    prepare: str | None = None
    """Name of a registered pure function on the parameters: for arithmetic that no word expresses."""
    keep_reasoning: bool = False
    """Reasoning of earlier answers is sent back with their messages."""
    response: Selector | None = None
    """Reads the result out of the reply; without it the reply is the result."""
    job: Job | None = None
    """The reply is a job to wait for."""
    stream: StreamForm | None = None
    """Streaming is served."""


@dataclass(frozen=True, kw_only=True)
class Provider(Words):
    """One provider or server file."""

    name: str
    """Identifier: what users pass as `provider=`."""
    title: str = ""
    """Name for people."""
    docs: str = ""
    """Where the facts come from."""
    base: str = ""
    """Base URL of direct calls."""
    routing: Literal["both", "direct", "hub"] = "both"
    """Which ways there are: through the Hub's router, direct, or both."""
    hub_base: str | None = None
    """Base URL of routed calls, where it is not the router followed by the name."""
    auth: dict[Literal["direct", "routed"], str] = field(default_factory=dict[Literal["direct", "routed"], str])
    """Value of the Authorization header for each way, with {key}; without an entry: Bearer {key}."""
    key: Literal["required", "optional"] = "required"
    """Whether calls need a key."""
    key_env: tuple[str, ...] = ()
    """Environment variables that hold the provider's own key, for direct calls."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Constant headers of every call, polls included."""
    ids: Literal["mapped", "checked", "verbatim", "optional"] = "mapped"
    """mapped: the Hub's mapping gives the provider's model id. checked: the Hub's own id, after a look at its task.
    verbatim: as given. optional: as given, and it may be missing."""
    strip: str = ""
    """With verbatim: a prefix of the model that is left out."""
    serves: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """With checked: pipeline tag on the Hub to the tasks that such a model serves, where it is not just that one."""
    recommended: bool = False
    """Calls without a model use the Hub's recommended one."""
    address: str = ""
    """Servers: the usual base URL."""
    address_env: tuple[str, ...] = ()
    """Servers: environment variables with the base URL or host:port."""
    bare_url: str | None = None
    """Servers: a URL given without a provider is this server's where its path matches this regular expression."""
    tasks: dict[str, Route] = field(default_factory=dict[str, Route])
    """Task to route."""

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Provider:
        """Check and read a description of your own.

        Raises:
            SpecError: For an unknown word or a wrong value, with its place and what would be right.
        """
        from ._specfile import compile_provider

        return load_provider(compile_provider(data, name=str(data.get("name", ""))))

    @classmethod
    def from_file(cls, path: str) -> Provider:
        """Read a description of your own from a `.json`, `.toml` or (extra `yaml`) `.yaml` file.

        Raises:
            SpecError: For a file that cannot be read or is wrong.
            MissingExtra: For YAML without PyYAML.
        """
        from ._specfile import read_file

        return cls.from_dict(read_file(path))


T = TypeVar("T")


def load_provider(plain: Mapping[str, object]) -> Provider:
    """Build the classes from the canonical form, which was checked when it was made."""
    values = dict(plain)
    tasks: Mapping[str, Mapping[str, object]] = values.pop("tasks", {})  # type: ignore[assignment]  # checked form
    return Provider(**values, tasks={task: load_route(route) for task, route in tasks.items()})  # type: ignore[arg-type]  # checked form


def load_route(plain: Mapping[str, object]) -> Route:
    """One route of `load_provider`."""
    return _build(Route, plain)


_ATTRIBUTES = {"from": "source", "Assign.as": "encode", "Select.as": "codecs"}
_LITERALS = frozenset({"value", "default", "const", "send"})


def _build(cls: type[T], plain: object) -> T:
    """An object of `cls`; members that hold other classes are built first."""
    if not isinstance(plain, dict):
        return plain  # type: ignore[return-value]  # a selector, a path or a body kind written as a string
    parts = _PARTS.get(cls, {})
    values: dict[str, object] = {}
    for word, value in plain.items():
        name = _ATTRIBUTES.get(f"{cls.__name__}.{word}", _ATTRIBUTES.get(word, word))
        if cls is Select and word == "object":
            values[name] = {key: _build(Select, member) for key, member in value.items()}
        elif isinstance(value, list) and word not in _LITERALS:
            values[name] = tuple(_build(parts[word], item) if word in parts else item for item in value)
        else:
            values[name] = _build(parts[word], value) if word in parts else value
    return cls(**values)


_PARTS: dict[type, dict[str, type[object]]] = {
    Route: {"path": PathCase, "body": BodyCase, "set": Assign, "response": Select, "job": Job, "stream": StreamForm},
    Assign: {"as": Encoder, "when": When},
    PathCase: {"when": When},
    BodyCase: {"when": When},
    StreamForm: {"event": Select},
    Select: {"then": Select, "first_of": Select, "list": Select, "to": Select},
}
