# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""`client.chat.completions` as OpenAI spells it, for the sync client: the arguments are those of the task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence  # noqa: TC003  # get_type_hints finds them here
from typing import TYPE_CHECKING, Literal, TypeVar, overload

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from inferlink.options import RequestOptions, Timeout
    from inferlink.types import ChatCompletionStreamManager, ParsedStream, Stream

    from .sync_tasks import SyncTasks
    from .types.chat_completion import (
        ChatCompletionInputAudioOptions,
        ChatCompletionInputMessage,
        ChatCompletionInputResponseFormatGrammar,
        ChatCompletionInputResponseFormatJSON,
        ChatCompletionInputResponseFormatJSONObject,
        ChatCompletionInputResponseFormatJSONSchema,
        ChatCompletionInputResponseFormatRegex,
        ChatCompletionInputResponseFormatText,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoiceClass,
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
        ParsedChatCompletionOutput,
    )
    from .types.chat_completion_dict import (
        ChatCompletionInputAudioOptionsDict,
        ChatCompletionInputMessageDict,
        ChatCompletionInputResponseFormatGrammarDict,
        ChatCompletionInputResponseFormatJSONDict,
        ChatCompletionInputResponseFormatJSONObjectDict,
        ChatCompletionInputResponseFormatJSONSchemaDict,
        ChatCompletionInputResponseFormatRegexDict,
        ChatCompletionInputResponseFormatTextDict,
        ChatCompletionInputStreamOptionsDict,
        ChatCompletionInputToolChoiceClassDict,
        ChatCompletionInputToolDict,
    )

T = TypeVar("T")
R = TypeVar("R")


