"""From schemas and words to what the templates print: methods, operations, and the text of every type."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from .normalise import field_at, fields_of, parameters_of
from .text import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .load import Schema, TaskSource
    from .normalise import Field, Shapes
    from .words import ResultWords, StreamWords, TaskWords

__all__ = [
    "OUTPUT",
    "STREAM_TO",
    "Parameter",
    "Signature",
    "Task",
    "build_task",
    "chat_classes",
    "media_text",
    "type_text",
]

_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}

STREAM_TO = (
    "Path of a file that the result is written to as it arrives, without being read into memory. The file "
    "appears when it is whole; a call that fails leaves what was there before."
)


OUTPUT = (
    "What the answer is read and checked as, and returned as `.parsed`: a dataclass, a TypedDict, a pydantic model, "
    "another type that pydantic knows (`list[Book]`), or a JSON Schema as a mapping."
)


FUNCTIONS = "A function stands for its own description: its name, documentation and type hints."


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One argument of a method."""

    name: str
    wire: str
    hint: str
    doc: str
    default: str | None
    """Python text, or `None` where the argument is required."""

    def declare(self, flags: dict[str, str]) -> str:
        """How a signature says it; `flags` has other words for some."""
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.name}: {flags.get(self.name, self.hint + default)}"


@dataclass(frozen=True)
class Signature:
    """Parameters and result of a method, or of one overload."""

    parameters: tuple[str, ...]
    returns: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is printed of one task."""

    words: TaskWords
    name: str
    """Name of the module of its types; in upper case, of its operation."""
    arguments: tuple[Parameter, ...]
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    """Of arguments and parameters, as normalised."""
    places: dict[str, str]
    """Argument to its place below the input; empty for the whole input."""
    operation: dict[str, object]
    """Words of the operation that follow from the input."""
    result: dict[str, str]
    stream: dict[str, str] | None
    returns_doc: str

    @property
    def operation_type(self) -> str:
        """What a call returns, where one type says it for both clients."""
        return "Never" if self.stream is not None else self.signatures("")[-1].returns

    @property
    def parsed_class(self) -> str:
        """Class of a result whose text was read as what the caller asked for."""
        return f"Parsed{self.words.result.type}"

    @property
    def saves(self) -> bool:
        """Whether the result is a medium, which may go to a file as it arrives."""
        return self.words.result.kind == "media"

    @property
    def positional(self) -> tuple[Parameter, ...]:
        """What may be given by position."""
        return (*self.arguments, *(each for each in self.parameters if each.name in self.words.positional))

    @property
    def keywords(self) -> tuple[Parameter, ...]:
        """What is given by name."""
        return tuple(each for each in self.parameters if each.name not in self.words.positional)

    @property
    def sent(self) -> tuple[Parameter, ...]:
        """What travels as parameters."""
        return (*(each for each in self.arguments if each.name not in self.places), *self.parameters)

    @property
    def input(self) -> str:
        """The expression for the input."""
        whole = [name for name, place in self.places.items() if not place]
        pairs = ", ".join(f"{literal(place)}: {name}" for name, place in self.places.items())
        return whole[0] if whole else f"{{{pairs}}}"

    @property
    def argument_docs(self) -> tuple[str, ...]:
        """A line for each argument of the method, in its order."""
        return (
            *(f"{each.name}: {each.doc}" for each in self.positional),
            "model: Model for this call: an id of the Hub, a server's name for it, or a URL.",
            *(["stream: Whether the answer comes in pieces, as it is made."] if self.stream is not None else []),
            *([f"{self.words.structured}: {OUTPUT}"] if self.words.structured is not None else []),
            *(f"{each.name}: {each.doc}" for each in self.keywords),
            *([f"stream_to: {STREAM_TO}"] if self.saves else []),
            "extra_body: Members of the request body that are sent as they are, and win over the others.",
            "options: Time limits, retries and the like, for this call.",
            *(["**kwargs: As `extra_body`."] if self.words.extra_kwargs else []),
        )

    def call(self, given: Mapping[str, object]) -> str:
        """A call of the method, the first argument by position."""
        first, *rest = given.items()
        arguments = [literal(first[1]), *(f"{name}={literal(value)}" for name, value in rest)]
        return f"client.{self.words.method}({', '.join(arguments)})"

    def signatures(self, stream_class: str) -> tuple[Signature, ...]:
        """The overloads, then the method's own signature."""
        result = self.words.result
        axes: dict[str, dict[bool, str]] = {}
        if self.stream is not None:
            axes["stream"] = {True: "Literal[True]", False: "Literal[False] = False"}
        if result.unless is not None:
            axes[result.unless] = {True: "Literal[True]", False: "Literal[False] | None = None"}
        if result.one_or_list is not None:
            axes[result.one_or_list] = {False: "Literal[1] | None = None"}
        choices = [dict(zip(axes, choice, strict=True)) for choice in product(*axes.values())] if axes else []
        without = {} if self.words.structured is None else {self.words.structured: "None = None"}
        overloads = [
            self._signature(
                {**without, **{name: axes[name][is_on] for name, is_on in choice.items()}},
                self.returns(choice, stream_class),
            )
            for choice in choices
        ]
        everything = [dict(zip(axes, choice, strict=True)) for choice in product([False, True], repeat=len(axes))]
        returns = dict.fromkeys(self.returns(choice, stream_class) for choice in everything)
        own = self._signature(without, " | ".join(returns))
        if self.words.structured is not None:
            parsed = dict.fromkeys(self.returns(choice, stream_class, "object") for choice in everything)
            whole = self._signature({}, " | ".join({**returns, **parsed}))
            return (*overloads, own, *self._structured(axes, everything, stream_class), whole, whole)
        return (*overloads, own, own) if overloads else (own,)

    def _structured(
        self, axes: Mapping[str, Mapping[bool, str]], choices: Iterable[Mapping[str, bool]], stream_class: str
    ) -> Iterator[Signature]:
        """The overloads for an answer that is read as a type, then as anything else that says what it must be."""
        for choice, (hint, parsed) in product(choices, {"type[T]": "T", "object": "object"}.items()):
            flags = {name: axes[name][is_on] for name, is_on in choice.items()}
            yield self._signature(
                {**flags, str(self.words.structured): hint}, self.returns(choice, stream_class, parsed)
            )

    def _signature(self, flags: dict[str, str], returns: str) -> Signature:
        parts = [each.declare(flags) for each in self.positional]
        parts += ["*", "model: str | None = None"]
        parts += [f"stream: {flags.get('stream', 'bool = False')}"] if self.stream is not None else []
        structured = self.words.structured
        parts += [f"{structured}: {flags.get(structured, 'object = None')}"] if structured is not None else []
        parts += [each.declare(flags) for each in self.keywords]
        parts += ["stream_to: str | os.PathLike[str] | None = None"] if self.saves else []
        parts += ["extra_body: Mapping[str, object] | None = None", "options: RequestOptions | None = None"]
        parts += ["**kwargs: object"] if self.words.extra_kwargs else []
        return Signature(tuple(parts), returns)

    def returns(self, is_on: Mapping[str, bool], stream_class: str, parsed: str | None = None) -> str:
        """The type that a call with these flags returns; `parsed` is what the answer is read as."""
        final, stream = _final(self.words.result, is_on), self.words.stream
        if parsed is not None:
            final = f"{self.parsed_class}[{parsed}]"
            stream_class = stream_class.replace("Stream", "ParsedStream")
        if stream is None or not is_on["stream"]:
            return final
        is_text = stream.unless is not None and not is_on[stream.unless]
        return f"{stream_class}[{'str' if is_text else stream.type}, {final}]"


