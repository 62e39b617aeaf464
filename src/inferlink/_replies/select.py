"""Reads a value out of a reply, as a selector says. Pure but for the downloads it asks for."""

from __future__ import annotations

import json
import re
from binascii import a2b_base64, b2a_base64
from dataclasses import is_dataclass
from typing import TYPE_CHECKING

from .._json import MISSING, is_array, is_object, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.effects import Flow
    from .._specs.words import Select, Selector

__all__ = ["STEP", "pick", "read_body", "select", "select_event"]

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
"""One step of a path: a name or a number in brackets."""

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "list": (list,),
    "object": (dict,),
    "number": (int, float),
    "bytes": (bytes,),
}


def read_body(body: bytes, content_type: str) -> object:
    """What selectors read of a reply: its JSON, or the bytes of what is none. MISSING where JSON is broken."""
    if "json" in content_type or (not content_type and body[:1] in (b"{", b"[")):
        return parse(body)
    value = parse(body) if content_type.startswith("text/plain") else MISSING
    return body if value is MISSING else value


def select(selector: Selector, data: object, download: Callable[[str], Flow[object]]) -> Flow[object]:
    """Read a value out of a reply; MISSING where it does not match."""
    if isinstance(selector, str):
        return pick(data, selector)
    if data is MISSING or selector.const is not MISSING:
        return MISSING if data is MISSING else selector.const
    if selector.first_of:
        for option in selector.first_of:
            value = yield from select(option, data, download)
            if value is not MISSING:
                return value
        return MISSING
    if selector.object:
        members: dict[str, object] = {}
        for name, inner in selector.object.items():
            value = yield from select(inner, data, download)
            if value is not MISSING and value is not None:
                members[name] = value
        return members or MISSING
    if selector.list:
        items: list[object] = []
        for inner in selector.list:
            value = yield from select(inner, data, download)
            items.append(None if value is MISSING else value)
        return items
    if selector.zip:
        return _rows(selector.zip, data)
    if selector.sum:
        numbers = [found for path in selector.sum if isinstance(found := pick(data, path), (int, float))]
        return sum(numbers) if len(numbers) == len(selector.sum) else MISSING
    if selector.each is not None:
        return (yield from _select_each(selector, data, download))
    return (yield from _select_pick(selector, data, download))


def _rows(columns: dict[str, str], data: object) -> object:
    lists = [pick(data, path) for path in columns.values()]
    known = [column for column in lists if is_array(column)]
    if len(known) < len(lists):
        return MISSING
    return [dict(zip(columns, row, strict=True)) for row in zip(*known, strict=False)]


def _select_each(selector: Select, data: object, download: Callable[[str], Flow[object]]) -> Flow[object]:
    rows = pick(data, selector.each or "$")
    if not is_array(rows):
        return MISSING
    values: list[object] = []
    for row in rows if selector.sort is None else _sorted(rows, selector.sort):
        value = yield from select(selector.to or "$", row, download)
        if value is MISSING:
            return MISSING
        values.append(value)
    return values


def _sorted(rows: list[object], place: str) -> list[object]:
    """By the number at that place, where all have one."""
    keyed = [(key, row) for row in rows if isinstance(key := pick(row, place), (int, float))]
    return [row for _, row in sorted(keyed, key=lambda pair: pair[0])] if len(keyed) == len(rows) else rows


def _select_pick(selector: Select, data: object, download: Callable[[str], Flow[object]]) -> Flow[object]:
    value = pick(data, selector.pick or "$")
    if value is MISSING or not _is_type(value, selector.type) or selector.equals not in (MISSING, value):
        return MISSING
    for codec in selector.codecs:
        if codec == "download" and isinstance(value, str):
            value = yield from download(value)
        else:
            value = _recode(codec, value)
    return value if selector.then is None else (yield from select(selector.then, value, download))


def _is_type(value: object, name: str | None) -> bool:
    return name is None or isinstance(value, _TYPES[name])


def _recode(codec: str, value: object) -> object:
    if codec == "unb64" and isinstance(value, str):
        try:
            return a2b_base64(value.partition(";base64,")[2] or value)  # takes a text without copying it
        except ValueError:
            return MISSING
    if codec == "b64" and isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    if codec == "json" and (is_object(value) or is_array(value)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if codec == "json" and isinstance(value, str):
        return value
    if codec == "max":
        numbers = [each for each in value if isinstance(each, (int, float))] if is_array(value) else []
        return max(numbers, default=MISSING)
    return value.decode("utf-8", "replace") if codec == "utf8" and isinstance(value, bytes) else MISSING


def pick(data: object, path: str) -> object:
    """The value at a path such as `data[0].url`; `$` is all of it, as no path is; MISSING where there is none."""
    if path == "$":
        return data
    for found in STEP.finditer(path):
        name, number = found[1], found[2]
        if name is not None and is_object(data):
            data = data.get(name, MISSING)
        elif name is not None and is_dataclass(data):
            data = getattr(data, name, MISSING)
        elif number is not None and is_array(data) and int(number) < len(data):
            data = data[int(number)]
        else:
            return MISSING
    return data


def select_event(selector: Selector, data: object) -> object:
    """Read a value out of an event of a stream, where nothing can be downloaded."""
    try:
        next(select(selector, data, _no_download))
    except StopIteration as stop:
        value: object = stop.value
        return value
    raise RuntimeError("a stream's selector may not download")


def _no_download(url: str) -> Flow[object]:
    raise ValueError(f"a stream's selector may not download {url[:80]!r}")
