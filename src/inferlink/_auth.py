"""Where a key comes from, and which hosts may see it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from ._urls import split_url
from .errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "HUB_TOKENS",
    "SECRET_NAME",
    "Hidden",
    "Secret",
    "hub_endpoint",
    "is_hub_host",
    "is_hub_key",
    "is_loopback",
    "named_key",
    "secrets_in",
    "token_from_environment",
    "token_from_file",
    "token_path",
    "without_secrets",
]

_HUB_HOSTS = ("huggingface.co", "router.huggingface.co")
_ENDPOINTS = ".endpoints.huggingface.cloud"
_SHORTEST = 8
HUB_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
"""Environment variables of the Hub token, the first before the second."""
SECRET_NAME = re.compile(r"auth|key|token|secret|cookie|password")
"""Names of headers and members of a query, in lower case, whose values may be secret."""


class Hidden(str):
    """Text that goes out as it is and has no repr, such as the value of a header: tracebacks may show locals."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class Secret:
    """A key that never shows in a repr, a log, an exception or a pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not value.isascii() or any(ord(char) < 33 or ord(char) == 127 for char in value):
            raise InvalidInput("The key holds spaces, line breaks or non-ASCII characters; pass it as it was issued.")
        self._value = value

    def reveal(self) -> str:
        """The key itself."""
        return self._value

    def header(self, form: str = "Bearer {key}") -> str:
        """The value of a header that carries the key."""
        return Hidden(form.replace("{key}", self._value))

    def hide(self, text: str) -> str:
        """The text without the key; one as short as `EMPTY` is no secret."""
        return text.replace(self._value, "***") if len(self._value) >= _SHORTEST else text

    def __repr__(self) -> str:
        return "Secret(***)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("A key is never pickled.")


def secrets_in(headers: Mapping[str, str], url: str) -> list[str]:
    """What must not be shown of a request: some servers quote the key that they refuse, or the URL."""
    query = urlsplit(url).query
    named = [*headers.items(), *parse_qsl(query), *parse_qsl(query.replace("%", "%25"))]  # decoded, and as it is sent
    values = [value for name, value in named if SECRET_NAME.search(name.lower())]
    return [part for value in values for part in re.split(r"[\s;,=]+", value) if len(part) >= _SHORTEST]


def without_secrets(url: str) -> str:
    """The URL without the members of its query that may be secret."""
    address, mark, query = url.partition("?")
    kept = "&".join(part for part in query.split("&") if not SECRET_NAME.search(part.partition("=")[0].lower()))
    return f"{address}{mark}{kept}" if kept else address


def is_hub_key(key: Secret | None) -> bool:
    """Whether the key was issued by the Hub."""
    return key is not None and key.reveal().startswith("hf_")


def hub_endpoint() -> str:
    """Base URL of the Hub: `HF_ENDPOINT`, or the public one."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or "https://huggingface.co"


def is_loopback(host: str) -> bool:
    """Whether the name is this machine's own."""
    import ipaddress

    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_hub_host(url: str) -> bool:
    """Whether an ambient Hub token may go there: Hub, router, dedicated endpoints; over HTTPS or to loopback."""
    parts, hub = split_url(url), split_url(hub_endpoint())
    if parts is None or parts.username is not None or not (host := parts.hostname):
        return False
    known = host in _HUB_HOSTS or host.endswith(_ENDPOINTS) or (hub is not None and host == hub.hostname)
    return known and (parts.scheme == "https" or is_loopback(host))


def token_from_environment() -> Secret | None:
    """The Hub token of `HF_TOKEN` or `HUGGING_FACE_HUB_TOKEN`."""
    return named_key(HUB_TOKENS)


def token_from_file() -> Secret | None:
    """The Hub token that a login left on this machine. It reads a file."""
    try:
        value = token_path().read_text(encoding="utf-8").strip()
    except (OSError, ValueError, RuntimeError):  # no file, no text, no home
        return None
    return Secret(value) if value else None


def token_path() -> Path:
    """Where a login leaves the Hub token.

    Raises:
        RuntimeError: When there is no home folder.
    """
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"
    return Path(os.environ.get("HF_TOKEN_PATH") or Path(home) / "token").expanduser()


def named_key(names: Iterable[str]) -> Secret | None:
    """The key in the first of these environment variables that is set."""
    values = (os.environ.get(name, "").strip() for name in names)
    return next((Secret(value) for value in values if value), None)
