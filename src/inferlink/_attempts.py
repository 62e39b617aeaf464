"""One request with its retries, and the download of what a reply or a caller points to."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from ._auth import is_loopback
from ._effects import Flow, send, sleep
from ._failure import error_from_reply, retry_after
from ._log import logger
from ._wire import Reply, Request
from .errors import (
    APIConnectionError,
    APIStatusError,
    InferenceError,
    InferenceTimeoutError,
    InvalidInput,
    ModelLoading,
    RateLimitError,
    ResponseShapeError,
)

if TYPE_CHECKING:
    from typing import Literal

    from ._clock import Clock
    from ._settings import State
    from .options import Retry

__all__ = ["Download", "attempt", "download"]

_DOWNLOAD_LIMIT = 1 << 30


def attempt(request: Request, *, retry: Retry, cost: Literal["cheap", "costly"], state: State) -> Flow[Reply]:
    """Make a request until it succeeds, may not be repeated, or no time is left.

    A loading model is waited for within the time for the first byte, and counts as no retry.
    """
    retries = made = 0
    while True:
        made += 1
        failure: InferenceError
        try:
            reply = yield from send(request)
        except APIConnectionError as error:
            failure = error
        else:
            logger.debug("%s %s -> %d", request.method, request.url.partition("?")[0], reply.status)
            if reply.status < 300:
                state.succeeded()
                reply.attempts = made
                return reply
            failure = error_from_reply(reply.status, reply.headers, reply.body)
        failure.attempts = made
        loading = isinstance(failure, ModelLoading) and _may_wait(request.clock)
        if not loading and (retries >= retry.attempts or not _may_repeat(failure, cost)):
            raise failure
        delay = _delay(failure, retry, retries)
        left = request.clock.remaining()
        if (left is not None and delay >= left) or not (loading or state.spend_retry()):
            raise failure
        retries += 0 if loading else 1
        logger.info("%s %s again in %.1f s: %s", request.method, request.url.partition("?")[0], delay, failure.message)
        yield from sleep(delay)


def _may_wait(clock: Clock) -> bool:
    limit = clock.timeout.first_byte
    return limit is None or clock.elapsed() < limit


def _may_repeat(failure: InferenceError, cost: Literal["cheap", "costly"]) -> bool:
    """Whether repeating can help, and cannot be billed twice where that is dear."""
    if isinstance(failure, InferenceTimeoutError):
        return failure.clock == "connect"
    if isinstance(failure, APIConnectionError):
        return failure.stage == "connect" or (failure.stage == "stale" and cost == "cheap")
    if not isinstance(failure, APIStatusError) or not failure.retryable:
        return False
    return cost == "cheap" or isinstance(failure, RateLimitError) or (failure.status == 503 and _asks(failure))


def _asks(failure: InferenceError) -> bool:
    return retry_after(failure.headers) is not None


def _delay(failure: InferenceError, retry: Retry, retries: int) -> float:
    """Seconds to wait: what the server asks, else full jitter below a bound that doubles."""
    if failure.retry_after is not None:
        return failure.retry_after
    if isinstance(failure, ModelLoading):
        return random.uniform(1, 2) * (retry.base or 1)  # no secret
    return random.uniform(0, min(retry.maximum, retry.base * 2**retries))  # no secret


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes that were fetched, and what the server says they are."""

    data: bytes
    mime: str | None


def download(url: str, clock: Clock, *, private: bool) -> Flow[Download]:
    """Fetch a file without any credential.

    Args:
        url: An http, https or data URL (RFC 2397).
        clock: The clock of the call.
        private: Whether addresses that are not public are allowed: where the caller names the URL, or calls such a
            server anyway.
    """
    if url.startswith("data:"):
        return _data_url(url)
    if urlsplit(url).scheme not in ("http", "https"):
        raise ResponseShapeError(f"{url[:80]!r} is no http, https or data URL; nothing can be downloaded from it.")
    request = Request("GET", url, {"accept": "*/*"}, clock, public_only=not private, limit=_DOWNLOAD_LIMIT)
    reply = yield from send(request)
    if reply.status >= 300:
        error = error_from_reply(reply.status, reply.headers, reply.body)
        error.message = f"The download of {url.partition('?')[0]} failed: {error.message}"
        raise error
    mime = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Download(reply.body, mime or None)


def is_private(url: str) -> bool:
    """Whether a target is on this machine or a private network, by its literal host."""
    import ipaddress

    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return is_loopback(host)


def _data_url(url: str) -> Download:
    head, comma, content = url[5:].partition(",")
    if not comma:
        raise InvalidInput("a data: URL needs a comma before its content (RFC 2397).")
    data = base64.b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
    return Download(data, head.partition(";")[0] or None)
