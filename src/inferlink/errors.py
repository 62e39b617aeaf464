"""Every exception that inferlink raises, under one root. None of them needs httpx to be caught or read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from inferlink_generated._result import Result

    from ._job_handles import JobHandle
    from ._tools.steps import ToolCall

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ContextTooLong",
    "EndpointPaused",
    "HubError",
    "InferenceError",
    "InferenceTimeoutError",
    "InferlinkWarning",
    "InternalServerError",
    "InvalidInput",
    "InvalidOutput",
    "JobFailed",
    "MissingExtra",
    "ModelLoading",
    "NotFoundError",
    "NotSupported",
    "OpenAIError",
    "Overloaded",
    "PermissionDeniedError",
    "QuotaExceeded",
    "RateLimitError",
    "ResponseShapeError",
    "SpecError",
    "StreamBroken",
    "TooManyTurns",
    "ToolFailed",
    "UnprocessableEntityError",
]


_OF_A_PLACE = (404, 405)
"""Statuses whose cause is often a wrong base URL, so that what was called must be seen."""


class InferlinkWarning(UserWarning):
    """Something works, but not as one might think: a staging model, a default model, a header that was left out."""


class InferenceError(Exception):
    """Root of the tree. What is unknown for a failure is `None`.

    Attributes:
        message: What happened, and what would work.
        provider: Name of the provider or server file that was used.
        model: Model name as sent.
        task: Task, as `text-classification`.
        url: Request URL without its query.
        status: HTTP status of the reply.
        request_id: The server's id of the request.
        attempts: How many requests were made.
        retryable: Whether the same call may succeed later.
        retry_after: Seconds the server asked to wait; of a 429 that asks for nothing, until its rate limit is over.
        body: The raw reply, as received; where a refusal quotes the request's key, `***` stands in its place.
        headers: Headers of the reply, names in lower case.
        partial: What a stream had delivered before it failed, the answer that a further round was to repair, or the
            `ToolRun` that had come of `run_tools`.
        failed: Providers that were tried before, each with why it failed.
        job: The handle of a job that was submitted: `client.jobs.resume(error.job)` goes on with it.
    """

    message: str
    provider: str | None = None
    model: str | None = None
    task: str | None = None
    url: str | None = None
    status: int | None = None
    request_id: str | None = None
    attempts: int = 0
    retryable: bool = False
    retry_after: float | None = None
    body: bytes | None = None
    headers: dict[str, str]
    partial: object = None
    failed: tuple[tuple[str, str], ...] = ()
    job: JobHandle | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.headers = {}

    @property
    def status_code(self) -> int | None:
        """OpenAI's name of `status`."""
        return self.status

    def __str__(self) -> str:
        where = " ".join(part for part in (self.provider, self.task, self.model) if part)
        place = f" at {self.url}" if self.status in _OF_A_PLACE and self.url else ""
        tail = [f"HTTP {self.status}{place}"] if self.status is not None else []
        tail += [f"request id {self.request_id}"] if self.request_id else []
        tail += [f"{self.attempts} attempts"] if self.attempts > 1 else []
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} ({', '.join(tail)})" if tail else text

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, dict(self.__dict__))


def _rebuild(cls: type[InferenceError], message: str, state: dict[str, object]) -> InferenceError:
    error = cls.__new__(cls)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class InvalidInput(InferenceError, ValueError):
    """An argument is wrong; nothing was sent."""


class NotSupported(InferenceError):
    """The target does not serve this task or parameter; nothing was sent."""


class MissingExtra(InferenceError, ImportError):
    """An optional package is needed; the message has the command that installs it."""


class SpecError(InferenceError, ValueError):
    """A task, provider or server file is wrong; the message names file, place, reason and fix."""


class HubError(InferenceError):
    """The Hub did not answer a look-up, or not as expected."""


class APIConnectionError(InferenceError):
    """No connection, or it broke before the reply was complete.

    Attributes:
        stage: How far the request had got: `connect` (nothing was sent), `stale` (a reused connection was closed
            by the server before any byte of the reply), `sent` (the server may have done the work).
    """

    stage: Literal["connect", "stale", "sent"] = "sent"
    retryable = True


class InferenceTimeoutError(APIConnectionError, TimeoutError):
    """A clock of `Timeout` ran out.

    Attributes:
        clock: `connect`, `pool`, `first_byte`, `idle` or `total`.
        limit: The limit of that clock, seconds.
        received: Bytes of the reply that had arrived.
    """

    clock: str
    limit: float
    received: int

    def __init__(self, message: str, *, clock: str = "total", limit: float = 0.0, received: int = 0) -> None:
        super().__init__(message)
        self.clock = clock
        self.limit = limit
        self.received = received


class StreamBroken(APIConnectionError):
    """A stream ended before the server said that it was done. `partial` has what came before."""


class APIStatusError(InferenceError):
    """The server answered with an error: as a status, inside a 200, or in the middle of a stream.

    Attributes:
        code: The server's own error code, as text.
        type: The server's own error type.
        param: The parameter that the server names.
    """

    code: str | None = None
    type: str | None = None
    param: str | None = None


class BadRequestError(APIStatusError):
    """400: the request is wrong."""


class ContextTooLong(BadRequestError):
    """The input does not fit the model's context window."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or wrong."""


class QuotaExceeded(APIStatusError):
    """402: the account has no credit left."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class NotFoundError(APIStatusError):
    """404: no such model or route."""


class ConflictError(APIStatusError):
    """409: the request does not fit the state of what it is about."""


class UnprocessableEntityError(APIStatusError):
    """422: the server understood the request, and refuses it."""


class RateLimitError(APIStatusError):
    """429: too many requests."""

    retryable = True


class InternalServerError(APIStatusError):
    """5xx: the server failed."""


class Overloaded(InternalServerError):
    """502, 503, 504, 529: the server has no capacity now."""

    retryable = True


class ModelLoading(Overloaded):
    """503: the model is being loaded."""


class EndpointPaused(APIStatusError):
    """The dedicated endpoint is paused by its owner: it does not wake up by itself."""


class ResponseShapeError(InferenceError):
    """The reply is not what the task must return; `body` has it as received."""


class InvalidOutput(ResponseShapeError):
    """The answer is not what `output=` asks for.

    Attributes:
        reason: `json` (it is no JSON), `schema` (it is, and does not fit), `length` (it was cut at the limit of
            tokens), `refusal`, `filter` (the server withheld it), `empty`.
        problems: What does not fit, each with its place.
        text: The text that was to be read.
        result: The whole result, as a call without `output` returns it: messages, usage, `.meta`.
        rejected: The results of rounds before, where `repair` asked for more than one.
    """

    reason: Literal["json", "schema", "length", "refusal", "filter", "empty"] = "json"
    problems: tuple[str, ...] = ()
    text: str = ""
    result: Result | None = None
    rejected: tuple[Result, ...] = ()


class JobFailed(InferenceError):
    """A queued job ended without a result.

    Attributes:
        job_id: The provider's id of the job.
    """

    job_id: str | None = None


class ToolFailed(InferenceError):
    """A function that the model called raised an exception, which is the `__cause__`. `partial` has the run so far.

    Attributes:
        call: The call, with the exception as `error`.
    """

    call: ToolCall | None = None


class TooManyTurns(InferenceError):
    """The model still called tools in the last turn that `max_turns` allows. `partial` has the run."""


# The names that code written for OpenAI's SDK catches.
OpenAIError = InferenceError
APIError = InferenceError
APITimeoutError = InferenceTimeoutError
APIResponseValidationError = ResponseShapeError
