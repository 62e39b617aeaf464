"""What a client was told at construction, checked once; and what it keeps between calls."""

from __future__ import annotations

import re
import threading
import warnings
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ._auth import Secret
from ._vocabulary import Provider
from .errors import InferlinkWarning, InvalidInput
from .options import Retry, Timeout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._hf_hub import ModelInfo
    from .options import RequestOptions, Route, Unsupported

__all__ = ["Settings", "State", "check_url", "clean_headers", "is_url", "read_key", "warn"]

_SECRET_HEADER = re.compile(r"auth|key|token|secret|cookie|password")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The options of a client. `key` is False where the caller wants none, None where the environment may give one."""

    model: str | None = None
    provider: str | Provider | None = None
    base_url: str | None = None
    key: Secret | bool | None = field(default=None, repr=False)
    key_lost: bool = False
    """A key was given, and left out when the client was pickled."""
    timeout: float | Timeout | None = None
    retry: Retry = field(default_factory=Retry)
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    bill_to: str | None = None
    route: Route | None = None
    unsupported: Unsupported = "refuse"

    def __post_init__(self) -> None:
        for name in ("model", "base_url", "bill_to"):
            value = getattr(self, name)
            if value is not None and (not isinstance(value, str) or not value.strip()):
                raise InvalidInput(f"{name} must be a non-empty string, got {value!r}; leave it out if there is none.")
        if not isinstance(self.provider, (str, Provider, type(None))):
            raise InvalidInput(f"provider must be a name or a Provider, got {self.provider!r}.")
        if self.base_url is not None:
            check_url(self.base_url, "base_url")
            if is_url(self.model):
                raise InvalidInput(
                    f"model={self.model!r} is a URL, and base_url is given too: pass the URL as base_url and the "
                    "model's name as model."
                )
        elif is_url(self.model):
            check_url(self.model or "", "model")
        Timeout.of(self.timeout, stream=False)

    def without_secrets(self) -> Settings:
        """What may be pickled: no key, and no header that may hold one."""
        kept = {name: value for name, value in self.headers.items() if not _SECRET_HEADER.search(name)}
        lost = self.key_lost or isinstance(self.key, Secret) or len(kept) < len(self.headers)
        return replace(self, key=None if isinstance(self.key, Secret) else self.key, headers=kept, key_lost=lost)

    def with_options(self, options: RequestOptions | None) -> Settings:
        """The settings of one call."""
        if options is None:
            return self
        return replace(
            self,
            timeout=self.timeout if options.timeout is None else options.timeout,
            retry=self.retry if options.retry is None else Retry.of(options.retry),
            headers={**self.headers, **clean_headers(options.headers)} if options.headers else self.headers,
            unsupported=options.unsupported or self.unsupported,
            route=options.route or self.route,
        )


def is_url(value: str | None) -> bool:
    """Whether a model or provider argument is a URL."""
    return value is not None and value.startswith(("http://", "https://"))


def check_url(url: str, argument: str) -> None:
    """Refuse what cannot be called, or would leak."""
    parts = urlsplit(url) if is_url(url) else None
    if parts is None or not parts.hostname:
        raise InvalidInput(f"{argument}={url!r} is no http or https URL; write it out, as http://localhost:8080.")
    if parts.username or parts.password:
        raise InvalidInput(f"{argument} holds a user or password; pass the key as api_key= instead.")


def clean_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Header names in lower case, values checked for what would break the request (RFC 9110, 5.5)."""
    clean: dict[str, str] = {}
    for name, value in (headers or {}).items():
        if not isinstance(name, str) or not isinstance(value, str) or any(char in "\r\n\0" for char in name + value):
            raise InvalidInput(f"header {name!r} must be text without line breaks.")
        clean[name.strip().lower()] = value
    return clean


def read_key(token: str | bool | None, api_key: str | bool | None) -> Secret | bool | None:
    """The key that was passed: a `Secret`, `False` for none, or `None` for what the environment gives."""
    if token is not None and api_key is not None:
        raise InvalidInput("token and api_key are two names for the same thing; pass one of them.")
    value = token if token is not None else api_key
    if value is True:
        raise InvalidInput(
            "token=True is not supported: leave it out to use the machine's Hub token, or pass a string."
        )
    if value is not None and not isinstance(value, (str, bool)):
        raise InvalidInput(f"token must be a string, False or None, got {type(value).__name__}.")
    if isinstance(value, str) and value.strip():
        return Secret(value.strip())
    return None if value is None else False


class State:
    """What calls of one client share: the retry budget and the Hub's answers, both bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._budget = 10.0
        self.models: dict[tuple[str, int, str], tuple[float, ModelInfo]] = {}
        self.recommended: tuple[float, dict[str, str]] | None = None

    def spend_retry(self) -> bool:
        """Take a retry from the budget, where there is one left."""
        with self._lock:
            if self._budget < 1:
                return False
            self._budget -= 1
            return True

    def succeeded(self) -> None:
        """Give a tenth of a retry back."""
        if self._budget < 10:
            with self._lock:
                self._budget = min(10.0, self._budget + 0.1)


def warn(message: str) -> None:
    """Tell the caller that something works, but not as one might think."""
    from ._log import logger

    logger.warning(message)
    warnings.warn(message, InferlinkWarning, stacklevel=2)
