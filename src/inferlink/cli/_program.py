"""The command as a whole: its sub-commands, and what an error becomes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from inferlink import __version__

from ._doctor import doctor
from ._failures import reported
from ._help import Command, Group
from ._serving import mock, serve
from ._signature import with_parameters
from ._targets import list_models, list_providers, show_server
from ._tasks import add_tasks

__all__ = ["app"]

_PANEL = "Targets and servers"


class Program(Group):
    """Ends with an exit code; an error is one line on stderr."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and leave the process."""
        _open_streams()
        sys.exit(reported(lambda: super(Program, self).main(*args, **{**kwargs, "standalone_mode": False})))


def _open_streams() -> None:
    """Make the standard streams take any text: what an answer has and their encoding has not is escaped.

    One that the caller closed is None to Python: it is an empty one here.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream: object = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # to the process's end
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors="backslashreplace")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"inferlink {__version__}")
        raise typer.Exit


def _start(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Call models for any task, wherever they run: hosted, on an endpoint, or on this machine.

    `inferlink COMMAND --help` lists the options of a command. Texts and JSON may be `-` for standard input or `@FILE`.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


app: typer.Typer = typer.Typer(cls=Program, rich_markup_mode=None, pretty_exceptions_enable=False)
app.callback(invoke_without_command=True)(_start)
add_tasks(app)
app.command("providers", cls=Command, rich_help_panel=_PANEL)(list_providers)
app.command("models", cls=Command, rich_help_panel=_PANEL)(with_parameters(list_models))
app.command("server", cls=Command, rich_help_panel=_PANEL)(with_parameters(show_server))
app.command("serve", cls=Command, rich_help_panel=_PANEL)(serve)
app.command("mock", cls=Command, rich_help_panel=_PANEL)(mock)
app.command("doctor", cls=Command, rich_help_panel=_PANEL)(doctor)
