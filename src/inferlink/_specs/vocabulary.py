"""What a provider or server file may say. The interpreter reads these classes; `specs/meta` is printed from them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal, TypeVar

from .._json import is_array, is_object
from .words import (
    Assign,
    ByVectors,
    Encoder,
    Json,
    OutputCase,
    OutputForm,
    PathCase,
    Question,
    Select,
    Selector,
    Sign,
    When,
    Words,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["PARTS", "TABLES", "Job", "Provider", "Route", "StreamForm", "load_provider", "words_of"]

T = TypeVar("T", bound=Words)


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
    id: str = "id"
    """Path of the job's id in the submit reply."""
    position: str | None = None
    """Path of the place in the queue, from 0."""
    fraction: str | None = None
    """Path of the part that is done, 0 to 1."""
    percent: str | None = None
    """Path of the part that is done, 0 to 100."""
    logs: str | None = None
    """Path of the log lines."""
    every: float = 1.0
    """Seconds between two polls at first; the interval grows to ten."""
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
    """For a URL of the caller's own: append this below /v1 unless it is there. Without it `path` goes below the URL."""
    query: dict[Literal["routed", "direct"], dict[str, str]] = field(
        default_factory=dict[Literal["routed", "direct"], dict[str, str]]
    )
    """Constant query, for each way."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Constant headers."""
    body: Literal["json", "multipart"] = "json"
    """Form of the body, where no assignment makes the input the whole of it."""
    set: tuple[Assign, ...] = ()
    """The body, in order."""
    rest: str = "$"
    """Where parameters go that nothing read: `$` (the root), a path, or `none`: then they are refused."""
    drop: tuple[str, ...] = ()
    """Parameters that are left out; `.meta.dropped` names them."""
    refuse: tuple[str, ...] = ()
    """Parameters that raise NotSupported."""
    only: dict[str, str] = field(default_factory=dict[str, str])
    """Variable of a parameter to regular expression: a text that does not match raises NotSupported."""
    prepare: str | None = None
    """Name of a registered function on the parameters, for arithmetic that no word expresses."""
    messages: Literal["parts", "flat"] = "parts"
    """parts: messages as OpenAI has them. flat: content is one text, pictures are bare base64 in `images`, arguments of
    tool calls are objects, reasoning is `thinking`, a tool's result has the `tool_name`."""
    keep_reasoning: bool = False
    """Reasoning of earlier answers is sent back with their messages."""
    structured: OutputForm | tuple[OutputCase, ...] = "json_schema"
    """Of chat: how the target is told what an answer must be that is read as a type or a schema. json_schema:
    response_format in OpenAI's form, with `strict: true` where the schema allows it; assignments may rewrite it.
    loose_schema: the same with `strict: false`. json_object: response_format asks for JSON, and the instructions have
    the schema. tool: the call of a tool with that schema is forced. prompt: the instructions have the schema."""
    response: Selector | None = None
    """Reads the result out of the reply; without it the reply is the result."""
    usage: str | None = None
    """Path of the token counts in the reply, where the result has no place for them: `.meta.usage` has them."""
    by_vectors: ByVectors | None = None
    """The answer is computed from vectors, always or where the server lacks the route."""
    batch: int | None = None
    """Most items of a list that one request takes; more go in several, one after another."""
    job: Job | None = None
    """The reply is a job to wait for."""
    stream: StreamForm | None = None
    """Streaming is served."""

    @property
    def is_computed(self) -> bool:
        """Whether every answer is computed here, from vectors."""
        return self.by_vectors is not None and self.by_vectors.when == "always"

    def refused(self, params: Iterable[str]) -> list[str]:
        """Those of the parameters that are refused, whatever their value: named so, or read by nothing."""
        if self.rest != "none" and not self.is_computed:
            return [name for name in params if name in self.refuse]
        names = [name for assign in self.set for name in assign.reads()]
        names += [] if self.by_vectors is None else self.by_vectors.reads()
        read = {name.split(".")[1] for name in names if name.startswith("params.")}
        return [name for name in params if name not in read and name not in self.drop]


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
    """Path of routed calls on the router, beginning with / or empty, where it is not / and the name."""
    auth: dict[Literal["direct", "routed"], str] = field(default_factory=dict[Literal["direct", "routed"], str])
    """Value of the Authorization header for each way, with {key}; without an entry: Bearer {key}."""
    key: Literal["required", "optional"] = "required"
    """Whether calls need a key."""
    key_env: tuple[str, ...] = ()
    """Environment variables that hold the provider's own key, for direct calls."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Constant headers of every call, polls included."""
    idempotency: str | None = None
    """Header that direct calls of tasks carry a key of their own in, where the provider promises that a request with a
    key it has seen is not done, nor billed, again. Then such a call is repeated after any failure that may pass."""
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
    """Servers: the usual URL, without /v1: paths of routes begin there. A URL of the caller's own may end in /v1 or in
    one of those paths, which is left out."""
    address_env: tuple[str, ...] = ()
    """Environment variables that say another address: a URL, host:port, host or :port."""
    bare_url: str | None = None
    """Servers: a URL given without a provider is this server's where its path matches this regular expression."""
    recognise: tuple[Sign, ...] = ()
    """Servers: what tells this one from others, at an address that is given without a name; one sign is enough."""
    health: str = "/health"
    """Servers: path that answers 200 when calls are served, and costs nothing."""
    models: Question | None = None
    """Lists the models: objects with id, context_length, loaded."""
    about: tuple[Question, ...] = ()
    """Servers: tell version, context_length, tasks, and loaded: ids of the models that are in memory."""
    tasks: dict[str, Route] = field(default_factory=dict[str, Route])
    """Task to route."""

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Provider:
        """Check and read a description of your own.

        Where it does not say otherwise it is called directly (`routing: direct`), and models go by the names that you
        give (`ids: optional`).

        Raises:
            SpecError: For an unknown word or a wrong value, with its place and what would be right.
        """
        from .files import read_provider

        return read_provider(data, where="provider")

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Provider:
        """Read a description of your own from a `.json`, `.toml` or (extra `yaml`) `.yaml` file, as `from_dict` does.

        Raises:
            SpecError: For a file that cannot be read or is wrong.
            MissingExtra: For YAML without PyYAML.
        """
        from .files import read_file, read_provider

        return read_provider(read_file(path), where=str(path))


