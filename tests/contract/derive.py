"""The reply that a route reads a value from: its selector the other way round."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from contract.replies import FILE

from inferlink._select import STEP
from inferlink._vocabulary import MISSING, Select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferlink._vocabulary import Selector


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


def reply_with(selector: Selector, value: Any) -> Any:
    """A reply in which the selector finds the value; of a `first_of` inside it, the first."""
    if isinstance(selector, str):
        return place(selector, value)
    if selector.first_of:
        return reply_with(selector.first_of[0], value)
    if selector.const is not MISSING:
        return None
    if selector.object:
        known = {name: inner for name, inner in selector.object.items() if name in value}
        return merge(*(reply_with(inner, value[name]) for name, inner in known.items()))
    if selector.list:
        return merge(*(reply_with(inner, item) for inner, item in zip(selector.list, value, strict=True)))
    if selector.zip:
        return merge(*(place(path, [row[name] for row in value]) for name, path in selector.zip.items()))
    if selector.each is not None:
        rows = [reply_with(selector.to or "$", item) for item in value]
        numbers = [{} if selector.sort is None else place(selector.sort, at) for at in range(len(rows))]
        return place(selector.each, [merge(row, number) for row, number in zip(rows, numbers, strict=True)])
    inner = value if selector.then is None else reply_with(selector.then, value)
    for codec in reversed(selector.codecs):
        if codec == "download":
            inner = FILE
        elif codec == "unb64":
            inner = base64.b64encode(inner).decode()
        elif codec == "b64":
            inner = base64.b64decode(inner)
        else:
            inner = inner.encode()
    return place(selector.pick or "$", inner)


def place(path: str, value: Any) -> Any:
    """A tree with the value at a path."""
    steps = [found[1] or int(found[2]) for found in STEP.finditer(path)] if path != "$" else []
    for step in reversed(steps):
        value = [None] * step + [value] if isinstance(step, int) else {step: value}
    return value


def merge(*trees: Any) -> Any:
    """Trees that have different members, as one."""
    whole: Any = None
    for tree in trees:
        if isinstance(whole, dict) and isinstance(tree, dict):
            whole = {name: merge(whole.get(name), tree.get(name)) for name in {**whole, **tree}}
        elif isinstance(whole, list) and isinstance(tree, list):
            longer, shorter = sorted((whole, tree), key=len, reverse=True)
            whole = [merge(*pair) for pair in zip(whole, tree, strict=False)] + longer[len(shorter) :]
        else:
            whole = tree if tree is not None else whole
    return whole


def part_read(selector: Selector | None, value: Any) -> Any:
    """What of the value a selector keeps: an object that it builds has the members it names."""
    if not isinstance(selector, Select):
        return value
    if selector.first_of:
        return part_read(selector.first_of[0], value)
    if selector.object:
        return {name: part_read(inner, value[name]) for name, inner in selector.object.items() if name in value}
    if selector.each is not None:
        return [part_read(selector.to, item) for item in value]
    return value if selector.then is None else part_read(selector.then, value)
