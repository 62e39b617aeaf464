"""Spans and metrics by the semantic conventions, read back from the in-memory exporters of the SDK."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import sys
from typing import Any

import pytest
from hook_calls import ACME, ANSWER, CALLS, END, EVENT, KEY, PROMPT, TWO, busy, close_early, fresh
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from scripted import json_reply, scripted, sse_reply

from inferlink import AsyncInferenceClient, InferenceClient, errors
from inferlink.hooks import Hooks
from inferlink.otel import instrument, otel_hooks

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])


class Telemetry:
    """Providers of one test, and what they got."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.meters = MeterProvider([self._reader])

    def hooks(self, **options: Any) -> Hooks:
        return otel_hooks(tracer_provider=self.tracers, meter_provider=self.meters, **options)

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self._exporter.get_finished_spans()

    @property
    def span(self) -> Any:
        (found,) = self.spans
        return found

    @property
    def attributes(self) -> dict[str, Any]:
        return dict(self.span.attributes)

    def metrics(self) -> dict[str, list[tuple[dict[str, Any], int, float]]]:
        """Metric to its points: attributes, count and sum."""
        data = self._reader.get_metrics_data()
        return {
            metric.name: [(dict(point.attributes), point.count, point.sum) for point in metric.data.data_points]
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


@pytest.fixture
def telemetry() -> Telemetry:
    return Telemetry()


def client_of(kind: str, telemetry: Telemetry, *answers: Any, content: bool = False, **options: Any) -> Any:
    hooks = telemetry.hooks(capture_content=content)
    client, _ = scripted(
        kind, *answers, **{"base_url": "http://gpu:8080/v1", "api_key": KEY, "hooks": hooks, **options}
    )
    return client


@KINDS
def test_span_has_the_names_of_the_conventions(kind: str, telemetry: Telemetry) -> None:
    client = client_of(kind, telemetry, json_reply(ANSWER))
    client.chat_completion(PROMPT, model="m", temperature=1, top_p=0.5, max_tokens=7, seed=3, n=1, stop=["x"])
    span = telemetry.span
    assert (span.name, span.kind, span.status.status_code) == ("chat m", SpanKind.CLIENT, StatusCode.UNSET)
    assert telemetry.attributes == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "m",
        "gen_ai.request.temperature": 1.0,
        "gen_ai.request.top_p": 0.5,
        "gen_ai.request.max_tokens": 7,
        "gen_ai.request.seed": 3,
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.model": "acme-large-2",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 3,
        "gen_ai.usage.output_tokens": 2,
        "server.address": "gpu",
        "server.port": 8080,
    }
    assert type(telemetry.attributes["gen_ai.request.temperature"]) is float


@pytest.mark.parametrize(
    ("call", "answer", "name"),
    [
        (lambda c: c.feature_extraction("a", model="m"), {"data": [{"index": 0, "embedding": [1.0]}]}, "embeddings m"),
        (lambda c: c.text_to_image("a", model="m"), {"status": "done", "id": "j", "image": "aGk="}, "text_to_image m"),
        (lambda c: c.request("GET", "/x"), {}, "request"),
    ],
)
def test_span_is_named_by_operation_and_model(call: Any, answer: Any, name: str, telemetry: Telemetry) -> None:
    call(client_of("sync", telemetry, json_reply(answer), **ACME))
    assert telemetry.span.name == name
    assert telemetry.attributes["server.port"] == 443


@KINDS
@pytest.mark.parametrize("case", CALLS)
def test_every_call_has_one_span_that_ends(kind: str, case: str, telemetry: Telemetry) -> None:
    call, answers, options, told = CALLS[case]
    failed = None
    try:
        call(client_of(kind, telemetry, *map(fresh, answers), **options))
    except errors.InferenceError as error:
        failed = type(error).__name__
    assert telemetry.attributes.get("error.type") == failed
    assert telemetry.span.status.status_code is (StatusCode.ERROR if failed else StatusCode.UNSET)
    assert [event.name for event in telemetry.span.events] == ["inferlink.retry"] * told.count("on_retry")
    duration = telemetry.metrics()["gen_ai.client.operation.duration"]
    assert [count for _, count, _ in duration] == [1]
    assert duration[0][0].get("error.type") == failed


