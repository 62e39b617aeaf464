"""Calls that a type checker must refuse; nothing here is run.

Each wrong line is ignored by name, once for mypy and once for pyright, and both are told to complain about an ignore
that hides nothing: so the day a line is accepted by either, `make check` fails here.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from inferlink import AsyncInferenceClient, InferenceClient, RequestOptions, Retry, Timeout
from inferlink.types import LlamaCppExtras, OllamaExtras, TEIExtras, VLLMExtras


def wrong_arguments(client: InferenceClient) -> None:
    client.text_classification(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification("x", None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification("x", top_k="2")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification("x", topk=2)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification("x", function_to_apply="tanh")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.feature_extraction([1, 2])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.automatic_speech_recognition(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_to_image("x", width="512")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_to_image("x", stream=True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.no_such_task("x")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def wrong_chat(client: InferenceClient) -> None:
    client.chat_completion(5)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    client.chat_completion("x", stream="yes")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    client.chat_completion("x", tool_choice="maybe")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    client.chat.completions.create("x", max_tokens="9")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]


def wrong_openai_shapes(client: InferenceClient) -> None:
    client.embeddings.create(input="x", dimensions="3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.embeddings.create(input="x", dimension=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.images.generate(prompt="x", n=2)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.audio.speech.create()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.chat.completions.stream("x", stream=True)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def wrong_output(client: InferenceClient) -> None:
    _ = client.chat_completion("x").parsed  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    _ = client.chat_completion("x", output=list[int]).parsed.title  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.chat_completion("x", stream=True).partials()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def wrong_tools(client: InferenceClient) -> None:
    client.chat_completion("x", tools=["add"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
    client.run_tools("x", print)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.run_tools("x", [print], on_tool_error="stop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    _ = client.run_tools("x", [print]).choices  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def wrong_results(client: InferenceClient) -> None:
    _ = client.chat_completion("x", stream=True).choices  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.chat_completion("x").result()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    _ = client.text_generation("x").generated_text  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.text_generation("x", details=True).upper()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.text_classification("x")[0]["label"]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    client.request("GET", "models", type=dict[str, int])["x"].upper()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def wrong_options(client: InferenceClient) -> None:
    InferenceClient(timeout="5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    InferenceClient(route="sideways")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    InferenceClient(proxies={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.with_options(provider="auto")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification("x", options={"timeout": 5})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Timeout(5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Retry(times=2)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    RequestOptions().timeout = 5  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def wrong_extras(client: InferenceClient) -> None:
    VLLMExtras(min_token=1)  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportCallIssue]
    VLLMExtras(min_tokens="1")  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    VLLMExtras(structured_outputs={"choices": []})  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportArgumentType]
    LlamaCppExtras(mirostat=3)  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    LlamaCppExtras(lora=[{"id": 0}])  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    TEIExtras(truncation_direction="left")  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    extra: OllamaExtras = {"num_ctx": 8192}  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    extra = {"options": {"num_ctx": "8k"}}  # type: ignore[typeddict-item]  # pyright: ignore[reportAssignmentType]
    extra["raw"] = True  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportGeneralTypeIssues]
    client.chat_completion("x", extra_body=[extra])  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]


async def forgotten_awaits(client: AsyncInferenceClient) -> None:
    _ = client.chat_completion("x").choices  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    for _ in await client.chat_completion("x", stream=True):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    with client:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
