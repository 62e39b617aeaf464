"""Registered pure functions on parameters, for the arithmetic that no word of the vocabulary expresses."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["PREPARE"]

PREPARE: dict[str, Callable[[dict[str, object], bool], dict[str, object]]] = {}
"""Name to function: parameters and whether an input is given, to the parameters that are used."""
