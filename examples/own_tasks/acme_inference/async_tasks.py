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
    from inferlink_generated.types import GenerationParameters, GenerationParametersDict

    from .types.defect_detection import DefectDetectionOutputElement
    from .types.reply_drafting import ReplyDraftingOutput, ReplyDraftingStreamOutput
    from .types.ticket_triage import TicketTriageOutput


class AsyncTasks(AsyncPort):
    """The methods of all tasks; a client of your own needs no more than `_call`."""

    async def defect_detection(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        threshold: float | None = None,
        kinds: Sequence[Literal["scratch", "dent"]] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[DefectDetectionOutputElement]:
        """Find scratches and dents in a photo of a product.

        Args:
            image: The photo, PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary file, an
                iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            threshold: 0 to 1. Leaves out what is less sure. Default: `0.3`.
            kinds: Kinds that are looked for; all of them without it.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The defects, in no order; none where nothing was found.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> await client.defect_detection("kettle.png", threshold=0.5)
        """
        return await self._call(
            ops.DEFECT_DETECTION,
            model=model,
            input=image,
            params={
                "threshold": threshold,
                "kinds": kinds,
            },
            options=options,
            extra_body=extra_body,
        )

    @overload
    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        details: Literal[True],
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncStream[ReplyDraftingStreamOutput, ReplyDraftingOutput]: ...

    @overload
    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        details: Literal[False] | None = None,
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncStream[str, Text]: ...

    @overload
    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        details: Literal[True],
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> ReplyDraftingOutput: ...

    @overload
    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        details: Literal[False] | None = None,
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text: ...

    @overload
    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: bool = False,
        details: bool | None = None,
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> (
        Text
        | ReplyDraftingOutput
        | AsyncStream[str, Text]
        | AsyncStream[ReplyDraftingStreamOutput, ReplyDraftingOutput]
    ): ...

    async def reply_drafting(
        self,
        text: str,
        *,
        model: str | None = None,
        stream: bool = False,
        details: bool | None = None,
        sampling: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> (
        Text
        | ReplyDraftingOutput
        | AsyncStream[str, Text]
        | AsyncStream[ReplyDraftingStreamOutput, ReplyDraftingOutput]
    ):
        """Draft a reply to a customer's message.

        Args:
            text: The message, as the customer wrote it.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            stream: Whether the answer comes in pieces, as it is made.
            details: Whether to tell more than the text.
            sampling: How its words are chosen.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The reply, as text; with `details=True` the object that tells how it came.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            StreamBroken: While a stream is read that ends before the server says so; it has what came as `.partial`.

        Example:
            >>> await client.reply_drafting("Where is my parcel?", sampling={"temperature": 0.2})
        """
        return await self._call(
            ops.REPLY_DRAFTING,
            model=model,
            input=text,
            params={
                "details": details,
                "sampling": sampling,
            },
            stream=stream,
            options=options,
            extra_body=extra_body,
        )

    async def ticket_triage(
        self,
        text: str,
        teams: Sequence[str],
        *,
        model: str | None = None,
        tone: Literal["plain", "formal"] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> TicketTriageOutput:
        """Say which team a customer's message is for, and how urgent it is.

        Args:
            text: The message, as the customer wrote it.
            teams: Names of the teams, at least one.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            tone: How the answer should sound that is suggested. Default: `'plain'`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Where the message belongs.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> await client.ticket_triage(
            ...     "My parcel is broken and I want my money back.", teams=["billing", "shipping"]
            ... )
        """
        return await self._call(
            ops.TICKET_TRIAGE,
            model=model,
            input=text,
            params={
                "teams": teams,
                "tone": tone,
            },
            options=options,
            extra_body=extra_body,
        )
