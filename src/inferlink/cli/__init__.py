"""The command line: a sub-command for each task, made from the specs, and some for servers. Extra `cli`."""

from __future__ import annotations

from ._program import app

__all__ = ["app"]
