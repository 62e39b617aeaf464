# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of lm-studio alone, as dicts for `extra_body`."""

from typing import TypedDict


class LMStudioExtras(TypedDict, total=False):
    """Options of LM Studio for chat completion and text generation."""

    ttl: int
    """Seconds without a request after which a model that this request loads is unloaded. Default: `3600`."""
    draft_model: str
    """Model that guesses tokens ahead, for speculative decoding: one of the same vocabulary."""
