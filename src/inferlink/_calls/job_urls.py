"""The URLs of a queued job: templates filled from the reply of the submit, all on the base that it went to. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from .._replies.select import pick
from ..errors import ResponseShapeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["fill", "is_below", "scope_of"]

_NAME = re.compile(r"\{(path:)?([^{}]+)\}")


def scope_of(base: str, submitted: str) -> dict[str, str]:
    """What a template knows beside the reply: the base, the URL of the submit, and its query."""
    url, _, query = submitted.partition("?")
    return {"base": _root(base), "request": url, "query": f"?{query}" if query else ""}


def fill(template: str, scope: Mapping[str, str], data: object) -> str:
    """A URL template with its names filled in. Values of the reply are escaped; of a link only the path is taken.

    Raises:
        ResponseShapeError: When the reply lacks a value, or it would lead elsewhere.
    """

    def value(found: re.Match[str]) -> str:
        is_link, name = bool(found[1]), found[2]
        if name in scope:
            return scope[name]
        given = pick(data, name)
        text = str(given) if isinstance(given, (str, int)) else ""
        part = _path_of(text) if is_link else quote(text, safe="")
        if not part or _leaves(part):
            what = "link with a path" if is_link else "id"
            raise ResponseShapeError(f"The reply to the submit has no {what} at {name}: the job cannot be followed.")
        return part

    return _NAME.sub(value, template)


def is_below(url: str, base: str) -> bool:
    """Whether a URL is on the same host as a base, and below its path."""
    return url.startswith(f"{_root(base)}/") and not _leaves(url.partition("?")[0])


def _root(base: str) -> str:
    return base.partition("?")[0].rstrip("/")


def _leaves(path: str) -> bool:
    """Whether one of its steps leads back. An escaped slash is none: `..%2Fx` is one step."""
    return any(unquote(step) in (".", "..") for step in path.split("/"))


def _path_of(link: str) -> str:
    """The path of a URL, whatever its host; empty where there is none."""
    try:
        path = urlsplit(link).path
    except ValueError:
        return ""
    return path if path.startswith("/") else ""
