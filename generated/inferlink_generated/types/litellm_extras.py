# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of litellm alone, as dicts for `extra_body`."""

from collections.abc import Mapping, Sequence
from typing import TypedDict


class LiteLLMEmbeddingExtras(TypedDict, total=False):
    """Options of the LiteLLM proxy for feature extraction."""

    caching: bool
    """Whether the proxy may answer out of its cache, where it has one. Default: `False`."""
    timeout: int
    """Seconds that the proxy waits for the model. Default: `600`."""
    user: str
    """Name for the person behind the request."""


class LiteLLMExtras(TypedDict, total=False):
    """Options of the LiteLLM proxy for chat completion."""

    fallbacks: Sequence[str]
    """Models that are asked in turn when the first one fails."""
    context_window_fallback_dict: Mapping[str, str]
    """Model to the one that is asked when a prompt is too long for it."""
    num_retries: int
    """How often the proxy asks the same model again after a failure. From 0."""
    guardrails: Sequence[str]
    """Names of the guardrails that the request passes through."""
    caching: bool
    """Whether the proxy may answer out of its cache, where it has one."""