class SyncChatView(ABC):
    """Views on one method."""

    def __init__(self, client: SyncTasks) -> None:
        self._client = client

    @abstractmethod
    def _options(
        self,
        options: RequestOptions | None,
        timeout: float | Timeout | None,
        headers: Mapping[str, str] | None,
    ) -> RequestOptions | None:
        """The options of a call, with what has an argument of its own."""

    @abstractmethod
    def _is_type(self, given: object) -> TypeIs[type[object]]:
        """Whether an answer is to be read as this, which is no form that a server is told of as it is."""

    @abstractmethod
    def _required(self, given: object) -> object:
        """What the answer is read as; refuses `None`."""

    @abstractmethod
    def _manage(self, start: Callable[[], Stream[ChatCompletionStreamOutput, R]]) -> ChatCompletionStreamManager[R]:
        """What `stream` returns, for a call that is not made yet."""

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[True],
        output: None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        output: None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ChatCompletionOutput: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: bool = False,
        output: None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        output: type[T],
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedChatCompletionOutput[T]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        output: object,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedChatCompletionOutput[object]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[True],
        output: type[T],
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[T]]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: Literal[True],
        output: object,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]: ...

    @overload
    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: bool = False,
        output: object = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> (
        ChatCompletionOutput
        | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
        | ParsedChatCompletionOutput[object]
        | ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]
    ): ...

    def create(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        stream: bool = False,
        output: object = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> (
        ChatCompletionOutput
        | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
        | ParsedChatCompletionOutput[object]
        | ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]
    ):
        """Answer a conversation with a language model.

        What is returned and raised is as with `client.chat_completion`.

        Args:
            messages: The conversation so far, oldest message first. A text alone stands for one message of the user.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            stream: Whether the answer comes in pieces, as it is made.
            output: What the answer is read and checked as, and returned as `.parsed`: a dataclass, a TypedDict, a
                pydantic model, another type that pydantic knows (`list[Book]`), or a JSON Schema as a mapping.
            audio: Voice and encoding of a spoken answer; needs `audio` among the modalities.
            chat_template_kwargs: Variables for the model's chat template, such as `{"enable_thinking": false}`. Read by
                llama.cpp, vLLM and SGLang.
            frequency_penalty: -2 to 2. Above 0, a token loses probability with every time it was already used.
            logit_bias: Token id, written as a string, to a number that is added to its logit before sampling: -100 bans
                the token, 100 forces it. The list form is huggingface_hub's; OpenAI-compatible servers want the map.
            logprobs: Whether each token of the answer comes with its log probability.
            max_completion_tokens: Upper limit of generated tokens, hidden reasoning included. OpenAI's newer name for
                `max_tokens`.
            max_tokens: Upper limit of generated tokens. TGI stops at 1024 where it is not given, llama.cpp and vLLM
                where the context is full.
            metadata: Labels that are stored with the request, for the provider's dashboard. OpenAI takes 16 of them,
                keys up to 64 and values up to 512 characters.
            min_p: 0 to 1. Tokens less probable than this share of the most probable one are not considered; 0 turns it
                off.
            modalities: Kinds of output that are wanted. Without it: text.
            n: Number of answers, each of which is billed. TGI and Ollama always give one.
            parallel_tool_calls: Whether one answer may hold several tool calls. True by default in OpenAI and vLLM.
            presence_penalty: -2 to 2. Above 0, a token loses probability once it was used, however often.
            prompt_cache_key: Requests with the same key and the same beginning are sent to the same machine where the
                provider can, so that its prompt cache is hit.
            reasoning_effort: How long a reasoning model thinks before it answers. Which values a model knows, and its
                default, differ from model to model.
            repetition_penalty: Above 0. Divides the logits of tokens that were already used, prompt included; 1 is no
                penalty. An extension of vLLM, TGI, SGLang and several providers; llama.cpp calls it `repeat_penalty`.
            response_format: The form that the answer must have: text, any JSON, JSON of a schema, a regular expression
                or a grammar.
            seed: Seed of the sampler. The same seed and request give the same answer only as far as the server is
                deterministic.
            service_tier: Priority and price class, in the provider's words, such as `auto`, `default`, `flex`,
                `priority`.
            stop: Text that ends the answer and is not part of it; up to 4 texts are taken everywhere.
            store: Whether the provider keeps the exchange for later use in its own tools.
            stream_options: What a stream tells besides the answer. Only with a stream.
            temperature: 0 to 2. Divides the logits before sampling: near 0 the most probable token is always taken,
                above 1 the choice gets more random.
            tool_choice: `auto`: the model decides whether it calls tools. `none`: it calls no tool. `required`: it
                calls at least one. An object names the function that it must call.
            tool_prompt: Text put before the list of tools in the prompt. Only TGI reads it.
            tools: Functions that the model may ask to be called. The caller runs them and sends back what they
                returned. A function stands for its own description: its name, documentation and type hints.
            top_k: Only that many of the most probable tokens are considered. No limit: -1 in vLLM, 0 in llama.cpp.
            top_logprobs: 0 to 20 (TGI: 5). Number of alternatives reported at each position; needs `logprobs`.
            top_p: 0 to 1. Only the most probable tokens are considered whose probabilities add up to this; 1 turns it
                off.
            user: Identifier of the end user, by which the provider tells abuse apart. Best a hash.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            timeout: Seconds for this call, or a `Timeout`, as in `options`.
            extra_headers: Headers of this call, as in `options`.
        """
        return self._client.chat_completion(
            stream=stream,
            output=output,
            messages=messages,
            model=model,
            response_format=response_format,
            audio=audio,
            chat_template_kwargs=chat_template_kwargs,
            frequency_penalty=frequency_penalty,
            logit_bias=logit_bias,
            logprobs=logprobs,
            max_completion_tokens=max_completion_tokens,
            max_tokens=max_tokens,
            metadata=metadata,
            min_p=min_p,
            modalities=modalities,
            n=n,
            parallel_tool_calls=parallel_tool_calls,
            presence_penalty=presence_penalty,
            prompt_cache_key=prompt_cache_key,
            reasoning_effort=reasoning_effort,
            repetition_penalty=repetition_penalty,
            seed=seed,
            service_tier=service_tier,
            stop=stop,
            store=store,
            stream_options=stream_options,
            temperature=temperature,
            tool_choice=tool_choice,
            tool_prompt=tool_prompt,
            tools=tools,
            top_k=top_k,
            top_logprobs=top_logprobs,
            top_p=top_p,
            user=user,
            extra_body=extra_body,
            options=self._options(options, timeout, extra_headers),
        )

    @overload
    def parse(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: type[T],
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedChatCompletionOutput[T]: ...

    @overload
    def parse(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: object,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedChatCompletionOutput[object]: ...

    def parse(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: object,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedChatCompletionOutput[object]:
        """Answer a conversation with a language model.

        The answer is read as a type, as with `output=` of `client.chat_completion`, and raises what that does.

        Args:
            messages: The conversation so far, oldest message first. A text alone stands for one message of the user.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            audio: Voice and encoding of a spoken answer; needs `audio` among the modalities.
            chat_template_kwargs: Variables for the model's chat template, such as `{"enable_thinking": false}`. Read by
                llama.cpp, vLLM and SGLang.
            frequency_penalty: -2 to 2. Above 0, a token loses probability with every time it was already used.
            logit_bias: Token id, written as a string, to a number that is added to its logit before sampling: -100 bans
                the token, 100 forces it. The list form is huggingface_hub's; OpenAI-compatible servers want the map.
            logprobs: Whether each token of the answer comes with its log probability.
            max_completion_tokens: Upper limit of generated tokens, hidden reasoning included. OpenAI's newer name for
                `max_tokens`.
            max_tokens: Upper limit of generated tokens. TGI stops at 1024 where it is not given, llama.cpp and vLLM
                where the context is full.
            metadata: Labels that are stored with the request, for the provider's dashboard. OpenAI takes 16 of them,
                keys up to 64 and values up to 512 characters.
            min_p: 0 to 1. Tokens less probable than this share of the most probable one are not considered; 0 turns it
                off.
            modalities: Kinds of output that are wanted. Without it: text.
            n: Number of answers, each of which is billed. TGI and Ollama always give one.
            parallel_tool_calls: Whether one answer may hold several tool calls. True by default in OpenAI and vLLM.
            presence_penalty: -2 to 2. Above 0, a token loses probability once it was used, however often.
            prompt_cache_key: Requests with the same key and the same beginning are sent to the same machine where the
                provider can, so that its prompt cache is hit.
            reasoning_effort: How long a reasoning model thinks before it answers. Which values a model knows, and its
                default, differ from model to model.
            repetition_penalty: Above 0. Divides the logits of tokens that were already used, prompt included; 1 is no
                penalty. An extension of vLLM, TGI, SGLang and several providers; llama.cpp calls it `repeat_penalty`.
            response_format: What the answer is read and checked as, and returned as `.parsed`: a dataclass, a
                TypedDict, a pydantic model, another type that pydantic knows (`list[Book]`), or a JSON Schema as a
                mapping.
            seed: Seed of the sampler. The same seed and request give the same answer only as far as the server is
                deterministic.
            service_tier: Priority and price class, in the provider's words, such as `auto`, `default`, `flex`,
                `priority`.
            stop: Text that ends the answer and is not part of it; up to 4 texts are taken everywhere.
            store: Whether the provider keeps the exchange for later use in its own tools.
            stream_options: What a stream tells besides the answer. Only with a stream.
            temperature: 0 to 2. Divides the logits before sampling: near 0 the most probable token is always taken,
                above 1 the choice gets more random.
            tool_choice: `auto`: the model decides whether it calls tools. `none`: it calls no tool. `required`: it
                calls at least one. An object names the function that it must call.
            tool_prompt: Text put before the list of tools in the prompt. Only TGI reads it.
            tools: Functions that the model may ask to be called. The caller runs them and sends back what they
                returned. A function stands for its own description: its name, documentation and type hints.
            top_k: Only that many of the most probable tokens are considered. No limit: -1 in vLLM, 0 in llama.cpp.
            top_logprobs: 0 to 20 (TGI: 5). Number of alternatives reported at each position; needs `logprobs`.
            top_p: 0 to 1. Only the most probable tokens are considered whose probabilities add up to this; 1 turns it
                off.
            user: Identifier of the end user, by which the provider tells abuse apart. Best a hash.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            timeout: Seconds for this call, or a `Timeout`, as in `options`.
            extra_headers: Headers of this call, as in `options`.

        Returns:
            The answer: `.choices[0].message.parsed` has the value, and so has `.parsed`.
        """
        return self._client.chat_completion(
            messages=messages,
            model=model,
            output=self._required(response_format),
            audio=audio,
            chat_template_kwargs=chat_template_kwargs,
            frequency_penalty=frequency_penalty,
            logit_bias=logit_bias,
            logprobs=logprobs,
            max_completion_tokens=max_completion_tokens,
            max_tokens=max_tokens,
            metadata=metadata,
            min_p=min_p,
            modalities=modalities,
            n=n,
            parallel_tool_calls=parallel_tool_calls,
            presence_penalty=presence_penalty,
            prompt_cache_key=prompt_cache_key,
            reasoning_effort=reasoning_effort,
            repetition_penalty=repetition_penalty,
            seed=seed,
            service_tier=service_tier,
            stop=stop,
            store=store,
            stream_options=stream_options,
            temperature=temperature,
            tool_choice=tool_choice,
            tool_prompt=tool_prompt,
            tools=tools,
            top_k=top_k,
            top_logprobs=top_logprobs,
            top_p=top_p,
            user=user,
            extra_body=extra_body,
            options=self._options(options, timeout, extra_headers),
        )

    @overload
    def stream(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ChatCompletionStreamManager[ChatCompletionOutput]: ...

    @overload
    def stream(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: type[T],
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ChatCompletionStreamManager[ParsedChatCompletionOutput[T]]: ...

    def stream(
        self,
        messages: str
        | Sequence[
            ChatCompletionInputMessage
            | ChatCompletionInputMessageDict
            | Mapping[str, object]
            | ChatCompletionOutputMessage
        ],
        *,
        model: str | None = None,
        audio: ChatCompletionInputAudioOptions | ChatCompletionInputAudioOptionsDict | None = None,
        chat_template_kwargs: Mapping[str, object] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        min_p: float | None = None,
        modalities: Sequence[Literal["text", "audio", "image"]] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        presence_penalty: float | None = None,
        prompt_cache_key: str | None = None,
        reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None,
        repetition_penalty: float | None = None,
        response_format: ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatTextDict
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONSchemaDict
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSONObjectDict
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatJSONDict
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatRegexDict
        | ChatCompletionInputResponseFormatGrammar
        | ChatCompletionInputResponseFormatGrammarDict
        | type[T]
        | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | Sequence[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | ChatCompletionInputStreamOptionsDict | None = None,
        temperature: float | None = None,
        tool_choice: Literal["auto", "none", "required"]
        | ChatCompletionInputToolChoiceClass
        | ChatCompletionInputToolChoiceClassDict
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[
            ChatCompletionInputTool | ChatCompletionInputToolDict | Mapping[str, object] | Callable[..., object]
        ]
        | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        timeout: float | Timeout | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ChatCompletionStreamManager[ChatCompletionOutput | ParsedChatCompletionOutput[T]]:
        """Answer a conversation with a language model.

        The answer comes in typed events.

        Args:
            messages: The conversation so far, oldest message first. A text alone stands for one message of the user.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            audio: Voice and encoding of a spoken answer; needs `audio` among the modalities.
            chat_template_kwargs: Variables for the model's chat template, such as `{"enable_thinking": false}`. Read by
                llama.cpp, vLLM and SGLang.
            frequency_penalty: -2 to 2. Above 0, a token loses probability with every time it was already used.
            logit_bias: Token id, written as a string, to a number that is added to its logit before sampling: -100 bans
                the token, 100 forces it. The list form is huggingface_hub's; OpenAI-compatible servers want the map.
            logprobs: Whether each token of the answer comes with its log probability.
            max_completion_tokens: Upper limit of generated tokens, hidden reasoning included. OpenAI's newer name for
                `max_tokens`.
            max_tokens: Upper limit of generated tokens. TGI stops at 1024 where it is not given, llama.cpp and vLLM
                where the context is full.
            metadata: Labels that are stored with the request, for the provider's dashboard. OpenAI takes 16 of them,
                keys up to 64 and values up to 512 characters.
            min_p: 0 to 1. Tokens less probable than this share of the most probable one are not considered; 0 turns it
                off.
            modalities: Kinds of output that are wanted. Without it: text.
            n: Number of answers, each of which is billed. TGI and Ollama always give one.
            parallel_tool_calls: Whether one answer may hold several tool calls. True by default in OpenAI and vLLM.
            presence_penalty: -2 to 2. Above 0, a token loses probability once it was used, however often.
            prompt_cache_key: Requests with the same key and the same beginning are sent to the same machine where the
                provider can, so that its prompt cache is hit.
            reasoning_effort: How long a reasoning model thinks before it answers. Which values a model knows, and its
                default, differ from model to model.
            repetition_penalty: Above 0. Divides the logits of tokens that were already used, prompt included; 1 is no
                penalty. An extension of vLLM, TGI, SGLang and several providers; llama.cpp calls it `repeat_penalty`.
            response_format: The form that the answer must have: text, any JSON, JSON of a schema, a regular expression
                or a grammar. Or a type, as for `parse`.
            seed: Seed of the sampler. The same seed and request give the same answer only as far as the server is
                deterministic.
            service_tier: Priority and price class, in the provider's words, such as `auto`, `default`, `flex`,
                `priority`.
            stop: Text that ends the answer and is not part of it; up to 4 texts are taken everywhere.
            store: Whether the provider keeps the exchange for later use in its own tools.
            stream_options: What a stream tells besides the answer. Only with a stream.
            temperature: 0 to 2. Divides the logits before sampling: near 0 the most probable token is always taken,
                above 1 the choice gets more random.
            tool_choice: `auto`: the model decides whether it calls tools. `none`: it calls no tool. `required`: it
                calls at least one. An object names the function that it must call.
            tool_prompt: Text put before the list of tools in the prompt. Only TGI reads it.
            tools: Functions that the model may ask to be called. The caller runs them and sends back what they
                returned. A function stands for its own description: its name, documentation and type hints.
            top_k: Only that many of the most probable tokens are considered. No limit: -1 in vLLM, 0 in llama.cpp.
            top_logprobs: 0 to 20 (TGI: 5). Number of alternatives reported at each position; needs `logprobs`.
            top_p: 0 to 1. Only the most probable tokens are considered whose probabilities add up to this; 1 turns it
                off.
            user: Identifier of the end user, by which the provider tells abuse apart. Best a hash.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            timeout: Seconds for this call, or a `Timeout`, as in `options`.
            extra_headers: Headers of this call, as in `options`.

        Returns:
            A context manager of the stream; the request is made when it is entered.
        """
        if self._is_type(response_format):
            return self._manage(
                lambda: self._client.chat_completion(
                    stream=True,
                    messages=messages,
                    model=model,
                    output=response_format,
                    audio=audio,
                    chat_template_kwargs=chat_template_kwargs,
                    frequency_penalty=frequency_penalty,
                    logit_bias=logit_bias,
                    logprobs=logprobs,
                    max_completion_tokens=max_completion_tokens,
                    max_tokens=max_tokens,
                    metadata=metadata,
                    min_p=min_p,
                    modalities=modalities,
                    n=n,
                    parallel_tool_calls=parallel_tool_calls,
                    presence_penalty=presence_penalty,
                    prompt_cache_key=prompt_cache_key,
                    reasoning_effort=reasoning_effort,
                    repetition_penalty=repetition_penalty,
                    seed=seed,
                    service_tier=service_tier,
                    stop=stop,
                    store=store,
                    stream_options=stream_options,
                    temperature=temperature,
                    tool_choice=tool_choice,
                    tool_prompt=tool_prompt,
                    tools=tools,
                    top_k=top_k,
                    top_logprobs=top_logprobs,
                    top_p=top_p,
                    user=user,
                    extra_body=extra_body,
                    options=self._options(options, timeout, extra_headers),
                )
            )
        return self._manage(
            lambda: self._client.chat_completion(
                stream=True,
                messages=messages,
                model=model,
                response_format=response_format,
                audio=audio,
                chat_template_kwargs=chat_template_kwargs,
                frequency_penalty=frequency_penalty,
                logit_bias=logit_bias,
                logprobs=logprobs,
                max_completion_tokens=max_completion_tokens,
                max_tokens=max_tokens,
                metadata=metadata,
                min_p=min_p,
                modalities=modalities,
                n=n,
                parallel_tool_calls=parallel_tool_calls,
                presence_penalty=presence_penalty,
                prompt_cache_key=prompt_cache_key,
                reasoning_effort=reasoning_effort,
                repetition_penalty=repetition_penalty,
                seed=seed,
                service_tier=service_tier,
                stop=stop,
                store=store,
                stream_options=stream_options,
                temperature=temperature,
                tool_choice=tool_choice,
                tool_prompt=tool_prompt,
                tools=tools,
                top_k=top_k,
                top_logprobs=top_logprobs,
                top_p=top_p,
                user=user,
                extra_body=extra_body,
                options=self._options(options, timeout, extra_headers),
            )
        )
