# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of vllm alone, as dicts for `extra_body`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict


class VLLMRepetitionDetection(TypedDict, total=False):
    """When vLLM takes an answer for one that repeats itself."""

    min_pattern_size: int
    """Least length of what is repeated, tokens. From 0. Default: `0`."""
    max_pattern_size: int
    """Greatest length of what is repeated, tokens. From 0; 0 switches detection off. Default: `0`."""
    min_count: int
    """How often it must occur in a row. Default: `0`."""


class VLLMStructuredOutputs(TypedDict, total=False):
    """What an answer of vLLM must look like: exactly one of json, regex, choice, grammar, json_object and
    structural_tag.
    """

    json: str | Mapping[str, Any]
    """A JSON Schema, as an object or as JSON text."""
    regex: str
    """A regular expression that the whole answer matches."""
    choice: Sequence[str]
    """The texts of which the answer is one."""
    grammar: str
    """A grammar in EBNF."""
    json_object: bool
    """Whether the answer is any JSON object."""
    structural_tag: str
    """Tags and the form of what stands between them, as JSON text."""
    disable_any_whitespace: bool
    """Whether JSON comes without white space. Default: `False`."""
    disable_additional_properties: bool
    """Whether an object may have no members but those of the schema. Default: `False`."""
    whitespace_pattern: str
    """Regular expression for the white space in JSON."""


class VLLMCommonExtras(TypedDict, total=False):
    """Options of vLLM for chat completion and text generation."""

    structured_outputs: VLLMStructuredOutputs
    """What the answer must look like: exactly one of the forms."""
    thinking_token_budget: int
    """Most tokens of reasoning. From 0; -1 for no limit."""
    min_tokens: int
    """Least number of tokens before the model may stop. From 0. Default: `0`."""
    stop_token_ids: Sequence[int]
    """Tokens that end the answer."""
    include_stop_str_in_output: bool
    """Whether the text that stopped the answer is part of it. Default: `False`."""
    ignore_eos: bool
    """Whether the model goes on after its token for the end, up to the limit of tokens. Default: `False`."""
    allowed_token_ids: Sequence[int]
    """The only tokens that may be used."""
    bad_words: Sequence[str]
    """Texts that the answer may not hold."""
    use_beam_search: bool
    """Whether several beams are followed; `n` says how many. Default: `False`."""
    length_penalty: float
    """With beam search: above 1 prefers long answers, below 1 short ones. Default: `1.0`."""
    repetition_detection: VLLMRepetitionDetection
    """When an answer that repeats itself is ended early."""
    skip_special_tokens: bool
    """Whether special tokens are left out of the text. Default: `True`."""
    spaces_between_special_tokens: bool
    """Whether special tokens in the text are set apart by spaces. Default: `True`."""
    add_special_tokens: bool
    """Whether special tokens, as that for the start, are added to the prompt. Default: `False` for chat, whose
    template has them, `True` for text generation.
    """
    truncate_prompt_tokens: int
    """Number of tokens that the prompt is cut to. -1: the length of the model's context."""
    truncation_side: Literal["left", "right"]
    """Which end of a prompt that is too long is cut off."""
    prompt_logprobs: int
    """For how many of the likeliest tokens of each place of the prompt log probabilities are returned. From 0."""
    logprob_token_ids: Sequence[int]
    """Tokens whose log probabilities are returned for each place, besides that of the chosen one."""
    return_tokens_as_token_ids: bool
    """Whether log probabilities name tokens as `token_id:<id>`, which tells those apart that are no text."""
    return_token_ids: bool
    """Whether the reply holds the ids of the tokens of prompt and answer."""
    stream_interval: int
    """How many tokens come in one event of a stream. From 1; never below the server's own setting."""
    priority: int
    """Place in the queue: lower is earlier. Anything but 0 is an error unless the server schedules by priority.
    Default: `0`.
    """
    request_id: str
    """Id of the request in the server's log. Default: made up by the server."""
    session_id: str
    """Id that related requests share, as those of one conversation."""
    cache_salt: str
    """Secret that keeps cached prompts of one user from another: only requests with the same one share a cache. 1 to
    1024 characters.
    """
    vllm_xargs: Mapping[str, str | float | Sequence[str | float]]
    """Values for plug-ins of the server."""


class VLLMCompletionExtras(VLLMCommonExtras, total=False):
    """Options of vLLM for text generation."""

    echo: bool
    """Whether the text begins with the prompt. Default: `False`."""
    suffix: str
    """Text that follows the continuation. Few models take one."""
    n: int
    """How many continuations are made; the first is returned, the others only by `client.request`. From 1. Default:
    `1`.
    """
    min_p: float
    """Least probability of a token, as a part of that of the likeliest one. 0 to 1; 0 switches it off. Default:
    `0.0`.
    """
    presence_penalty: float
    """How much a token is made less likely once it has occurred. -2 to 2. Default: `0.0`."""
    logit_bias: Mapping[str, float]
    """Token id, as text, to what is added to its logit. -100 to 100."""
    logprobs: int
    """For how many of the likeliest tokens of each place log probabilities are returned. From 0."""
    response_format: Mapping[str, Any]
    """Form of the text, as for chat: `{"type": "json_schema", "json_schema": {...}}`."""
    stream_options: Mapping[str, bool]
    """What a stream tells besides the text: `{"include_usage": true}`."""
    user: str
    """Name for the person behind the request."""


class VLLMExtras(VLLMCommonExtras, total=False):
    """Options of vLLM for chat completion."""

    include_reasoning: bool
    """Whether the answer holds the reasoning of the model. Default: `True`."""
    echo: bool
    """Whether the answer begins with the last message, where that has the same role. Default: `False`."""
    add_generation_prompt: bool
    """Whether the chat template ends with the start of an answer. Not together with `continue_final_message`.
    Default: `True`.
    """
    continue_final_message: bool
    """Whether the model goes on writing the last message, in place of answering it. Not together with
    `add_generation_prompt`. Default: `False`.
    """
    chat_template: str
    """Jinja template that turns the messages into a prompt, in place of the model's own."""
    documents: Sequence[Mapping[str, str]]
    """Documents for a template that knows retrieval: dicts of texts, usually with `title` and `text`."""
    media_io_kwargs: Mapping[str, Mapping[str, Any]]
    """Options for reading media, by modality: `{"video": {"num_frames": 40}}`."""
    mm_processor_kwargs: Mapping[str, Any]
    """Options for the model's processor of images, sounds and videos."""
