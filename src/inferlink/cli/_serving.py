"""Servers that run until Ctrl-C: a real model on this machine, and the fake one."""

from __future__ import annotations

import signal
import time
from pathlib import Path  # noqa: TC003  # the signature is read at run time
from typing import TYPE_CHECKING, Annotated

import typer

from ._tables import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferlink.local import LocalServer
    from inferlink.testing import FakeServer

__all__ = ["mock", "serve"]

_LOOK_SECONDS = 1.0


def serve(
    model: Annotated[
        Path | None, typer.Argument(help="A GGUF file. Default: the packaged model for chat, or for vectors.")
    ] = None,
    embedding: Annotated[bool, typer.Option("--embedding", help="Serve vectors, and not chat.")] = False,
    ctx: Annotated[int, typer.Option(help="Context window of a request, tokens.")] = 4096,
    parallel: Annotated[int, typer.Option(help="How many requests are computed at the same time.")] = 2,
    threads: Annotated[
        int | None, typer.Option(help="CPU threads. Default: half of the CPUs, 1 to 4.", show_default=False)
    ] = None,
    api_key: Annotated[
        str | None, typer.Option(help="Key that clients must send. Default: none.", envvar="INFERLINK_SERVE_KEY")
    ] = None,
) -> None:
    """Run a model on this machine with llama.cpp, print its base URL, and serve until Ctrl-C."""
    from inferlink.local import LocalServer

    server = LocalServer(
        model, ctx=ctx, parallel=parallel, threads=threads, api_key=api_key or None, embedding=embedding
    )
    _run(server, lambda: server.base_url)


def mock(
    task: Annotated[
        str | None, typer.Option(help="Task of requests that tell none, as text-classification.", show_default=False)
    ] = None,
    like: Annotated[
        str | None, typer.Option(help="Name of a local server whose own routes are played.", show_default=False)
    ] = None,
) -> None:
    """Run the fake server of the test kit, print its URL, and answer with made-up data until Ctrl-C.

    OpenAI's routes are below /v1, and everything else is answered below /pipeline/TASK.
    """
    from inferlink.testing import FakeServer

    server = FakeServer(task, server=like)
    _run(server, lambda: server.url)


def _run(server: LocalServer | FakeServer, url: Callable[[], str]) -> None:
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with server:
            write(url())
            while True:
                time.sleep(_LOOK_SECONDS)
                url()  # raises, with its last words, when the server has crashed
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, previous)
