# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""One method for each task, for the async client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from inferlink_generated.port import AsyncPort

from . import operations as ops

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferlink.options import RequestOptions
    from inferlink.types import AsyncStream, Image, MediaInput, Vectors
    from inferlink_generated._result import Items, Text

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


class AsyncTasks(AsyncPort):
    """The methods of all tasks; a client of your own needs no more than `_call`."""

    async def automatic_speech_recognition(
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
                there are no parameters, otherwise in base64. Bytes, a path, an http(s) or data URL, an open binary
                file, a PIL image, or media of another result.
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

        Example:
            >>> await client.automatic_speech_recognition("interview.flac")
        """
        return await self._call(
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
    async def chat_completion(
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
        tools: Sequence[ChatCompletionInputTool | ChatCompletionInputToolDict] | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @overload
    async def chat_completion(
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
        tools: Sequence[ChatCompletionInputTool | ChatCompletionInputToolDict] | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> ChatCompletionOutput: ...

    @overload
    async def chat_completion(
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
        tools: Sequence[ChatCompletionInputTool | ChatCompletionInputToolDict] | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    async def chat_completion(
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
        tools: Sequence[ChatCompletionInputTool | ChatCompletionInputToolDict] | None = None,
        top_k: int | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]:
        """Answer a conversation with a language model.

        Args:
            messages: The conversation so far, oldest message first. A text alone stands for one message of the user.
            model: Model for this call: an id of the Hub, a server's name for it, or a URL.
            stream: Whether the answer comes in pieces, as it is made.
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
                returned.
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

        Example:
            >>> await client.chat_completion([{"role": "user", "content": "Why is the sky blue?"}])
        """
        return await self._call(
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
            options=options,
            extra_body=extra_body,
        )

    async def feature_extraction(
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

        Example:
            >>> await client.feature_extraction("The sky is blue.")
        """
        return await self._call(
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

    async def text_classification(
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

        Example:
            >>> await client.text_classification("I like this movie.", top_k=2)
        """
        return await self._call(
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
    async def text_generation(
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
    ) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    @overload
    async def text_generation(
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
    ) -> AsyncStream[str, Text]: ...

    @overload
    async def text_generation(
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
    async def text_generation(
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
    async def text_generation(
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
    ) -> (
        Text
        | TextGenerationOutput
        | AsyncStream[str, Text]
        | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    ): ...

    async def text_generation(
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
    ) -> (
        Text
        | TextGenerationOutput
        | AsyncStream[str, Text]
        | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    ):
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

        Example:
            >>> await client.text_generation("Once upon a time", max_new_tokens=50)
        """
        return await self._call(
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

    async def text_to_image(
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

        Example:
            >>> await client.text_to_image("A lighthouse in fog, watercolour.", width=768, height=512)
        """
        return await self._call(
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
            options=options,
            extra_body=extra_body,
        )
