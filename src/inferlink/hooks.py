"""Hooks: functions of yours that are told how calls go, and cannot break them.

`InferenceClient(hooks=Hooks(on_result=...))`. Each hook is called with one event. Plain functions are called where the
call runs, so they must not block; the async client awaits async ones. A hook that raises is logged under `inferlink`,
as a warning the first time, and the call goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from ._meta import Meta  # noqa: TC001  # `get_type_hints` on an event finds it here
from .errors import InvalidInput
from .options import is_number

__all__ = [
    "CallEvent",
    "ErrorEvent",
    "FirstByteEvent",
    "Hook",
    "Hooks",
    "RequestEvent",
    "ResultEvent",
    "RetryEvent",
    "TokenUsage",
    "TraceHeaders",
]

E = TypeVar("E")
Hook: TypeAlias = Callable[[E], object]
"""A function of one event. A coroutine that it returns is awaited by the async client; all else is ignored."""


@dataclass(frozen=True, kw_only=True)
class TokenUsage:
    """Tokens that a call used, as far as the server tells.

    Attributes:
        input_tokens: Tokens of the input, those read from a cache included.
        output_tokens: Generated tokens.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class CallEvent:
    """What every event tells. Keys, headers that may hold one, and URL queries are in none.

    Attributes:
        call_id: The same in all events of a call, and in those of no other.
        task: Task, as `text-classification`; `None` for `client.request(...)`.
        shape: `chat`, `completion` or `embedding`, where the task has one of these wire shapes.
        stream: Whether the result is a stream.
        provider: Name of the provider or server file, once it is known.
        model: Model name as sent, once it is known.
        url: URL of the request without its query, once it is known.
        attempt: Number of the request at this provider, from 1; 0 before any.
        started: When the call began, on the clock of `time.monotonic()`.
        time: When the event happened, on the same clock.
    """

    call_id: str
    task: str | None
    shape: Literal["chat", "completion", "embedding"] | None = None
    stream: bool = False
    provider: str | None = None
    model: str | None = None
    url: str | None = None
    attempt: int = 0
    started: float
    time: float


@dataclass(frozen=True, kw_only=True)
class RequestEvent(CallEvent):
    """A request of the call is about to be sent. Look-ups, polls of a job and downloads are not told.

    Attributes:
        numbers: The parameters of the call that are numbers, as `temperature` and `max_tokens`.
        input: The input as it was given; only with `Hooks(content=True)`.
        params: All parameters that were given; only with `Hooks(content=True)`.
    """

    numbers: Mapping[str, int | float] = field(default_factory=dict[str, int | float])
    input: object = None
    params: Mapping[str, object] | None = None


TraceHeaders: TypeAlias = Callable[[RequestEvent], Mapping[str, str]]
"""A function that gives headers for a request."""


@dataclass(frozen=True, kw_only=True)
class RetryEvent(CallEvent):
    """A request failed, and the call goes on.

    Attributes:
        error: How it failed: a copy without traceback, body and partial result. Its message may quote the server.
        delay: Seconds until the next request.
        reason: `retry`: the same again. `wait`: the server is not ready, which counts as no retry. `failover`: the
            next provider of the client's list is asked.
    """

    error: Exception
    delay: float
    reason: Literal["retry", "wait", "failover"]


@dataclass(frozen=True, kw_only=True)
class FirstByteEvent(CallEvent):
    """The first event of a stream has come. Of other results, `meta.first_byte` in `ResultEvent` tells.

    Attributes:
        seconds: From the sending of the last request to this event, seconds.
    """

    seconds: float


@dataclass(frozen=True, kw_only=True)
class ResultEvent(CallEvent):
    """The call has its result; of a stream, all of it was read.

    Attributes:
        usage: Tokens that were used, where the server tells.
        served_model: The model that answered, in the server's words.
        response_id: The server's id of the answer.
        finish_reasons: Why each answer ended, in the server's words.
        meta: The `.meta` of the result, without headers that set cookies.
        result: The result; only with `Hooks(content=True)`.
    """

    usage: TokenUsage | None = None
    served_model: str | None = None
    response_id: str | None = None
    finish_reasons: tuple[str, ...] = ()
    meta: Meta | None = None
    result: object = None


@dataclass(frozen=True, kw_only=True)
class ErrorEvent(CallEvent):
    """The call ended without a whole result.

    Attributes:
        error: How it failed: a copy without traceback, body and partial result. Its message may quote the server.
            `None` where nothing failed, and the caller did not want the rest.
        ended: `failed`: with `error`. `cancelled`: by the caller, while the call was under way. `closed`: a stream,
            before its end. `dropped`: a stream, neither read to its end nor closed.
        usage: Tokens that a stream had reported before.
        result: What a stream had delivered before; only with `Hooks(content=True)`.
    """

    error: Exception | None = None
    ended: Literal["failed", "cancelled", "closed", "dropped"]
    usage: TokenUsage | None = None
    result: object = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Hooks:
    """Functions that are told how calls go; each is optional.

    Args:
        on_request: Before each request of a call, repeated ones included.
        on_retry: When a request failed and another one will be made.
        on_first_byte: When the first event of a stream has come.
        on_result: When a call has its result, or a stream was read to its end. Once a call.
        on_error: When a call failed or was cancelled, or a stream broke, was closed early or was dropped. Once a call.
        trace_headers: Gives headers that each request of a call carries to the target, and to nobody else, as
            `traceparent`. A plain function; headers that the request has already are not replaced.
        content: Whether events hold input, parameters and result.
        limit: Seconds that the async client waits for an async hook, before it is cancelled and the call goes on.
            Before a request, no longer than the call's own deadline.

    Raises:
        InvalidInput: For what cannot be called, or a limit that is no positive number.
    """

    on_request: Hook[RequestEvent] | None = None
    on_retry: Hook[RetryEvent] | None = None
    on_first_byte: Hook[FirstByteEvent] | None = None
    on_result: Hook[ResultEvent] | None = None
    on_error: Hook[ErrorEvent] | None = None
    trace_headers: TraceHeaders | None = None
    content: bool = False
    limit: float = 1.0

    def __post_init__(self) -> None:
        for name in ("on_request", "on_retry", "on_first_byte", "on_result", "on_error", "trace_headers"):
            hook = getattr(self, name)
            if hook is not None and not callable(hook):
                raise InvalidInput(f"{name} must be a function of one event, got {type(hook).__name__}.")
        if not is_number(self.limit) or self.limit <= 0:
            raise InvalidInput(f"limit must be a positive number of seconds, got {self.limit!r}.")
