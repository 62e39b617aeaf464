"""Events of calls as OpenTelemetry spans and metrics. Imported only where opentelemetry-api is installed.

Names: https://github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai/gen-ai-spans.md and gen-ai-metrics.md.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from opentelemetry import metrics, propagate, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context

from .._version import __version__
from .span_content import input_messages, output_messages, stop_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..hooks import CallEvent, ErrorEvent, FirstByteEvent, RequestEvent, ResultEvent, RetryEvent, TokenUsage

__all__ = ["Telemetry"]

Attributes: TypeAlias = dict[str, "str | int | float | bool | tuple[str, ...]"]

_SCHEMA = "https://opentelemetry.io/schemas/1.41.0"
_OPERATIONS = {"chat": "chat", "completion": "text_completion", "embedding": "embeddings"}
_WHOLE = {
    "max_tokens": "max_tokens",
    "max_completion_tokens": "max_tokens",
    "max_new_tokens": "max_tokens",
    "seed": "seed",
    "n": "choice.count",
}
_REAL = {name: name for name in ("temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty")}
_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
_TOKENS = tuple(4**power for power in range(14))
_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class _Open:
    """A call that is under way."""

    span: Span
    where: Attributes = field(default_factory=dict[str, "str | int | float | bool | tuple[str, ...]"])
    """The attributes that its metrics carry."""


class Telemetry:
    """The hooks. A call has its span from its first event to its last; nothing else is kept."""

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None,
        meter_provider: metrics.MeterProvider | None,
        *,
        content: bool,
    ) -> None:
        self._tracer = trace.get_tracer("inferlink", __version__, tracer_provider, _SCHEMA)
        meter = metrics.get_meter("inferlink", __version__, meter_provider, _SCHEMA)
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            "s",
            "GenAI operation duration.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._first_chunk = meter.create_histogram(
            "gen_ai.client.operation.time_to_first_chunk",
            "s",
            "Time from the request to the first chunk of a stream.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )
        self._content = content
        self._open: dict[str, _Open] = {}

    def on_request(self, event: RequestEvent) -> None:
        """The first request of a call starts its span; a later one may go elsewhere."""
        found = self._open.get(event.call_id)
        if found is None:
            found = self._open[event.call_id] = self._start(event, _asked(event))
        else:
            found.where = _where(event)
            found.span.set_attributes(found.where)
        if self._content:
            found.span.set_attributes({**stop_texts(event.params or {}), **input_messages(event.input, event.shape)})

    def trace_headers(self, event: RequestEvent) -> Mapping[str, str]:
        """The context of the span, as the global propagator writes it."""
        headers: dict[str, str] = {}
        propagate.inject(headers, set_span_in_context(self._open[event.call_id].span))
        return headers

    def on_retry(self, event: RetryEvent) -> None:
        """A span event for each request that failed on the way."""
        found = self._open.get(event.call_id)
        if found is not None:
            about = {"error.type": type(event.error).__name__, "inferlink.retry.reason": event.reason}
            found.span.add_event("inferlink.retry", {**about, "inferlink.retry.delay": event.delay})

    def on_first_byte(self, event: FirstByteEvent) -> None:
        """How long a stream took to begin."""
        found = self._open.get(event.call_id)
        if found is not None:
            found.span.set_attribute("gen_ai.response.time_to_first_chunk", event.seconds)
            self._first_chunk.record(event.seconds, found.where)

    def on_result(self, event: ResultEvent) -> None:
        """End the span of a call that went well."""
        found = self._take(event)
        if event.served_model is not None:
            found.where["gen_ai.response.model"] = event.served_model
        answer: Attributes = {**found.where, **_used(event.usage)}
        if event.response_id is not None:
            answer["gen_ai.response.id"] = event.response_id
        if event.finish_reasons:
            answer["gen_ai.response.finish_reasons"] = event.finish_reasons
        if self._content:
            answer.update(output_messages(event.result))
        self._end(found, event, answer, event.usage)

    def on_error(self, event: ErrorEvent) -> None:
        """End the span of a call without a whole result. Only a failure is an error."""
        found = self._take(event)
        found.where.update(_where(event))
        answer: Attributes = {**found.where, **_used(event.usage)}
        if event.ended == "failed":
            found.where["error.type"] = answer["error.type"] = type(event.error).__name__
            found.span.set_status(Status(StatusCode.ERROR, str(event.error) if self._content else None))
        else:
            answer["inferlink.ended"] = event.ended
        if self._content:
            answer.update(output_messages(event.result))
        self._end(found, event, answer, event.usage)

    def _take(self, event: CallEvent) -> _Open:
        """The call's span; one that ended before any request gets it now."""
        return self._open.pop(event.call_id, None) or self._start(event, _where(event))

    def _start(self, event: CallEvent, attributes: Attributes) -> _Open:
        where = _where(event)
        model = f" {event.model}" if event.model is not None else ""
        span = self._tracer.start_span(
            f"{where['gen_ai.operation.name']}{model}",
            kind=SpanKind.CLIENT,
            attributes=attributes,
            start_time=time.time_ns() - int((time.monotonic() - event.started) * 1e9),
        )
        return _Open(span, where)

    def _end(self, found: _Open, event: CallEvent, answer: Attributes, usage: TokenUsage | None) -> None:
        found.span.set_attributes(answer)
        found.span.end()
        self._duration.record(event.time - event.started, found.where)
        about = {name: value for name, value in found.where.items() if name != "error.type"}
        for kind, count in _counts(usage).items():
            self._tokens.record(count, {**about, "gen_ai.token.type": kind})


def _where(event: CallEvent) -> Attributes:
    """What was called, and where."""
    task = event.task or "request"
    found: Attributes = {"gen_ai.operation.name": _OPERATIONS.get(event.shape or "", task.replace("-", "_"))}
    if event.provider is not None:
        found["gen_ai.provider.name"] = event.provider
    if event.model is not None:
        found["gen_ai.request.model"] = event.model
    parts = urlsplit(event.url or "")
    if parts.hostname:
        found["server.address"] = parts.hostname
        found["server.port"] = parts.port or _PORTS.get(parts.scheme, 443)
    return found


def _asked(event: RequestEvent) -> Attributes:
    """What is known when the span starts, for samplers to see."""
    found = _where(event)
    if event.stream:
        found["gen_ai.request.stream"] = True
    for names, kind in ((_WHOLE, int), (_REAL, float)):
        found.update(
            {f"gen_ai.request.{to}": kind(event.numbers[name]) for name, to in names.items() if name in event.numbers}
        )
    if found.get("gen_ai.request.choice.count") == 1:
        del found["gen_ai.request.choice.count"]
    return found


def _used(usage: TokenUsage | None) -> Attributes:
    return {f"gen_ai.usage.{kind}_tokens": count for kind, count in _counts(usage).items()}


def _counts(usage: TokenUsage | None) -> dict[str, int]:
    """The counts that are known."""
    counts = {} if usage is None else {"input": usage.input_tokens, "output": usage.output_tokens}
    return {kind: count for kind, count in counts.items() if count is not None}