@KINDS
def test_stream_that_is_closed_early_is_no_error(kind: str, telemetry: Telemetry) -> None:
    close_early(client_of(kind, telemetry, sse_reply(EVENT, EVENT, END)))
    assert telemetry.attributes["inferlink.ended"] == "closed"
    assert telemetry.span.status.status_code is StatusCode.UNSET


def test_span_of_a_dropped_stream_ends(telemetry: Telemetry) -> None:
    client = client_of("sync", telemetry, sse_reply(EVENT, END))
    next(client.chat_completion(PROMPT, stream=True))
    gc.collect()
    assert telemetry.attributes["inferlink.ended"] == "dropped"


@KINDS
def test_span_of_a_stream_ends_with_it(kind: str, telemetry: Telemetry) -> None:
    stream = client_of(kind, telemetry, sse_reply(EVENT, END)).chat_completion(PROMPT, model="m", stream=True)
    next(stream)
    assert telemetry.spans == ()
    stream.result()
    found = telemetry.attributes
    assert found["gen_ai.request.stream"] is True
    assert found["gen_ai.response.time_to_first_chunk"] >= 0
    assert (found["gen_ai.usage.input_tokens"], found["gen_ai.usage.output_tokens"]) == (3, 2)


@KINDS
def test_span_begins_with_the_call(kind: str, telemetry: Telemetry) -> None:
    first: list[float] = []
    hooks = [Hooks(on_result=lambda event: first.append(event.time - event.started)), telemetry.hooks()]
    client_of(kind, telemetry, json_reply(ANSWER), hooks=hooks).chat_completion(PROMPT)
    seconds = (telemetry.span.end_time - telemetry.span.start_time) / 1e9
    assert seconds >= first[0] * 0.99


@KINDS
def test_failover_leads_the_span_to_the_next_provider(kind: str, telemetry: Telemetry) -> None:
    client = client_of(kind, telemetry, busy(), json_reply(ANSWER), **TWO, retry=0)
    client.chat_completion(PROMPT, model="m")
    assert telemetry.attributes["gen_ai.provider.name"] == "globex"
    assert telemetry.attributes["server.address"] == "globex.example"
    assert dict(telemetry.span.events[0].attributes)["inferlink.retry.reason"] == "failover"


# Context


@KINDS
def test_span_is_a_child_of_the_current_one(kind: str, telemetry: Telemetry) -> None:
    tracer = telemetry.tracers.get_tracer("test")
    client = client_of(kind, telemetry, json_reply(ANSWER), sse_reply(EVENT, END))
    with tracer.start_as_current_span("outer") as outer:
        client.chat_completion(PROMPT)
        stream = client.chat_completion(PROMPT, stream=True)
    with tracer.start_as_current_span("later"):
        stream.result()
    spans = [span for span in telemetry.spans if span.name == "chat"]
    assert [span.parent.span_id for span in spans] == [outer.get_span_context().span_id] * 2


def test_span_of_a_call_is_not_current_after_it(telemetry: Telemetry) -> None:
    client = client_of("sync", telemetry, sse_reply(EVENT, END))
    stream = client.chat_completion(PROMPT, stream=True)
    with telemetry.tracers.get_tracer("test").start_as_current_span("other") as other:
        assert other.parent is None
    stream.close()


def test_tasks_at_once_have_their_own_parents(telemetry: Telemetry) -> None:
    client = client_of("async", telemetry, json_reply(ANSWER), json_reply(ANSWER)).client
    tracer = telemetry.tracers.get_tracer("test")

    async def ask(name: str) -> int:
        with tracer.start_as_current_span(name) as outer:
            await client.chat_completion(PROMPT, model=name)
            return outer.get_span_context().span_id

    async def main() -> list[int]:
        return await asyncio.gather(ask("a"), ask("b"))

    parents = dict(zip(("chat a", "chat b"), asyncio.run(main()), strict=True))
    found = {span.name: span.parent.span_id for span in telemetry.spans if span.name in parents}
    assert found == parents


