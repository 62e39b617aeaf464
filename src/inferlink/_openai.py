"""OpenAI's spelling of the methods, as thin views on a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .client import AsyncInferenceClient, InferenceClient

__all__ = ["AsyncChat", "AsyncChatCompletions", "Chat", "ChatCompletions"]


class Chat:
    """The `client.chat` of OpenAI's shape."""

    def __init__(self, client: InferenceClient) -> None:
        self.completions: Final = ChatCompletions(client)


class ChatCompletions:
    """The `client.chat.completions` of OpenAI's shape."""

    def __init__(self, client: InferenceClient) -> None:
        self.create: Final = client.chat_completion


class AsyncChat:
    """The `client.chat` of OpenAI's shape."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.completions: Final = AsyncChatCompletions(client)


class AsyncChatCompletions:
    """The `client.chat.completions` of OpenAI's shape."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.create: Final = client.chat_completion
