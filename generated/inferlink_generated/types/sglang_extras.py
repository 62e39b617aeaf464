# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of sglang alone, as dicts for `extra_body`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict


class SGLangCommonExtras(TypedDict, total=False):
    """Options of SGLang for chat completion and text generation."""

    regex: str
    """Regular expression that the answer matches. Only one of regex, ebnf and a JSON Schema."""
    ebnf: str
    """Grammar in EBNF that the answer follows. Only one of regex, ebnf and a JSON Schema."""
    min_tokens: int
    """Least number of tokens before the model may stop. From 0. Default: `0`."""
    stop_token_ids: Sequence[int]
    """Tokens that end the answer."""
    stop_regex: str | Sequence[str]
    """Regular expressions whose match ends the answer."""
    no_stop_trim: bool
    """Whether the text that stopped the answer is part of it. Default: `False`."""
    ignore_eos: bool
    """Whether the model goes on after its token for the end. Default: `False`."""
    skip_special_tokens: bool
    """Whether special tokens are left out of the text. Default: `True`."""
    lora_path: str
    """Name of the LoRA adapter to use, of those that the server has loaded."""
    session_params: Mapping[str, Any]
    """Session that the request goes on with, as `{"id": ..., "rid": ...}`."""
    custom_params: Mapping[str, Any]
    """Values for a custom logit processor."""
    custom_logit_processor: str
    """A logit processor, as SGLang's `to_str()` gives it. The server must allow them."""
    return_hidden_states: bool | Literal["last"]
    """Whether the reply holds the hidden states; `last`: of the last token alone. Default: `False`."""
    return_cached_tokens_details: bool
    """Whether the reply tells from which cache tokens of the prompt came. Default: `False`."""
    return_token_ids: bool
    """Whether the reply holds the ids of the tokens. Default: `False`."""
    rid: str
    """Id of the request in the server's log. Default: made up by the server."""
    extra_key: str
    """Keeps cached prompts apart: only requests with the same one share a cache."""
    cache_salt: str
    """Secret that keeps cached prompts of one user from another."""
    priority: int
    """Place in the queue, where the server schedules by priority."""


class SGLangCompletionExtras(SGLangCommonExtras, total=False):
    """Options of SGLang for text generation."""

    echo: bool
    """Whether the text begins with the prompt. Default: `False`."""
    json_schema: str
    """JSON Schema that the text fits, as JSON text. Only one of regex, ebnf and a JSON Schema."""
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
    """Token id, as text, to what is added to its logit."""
    logprobs: int
    """For how many of the likeliest tokens of each place log probabilities are returned. From 0."""


class SGLangExtras(SGLangCommonExtras, total=False):
    """Options of SGLang for chat completion."""

    separate_reasoning: bool
    """Whether reasoning stands apart from the text. Default: `True`."""
    stream_reasoning: bool
    """Whether reasoning comes piece by piece in a stream, in place of at once. Default: `True`."""
    continue_final_message: bool
    """Whether the model goes on writing the last message, in place of answering it. Default: `False`."""
    use_audio_in_video: bool
    """Whether the sound of a video is heard. Default: `False`."""
    min_dynamic_patch: int
    """Least number of patches that an image is cut into."""
    max_dynamic_patch: int
    """Greatest number of patches that an image is cut into."""
