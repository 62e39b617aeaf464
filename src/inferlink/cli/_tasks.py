"""A sub-command for each task, from what the generator prints of it."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    from inferlink_generated.port import Operation

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
        _run(command, OPERATIONS[command.task], given)

    return run


def _run(command: Command, operation: Operation[object], given: dict[str, Any]) -> None:
    output = Output(**pick(given, Output))
    if operation.result.kind == "media":
        output.refuse_terminal()
    argument = command.values[0].name
    is_open = operation.shape == "chat" and given[argument] is None
    if is_open and not sys.stdin.isatty():
        given, is_open = {**given, argument: "-"}, False
    values = read_values(command.values, given)
    more = _more(**pick(given, _more))
    with make_client(**pick(given, make_client)) as client, Waits() as waits:
        options = RequestOptions(on_wait=waits.tell_server, on_progress=waits.tell_job)
        call = partial(getattr(client, operation.method), options=options, **values, **more)
        if is_open:
            converse(lambda messages: _stream(partial(call, **{argument: messages}), waits))
        else:
            _answer(call, operation, output, waits, is_streamed=_wants_stream(operation, output, given))


def _wants_stream(operation: Operation[object], output: Output, given: dict[str, Any]) -> bool | None:
    """Whether the answer comes in pieces: yes, no, or, without a word of the user, where the target can do so."""
    if operation.stream is None or given["stream"] is not None:
        return False if operation.stream is None else given["stream"]
    # Pieces of text would lose what else is asked for: the whole object, or several answers.
    is_whole = bool(given.get(operation.result.unless or "")) or (given.get("n") or 1) > 1
    return False if output.json or output.output is not None or is_whole else None


def _answer(
    call: Callable[..., Any], operation: Operation[object], output: Output, waits: Waits, *, is_streamed: bool | None
) -> None:
    if is_streamed and (output.json or output.output is not None):
        _print_events(call, output, waits)
        return
    if is_streamed is not False:
        try:
            result, is_said = _stream(call, waits)
        except NotSupported:
            if is_streamed:
                raise
        else:
            if not is_said:
                output.show(result, is_chat=operation.shape == "chat")
            return
    result = call()
    waits.stop()
    output.show(result, is_chat=operation.shape == "chat")


def _stream(call: Callable[..., Any], waits: Waits) -> tuple[Any, bool]:
    """Print an answer as it comes; return it, and whether there was any text."""
    is_said = False
    with call(stream=True) as stream:
        for piece in stream.text:
            waits.stop()
            write(piece, end="")
            is_said = is_said or bool(piece)
        result = stream.result()
    if is_said:
        write("")
    return result, is_said


def _print_events(call: Callable[..., Any], output: Output, waits: Waits) -> None:
    import json

    from inferlink import to_dict

    if output.output is not None:
        raise typer.BadParameter("--stream prints on standard output: leave --output out.")
    with call(stream=True) as stream:
        for event in stream:
            waits.stop()
            write(json.dumps(to_dict(event), ensure_ascii=False))
