# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""One method for each task, for the async client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003  # get_type_hints finds them here
from typing import TYPE_CHECKING, Literal, overload

from inferlink_generated.port import AsyncPort

from . import operations as ops

if TYPE_CHECKING:
    from inferlink.options import RequestOptions
    from inferlink.types import AsyncStream, MediaInput
    from inferlink_generated._result import Items, Text

    from .types.common import Span
    from .types.common_dict import SpanDict
    from .types.mood_detection import MoodDetectionOutputElement
    from .types.story_writing import StoryWritingOutput, StoryWritingStreamOutput


class AsyncTasks(AsyncPort):
    """The methods of all tasks; a client of your own needs no more than `_call`."""

    @overload
    async def mood_detection(
        self,
        text: str,
        labels: Sequence[str],
        picture: MediaInput | None = None,
        language: str | None = None,
        *,
        model: str | None = None,
        top_k: Literal[1] | None = None,
        strictness: Literal["low", "high"] | None = "low",
        model_name: str | None = None,
        span: Span | SpanDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        **kwargs: object,
    ) -> MoodDetectionOutputElement: ...

    @overload
    async def mood_detection(
        self,
        text: str,
        labels: Sequence[str],
        picture: MediaInput | None = None,
        language: str | None = None,
        *,
        model: str | None = None,
        top_k: int | None = None,
        strictness: Literal["low", "high"] | None = "low",
        model_name: str | None = None,
        span: Span | SpanDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        **kwargs: object,
    ) -> MoodDetectionOutputElement | Items[MoodDetectionOutputElement]: ...

    async def mood_detection(
        self,
        text: str,
        labels: Sequence[str],
        picture: MediaInput | None = None,
        language: str | None = None,
        *,
        model: str | None = None,
        top_k: int | None = None,
        strictness: Literal["low", "high"] | None = "low",
        model_name: str | None = None,
        span: Span | SpanDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        **kwargs: object,
    ) -> MoodDetectionOutputElement | Items[MoodDetectionOutputElement]:
        """Tell the mood of a text.

        Args:
            text: The text, with "quotes" and a \\ in it.
            labels: The moods to choose from.
            picture: A picture beside it. Given as bytes, a path, an http(s) or data URL, an open binary file, an
                iterator of bytes, a PIL image, or media of another result.
            language: Language of the text, as `de`.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            top_k: At least 1. Number of moods that are returned.
            strictness: How strict to be. Default: `'low'`.
            model_name: Part of the model.
            span: The stretch that is judged.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            **kwargs: As `extra_body`.

        Returns:
            The moods, the most probable first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> await client.mood_detection('Say "hi" \\\\ now.', labels=["calm", "angry"], top_k=2)
        """
        return await self._call(
            ops.MOOD_DETECTION,
            model=model,
            input={"text": text, "picture": picture},
            params={
                "labels": labels,
                "top_k": top_k,
                "language": language,
                "strictness": strictness,
                "model": model_name,
                "span": span,
            },
            options=options,
            extra_body={**(extra_body or {}), **kwargs},
        )

    @overload
    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        details: Literal[True],
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncStream[StoryWritingStreamOutput, StoryWritingOutput]: ...

    @overload
    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        details: Literal[False] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncStream[str, Text]: ...

    @overload
    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        details: Literal[True],
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> StoryWritingOutput: ...

    @overload
    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        details: Literal[False] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text: ...

    @overload
    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: bool = False,
        details: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> (
        Text | StoryWritingOutput | AsyncStream[str, Text] | AsyncStream[StoryWritingStreamOutput, StoryWritingOutput]
    ): ...

    async def story_writing(
        self,
        plot: str,
        *,
        model: str | None = None,
        stream: bool = False,
        details: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text | StoryWritingOutput | AsyncStream[str, Text] | AsyncStream[StoryWritingStreamOutput, StoryWritingOutput]:
        """Write a story.

        Args:
            plot: The plot.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            stream: Whether the answer comes in pieces, as it is made.
            details: Whether to tell more than the story.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The story; with `details=True` more.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            StreamBroken: While a stream is read that ends before the server says so; it has what came as `.partial`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> await client.story_writing("A lighthouse.", details=True)
        """
        return await self._call(
            ops.STORY_WRITING,
            model=model,
            input=plot,
            params={
                "details": details,
            },
            stream=stream,
            options=options,
            extra_body=extra_body,
        )
