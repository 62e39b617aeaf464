# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What each task is, for the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink_generated.port import Operation, ResultForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Never

    from inferlink.types import Audio, Image, Vectors, Video
    from inferlink_generated._result import Items

    from .types.audio_classification import AudioClassificationOutputElement
    from .types.audio_to_audio import AudioToAudioOutputElement
    from .types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from .types.depth_estimation import DepthEstimationOutput
    from .types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from .types.fill_mask import FillMaskOutputElement
    from .types.image_classification import ImageClassificationOutputElement
    from .types.image_segmentation import ImageSegmentationOutputElement
    from .types.image_to_text import ImageToTextOutput
    from .types.object_detection import ObjectDetectionOutputElement
    from .types.question_answering import QuestionAnsweringOutputElement
    from .types.summarization import SummarizationOutput
    from .types.table_question_answering import TableQuestionAnsweringOutputElement
    from .types.text_classification import TextClassificationOutputElement
    from .types.text_ranking import TextRankingOutputElement
    from .types.token_classification import TokenClassificationOutputElement
    from .types.translation import TranslationOutput
    from .types.video_classification import VideoClassificationOutputElement
    from .types.visual_question_answering import VisualQuestionAnsweringOutputElement
    from .types.zero_shot_classification import ZeroShotClassificationOutputElement
    from .types.zero_shot_image_classification import ZeroShotImageClassificationOutputElement
    from .types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement

AUDIO_CLASSIFICATION: Operation[Items[AudioClassificationOutputElement]] = Operation(
    task="audio-classification",
    method="audio_classification",
    hub="audio-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.audio_classification:AudioClassificationOutputElement",
    ),
    recommended=True,
    arguments={"audio": ""},
    media={"": "audio"},
    parameters=("function_to_apply", "top_k"),
)

AUDIO_TO_AUDIO: Operation[Items[AudioToAudioOutputElement]] = Operation(
    task="audio-to-audio",
    method="audio_to_audio",
    hub="audio-to-audio",
    cost="costly",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.audio_to_audio:AudioToAudioOutputElement",
    ),
    recommended=True,
    arguments={"audio": ""},
    media={"": "audio"},
)

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
    list_parameters=("modalities", "tools"),
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
    tools="tools",
)

DEPTH_ESTIMATION: Operation[DepthEstimationOutput] = Operation(
    task="depth-estimation",
    method="depth_estimation",
    hub="depth-estimation",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="inferlink_generated.types.depth_estimation:DepthEstimationOutput",
    ),
    arguments={"image": ""},
    media={"": "image"},
)

DOCUMENT_QUESTION_ANSWERING: Operation[Items[DocumentQuestionAnsweringOutputElement]] = Operation(
    task="document-question-answering",
    method="document_question_answering",
    hub="document-question-answering",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.document_question_answering:DocumentQuestionAnsweringOutputElement",
    ),
    recommended=True,
    arguments={"image": "image", "question": "question"},
    strings=("question",),
    list_parameters=("word_boxes",),
    media={"image": "image"},
    parameters=(
        "doc_stride",
        "handle_impossible_answer",
        "lang",
        "max_answer_len",
        "max_question_len",
        "max_seq_len",
        "top_k",
        "word_boxes",
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

FILL_MASK: Operation[Items[FillMaskOutputElement]] = Operation(
    task="fill-mask",
    method="fill_mask",
    hub="fill-mask",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.fill_mask:FillMaskOutputElement",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    list_parameters=("targets",),
    parameters=("targets", "top_k"),
)

IMAGE_CLASSIFICATION: Operation[Items[ImageClassificationOutputElement]] = Operation(
    task="image-classification",
    method="image_classification",
    hub="image-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.image_classification:ImageClassificationOutputElement",
    ),
    recommended=True,
    arguments={"image": ""},
    media={"": "image"},
    parameters=("function_to_apply", "top_k"),
)

