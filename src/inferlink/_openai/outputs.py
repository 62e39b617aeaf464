"""What OpenAI's shapes return where our own results have other names. All keep `.meta`."""

from __future__ import annotations

from binascii import b2a_base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from inferlink_generated._result import Items, Result

from .._media.artifacts import Audio, Image
from .._meta import Meta
from .._replies.decode import attach_meta

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from inferlink_generated.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput

    from .._client.about import ServedModel
    from .._media.artifacts import Vectors

__all__ = [
    "Completion",
    "CompletionChoice",
    "CreateEmbeddingResponse",
    "Embedding",
    "GeneratedImage",
    "ImagesResponse",
    "ModelList",
    "Speech",
    "TokenCounts",
    "completion_chunk",
    "read_completion",
    "read_embeddings",
    "read_images",
    "read_speech",
]

R = TypeVar("R")
Bytes: TypeAlias = bytes  # the name that `MediaOutput.bytes` hides inside the class


@dataclass(kw_only=True, repr=False, eq=False)
class TokenCounts(Result):
    """What a call used; counts of other names are kept as the server sent them."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(kw_only=True, repr=False, eq=False)
class CompletionChoice(Result):
    """The continuation of a prompt, or a piece of it."""

    text: str
    finish_reason: str | None = None
    """Why it ended; of a piece that is not the last, `None`."""
    index: int = 0


@dataclass(kw_only=True, repr=False, eq=False)
class Completion(Result):
    """The answer of `completions.create`, or a piece of it."""

    id: str | None = None
    """The server's id of the request, from its headers."""
    choices: list[CompletionChoice]
    """One choice."""
    model: str | None = None
    """The model as it was sent."""
    usage: TokenCounts | None = None
    object: Literal["text_completion"] = "text_completion"


@dataclass(kw_only=True, repr=False, eq=False)
class Embedding(Result):
    """The vector of one text."""

    embedding: list[float]
    """Always numbers, also where base64 travelled."""
    index: int
    """Position of the text in the input, from 0."""
    object: Literal["embedding"] = "embedding"


@dataclass(kw_only=True, repr=False, eq=False)
class CreateEmbeddingResponse(Result):
    """The answer of `embeddings.create`."""

    data: list[Embedding]
    model: str | None = None
    """The model as it was sent."""
    usage: TokenCounts | None = None
    object: Literal["list"] = "list"


@dataclass(kw_only=True, repr=False, eq=False)
class GeneratedImage(Result):
    """An image that was made."""

    image: Image

    @property
    def b64_json(self) -> str:
        """The file in base64."""
        return b2a_base64(self.image.bytes, newline=False).decode()

    @property
    def url(self) -> str:
        """The file as a `data:` URL: where the server sent a link, it was followed."""
        return f"data:{self.image.mime};base64,{self.b64_json}"


@dataclass(kw_only=True, repr=False, eq=False)
class ImagesResponse(Result):
    """The answer of `images.generate`."""

    data: list[GeneratedImage]
    """One image."""


class Speech(Audio):
    """The answer of `audio.speech.create`: sound, with OpenAI's names for its bytes."""

    @property
    def content(self) -> Bytes:
        """The encoded file."""
        return self.bytes

    def read(self) -> Bytes:
        """The encoded file."""
        return self.bytes

    def iter_bytes(self, chunk_size: int = 65536) -> Iterator[Bytes]:
        """The encoded file in pieces of that many bytes."""
        return (self.bytes[start : start + chunk_size] for start in range(0, len(self), chunk_size))

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Write the file, as `save` does."""
        self.save(file)

    stream_to_file = write_to_file


class ModelList(Items["ServedModel"]):
    """The answer of `models.list`: a list, which is also its `data`."""

    @property
    def data(self) -> list[ServedModel]:
        """The models."""
        return self


def read_completion(output: TextGenerationOutput) -> Completion:
    """A whole answer."""
    reason = None if output.details is None else output.details.finish_reason
    choice = CompletionChoice(text=output.generated_text, finish_reason=reason)
    meta = output.meta or Meta()
    usage = _counts(meta.usage)
    return _noted(Completion(id=meta.request_id, choices=[choice], model=meta.model, usage=usage), output.meta)


def completion_chunk(item: TextGenerationStreamOutput, meta: Meta) -> Completion:
    """A piece of a streamed answer."""
    text = "" if item.token.special else item.token.text
    reason = None if item.details is None else item.details.finish_reason
    choice = CompletionChoice(text=text, finish_reason=reason)
    return Completion(id=meta.request_id, choices=[choice], model=meta.model)


def read_embeddings(vectors: Vectors) -> CreateEmbeddingResponse:
    """Vectors, a row for each text."""
    meta = vectors.meta or Meta()
    data = [Embedding(embedding=row, index=index) for index, row in enumerate(vectors.tolist())]
    usage = _counts(meta.usage)
    return _noted(CreateEmbeddingResponse(data=data, model=meta.model, usage=usage), vectors.meta)


def read_images(image: Image) -> ImagesResponse:
    """One image."""
    return _noted(ImagesResponse(data=[GeneratedImage(image=image)]), image.meta)


def read_speech(audio: Audio) -> Speech:
    """Sound."""
    return _noted(Speech(audio.bytes, audio.mime), audio.meta)


def _noted(result: R, meta: Meta | None) -> R:
    attach_meta(result, meta)
    return result


def _counts(usage: dict[str, object] | None) -> TokenCounts | None:
    if usage is None:
        return None
    counts = TokenCounts()
    vars(counts).update(usage)
    return counts
