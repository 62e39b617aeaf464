"""Refuses a task.yaml that does not fit its schemas."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from pydantic import ValidationError

from inferlink._specs.rules import nearest

from .check import Validators, refuse
from .load import Schema
from .model import chat_classes, type_text
from .normalise import field_at, parameters_of, root_type
from .words import ResultWords, StreamWords, TaskWords, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferlink._specs.rules import Finding

    from .load import Specs, TaskSource
    from .normalise import Field, Shapes

__all__ = ["OURS", "check_tasks", "read_words"]

OURS = frozenset(
    {"model", "timeout", "self", "options", "extra_body", "stream", "stream_to", "input", "params", "kwargs", "ops"}
)
"""Names that every method has a use for."""
OF_COMMANDS = frozenset(
    {"provider", "base_url", "api_key", "retry", "wait_until_ready", "header", "bill_to", "json", "output", "help"}
)
"""Options that every sub-command has beside those."""


def read_words(source: TaskSource) -> TaskWords:
    """The words of a task, once they are known to be words."""
    try:
        return TaskWords.model_validate(source.words.data)
    except ValidationError as error:
        refuse(source.words.file, (_finding(entry["loc"], entry["type"], entry["msg"]) for entry in error.errors()))
        raise


def _finding(loc: tuple[int | str, ...], kind: str, message: str) -> Finding:
    place = "".join(f"/{part}" for part in loc)
    if kind != "extra_forbidden":
        return place, f"{message}; specs/README.md describes the word."
    owner, word = ("", loc[0]) if len(loc) == 1 else loc[:2]
    known: dict[str, type[Words]] = {"result": ResultWords, "stream": StreamWords}
    names = [field.alias or name for name, field in known.get(str(owner), TaskWords).model_fields.items()]
    return place, f"unknown word: {nearest(str(word), names)}"


def check_tasks(specs: Specs, tasks: dict[str, TaskWords], shapes: Shapes) -> None:
    """Refuse the first task whose words do not fit."""
    validators = Validators(specs)
    taken: dict[tuple[str, str], str] = {}
    for source in specs.tasks:
        words = tasks[source.name]
        checker = _Checker(source, words, shapes, validators, root_type(specs, source.schemas["output"]))
        refuse(source.words.file, checker.all_findings())
        for word, name in (("method", words.method), ("command", words.command or words.task)):
            other = taken.setdefault((word, name), source.name)
            if other != source.name:
                refuse(source.words.file, [(f"/{word}", f"{name!r} is the {word} of {other}: choose another.")])


class _Checker:
    def __init__(
        self, source: TaskSource, words: TaskWords, shapes: Shapes, validators: Validators, reply: Schema
    ) -> None:
        self.source = source
        self.words = words
        self.shapes = shapes
        self.validators = validators
        self.reply = reply
        self.root: str = source.schemas["input"].data["title"]

    def all_findings(self) -> Iterator[Finding]:
        if self.words.task != self.source.name:
            yield "/task", f"must be the name of the folder, {self.source.name!r}."
        if keyword.iskeyword(self.words.method):
            yield "/method", f"{self.words.method!r} is a word of Python's: choose another."
        misplaced = [*self.place_findings()]
        yield from misplaced
        if not misplaced:
            parameters = {field.name: field for field in parameters_of(self.words, self.root, self.shapes)}
            yield from self.parameter_findings(parameters)
            yield from self.media_findings(parameters)
            yield from self.result_findings(parameters)
            yield from self.stream_findings(parameters)
            yield from self.chat_findings()
            yield from self.structured_findings(parameters)
            yield from self.tools_findings(parameters)
            yield from self.example_findings(parameters)

    def place_findings(self) -> Iterator[Finding]:
        """Places that input.json does not have."""
        kept = self.words.parameters
        owner = field_at(kept, self.root, self.shapes)
        if kept not in ("root", "none") and (owner is None or "$ref" not in owner.schema):
            yield "/parameters", f"input.json has no object {kept!r}; where there are no parameters, say none."
        optional = ""
        places = self.words.arguments
        for argument, place in places.items():
            field = field_at(place, self.root, self.shapes)
            around = [
                name for name, other in places.items() if name != argument and f"{place}.".startswith(f"{other}.")
            ]
            if around:
                yield f"/arguments/{argument}", f"has the place of {around[0]!r}, or one below it: give it another."
            elif field is None:
                yield f"/arguments/{argument}", f"input.json has no {place!r}: give a property, or one below it."
            elif place.count(".") > 1 and not place.startswith(f"{kept}."):
                yield f"/arguments/{argument}", "lies too deep: an input has one level below its own."
            elif field.required and optional:
                yield f"/arguments/{argument}", f"is required, so it must stand before {optional!r}, which is not."
            else:
                optional = optional if field.required else argument

    def parameter_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        for name in (*self.words.arguments, *parameters):
            if name in OURS | OF_COMMANDS or not name.isidentifier() or keyword.iskeyword(name):
                fix = "list it under hidden, or rename the property and give this name as `wire:`."
                yield (
                    "/arguments" if name in self.words.arguments else "/parameters",
                    f"{name!r} is a name of ours: {fix}",
                )
        for name in sorted(self.words.arguments.keys() & parameters.keys()):
            yield "/arguments", f"{name!r} is a parameter too: choose another name for the argument."
        shown = {
            field.name for field in parameters_of(self.words.model_copy(update={"hidden": ()}), self.root, self.shapes)
        }
        for word, known in (("positional", parameters), ("send_default", parameters), ("hidden", shown)):
            for name in getattr(self.words, word):
                if name not in known:
                    yield f"/{word}", f"{name!r} is no parameter: {nearest(name, known)}"
        for name in (name for group in self.words.together for name in group):
            if name not in parameters:
                yield "/together", f"{name!r} is no parameter: {nearest(name, parameters)}"
        several = parameters.get(self.words.several or "")
        if self.words.several is not None and (several is None or several.schema.get("type") != "integer"):
            yield "/several", f"{self.words.several!r} is no integer parameter: name the one that counts the answers."
        for name in self.words.send_default:
            if name in parameters and parameters[name].default is None:
                yield "/send_default", f"{name!r} has no default in input.json: give it there."

    def media_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        """Media at places where they are not read: among the parameters, or inside another value."""
        fields = {**parameters}
        for argument, place in self.words.arguments.items():
            field = field_at(place, self.root, self.shapes)
            is_input = not place.startswith(f"{self.words.parameters}.")
            if field is not None and not (is_input and "media" in field.schema):
                fields[argument] = field
        for name, field in fields.items():
            if "MediaInput" in type_text(field.schema, self.shapes):
                fix = "make it an input of its own, beside the others, and name it under arguments."
                yield "/arguments", f"{name!r} holds media, which are read from inputs alone: {fix}"

    def result_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        result = self.words.result
        if (result.kind == "media") != (result.media is not None):
            yield "/result/media", "goes with kind: media, and only with it."
        if (result.kind in ("media", "vectors")) != (result.type is None):
            yield "/result/schema", "is needed but for media and vectors, and not allowed there."
        if result.one_or_list is not None and result.kind != "items":
            yield "/result/one_or_list", "goes with kind: items."
        if result.text is not None and result.kind != "object":
            yield "/result/text", "goes with kind: object."
        branches: list[Schema] = self.reply.get("anyOf", [self.reply])
        wholes = [branch for branch in branches if branch.get("type") != "array"]
        items = [part for branch in branches for part in [branch.get("items", {})] if branch not in wholes]
        fitting = {"object": wholes, "items": items, "first": [*items, *wholes]}.get(result.kind, [])
        names = [each.get("$ref") or type_text(each, self.shapes) for each in fitting]
        yield from self.form_findings("result", result, parameters, names)
        counted = parameters.get(result.one_or_list or "")
        if counted is not None and counted.schema.get("type") not in ("integer", "number"):
            yield "/result/one_or_list", f"{result.one_or_list!r} is no number: name the parameter that counts."

    def stream_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        stream = self.words.stream
        if (stream is None) != ("stream" not in self.source.schemas):
            yield "/stream", "goes with a stream.json in the folder, and only with it."
        elif stream is not None:
            if self.words.shape is None or self.words.result.kind != "object":
                yield "/stream", "needs a shape and a result of kind object, to put the pieces together."
            yield from self.form_findings("stream", stream, parameters, [self.source.schemas["stream"].data["title"]])

    def chat_findings(self) -> Iterator[Finding]:
        """What the runtime and the signatures of a chat stand on."""
        if self.words.shape != "chat":
            return
        for argument, place in self.words.arguments.items():
            field = field_at(place, self.root, self.shapes)
            if field is None or field.schema.get("type") != "array":
                yield f"/arguments/{argument}", "of a chat must be a list of messages."
        try:
            chat_classes(self.words, self.shapes)
        except (StopIteration, KeyError):
            yield (
                "/shape",
                "chat needs a result with choices, a list of objects with a message, as chat-completion has.",
            )

    def structured_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        name = self.words.structured
        if name is None:
            return
        if self.words.shape != "chat" or self.words.result.kind != "object":
            yield "/structured", "needs the shape chat and a result of kind object: that is where the text is."
        if (result := self.words.result.type) in self.shapes and self.shapes[result].package:
            yield "/structured", f"needs a result class of the task's own, and {result} is inferlink's."
        if name in {*OURS, *self.words.arguments, *parameters} or not name.isidentifier() or keyword.iskeyword(name):
            yield "/structured", f"{name!r} is taken, or is no name of an argument: choose another."

    def tools_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        name = self.words.tools
        if name is None:
            return
        if self.words.shape != "chat":
            yield "/tools", "needs the shape chat: that is where functions are described."
        if name not in parameters:
            yield "/tools", f"{name!r} is no parameter: {nearest(name, parameters)}"
        elif parameters[name].schema.get("type") != "array":
            yield "/tools", f"{name!r} must be a list of tools."

    def form_findings(
        self, word: str, form: ResultWords | StreamWords, parameters: dict[str, Field], fitting: list[str]
    ) -> Iterator[Finding]:
        """What is wrong with the words that result and stream share."""
        if form.type is not None and form.type not in fitting:
            file = "output.json" if word == "result" else "stream.json"
            yield f"/{word}/schema", f"{form.type!r} is not what {file} has there: {nearest(form.type, fitting)}"
        elif form.type is not None and form.text is not None:
            text = field_at(form.text, form.type, self.shapes)
            if text is None or text.schema != {"type": "string"}:
                yield f"/{word}/text", f"{form.type} has no text at {form.text!r}."
        if (form.text is None) != (form.unless is None):
            yield f"/{word}/unless", "text and unless belong together."
        flags = {"unless": form.unless, "one_or_list": form.one_or_list if isinstance(form, ResultWords) else None}
        for flag, name in flags.items():
            if name is not None and name not in parameters:
                yield f"/{word}/{flag}", f"{name!r} is no parameter: {nearest(name, parameters)}"
            elif flag == "unless" and name is not None and parameters[name].schema.get("type") != "boolean":
                yield f"/{word}/{flag}", f"{name!r} is no boolean parameter: name one that is true or false."

    def example_findings(self, parameters: dict[str, Field]) -> Iterator[Finding]:
        """An example that the schema would not take: it is put together as a request and judged."""
        prefix = "" if self.words.parameters == "root" else f"{self.words.parameters}."
        places = {**{name: prefix + name for name in parameters}, **self.words.arguments}
        whole = Schema()
        for name, value in self.words.example.items():
            if name not in places:
                yield f"/example/{name}", f"is no argument: {nearest(name, places)}"
                return
            *outer, last = places[name].split(".")
            inner = whole
            for step in outer:
                inner = inner.setdefault(step, {})
            inner[last] = value
        if problem := self.validators.problem(whole, self.source.schemas["input"], ""):
            yield "/example", f"does not fit input.json: {problem}."
