"""A call with an output: its schema is made, and an answer that does not fit goes back to the model if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._replies.decode import keep_rejected
from .._sending.effects import offload
from ..errors import InferenceError, InvalidOutput
from .chat_output import check_call, correction
from .flow import run_once

if TYPE_CHECKING:
    from .._sending.call import Call
    from .._sending.effects import Flow

__all__ = ["run_rounds"]

_REPAIRED = ("json", "schema")
"""What another round may mend: a limit of tokens and a refusal stay what they are."""


def run_rounds(call: Call) -> Flow[Any]:
    """The result of a call to one provider, or an `Opened` stream."""
    output = call.output
    if output is None:
        return (yield from run_once(call))
    check_call(call)
    if not output.ready:
        yield from offload(output.build)
    rejected: tuple[Any, ...] = ()
    while True:
        try:
            result = yield from run_once(call)
        except InvalidOutput as error:
            error.rejected = rejected
            if len(rejected) == call.settings.repair or error.reason not in _REPAIRED:
                raise
            rejected = (*rejected, error.result)
            call = call.changed(input=correction(call.input, error))
            call.answered = True
        except InferenceError as error:
            if rejected:
                error.partial = rejected[-1]
            raise
        else:
            if rejected:
                keep_rejected(result, rejected)
            return result
