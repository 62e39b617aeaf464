"""Queued jobs: from the reply of the submit to the reply that holds the result, or to a typed failure."""

from __future__ import annotations

import json
import random
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ._attempts import attempt
from ._effects import Flow, sleep
from ._failure import error_from_data, holds_error, retry_after
from ._json import MISSING, is_object, parse
from ._select import pick
from ._wire import Reply, Request
from .errors import InferenceError, InferenceTimeoutError, InvalidInput, JobFailed, ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._clock import Clock
    from ._settings import State
    from ._vocabulary import Job
    from .options import Retry

__all__ = ["JobHandle", "JobProgress", "Watch", "follow", "open_job"]

_TEMPLATE = re.compile(r"\{(path:)?([^{}]+)\}")
_SLOWEST = 10.0
"""Longest interval between two polls that is chosen here, seconds."""
_GROWTH = 1.3


@dataclass(frozen=True, kw_only=True)
class JobHandle:
    """What is needed to go on with a job after a crash: plain data, without any key.

    Attributes:
        provider: Name of the provider.
        task: Task, as `text-to-video`.
        model: Model as the provider calls it.
        job_id: The provider's id of the job, where its reply has one.
        poll: URL that tells the state.
        result: URL of the result, where the state does not hold it.
        routed: Whether the job runs through the Hub's router.
    """

    provider: str
    task: str
    model: str | None
    job_id: str | None
    poll: str
    result: str | None
    routed: bool

    def to_json(self) -> str:
        """The handle as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> JobHandle:
        """The handle that `to_json` wrote.

        Raises:
            InvalidInput: For any other text.
        """
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise InvalidInput(f"this is no job handle: {error}") from None


@dataclass(frozen=True, kw_only=True)
class JobProgress:
    """One event of `RequestOptions(on_progress=...)`; the first carries the handle before any poll.

    Attributes:
        handle: What resumes the job.
        state: The provider's own word for the state.
        position: Place in the queue, from 0.
        fraction: Part that is done, 0 to 1.
        logs: The provider's log lines, as sent.
    """

    handle: JobHandle
    state: str | None = None
    position: int | None = None
    fraction: float | None = None
    logs: object = None


@dataclass(frozen=True, kw_only=True)
class Watch:
    """How a job is waited for."""

    headers: Mapping[str, str]
    clock: Clock
    retry: Retry
    state: State
    on_progress: Callable[[JobProgress], object] | None


def open_job(
    job: Job, reply: Reply, *, base: str, provider: str, task: str, model: str | None, routed: bool
) -> JobHandle:
    """The handle of a job that was just submitted.

    Every URL is on the base that the submit went to: of a link in the reply, only the path is taken.

    Raises:
        ResponseShapeError: When the reply lacks what the URLs need.
    """
    data = _object(reply)
    scope = {"base": base.rstrip("/"), "request": reply.url.partition("?")[0], "query": _query(reply.url)}
    named = [found[2] for found in _TEMPLATE.finditer(job.poll) if found[2] not in scope and not found[1]]
    identity = pick(data, named[0]) if named else next((data[key] for key in ("id", "request_id") if key in data), None)
    try:
        poll = _fill(job.poll, scope, data)
        result = _fill(job.result, scope, data) if job.result is not None else None
    except ResponseShapeError as error:
        if holds_error(reply.body):
            raise error_from_data(reply.body, reply.headers) from None
        error.body, error.status = reply.body, reply.status
        raise
    return JobHandle(
        provider=provider,
        task=task,
        model=model,
        job_id=str(identity) if isinstance(identity, (str, int)) else None,
        poll=poll,
        result=result,
        routed=routed,
    )


def follow(job: Job, handle: JobHandle, submitted: Reply | None, watch: Watch) -> Flow[Reply]:
    """Wait for a job; the reply that holds its result.

    Raises:
        JobFailed: When the provider says that there will be none.
        InferenceTimeoutError: When the deadline, or the job's own limit, passes; `job` has the handle.
    """
    clock = watch.clock
    if clock.timeout.total is None:
        clock.timeout = replace(clock.timeout, total=clock.elapsed() + job.timeout)
    _report(watch, JobProgress(handle=handle))
    interval = job.every
    try:
        reply = submitted if submitted is not None else (yield from _get(handle.poll, watch))
        while _state(job, handle, reply, watch) not in job.done:
            yield from sleep(_pause(reply, interval, clock))
            interval = min(max(_SLOWEST, job.every), interval * _GROWTH)
            reply = yield from _get(handle.poll, watch)
        if handle.result is not None:
            return (yield from _result(handle, watch))
    except InferenceError as error:
        error.job = handle
        raise
    return reply


def _state(job: Job, handle: JobHandle, reply: Reply, watch: Watch) -> str | None:
    """The state that a reply tells; a failed one is raised."""
    data = _object(reply)
    found = pick(data, job.status)
    state = found if isinstance(found, str) else None
    if state is not None and state in job.failed:
        words = pick(data, job.error) if job.error is not None else MISSING
        said = words if isinstance(words, str) and words else f"the provider says {state!r} and no more"
        error = JobFailed(f"The job {handle.job_id or ''} failed: {said}.")
        error.job_id, error.body, error.status, error.headers = handle.job_id, reply.body, reply.status, reply.headers
        raise error
    position, fraction = (pick(data, path) if path else None for path in (job.position, job.fraction))
    logs = pick(data, job.logs) if job.logs else None
    progress = JobProgress(
        handle=handle,
        state=state,
        position=position if isinstance(position, int) else None,
        fraction=float(fraction) if isinstance(fraction, (int, float)) else None,
        logs=None if logs is MISSING else logs,
    )
    _report(watch, progress)
    return state


def _report(watch: Watch, progress: JobProgress) -> None:
    if watch.on_progress is not None:
        watch.on_progress(progress)


def _pause(reply: Reply, interval: float, clock: Clock) -> float:
    """Seconds to the next poll: with jitter, or as the server asks; never past the deadline."""
    asked = retry_after(reply.headers)
    pause = max(asked or 0.0, interval * random.uniform(0.8, 1.2))
    left = clock.remaining()
    if left is not None and pause >= left:
        raise clock.expired("total")
    return pause


def _get(url: str, watch: Watch) -> Flow[Reply]:
    headers = {name: value for name, value in watch.headers.items() if name != "content-type"}
    request = Request("GET", url, {**headers, "accept": "application/json"}, watch.clock)
    return (yield from attempt(request, retry=watch.retry, cost="cheap", state=watch.state))


def _result(handle: JobHandle, watch: Watch) -> Flow[Reply]:
    """The reply at the result's own URL; there, an error status is the failure of the job."""
    try:
        return (yield from _get(handle.result or "", watch))
    except InferenceTimeoutError:
        raise
    except InferenceError as failure:
        if failure.status is None or failure.retryable:
            raise
        error = JobFailed(f"The job {handle.job_id or ''} failed: {failure.message}")
        error.job_id, error.status, error.body = handle.job_id, failure.status, failure.body
        error.headers, error.request_id = failure.headers, failure.request_id
        raise error from None


def _fill(template: str, scope: Mapping[str, str], data: object) -> str:
    """A URL template with its names filled in; values of the reply are escaped."""

    def value(found: re.Match[str]) -> str:
        name = found[2]
        if name in scope:
            return scope[name]
        given = pick(data, name)
        if not isinstance(given, (str, int)) or given == "":
            raise ResponseShapeError(f"The reply to the submit has no {name}: the job cannot be followed.")
        if not found[1]:
            return quote(str(given), safe="")
        path = urlsplit(str(given)).path
        if not path.startswith("/") or "/../" in f"{path}/":
            raise ResponseShapeError(f"The reply's {name} is no link with a path: the job cannot be followed.")
        return path

    return _TEMPLATE.sub(value, template)


def _object(reply: Reply) -> dict[str, object]:
    data = parse(reply.body)
    if not is_object(data):
        error = ResponseShapeError("The reply about the job is no JSON object; see .body.")
        error.body, error.status = reply.body, reply.status
        raise error
    return data


def _query(url: str) -> str:
    query = urlsplit(url).query
    return f"?{query}" if query else ""
