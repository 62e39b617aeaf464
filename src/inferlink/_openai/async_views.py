"""OpenAI's spelling of the methods of `AsyncInferenceClient`, as thin views on it.

A view may be the first thing that is asked for on a loop, and importing reads files: this module is loaded with the
client, and what it imports inside its methods is loaded off the loop by the call before (`Link.load`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from inferlink_generated.async_chat_view import AsyncChatView
from inferlink_generated.async_tasks import AsyncTasks

from . import arguments as to
from .chat_streams import AsyncChatCompletionStreamManager
from .models import list_models

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Sequence

    from inferlink_generated.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from inferlink_generated.types.chat_completion import ChatCompletionStreamOutput
    from inferlink_generated.types.text_generation import TextGenerationOutput

    from .._client.about import ServedModel
    from .._sending.effects import Flow
    from .._settings import Settings, State
    from .._streams.objects import AsyncStream
    from .outputs import Completion, CreateEmbeddingResponse, ImagesResponse, ModelList, Speech

__all__ = [
    "AsyncAudio",
    "AsyncChat",
    "AsyncChatCompletions",
    "AsyncCompletions",
    "AsyncEmbeddings",
    "AsyncImages",
    "AsyncModels",
    "AsyncSpeechMaker",
    "AsyncTasksInShapes",
    "AsyncTranscriptions",
    "ModelListing",
]

R = TypeVar("R")


class _View:
    """A view on a client."""

    def __init__(self, client: AsyncTasks) -> None:
        self._client = client


class AsyncChatCompletions(to.ChatArguments, AsyncChatView):
    """The `client.chat.completions` of OpenAI's shape."""

    def _manage(
        self, start: Callable[[], Awaitable[AsyncStream[ChatCompletionStreamOutput, R]]]
    ) -> AsyncChatCompletionStreamManager[R]:
        return AsyncChatCompletionStreamManager(start)


class AsyncChat(_View):
    """The `client.chat` of OpenAI's shape."""

    @property
    def completions(self) -> AsyncChatCompletions:
        """`client.chat.completions`."""
        return AsyncChatCompletions(self._client)


class AsyncCompletions(_View):
    """The `client.completions` of OpenAI's shape."""

    @overload
    async def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: Literal[False] | None = None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion: ...
    @overload
    async def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: Literal[True],
        **arguments: Unpack[to.CompletionArguments],
    ) -> AsyncStream[Completion, TextGenerationOutput]: ...
    @overload
    async def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: bool | None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion | AsyncStream[Completion, TextGenerationOutput]: ...
    async def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: bool | None = None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion | AsyncStream[Completion, TextGenerationOutput]:
        """Continue a text, as `client.text_generation` does, whose errors it raises.

        Args:
            prompt: The text to continue.
            model: Model for this call.
            stream: Whether the answer comes in pieces.
            **arguments: OpenAI's other arguments, as `CompletionArguments` lists them.
        """
        given = to.for_completion(arguments)
        if stream:
            opened = await self._client.text_generation(prompt, model=model, stream=True, details=True, **given)
            from .outputs import completion_chunk

            return opened.seen_as(partial(completion_chunk, meta=opened.meta))
        output = await self._client.text_generation(prompt, model=model, details=True, **given)
        from .outputs import read_completion

        return read_completion(output)


class AsyncEmbeddings(_View):
    """The `client.embeddings` of OpenAI's shape."""

    async def create(
        self, *, input: str | Sequence[str], model: str | None = None, **arguments: Unpack[to.EmbeddingArguments]
    ) -> CreateEmbeddingResponse:
        """Turn texts into vectors, as `client.feature_extraction` does, whose errors it raises.

        Args:
            input: One text, or several.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `EmbeddingArguments` lists them.
        """
        vectors = await self._client.feature_extraction(input, model=model, **to.for_embedding(arguments))
        from .outputs import read_embeddings

        return read_embeddings(vectors)


