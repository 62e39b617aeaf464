"""What the hooks of one call are told, and when. Pure: it makes the effects, the drivers carry them out."""

from __future__ import annotations

import os
import time
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._chat.usage import Facts, facts_of, usage_in
from .._meta import Meta
from .._sending.call import Opened
from .._sending.effects import Tell
from .._sending.telling import complain, tell_now
from .._settings import clean_headers
from ..errors import InferenceError
from ..hooks import ErrorEvent, FirstByteEvent, RequestEvent, ResultEvent, RetryEvent, TokenUsage
from .stream_watch import StreamWatch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from inferlink_generated.port import Operation

    from .._sending.effects import Flow
    from .._sending.wire import Request
    from .._targets.targets import Target
    from ..hooks import Hooks

__all__ = ["Observer", "observed"]

_PRIVATE = ("set-cookie", "set-cookie2")


class Observer:
    """One call, as its hooks are told of it.

    Args:
        hooks: The sets of hooks of the client.
        operation: The task, unless the request is the caller's own.
        stream: Whether the result is a stream.
        input: The input as given.
        params: The parameters as given.
    """

    def __init__(
        self,
        hooks: tuple[Hooks, ...],
        operation: Operation[Any] | None = None,
        *,
        stream: bool = False,
        input: object = None,
        params: Mapping[str, object] | None = None,
    ) -> None:
        self._hooks = hooks
        given = {name: value for name, value in (params or {}).items() if value is not None}
        self._numbers = {
            name: value for name, value in given.items() if isinstance(value, (int, float)) and type(value) is not bool
        }
        wanted = any(each.content for each in hooks)
        self._content: dict[str, Any] | None = {"input": input, "params": given} if wanted else None
        self._usage: TokenUsage | None = None
        self._requested: float | None = None
        self._added: set[str] = set()
        self._operation = operation
        self._now: dict[str, Any] = {"call_id": os.urandom(8).hex(), "stream": stream, "started": time.monotonic()}

    def resumes(self, operation: Operation[Any]) -> None:
        """The call goes on with a job of this task."""
        self._operation = operation

    def place(self, target: Target, url: str) -> None:
        """The next request goes there."""
        self._now.update(provider=target.provider.name, model=target.model, url=url.partition("?")[0], attempt=0)
        self._added = set()

    def requesting(self, request: Request, attempt: int) -> Flow[None]:
        """A request is about to be sent; it gets the trace headers."""
        self._now["attempt"] = attempt
        event = RequestEvent(**self._stamped(), numbers=self._numbers)
        whole = event if self._content is None else replace(event, **self._content)
        yield Tell(self._hooks, "on_request", event, whole, request.clock.remaining())
        own = {name: value for name, value in request.headers.items() if name not in self._added}
        found: dict[str, str] = {}
        for hooks in self._hooks:
            found.update(_trace_headers(hooks, whole if hooks.content else event))
        self._added = found.keys() - own.keys()
        request.headers = {**found, **own}
        self._requested = time.monotonic()

    def retrying(
        self, failure: InferenceError, delay: float, reason: Literal["retry", "wait", "failover"], left: float | None
    ) -> Tell:
        """A request failed, and the call goes on; `left` is the time to its deadline, seconds."""
        event = RetryEvent(**self._stamped(), error=_bare(failure), delay=delay, reason=reason)
        return Tell(self._hooks, "on_retry", event, event, left)

    def replied(self, body: bytes) -> None:
        """A reply has come whole."""
        self._usage = _sum(self._usage, usage_in(body))

    def first_byte(self) -> Tell:
        """The first event of a stream has come."""
        now = self._stamped()
        event = FirstByteEvent(**now, seconds=now["time"] - (self._requested or now["started"]))
        return Tell(self._hooks, "on_first_byte", event, event)

    def finished(self, result: object, meta: object = None) -> Tell:
        """The call has its result."""
        known = self._operation is not None  # one of the caller's own types is not looked into
        facts = facts_of(result) if known else Facts()
        meta = getattr(result, "meta", None) if known and meta is None else meta
        event = ResultEvent(
            **self._stamped(),
            usage=facts.usage or self._usage,
            served_model=facts.served_model,
            response_id=facts.response_id,
            finish_reasons=facts.finish_reasons,
            meta=_without_cookies(meta) if isinstance(meta, Meta) else None,
        )
        whole = event if self._content is None else replace(event, result=result)
        return Tell(self._hooks, "on_result", event, whole)

    def ended(
        self,
        how: Literal["failed", "cancelled", "closed", "dropped"],
        error: Exception | None = None,
        result: object = None,
    ) -> Tell:
        """There will be no whole result."""
        facts = Facts() if result is None else facts_of(result)
        places = {name: getattr(error, name, None) for name in ("provider", "model", "url")}
        now = {**self._stamped(), **{name: value for name, value in places.items() if value is not None}}
        event = ErrorEvent(**now, error=None if error is None else _bare(error), ended=how, usage=facts.usage)
        whole = event if self._content is None else replace(event, result=result)
        return Tell(self._hooks, "on_error", event, whole)

    def _stamped(self) -> dict[str, Any]:
        task, shape = (None, None) if self._operation is None else (self._operation.task, self._operation.shape)
        return {**self._now, "task": task, "shape": shape, "time": time.monotonic()}


def observed(observer: Observer, flow: Flow[Any]) -> Flow[Any]:
    """The same flow, with its end told."""
    try:
        result = yield from flow
    except GeneratorExit:  # the driver broke it off, and takes no more effects
        tell_now(observer.ended("cancelled"))
        raise
    except Exception as error:
        yield observer.ended("failed", error)
        raise
    if isinstance(result, Opened):
        result.watch = StreamWatch(observer, result.core, result.meta)
    else:
        yield observer.finished(result)
    return result


def _trace_headers(hooks: Hooks, event: RequestEvent) -> dict[str, str]:
    if hooks.trace_headers is None:
        return {}
    try:
        return clean_headers(hooks.trace_headers(event))
    except Exception as error:
        complain(hooks, "trace_headers", error)
        return {}


def _sum(done: TokenUsage | None, more: TokenUsage | None) -> TokenUsage | None:
    """The usage of a list that went in several requests."""
    if done is None or more is None:
        return done or more
    return TokenUsage(
        input_tokens=(done.input_tokens or 0) + (more.input_tokens or 0),
        output_tokens=(done.output_tokens or 0) + (more.output_tokens or 0),
    )


def _bare(error: Exception) -> Exception:
    """The error without what a hook should not see or keep: traceback, body, partial result, cookies."""
    if not isinstance(error, InferenceError):
        return error
    bare = copy(error)
    bare.body = bare.partial = None
    bare.headers = {name: value for name, value in error.headers.items() if name not in _PRIVATE}
    return bare


def _without_cookies(meta: Meta) -> Meta:
    return replace(meta, headers={name: value for name, value in meta.headers.items() if name not in _PRIVATE})
