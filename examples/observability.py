"""Observability: a log line for each call by hooks, and OpenTelemetry spans and metrics.

    pip install 'inferlink[otel]' opentelemetry-sdk
    python examples/observability.py                           # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/observability.py http://localhost:8080/v1  # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too.
"""

import os
import sys

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from inferlink import InferenceClient
from inferlink.hooks import ErrorEvent, Hooks, ResultEvent
from inferlink.otel import instrument

MODEL = "Qwen/Qwen3-8B"


def tell_result(event: ResultEvent) -> None:
    tokens = event.usage.output_tokens if event.usage else "unknown"
    print(f"{event.task} at {event.provider}: {event.time - event.started:.3f} s, {tokens} tokens")


def tell_error(event: ErrorEvent) -> None:
    print(f"{event.ended}: {event.error}")


def hooks(client: InferenceClient) -> None:
    told = client.with_options(hooks=Hooks(on_result=tell_result, on_error=tell_error))
    told.chat_completion("Why is the sky blue?", model=MODEL, max_tokens=200)


def spans(client: InferenceClient) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))  # to a collector: BatchSpanProcessor(OTLPSpanExporter())
    traced = instrument(client, tracer_provider=provider)
    with provider.get_tracer("example").start_as_current_span("question"):
        traced.chat_completion("Tell me a story.", model=MODEL, max_tokens=200, stream=True).result()
    for span in exporter.get_finished_spans():
        reasons = (span.attributes or {}).get("gen_ai.response.finish_reasons")
        print(f"{span.name}: {reasons}")


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        for show in (hooks, spans):
            print(f"\n== {show.__name__} ==")
            show(client)


if __name__ == "__main__":
    main()