class AsyncImages(_View):
    """The `client.images` of OpenAI's shape."""

    async def generate(
        self, *, prompt: str, model: str | None = None, **arguments: Unpack[to.ImageArguments]
    ) -> ImagesResponse:
        """Make an image of what a text describes, as `client.text_to_image` does, whose errors it raises.

        Args:
            prompt: What the image shows.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `ImageArguments` lists them.
        """
        image = await self._client.text_to_image(prompt, model=model, **to.for_image(arguments))
        from .outputs import read_images

        return read_images(image)


class AsyncTranscriptions(_View):
    """The `client.audio.transcriptions` of OpenAI's shape."""

    async def create(
        self, *, file: to.File, model: str | None = None, **arguments: Unpack[to.TranscriptionArguments]
    ) -> AutomaticSpeechRecognitionOutput:
        """Write down what is said, as `client.automatic_speech_recognition` does, whose errors it raises.

        Args:
            file: The recording, also as a tuple of name, content and type; name and type are found out here anyway.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `TranscriptionArguments` lists them.
        """
        return await self._client.automatic_speech_recognition(
            to.read_file(file), model=model, **to.for_transcription(arguments)
        )


class AsyncSpeechMaker(_View):
    """The `client.audio.speech` of OpenAI's shape."""

    async def create(self, *, input: str, model: str | None = None, **arguments: Unpack[to.SpeechArguments]) -> Speech:
        """Speak a text, as `client.text_to_speech` does, whose errors it raises.

        Args:
            input: The text to be spoken.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `SpeechArguments` lists them.
        """
        audio = await self._client.text_to_speech(input, model=model, **to.for_speech(arguments))
        from .outputs import read_speech

        return read_speech(audio)


class AsyncAudio(_View):
    """The `client.audio` of OpenAI's shape."""

    @property
    def transcriptions(self) -> AsyncTranscriptions:
        """`client.audio.transcriptions.create(...)`."""
        return AsyncTranscriptions(self._client)

    @property
    def speech(self) -> AsyncSpeechMaker:
        """`client.audio.speech.create(...)`."""
        return AsyncSpeechMaker(self._client)


class AsyncModels:
    """The models that the client's target lists: `await client.models()`, or `client.models.list()`."""

    def __init__(self, run: Callable[[Flow[Any]], Awaitable[Any]], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    async def __call__(self) -> ModelList:
        """Ask for the list.

        Raises:
            NotSupported: When the target lists no models in a way that is known here.
            APIStatusError: When it answers with an error.
            ResponseShapeError: When it answers with something else.
        """
        found: ModelList = await self._run(list_models(self._settings, self._state))
        return found

    def list(self) -> ModelListing:
        """The list, to be awaited, or gone through with `async for`; it is asked for then, as by a call."""
        return ModelListing(self)


class ModelListing:
    """A list of models that is asked for when it is awaited or gone through."""

    def __init__(self, ask: AsyncModels) -> None:
        self._ask = ask

    def __await__(self) -> Generator[Any, None, ModelList]:
        return self._ask().__await__()

    async def __aiter__(self) -> AsyncIterator[ServedModel]:
        for model in await self._ask():
            yield model


class AsyncTasksInShapes(AsyncTasks):
    """All tasks, and OpenAI's spelling of some."""

    @property
    def chat(self) -> AsyncChat:
        """OpenAI's spelling: `await client.chat.completions.create(...)`."""
        return AsyncChat(self)

    @property
    def completions(self) -> AsyncCompletions:
        """OpenAI's spelling: `await client.completions.create(...)`."""
        return AsyncCompletions(self)

    @property
    def embeddings(self) -> AsyncEmbeddings:
        """OpenAI's spelling: `await client.embeddings.create(...)`."""
        return AsyncEmbeddings(self)

    @property
    def images(self) -> AsyncImages:
        """OpenAI's spelling: `await client.images.generate(...)`."""
        return AsyncImages(self)

    @property
    def audio(self) -> AsyncAudio:
        """OpenAI's spelling: `await client.audio.transcriptions.create(...)`."""
        return AsyncAudio(self)