IMAGE_SEGMENTATION: Operation[Items[ImageSegmentationOutputElement]] = Operation(
    task="image-segmentation",
    method="image_segmentation",
    hub="image-segmentation",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.image_segmentation:ImageSegmentationOutputElement",
    ),
    recommended=True,
    arguments={"image": ""},
    media={"": "image"},
    parameters=("mask_threshold", "overlap_mask_area_threshold", "subtask", "threshold"),
)

IMAGE_TEXT_TO_IMAGE: Operation[Image] = Operation(
    task="image-text-to-image",
    method="image_text_to_image",
    hub="image-text-to-image",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="image",
    ),
    arguments={"image": ""},
    optional=("",),
    media={"": "image"},
    parameters=("prompt", "guidance_scale", "negative_prompt", "num_inference_steps", "target_size", "seed"),
)

IMAGE_TEXT_TO_VIDEO: Operation[Video] = Operation(
    task="image-text-to-video",
    method="image_text_to_video",
    hub="image-text-to-video",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="video",
    ),
    arguments={"image": ""},
    optional=("",),
    media={"": "image"},
    parameters=(
        "prompt",
        "guidance_scale",
        "negative_prompt",
        "num_inference_steps",
        "num_frames",
        "target_size",
        "seed",
    ),
)

IMAGE_TO_IMAGE: Operation[Image] = Operation(
    task="image-to-image",
    method="image_to_image",
    hub="image-to-image",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="image",
    ),
    recommended=True,
    arguments={"image": ""},
    media={"": "image"},
    parameters=("prompt", "guidance_scale", "negative_prompt", "num_inference_steps", "target_size"),
)

IMAGE_TO_TEXT: Operation[ImageToTextOutput] = Operation(
    task="image-to-text",
    method="image_to_text",
    hub="image-to-text",
    cost="cheap",
    result=ResultForm(
        kind="first",
        type="inferlink_generated.types.image_to_text:ImageToTextOutput",
    ),
    recommended=True,
    arguments={"image": ""},
    media={"": "image"},
    parameters=("generation_parameters", "max_new_tokens"),
)

IMAGE_TO_VIDEO: Operation[Video] = Operation(
    task="image-to-video",
    method="image_to_video",
    hub="image-to-video",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="video",
    ),
    arguments={"image": ""},
    media={"": "image"},
    parameters=(
        "prompt",
        "guidance_scale",
        "negative_prompt",
        "num_inference_steps",
        "num_frames",
        "target_size",
        "seed",
    ),
)

OBJECT_DETECTION: Operation[Items[ObjectDetectionOutputElement]] = Operation(
    task="object-detection",
    method="object_detection",
    hub="object-detection",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.object_detection:ObjectDetectionOutputElement",
    ),
    recommended=True,
    arguments={"image": ""},
    media={"": "image"},
    parameters=("threshold",),
)

QUESTION_ANSWERING: Operation[QuestionAnsweringOutputElement | Items[QuestionAnsweringOutputElement]] = Operation(
    task="question-answering",
    method="question_answering",
    hub="question-answering",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.question_answering:QuestionAnsweringOutputElement",
        one_or_list="top_k",
    ),
    recommended=True,
    arguments={"question": "question", "context": "context"},
    strings=("question", "context"),
    parameters=(
        "align_to_words",
        "doc_stride",
        "handle_impossible_answer",
        "max_answer_len",
        "max_question_len",
        "max_seq_len",
        "top_k",
    ),
)

SENTENCE_SIMILARITY: Operation[Items[float]] = Operation(
    task="sentence-similarity",
    method="sentence_similarity",
    hub="sentence-similarity",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="builtins:float",
    ),
    recommended=True,
    arguments={"sentence": "source_sentence", "other_sentences": "sentences"},
    strings=("source_sentence",),
    lists=("sentences",),
    parameters=("prompt_name", "truncate", "truncation_direction"),
)

