# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""One method for each task, for the sync client."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence  # noqa: TC003  # get_type_hints finds them here
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from inferlink_generated.port import SyncPort

from . import operations as ops

if TYPE_CHECKING:
    import os

    from inferlink.options import RequestOptions
    from inferlink.types import Audio, Image, MediaInput, ParsedStream, Stream, Vectors, Video
    from inferlink_generated._result import Items, Text

    from .types.audio_classification import AudioClassificationOutputElement
    from .types.audio_to_audio import AudioToAudioOutputElement
    from .types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
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
    from .types.common import GenerationParameters
    from .types.common_dict import GenerationParametersDict
    from .types.depth_estimation import DepthEstimationOutput
    from .types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from .types.fill_mask import FillMaskOutputElement
    from .types.image_classification import ImageClassificationOutputElement
    from .types.image_segmentation import ImageSegmentationOutputElement
    from .types.image_text_to_image import ImageTextToImageTargetSize
    from .types.image_text_to_image_dict import ImageTextToImageTargetSizeDict
    from .types.image_text_to_video import ImageTextToVideoTargetSize
    from .types.image_text_to_video_dict import ImageTextToVideoTargetSizeDict
    from .types.image_to_image import ImageToImageTargetSize
    from .types.image_to_image_dict import ImageToImageTargetSizeDict
    from .types.image_to_text import ImageToTextOutput
    from .types.image_to_video import ImageToVideoTargetSize
    from .types.image_to_video_dict import ImageToVideoTargetSizeDict
    from .types.object_detection import ObjectDetectionOutputElement
    from .types.question_answering import QuestionAnsweringOutputElement
    from .types.summarization import SummarizationOutput
    from .types.table_question_answering import TableQuestionAnsweringOutputElement
    from .types.text_classification import TextClassificationOutputElement
    from .types.text_generation import (
        TextGenerationInputGrammarTypeJSON,
        TextGenerationInputGrammarTypeJSONSchema,
        TextGenerationInputGrammarTypeRegex,
        TextGenerationOutput,
        TextGenerationStreamOutput,
    )
    from .types.text_generation_dict import (
        TextGenerationInputGrammarTypeJSONDict,
        TextGenerationInputGrammarTypeJSONSchemaDict,
        TextGenerationInputGrammarTypeRegexDict,
    )
    from .types.text_ranking import TextRankingOutputElement
    from .types.token_classification import TokenClassificationOutputElement
    from .types.translation import TranslationOutput
    from .types.video_classification import VideoClassificationOutputElement
    from .types.visual_question_answering import VisualQuestionAnsweringOutputElement
    from .types.zero_shot_classification import ZeroShotClassificationOutputElement
    from .types.zero_shot_image_classification import ZeroShotImageClassificationOutputElement
    from .types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement

T = TypeVar("T")


