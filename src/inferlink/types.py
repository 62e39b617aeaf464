"""Every type that calls take and return.

`typing.get_type_hints(method, localns=vars(inferlink.types))` resolves the annotations of every method of a client.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Protocol, TypeAlias

from inferlink_generated import types as _generated
from inferlink_generated._result import Base64Media, Items, Parsed, Result, Text
from inferlink_generated.types import *  # noqa: F403  # the generated package lists its names in __all__

from ._chat.events import Finished, ReasoningDelta, RefusalDelta, StreamEvent, TextDelta, ToolCallDelta, UsageReport
from ._client.about import ServedModel, ServerInfo
from ._client.raw import RawReply
from ._job_handles import JobHandle, JobProgress
from ._map.outcomes import Args, Outcome
from ._map.plan import OnError
from ._map.tasks import AsyncOutcomes
from ._map.threads import Outcomes
from ._media.artifacts import Audio, Image, MediaOutput, Vectors, Video
from ._meta import Meta
from ._openai.arguments import (
    CompletionArguments,
    EmbeddingArguments,
    ImageArguments,
    SpeechArguments,
    TranscriptionArguments,
)
from ._openai.chat_streams import (
    AsyncChatCompletionStream,
    AsyncChatCompletionStreamManager,
    ChatCompletionStream,
    ChatCompletionStreamManager,
)
from ._openai.events import (
    ChatStreamEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    RefusalDeltaEvent,
    RefusalDoneEvent,
    ToolArgumentsDeltaEvent,
    ToolArgumentsDoneEvent,
)
from ._openai.outputs import (
    Completion,
    CompletionChoice,
    CreateEmbeddingResponse,
    Embedding,
    GeneratedImage,
    ImagesResponse,
    ModelList,
    Speech,
    TokenCounts,
)
from ._specs.vocabulary import Provider
from ._streams.objects import AsyncStream, Stream
from ._streams.parsed import AsyncParsedStream, ParsedStream
from ._structured.output import JsonValue
from ._tools.steps import ToolCall, ToolRun, ToolStep
from ._tools.turns import OnToolError
from .hooks import Hooks
from .options import RequestOptions, Retry, Route, Timeout, Unsupported

__all__ = [
    "Args",
    "AsyncChatCompletionStream",
    "AsyncChatCompletionStreamManager",
    "AsyncOutcomes",
    "AsyncParsedStream",
    "AsyncStream",
    "Audio",
    "Base64Media",
    "ChatCompletionStream",
    "ChatCompletionStreamManager",
    "ChatStreamEvent",
    "Completion",
    "CompletionArguments",
    "CompletionChoice",
    "ContentDeltaEvent",
    "ContentDoneEvent",
    "CreateEmbeddingResponse",
    "Embedding",
    "EmbeddingArguments",
    "Finished",
    "GeneratedImage",
    "Image",
    "ImageArguments",
    "ImagesResponse",
    "Items",
    "JobHandle",
    "JobProgress",
    "JsonValue",
    "MediaInput",
    "MediaOutput",
    "Meta",
    "ModelList",
    "OnError",
    "OnToolError",
    "Outcome",
    "Outcomes",
    "PILImage",
    "Parsed",
    "ParsedStream",
    "RawReply",
    "ReasoningDelta",
    "RefusalDelta",
    "RefusalDeltaEvent",
    "RefusalDoneEvent",
    "Result",
    "ServedModel",
    "ServerInfo",
    "Speech",
    "SpeechArguments",
    "Stream",
    "StreamEvent",
    "Text",
    "TextDelta",
    "TokenCounts",
    "ToolArgumentsDeltaEvent",
    "ToolArgumentsDoneEvent",
    "ToolCall",
    "ToolCallDelta",
    "ToolRun",
    "ToolStep",
    "TranscriptionArguments",
    "UsageReport",
    "Vectors",
    "Video",
]
__all__ += _generated.__all__

_IN_ANNOTATIONS = (
    Callable[..., object],
    Mapping[str, object],
    Sequence[str],
    Hooks,
    Provider,
    RequestOptions,
    Retry,
    Route,
    Timeout,
    Unsupported,
)


class PILImage(Protocol):
    """What is used of a `PIL.Image.Image`."""

    @property
    def mode(self) -> str:
        """Kind and depth of the pixels, as `RGB`."""
        ...

    def save(self, fp: BinaryIO, format: str | None = None, **params: object) -> None:
        """Write the image into an open binary file."""


MediaInput: TypeAlias = (
    bytes
    | bytearray
    | memoryview
    | str
    | os.PathLike[str]
    | BinaryIO
    | Iterator[bytes]
    | PILImage
    | MediaOutput
    | Base64Media
)
"""Media as it may be given: bytes, a path, an http(s) or data URL, an open binary file, an iterator of bytes, a PIL
image, or a result. All but paths, seekable files and iterators are in memory as a whole.

An iterator is sent as it gives its pieces, and can be sent only once: the call is repeated after a failure only where
none of it was read, as when there is no connection. It has no length, so the request is chunked (RFC 9112, 7.1).
"""
