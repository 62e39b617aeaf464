"""From an exception to one line and an exit code."""

from __future__ import annotations

import re
import sys
import warnings
from typing import TYPE_CHECKING

from typer import Abort, TyperException

from .._log import logger
from ..errors import (
    APIConnectionError,
    AuthenticationError,
    InferenceError,
    InferenceTimeoutError,
    InferlinkWarning,
    InvalidInput,
    NotSupported,
    PermissionDeniedError,
    SpecError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

__all__ = ["harmless", "reported", "show_error"]

_CODES: tuple[tuple[type[InferenceError], int], ...] = (
    (InvalidInput, 2),
    (SpecError, 2),
    (AuthenticationError, 3),
    (PermissionDeniedError, 3),
    (NotSupported, 4),
    (InferenceTimeoutError, 5),
    (APIConnectionError, 6),
)
"""The first that fits counts; any other error is 1."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def harmless(text: str) -> str:
    """Text that cannot steer a terminal: what a server sends is shown to people."""
    return _CONTROL.sub("", text)


def reported(run: Callable[[], object]) -> int:
    """Run, and tell the exit code; errors and warnings are one line on stderr each."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", InferlinkWarning)
        warnings.showwarning = _show_warning
        try:
            code = run()
        except Abort:
            return _fail("interrupted.", 130)
        except TyperException as error:
            return _fail(error.format_message(), error.exit_code)
        except InferenceError as error:
            show_error(error)
            return next((code for kind, code in _CODES if isinstance(error, kind)), 1)
        except OSError as error:
            show_error(error)
            return 1
    return code if isinstance(code, int) else 0


def show_error(error: Exception) -> None:
    """Say what went wrong; with INFERLINK_LOG=debug, also where."""
    logger.debug("The command failed.", exc_info=error)
    _fail(str(error), 1)


def _fail(message: str, code: int) -> int:
    print("inferlink:", harmless(" ".join(message.split())), file=sys.stderr)  # noqa: T201  # what the command says
    return code


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print("inferlink: note:", harmless(str(message)), file=file or sys.stderr)  # what the command says