class SyncTasks(SyncPort):
    """The methods of all tasks; a client of your own needs no more than `_call`."""

    def audio_classification(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[AudioClassificationOutputElement]:
        """Tell what kind of sound a recording holds.

        Args:
            audio: The recording: an audio file such as WAV, FLAC or MP3. Given as bytes, a path, an http(s) or data
                URL, an open binary file, an iterator of bytes, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            function_to_apply: What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1;
                `softmax` makes the scores of all classes add up to 1; `none` leaves the outputs as they are. Without
                it, softmax.
            top_k: Number of classes to return, best first; at most as many as the model knows.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Classes of the recording, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.audio_classification("speech.flac")
        """
        return self._call(
            ops.AUDIO_CLASSIFICATION,
            model=model,
            input=audio,
            params={
                "function_to_apply": function_to_apply,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[AudioToAudioOutputElement]:
        """Turn a recording into others, such as one without noise or one for each speaker.

        Args:
            audio: The recording: an audio file such as WAV, FLAC or MP3. fal-ai takes MP3, WAV and WebM alone. Given as
                bytes, a path, an http(s) or data URL, an open binary file, an iterator of bytes, or media of another
                result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The sounds that were made: one, or one for each speaker or source.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.audio_to_audio("speech.flac")
        """
        return self._call(
            ops.AUDIO_TO_AUDIO,
            model=model,
            input=audio,
            params={},
            options=options,
            extra_body=extra_body,
        )

    def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        return_timestamps: bool | None = None,
        generation_parameters: GenerationParameters | GenerationParametersDict | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AutomaticSpeechRecognitionOutput:
        """Write down what is said in a recording.

        Args:
            audio: The recording: FLAC, WAV, MP3, OGG, M4A, AMR or WebM are taken by most servers. Sent as it is where
                there are no parameters, otherwise in base64. Given as bytes, a path, an http(s) or data URL, an open
                binary file, an iterator of bytes, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            return_timestamps: Whether the answer also says when each piece of text was spoken.
            generation_parameters: How the model writes the text.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            What was said.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.automatic_speech_recognition("interview.flac")
        """
        return self._call(
            ops.AUTOMATIC_SPEECH_RECOGNITION,
            model=model,
            input=audio,
            params={
                "return_timestamps": return_timestamps,
                "generation_parameters": generation_parameters,
            },
            options=options,
            extra_body=extra_body,
        )

    @overload
    def chat_completion(
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
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @overload
    def chat_completion(
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
    ) -> ChatCompletionOutput: ...

    @overload
    def chat_completion(
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
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @overload
    def chat_completion(
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
    ) -> ParsedChatCompletionOutput[T]: ...

    @overload
    def chat_completion(
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
    ) -> ParsedChatCompletionOutput[object]: ...

    @overload
    def chat_completion(
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
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[T]]: ...

    @overload
    def chat_completion(
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
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]: ...

    @overload
    def chat_completion(
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
    ) -> (
        ChatCompletionOutput
        | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
        | ParsedChatCompletionOutput[object]
        | ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]
    ): ...

    def chat_completion(
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
    ) -> (
        ChatCompletionOutput
        | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
        | ParsedChatCompletionOutput[object]
        | ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[object]]
    ):
        """Answer a conversation with a language model.

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

        Returns:
            Answer to a chat request.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            InvalidOutput: When the answer is not what `output` asks for; it has the result as `.result`.
            StreamBroken: While a stream is read that ends before the server says so; it has what came as `.partial`.

        Example:
            >>> client.chat_completion([{"role": "user", "content": "Why is the sky blue?"}])
        """
        return self._call(
            ops.CHAT_COMPLETION,
            model=model,
            input=messages,
            params={
                "audio": audio,
                "chat_template_kwargs": chat_template_kwargs,
                "frequency_penalty": frequency_penalty,
                "logit_bias": logit_bias,
                "logprobs": logprobs,
                "max_completion_tokens": max_completion_tokens,
                "max_tokens": max_tokens,
                "metadata": metadata,
                "min_p": min_p,
                "modalities": modalities,
                "n": n,
                "parallel_tool_calls": parallel_tool_calls,
                "presence_penalty": presence_penalty,
                "prompt_cache_key": prompt_cache_key,
                "reasoning_effort": reasoning_effort,
                "repetition_penalty": repetition_penalty,
                "response_format": response_format,
                "seed": seed,
                "service_tier": service_tier,
                "stop": stop,
                "store": store,
                "stream_options": stream_options,
                "temperature": temperature,
                "tool_choice": tool_choice,
                "tool_prompt": tool_prompt,
                "tools": tools,
                "top_k": top_k,
                "top_logprobs": top_logprobs,
                "top_p": top_p,
                "user": user,
            },
            stream=stream,
            output=output,
            options=options,
            extra_body=extra_body,
        )

    def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> DepthEstimationOutput:
        """Estimate how far away each pixel of an image is.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Depth of each pixel of an image.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.depth_estimation("cat.png")
        """
        return self._call(
            ops.DEPTH_ESTIMATION,
            model=model,
            input=image,
            params={},
            options=options,
            extra_body=extra_body,
        )

    def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        model: str | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: Sequence[str | Sequence[float] | Sequence[str | Sequence[float]]] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about the image of a document.

        Args:
            image: The document as an image: one page, a file such as PNG or JPEG. Given as bytes, a path, an http(s) or
                data URL, an open binary file, an iterator of bytes, a PIL image, or media of another result.
            question: What to find in the document.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            doc_stride: Overlap of neighbouring parts, tokens, where a document is too long for the model and is read in
                parts. Default: `128`.
            handle_impossible_answer: Whether that there is no answer is an answer too; it is then an empty text.
                Default: `False`.
            lang: Language of the document, for OCR, in the words of the server's OCR: for Tesseract a code of three
                letters, such as `eng`. Without it, English.
            max_answer_len: Longest answer that is considered, tokens. Default: `15`.
            max_question_len: Tokens of the question that are read; the rest is cut off. Default: `64`.
            max_seq_len: Length of the parts that the model reads at a time, question included, tokens. Default: `384`.
            top_k: Number of answers to return, best first; fewer where the document has fewer. Default: `1`.
            word_boxes: The words of the document with their boxes, so that no OCR is run. A box is [left, top, right,
                bottom], each 0 to 1000 of the page's width or height, from the top left corner. transformers reads
                pairs, [word, box]; the Hub's own schema has words and boxes side by side in one list.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Answers, best first: as many as `top_k` asked for, or fewer.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.document_question_answering("invoice.png", question="What is the invoice number?")
        """
        return self._call(
            ops.DOCUMENT_QUESTION_ANSWERING,
            model=model,
            input={"image": image, "question": question},
            params={
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "lang": lang,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
                "word_boxes": word_boxes,
            },
            options=options,
            extra_body=extra_body,
        )

    def feature_extraction(
        self,
        text: str | Sequence[str],
        *,
        model: str | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: Literal["left", "right"] | None = None,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Vectors:
        """Turn texts into vectors, by which their meaning can be compared.

        Args:
            text: One text, or several that are sent together.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            normalize: Whether vectors are scaled to length 1, so that their dot product is the cosine of their angle.
                Default: `True`.
            prompt_name: Name of one of the model's own prompts (key in `prompts` of its Sentence Transformers
                configuration), which is put before each text.
            truncate: Whether a text that does not fit the model's window is cut off; otherwise it is refused. Default:
                `False`.
            truncation_direction: The end at which a text is cut off. Default: `'right'`.
            dimensions: At least 1. Length of the vectors, for models trained to be shortened.
            encoding_format: How OpenAI-compatible servers send the numbers: as JSON, or as base64 of little-endian
                float32, which is a quarter of the size.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The vectors, float32, of shape (n_texts, dim); servers that do not pool give one vector a token: (n_texts,
            n_tokens, dim).

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.feature_extraction("The sky is blue.")
        """
        return self._call(
            ops.FEATURE_EXTRACTION,
            model=model,
            input=text,
            params={
                "normalize": normalize,
                "prompt_name": prompt_name,
                "truncate": truncate,
                "truncation_direction": truncation_direction,
                "dimensions": dimensions,
                "encoding_format": encoding_format,
            },
            options=options,
            extra_body=extra_body,
        )

    def fill_mask(
        self,
        text: str,
        *,
        model: str | None = None,
        targets: Sequence[str] | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[FillMaskOutputElement]:
        """Fill the gap in a text.

        Args:
            text: The text, with the model's mask token where the gap is: `[MASK]` for BERT, `<mask>` for RoBERTa.
                Exactly one gap.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            targets: Words to choose from, instead of the whole vocabulary. Of a word that is not in the vocabulary only
                the first token counts.
            top_k: Number of fillings, best first. Default: `5`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The fillings, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.fill_mask("The goal of life is <mask>.")
        """
        return self._call(
            ops.FILL_MASK,
            model=model,
            input=text,
            params={
                "targets": targets,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def image_classification(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ImageClassificationOutputElement]:
        """Tell what an image shows.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            function_to_apply: What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1;
                `softmax` makes the scores of all classes add up to 1; `none` leaves the outputs as they are. Without
                it, sigmoid where an image may have several classes or the model knows only one, else softmax.
            top_k: Number of classes to return, best first; at most as many as the model knows. Default: `5`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Classes of the image, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.image_classification("cat.png")
        """
        return self._call(
            ops.IMAGE_CLASSIFICATION,
            model=model,
            input=image,
            params={
                "function_to_apply": function_to_apply,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def image_segmentation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: Literal["instance", "panoptic", "semantic"] | None = None,
        threshold: float | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ImageSegmentationOutputElement]:
        """Divide an image into segments, each with a mask.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            mask_threshold: 0 to 1. A pixel belongs to a segment from this probability on. Default: `0.5`.
            overlap_mask_area_threshold: 0 to 1. A segment of which less than this share is left, once the pixels that
                others won are taken away, is dropped. Default: `0.5`.
            subtask: What the segments are, as far as the model can. `instance`: single things, nothing for the
                background. `semantic`: one segment for each class, however many things it has. `panoptic`: single
                things, and the background by class. Without it, the first that the model can of panoptic, instance and
                semantic.
            threshold: 0 to 1. Segments with a lower score are left out. Default: `0.9`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Segments of the image, in no order.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.image_segmentation("cat.png")
        """
        return self._call(
            ops.IMAGE_SEGMENTATION,
            model=model,
            input=image,
            params={
                "mask_threshold": mask_threshold,
                "overlap_mask_area_threshold": overlap_mask_area_threshold,
                "subtask": subtask,
                "threshold": threshold,
            },
            options=options,
            extra_body=extra_body,
        )

    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        model: str | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageTextToImageTargetSize | ImageTextToImageTargetSizeDict | None = None,
        seed: int | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Image:
        """Make an image from an image, a prompt, or both.

        Args:
            image: The image to start from: a file such as PNG or JPEG. May be left out where there is a prompt. Given
                as bytes, a path, an http(s) or data URL, an open binary file, an iterator of bytes, a PIL image, or
                media of another result.
            prompt: What the new image shows, or what to change, in plain words. May be left out where there is an
                image.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            guidance_scale: How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the
                image may look.
            negative_prompt: What the new image must not show.
            num_inference_steps: Number of denoising steps of a diffusion model: more take longer and usually give a
                better image.
            target_size: Size of the new image, pixels. Some providers and models take it, the others ignore it.
            seed: Seed of the random numbers. The same seed and request give the same image only as far as the server is
                deterministic.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The new image.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.image_text_to_image("cat.png", prompt="Put a red hat on the cat.")
        """
        return self._call(
            ops.IMAGE_TEXT_TO_IMAGE,
            model=model,
            input=image,
            params={
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "target_size": target_size,
                "seed": seed,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        model: str | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        num_frames: float | None = None,
        target_size: ImageTextToVideoTargetSize | ImageTextToVideoTargetSizeDict | None = None,
        seed: int | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Video:
        """Make a video from an image, a prompt, or both.

        Args:
            image: The image to start from, as a rule the first frame: a file such as PNG or JPEG. May be left out where
                there is a prompt. Given as bytes, a path, an http(s) or data URL, an open binary file, an iterator of
                bytes, a PIL image, or media of another result.
            prompt: What happens in the video, in plain words. May be left out where there is an image, though not for
                every model.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            guidance_scale: How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the
                video may look.
            negative_prompt: What the video must not show.
            num_inference_steps: Number of denoising steps: more take longer and usually give a better video.
            num_frames: Number of frames. How long they last depends on the model's frames a second; novita turns it
                into 4 to 15 seconds, at 24 frames a second.
            target_size: Size of the frames, pixels. novita takes the nearest size and shape that it has.
            seed: Seed of the random numbers. The same seed and request give the same video only as far as the server is
                deterministic.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The video.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.image_text_to_video("cat.png", prompt="The cat jumps off the sofa.")
        """
        return self._call(
            ops.IMAGE_TEXT_TO_VIDEO,
            model=model,
            input=image,
            params={
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "num_frames": num_frames,
                "target_size": target_size,
                "seed": seed,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        model: str | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | ImageToImageTargetSizeDict | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        **kwargs: object,
    ) -> Image:
        """Change an image as a prompt says.

        Args:
            image: The image to start from: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL,
                an open binary file, an iterator of bytes, a PIL image, or media of another result.
            prompt: What the new image shows, or what to change, in plain words.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            guidance_scale: How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the
                image may look.
            negative_prompt: What the new image must not show.
            num_inference_steps: Number of denoising steps of a diffusion model: more take longer and usually give a
                better image.
            target_size: Size of the new image, pixels. Some providers and models take it, the others ignore it.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            **kwargs: As `extra_body`.

        Returns:
            The new image.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.image_to_image("cat.png", prompt="Turn the cat into a tiger.")
        """
        return self._call(
            ops.IMAGE_TO_IMAGE,
            model=model,
            input=image,
            params={
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "target_size": target_size,
            },
            stream_to=stream_to,
            options=options,
            extra_body={**(extra_body or {}), **kwargs},
        )

    def image_to_text(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        generation_parameters: GenerationParameters | GenerationParametersDict | None = None,
        max_new_tokens: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> ImageToTextOutput:
        """Describe an image, or read the text in it.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            generation_parameters: How the text is generated: sampling, beams, lengths.
            max_new_tokens: Upper limit of generated tokens.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Text about an image, or the text in it.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.image_to_text("cat.png")
        """
        return self._call(
            ops.IMAGE_TO_TEXT,
            model=model,
            input=image,
            params={
                "generation_parameters": generation_parameters,
                "max_new_tokens": max_new_tokens,
            },
            options=options,
            extra_body=extra_body,
        )

    def image_to_video(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        prompt: str | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        num_frames: float | None = None,
        target_size: ImageToVideoTargetSize | ImageToVideoTargetSizeDict | None = None,
        seed: int | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
        **kwargs: object,
    ) -> Video:
        """Make a video that starts from an image.

        Args:
            image: The image to start from, as a rule the first frame: a file such as PNG or JPEG. Given as bytes, a
                path, an http(s) or data URL, an open binary file, an iterator of bytes, a PIL image, or media of
                another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            prompt: What happens in the video, in plain words.
            guidance_scale: How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the
                video may look.
            negative_prompt: What the video must not show.
            num_inference_steps: Number of denoising steps: more take longer and usually give a better video.
            num_frames: Number of frames. How long they last depends on the model's frames a second.
            target_size: Size of the frames, pixels.
            seed: Seed of the random numbers. The same seed and request give the same video only as far as the server is
                deterministic.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.
            **kwargs: As `extra_body`.

        Returns:
            The video.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.image_to_video("cat.png", prompt="The cat jumps off the sofa.")
        """
        return self._call(
            ops.IMAGE_TO_VIDEO,
            model=model,
            input=image,
            params={
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "num_frames": num_frames,
                "target_size": target_size,
                "seed": seed,
            },
            stream_to=stream_to,
            options=options,
            extra_body={**(extra_body or {}), **kwargs},
        )

    def object_detection(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        threshold: float | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ObjectDetectionOutputElement]:
        """Find objects in an image, each with a box.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            threshold: 0 to 1. Objects with a lower score are left out. Default: `0.5`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Objects in the image, in no order; none where nothing was found.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.object_detection("cat.png")
        """
        return self._call(
            ops.OBJECT_DETECTION,
            model=model,
            input=image,
            params={
                "threshold": threshold,
            },
            options=options,
            extra_body=extra_body,
        )

    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        model: str | None = None,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: Literal[1] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> QuestionAnsweringOutputElement: ...

    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        model: str | None = None,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> QuestionAnsweringOutputElement | Items[QuestionAnsweringOutputElement]: ...

    def question_answering(
        self,
        question: str,
        context: str,
        *,
        model: str | None = None,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> QuestionAnsweringOutputElement | Items[QuestionAnsweringOutputElement]:
        """Find the answer to a question in a text.

        Args:
            question: The question, in plain words.
            context: The text to look into. The answer is a stretch of it, word for word.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            align_to_words: Whether an answer is widened to whole words. Better for languages that write spaces between
                words, worse for those that do not, such as Japanese. Default: `True`.
            doc_stride: A context that is too long is read in overlapping chunks: tokens that two neighbours share. At
                most 128 where it is not given.
            handle_impossible_answer: Whether the context may turn out to hold no answer; that result is an empty text
                from 0 to 0. Default: `False`.
            max_answer_len: Longest answer that is considered, tokens. Default: `15`.
            max_question_len: Tokens of the question that are read; the rest is cut off. Default: `64`.
            max_seq_len: Length of a chunk, tokens, question included. At most 384 where it is not given.
            top_k: Number of answers, best first. There may be fewer, where the context holds no more. Default: `1`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The answer; with `top_k` above 1 the answers, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.question_answering(
            ...     "What is the tower made of?",
            ...     context="The Eiffel Tower was finished in 1889. It is made of wrought iron.",
            ... )
        """
        return self._call(
            ops.QUESTION_ANSWERING,
            model=model,
            input={"question": question, "context": context},
            params={
                "align_to_words": align_to_words,
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def sentence_similarity(
        self,
        sentence: str,
        other_sentences: Sequence[str],
        *,
        model: str | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: Literal["left", "right"] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[float]:
        """Tell how alike a text and each of several others are in meaning.

        Args:
            sentence: The text that the others are compared with: a phrase, a sentence or a passage.
            other_sentences: The texts to compare with it. The scores come in their order.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            prompt_name: Which of the prompts in the model's Sentence Transformers configuration is put before every
                text, such as `query`. Without it: none.
            truncate: Whether a text that is too long for the model is cut. Without it such a text is an error. Default:
                `False`.
            truncation_direction: The end at which a text is cut. Default: `'right'`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            One score for each text, in the order of the texts. As a rule the cosine of the angle between the
            embeddings, -1 to 1: the higher, the more alike.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.sentence_similarity(
            ...     "The ship reached the harbour at dawn.",
            ...     other_sentences=["The boat came into port early in the morning.", "Tea is best without sugar."],
            ... )
        """
        return self._call(
            ops.SENTENCE_SIMILARITY,
            model=model,
            input={"source_sentence": sentence, "sentences": other_sentences},
            params={
                "prompt_name": prompt_name,
                "truncate": truncate,
                "truncation_direction": truncation_direction,
            },
            options=options,
            extra_body=extra_body,
        )

    def summarization(
        self,
        text: str,
        *,
        model: str | None = None,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, object] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> SummarizationOutput:
        """Summarise a text.

        Args:
            text: The text to summarise.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            clean_up_tokenization_spaces: Whether spaces that stem from cutting text into tokens are taken out of the
                result, as before a comma.
            generate_parameters: How tokens are generated, in the words of Transformers: `max_new_tokens`, `num_beams`,
                `do_sample` and so on.
            truncation: What is cut where the text is too long for the model. `do_not_truncate`: nothing, which may be
                an error. `only_first`: the text. `only_second` and `longest_first` matter to models that read pairs of
                texts.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The summary.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.summarization(
            ...     "The Eiffel Tower was meant to stand for twenty years. It was kept because it served radio."
            ... )
        """
        return self._call(
            ops.SUMMARIZATION,
            model=model,
            input=text,
            params={
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "truncation": truncation,
            },
            options=options,
            extra_body=extra_body,
        )

    def table_question_answering(
        self,
        table: Mapping[str, Sequence[str]],
        query: str,
        *,
        model: str | None = None,
        padding: Literal["do_not_pad", "longest", "max_length"] | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Args:
            table: Name of a column to its cells from top to bottom, numbers written as text. All columns have the same
                length.
            query: The question, in plain words.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            padding: What tables are filled up to before the model sees them. `do_not_pad`: their own length. `longest`:
                that of the longest one in the request. `max_length`: the most that the model takes. Default:
                `'do_not_pad'`.
            sequential: Whether questions are read one after the other, so that a later one can refer to an earlier one.
                Slower; conversational models such as SQA need it. Default: `False`.
            truncation: Whether a table that is too long for the model loses its last rows. Without it such a table is
                an error. Default: `False`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The answer, and the cells that it comes from.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.table_question_answering(
            ...     {"Tower": ["Eiffel Tower", "Tokyo Tower"], "Metres": ["330", "333"]},
            ...     query="How high is Tokyo Tower?",
            ... )
        """
        return self._call(
            ops.TABLE_QUESTION_ANSWERING,
            model=model,
            input={"table": table, "query": query},
            params={
                "padding": padding,
                "sequential": sequential,
                "truncation": truncation,
            },
            options=options,
            extra_body=extra_body,
        )

    def tabular_classification(
        self,
        table: Mapping[str, Sequence[str | float]],
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[str]:
        """Classify each row of a table.

        Args:
            table: Name of a column to its cells from top to bottom. Names are those that the model was trained with,
                all columns have the same length, and numbers may be written as text.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Label of each row, in the order of the rows.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.tabular_classification(
            ...     {"fixed_acidity": ["7.4", "7.8"], "pH": ["3.51", "3.2"], "alcohol": ["9.4", "9.8"]}
            ... )
        """
        return self._call(
            ops.TABULAR_CLASSIFICATION,
            model=model,
            input={"data": table},
            params={},
            options=options,
            extra_body=extra_body,
        )

    def tabular_regression(
        self,
        table: Mapping[str, Sequence[str | float]],
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[float]:
        """Predict a number for each row of a table.

        Args:
            table: Name of a column to its cells from top to bottom. Names are those that the model was trained with,
                all columns have the same length, and numbers may be written as text.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Number of each row, in the order of the rows. Its unit is that of the values that the model was trained
            with.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.tabular_regression(
            ...     {"Height": ["11.52", "12.48"], "Length1": ["23.2", "24.0"], "Width": ["4.02", "4.31"]}
            ... )
        """
        return self._call(
            ops.TABULAR_REGRESSION,
            model=model,
            input={"data": table},
            params={},
            options=options,
            extra_body=extra_body,
        )

    def text_classification(
        self,
        text: str,
        *,
        model: str | None = None,
        function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[TextClassificationOutputElement]:
        """Sort a text into classes, such as the feeling that it expresses.

        Args:
            text: The text. What does not fit the model's window, often 512 tokens, is cut off or refused.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            function_to_apply: What turns the model's raw scores into those returned. `softmax`: they add up to 1, for
                one class of several. `sigmoid`: each stands alone, for several at once. `none`: raw scores.
            top_k: At least 1. Number of classes that are returned, the most probable first.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The classes, the most probable first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.text_classification("I like this movie.", top_k=2)
        """
        return self._call(
            ops.TEXT_CLASSIFICATION,
            model=model,
            input=text,
            params={
                "function_to_apply": function_to_apply,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: Literal[True],
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: Literal[True],
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: Literal[False] | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Stream[str, Text]: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: Literal[True],
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> TextGenerationOutput: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: Literal[False] = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: Literal[False] | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: bool = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text | TextGenerationOutput | Stream[str, Text] | Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    def text_generation(
        self,
        prompt: str,
        *,
        model: str | None = None,
        stream: bool = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeJSONDict
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeRegexDict
        | TextGenerationInputGrammarTypeJSONSchema
        | TextGenerationInputGrammarTypeJSONSchemaDict
        | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Text | TextGenerationOutput | Stream[str, Text] | Stream[TextGenerationStreamOutput, TextGenerationOutput]:
        """Continue a text with a language model.

        Args:
            prompt: The text to continue. It is given to the model as it is, without a chat template.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            stream: Whether the answer comes in pieces, as it is made.
            adapter_id: Name of a LoRA adapter that the server has loaded.
            best_of: At least 1. Number of continuations that are made; the one of the highest log probability is
                returned.
            decoder_input_details: Whether `details` also lists the tokens of the prompt with their log probabilities.
                Default: `False`.
            details: Whether to return more than the text: tokens, log probabilities, and why it ended.
            do_sample: Whether tokens are drawn by their probabilities; otherwise the most probable one is taken.
                Default: `False`.
            frequency_penalty: -2 to 2. Lowers the odds of tokens by how often they occurred so far; below 0 raises
                them, 0 turns it off.
            grammar: The form that the continuation must have.
            max_new_tokens: Most tokens that are generated. Default: `1024`.
            repetition_penalty: Above 0. Divides the odds of tokens that occurred; 1 turns it off
                (https://arxiv.org/abs/1909.05858).
            return_full_text: Whether the returned text begins with the prompt.
            seed: At least 1. Start of the random numbers: the same seed gives the same text on the same server.
            stop: Up to 4 texts. Generation ends when one of them was written.
            temperature: Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by.
            top_k: At least 1. Only that many of the most probable tokens are drawn from.
            top_n_tokens: At least 1. Number of the most probable tokens that `details` lists at each position.
            top_p: Above 0, at most 1. Only the most probable tokens are drawn from whose probabilities add up to this;
                1 turns it off.
            truncate: Most tokens of the prompt that are used; those at its start are cut off.
            typical_p: Above 0, at most 1. Only tokens about as surprising as expected are drawn from, up to that sum of
                probabilities; 1 turns it off (https://arxiv.org/abs/2202.00666).
            watermark: Whether a mark is woven into the choice of tokens, by which the text can be told as generated
                (https://arxiv.org/abs/2301.10226). Default: `False`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The continuation, as text; with `details=True` the object that tells how it came.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            StreamBroken: While a stream is read that ends before the server says so; it has what came as `.partial`.

        Example:
            >>> client.text_generation("Once upon a time", max_new_tokens=50)
        """
        return self._call(
            ops.TEXT_GENERATION,
            model=model,
            input=prompt,
            params={
                "adapter_id": adapter_id,
                "best_of": best_of,
                "decoder_input_details": decoder_input_details,
                "details": details,
                "do_sample": do_sample,
                "frequency_penalty": frequency_penalty,
                "grammar": grammar,
                "max_new_tokens": max_new_tokens,
                "repetition_penalty": repetition_penalty,
                "return_full_text": return_full_text,
                "seed": seed,
                "stop": stop,
                "temperature": temperature,
                "top_k": top_k,
                "top_n_tokens": top_n_tokens,
                "top_p": top_p,
                "truncate": truncate,
                "typical_p": typical_p,
                "watermark": watermark,
            },
            stream=stream,
            options=options,
            extra_body=extra_body,
        )

    def rerank(
        self,
        query: str,
        documents: Sequence[str],
        *,
        model: str | None = None,
        top_n: int | None = None,
        return_documents: bool | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[TextRankingOutputElement]:
        """Sort documents by how well they fit a query.

        Args:
            query: What is looked for: a question or key words.
            documents: Texts to sort, at least one. Infinity takes up to 2048.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            top_n: Number of documents that are returned, best first. Without it: all.
            return_documents: Whether each item holds the text of its document. Most servers leave it out by default;
                vLLM always sends it.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The documents by how well they fit the query, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.rerank(
            ...     "What is the tower made of?",
            ...     documents=["It was finished in 1889.", "It is made of wrought iron.", "Paris lies on the Seine."],
            ... )
        """
        return self._call(
            ops.TEXT_RANKING,
            model=model,
            input={"query": query, "documents": documents},
            params={
                "top_n": top_n,
                "return_documents": return_documents,
            },
            options=options,
            extra_body=extra_body,
        )

    def text_to_audio(
        self,
        text: str,
        *,
        model: str | None = None,
        generation_parameters: GenerationParameters | GenerationParametersDict | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Audio:
        """Make a sound from its description.

        Args:
            text: What is to be heard, in plain words: music, noises, speech.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            generation_parameters: How the model generates its tokens, for models that are built as language models.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The sound, as a file.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.text_to_audio("slow piano music with rain in the background")
        """
        return self._call(
            ops.TEXT_TO_AUDIO,
            model=model,
            input=text,
            params={
                "generation_parameters": generation_parameters,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def text_to_image(
        self,
        prompt: str,
        *,
        model: str | None = None,
        negative_prompt: str | None = None,
        height: int | None = None,
        width: int | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Image:
        """Make an image of what a text describes.

        Args:
            prompt: What the image shows, and in which manner.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            negative_prompt: What the image must not show.
            height: Height of the image, pixels; most models want a multiple of 8 or 16.
            width: Width of the image, pixels; most models want a multiple of 8 or 16.
            num_inference_steps: At least 1. Steps of noise removal: more take longer and are finer, up to a point (20
                to 50; 1 to 8 for distilled models).
            guidance_scale: At least 0. How closely the image follows the prompt; 1 turns guidance off, 3 to 8 are
                usual, much more makes it garish.
            scheduler: Name of another noise scheduler that fits the model.
            seed: Start of the random numbers: the same seed gives the same image on the same server.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The image, in the encoding that the server sent: mostly JPEG, PNG or WebP.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.text_to_image("A lighthouse in fog, watercolour.", width=768, height=512)
        """
        return self._call(
            ops.TEXT_TO_IMAGE,
            model=model,
            input=prompt,
            params={
                "negative_prompt": negative_prompt,
                "height": height,
                "width": width,
                "num_inference_steps": num_inference_steps,
                "guidance_scale": guidance_scale,
                "scheduler": scheduler,
                "seed": seed,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def text_to_speech(
        self,
        text: str,
        *,
        model: str | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        do_sample: bool | None = None,
        early_stopping: Literal["never", True, False] | None = None,
        num_beams: int | None = None,
        num_beam_groups: int | None = None,
        penalty_alpha: float | None = None,
        use_cache: bool | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Audio:
        """Speak a text.

        Args:
            text: The text to be spoken.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            temperature: Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by.
            top_k: At least 1. Only that many of the most probable tokens are drawn from.
            top_p: 0 to 1. Only the most probable tokens are drawn from whose probabilities add up to this; 1 turns it
                off.
            typical_p: 0 to 1. Only tokens about as surprising as expected are drawn from, up to that sum of
                probabilities; 1 turns it off (https://arxiv.org/abs/2202.00666).
            epsilon_cutoff: 0 to 1. Only tokens of at least that probability are drawn from; 0.0003 to 0.0009 are usual
                (https://arxiv.org/abs/2210.15191).
            eta_cutoff: 0 to 1. As `epsilon_cutoff`, but lower where the model is unsure; 0.0003 to 0.002 are usual
                (https://arxiv.org/abs/2210.15191).
            max_length: Most tokens in all, the input included.
            max_new_tokens: Most tokens that are generated. Wins over `max_length`.
            min_length: Fewest tokens in all, the input included.
            min_new_tokens: Fewest tokens that are generated. Wins over `min_length`.
            do_sample: Whether tokens are drawn by their probabilities; otherwise the most probable one is taken.
            early_stopping: When a beam search ends. True: as soon as `num_beams` candidates are complete. False: when
                better ones are unlikely. `never`: when better ones are impossible.
            num_beams: At least 1. Candidates that a beam search follows; 1 means no beam search.
            num_beam_groups: Groups that the beams are divided into, to keep them different
                (https://arxiv.org/abs/1610.02424). Must divide `num_beams`.
            penalty_alpha: 0 to 1. Weight of the penalty for repetition in contrastive search.
            use_cache: Whether attention of earlier tokens is kept, which is faster and takes more memory.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The spoken text, as a sound file.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.text_to_speech("The lighthouse stands in fog.")
        """
        return self._call(
            ops.TEXT_TO_SPEECH,
            model=model,
            input=text,
            params={
                "temperature": temperature,
                "top_k": top_k,
                "top_p": top_p,
                "typical_p": typical_p,
                "epsilon_cutoff": epsilon_cutoff,
                "eta_cutoff": eta_cutoff,
                "max_length": max_length,
                "max_new_tokens": max_new_tokens,
                "min_length": min_length,
                "min_new_tokens": min_new_tokens,
                "do_sample": do_sample,
                "early_stopping": early_stopping,
                "num_beams": num_beams,
                "num_beam_groups": num_beam_groups,
                "penalty_alpha": penalty_alpha,
                "use_cache": use_cache,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def text_to_video(
        self,
        prompt: str,
        *,
        model: str | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | Sequence[str] | None = None,
        num_frames: float | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        stream_to: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Video:
        """Make a video from its description.

        Args:
            prompt: What is to be seen, in plain words.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            guidance_scale: How closely the video follows the text: the higher, the closer. Very high values give garish
                colours and artefacts.
            negative_prompt: What is not to be seen: one text or several. Which form a provider takes is its own affair.
            num_frames: Number of frames; with the model's frame rate it gives the length.
            num_inference_steps: Number of denoising steps: more take longer and as a rule give a better picture.
            seed: Seed of the random numbers. The same seed and request give the same video only as far as the server is
                deterministic.
            stream_to: Path of a file that the result is written to as it arrives, without being read into memory. The
                file appears when it is whole; a call that fails leaves what was there before.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The video, as a file.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.
            JobFailed: When the provider took the work into a queue, and did not finish it.

        Example:
            >>> client.text_to_video("a lighthouse in fog, waves rolling in")
        """
        return self._call(
            ops.TEXT_TO_VIDEO,
            model=model,
            input=prompt,
            params={
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
            },
            stream_to=stream_to,
            options=options,
            extra_body=extra_body,
        )

    def token_classification(
        self,
        text: str,
        *,
        model: str | None = None,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: Sequence[str] | None = None,
        stride: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[TokenClassificationOutputElement]:
        """Find and label parts of a text, such as names of people and places.

        Args:
            text: The text.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            aggregation_strategy: How tokens are joined. `none`: each stays by itself. `simple`: neighbours of the same
                label become one entity, which may split a word. `first`, `average` and `max` keep words whole: the
                label of a word is that of its first token, the best one after averaging over its tokens, or that of its
                surest token.
            ignore_labels: Labels that are left out of the result. Without it: `O`, what belongs to no entity.
            stride: A text that is too long is read in overlapping chunks: tokens that two neighbours share.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The labelled parts, in the order of the text.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.token_classification("Sarah Jessica Parker lives in New York.")
        """
        return self._call(
            ops.TOKEN_CLASSIFICATION,
            model=model,
            input=text,
            params={
                "aggregation_strategy": aggregation_strategy,
                "ignore_labels": ignore_labels,
                "stride": stride,
            },
            options=options,
            extra_body=extra_body,
        )

    def translation(
        self,
        text: str,
        *,
        model: str | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, object] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> TranslationOutput:
        """Translate a text into another language.

        Args:
            text: The text to translate.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            src_lang: Language of the text, as the model writes it (`en`, `en_XX`, `eng_Latn`). For models of many
                languages; only together with `tgt_lang`.
            tgt_lang: Language to translate into, as the model writes it. For models of many languages; only together
                with `src_lang`.
            clean_up_tokenization_spaces: Whether spaces that stem from cutting text into tokens are taken out of the
                result, as before a comma.
            generate_parameters: How tokens are generated, in the words of Transformers: `max_new_tokens`, `num_beams`,
                `do_sample` and so on.
            truncation: What is cut where the text is too long for the model. `do_not_truncate`: nothing, which may be
                an error. `only_first`: the text. `only_second` and `longest_first` matter to models that read pairs of
                texts.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The translation.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.translation("The lighthouse stands in fog.", src_lang="en_XX", tgt_lang="fr_XX")
        """
        return self._call(
            ops.TRANSLATION,
            model=model,
            input=text,
            params={
                "src_lang": src_lang,
                "tgt_lang": tgt_lang,
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "truncation": truncation,
            },
            options=options,
            extra_body=extra_body,
        )

    def video_classification(
        self,
        video: MediaInput,
        *,
        model: str | None = None,
        frame_sampling_rate: int | None = None,
        function_to_apply: Literal["sigmoid", "softmax", "none"] | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[VideoClassificationOutputElement]:
        """Tell what happens in a video.

        Args:
            video: The video file, in any encoding that the server reads; MP4 is the safest. Given as bytes, a path, an
                http(s) or data URL, an open binary file, an iterator of bytes, or media of another result.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            frame_sampling_rate: Every how many frames one is looked at: 1 takes every frame. Default: `1`.
            function_to_apply: What turns the model's raw numbers into scores. `softmax`: the scores of all classes add
                up to 1. `sigmoid`: each class is 0 to 1 by itself. `none`: the raw numbers.
            num_frames: Number of frames that are looked at. Without it: as many as the model was trained with.
            top_k: Number of classes, best first. Default: `5`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            The most probable classes, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.video_classification("clip.mp4")
        """
        return self._call(
            ops.VIDEO_CLASSIFICATION,
            model=model,
            input=video,
            params={
                "frame_sampling_rate": frame_sampling_rate,
                "function_to_apply": function_to_apply,
                "num_frames": num_frames,
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        model: str | None = None,
        top_k: int | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            question: What to tell about the image.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            top_k: Number of answers to return, best first; at most as many as the model knows. Models that write the
                answer return one. Default: `5`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Answers, best first: as many as `top_k` asked for, or fewer.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.visual_question_answering("cat.png", question="What animal is this?")
        """
        return self._call(
            ops.VISUAL_QUESTION_ANSWERING,
            model=model,
            input={"image": image, "question": question},
            params={
                "top_k": top_k,
            },
            options=options,
            extra_body=extra_body,
        )

    def zero_shot_classification(
        self,
        text: str,
        candidate_labels: Sequence[str],
        *,
        model: str | None = None,
        hypothesis_template: str | None = None,
        multi_label: bool | None = False,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ZeroShotClassificationOutputElement]:
        """Sort a text into classes that you name.

        Args:
            text: The text to classify.
            candidate_labels: Labels to choose from, in plain words, at least one. The model need not have been trained
                on them.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            hypothesis_template: Sentence that each label is put into, at `{}`; the score is how far the text implies
                it. Without it: `This example is {}.`
            multi_label: Whether several labels may be true: each then scores 0 to 1 by itself. Otherwise the scores add
                up to 1. Default: `False`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Every label with its score, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.zero_shot_classification(
            ...     "The engine stalls whenever it rains.", candidate_labels=["cars", "cooking", "music"]
            ... )
        """
        return self._call(
            ops.ZERO_SHOT_CLASSIFICATION,
            model=model,
            input=text,
            params={
                "candidate_labels": candidate_labels,
                "hypothesis_template": hypothesis_template,
                "multi_label": multi_label,
            },
            options=options,
            extra_body=extra_body,
        )

    def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: Sequence[str],
        *,
        model: str | None = None,
        hypothesis_template: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ZeroShotImageClassificationOutputElement]:
        """Tell which of the given labels fits an image.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            candidate_labels: The labels to choose from, two or more: words or short phrases, such as `cat` or `a red
                car`.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            hypothesis_template: Sentence that the image is compared with; each label in turn takes the place of `{}`.
                Default: `'This is a photo of {}.'`.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            All labels, best first.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.zero_shot_image_classification("cat.png", candidate_labels=["cat", "dog"])
        """
        return self._call(
            ops.ZERO_SHOT_IMAGE_CLASSIFICATION,
            model=model,
            input=image,
            params={
                "candidate_labels": candidate_labels,
                "hypothesis_template": hypothesis_template,
            },
            options=options,
            extra_body=extra_body,
        )

    def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: Sequence[str],
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> Items[ZeroShotObjectDetectionOutputElement]:
        """Find objects in an image that fit the given labels, each with a box.

        Args:
            image: The image: a file such as PNG or JPEG. Given as bytes, a path, an http(s) or data URL, an open binary
                file, an iterator of bytes, a PIL image, or media of another result.
            candidate_labels: What to look for, one or more: words or short phrases, such as `cat` or `a red car`.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            extra_body: Members of the request body that are sent as they are, and win over the others.
            options: Time limits, retries and the like, for this call.

        Returns:
            Objects in the image, best first; none where nothing was found.

        Raises:
            InvalidInput: When an argument is wrong; nothing was sent.
            NotSupported: When the target does not serve the task or a parameter; nothing was sent.
            APIStatusError: When the server answers with an error.
            APIConnectionError: When there is no connection, or it breaks.
            InferenceTimeoutError: When a clock of `Timeout` runs out.
            ResponseShapeError: When the reply is not what the task returns; it has the reply as `.body`.

        Example:
            >>> client.zero_shot_object_detection("cat.png", candidate_labels=["cat", "sofa"])
        """
        return self._call(
            ops.ZERO_SHOT_OBJECT_DETECTION,
            model=model,
            input=image,
            params={
                "candidate_labels": candidate_labels,
            },
            options=options,
            extra_body=extra_body,
        )