SUMMARIZATION: Operation[SummarizationOutput] = Operation(
    task="summarization",
    method="summarization",
    hub="summarization",
    cost="cheap",
    result=ResultForm(
        kind="first",
        type="inferlink_generated.types.summarization:SummarizationOutput",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    parameters=("clean_up_tokenization_spaces", "generate_parameters", "truncation"),
)

TABLE_QUESTION_ANSWERING: Operation[TableQuestionAnsweringOutputElement] = Operation(
    task="table-question-answering",
    method="table_question_answering",
    hub="table-question-answering",
    cost="cheap",
    result=ResultForm(
        kind="first",
        type="inferlink_generated.types.table_question_answering:TableQuestionAnsweringOutputElement",
    ),
    recommended=True,
    arguments={"table": "table", "query": "query"},
    strings=("query",),
    parameters=("padding", "sequential", "truncation"),
)

TABULAR_CLASSIFICATION: Operation[Items[str]] = Operation(
    task="tabular-classification",
    method="tabular_classification",
    hub="tabular-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="builtins:str",
    ),
    recommended=True,
    arguments={"table": "data"},
)

TABULAR_REGRESSION: Operation[Items[float]] = Operation(
    task="tabular-regression",
    method="tabular_regression",
    hub="tabular-regression",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="builtins:float",
    ),
    recommended=True,
    arguments={"table": "data"},
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
    list_parameters=("stop",),
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

TEXT_RANKING: Operation[Items[TextRankingOutputElement]] = Operation(
    task="text-ranking",
    method="rerank",
    hub="text-ranking",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.text_ranking:TextRankingOutputElement",
    ),
    arguments={"query": "query", "documents": "documents"},
    strings=("query",),
    lists=("documents",),
    parameters=("top_n", "return_documents"),
)

TEXT_TO_AUDIO: Operation[Audio] = Operation(
    task="text-to-audio",
    method="text_to_audio",
    hub="text-to-audio",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="audio",
    ),
    arguments={"text": ""},
    strings=("",),
    parameters=("generation_parameters",),
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

TEXT_TO_SPEECH: Operation[Audio] = Operation(
    task="text-to-speech",
    method="text_to_speech",
    hub="text-to-speech",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="audio",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    parameters=(
        "temperature",
        "top_k",
        "top_p",
        "typical_p",
        "epsilon_cutoff",
        "eta_cutoff",
        "max_length",
        "max_new_tokens",
        "min_length",
        "min_new_tokens",
        "do_sample",
        "early_stopping",
        "num_beams",
        "num_beam_groups",
        "penalty_alpha",
        "use_cache",
    ),
)

TEXT_TO_VIDEO: Operation[Video] = Operation(
    task="text-to-video",
    method="text_to_video",
    hub="text-to-video",
    cost="costly",
    result=ResultForm(
        kind="media",
        media="video",
    ),
    arguments={"prompt": ""},
    strings=("",),
    parameters=("guidance_scale", "negative_prompt", "num_frames", "num_inference_steps", "seed"),
)

TOKEN_CLASSIFICATION: Operation[Items[TokenClassificationOutputElement]] = Operation(
    task="token-classification",
    method="token_classification",
    hub="token-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.token_classification:TokenClassificationOutputElement",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    list_parameters=("ignore_labels",),
    parameters=("aggregation_strategy", "ignore_labels", "stride"),
)

TRANSLATION: Operation[TranslationOutput] = Operation(
    task="translation",
    method="translation",
    hub="translation",
    cost="cheap",
    result=ResultForm(
        kind="first",
        type="inferlink_generated.types.translation:TranslationOutput",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    parameters=("src_lang", "tgt_lang", "clean_up_tokenization_spaces", "generate_parameters", "truncation"),
    together=(("src_lang", "tgt_lang"),),
)

VIDEO_CLASSIFICATION: Operation[Items[VideoClassificationOutputElement]] = Operation(
    task="video-classification",
    method="video_classification",
    hub="video-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.video_classification:VideoClassificationOutputElement",
    ),
    arguments={"video": ""},
    media={"": "video"},
    parameters=("frame_sampling_rate", "function_to_apply", "num_frames", "top_k"),
)

VISUAL_QUESTION_ANSWERING: Operation[Items[VisualQuestionAnsweringOutputElement]] = Operation(
    task="visual-question-answering",
    method="visual_question_answering",
    hub="visual-question-answering",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.visual_question_answering:VisualQuestionAnsweringOutputElement",
    ),
    recommended=True,
    arguments={"image": "image", "question": "question"},
    strings=("question",),
    media={"image": "image"},
    parameters=("top_k",),
)

