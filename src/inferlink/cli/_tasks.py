"""A sub-command for each task, from what the generator prints of it."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inferlink import to_dict
from inferlink_generated.commands import COMMANDS
from inferlink_generated.operations import OPERATIONS

from ..errors import NotSupported
from ..options import RequestOptions
from ._conversation import converse
from ._help import Command as HelpfulCommand
from ._output import Output
from ._signature import make_client, parameters_of, pick, with_parameters
from ._tables import write
from ._values import parameter, read_json, read_values
from ._waits import Waits

if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Parameter

    from inferlink_generated._command import Command

__all__ = ["add_tasks"]

_FAMILIES = {
    "text": "Text",
    "vectors": "Vectors and ranking",
    "vision": "Images",
    "audio": "Sound",
    "video": "Video",
    "multimodal": "Images and text",
    "tabular": "Tables",
    "other": "Other tasks",
}


def add_tasks(app: typer.Typer) -> None:
    """Give the program a sub-command for each task."""
    for family, panel in _FAMILIES.items():
        for command in COMMANDS:
            if command.family == family:
                function = with_parameters(_runner(command), _parameters(command))
                app.command(command.name, cls=HelpfulCommand, help=command.summary, rich_help_panel=panel)(function)


def _more(
    extra_body: Annotated[
        str | None,
        typer.Option(
            help="Members of the request body that are sent as they are, as JSON.",
            metavar="JSON",
            rich_help_panel="Target",
        ),
    ] = None,
) -> dict[str, Any]:
    """What every call takes beside its own parameters."""
    return {} if extra_body is None else {"extra_body": read_json(extra_body, "--extra-body")}


def _streaming(
    stream: Annotated[
        bool | None,
        typer.Option(
            help="Print the answer as it is made. Default: with text output. With --json, one event a line.",
            rich_help_panel="Output",
            show_default=False,
        ),
    ] = None,
) -> bool | None:
    return stream


def _parameters(command: Command) -> list[Parameter]:
    operation = OPERATIONS[command.task]
    is_chat = operation.shape == "chat"
    own = [parameter(value, panel="Options of the task", optional=is_chat) for value in command.values]
    streaming = [] if operation.stream is None else parameters_of(_streaming)
    shared = [each for part in (Output, make_client, _more) for each in parameters_of(part)]
    return [*own, *streaming, *shared]


def _runner(command: Command) -> Callable[..., None]:
    def run(**given: Any) -> None:
        _run(command, given)

    return run


def _run(command: Command, given: dict[str, Any]) -> None:
    operation, output = OPERATIONS[command.task], Output(**pick(given, Output))
    output.check(is_file=operation.result.kind == "media")
    argument = command.values[0].name
    is_chat = operation.shape == "chat"
    is_open = is_chat and given[argument] is None
    is_talk = is_open and sys.stdin.isatty()
    if is_open and not is_talk:
        given = {**given, argument: "-"}
    values = read_values(command.values, given)
    if is_open and values.get(argument) == "":
        raise typer.BadParameter(f"{argument}: there is nothing on standard input: write it out, or pipe it in.")
    more = _more(**pick(given, _more))
    with make_client(**pick(given, make_client)) as client, Waits() as waits:
        options = RequestOptions(on_wait=waits.tell_server, on_progress=waits.tell_job)
        call = partial(getattr(client, operation.method), options=options, **values, **more)
        if is_talk:
            converse(lambda messages: _print_answer(partial(call, **{argument: messages}), output, waits, is_chat=True))
        elif given.get("stream") and (output.json or output.output is not None):
            _print_events(call, output, waits)
        elif not (_streams(command, output, given) and _is_streamed(call, output, waits, given, is_chat=is_chat)):
            result = call()
            waits.stop()
            output.show(result, is_chat=is_chat)


def _streams(command: Command, output: Output, given: dict[str, Any]) -> bool:
    """Whether the answer is printed as it comes: as the user says, or else where only one text is asked for."""
    operation = OPERATIONS[command.task]
    if operation.stream is None or given["stream"] is not None:
        return bool(given.get("stream"))
    is_whole = given.get(operation.result.unless or "") or (given.get(command.several) or 1) > 1
    return not (output.json or output.output is not None or is_whole)


def _is_streamed(
    call: Callable[..., Any], output: Output, waits: Waits, given: dict[str, Any], *, is_chat: bool
) -> bool:
    """Print an answer as it comes. False where the target cannot do so and the user has not asked for it."""
    try:
        _print_answer(call, output, waits, is_chat=is_chat)
    except NotSupported:
        if given["stream"]:
            raise
        return False
    return True


def _print_answer(call: Callable[..., Any], output: Output, waits: Waits, *, is_chat: bool) -> Any:
    """Print an answer as it comes, or what there is in place of a text; return it."""
    is_said = False
    with call(stream=True) as stream:
        try:
            for piece in stream.text:
                waits.stop()
                write(piece, end="")
                is_said = is_said or bool(piece)
        finally:
            if is_said:
                write("")
        result = stream.result()
    if not is_said:
        output.show(result, is_chat=is_chat)
    return result


def _print_events(call: Callable[..., Any], output: Output, waits: Waits) -> None:
    if output.output is not None:
        raise typer.BadParameter("--stream prints on standard output: leave --output out.")
    with call(stream=True) as stream:
        for event in stream:
            waits.stop()
            write(json.dumps(to_dict(event), ensure_ascii=False))
