# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: PYI051  # the known values are for editors; there may be others
"""Inputs and outputs of text-generation."""

from dataclasses import dataclass
from typing import Any, Literal

from inferlink_generated._result import Result


@dataclass(kw_only=True)
class TextGenerationInputGrammarTypeJSON:
    """JSON that fits a schema."""

    type: Literal["json"]
    """Asks for JSON of a schema."""
    value: Any
    """The JSON Schema, as an object or as JSON text."""


@dataclass(kw_only=True)
class TextGenerationInputGrammarTypeRegex:
    """Text that matches a regular expression."""

    type: Literal["regex"]
    """Asks for a match of a regular expression."""
    value: str
    """The regular expression, which the whole continuation matches."""


@dataclass(kw_only=True)
class TextGenerationInputJsonSchemaConfig:
    """A JSON Schema under a name."""

    schema: Any
    """The JSON Schema itself."""
    name: str | None = None
    """Name of the form."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationOutputPrefillToken(Result):
    """A token of the prompt."""

    text: str
    """The token as text."""
    id: int | None = None
    """Number of the token in the model's vocabulary."""
    logprob: float | None = None
    """Natural logarithm of its probability, 0 or below. The first token has none."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationOutputToken(Result):
    """A generated token."""

    text: str
    """The token as text."""
    id: int | None = None
    """Number of the token in the model's vocabulary."""
    logprob: float | None = None
    """Natural logarithm of its probability, 0 or below."""
    special: bool | None = None
    """Whether it stands for no text, as the end of the sequence."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationStreamOutputStreamDetails(Result):
    """How a streamed text came about."""

    finish_reason: Literal["length", "eos_token", "stop_sequence"] | str | None = None
    """Why generation ended."""
    generated_tokens: int | None = None
    """Number of generated tokens."""
    input_length: int | None = None
    """Number of tokens of the prompt."""
    seed: int | None = None
    """Start of the random numbers that were used."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationStreamOutputToken(Result):
    """A token of a stream."""

    text: str
    """The token as text; from OpenAI-compatible servers it may be several tokens, or none."""
    id: int | None = None
    """Number of the token in the model's vocabulary."""
    logprob: float | None = None
    """Natural logarithm of its probability, 0 or below."""
    special: bool | None = None
    """Whether it stands for no text, as the end of the sequence."""


@dataclass(kw_only=True)
class TextGenerationInputGrammarTypeJSONSchema:
    """JSON that fits a schema with a name."""

    type: Literal["json_schema"]
    """Asks for JSON of a named schema."""
    value: TextGenerationInputJsonSchemaConfig
    """The schema and its name."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationOutputBestOfSequence(Result):
    """One of several continuations."""

    generated_text: str
    """The text."""
    finish_reason: Literal["length", "eos_token", "stop_sequence"] | str | None = None
    """Why generation ended."""
    generated_tokens: int | None = None
    """Number of generated tokens."""
    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt, where `decoder_input_details` asked for them."""
    seed: int | None = None
    """Start of the random numbers that were used."""
    tokens: list[TextGenerationOutputToken] | None = None
    """The generated tokens, in order."""
    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """The most probable tokens at each position, best first, where `top_n_tokens` asked for them."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationOutputDetails(Result):
    """How a text came about."""

    best_of_sequences: list[TextGenerationOutputBestOfSequence] | None = None
    """The other continuations, where `best_of` made several."""
    finish_reason: Literal["length", "eos_token", "stop_sequence"] | str | None = None
    """Why generation ended."""
    generated_tokens: int | None = None
    """Number of generated tokens."""
    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt, where `decoder_input_details` asked for them."""
    seed: int | None = None
    """Start of the random numbers that were used."""
    tokens: list[TextGenerationOutputToken] | None = None
    """The generated tokens, in order."""
    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """The most probable tokens at each position, best first, where `top_n_tokens` asked for them."""


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationStreamOutput(Result):
    """One event of a streamed continuation: its next token."""

    token: TextGenerationStreamOutputToken
    """The token."""
    details: TextGenerationStreamOutputStreamDetails | None = None
    """How the text came about, on the last event."""
    generated_text: str | None = None
    """The whole text, on the last event of servers that send it."""
    index: int | None = None
    """Number of the event: TGI counts tokens from 1, OpenAI-compatible servers number the answer from 0."""
    top_tokens: list[TextGenerationStreamOutputToken] | None = None
    """The most probable tokens at this position, best first, where `top_n_tokens` asked for them."""


