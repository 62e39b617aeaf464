# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs, as dicts, of several tasks."""

from typing import Required, TypedDict


class SpanDict(TypedDict, total=False):
    """A stretch of a text."""

    start: Required[int]
    """First character, from 0."""
    end: Required[int]
    """First character after it."""
