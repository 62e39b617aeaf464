"""OpenAI's spelling of the methods of `InferenceClient`, as thin views on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from inferlink_generated.sync_chat_view import SyncChatView

from . import arguments as to
from .chat_streams import ChatCompletionStreamManager
from .models import list_models
from .outputs import completion_chunk, read_completion, read_embeddings, read_images, read_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inferlink_generated.sync_tasks import SyncTasks
    from inferlink_generated.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from inferlink_generated.types.chat_completion import ChatCompletionStreamOutput
    from inferlink_generated.types.text_generation import TextGenerationOutput

    from .._sending.effects import Flow
    from .._settings import Settings, State
    from .._streams.objects import Stream
    from .outputs import Completion, CreateEmbeddingResponse, ImagesResponse, ModelList, Speech

__all__ = [
    "Audio",
    "Chat",
    "ChatCompletions",
    "Completions",
    "Embeddings",
    "Images",
    "Models",
    "SpeechMaker",
    "Transcriptions",
]

R = TypeVar("R")


class _View:
    """A view on a client."""

    def __init__(self, client: SyncTasks) -> None:
        self._client = client


class ChatCompletions(to.ChatArguments, SyncChatView):
    """The `client.chat.completions` of OpenAI's shape."""

    def _manage(self, start: Callable[[], Stream[ChatCompletionStreamOutput, R]]) -> ChatCompletionStreamManager[R]:
        return ChatCompletionStreamManager(start)


class Chat(_View):
    """The `client.chat` of OpenAI's shape."""

    @property
    def completions(self) -> ChatCompletions:
        """`client.chat.completions`."""
        return ChatCompletions(self._client)


class Completions(_View):
    """The `client.completions` of OpenAI's shape."""

    @overload
    def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: Literal[False] | None = None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion: ...
    @overload
    def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: Literal[True],
        **arguments: Unpack[to.CompletionArguments],
    ) -> Stream[Completion, TextGenerationOutput]: ...
    @overload
    def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: bool | None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion | Stream[Completion, TextGenerationOutput]: ...
    def create(
        self,
        *,
        prompt: str,
        model: str | None = None,
        stream: bool | None = None,
        **arguments: Unpack[to.CompletionArguments],
    ) -> Completion | Stream[Completion, TextGenerationOutput]:
        """Continue a text, as `client.text_generation` does, whose errors it raises.

        Args:
            prompt: The text to continue.
            model: Model for this call.
            stream: Whether the answer comes in pieces.
            **arguments: OpenAI's other arguments, as `CompletionArguments` lists them.
        """
        given = to.for_completion(arguments)
        if stream:
            opened = self._client.text_generation(prompt, model=model, stream=True, details=True, **given)
            return opened.seen_as(partial(completion_chunk, meta=opened.meta))
        return read_completion(self._client.text_generation(prompt, model=model, details=True, **given))


class Embeddings(_View):
    """The `client.embeddings` of OpenAI's shape."""

    def create(
        self, *, input: str | Sequence[str], model: str | None = None, **arguments: Unpack[to.EmbeddingArguments]
    ) -> CreateEmbeddingResponse:
        """Turn texts into vectors, as `client.feature_extraction` does, whose errors it raises.

        Args:
            input: One text, or several.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `EmbeddingArguments` lists them.
        """
        return read_embeddings(self._client.feature_extraction(input, model=model, **to.for_embedding(arguments)))


class Images(_View):
    """The `client.images` of OpenAI's shape."""

    def generate(
        self, *, prompt: str, model: str | None = None, **arguments: Unpack[to.ImageArguments]
    ) -> ImagesResponse:
        """Make an image of what a text describes, as `client.text_to_image` does, whose errors it raises.

        Args:
            prompt: What the image shows.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `ImageArguments` lists them.
        """
        return read_images(self._client.text_to_image(prompt, model=model, **to.for_image(arguments)))


class Transcriptions(_View):
    """The `client.audio.transcriptions` of OpenAI's shape."""

    def create(
        self, *, file: to.File, model: str | None = None, **arguments: Unpack[to.TranscriptionArguments]
    ) -> AutomaticSpeechRecognitionOutput:
        """Write down what is said, as `client.automatic_speech_recognition` does, whose errors it raises.

        Args:
            file: The recording, also as a tuple of name, content and type; name and type are found out here anyway.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `TranscriptionArguments` lists them.
        """
        return self._client.automatic_speech_recognition(
            to.read_file(file), model=model, **to.for_transcription(arguments)
        )


class SpeechMaker(_View):
    """The `client.audio.speech` of OpenAI's shape."""

    def create(self, *, input: str, model: str | None = None, **arguments: Unpack[to.SpeechArguments]) -> Speech:
        """Speak a text, as `client.text_to_speech` does, whose errors it raises.

        Args:
            input: The text to be spoken.
            model: Model for this call.
            **arguments: OpenAI's other arguments, as `SpeechArguments` lists them.
        """
        return read_speech(self._client.text_to_speech(input, model=model, **to.for_speech(arguments)))


class Audio(_View):
    """The `client.audio` of OpenAI's shape."""

    @property
    def transcriptions(self) -> Transcriptions:
        """`client.audio.transcriptions.create(...)`."""
        return Transcriptions(self._client)

    @property
    def speech(self) -> SpeechMaker:
        """`client.audio.speech.create(...)`."""
        return SpeechMaker(self._client)


class Models:
    """The models that the client's target lists: `client.models()`, or `client.models.list()` as OpenAI spells it."""

    def __init__(self, run: Callable[[Flow[Any]], Any], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    def __call__(self) -> ModelList:
        """Ask for the list.

        Raises:
            NotSupported: When the target lists no models in a way that is known here.
            APIStatusError: When it answers with an error.
            ResponseShapeError: When it answers with something else.
        """
        found: ModelList = self._run(list_models(self._settings, self._state))
        return found

    list = __call__