PARTS: dict[type, dict[str, type[Words]]] = {
    Provider: {"tasks": Route, "recognise": Sign, "models": Question, "about": Question},
    Route: {
        "path": PathCase,
        "set": Assign,
        "structured": OutputCase,
        "response": Select,
        "by_vectors": ByVectors,
        "job": Job,
        "stream": StreamForm,
    },
    Sign: {"reply": Select},
    Question: {"response": Select},
    Assign: {"as": Encoder, "when": When},
    PathCase: {"when": When},
    OutputCase: {"when": When},
    StreamForm: {"event": Select},
    Select: {"then": Select, "first_of": Select, "object": Select, "list": Select, "to": Select},
}
"""The words of a class under which there are words again: one set of them, a list, or a table of names to them."""
TABLES = frozenset({"tasks", "object"})
"""Those with a table."""
_LITERALS = frozenset({"value", "default", "const", "equals", "send"})


def words_of(cls: type[Words]) -> dict[str, str]:
    """Word in a file to the attribute."""
    return {str(member.metadata.get("alias", member.name)): member.name for member in fields(cls)}  # type: ignore[arg-type]  # all are dataclasses


def load_provider(plain: Mapping[str, object]) -> Provider:
    """Build the classes from the canonical form, which was checked when it was made."""
    return _build(Provider, plain)


def _build(cls: type[T], plain: Mapping[str, object]) -> T:
    make: Callable[..., T] = cls
    attributes, parts = words_of(cls), PARTS.get(cls, {})
    return make(**{attributes[word]: _value(parts.get(word), word, value) for word, value in plain.items()})


def _value(part: type[Words] | None, word: str, value: object) -> object:
    if word in _LITERALS:
        return value
    if is_array(value):
        return tuple(_value(part, "", item) for item in value)
    if is_object(value) and (part is None or word in TABLES):
        return {name: _value(part, "", item) for name, item in value.items()}
    return _build(part, value) if is_object(value) and part is not None else value