@dataclass(kw_only=True)
class TextGenerationInputGenerateParameters:
    """How a text is continued."""

    adapter_id: str | None = None
    """Name of a LoRA adapter that the server has loaded."""
    best_of: int | None = None
    """At least 1. Number of continuations that are made; the one of the highest log probability is returned."""
    decoder_input_details: bool | None = None
    """Whether `details` also lists the tokens of the prompt with their log probabilities. Default: `False`."""
    details: bool | None = None
    """Whether to return more than the text: tokens, log probabilities, and why it ended."""
    do_sample: bool | None = None
    """Whether tokens are drawn by their probabilities; otherwise the most probable one is taken. Default: `False`."""
    frequency_penalty: float | None = None
    """-2 to 2. Lowers the odds of tokens by how often they occurred so far; below 0 raises them, 0 turns it off."""
    grammar: (
        TextGenerationInputGrammarTypeJSON
        | TextGenerationInputGrammarTypeRegex
        | TextGenerationInputGrammarTypeJSONSchema
        | None
    ) = None
    """The form that the continuation must have."""
    max_new_tokens: int | None = None
    """Most tokens that are generated. Default: `1024`."""
    repetition_penalty: float | None = None
    """Above 0. Divides the odds of tokens that occurred; 1 turns it off (https://arxiv.org/abs/1909.05858)."""
    return_full_text: bool | None = None
    """Whether the returned text begins with the prompt."""
    seed: int | None = None
    """At least 1. Start of the random numbers: the same seed gives the same text on the same server."""
    stop: list[str] | None = None
    """Up to 4 texts. Generation ends when one of them was written."""
    temperature: float | None = None
    """Above 0. Flattens (above 1) or sharpens (below 1) the probabilities that tokens are drawn by."""
    top_k: int | None = None
    """At least 1. Only that many of the most probable tokens are drawn from."""
    top_n_tokens: int | None = None
    """At least 1. Number of the most probable tokens that `details` lists at each position."""
    top_p: float | None = None
    """Above 0, at most 1. Only the most probable tokens are drawn from whose probabilities add up to this; 1 turns
    it off.
    """
    truncate: int | None = None
    """Most tokens of the prompt that are used; those at its start are cut off."""
    typical_p: float | None = None
    """Above 0, at most 1. Only tokens about as surprising as expected are drawn from, up to that sum of
    probabilities; 1 turns it off (https://arxiv.org/abs/2202.00666).
    """
    watermark: bool | None = None
    """Whether a mark is woven into the choice of tokens, by which the text can be told as generated
    (https://arxiv.org/abs/2301.10226). Default: `False`.
    """


@dataclass(kw_only=True, repr=False, eq=False)
class TextGenerationOutput(Result):
    """The continuation, as text; with `details=True` the object that tells how it came."""

    generated_text: str
    """The text, after the prompt where `return_full_text` asked for it."""
    details: TextGenerationOutputDetails | None = None
    """How it came, where asked for."""


@dataclass(kw_only=True)
class TextGenerationInput:
    """A text to be continued."""

    inputs: str
    """The text to continue. It is given to the model as it is, without a chat template."""
    parameters: TextGenerationInputGenerateParameters | None = None
    """How it is continued."""
    stream: bool | None = None
    """Whether the answer comes in pieces."""
