# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""Inputs and outputs of chat-completion."""

from dataclasses import dataclass
from typing import Any, Generic, Literal

from inferlink_generated._result import Base64Media, O_co, Parsed, Result


@dataclass(kw_only=True)
class ChatCompletionInputAudio:
    """A sound inside a message."""

    data: str
    """The sound file in base64, without a `data:` prefix."""
    format: Literal["wav", "mp3"]
    """Encoding of the file."""


@dataclass(kw_only=True)
class ChatCompletionInputAudioOptions:
    """How an answer is spoken."""

    voice: str
    """Name of the voice, from the provider's list."""
    format: Literal["wav", "mp3", "flac", "opus", "aac", "pcm16"]
    """Encoding of the sound. `pcm16` is raw signed 16-bit little-endian samples, the only one that OpenAI streams."""


@dataclass(kw_only=True)
class ChatCompletionInputAudioPart:
    """A sound, for models that hear."""

    type: Literal["input_audio"]
    """Marks a sound."""
    input_audio: ChatCompletionInputAudio
    """The sound itself."""


@dataclass(kw_only=True)
class ChatCompletionInputFile:
    """A document inside a message: `file_data`, or `file_id` of one that was uploaded before."""

    file_data: str | None = None
    """The content as a `data:` URL in base64."""
    file_id: str | None = None
    """Identifier that the provider gave at the upload."""
    filename: str | None = None
    """Name shown to the model, with `file_data`."""


@dataclass(kw_only=True)
class ChatCompletionInputFilePart:
    """A document, such as a PDF."""

    type: Literal["file"]
    """Marks a document."""
    file: ChatCompletionInputFile
    """The document, by content or by identifier."""


@dataclass(kw_only=True)
class ChatCompletionInputFunctionCall:
    """Function and arguments of a call."""

    name: str
    """Name of the function."""
    arguments: str | dict[str, Any]
    """The arguments as JSON text. An object is what Ollama's own API wants."""


@dataclass(kw_only=True)
class ChatCompletionInputFunctionDefinition:
    """A function, described for the model."""

    name: str
    """Name that the model calls it by: letters, digits, `_` and `-`, up to 64 characters with OpenAI."""
    description: str | None = None
    """What it does and when to call it."""
    parameters: Any | None = None
    """JSON Schema of its arguments, of type object. Without it the function takes none."""
    strict: bool | None = None
    """Whether the arguments are held to the schema while they are generated."""


@dataclass(kw_only=True)
class ChatCompletionInputFunctionName:
    """Names one of the tools."""

    name: str
    """Name of a function among the tools."""


