# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of ollama alone, as dicts for `extra_body`."""

from collections.abc import Sequence
from typing import Literal, TypedDict


class OllamaRunnerOptions(TypedDict, total=False):
    """How Ollama loads a model. Another value than before loads it anew."""

    num_ctx: int
    """Length of the context, tokens. What does not fit is cut off the start of the prompt. Default: as the server
    was started.
    """
    num_batch: int
    """How many tokens of a prompt are read at a time. Default: `512`."""
    num_gpu: int
    """How many layers go to the GPU. 0 for none. Default: as many as fit."""
    main_gpu: int
    """Number of the GPU that holds small tensors. From 0. Default: `0`."""
    use_mmap: bool
    """Whether the file of the model is mapped into memory. Default: as the server sees fit."""
    num_thread: int
    """How many threads compute. Default: as many as the machine has cores."""


class OllamaSamplingOptions(OllamaRunnerOptions, total=False):
    """How Ollama loads a model and samples."""

    num_keep: int
    """How many tokens of the prompt are kept when the context is full. From 0; -1 for all. Default: `4`."""
    repeat_last_n: int
    """How many of the last tokens are looked at for repetitions. 0 switches it off, -1 is the whole context.
    Default: `64`.
    """
    draft_num_predict: int
    """How many tokens a draft model guesses at a time. From 0."""


class OllamaEmbedExtras(TypedDict, total=False):
    """Options of Ollama for feature extraction."""

    options: OllamaRunnerOptions
    """How the model is loaded."""
    keep_alive: str | float
    """How long the model stays loaded after the answer: a text as `10m` or `24h`, or seconds. 0 unloads it at once,
    a negative number never. Default: `'5m'`.
    """


class OllamaGenerateOptions(OllamaSamplingOptions, total=False):
    """How Ollama loads a model and samples, for text generation: what is no argument of the method."""

    min_p: float
    """Least probability of a token, as a part of that of the likeliest one. 0 to 1; 0 switches it off. Default:
    `0.0`.
    """
    presence_penalty: float
    """How much a token is made less likely once it has occurred. 0 switches it off. Default: `0.0`."""


class OllamaOptions(OllamaSamplingOptions, total=False):
    """How Ollama loads a model and samples, for chat completion: what is no argument of the method."""

    typical_p: float
    """Locally typical sampling: part of the probability that is kept. 0 to 1; 1 switches it off. Default: `1.0`."""


class OllamaExtras(TypedDict, total=False):
    """Options of Ollama for chat completion."""

    options: OllamaOptions
    """How the model is loaded and how it samples. Joined with what other arguments set there."""
    keep_alive: str | float
    """How long the model stays loaded after the answer: a text as `10m` or `24h`, or seconds. 0 unloads it at once,
    a negative number never. Default: `'5m'`.
    """
    think: bool | Literal["low", "medium", "high", "max"]
    """Whether a model that can reason does so, or how hard; `reasoning_effort` says the same without `True`.
    Default: as the model does by itself.
    """


class OllamaGenerateExtras(TypedDict, total=False):
    """Options of Ollama for text generation."""

    options: OllamaGenerateOptions
    """How the model is loaded and how it samples. Joined with what other arguments set there."""
    keep_alive: str | float
    """How long the model stays loaded after the answer: a text as `10m` or `24h`, or seconds. 0 unloads it at once,
    a negative number never. Default: `'5m'`.
    """
    think: bool | Literal["low", "medium", "high", "max"]
    """Whether a model that can reason does so, or how hard. Default: as the model does by itself."""
    system: str
    """System prompt, in place of that of the model file."""
    template: str
    """Prompt template, in place of that of the model file."""
    raw: bool
    """Whether the prompt goes to the model as it is, without a template. Default: `False`."""
    suffix: str
    """Text that follows the continuation, for models that fill in the middle."""
    images: Sequence[str]
    """Images for a model that sees: each in base64, without a `data:` prefix."""
    logprobs: bool
    """Whether log probabilities of the tokens are returned. Default: `False`."""
    top_logprobs: int
    """For how many of the likeliest tokens of each place. Needs `logprobs`. From 0."""
