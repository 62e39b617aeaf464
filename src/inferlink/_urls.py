"""URLs: which may be called, and how one is put together. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import quote, urlsplit, urlunsplit

from .errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_url", "complete_url", "is_url", "join_url", "model_path"]


def is_url(value: object) -> TypeGuard[str]:
    """Whether an argument is an http or https URL rather than a name."""
    return isinstance(value, str) and value[:8].lower().startswith(("http://", "https://"))


def check_url(url: str) -> None:
    """Refuse what cannot be called, or would leak. The message shows no user, password or query."""
    try:
        parts = urlsplit(url)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError:
        raise InvalidInput(
            "The URL has a host or port that cannot be read; write it as http://localhost:8080."
        ) from None
    if user is not None:
        raise InvalidInput("The URL holds a user or password; pass the key as api_key= instead.")
    if not is_url(url) or not host or not url.isprintable() or " " in url:
        raise InvalidInput(
            f"{url.partition('?')[0]!r} is no http or https URL; write it out, as http://localhost:8080."
        )


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


def model_path(model: str) -> str:
    """A model id as part of a URL path; it may not leave its place."""
    try:
        path = quote(model, safe="/:@")
    except UnicodeEncodeError:  # half of a character
        path = ""
    if {".", "..", ""} & set(path.split("/")):
        raise InvalidInput(f"model={model!r} cannot stand in a URL: its parts may not be empty, '.' or '..'.")
    return path