@KINDS
@pytest.mark.parametrize("propagate", [False, True])
def test_context_is_sent_only_when_asked_for(kind: str, propagate: bool, telemetry: Telemetry) -> None:
    hooks = telemetry.hooks(propagate=propagate)
    client, script = scripted(kind, json_reply(ANSWER), base_url="http://gpu:8080/v1", hooks=hooks)
    client.chat_completion(PROMPT)
    context = telemetry.span.context
    expected = f"00-{context.trace_id:032x}-{context.span_id:016x}-" if propagate else None
    sent = script.sent[0].headers.get("traceparent")
    assert sent == expected or sent.startswith(expected)


# Metrics


@KINDS
def test_metrics_count_tokens_and_seconds(kind: str, telemetry: Telemetry) -> None:
    client = client_of(kind, telemetry, json_reply(ANSWER), sse_reply(EVENT, END))
    client.chat_completion(PROMPT, model="m")
    client.chat_completion(PROMPT, model="m", stream=True).result()
    found = telemetry.metrics()
    tokens = {point[0]["gen_ai.token.type"] + point[0]["gen_ai.response.model"]: point[2] for point in found[USED]}
    assert tokens == {"inputacme-large-2": 3, "outputacme-large-2": 2, "inputm2": 3, "outputm2": 2}
    (chunk,) = found["gen_ai.client.operation.time_to_first_chunk"]
    assert chunk[1] == 1
    for name in found:
        for attributes, _, _ in found[name]:
            assert attributes["gen_ai.operation.name"] == "chat"
            assert (attributes["server.address"], attributes["server.port"]) == ("gpu", 8080)


USED = "gen_ai.client.token.usage"


# Content


@KINDS
@pytest.mark.parametrize("case", CALLS)
def test_content_and_keys_are_in_no_span_by_default(kind: str, case: str, telemetry: Telemetry) -> None:
    call, answers, options, _ = CALLS[case]
    with contextlib.suppress(errors.InferenceError):
        call(client_of(kind, telemetry, *map(fresh, answers), **options))
    whole = telemetry.span.to_json() + json.dumps(telemetry.metrics())
    assert "canary" not in whole
    assert KEY not in whole
    assert "busy" not in whole


def test_messages_are_captured_where_asked_for(telemetry: Telemetry) -> None:
    called = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": '{"at": "x"}'}}
    messages = [
        {"role": "system", "content": "Be brief."},
        {
            "role": "user",
            "content": [{"type": "text", "text": "See"}, {"type": "image_url", "image_url": {"url": "x"}}],
        },
        {"role": "assistant", "tool_calls": [called]},
        {"role": "tool", "tool_call_id": "c1", "content": "a cat"},
    ]
    client = client_of("sync", telemetry, json_reply(ANSWER), content=True)
    client.chat_completion(messages, stop=["x"])
    assert json.loads(telemetry.attributes["gen_ai.input.messages"]) == [
        {"role": "system", "parts": [{"type": "text", "content": "Be brief."}]},
        {"role": "user", "parts": [{"type": "text", "content": "See"}, {"type": "image_url"}]},
        {"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "look", "arguments": {"at": "x"}}]},
        {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "a cat"}]},
    ]
    assert json.loads(telemetry.attributes["gen_ai.output.messages"]) == [
        {"role": "assistant", "parts": [{"type": "text", "content": "canary answer"}], "finish_reason": "stop"}
    ]
    assert telemetry.attributes["gen_ai.request.stop_sequences"] == ("x",)


def test_words_of_an_error_are_captured_with_content(telemetry: Telemetry) -> None:
    client = client_of("sync", telemetry, json_reply({"error": "what is this?"}, 400), content=True)
    with pytest.raises(errors.BadRequestError):
        client.chat_completion(PROMPT)
    assert "what is this?" in telemetry.span.status.description


# Clients


@pytest.mark.parametrize("make", [InferenceClient, AsyncInferenceClient])
def test_instrument_adds_to_the_hooks_of_a_client(make: Any, telemetry: Telemetry) -> None:
    own = Hooks()
    client = make(base_url="http://gpu:8080/v1", hooks=own)
    found = instrument(client, tracer_provider=telemetry.tracers)
    assert type(found) is make
    assert found.hooks[0] is own
    assert len(found.hooks) == 2
    assert client.hooks == (own,)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "inferlink._hooks.spans", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(errors.MissingExtra, match=r"pip install 'inferlink\[otel\]'"):
        otel_hooks()
