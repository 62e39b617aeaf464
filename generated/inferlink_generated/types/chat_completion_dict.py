# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs, as dicts, of chat-completion."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypedDict


class ChatCompletionInputAudioDict(TypedDict, total=False):
    """A sound inside a message."""

    data: Required[str]
    """The sound file in base64, without a `data:` prefix."""
    format: Required[Literal["wav", "mp3"]]
    """Encoding of the file."""


class ChatCompletionInputAudioOptionsDict(TypedDict, total=False):
    """How an answer is spoken."""

    voice: Required[str]
    """Name of the voice, from the provider's list."""
    format: Required[Literal["wav", "mp3", "flac", "opus", "aac", "pcm16"]]
    """Encoding of the sound. `pcm16` is raw signed 16-bit little-endian samples, the only one that OpenAI streams."""


class ChatCompletionInputAudioPartDict(TypedDict, total=False):
    """A sound, for models that hear."""

    type: Required[Literal["input_audio"]]
    """Marks a sound."""
    input_audio: Required[ChatCompletionInputAudioDict]
    """The sound itself."""


class ChatCompletionInputFileDict(TypedDict, total=False):
    """A document inside a message: `file_data`, or `file_id` of one that was uploaded before."""

    file_data: str
    """The content as a `data:` URL in base64."""
    file_id: str
    """Identifier that the provider gave at the upload."""
    filename: str
    """Name shown to the model, with `file_data`."""


class ChatCompletionInputFilePartDict(TypedDict, total=False):
    """A document, such as a PDF."""

    type: Required[Literal["file"]]
    """Marks a document."""
    file: Required[ChatCompletionInputFileDict]
    """The document, by content or by identifier."""


class ChatCompletionInputFunctionCallDict(TypedDict, total=False):
    """Function and arguments of a call."""

    name: Required[str]
    """Name of the function."""
    arguments: Required[str | Mapping[str, Any]]
    """The arguments as JSON text. An object is what Ollama's own API wants."""


class ChatCompletionInputFunctionDefinitionDict(TypedDict, total=False):
    """A function, described for the model."""

    name: Required[str]
    """Name that the model calls it by: letters, digits, `_` and `-`, up to 64 characters with OpenAI."""
    description: str
    """What it does and when to call it."""
    parameters: Any
    """JSON Schema of its arguments, of type object. Without it the function takes none."""
    strict: bool
    """Whether the arguments are held to the schema while they are generated."""


class ChatCompletionInputFunctionNameDict(TypedDict, total=False):
    """Names one of the tools."""

    name: Required[str]
    """Name of a function among the tools."""


class ChatCompletionInputJsonSchemaConfigDict(TypedDict, total=False):
    """A JSON Schema under a name."""

    name: Required[str]
    """Name of the form: letters, digits, `_` and `-`, up to 64 characters with OpenAI."""
    description: str
    """What the form is for, told to the model."""
    schema: Mapping[str, Any]
    """The JSON Schema itself."""
    strict: bool
    """Whether generation is held to the schema; without it some servers only show it to the model."""


class ChatCompletionInputResponseFormatGrammarDict(TypedDict, total=False):
    """Text that follows a grammar, for Fireworks."""

    type: Required[Literal["grammar"]]
    """Asks for text of a grammar."""
    grammar: Required[str]
    """The grammar in llama.cpp's GBNF notation."""


class ChatCompletionInputResponseFormatJSONDict(TypedDict, total=False):
    """JSON that fits a schema, in TGI's form."""

    type: Required[Literal["json"]]
    """Asks for JSON of a schema."""
    value: Required[Any]
    """The JSON Schema, as an object or as JSON text."""


class ChatCompletionInputResponseFormatJSONObjectDict(TypedDict, total=False):
    """JSON, where the server has the means held to a schema."""

    type: Required[Literal["json_object"]]
    """Asks for JSON."""
    schema: Mapping[str, Any]
    """JSON Schema that the answer must fit: Cohere, Fireworks, llama.cpp."""
    value: Mapping[str, Any]
    """The same under TGI's name."""


class ChatCompletionInputResponseFormatJSONSchemaDict(TypedDict, total=False):
    """JSON that fits a schema, in OpenAI's form."""

    type: Required[Literal["json_schema"]]
    """Asks for JSON of a schema."""
    json_schema: Required[ChatCompletionInputJsonSchemaConfigDict]
    """The schema and its name."""


