"""What `client.map` yields, for mypy and pyright alike: nothing here is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

from inferlink import Args, AsyncInferenceClient, InferenceClient, Outcome
from inferlink.types import (
    AsyncOutcomes,
    ChatCompletionOutput,
    Image,
    Items,
    Outcomes,
    Text,
    TextClassificationOutputElement,
    VisualQuestionAnsweringOutputElement,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


def say(prompt: str) -> int:
    """A function of one's own."""
    return len(prompt)


def sync(client: InferenceClient, prompts: Iterator[str]) -> None:
    outcomes = client.map(client.chat_completion, prompts, concurrency=16, max_tokens=5)
    assert_type(outcomes, Outcomes[ChatCompletionOutput])
    for outcome in outcomes:
        assert_type(outcome, Outcome[ChatCompletionOutput])
        assert_type(outcome.value, ChatCompletionOutput)
        assert_type(outcome.result, ChatCompletionOutput | None)
    messages = [[{"role": "user", "content": "Hi"}]]
    assert_type(client.map(client.chat_completion, messages), Outcomes[ChatCompletionOutput])
    mixed: list[str | Args] = ["a", Args("b", max_tokens=3)]
    assert_type(client.map(client.chat_completion, mixed), Outcomes[ChatCompletionOutput])
    assert_type(client.map(client.text_generation, ["a"]), Outcomes[Text])
    assert_type(client.map(client.text_classification, ["a"]), Outcomes[Items[TextClassificationOutputElement]])
    assert_type(client.map(client.text_to_image, ["a"]), Outcomes[Image])
    assert_type(client.map("text_to_image", ["a"]), Outcomes[object])
    assert_type(client.map(say, ["a"]), Outcomes[int])
    asked = [Args("cat.png", question="What is it?")]
    found = client.map(client.visual_question_answering, asked)
    assert_type(found, Outcomes[Items[VisualQuestionAnsweringOutputElement]])

    def failed(outcome: Outcome[ChatCompletionOutput]) -> None:
        assert_type(outcome.error, Exception | None)

    client.map(client.chat_completion, ["a"], on_error=failed)


async def twin(client: AsyncInferenceClient, prompts: AsyncIterator[str]) -> None:
    outcomes = client.map(client.chat_completion, prompts)
    assert_type(outcomes, AsyncOutcomes[ChatCompletionOutput])
    async for outcome in outcomes:
        assert_type(outcome.value, ChatCompletionOutput)
    assert_type(client.map(client.text_to_image, ["a"]), AsyncOutcomes[Image])
