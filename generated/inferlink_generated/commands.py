# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: E501  # a value is that long
"""The sub-commands of the command line, one for each task."""

from __future__ import annotations

from inferlink_generated._command import Command, Value

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        task="audio-classification",
        name="audio-classification",
        summary="Tell what kind of sound a recording holds.",
        family="audio",
        values=(
            Value(
                name="audio",
                kind="media",
                help="The recording: an audio file such as WAV, FLAC or MP3.",
                required=True,
            ),
            Value(
                name="function_to_apply",
                kind="choice",
                help="What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1; `softmax` makes the scores of all classes add up to 1; `none` leaves the outputs as they are. Without it, softmax.",
                choices=("sigmoid", "softmax", "none"),
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of classes to return, best first; at most as many as the model knows.",
            ),
        ),
    ),
    Command(
        task="audio-to-audio",
        name="audio-to-audio",
        summary="Turn a recording into others, such as one without noise or one for each speaker.",
        family="audio",
        values=(
            Value(
                name="audio",
                kind="media",
                help="The recording: an audio file such as WAV, FLAC or MP3. fal-ai takes MP3, WAV and WebM alone.",
                required=True,
            ),
        ),
    ),
    Command(
        task="automatic-speech-recognition",
        name="automatic-speech-recognition",
        summary="Write down what is said in a recording.",
        family="audio",
        values=(
            Value(
                name="audio",
                kind="media",
                help="The recording: FLAC, WAV, MP3, OGG, M4A, AMR or WebM are taken by most servers. Sent as it is where there are no parameters, otherwise in base64.",
                required=True,
            ),
            Value(
                name="return_timestamps",
                kind="flag",
                help="Whether the answer also says when each piece of text was spoken.",
            ),
            Value(
                name="generation_parameters",
                kind="json",
                help="How the model writes the text.",
            ),
        ),
    ),
    Command(
        task="chat-completion",
        name="chat",
        summary="Answer a conversation with a language model.",
        family="text",
        several="n",
        values=(
            Value(
                name="messages",
                kind="text-or-json",
                help="The conversation so far, oldest message first. A text alone stands for one message of the user.",
                required=True,
            ),
            Value(
                name="audio",
                kind="json",
                help="Voice and encoding of a spoken answer; needs `audio` among the modalities.",
            ),
            Value(
                name="chat_template_kwargs",
                kind="json",
                help='Variables for the model\'s chat template, such as `{"enable_thinking": false}`. Read by llama.cpp, vLLM and SGLang.',
            ),
            Value(
                name="frequency_penalty",
                kind="number",
                help="-2 to 2. Above 0, a token loses probability with every time it was already used.",
            ),
            Value(
                name="logit_bias",
                kind="json",
                help="Token id, written as a string, to a number that is added to its logit before sampling: -100 bans the token, 100 forces it. The list form is huggingface_hub's; OpenAI-compatible servers want the map.",
            ),
            Value(
                name="logprobs",
                kind="flag",
                help="Whether each token of the answer comes with its log probability.",
            ),
            Value(
                name="max_completion_tokens",
                kind="integer",
                help="Upper limit of generated tokens, hidden reasoning included. OpenAI's newer name for `max_tokens`.",
            ),
            Value(
                name="max_tokens",
                kind="integer",
                help="Upper limit of generated tokens. TGI stops at 1024 where it is not given, llama.cpp and vLLM where the context is full.",
            ),
            Value(
                name="metadata",
                kind="json",
                help="Labels that are stored with the request, for the provider's dashboard. OpenAI takes 16 of them, keys up to 64 and values up to 512 characters.",
            ),
            Value(
                name="min_p",
                kind="number",
                help="0 to 1. Tokens less probable than this share of the most probable one are not considered; 0 turns it off.",
            ),
            Value(
                name="modalities",
                kind="choice",
                help="Kinds of output that are wanted. Without it: text.",
                many=True,
                choices=("text", "audio", "image"),
            ),
            Value(
                name="n",
                kind="integer",
                help="Number of answers, each of which is billed. TGI and Ollama always give one.",
            ),
            Value(
                name="parallel_tool_calls",
                kind="flag",
                help="Whether one answer may hold several tool calls. True by default in OpenAI and vLLM.",
            ),
            Value(
                name="presence_penalty",
                kind="number",
                help="-2 to 2. Above 0, a token loses probability once it was used, however often.",
            ),
            Value(
                name="prompt_cache_key",
                kind="text",
                help="Requests with the same key and the same beginning are sent to the same machine where the provider can, so that its prompt cache is hit.",
            ),
            Value(
                name="reasoning_effort",
                kind="text",
                help="How long a reasoning model thinks before it answers. Which values a model knows, and its default, differ from model to model.",
            ),
            Value(
                name="repetition_penalty",
                kind="number",
                help="Above 0. Divides the logits of tokens that were already used, prompt included; 1 is no penalty. An extension of vLLM, TGI, SGLang and several providers; llama.cpp calls it `repeat_penalty`.",
            ),
            Value(
                name="response_format",
                kind="json",
                help="The form that the answer must have: text, any JSON, JSON of a schema, a regular expression or a grammar.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Seed of the sampler. The same seed and request give the same answer only as far as the server is deterministic.",
            ),
            Value(
                name="service_tier",
                kind="text",
                help="Priority and price class, in the provider's words, such as `auto`, `default`, `flex`, `priority`.",
            ),
            Value(
                name="stop",
                kind="text",
                help="Text that ends the answer and is not part of it; up to 4 texts are taken everywhere.",
                many=True,
            ),
            Value(
                name="store",
                kind="flag",
                help="Whether the provider keeps the exchange for later use in its own tools.",
            ),
            Value(
                name="stream_options",
                kind="json",
                help="What a stream tells besides the answer. Only with a stream.",
            ),
            Value(
                name="temperature",
                kind="number",
                help="0 to 2. Divides the logits before sampling: near 0 the most probable token is always taken, above 1 the choice gets more random.",
            ),
            Value(
                name="tool_choice",
                kind="text-or-json",
                help="`auto`: the model decides whether it calls tools. `none`: it calls no tool. `required`: it calls at least one. An object names the function that it must call.",
            ),
            Value(
                name="tool_prompt",
                kind="text",
                help="Text put before the list of tools in the prompt. Only TGI reads it.",
            ),
            Value(
                name="tools",
                kind="json",
                help="Functions that the model may ask to be called. The caller runs them and sends back what they returned.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Only that many of the most probable tokens are considered. No limit: -1 in vLLM, 0 in llama.cpp.",
            ),
            Value(
                name="top_logprobs",
                kind="integer",
                help="0 to 20 (TGI: 5). Number of alternatives reported at each position; needs `logprobs`.",
            ),
            Value(
                name="top_p",
                kind="number",
                help="0 to 1. Only the most probable tokens are considered whose probabilities add up to this; 1 turns it off.",
            ),
            Value(
                name="user",
                kind="text",
                help="Identifier of the end user, by which the provider tells abuse apart. Best a hash.",
            ),
        ),
    ),
    Command(
        task="depth-estimation",
        name="depth-estimation",
        summary="Estimate how far away each pixel of an image is.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
        ),
    ),
    Command(
        task="document-question-answering",
        name="document-question-answering",
        summary="Answer a question about the image of a document.",
        family="multimodal",
        values=(
            Value(
                name="image",
                kind="media",
                help="The document as an image: one page, a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="question",
                kind="text",
                help="What to find in the document.",
                required=True,
            ),
            Value(
                name="doc_stride",
                kind="integer",
                help="Overlap of neighbouring parts, tokens, where a document is too long for the model and is read in parts. Default: `128`.",
            ),
            Value(
                name="handle_impossible_answer",
                kind="flag",
                help="Whether that there is no answer is an answer too; it is then an empty text. Default: `False`.",
            ),
            Value(
                name="lang",
                kind="text",
                help="Language of the document, for OCR, in the words of the server's OCR: for Tesseract a code of three letters, such as `eng`. Without it, English.",
            ),
            Value(
                name="max_answer_len",
                kind="integer",
                help="Longest answer that is considered, tokens. Default: `15`.",
            ),
            Value(
                name="max_question_len",
                kind="integer",
                help="Tokens of the question that are read; the rest is cut off. Default: `64`.",
            ),
            Value(
                name="max_seq_len",
                kind="integer",
                help="Length of the parts that the model reads at a time, question included, tokens. Default: `384`.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of answers to return, best first; fewer where the document has fewer. Default: `1`.",
            ),
            Value(
                name="word_boxes",
                kind="json",
                help="The words of the document with their boxes, so that no OCR is run. A box is [left, top, right, bottom], each 0 to 1000 of the page's width or height, from the top left corner. transformers reads pairs, [word, box]; the Hub's own schema has words and boxes side by side in one list.",
            ),
        ),
    ),
    Command(
        task="feature-extraction",
        name="feature-extraction",
        summary="Turn texts into vectors, by which their meaning can be compared.",
        family="vectors",
        values=(
            Value(
                name="text",
                kind="text",
                help="One text, or several that are sent together.",
                required=True,
                many=True,
            ),
            Value(
                name="normalize",
                kind="flag",
                help="Whether vectors are scaled to length 1, so that their dot product is the cosine of their angle. Default: `True`.",
            ),
            Value(
                name="prompt_name",
                kind="text",
                help="Name of one of the model's own prompts (key in `prompts` of its Sentence Transformers configuration), which is put before each text.",
            ),
            Value(
                name="truncate",
                kind="flag",
                help="Whether a text that does not fit the model's window is cut off; otherwise it is refused. Default: `False`.",
            ),
            Value(
                name="truncation_direction",
                kind="choice",
                help="The end at which a text is cut off. Default: `'right'`.",
                choices=("left", "right"),
            ),
            Value(
                name="dimensions",
                kind="integer",
                help="At least 1. Length of the vectors, for models trained to be shortened.",
            ),
            Value(
                name="encoding_format",
                kind="choice",
                help="How OpenAI-compatible servers send the numbers: as JSON, or as base64 of little-endian float32, which is a quarter of the size.",
                choices=("float", "base64"),
            ),
        ),
    ),
    Command(
        task="fill-mask",
        name="fill-mask",
        summary="Fill the gap in a text.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text, with the model's mask token where the gap is: `[MASK]` for BERT, `<mask>` for RoBERTa. Exactly one gap.",
                required=True,
            ),
            Value(
                name="targets",
                kind="text",
                help="Words to choose from, instead of the whole vocabulary. Of a word that is not in the vocabulary only the first token counts.",
                many=True,
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of fillings, best first. Default: `5`.",
            ),
        ),
    ),
    Command(
        task="image-classification",
        name="image-classification",
        summary="Tell what an image shows.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="function_to_apply",
                kind="choice",
                help="What turns the model's outputs into scores. `sigmoid` rates each class by itself, 0 to 1; `softmax` makes the scores of all classes add up to 1; `none` leaves the outputs as they are. Without it, sigmoid where an image may have several classes or the model knows only one, else softmax.",
                choices=("sigmoid", "softmax", "none"),
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of classes to return, best first; at most as many as the model knows. Default: `5`.",
            ),
        ),
    ),
    Command(
        task="image-segmentation",
        name="image-segmentation",
        summary="Divide an image into segments, each with a mask.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="mask_threshold",
                kind="number",
                help="0 to 1. A pixel belongs to a segment from this probability on. Default: `0.5`.",
            ),
            Value(
                name="overlap_mask_area_threshold",
                kind="number",
                help="0 to 1. A segment of which less than this share is left, once the pixels that others won are taken away, is dropped. Default: `0.5`.",
            ),
            Value(
                name="subtask",
                kind="choice",
                help="What the segments are, as far as the model can. `instance`: single things, nothing for the background. `semantic`: one segment for each class, however many things it has. `panoptic`: single things, and the background by class. Without it, the first that the model can of panoptic, instance and semantic.",
                choices=("instance", "panoptic", "semantic"),
            ),
            Value(
                name="threshold",
                kind="number",
                help="0 to 1. Segments with a lower score are left out. Default: `0.9`.",
            ),
        ),
    ),
    Command(
        task="image-text-to-image",
        name="image-text-to-image",
        summary="Make an image from an image, a prompt, or both.",
        family="multimodal",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image to start from: a file such as PNG or JPEG. May be left out where there is a prompt.",
            ),
            Value(
                name="prompt",
                kind="text",
                help="What the new image shows, or what to change, in plain words. May be left out where there is an image.",
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the image may look.",
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What the new image must not show.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="Number of denoising steps of a diffusion model: more take longer and usually give a better image.",
            ),
            Value(
                name="target_size",
                kind="json",
                help="Size of the new image, pixels. Some providers and models take it, the others ignore it.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Seed of the random numbers. The same seed and request give the same image only as far as the server is deterministic.",
            ),
        ),
    ),
    Command(
        task="image-text-to-video",
        name="image-text-to-video",
        summary="Make a video from an image, a prompt, or both.",
        family="multimodal",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image to start from, as a rule the first frame: a file such as PNG or JPEG. May be left out where there is a prompt.",
            ),
            Value(
                name="prompt",
                kind="text",
                help="What happens in the video, in plain words. May be left out where there is an image, though not for every model.",
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the video may look.",
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What the video must not show.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="Number of denoising steps: more take longer and usually give a better video.",
            ),
            Value(
                name="num_frames",
                kind="number",
                help="Number of frames. How long they last depends on the model's frames a second; novita turns it into 4 to 15 seconds, at 24 frames a second.",
            ),
            Value(
                name="target_size",
                kind="json",
                help="Size of the frames, pixels. novita takes the nearest size and shape that it has.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Seed of the random numbers. The same seed and request give the same video only as far as the server is deterministic.",
            ),
        ),
    ),
    Command(
        task="image-to-image",
        name="image-to-image",
        summary="Change an image as a prompt says.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image to start from: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="prompt",
                kind="text",
                help="What the new image shows, or what to change, in plain words.",
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the image may look.",
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What the new image must not show.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="Number of denoising steps of a diffusion model: more take longer and usually give a better image.",
            ),
            Value(
                name="target_size",
                kind="json",
                help="Size of the new image, pixels. Some providers and models take it, the others ignore it.",
            ),
        ),
    ),
    Command(
        task="image-to-text",
        name="image-to-text",
        summary="Describe an image, or read the text in it.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="generation_parameters",
                kind="json",
                help="How the text is generated: sampling, beams, lengths.",
            ),
            Value(
                name="max_new_tokens",
                kind="integer",
                help="Upper limit of generated tokens.",
            ),
        ),
    ),
    Command(
        task="image-to-video",
        name="image-to-video",
        summary="Make a video that starts from an image.",
        family="video",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image to start from, as a rule the first frame: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="prompt",
                kind="text",
                help="What happens in the video, in plain words.",
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="How closely a diffusion model follows the prompt: the higher, the closer, and the poorer the video may look.",
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What the video must not show.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="Number of denoising steps: more take longer and usually give a better video.",
            ),
            Value(
                name="num_frames",
                kind="number",
                help="Number of frames. How long they last depends on the model's frames a second.",
            ),
            Value(
                name="target_size",
                kind="json",
                help="Size of the frames, pixels.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Seed of the random numbers. The same seed and request give the same video only as far as the server is deterministic.",
            ),
        ),
    ),
    Command(
        task="object-detection",
        name="object-detection",
        summary="Find objects in an image, each with a box.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="threshold",
                kind="number",
                help="0 to 1. Objects with a lower score are left out. Default: `0.5`.",
            ),
        ),
    ),
    Command(
        task="question-answering",
        name="question-answering",
        summary="Find the answer to a question in a text.",
        family="text",
        values=(
            Value(
                name="question",
                kind="text",
                help="The question, in plain words.",
                required=True,
            ),
            Value(
                name="context",
                kind="text",
                help="The text to look into. The answer is a stretch of it, word for word.",
                required=True,
            ),
            Value(
                name="align_to_words",
                kind="flag",
                help="Whether an answer is widened to whole words. Better for languages that write spaces between words, worse for those that do not, such as Japanese. Default: `True`.",
            ),
            Value(
                name="doc_stride",
                kind="integer",
                help="A context that is too long is read in overlapping chunks: tokens that two neighbours share. At most 128 where it is not given.",
            ),
            Value(
                name="handle_impossible_answer",
                kind="flag",
                help="Whether the context may turn out to hold no answer; that result is an empty text from 0 to 0. Default: `False`.",
            ),
            Value(
                name="max_answer_len",
                kind="integer",
                help="Longest answer that is considered, tokens. Default: `15`.",
            ),
            Value(
                name="max_question_len",
                kind="integer",
                help="Tokens of the question that are read; the rest is cut off. Default: `64`.",
            ),
            Value(
                name="max_seq_len",
                kind="integer",
                help="Length of a chunk, tokens, question included. At most 384 where it is not given.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of answers, best first. There may be fewer, where the context holds no more. Default: `1`.",
            ),
        ),
    ),
    Command(
        task="sentence-similarity",
        name="sentence-similarity",
        summary="Tell how alike a text and each of several others are in meaning.",
        family="vectors",
        values=(
            Value(
                name="sentence",
                kind="text",
                help="The text that the others are compared with: a phrase, a sentence or a passage.",
                required=True,
            ),
            Value(
                name="other_sentences",
                kind="text",
                help="The texts to compare with it. The scores come in their order.",
                required=True,
                many=True,
            ),
            Value(
                name="prompt_name",
                kind="text",
                help="Which of the prompts in the model's Sentence Transformers configuration is put before every text, such as `query`. Without it: none.",
            ),
            Value(
                name="truncate",
                kind="flag",
                help="Whether a text that is too long for the model is cut. Without it such a text is an error. Default: `False`.",
            ),
            Value(
                name="truncation_direction",
                kind="choice",
                help="The end at which a text is cut. Default: `'right'`.",
                choices=("left", "right"),
            ),
        ),
    ),
    Command(
        task="summarization",
        name="summarization",
        summary="Summarise a text.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text to summarise.",
                required=True,
            ),
            Value(
                name="clean_up_tokenization_spaces",
                kind="flag",
                help="Whether spaces that stem from cutting text into tokens are taken out of the result, as before a comma.",
            ),
            Value(
                name="generate_parameters",
                kind="json",
                help="How tokens are generated, in the words of Transformers: `max_new_tokens`, `num_beams`, `do_sample` and so on.",
            ),
            Value(
                name="truncation",
                kind="choice",
                help="What is cut where the text is too long for the model. `do_not_truncate`: nothing, which may be an error. `only_first`: the text. `only_second` and `longest_first` matter to models that read pairs of texts.",
                choices=("do_not_truncate", "longest_first", "only_first", "only_second"),
            ),
        ),
    ),
    Command(
        task="table-question-answering",
        name="table-question-answering",
        summary="Answer a question about a table.",
        family="tabular",
        values=(
            Value(
                name="table",
                kind="json",
                help="Name of a column to its cells from top to bottom, numbers written as text. All columns have the same length.",
                required=True,
            ),
            Value(
                name="query",
                kind="text",
                help="The question, in plain words.",
                required=True,
            ),
            Value(
                name="padding",
                kind="choice",
                help="What tables are filled up to before the model sees them. `do_not_pad`: their own length. `longest`: that of the longest one in the request. `max_length`: the most that the model takes. Default: `'do_not_pad'`.",
                choices=("do_not_pad", "longest", "max_length"),
            ),
            Value(
                name="sequential",
                kind="flag",
                help="Whether questions are read one after the other, so that a later one can refer to an earlier one. Slower; conversational models such as SQA need it. Default: `False`.",
            ),
            Value(
                name="truncation",
                kind="flag",
                help="Whether a table that is too long for the model loses its last rows. Without it such a table is an error. Default: `False`.",
            ),
        ),
    ),
    Command(
        task="tabular-classification",
        name="tabular-classification",
        summary="Classify each row of a table.",
        family="tabular",
        values=(
            Value(
                name="table",
                kind="json",
                help="Name of a column to its cells from top to bottom. Names are those that the model was trained with, all columns have the same length, and numbers may be written as text.",
                required=True,
            ),
        ),
    ),
    Command(
        task="tabular-regression",
        name="tabular-regression",
        summary="Predict a number for each row of a table.",
        family="tabular",
        values=(
            Value(
                name="table",
                kind="json",
                help="Name of a column to its cells from top to bottom. Names are those that the model was trained with, all columns have the same length, and numbers may be written as text.",
                required=True,
            ),
        ),
    ),
    Command(
        task="text-classification",
        name="text-classification",
        summary="Sort a text into classes, such as the feeling that it expresses.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text. What does not fit the model's window, often 512 tokens, is cut off or refused.",
                required=True,
            ),
            Value(
                name="function_to_apply",
                kind="choice",
                help="What turns the model's raw scores into those returned. `softmax`: they add up to 1, for one class of several. `sigmoid`: each stands alone, for several at once. `none`: raw scores.",
                choices=("sigmoid", "softmax", "none"),
            ),
            Value(
                name="top_k",
                kind="integer",
                help="At least 1. Number of classes that are returned, the most probable first.",
            ),
        ),
    ),
    Command(
        task="text-generation",
        name="text-generation",
        summary="Continue a text with a language model.",
        family="text",
        values=(
            Value(
                name="prompt",
                kind="text",
                help="The text to continue. It is given to the model as it is, without a chat template.",
                required=True,
            ),
            Value(
                name="adapter_id",
                kind="text",
                help="Name of a LoRA adapter that the server has loaded.",
            ),
            Value(
                name="best_of",
                kind="integer",
                help="At least 1. Number of continuations that are made; the one of the highest log probability is returned.",
            ),
            Value(
                name="decoder_input_details",
                kind="flag",
                help="Whether `details` also lists the tokens of the prompt with their log probabilities. Default: `False`.",
            ),
            Value(
                name="details",
                kind="flag",
                help="Whether to return more than the text: tokens, log probabilities, and why it ended.",
            ),
            Value(
                name="do_sample",
                kind="flag",
                help="Whether tokens are drawn by their probabilities; otherwise the most probable one is taken. Default: `False`.",
            ),
            Value(
                name="frequency_penalty",
                kind="number",
                help="-2 to 2. Lowers the odds of tokens by how often they occurred so far; below 0 raises them, 0 turns it off.",
            ),
            Value(
                name="grammar",
                kind="json",
                help="The form that the continuation must have.",
            ),
            Value(
                name="max_new_tokens",
                kind="integer",
                help="Most tokens that are generated. Default: `1024`.",
            ),
            Value(
                name="repetition_penalty",
                kind="number",
                help="Above 0. Divides the odds of tokens that occurred; 1 turns it off (https://arxiv.org/abs/1909.05858).",
            ),
            Value(
                name="return_full_text",
                kind="flag",
                help="Whether the returned text begins with the prompt.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="At least 1. Start of the random numbers: the same seed gives the same text on the same server.",
            ),
            Value(
                name="stop",
                kind="text",
                help="Up to 4 texts. Generation ends when one of them was written.",
                many=True,
            ),
            Value(
                name="temperature",
                kind="number",
                help="Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="At least 1. Only that many of the most probable tokens are drawn from.",
            ),
            Value(
                name="top_n_tokens",
                kind="integer",
                help="At least 1. Number of the most probable tokens that `details` lists at each position.",
            ),
            Value(
                name="top_p",
                kind="number",
                help="Above 0, at most 1. Only the most probable tokens are drawn from whose probabilities add up to this; 1 turns it off.",
            ),
            Value(
                name="truncate",
                kind="integer",
                help="Most tokens of the prompt that are used; those at its start are cut off.",
            ),
            Value(
                name="typical_p",
                kind="number",
                help="Above 0, at most 1. Only tokens about as surprising as expected are drawn from, up to that sum of probabilities; 1 turns it off (https://arxiv.org/abs/2202.00666).",
            ),
            Value(
                name="watermark",
                kind="flag",
                help="Whether a mark is woven into the choice of tokens, by which the text can be told as generated (https://arxiv.org/abs/2301.10226). Default: `False`.",
            ),
        ),
    ),
    Command(
        task="text-ranking",
        name="text-ranking",
        summary="Sort documents by how well they fit a query.",
        family="vectors",
        values=(
            Value(
                name="query",
                kind="text",
                help="What is looked for: a question or key words.",
                required=True,
            ),
            Value(
                name="documents",
                kind="text",
                help="Texts to sort, at least one. Infinity takes up to 2048.",
                required=True,
                many=True,
            ),
            Value(
                name="top_n",
                kind="integer",
                help="Number of documents that are returned, best first. Without it: all.",
            ),
            Value(
                name="return_documents",
                kind="flag",
                help="Whether each item holds the text of its document. Most servers leave it out by default; vLLM always sends it.",
            ),
        ),
    ),
    Command(
        task="text-to-audio",
        name="text-to-audio",
        summary="Make a sound from its description.",
        family="audio",
        values=(
            Value(
                name="text",
                kind="text",
                help="What is to be heard, in plain words: music, noises, speech.",
                required=True,
            ),
            Value(
                name="generation_parameters",
                kind="json",
                help="How the model generates its tokens, for models that are built as language models.",
            ),
        ),
    ),
    Command(
        task="text-to-image",
        name="text-to-image",
        summary="Make an image of what a text describes.",
        family="vision",
        values=(
            Value(
                name="prompt",
                kind="text",
                help="What the image shows, and in which manner.",
                required=True,
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What the image must not show.",
            ),
            Value(
                name="height",
                kind="integer",
                help="Height of the image, pixels; most models want a multiple of 8 or 16.",
            ),
            Value(
                name="width",
                kind="integer",
                help="Width of the image, pixels; most models want a multiple of 8 or 16.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="At least 1. Steps of noise removal: more take longer and are finer, up to a point (20 to 50; 1 to 8 for distilled models).",
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="At least 0. How closely the image follows the prompt; 1 turns guidance off, 3 to 8 are usual, much more makes it garish.",
            ),
            Value(
                name="scheduler",
                kind="text",
                help="Name of another noise scheduler that fits the model.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Start of the random numbers: the same seed gives the same image on the same server.",
            ),
        ),
    ),
    Command(
        task="text-to-speech",
        name="text-to-speech",
        summary="Speak a text.",
        family="audio",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text to be spoken.",
                required=True,
            ),
            Value(
                name="temperature",
                kind="number",
                help="Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="At least 1. Only that many of the most probable tokens are drawn from.",
            ),
            Value(
                name="top_p",
                kind="number",
                help="0 to 1. Only the most probable tokens are drawn from whose probabilities add up to this; 1 turns it off.",
            ),
            Value(
                name="typical_p",
                kind="number",
                help="0 to 1. Only tokens about as surprising as expected are drawn from, up to that sum of probabilities; 1 turns it off (https://arxiv.org/abs/2202.00666).",
            ),
            Value(
                name="epsilon_cutoff",
                kind="number",
                help="0 to 1. Only tokens of at least that probability are drawn from; 0.0003 to 0.0009 are usual (https://arxiv.org/abs/2210.15191).",
            ),
            Value(
                name="eta_cutoff",
                kind="number",
                help="0 to 1. As `epsilon_cutoff`, but lower where the model is unsure; 0.0003 to 0.002 are usual (https://arxiv.org/abs/2210.15191).",
            ),
            Value(
                name="max_length",
                kind="integer",
                help="Most tokens in all, the input included.",
            ),
            Value(
                name="max_new_tokens",
                kind="integer",
                help="Most tokens that are generated. Wins over `max_length`.",
            ),
            Value(
                name="min_length",
                kind="integer",
                help="Fewest tokens in all, the input included.",
            ),
            Value(
                name="min_new_tokens",
                kind="integer",
                help="Fewest tokens that are generated. Wins over `min_length`.",
            ),
            Value(
                name="do_sample",
                kind="flag",
                help="Whether tokens are drawn by their probabilities; otherwise the most probable one is taken.",
            ),
            Value(
                name="early_stopping",
                kind="choice",
                help="When a beam search ends. True: as soon as `num_beams` candidates are complete. False: when better ones are unlikely. `never`: when better ones are impossible.",
                choices=("never", True, False),
            ),
            Value(
                name="num_beams",
                kind="integer",
                help="At least 1. Candidates that a beam search follows; 1 means no beam search.",
            ),
            Value(
                name="num_beam_groups",
                kind="integer",
                help="Groups that the beams are divided into, to keep them different (https://arxiv.org/abs/1610.02424). Must divide `num_beams`.",
            ),
            Value(
                name="penalty_alpha",
                kind="number",
                help="0 to 1. Weight of the penalty for repetition in contrastive search.",
            ),
            Value(
                name="use_cache",
                kind="flag",
                help="Whether attention of earlier tokens is kept, which is faster and takes more memory.",
            ),
        ),
    ),
    Command(
        task="text-to-video",
        name="text-to-video",
        summary="Make a video from its description.",
        family="video",
        values=(
            Value(
                name="prompt",
                kind="text",
                help="What is to be seen, in plain words.",
                required=True,
            ),
            Value(
                name="guidance_scale",
                kind="number",
                help="How closely the video follows the text: the higher, the closer. Very high values give garish colours and artefacts.",
            ),
            Value(
                name="negative_prompt",
                kind="text",
                help="What is not to be seen: one text or several. Which form a provider takes is its own affair.",
                many=True,
            ),
            Value(
                name="num_frames",
                kind="number",
                help="Number of frames; with the model's frame rate it gives the length.",
            ),
            Value(
                name="num_inference_steps",
                kind="integer",
                help="Number of denoising steps: more take longer and as a rule give a better picture.",
            ),
            Value(
                name="seed",
                kind="integer",
                help="Seed of the random numbers. The same seed and request give the same video only as far as the server is deterministic.",
            ),
        ),
    ),
    Command(
        task="token-classification",
        name="token-classification",
        summary="Find and label parts of a text, such as names of people and places.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text.",
                required=True,
            ),
            Value(
                name="aggregation_strategy",
                kind="choice",
                help="How tokens are joined. `none`: each stays by itself. `simple`: neighbours of the same label become one entity, which may split a word. `first`, `average` and `max` keep words whole: the label of a word is that of its first token, the best one after averaging over its tokens, or that of its surest token.",
                choices=("none", "simple", "first", "average", "max"),
            ),
            Value(
                name="ignore_labels",
                kind="text",
                help="Labels that are left out of the result. Without it: `O`, what belongs to no entity.",
                many=True,
            ),
            Value(
                name="stride",
                kind="integer",
                help="A text that is too long is read in overlapping chunks: tokens that two neighbours share.",
            ),
        ),
    ),
    Command(
        task="translation",
        name="translation",
        summary="Translate a text into another language.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text to translate.",
                required=True,
            ),
            Value(
                name="src_lang",
                kind="text",
                help="Language of the text, as the model writes it (`en`, `en_XX`, `eng_Latn`). For models of many languages; only together with `tgt_lang`.",
            ),
            Value(
                name="tgt_lang",
                kind="text",
                help="Language to translate into, as the model writes it. For models of many languages; only together with `src_lang`.",
            ),
            Value(
                name="clean_up_tokenization_spaces",
                kind="flag",
                help="Whether spaces that stem from cutting text into tokens are taken out of the result, as before a comma.",
            ),
            Value(
                name="generate_parameters",
                kind="json",
                help="How tokens are generated, in the words of Transformers: `max_new_tokens`, `num_beams`, `do_sample` and so on.",
            ),
            Value(
                name="truncation",
                kind="choice",
                help="What is cut where the text is too long for the model. `do_not_truncate`: nothing, which may be an error. `only_first`: the text. `only_second` and `longest_first` matter to models that read pairs of texts.",
                choices=("do_not_truncate", "longest_first", "only_first", "only_second"),
            ),
        ),
    ),
    Command(
        task="video-classification",
        name="video-classification",
        summary="Tell what happens in a video.",
        family="video",
        values=(
            Value(
                name="video",
                kind="media",
                help="The video file, in any encoding that the server reads; MP4 is the safest.",
                required=True,
            ),
            Value(
                name="frame_sampling_rate",
                kind="integer",
                help="Every how many frames one is looked at: 1 takes every frame. Default: `1`.",
            ),
            Value(
                name="function_to_apply",
                kind="choice",
                help="What turns the model's raw numbers into scores. `softmax`: the scores of all classes add up to 1. `sigmoid`: each class is 0 to 1 by itself. `none`: the raw numbers.",
                choices=("sigmoid", "softmax", "none"),
            ),
            Value(
                name="num_frames",
                kind="integer",
                help="Number of frames that are looked at. Without it: as many as the model was trained with.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of classes, best first. Default: `5`.",
            ),
        ),
    ),
    Command(
        task="visual-question-answering",
        name="visual-question-answering",
        summary="Answer a question about an image.",
        family="multimodal",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="question",
                kind="text",
                help="What to tell about the image.",
                required=True,
            ),
            Value(
                name="top_k",
                kind="integer",
                help="Number of answers to return, best first; at most as many as the model knows. Models that write the answer return one. Default: `5`.",
            ),
        ),
    ),
    Command(
        task="zero-shot-classification",
        name="zero-shot-classification",
        summary="Sort a text into classes that you name.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help="The text to classify.",
                required=True,
            ),
            Value(
                name="candidate_labels",
                kind="text",
                help="Labels to choose from, in plain words, at least one. The model need not have been trained on them.",
                required=True,
                many=True,
            ),
            Value(
                name="hypothesis_template",
                kind="text",
                help="Sentence that each label is put into, at `{}`; the score is how far the text implies it. Without it: `This example is {}.`",
            ),
            Value(
                name="multi_label",
                kind="flag",
                help="Whether several labels may be true: each then scores 0 to 1 by itself. Otherwise the scores add up to 1. Default: `False`.",
            ),
        ),
    ),
    Command(
        task="zero-shot-image-classification",
        name="zero-shot-image-classification",
        summary="Tell which of the given labels fits an image.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="candidate_labels",
                kind="text",
                help="The labels to choose from, two or more: words or short phrases, such as `cat` or `a red car`.",
                required=True,
                many=True,
            ),
            Value(
                name="hypothesis_template",
                kind="text",
                help="Sentence that the image is compared with; each label in turn takes the place of `{}`. Default: `'This is a photo of {}.'`.",
            ),
        ),
    ),
    Command(
        task="zero-shot-object-detection",
        name="zero-shot-object-detection",
        summary="Find objects in an image that fit the given labels, each with a box.",
        family="vision",
        values=(
            Value(
                name="image",
                kind="media",
                help="The image: a file such as PNG or JPEG.",
                required=True,
            ),
            Value(
                name="candidate_labels",
                kind="text",
                help="What to look for, one or more: words or short phrases, such as `cat` or `a red car`.",
                required=True,
                many=True,
            ),
        ),
    ),
)