@dataclass(kw_only=True)
class ChatCompletionInputJsonSchemaConfig:
    """A JSON Schema under a name."""

    name: str
    """Name of the form: letters, digits, `_` and `-`, up to 64 characters with OpenAI."""
    description: str | None = None
    """What the form is for, told to the model."""
    schema: dict[str, Any] | None = None
    """The JSON Schema itself."""
    strict: bool | None = None
    """Whether generation is held to the schema; without it some servers only show it to the model."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatGrammar:
    """Text that follows a grammar, for Fireworks."""

    type: Literal["grammar"]
    """Asks for text of a grammar."""
    grammar: str
    """The grammar in llama.cpp's GBNF notation."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatJSON:
    """JSON that fits a schema, in TGI's form."""

    type: Literal["json"]
    """Asks for JSON of a schema."""
    value: Any
    """The JSON Schema, as an object or as JSON text."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatJSONObject:
    """JSON, where the server has the means held to a schema."""

    type: Literal["json_object"]
    """Asks for JSON."""
    schema: dict[str, Any] | None = None
    """JSON Schema that the answer must fit: Cohere, Fireworks, llama.cpp."""
    value: dict[str, Any] | None = None
    """The same under TGI's name."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatJSONSchema:
    """JSON that fits a schema, in OpenAI's form."""

    type: Literal["json_schema"]
    """Asks for JSON of a schema."""
    json_schema: ChatCompletionInputJsonSchemaConfig
    """The schema and its name."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatRegex:
    """Text that matches a regular expression: TGI with `value`, Together with `pattern`."""

    type: Literal["regex"]
    """Asks for a match of a regular expression."""
    value: str | None = None
    """The expression, for TGI."""
    pattern: str | None = None
    """The expression, for Together."""


@dataclass(kw_only=True)
class ChatCompletionInputResponseFormatText:
    """Free text."""

    type: Literal["text"]
    """Asks for free text."""


@dataclass(kw_only=True)
class ChatCompletionInputStreamOptions:
    """What a stream tells besides the answer."""

    include_usage: bool | None = None
    """Whether a last chunk reports the tokens used by the whole request."""
    continuous_usage_stats: bool | None = None
    """Whether every chunk reports the tokens used so far; vLLM, together with `include_usage`."""


@dataclass(kw_only=True)
class ChatCompletionInputTextPart:
    """Text inside a message of several parts."""

    type: Literal["text"]
    """Marks a text part."""
    text: str
    """The text."""


@dataclass(kw_only=True)
class ChatCompletionInputTool:
    """A tool that the model may use."""

    type: str
    """Kind of tool: `function`."""
    function: ChatCompletionInputFunctionDefinition
    """The function behind the tool."""


@dataclass(kw_only=True)
class ChatCompletionInputToolCall:
    """A call that an earlier answer asked for."""

    id: str
    """Identifier of the call, which its result repeats."""
    type: str
    """Kind of tool: `function`."""
    function: ChatCompletionInputFunctionCall
    """What was to be called, and with what."""


@dataclass(kw_only=True)
class ChatCompletionInputToolChoiceClass:
    """The one function that must be called."""

    function: ChatCompletionInputFunctionName
    """Which function."""
    type: str | None = None
    """Kind of tool: `function`. OpenAI insists on it, TGI and vLLM do without."""


@dataclass(kw_only=True)
class ChatCompletionInputUrl:
    """Where a picture or a video is."""

    url: str
    """An http or https URL that the server can reach, or a `data:` URL with the content in base64. Ollama takes data
    URLs alone.
    """
    detail: Literal["auto", "low", "high", "original"] | None = None
    """Pictures only: the resolution at which the model looks, and with it the number of prompt tokens."""


@dataclass(kw_only=True)
class ChatCompletionInputVideoPart:
    """A video, for models that watch; taken by vLLM, SGLang and several providers."""

    type: Literal["video_url"]
    """Marks a video."""
    video_url: ChatCompletionInputUrl
    """Where the video is."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputAudio(Result):
    """An answer as sound."""

    id: str | None = None
    """Identifier by which a later request can refer to the sound."""
    data: Base64Media | None = None
    """The sound file, in the encoding that was asked for."""
    expires_at: int | None = None
    """When the provider forgets the sound, seconds since 1970-01-01 UTC."""
    transcript: str | None = None
    """The spoken words."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputCompletionTokensDetails(Result):
    """What the generated tokens were."""

    reasoning_tokens: int | None = None
    """Tokens of reasoning, shown or not."""
    audio_tokens: int | None = None
    """Tokens of sound."""
    accepted_prediction_tokens: int | None = None
    """Tokens of a predicted text that were used."""
    rejected_prediction_tokens: int | None = None
    """Tokens of a predicted text that were not used, but are billed."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputFunctionDefinition(Result):
    """Function and arguments of a call."""

    name: str
    """Name of the function."""
    arguments: str | dict[str, Any] | None = None
    """The arguments, usually as JSON text. Written by the model: the text may be no JSON, or JSON that is no object.
    An object from servers that parse it, such as Ollama's own API.
    """
    description: str | None = None
    """What the function does. In TGI's schema, always null in its replies; other servers leave it out."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputPromptTokensDetails(Result):
    """What the prompt's tokens were."""

    cached_tokens: int | None = None
    """Tokens that were read from the prompt cache."""
    audio_tokens: int | None = None
    """Tokens of sound."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputToolCall(Result):
    """A call that the model asks for."""

    function: ChatCompletionOutputFunctionDefinition
    """What to call, and with what."""
    id: str | None = None
    """Identifier that the result must repeat. TGI numbers from `0`, so it may occur again in later answers."""
    type: str | None = None
    """Kind of tool: `function`."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputTopLogprob(Result):
    """A token that might have been chosen."""

    token: str
    """The token as text."""
    logprob: float
    """Natural logarithm of its probability, 0 or below."""
    bytes: list[int] | None = None
    """Its UTF-8 bytes, 0 to 255 each."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputUrlCitation(Result):
    """A web page, and the stretch of text that rests on it."""

    url: str | None = None
    """Address of the page."""
    title: str | None = None
    """Title of the page."""
    start_index: int | None = None
    """First character of the stretch in `content`, from 0."""
    end_index: int | None = None
    """Last character of the stretch in `content`, from 0."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputUsage(Result):
    """Tokens that a request used."""

    prompt_tokens: int | None = None
    """Tokens of the messages and the tools, those read from a cache included."""
    completion_tokens: int | None = None
    """Generated tokens of all answers, reasoning included. llama.cpp counts one answer only."""
    total_tokens: int | None = None
    """Sum of the two."""
    prompt_tokens_details: ChatCompletionOutputPromptTokensDetails | None = None
    """What the prompt's tokens were."""
    completion_tokens_details: ChatCompletionOutputCompletionTokensDetails | None = None
    """What the generated tokens were."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputAudio(Result):
    """A piece of an answer as sound."""

    id: str | None = None
    """Identifier of the sound."""
    data: str | None = None
    """The next piece of the sound, in base64. Pieces need not end at a group of four characters: join them before
    decoding.
    """
    expires_at: int | None = None
    """When the provider forgets the sound, seconds since 1970-01-01 UTC."""
    transcript: str | None = None
    """The next piece of the spoken words."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputFunction(Result):
    """A piece of a function call."""

    name: str | None = None
    """Name of the function, on the first piece."""
    arguments: str | dict[str, Any] | None = None
    """The next piece of the arguments as JSON text, which is whole only at the end. An object is all of them at
    once.
    """


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputTopLogprob(ChatCompletionOutputTopLogprob):
    """A token that might have been chosen."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputUsage(ChatCompletionOutputUsage):
    """Tokens used so far: on the last chunk where asked for, on every one with `continuous_usage_stats`."""


@dataclass(kw_only=True)
class ChatCompletionInputImagePart:
    """A picture, for models that see."""

    type: Literal["image_url"]
    """Marks a picture."""
    image_url: ChatCompletionInputUrl
    """Where the picture is."""


@dataclass(kw_only=True)
class ChatCompletionInputMessage:
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    """Who speaks. `developer` is what newer OpenAI models call `system`, `tool` returns the result of a call,
    `function` is its predecessor and deprecated.
    """
    content: (
        str
        | list[
            ChatCompletionInputTextPart
            | ChatCompletionInputImagePart
            | ChatCompletionInputAudioPart
            | ChatCompletionInputVideoPart
            | ChatCompletionInputFilePart
        ]
        | None
    ) = None
    """The text, or parts of several kinds in the order in which the model sees them. May be missing beside tool
    calls.
    """
    name: str | None = None
    """Tells apart participants of the same role; in a result, the function that was called."""
    tool_calls: list[ChatCompletionInputToolCall] | None = None
    """Assistant only: the calls that this message asked for, as they were received."""
    tool_call_id: str | None = None
    """Role `tool` only: `id` of the call whose result this is."""
    refusal: str | None = None
    """Assistant only: the words in which the model refused."""
    reasoning: str | None = None
    """Assistant only: what the model thought before this message. Few servers want it back."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputAnnotation(Result):
    """A source of what is said."""

    type: Literal["url_citation"] | str | None = None
    """Kind of source."""
    url_citation: ChatCompletionOutputUrlCitation | None = None
    """The web page that is cited."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputLogprob(Result):
    """The token that was chosen at one position."""

    token: str
    """The token as text."""
    logprob: float
    """Natural logarithm of its probability, 0 or below. A very low number, such as -9999, stands for minus infinity."""
    bytes: list[int] | None = None
    """Its UTF-8 bytes, 0 to 255 each: a character may be spread over several tokens."""
    top_logprobs: list[ChatCompletionOutputTopLogprob] | None = None
    """The most probable tokens at this position, best first. The chosen one need not be among them."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputLogprobs(Result):
    """Log probabilities of an answer, token by token."""

    content: list[ChatCompletionOutputLogprob] | None = None
    """Tokens of the content, in order."""
    refusal: list[ChatCompletionOutputLogprob] | None = None
    """Tokens of the refusal, in order."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputMessage(Result):
    """What the model said. It can be appended to the messages of the next request."""

    role: str | None = None
    """Who speaks: `assistant`."""
    content: str | None = None
    """The text. Beside tool calls it is missing or empty."""
    reasoning: str | None = None
    """What the model thought before it answered, where the server tells it apart from the answer."""
    refusal: str | None = None
    """The words in which the model refused, instead of content."""
    tool_calls: list[ChatCompletionOutputToolCall] | None = None
    """Calls that the model asks for, to be run by the caller."""
    tool_call_id: str | None = None
    """Identifier of the call that the message is about. In TGI's schema; other servers leave it out."""
    annotations: list[ChatCompletionOutputAnnotation] | None = None
    """Sources of what is said, from models that search."""
    audio: ChatCompletionOutputAudio | None = None
    """The answer as sound, where asked for."""

    def __post_init__(self) -> None:
        self._take(
            reasoning=("reasoning_content", "thinking"),
        )


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputDeltaToolCall(Result):
    """A piece of a call. The first one names the function, later ones add to its arguments."""

    index: int | None = None
    """Number of the call within the answer, from 0, by which pieces are put together."""
    id: str | None = None
    """Identifier of the call, on its first piece; TGI repeats it on each."""
    type: str | None = None
    """Kind of tool: `function`. On the first piece."""
    function: ChatCompletionStreamOutputFunction | None = None
    """The function, or the next piece of its arguments."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputLogprob(Result):
    """The token that was chosen at one position."""

    token: str
    """The token as text."""
    logprob: float
    """Natural logarithm of its probability, 0 or below. A very low number, such as -9999, stands for minus infinity."""
    bytes: list[int] | None = None
    """Its UTF-8 bytes, 0 to 255 each: a character may be spread over several tokens."""
    top_logprobs: list[ChatCompletionStreamOutputTopLogprob] | None = None
    """The most probable tokens at this position, best first. The chosen one need not be among them."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputLogprobs(Result):
    """Log probabilities of the new tokens."""

    content: list[ChatCompletionStreamOutputLogprob] | None = None
    """New tokens of the content, in order."""
    refusal: list[ChatCompletionStreamOutputLogprob] | None = None
    """New tokens of the refusal, in order."""