def _final(words: ResultWords, is_on: Mapping[str, bool]) -> str:
    if words.kind == "media":
        return str(words.media).capitalize()
    if words.kind == "vectors":
        return "Vectors"
    if words.unless is not None and not is_on[words.unless]:
        return "Text"
    is_list = words.kind == "items" and (words.one_or_list is None or is_on[words.one_or_list])
    return f"Items[{words.type}]" if is_list else str(words.type)


def media_text(kind: str) -> str:
    """What may be given as an image, a sound or a video."""
    pictures = "a PIL image, " if kind == "image" else ""
    return (
        f"bytes, a path, an http(s) or data URL, an open binary file, an iterator of bytes, {pictures}or media of "
        "another result"
    )


def type_text(schema: Schema, shapes: Shapes) -> str:
    """The type of an argument: wide in what it takes."""
    if "media" in schema:
        return "MediaInput"
    if "$ref" in schema:
        name = schema["$ref"]
        return f"{name} | {'Mapping[str, object]' if shapes[name].is_output else f'{name}Dict'}"
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_text(part, shapes) for part in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"Sequence[{type_text(schema['items'], shapes)}]"
    if schema.get("type") == "object":
        inner = schema["additionalProperties"]
        return f"Mapping[str, {'object' if inner is True else type_text(inner, shapes)}]"
    return _SCALARS.get(schema.get("type", ""), "object")


