"""The reply that a route reads a value from: its selector the other way round."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from .._json import MISSING, is_array, is_object
from .._replies.select import STEP, pick
from .._specs.words import Select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .._specs.vocabulary import Route
    from .._specs.words import Selector

__all__ = ["is_body", "merge", "options", "place", "reply_with", "request_of"]


def request_of(route: Route, body: dict[str, Any]) -> dict[str, Any]:
    """What a body was made from: `input`, `model`, and `params` by the names of the task."""
    read = [(assign.source, pick(body, assign.to)) for assign in route.set if assign.source and not assign.encode]
    found = merge({}, *(place(source, value) for source, value in read if value is not MISSING))
    set_roots = {STEP.split(assign.to)[1] for assign in route.set}
    beside = {name: value for name, value in body.items() if name not in set_roots}
    rest = {"$": beside, "none": {}}.get(route.rest, body.get(route.rest))
    return {**found, "params": {**(rest or {}), **found.get("params", {})}}


def options(selector: Selector) -> Iterator[Selector]:
    """The forms of a reply that a selector knows, one after the other."""
    if isinstance(selector, Select) and selector.first_of:
        for option in selector.first_of:
            yield from options(option)
    else:
        yield selector


def is_body(selector: Selector | None) -> bool:
    """Whether the value is the body itself."""
    return isinstance(selector, Select) and selector.type == "bytes" and selector.pick is None


def reply_with(selector: Selector, value: Any, link: Callable[[bytes], str]) -> Any:
    """A reply in which the selector finds the value; of a `first_of` inside it, the first.

    Args:
        selector: What reads the reply.
        value: What it shall find.
        link: The URL of a file that has these bytes, for what is downloaded.
    """
    if isinstance(selector, Select) and selector.equals is not MISSING:
        return place(selector.pick or "$", selector.equals)
    if value is None:
        return None
    if isinstance(selector, str):
        return place(selector, value)
    if selector.first_of:
        return reply_with(selector.first_of[0], value, link)
    if selector.const is not MISSING or selector.sum:
        return None  # what is added up is read by selectors of its own, too
    if selector.object:
        known = {name: inner for name, inner in selector.object.items() if name in value}
        return merge(*(reply_with(inner, value[name], link) for name, inner in known.items()))
    if selector.list:
        return merge(*(reply_with(inner, item, link) for inner, item in zip(selector.list, value, strict=True)))
    if selector.zip:
        return merge(*(place(path, [row[name] for row in value]) for name, path in selector.zip.items()))
    if selector.each is not None:
        rows = [reply_with(selector.to or "$", item, link) for item in value]
        numbers = [None if selector.sort is None else place(selector.sort, at) for at in range(len(rows))]
        return place(selector.each, [merge(row, number) for row, number in zip(rows, numbers, strict=True)])
    undo: dict[str, Callable[[Any], Any]] = {**_CODECS, "download": link}
    inner = value if selector.then is None else reply_with(selector.then, value, link)
    for codec in reversed(selector.codecs):
        inner = undo[codec](inner)
    return place(selector.pick or "$", inner)


_CODECS: dict[str, Callable[[Any], Any]] = {
    "unb64": lambda data: base64.b64encode(data).decode(),
    "b64": base64.b64decode,
    "utf8": str.encode,
    "json": json.loads,
    "max": lambda number: [number],
}
"""Codec to what undoes it; a link undoes `download`."""


def place(path: str, value: Any) -> Any:
    """A tree with the value at a path."""
    steps = [found[1] or int(found[2]) for found in STEP.finditer(path)] if path != "$" else []
    for step in reversed(steps):
        value = [None] * step + [value] if isinstance(step, int) else {step: value}
    return value


def merge(*trees: object) -> Any:
    """Trees that have different members, as one; of two values at one place, the later."""
    whole: object = None
    for tree in trees:
        if is_object(whole) and is_object(tree):
            whole = {name: merge(whole.get(name), tree.get(name)) for name in {**whole, **tree}}
        elif is_array(whole) and is_array(tree):
            longer, shorter = sorted((whole, tree), key=len, reverse=True)
            whole = [merge(*pair) for pair in zip(whole, tree, strict=False)] + longer[len(shorter) :]
        else:
            whole = tree if tree is not None else whole
    return whole
