# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Options of toy alone, as dicts for `extra_body`."""

from typing import Literal, Required, TypedDict


class ToyCommonExtras(TypedDict, total=False):
    """Options of the toy server."""

    pace: Literal["slow", "fast"]
    """How fast it is read."""


class ToyWaiting(TypedDict, total=False):
    """How the toy server waits."""

    seconds: Required[int]
    """How long. From 0."""


class ToyExtras(ToyCommonExtras, total=False):
    """Options of the toy server for mood detection."""

    warmth: float
    """How warmly it is put. 0 to 1. Default: `0.5`."""
    wait: ToyWaiting
    """How the server is run."""
