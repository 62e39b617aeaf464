"""Queued jobs: from the reply of the submit to the reply that holds the result, or to a typed failure."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from .._job_handles import JobHandle, JobProgress
from .._json import MISSING, is_object, parse
from .._replies.failure import error_from_data, holds_error, shape_error, with_reply
from .._replies.retry_after import read_number, retry_after
from .._replies.select import pick
from .._sending.attempts import attempt
from .._sending.effects import Flow, sleep
from .._sending.wire import Reply, Request
from ..errors import APIStatusError, InferenceError, JobFailed, ResponseShapeError
from .job_urls import fill, scope_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sending.call import Call
    from .._sending.clock import Clock
    from .._specs.vocabulary import Job
    from .._targets.targets import Target

__all__ = ["follow", "open_job"]

_SLOWEST = 10.0
"""Longest interval between two polls that is chosen here, seconds."""
_GROWTH = 1.3
_LAST = 1.0
"""The last poll is made this long before the deadline, seconds."""
_TOO_LATE = 0.1
"""With less than this left no further poll is made, seconds."""


def open_job(job: Job, reply: Reply, target: Target, task: str) -> JobHandle | None:
    """The handle of a job that was just submitted; None where the reply tells of no job, so must be the result itself.

    Every URL is on the base that the submit went to: of a link in the reply, only the path is taken.

    Raises:
        JobFailed: When it failed at once.
        ResponseShapeError: When it goes on, and the reply lacks what the URLs need.
    """
    data = _object(reply)
    identity = pick(data, job.id)
    job_id = str(identity) if isinstance(identity, (str, int)) else None
    state = _state(job, data, reply, job_id)
    scope = scope_of(target.base, reply.url)
    try:
        poll = fill(job.poll, scope, data)
        result = fill(job.result, scope, data) if job.result is not None else None
    except ResponseShapeError as error:
        if holds_error(reply.body):
            raise error_from_data(reply.body, reply.headers) from None
        if state is None or (state in job.done and job.result is None):
            return None
        raise with_reply(error, reply) from None
    return JobHandle(
        provider=target.provider.name,
        task=task,
        model=target.model,
        job_id=job_id,
        poll=poll,
        result=result,
        routed=target.routed,
    )


def follow(job: Job, handle: JobHandle, submitted: Reply | None, call: Call, headers: Mapping[str, str]) -> Flow[Reply]:
    """Wait for a job; the reply that holds its result. `headers` are those of the submit, or as they would have been.

    Raises:
        JobFailed: When the provider says that there will be none.
        InferenceTimeoutError: When the deadline, or the job's own limit, passes; `job` has the handle.
    """
    clock, timeout = call.clock, call.clock.timeout
    if timeout.total is None:
        clock.timeout = replace(timeout, total=clock.elapsed() + job.timeout)
    try:
        _report(call, JobProgress(handle=handle))
        reply = yield from _wait(job, handle, submitted, call, headers)
        if handle.result is not None:
            reply = yield from _result(handle, handle.result, call, headers)
    except InferenceError as error:
        error.job = handle
        raise
    clock.timeout = timeout
    return reply


def _wait(job: Job, handle: JobHandle, submitted: Reply | None, call: Call, headers: Mapping[str, str]) -> Flow[Reply]:
    """Poll until the job is done; a job that is done when it is submitted is not polled."""
    interval = job.every
    reply = submitted if submitted is not None else (yield from _get(handle.poll, call, headers))
    while True:
        data = _object(reply)
        state = _state(job, data, reply, handle.job_id)
        _report(call, _progress(job, handle, data, state))
        if state in job.done:
            return reply
        yield from sleep(_pause(reply, interval, call.clock))
        interval = min(max(_SLOWEST, job.every), interval * _GROWTH)
        reply = yield from _get(handle.poll, call, headers)


def _state(job: Job, data: object, reply: Reply, job_id: str | None) -> str | None:
    """The state that a reply tells; a failed one is raised."""
    state = pick(data, job.status)
    if not isinstance(state, str):
        return None
    if state in job.failed:
        words = pick(data, job.error) if job.error is not None else None
        said = words if isinstance(words, str) else json.dumps(words) if is_object(words) else ""
        said = said or f"the provider says {state!r} and no more"
        raise with_reply(_failed(job_id, said), reply)
    return state


def _failed(job_id: str | None, said: str) -> JobFailed:
    error = JobFailed(f"The job{f' {job_id}' if job_id else ''} failed: {said.rstrip('.')}.")
    error.job_id = job_id
    return error


def _progress(job: Job, handle: JobHandle, data: object, state: str | None) -> JobProgress:
    """What a reply tells beside the state."""
    paths = (job.position, job.fraction, job.percent, job.logs)
    position, fraction, percent, logs = (None if path is None else pick(data, path) for path in paths)
    part, hundredths = read_number(fraction), read_number(percent)
    return JobProgress(
        handle=handle,
        state=state,
        position=position if isinstance(position, int) else None,
        fraction=part if hundredths is None else hundredths / 100,
        logs=None if logs is MISSING else logs,
    )


def _report(call: Call, progress: JobProgress) -> None:
    if call.settings.on_progress is not None:
        call.settings.on_progress(progress)


def _pause(reply: Reply, interval: float, clock: Clock) -> float:
    """Seconds to the next poll: with jitter, or as the server asks; shorter where the deadline comes before it."""
    asked = retry_after(reply.headers) or 0.0
    left = clock.remaining()
    pause = max(asked, interval * random.uniform(0.8, 1.2))
    if left is None:
        return pause
    if left < _TOO_LATE or asked >= left:
        raise clock.expired("total")
    return min(pause, max(left - _LAST, left / 2))


def _get(url: str, call: Call, headers: Mapping[str, str]) -> Flow[Reply]:
    own = {name: value for name, value in headers.items() if name != "content-type"}
    request = Request("GET", url, {**own, "accept": "application/json"}, call.clock)
    return attempt(request, retry=call.settings.retry, cost="free", state=call.state)


def _result(handle: JobHandle, url: str, call: Call, headers: Mapping[str, str]) -> Flow[Reply]:
    """The reply at the result's own URL; there, an error status is the failure of the job."""
    try:
        return (yield from _get(url, call, headers))
    except APIStatusError as failure:
        error = _failed(handle.job_id, failure.message)
        error.status, error.headers, error.body = failure.status, failure.headers, failure.body
        error.request_id, error.attempts = failure.request_id, failure.attempts
        error.retryable, error.retry_after = failure.retryable, failure.retry_after
        raise error from None  # the message of the failure may quote the key


def _object(reply: Reply) -> dict[str, object]:
    data = parse(reply.body)
    if not is_object(data):
        raise shape_error("The reply about the job is no JSON object; see .body.", reply)
    return data