@dataclass(kw_only=True)
class ChatCompletionInput:
    """Body of a chat request, as OpenAI-compatible servers take it. A server ignores or refuses what it does not
    know.
    """

    messages: list[ChatCompletionInputMessage]
    """The conversation so far, oldest message first. A text alone stands for one message of the user."""
    audio: ChatCompletionInputAudioOptions | None = None
    """Voice and encoding of a spoken answer; needs `audio` among the modalities."""
    chat_template_kwargs: dict[str, Any] | None = None
    """Variables for the model's chat template, such as `{"enable_thinking": false}`. Read by llama.cpp, vLLM and
    SGLang.
    """
    frequency_penalty: float | None = None
    """-2 to 2. Above 0, a token loses probability with every time it was already used."""
    logit_bias: dict[str, float] | list[float] | None = None
    """Token id, written as a string, to a number that is added to its logit before sampling: -100 bans the token,
    100 forces it. The list form is huggingface_hub's; OpenAI-compatible servers want the map.
    """
    logprobs: bool | None = None
    """Whether each token of the answer comes with its log probability."""
    max_completion_tokens: int | None = None
    """Upper limit of generated tokens, hidden reasoning included. OpenAI's newer name for `max_tokens`."""
    max_tokens: int | None = None
    """Upper limit of generated tokens. TGI stops at 1024 where it is not given, llama.cpp and vLLM where the context
    is full.
    """
    metadata: dict[str, str] | None = None
    """Labels that are stored with the request, for the provider's dashboard. OpenAI takes 16 of them, keys up to 64
    and values up to 512 characters.
    """
    min_p: float | None = None
    """0 to 1. Tokens less probable than this share of the most probable one are not considered; 0 turns it off."""
    modalities: list[Literal["text", "audio", "image"]] | None = None
    """Kinds of output that are wanted. Without it: text."""
    n: int | None = None
    """Number of answers, each of which is billed. TGI and Ollama always give one."""
    parallel_tool_calls: bool | None = None
    """Whether one answer may hold several tool calls. True by default in OpenAI and vLLM."""
    presence_penalty: float | None = None
    """-2 to 2. Above 0, a token loses probability once it was used, however often."""
    prompt_cache_key: str | None = None
    """Requests with the same key and the same beginning are sent to the same machine where the provider can, so that
    its prompt cache is hit.
    """
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | str | None = None
    """How long a reasoning model thinks before it answers. Which values a model knows, and its default, differ from
    model to model.
    """
    repetition_penalty: float | None = None
    """Above 0. Divides the logits of tokens that were already used, prompt included; 1 is no penalty. An extension
    of vLLM, TGI, SGLang and several providers; llama.cpp calls it `repeat_penalty`.
    """
    response_format: (
        ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatJSON
        | ChatCompletionInputResponseFormatRegex
        | ChatCompletionInputResponseFormatGrammar
        | None
    ) = None
    """The form that the answer must have: text, any JSON, JSON of a schema, a regular expression or a grammar."""
    seed: int | None = None
    """Seed of the sampler. The same seed and request give the same answer only as far as the server is
    deterministic.
    """
    service_tier: str | None = None
    """Priority and price class, in the provider's words, such as `auto`, `default`, `flex`, `priority`."""
    stop: str | list[str] | None = None
    """Text that ends the answer and is not part of it; up to 4 texts are taken everywhere."""
    store: bool | None = None
    """Whether the provider keeps the exchange for later use in its own tools."""
    stream: bool | None = None
    """Whether the answer comes in pieces, as server-sent events. Default: `False`."""
    stream_options: ChatCompletionInputStreamOptions | None = None
    """What a stream tells besides the answer. Only with a stream."""
    temperature: float | None = None
    """0 to 2. Divides the logits before sampling: near 0 the most probable token is always taken, above 1 the choice
    gets more random.
    """
    tool_choice: Literal["auto", "none", "required"] | ChatCompletionInputToolChoiceClass | None = None
    """`auto`: the model decides whether it calls tools. `none`: it calls no tool. `required`: it calls at least one.
    An object names the function that it must call.
    """
    tool_prompt: str | None = None
    """Text put before the list of tools in the prompt. Only TGI reads it."""
    tools: list[ChatCompletionInputTool] | None = None
    """Functions that the model may ask to be called. The caller runs them and sends back what they returned."""
    top_k: int | None = None
    """Only that many of the most probable tokens are considered. No limit: -1 in vLLM, 0 in llama.cpp."""
    top_logprobs: int | None = None
    """0 to 20 (TGI: 5). Number of alternatives reported at each position; needs `logprobs`."""
    top_p: float | None = None
    """0 to 1. Only the most probable tokens are considered whose probabilities add up to this; 1 turns it off."""
    user: str | None = None
    """Identifier of the end user, by which the provider tells abuse apart. Best a hash."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutputComplete(Result):
    """One of the answers."""

    message: ChatCompletionOutputMessage
    """The answer itself."""
    index: int | None = None
    """Number of the answer, from 0."""
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call", "eos"] | str | None = None
    """Why generation ended. `stop`: a natural end or a stop text, from TGI and vLLM also with tool calls. `length`:
    a token limit. `content_filter`: text was withheld. `eos`: Together's word for a natural end.
    """
    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities, where asked for."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputDelta(Result):
    """A piece of an answer: text is appended to what came before."""

    role: str | None = None
    """Who speaks: `assistant`. Often on the first chunk only."""
    content: str | None = None
    """The next piece of text; missing or empty where there is none."""
    reasoning: str | None = None
    """The next piece of what the model thinks before it answers."""
    refusal: str | None = None
    """The next piece of a refusal."""
    tool_calls: list[ChatCompletionStreamOutputDeltaToolCall] | None = None
    """Pieces of the calls that the model asks for."""
    tool_call_id: str | None = None
    """Identifier of the call that the message is about. In TGI's schema; other servers leave it out."""
    annotations: list[ChatCompletionOutputAnnotation] | None = None
    """Sources of what is said, from models that search."""
    audio: ChatCompletionStreamOutputAudio | None = None
    """The next piece of sound."""

    def __post_init__(self) -> None:
        self._take(
            reasoning=("reasoning_content", "thinking"),
        )


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionOutput(Result):
    """Answer to a chat request."""

    choices: list[ChatCompletionOutputComplete]
    """The answers: one, or as many as `n` asked for."""
    id: str | None = None
    """Identifier of the reply. Empty from TGI."""
    object: str | None = None
    """Kind of reply: `chat.completion`."""
    created: int | None = None
    """When the reply was made, seconds since 1970-01-01 UTC."""
    model: str | None = None
    """The model that answered, in the server's words, which need not be those of the request."""
    system_fingerprint: str | None = None
    """Build of the server or its settings; another value may mean other answers for the same seed."""
    service_tier: str | None = None
    """Priority and price class that was applied."""
    usage: ChatCompletionOutputUsage | None = None
    """Tokens that the request used."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutputChoice(Result):
    """What one of the answers gained."""

    delta: ChatCompletionStreamOutputDelta
    """The new piece."""
    index: int | None = None
    """Number of the answer, from 0."""
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call", "eos"] | str | None = None
    """Why generation ended, on the last chunk of the answer. `stop`: a natural end or a stop text, from TGI and vLLM
    also with tool calls. `length`: a token limit. `content_filter`: text was withheld. `eos`: Together's word for a
    natural end.
    """
    logprobs: ChatCompletionStreamOutputLogprobs | None = None
    """Log probabilities of the new tokens, where asked for."""


@dataclass(kw_only=True, repr=False, eq=False)
class ChatCompletionStreamOutput(Result):
    """One chunk of a streamed answer."""

    choices: list[ChatCompletionStreamOutputChoice]
    """What the answers gained. Empty in a chunk that only reports usage."""
    id: str | None = None
    """Identifier of the reply, the same in all its chunks. Empty from TGI."""
    object: str | None = None
    """Kind of reply: `chat.completion.chunk`."""
    created: int | None = None
    """When the reply was begun, seconds since 1970-01-01 UTC."""
    model: str | None = None
    """The model that answers, in the server's words."""
    system_fingerprint: str | None = None
    """Build of the server or its settings. vLLM has it on the last chunk only."""
    service_tier: str | None = None
    """Priority and price class that is applied."""
    usage: ChatCompletionStreamOutputUsage | None = None
    """Tokens used so far: on the last chunk where asked for, on every one with `continuous_usage_stats`."""


class ParsedChatCompletionOutputMessage(ChatCompletionOutputMessage, Generic[O_co]):
    """A `ChatCompletionOutputMessage` whose text was read as what `output=` asks for: `.parsed`."""

    @property
    def parsed(self) -> O_co | None:
        """What the text says; `None` in an answer beside the one that was asked for."""
        parsed: O_co | None = vars(self)["_output"][0]
        return parsed


class ParsedChatCompletionOutputComplete(ChatCompletionOutputComplete, Generic[O_co]):
    """A `ChatCompletionOutputComplete` whose text was read as what `output=` asks for."""

    message: ParsedChatCompletionOutputMessage[O_co]  # pyright: ignore[reportIncompatibleVariableOverride]  # results are read


class ParsedChatCompletionOutput(Parsed[O_co, ChatCompletionOutput], ChatCompletionOutput):
    """A `ChatCompletionOutput` whose text was read as what `output=` asks for: `.parsed`."""

    choices: list[ParsedChatCompletionOutputComplete[O_co]]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]  # results are read
