# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of llama-cpp alone, as dicts for `extra_body`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypedDict


class LlamaCppEmbeddingExtras(TypedDict, total=False):
    """Options of llama.cpp for feature extraction."""

    embd_normalize: int
    """How vectors are normalised. -1: not at all, 0: by the largest member, 1: by the sum of absolute values, 2: by
    the Euclidean length, above that: by the p-norm. Default: `2`.
    """


class LlamaCppLora(TypedDict, total=False):
    """A LoRA adapter that llama.cpp has loaded."""

    id: Required[int]
    """Its id, as `GET /lora-adapters` tells. From 0."""
    scale: Required[float]
    """How strongly it counts: 0 is not at all, 1 in full."""


class LlamaCppCommonExtras(TypedDict, total=False):
    """Options of llama.cpp for chat completion and text generation."""

    grammar: str
    """Grammar in GBNF that the answer follows: `root ::= "yes" | "no"`. Not together with a JSON Schema."""
    json_schema: Mapping[str, Any]
    """JSON Schema that the answer fits; `{}` for any JSON."""
    cache_prompt: bool
    """Whether what an earlier prompt had in common is not computed again. Answers may then differ a little from run
    to run. Default: `True`.
    """
    id_slot: int
    """Slot of the server that takes the request. -1: any that is free. Default: `-1`."""
    n_keep: int
    """How many tokens of the prompt are kept when the context is full. From 0; -1 for all. Default: `0`."""
    n_discard: int
    """How many tokens after those are given up when the context is full. 0: half of them. Default: `0`."""
    n_cache_reuse: int
    """Least number of tokens in a part of the cache that is shifted and used again. 0 switches it off. Default: `0`."""
    t_max_predict_ms: int
    """Longest time of writing, milliseconds, counted from the first token; it ends at a line break after that. 0 for
    no limit. Default: `0`.
    """
    ignore_eos: bool
    """Whether the model goes on after its token for the end. Default: `False`."""
    samplers: Sequence[str]
    """Samplers, in their order: `dry`, `top_k`, `typ_p`, `top_p`, `min_p`, `xtc`, `temperature`. One that is missing
    is not used.
    """
    min_keep: int
    """How many tokens samplers leave at least. From 0. Default: `0`."""
    top_n_sigma: float
    """Keeps tokens whose logits lie within that many standard deviations of the greatest. Negative: switched off.
    Default: `-1.0`.
    """
    repeat_last_n: int
    """How many of the last tokens are looked at for repetitions. 0 switches it off, -1 is the whole context.
    Default: `64`.
    """
    dynatemp_range: float
    """How far the temperature may move to both sides, by how sure the model is. 0 switches it off. Default: `0.0`."""
    dynatemp_exponent: float
    """How the temperature follows the entropy, where it moves. Default: `1.0`."""
    dry_multiplier: float
    """Strength of the DRY penalty on repeated sequences. 0 switches it off. Default: `0.0`."""
    dry_base: float
    """Base of the DRY penalty, which grows exponentially with the length of the sequence. Default: `1.75`."""
    dry_allowed_length: int
    """Length of a repeated sequence from which DRY punishes it, tokens. Default: `2`."""
    dry_penalty_last_n: int
    """How many of the last tokens DRY looks at. 0 switches it off, -1 is the whole context. Default: `64`."""
    dry_sequence_breakers: Sequence[str]
    """Texts at which a sequence ends for DRY. Default: a line break, a colon, a double quote and a star."""
    xtc_probability: float
    """Chance that XTC takes the likeliest tokens away. 0 to 1; 0 switches it off. Default: `0.0`."""
    xtc_threshold: float
    """Least probability of a token that XTC may take away. 0 to 1; above 0.5 switches it off. Default: `0.1`."""
    mirostat: Literal[0, 1, 2]
    """Sampling that holds the perplexity: 0 is off, 1 Mirostat, 2 Mirostat 2.0. Default: `0`."""
    mirostat_tau: float
    """Entropy that Mirostat aims at. Default: `5.0`."""
    mirostat_eta: float
    """How fast Mirostat learns. Default: `0.1`."""
    n_probs: int
    """For how many of the likeliest tokens of each place probabilities are returned. From 0. Default: `0`."""
    post_sampling_probs: bool
    """Whether those are the probabilities after all samplers, in place of those before. Default: `False`."""
    return_tokens: bool
    """Whether the reply holds the ids of the tokens. Default: `False`."""
    timings_per_token: bool
    """Whether each event of a stream tells the speed. Default: `False`."""
    return_progress: bool
    """Whether a stream tells in `prompt_progress` how much of the prompt has been read. Default: `False`."""
    sse_ping_interval: int
    """Seconds between signs of life in a stream that is silent. -1 for none. Default: as the server was started."""
    lora: Sequence[LlamaCppLora]
    """LoRA adapters for this request; those that are not named get the scale 0."""


class LlamaCppCompletionExtras(LlamaCppCommonExtras, total=False):
    """Options of llama.cpp for text generation."""

    min_p: float
    """Least probability of a token, as a part of that of the likeliest one. 0 to 1; 0 switches it off. Default:
    `0.05`.
    """
    presence_penalty: float
    """How much a token is made less likely once it has occurred. 0 switches it off. Default: `0.0`."""
    logit_bias: Sequence[Sequence[str | float | bool]] | Mapping[str, float | bool]
    """What is added to the logit of tokens: pairs of a token, as id or text, and a number, or `False` for never; or
    an object of such.
    """
    n_indent: int
    """Least indentation of lines, characters: for code. From 0. Default: `0`."""


class LlamaCppExtras(LlamaCppCommonExtras, total=False):
    """Options of llama.cpp for chat completion."""

    reasoning_format: Literal["none", "auto", "deepseek", "deepseek-legacy"]
    """Where reasoning goes: `none` leaves it in the text, `deepseek` puts it into `reasoning_content`,
    `deepseek-legacy` does both, `auto` follows the model's template.
    """
    reasoning_control: bool
    """Whether reasoning can be ended early while it runs, by `POST /v1/chat/completions/control`. Default: `False`."""
    parse_tool_calls: bool
    """Whether tool calls are read out of the text of the answer."""
    typical_p: float
    """Locally typical sampling: part of the probability that is kept. 0 to 1; 1 switches it off. Default: `1.0`."""
