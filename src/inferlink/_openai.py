"""OpenAI's spelling of the methods, as thin views on a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ._about import ServedModel
    from ._effects import Flow
    from ._settings import Settings, State
    from .client import AsyncInferenceClient, InferenceClient

__all__ = ["AsyncChat", "AsyncChatCompletions", "AsyncModels", "Chat", "ChatCompletions", "Models"]


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


def _listing(settings: Settings, state: State) -> Flow[list[ServedModel]]:
    from ._about import served_models

    return (yield from served_models(settings, state))


class Models:
    """The models that the client's target lists: `client.models()`, or `client.models.list()` as OpenAI spells it."""

    def __init__(self, run: Callable[[Flow[Any]], Any], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    def __call__(self) -> list[ServedModel]:
        """Ask for the list.

        Raises:
            NotSupported: When the target lists no models in a way that is known here.
            APIStatusError: When it answers with an error.
            ResponseShapeError: When it answers with something else.
        """
        found: list[ServedModel] = self._run(_listing(self._settings, self._state))
        return found

    list = __call__


class AsyncModels:
    """The models that the client's target lists: `await client.models()`, or `await client.models.list()`."""

    def __init__(self, run: Callable[[Flow[Any]], Awaitable[Any]], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    async def __call__(self) -> list[ServedModel]:
        """Ask for the list.

        Raises:
            NotSupported: When the target lists no models in a way that is known here.
            APIStatusError: When it answers with an error.
            ResponseShapeError: When it answers with something else.
        """
        found: list[ServedModel] = await self._run(_listing(self._settings, self._state))
        return found

    list = __call__
