"""Reads a value out of a reply, as a selector says. Pure but for the downloads it asks for."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._vocabulary import MISSING, Select

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._effects import Flow
    from ._vocabulary import Selector

__all__ = ["STEP", "Content", "pick", "select", "select_event"]

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
"""One step of a path: a name or a number in brackets."""


@dataclass(slots=True)
class Content:
    """The content of a reply, parsed when a selector asks."""

    body: bytes
    content_type: str
    _parsed: object = MISSING

    @property
    def is_json(self) -> bool:
        """Whether it says so, or says nothing and looks so."""
        return "json" in self.content_type or (not self.content_type and self.body[:1] in (b"{", b"["))

    def data(self) -> object:
        """The JSON value; MISSING where it is none."""
        if self._parsed is MISSING and (self.is_json or self.content_type.startswith("text/plain")):
            try:
                self._parsed = json.loads(self.body)
            except ValueError:
                return MISSING
        return self._parsed


def select(selector: Selector, content: Content, download: Callable[[str], Flow[bytes]]) -> Flow[object]:
    """Read a value out of a reply; MISSING where it does not match."""
    if isinstance(selector, Select) and selector.type == "bytes" and selector.pick is None:
        return MISSING if content.is_json else content.body
    if isinstance(selector, Select) and selector.first_of:
        for option in selector.first_of:
            value = yield from select(option, content, download)
            if value is not MISSING:
                return value
        return MISSING
    data = content.data()
    return MISSING if data is MISSING else (yield from _select(selector, data, download))


def _select(selector: Selector, data: object, download: Callable[[str], Flow[bytes]]) -> Flow[object]:
    if isinstance(selector, str):
        return pick(data, selector)
    if selector.const is not MISSING:
        return selector.const
    if selector.first_of:
        for option in selector.first_of:
            value = yield from _select(option, data, download)
            if value is not MISSING:
                return value
        return MISSING
    if selector.object:
        members: dict[str, object] = {}
        for name, inner in selector.object.items():
            value = yield from _select(inner, data, download)
            if value is not MISSING and value is not None:
                members[name] = value
        return members or MISSING
    if selector.list:
        items: list[object] = []
        for inner in selector.list:
            value = yield from _select(inner, data, download)
            items.append(None if value is MISSING else value)
        return items
    if selector.zip:
        columns = [pick(data, path) for path in selector.zip.values()]
        if not all(isinstance(column, list) for column in columns):
            return MISSING
        return [dict(zip(selector.zip, row, strict=True)) for row in zip(*columns, strict=False)]
    if selector.each is not None:
        return (yield from _select_each(selector, data, download))
    return (yield from _select_pick(selector, data, download))


def _select_each(selector: Select, data: object, download: Callable[[str], Flow[bytes]]) -> Flow[object]:
    rows = pick(data, selector.each or "$")
    if not isinstance(rows, list):
        return MISSING
    if selector.sort is not None:
        keys = [pick(row, selector.sort) for row in rows]
        if all(isinstance(key, (int, float)) for key in keys):
            rows = [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]
    values: list[object] = []
    for row in rows:
        value = yield from _select(selector.to or "$", row, download)
        if value is MISSING:
            return MISSING
        values.append(value)
    return values


_TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "list": list, "object": dict, "number": (int, float)}


def _select_pick(selector: Select, data: object, download: Callable[[str], Flow[bytes]]) -> Flow[object]:
    value = pick(data, selector.pick or "$")
    if value is MISSING or (selector.type is not None and not isinstance(value, _TYPES.get(selector.type, bytes))):
        return MISSING
    for codec in selector.codecs:
        if codec == "download" and isinstance(value, str):
            value = yield from download(value)
        elif codec == "unb64" and isinstance(value, str):
            value = base64.b64decode(value.partition(";base64,")[2] or value)
        elif codec == "b64" and isinstance(value, bytes):
            value = base64.b64encode(value).decode("ascii")
        elif codec == "utf8" and isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        else:
            return MISSING
    return value if selector.then is None else (yield from _select(selector.then, value, download))


def pick(data: object, path: str) -> object:
    """The value at a path such as `data[0].url`; `$` is all of it; MISSING where there is none."""
    if path == "$":
        return data
    for found in STEP.finditer(path):
        name, number = found[1], found[2]
        if name is not None:
            if isinstance(data, dict):
                data = data.get(name, MISSING)
            else:
                data = getattr(data, name, MISSING) if hasattr(data, "__dataclass_fields__") else MISSING
        elif isinstance(data, list) and int(number) < len(data):
            data = data[int(number)]
        else:
            return MISSING
    return data


def select_event(selector: Selector, data: object) -> object:
    """Read a value out of an event of a stream, where nothing can be downloaded."""
    flow = _select(selector, data, _no_download)
    try:
        next(flow)
    except StopIteration as stop:
        value: object = stop.value
        return value
    raise RuntimeError("a stream's selector may not download")


def _no_download(url: str) -> Flow[bytes]:
    raise ValueError(f"a stream's selector may not download {url}")
