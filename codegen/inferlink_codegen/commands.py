"""What the command line says of each task: its values, and the kind of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .load import Schema
    from .model import Parameter, Task
    from .normalise import Field

__all__ = ["build_commands"]

_KINDS = {"string": "text", "integer": "integer", "number": "number", "boolean": "flag"}


def build_commands(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """The words of each command, in the order of the tasks."""
    return [_command(task) for task in tasks]


def _command(task: Task) -> dict[str, Any]:
    parameters = (*task.arguments, *task.parameters)
    fields = {each.name: field for each, field in zip(parameters, task.fields, strict=True)}
    required = [each for each in parameters if each.default is None]
    others = [each for each in parameters if each.default is not None]
    # One argument alone can take all that is left on the line: the last.
    arguments = [_value(each, fields[each.name], task, may_repeat=each is required[-1]) for each in required]
    options = [_value(each, fields[each.name], task, may_repeat=True) for each in others]
    words = task.words
    return {
        "task": words.task,
        "name": words.command or words.task,
        "summary": words.summary,
        "family": words.family,
        "several": words.several,
        "values": [*arguments, *options],
    }


def _value(parameter: Parameter, field: Field, task: Task, *, may_repeat: bool) -> dict[str, object]:
    is_conversation = task.words.shape == "chat" and parameter.name in task.words.arguments
    repeated = _repeated(field.schema) if may_repeat and not is_conversation else None
    words: dict[str, object] = {
        "name": parameter.name,
        "kind": "text-or-json" if is_conversation else _kind(repeated or field.schema),
        "help": field.doc,
        "required": parameter.default is None,
        "many": repeated is not None,
    }
    choices = (repeated or field.schema).get("enum", ())
    return {word: value for word, value in {**words, "choices": tuple(choices)}.items() if value}


def _kind(schema: Schema) -> str:
    """How a value is written on a command line."""
    if "media" in schema:
        return "media"
    if "enum" in schema:
        return "choice"
    if "anyOf" in schema:
        parts = [part for part in schema["anyOf"] if part.get("type") != "null"]
        kinds = {_kind(part) for part in parts}
        if len(kinds) == 1:
            return kinds.pop()
        is_text = kinds <= {"text", "choice"}
        return "text" if is_text else "text-or-json" if kinds & {"text", "choice"} else "json"
    return _KINDS.get(schema.get("type", ""), "json")


def _repeated(schema: Schema) -> Schema | None:
    """The schema of one of several values, where a value is as good as a list of one."""
    branches: list[Schema] = schema.get("anyOf") or [schema]
    lists = [branch for branch in branches if branch.get("type") == "array" and "minItems" not in branch]
    if len(lists) != 1:
        return None
    item: Schema = lists[0]["items"]
    is_simple = _kind(item) in ("text", "choice", "integer", "number")
    return item if is_simple and all(branch in (lists[0], item) for branch in branches) else None
