# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What each task is, for the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink_generated.port import Operation, ResultForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Never

    from inferlink.types import Image, Vectors
    from inferlink_generated._result import Items

    from .types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from .types.text_classification import TextClassificationOutputElement

AUTOMATIC_SPEECH_RECOGNITION: Operation[AutomaticSpeechRecognitionOutput] = Operation(
    task="automatic-speech-recognition",
    method="automatic_speech_recognition",
    hub="automatic-speech-recognition",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="inferlink_generated.types.automatic_speech_recognition:AutomaticSpeechRecognitionOutput",
    ),
    recommended=True,
    arguments={"audio": ""},
    media={"": "audio"},
    parameters=("return_timestamps", "generation_parameters"),
)

CHAT_COMPLETION: Operation[Never] = Operation(
    task="chat-completion",
    method="chat_completion",
    hub="conversational",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="inferlink_generated.types.chat_completion:ChatCompletionOutput",
    ),
    stream=ResultForm(
        kind="object",
        type="inferlink_generated.types.chat_completion:ChatCompletionStreamOutput",
    ),
    shape="chat",
    recommended=True,
    arguments={"messages": ""},
    parameters=(
        "audio",
        "chat_template_kwargs",
        "frequency_penalty",
        "logit_bias",
        "logprobs",
        "max_completion_tokens",
        "max_tokens",
        "metadata",
        "min_p",
        "modalities",
        "n",
        "parallel_tool_calls",
        "presence_penalty",
        "prompt_cache_key",
        "reasoning_effort",
        "repetition_penalty",
        "response_format",
        "seed",
        "service_tier",
        "stop",
        "store",
        "stream_options",
        "temperature",
        "tool_choice",
        "tool_prompt",
        "tools",
        "top_k",
        "top_logprobs",
        "top_p",
        "user",
    ),
)

FEATURE_EXTRACTION: Operation[Vectors] = Operation(
    task="feature-extraction",
    method="feature_extraction",
    hub="feature-extraction",
    cost="cheap",
    result=ResultForm(
        kind="vectors",
    ),
    shape="embedding",
    recommended=True,
    arguments={"text": ""},
    parameters=("normalize", "prompt_name", "truncate", "truncation_direction", "dimensions", "encoding_format"),
)

TEXT_CLASSIFICATION: Operation[Items[TextClassificationOutputElement]] = Operation(
    task="text-classification",
    method="text_classification",
    hub="text-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.text_classification:TextClassificationOutputElement",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    parameters=("function_to_apply", "top_k"),
)

TEXT_GENERATION: Operation[Never] = Operation(
    task="text-generation",
    method="text_generation",
    hub="text-generation",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="inferlink_generated.types.text_generation:TextGenerationOutput",
        text="generated_text",
        unless="details",
    ),
    stream=ResultForm(
        kind="object",
        type="inferlink_generated.types.text_generation:TextGenerationStreamOutput",
        text="token.text",
        unless="details",
    ),
    shape="completion",
    recommended=True,
    arguments={"prompt": ""},
    strings=("",),
    parameters=(
        "adapter_id",
        "best_of",
        "decoder_input_details",
        "details",
        "do_sample",
        "frequency_penalty",
        "grammar",
        "max_new_tokens",
        "repetition_penalty",
        "return_full_text",
        "seed",
        "stop",
        "temperature",
        "top_k",
        "top_n_tokens",
        "top_p",
        "truncate",
        "typical_p",
        "watermark",
    ),
)

TEXT_TO_IMAGE: Operation[Image] = Operation(
    task="text-to-image",
    method="text_to_image",
    hub="text-to-image",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="image",
    ),
    recommended=True,
    arguments={"prompt": ""},
    strings=("",),
    parameters=("negative_prompt", "height", "width", "num_inference_steps", "guidance_scale", "scheduler", "seed"),
)

OPERATIONS: Mapping[str, Operation[object]] = {
    "automatic-speech-recognition": AUTOMATIC_SPEECH_RECOGNITION,
    "chat-completion": CHAT_COMPLETION,
    "feature-extraction": FEATURE_EXTRACTION,
    "text-classification": TEXT_CLASSIFICATION,
    "text-generation": TEXT_GENERATION,
    "text-to-image": TEXT_TO_IMAGE,
}
