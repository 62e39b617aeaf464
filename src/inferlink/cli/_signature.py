"""Options that several sub-commands share, and functions whose parameters are put together from parts.

Typer reads the options of a command from the signature of a function. Here the functions that use the options declare
them, and a command adds their parameters to its own.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inferlink import InferenceClient, Provider

from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["make_client", "parameters_of", "pick", "with_parameters"]

_PANEL = "Target"


def make_client(
    model: Annotated[
        str | None,
        typer.Option(
            help="Model: an id of the Hub, a server's name for it, or a URL.",
            envvar="INFERLINK_MODEL",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    provider: Annotated[
        list[str] | None,
        typer.Option(
            help="Hosted provider or local server, or a .toml, .json or .yaml file that describes one. Given several "
            "times, the next is asked where one fails.",
            envvar="INFERLINK_PROVIDER",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            help="Root of a server or of a dedicated endpoint.", envvar="INFERLINK_BASE_URL", rich_help_panel=_PANEL
        ),
    ] = None,
    api_key: Annotated[
        str | None,
        typer.Option(
            help="Key for the target alone. Better in the environment, for others can see command lines.",
            envvar="INFERLINK_API_KEY",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    bill_to: Annotated[
        str | None, typer.Option(help="Organisation on the Hub that pays for routed calls.", rich_help_panel=_PANEL)
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(
            help="Extra header for the target. May be repeated.", metavar="NAME:VALUE", rich_help_panel=_PANEL
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            help="Longest time for the call, or for each wait of a stream.", metavar="SECONDS", rich_help_panel=_PANEL
        ),
    ] = None,
    retry: Annotated[
        int | None, typer.Option(help="Extra attempts after a failure that may pass.", rich_help_panel=_PANEL)
    ] = None,
    wait_until_ready: Annotated[
        float | None,
        typer.Option(
            help="Longest wait for a server that is starting or loading.", metavar="SECONDS", rich_help_panel=_PANEL
        ),
    ] = None,
) -> InferenceClient:
    """The client for the options of a command."""
    return InferenceClient(
        model=model,
        provider=_read_providers(provider or []),
        base_url=base_url,
        api_key=api_key,
        bill_to=bill_to,
        headers=dict(_read_header(line) for line in header or []),
        timeout=timeout,
        retry=retry,
        wait_until_ready=False if wait_until_ready is None else wait_until_ready,
    )


def _read_providers(names: list[str]) -> str | Provider | list[str | Provider] | None:
    read = [_read_provider(name) for name in names]
    return None if not read else read[0] if len(read) == 1 else read


def _read_provider(name: str) -> str | Provider:
    if name.endswith((".toml", ".json", ".yaml", ".yml")):
        return Provider.from_file(name)
    return name


def _read_header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise InvalidInput("--header is written NAME:VALUE.")
    return name.strip(), value.strip()


def parameters_of(function: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters that a function declares, as keywords."""
    found = inspect.signature(function, eval_str=True).parameters.values()
    return [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in found]


def pick(given: Mapping[str, Any], function: Callable[..., object]) -> dict[str, Any]:
    """The values for the parameters of a function."""
    return {each.name: given[each.name] for each in parameters_of(function)}


def with_parameters(
    run: Callable[..., None], parameters: Iterable[inspect.Parameter] | None = None
) -> Callable[..., None]:
    """A command that takes these parameters; by default those of its own beside those of a client.

    Where none are given, `run` gets a client in place of its first parameter, `client`.
    """
    if parameters is not None:
        return _described(run, list(parameters))
    own = [each for each in parameters_of(run) if each.name != "client"]

    def command(**given: Any) -> None:
        with make_client(**pick(given, make_client)) as client:
            run(client, **{each.name: given[each.name] for each in own})

    command.__doc__ = run.__doc__
    return _described(command, [*own, *parameters_of(make_client)])


def _described(function: Callable[..., None], parameters: list[inspect.Parameter]) -> Callable[..., None]:
    function.__annotations__ = {each.name: each.annotation for each in parameters}
    function.__dict__["__signature__"] = inspect.Signature(parameters)
    return function
