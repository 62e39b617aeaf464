"""URLs: which may be called, and how one is put together. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import quote, urlsplit, urlunsplit

from .errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from urllib.parse import SplitResult

__all__ = [
    "check_url",
    "complete_url",
    "is_url",
    "join_url",
    "model_path",
    "read_address",
    "root_url",
    "shown",
    "split_url",
]

_NO_HOST = re.compile("://(?=[:/?#]|$)")


def is_url(value: object) -> TypeGuard[str]:
    """Whether an argument is an http or https URL rather than a name."""
    return isinstance(value, str) and value[:8].lower().startswith(("http://", "https://"))


def shown(url: str) -> str:
    """A URL for a message: without its query, and without what may be a user and a password."""
    whole = url.partition("?")[0]
    return f"***@{whole.rpartition('@')[2]}" if "@" in whole else whole


def split_url(url: str) -> SplitResult | None:
    """The parts of a URL; `None` where they cannot be read, for Python's own error may quote a password."""
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port >= 0 else None
    except ValueError:
        return None


def check_url(url: str) -> None:
    """Refuse what cannot be called, or would leak. The message shows no user, password or query."""
    parts = split_url(url)
    if parts is None:
        raise InvalidInput("The URL has a host or port that cannot be read; write it as http://localhost:8080.")
    if parts.username is not None:
        raise InvalidInput("The URL holds a user or password; pass the key as api_key= instead.")
    if not is_url(url) or not parts.hostname or not url.isprintable() or " " in url:
        raise InvalidInput(f"{shown(url)!r} is no http or https URL; write it out, as http://localhost:8080.")


def join_url(base: str, path: str, query: str = "") -> str:
    """A path below a base, with the queries of all three; without a path the base stays as it is."""
    parts = urlsplit(base)
    path, _, own = path.partition("?")
    whole = f"{parts.path.rstrip('/')}/{path.lstrip('/')}" if path else parts.path
    return urlunsplit((parts.scheme, parts.netloc, whole, "&".join(filter(None, (parts.query, own, query))), ""))


def complete_url(url: str, suffix: str, known: Iterable[str]) -> str:
    """A caller's URL with `suffix` at its end: below `/v1`, or in place of another `known` suffix. The query stays."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    end = max((other for other in {suffix, *known} if path.endswith(f"/{other}")), key=len, default=None)
    if end == suffix:
        return url
    if end is not None:
        path = path.removesuffix(f"/{end}")
    elif not path.endswith("/v1"):
        path += "/v1"
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/{suffix}", parts.query, ""))


def root_url(url: str, paths: Iterable[str]) -> str:
    """A caller's URL without the longest of these paths at its end, or `/v1`. The query stays."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    end = max((each for each in {"/v1", *paths} if path.endswith(each)), key=len, default="")
    return urlunsplit((parts.scheme, parts.netloc, path.removesuffix(end), parts.query, ""))


def read_address(text: str, usual: str) -> str:
    """The URL that a variable means: a URL, or host, host:port or :port, with what is missing taken from `usual`.

    A server that listens on all of its addresses (0.0.0.0, ::) is called on its own machine.
    """
    known = urlsplit(usual)
    bare = text.count(":") > 1 and "[" not in text and "://" not in text  # an IPv6 address without its brackets
    url = text if "://" in text else f"{known.scheme}://{f'[{text}]' if bare else text}"
    check_url(_NO_HOST.sub("://localhost", url, count=1))
    parts = urlsplit(url)
    host = parts.hostname or known.hostname or ""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    port = parts.port if parts.port is not None or "://" in text else known.port
    name = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, name if port is None else f"{name}:{port}", parts.path.rstrip("/"), "", ""))


def model_path(model: str) -> str:
    """A model id as part of a URL path; it may not leave its place."""
    try:
        path = quote(model, safe="/:@")
    except UnicodeEncodeError:  # half of a character
        path = ""
    if {".", "..", ""} & set(path.split("/")):
        raise InvalidInput(f"model={model!r} cannot stand in a URL: its parts may not be empty, '.' or '..'.")
    return path
