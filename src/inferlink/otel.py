"""OpenTelemetry spans and metrics by the semantic conventions for generative AI (extra `otel`).

`client = instrument(InferenceClient(...))`, or `InferenceClient(hooks=otel_hooks())`. One span a call, of kind CLIENT,
a child of the span that is current where the call is made; a stream's span ends with the stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .errors import MissingExtra

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

    from .async_client import AsyncInferenceClient
    from .client import InferenceClient
    from .hooks import Hooks

    Client = TypeVar("Client", InferenceClient, AsyncInferenceClient)

__all__ = ["instrument", "otel_hooks"]


def otel_hooks(
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
    capture_content: bool = False,
    propagate: bool = False,
) -> Hooks:
    """Make the hooks that write spans and metrics; the same may be given to several clients.

    The names are those of https://github.com/open-telemetry/semantic-conventions-genai (status: development), which
    may change with it. Metrics: `gen_ai.client.operation.duration`, `gen_ai.client.token.usage` and
    `gen_ai.client.operation.time_to_first_chunk`.

    Args:
        tracer_provider: Makes the spans; the global one by default.
        meter_provider: Makes the metrics; the global one by default.
        capture_content: Whether spans hold messages, stop texts and the words of errors, which may quote the input.
        propagate: Whether requests carry the span's context to the target (`traceparent`), by the global propagator.

    Raises:
        MissingExtra: When opentelemetry-api is not installed.
    """
    try:
        from ._hooks.spans import Telemetry
    except ImportError as error:
        raise MissingExtra("Spans need OpenTelemetry: pip install 'inferlink[otel]'") from error
    from .hooks import Hooks

    telemetry = Telemetry(tracer_provider, meter_provider, content=capture_content)
    return Hooks(
        on_request=telemetry.on_request,
        on_retry=telemetry.on_retry,
        on_first_byte=telemetry.on_first_byte,
        on_result=telemetry.on_result,
        on_error=telemetry.on_error,
        trace_headers=telemetry.trace_headers if propagate else None,
        content=capture_content,
    )


def instrument(
    client: Client,
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
    capture_content: bool = False,
    propagate: bool = False,
) -> Client:
    """A client with the same options, connections and hooks whose calls are traced too; for arguments see `otel_hooks`.

    Raises:
        MissingExtra: When opentelemetry-api is not installed.
    """
    hooks = otel_hooks(
        tracer_provider=tracer_provider,
        meter_provider=meter_provider,
        capture_content=capture_content,
        propagate=propagate,
    )
    return client.with_options(hooks=[*client.hooks, hooks])