class ChatCompletionInputResponseFormatRegexDict(TypedDict, total=False):
    """Text that matches a regular expression: TGI with `value`, Together with `pattern`."""

    type: Required[Literal["regex"]]
    """Asks for a match of a regular expression."""
    value: str
    """The expression, for TGI."""
    pattern: str
    """The expression, for Together."""


class ChatCompletionInputResponseFormatTextDict(TypedDict, total=False):
    """Free text."""

    type: Required[Literal["text"]]
    """Asks for free text."""


class ChatCompletionInputStreamOptionsDict(TypedDict, total=False):
    """What a stream tells besides the answer."""

    include_usage: bool
    """Whether a last chunk reports the tokens used by the whole request."""
    continuous_usage_stats: bool
    """Whether every chunk reports the tokens used so far; vLLM, together with `include_usage`."""


class ChatCompletionInputTextPartDict(TypedDict, total=False):
    """Text inside a message of several parts."""

    type: Required[Literal["text"]]
    """Marks a text part."""
    text: Required[str]
    """The text."""


class ChatCompletionInputToolDict(TypedDict, total=False):
    """A tool that the model may use."""

    type: Required[str]
    """Kind of tool: `function`."""
    function: Required[ChatCompletionInputFunctionDefinitionDict]
    """The function behind the tool."""


class ChatCompletionInputToolCallDict(TypedDict, total=False):
    """A call that an earlier answer asked for."""

    id: Required[str]
    """Identifier of the call, which its result repeats."""
    type: Required[str]
    """Kind of tool: `function`."""
    function: Required[ChatCompletionInputFunctionCallDict]
    """What was to be called, and with what."""


class ChatCompletionInputToolChoiceClassDict(TypedDict, total=False):
    """The one function that must be called."""

    type: str
    """Kind of tool: `function`. OpenAI insists on it, TGI and vLLM do without."""
    function: Required[ChatCompletionInputFunctionNameDict]
    """Which function."""


class ChatCompletionInputUrlDict(TypedDict, total=False):
    """Where a picture or a video is."""

    url: Required[str]
    """An http or https URL that the server can reach, or a `data:` URL with the content in base64. Ollama takes data
    URLs alone.
    """
    detail: Literal["auto", "low", "high", "original"]
    """Pictures only: the resolution at which the model looks, and with it the number of prompt tokens."""


class ChatCompletionInputVideoPartDict(TypedDict, total=False):
    """A video, for models that watch; taken by vLLM, SGLang and several providers."""

    type: Required[Literal["video_url"]]
    """Marks a video."""
    video_url: Required[ChatCompletionInputUrlDict]
    """Where the video is."""


class ChatCompletionInputImagePartDict(TypedDict, total=False):
    """A picture, for models that see."""

    type: Required[Literal["image_url"]]
    """Marks a picture."""
    image_url: Required[ChatCompletionInputUrlDict]
    """Where the picture is."""


class ChatCompletionInputMessageDict(TypedDict, total=False):
    """One message of a conversation."""

    role: Required[Literal["system", "developer", "user", "assistant", "tool", "function"]]
    """Who speaks. `developer` is what newer OpenAI models call `system`, `tool` returns the result of a call,
    `function` is its predecessor and deprecated.
    """
    content: (
        str
        | Sequence[
            ChatCompletionInputTextPartDict
            | ChatCompletionInputImagePartDict
            | ChatCompletionInputAudioPartDict
            | ChatCompletionInputVideoPartDict
            | ChatCompletionInputFilePartDict
        ]
    )
    """The text, or parts of several kinds in the order in which the model sees them. May be missing beside tool
    calls.
    """
    name: str
    """Tells apart participants of the same role; in a result, the function that was called."""
    tool_calls: Sequence[ChatCompletionInputToolCallDict]
    """Assistant only: the calls that this message asked for, as they were received."""
    tool_call_id: str
    """Role `tool` only: `id` of the call whose result this is."""
    refusal: str
    """Assistant only: the words in which the model refused."""
    reasoning: str
    """Assistant only: what the model thought before this message. Few servers want it back."""