def build_task(source: TaskSource, words: TaskWords, shapes: Shapes, package: str) -> Task:
    """All that is printed of a task."""
    root = source.schemas["input"].data["title"]
    given = {name: field_at(place, root, shapes) for name, place in words.arguments.items()}
    fields = {name: field for name, field in given.items() if field is not None}
    places = _places(words, fields)
    kinds = {place: fields[name].schema for name, place in places.items()}
    parameters = parameters_of(words, root, shapes)
    arguments = tuple(_parameter(name, field, words, shapes) for name, field in fields.items())
    sent = (*(field for name, field in fields.items() if name not in places), *parameters)
    operation: dict[str, object] = {
        "shape": words.shape,
        "recommended": words.recommended,
        "arguments": places,
        "optional": tuple(place for name, place in places.items() if not fields[name].required),
        "strings": tuple(place for place, schema in kinds.items() if schema == {"type": "string"}),
        "lists": tuple(place for place, schema in kinds.items() if schema.get("type") == "array" and not words.shape),
        "list_parameters": tuple(field.wire for field in sent if field.schema.get("type") == "array"),
        "media": {place: schema["media"] for place, schema in kinds.items() if "media" in schema},
        "parameters": tuple(field.wire for field in sent),
        "wire": {field.name: field.wire for field in sent if field.wire != field.name},
        "send_default": tuple(field.wire for field in sent if field.name in words.send_default),
        "together": words.together,
        "tools": next((field.wire for field in sent if field.name == words.tools), None),
    }
    return Task(
        words=words,
        name=source.words.module,
        arguments=arguments,
        parameters=tuple(_parameter(field.name, field, words, shapes) for field in parameters),
        fields=(*fields.values(), *parameters),
        places=places,
        operation={word: value for word, value in operation.items() if value},
        result=_form(words.result, shapes, package),
        stream=None if words.stream is None else {"kind": "object", **_form(words.stream, shapes, package)},
        returns_doc=source.schemas["output"].data["description"],
    )


def _places(words: TaskWords, fields: dict[str, Field]) -> dict[str, str]:
    """Where arguments stand below the input. What they have in common is the input itself."""
    inputs = {
        name: [*place.split(".")[:-1], fields[name].wire]
        for name, place in words.arguments.items()
        if not place.startswith(f"{words.parameters}.")
    }
    shared = len({path[0] for path in inputs.values()}) == 1
    return {name: ".".join(path[1:] if shared else path) for name, path in inputs.items()}


def _form(words: ResultWords | StreamWords, shapes: Shapes, package: str) -> dict[str, str]:
    """How a reply, or an event of a stream, becomes a result."""
    form: dict[str, str] = words.model_dump(exclude_none=True)
    if words.type is not None:
        shape = shapes.get(words.type)
        module = f"{shape.package or package}.types.{shape.module}" if shape is not None else "builtins"
        form["type"] = f"{module}:{words.type}"
    return form


def _parameter(name: str, field: Field, words: TaskWords, shapes: Shapes) -> Parameter:
    is_chat = words.shape == "chat" and name in words.arguments
    hint = _messages_text(field.schema, words, shapes) if is_chat else type_text(field.schema, shapes)
    notes = [f"Given as {media_text(field.schema['media'])}."] if "media" in field.schema else []
    if name == words.tools:
        item = type_text(field.schema["items"], shapes)
        hint, notes = f"Sequence[{item} | Mapping[str, object] | Callable[..., object]]", [FUNCTIONS]
    return Parameter(
        name=name,
        wire=field.wire,
        hint=hint if field.required or hint.endswith("None") else f"{hint} | None",
        doc=" ".join([field.doc, *notes]),
        default=None if field.required else repr(field.default if field.name in words.send_default else None),
    )


def _messages_text(schema: Schema, words: TaskWords, shapes: Shapes) -> str:
    """A conversation: one text, or messages in any form, those that a reply holds included."""
    _, message = chat_classes(words, shapes)
    return f"str | Sequence[{' | '.join([type_text(schema['items'], shapes), 'Mapping[str, object]', message])}]"


def chat_classes(words: TaskWords, shapes: Shapes) -> tuple[str, str]:
    """In the shape chat: the classes of a choice, and of the message in it."""
    choices = next(field for field in fields_of(str(words.result.type), shapes) if field.name == "choices")
    choice: str = choices.schema["items"]["$ref"]
    message = next(field for field in fields_of(choice, shapes) if field.name == "message")
    return choice, message.schema["$ref"]