ZERO_SHOT_CLASSIFICATION: Operation[Items[ZeroShotClassificationOutputElement]] = Operation(
    task="zero-shot-classification",
    method="zero_shot_classification",
    hub="zero-shot-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.zero_shot_classification:ZeroShotClassificationOutputElement",
    ),
    recommended=True,
    arguments={"text": ""},
    strings=("",),
    list_parameters=("candidate_labels",),
    parameters=("candidate_labels", "hypothesis_template", "multi_label"),
    send_default=("multi_label",),
)

ZERO_SHOT_IMAGE_CLASSIFICATION: Operation[Items[ZeroShotImageClassificationOutputElement]] = Operation(
    task="zero-shot-image-classification",
    method="zero_shot_image_classification",
    hub="zero-shot-image-classification",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.zero_shot_image_classification:ZeroShotImageClassificationOutputElement",
    ),
    recommended=True,
    arguments={"image": ""},
    list_parameters=("candidate_labels",),
    media={"": "image"},
    parameters=("candidate_labels", "hypothesis_template"),
)

ZERO_SHOT_OBJECT_DETECTION: Operation[Items[ZeroShotObjectDetectionOutputElement]] = Operation(
    task="zero-shot-object-detection",
    method="zero_shot_object_detection",
    hub="zero-shot-object-detection",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="inferlink_generated.types.zero_shot_object_detection:ZeroShotObjectDetectionOutputElement",
    ),
    arguments={"image": ""},
    list_parameters=("candidate_labels",),
    media={"": "image"},
    parameters=("candidate_labels",),
)

OPERATIONS: Mapping[str, Operation[object]] = {
    "audio-classification": AUDIO_CLASSIFICATION,
    "audio-to-audio": AUDIO_TO_AUDIO,
    "automatic-speech-recognition": AUTOMATIC_SPEECH_RECOGNITION,
    "chat-completion": CHAT_COMPLETION,
    "depth-estimation": DEPTH_ESTIMATION,
    "document-question-answering": DOCUMENT_QUESTION_ANSWERING,
    "feature-extraction": FEATURE_EXTRACTION,
    "fill-mask": FILL_MASK,
    "image-classification": IMAGE_CLASSIFICATION,
    "image-segmentation": IMAGE_SEGMENTATION,
    "image-text-to-image": IMAGE_TEXT_TO_IMAGE,
    "image-text-to-video": IMAGE_TEXT_TO_VIDEO,
    "image-to-image": IMAGE_TO_IMAGE,
    "image-to-text": IMAGE_TO_TEXT,
    "image-to-video": IMAGE_TO_VIDEO,
    "object-detection": OBJECT_DETECTION,
    "question-answering": QUESTION_ANSWERING,
    "sentence-similarity": SENTENCE_SIMILARITY,
    "summarization": SUMMARIZATION,
    "table-question-answering": TABLE_QUESTION_ANSWERING,
    "tabular-classification": TABULAR_CLASSIFICATION,
    "tabular-regression": TABULAR_REGRESSION,
    "text-classification": TEXT_CLASSIFICATION,
    "text-generation": TEXT_GENERATION,
    "text-ranking": TEXT_RANKING,
    "text-to-audio": TEXT_TO_AUDIO,
    "text-to-image": TEXT_TO_IMAGE,
    "text-to-speech": TEXT_TO_SPEECH,
    "text-to-video": TEXT_TO_VIDEO,
    "token-classification": TOKEN_CLASSIFICATION,
    "translation": TRANSLATION,
    "video-classification": VIDEO_CLASSIFICATION,
    "visual-question-answering": VISUAL_QUESTION_ANSWERING,
    "zero-shot-classification": ZERO_SHOT_CLASSIFICATION,
    "zero-shot-image-classification": ZERO_SHOT_IMAGE_CLASSIFICATION,
    "zero-shot-object-detection": ZERO_SHOT_OBJECT_DETECTION,
}
