"""Options of single servers as `extra_body`, for mypy and pyright alike: nothing here is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_type

from inferlink.types import (
    ChatCompletionOutput,
    ChatCompletionStreamOutput,
    InfinityEmbeddingExtras,
    InfinityExtras,
    Items,
    LiteLLMEmbeddingExtras,
    LiteLLMExtras,
    LlamaCppCompletionExtras,
    LlamaCppEmbeddingExtras,
    LlamaCppExtras,
    LMStudioExtras,
    OllamaEmbedExtras,
    OllamaExtras,
    OllamaGenerateExtras,
    OllamaOptions,
    SGLangCompletionExtras,
    SGLangExtras,
    Stream,
    TEIExtras,
    Text,
    TextRankingOutputElement,
    Vectors,
    VLLMCompletionExtras,
    VLLMExtras,
    VLLMStructuredOutputs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferlink import AsyncInferenceClient, InferenceClient

AnyExtras = VLLMExtras | LlamaCppExtras | OllamaExtras | SGLangExtras | LiteLLMExtras


def made_by_name(client: InferenceClient) -> None:
    extra = VLLMExtras(structured_outputs={"choice": ["yes", "no"]}, min_tokens=1)
    assert_type(extra.get("structured_outputs"), VLLMStructuredOutputs | None)
    assert_type(client.chat_completion("x", extra_body=extra), ChatCompletionOutput)
    assert_type(
        client.chat_completion("x", stream=True, extra_body=extra),
        Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    client.chat_completion("x", extra_body=LlamaCppExtras(grammar='root ::= "yes"', lora=[{"id": 0, "scale": 1}]))
    client.chat_completion("x", extra_body=OllamaExtras(options=OllamaOptions(num_ctx=8192), keep_alive="10m"))
    client.chat_completion("x", extra_body=SGLangExtras(regex="a+"))
    client.chat_completion("x", extra_body=LiteLLMExtras(fallbacks=["other"]))
    client.chat_completion("x", extra_body=LMStudioExtras(ttl=60))
    client.chat.completions.create("x", extra_body=VLLMExtras(ignore_eos=True))


def written_out(client: InferenceClient) -> None:
    extra: OllamaExtras = {"options": {"num_ctx": 8192}, "keep_alive": 60, "think": "low"}
    assert_type(extra["think"], bool | Literal["low", "medium", "high", "max"])
    client.chat_completion("x", extra_body=extra)
    text: OllamaGenerateExtras = {"raw": True, "options": {"min_p": 0.1, "num_gpu": 0}}
    assert_type(client.text_generation("x", extra_body=text), Text)
    completion: VLLMCompletionExtras = {"echo": True, "priority": 0}
    client.text_generation("x", extra_body=completion)
    more: LlamaCppCompletionExtras = {"mirostat": 2, "logit_bias": [["yes", 1.5]]}
    client.text_generation("x", extra_body=more)
    other: SGLangCompletionExtras = {"ebnf": "...", "return_hidden_states": "last"}
    client.text_generation("x", extra_body=other)
    dict_of_ones_own: dict[str, object] = {"anything": 1}
    client.chat_completion("x", extra_body=dict_of_ones_own)


def other_tasks(client: InferenceClient) -> None:
    assert_type(client.feature_extraction("x", extra_body=OllamaEmbedExtras(keep_alive=0)), Vectors)
    client.feature_extraction("x", extra_body=LlamaCppEmbeddingExtras(embd_normalize=-1))
    client.feature_extraction("x", extra_body=InfinityEmbeddingExtras(modality="image"))
    client.feature_extraction("x", extra_body=LiteLLMEmbeddingExtras(caching=True))
    assert_type(client.rerank("x", ["y"], extra_body=TEIExtras(raw_scores=True)), Items[TextRankingOutputElement])
    client.text_classification("x", extra_body=InfinityExtras(raw_scores=True))


async def async_calls(client: AsyncInferenceClient) -> None:
    assert_type(await client.chat_completion("x", extra_body=VLLMExtras(ignore_eos=True)), ChatCompletionOutput)
    assert_type(await client.feature_extraction("x", extra_body=OllamaEmbedExtras()), Vectors)


def any_of_them(
    extra: VLLMExtras | LlamaCppExtras | OllamaExtras | SGLangExtras | LiteLLMExtras,
) -> Mapping[str, object]:
    return extra
