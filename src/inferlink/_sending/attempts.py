"""One request with its retries, and the download of what a reply or a caller points to."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from .._auth import is_loopback, secrets_in
from .._log import logger
from .._media.inputs import read_media
from .._replies.failure import error_from_reply, reword
from .._replies.retry_after import retry_after
from .._urls import is_url, shown
from ..errors import (
    APIConnectionError,
    APIStatusError,
    InferenceError,
    InferenceTimeoutError,
    InternalServerError,
    InvalidInput,
    RateLimitError,
    ResponseShapeError,
)
from .body import is_used_up
from .effects import Flow, send, sleep
from .lane import paced
from .patience import NONE as NOT_ASKED
from .wire import Reply, Request

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from .._hooks.observer import Observer
    from .._media.saving import Saved
    from .._settings import State
    from ..options import Retry
    from .call import Call
    from .clock import Clock
    from .patience import Patience

__all__ = ["Cost", "Download", "attempt", "delay_before", "download", "is_private", "may_repeat"]

Cost: TypeAlias = "Literal['free', 'keyed', 'cheap', 'costly']"
"""free: it changes nothing, and what it asks for is paid for already, as the poll of a job. keyed: its key tells the
server that it has the request already."""

_DOWNLOAD_LIMIT = 1 << 30


def attempt(
    request: Request,
    *,
    retry: Retry,
    cost: Cost,
    state: State,
    patience: Patience = NOT_ASKED,
    observer: Observer | None = None,
) -> Flow[Reply]:
    """Make a request until it succeeds, may not be repeated, or no time is left.

    A server that is not ready is waited for as `patience` says, and that counts as no retry. No single wait is longer
    than what is left of the deadline or, without one, than the time for the first byte.
    """
    retries = waits = made = 0
    url = request.url.partition("?")[0]
    while True:
        made += 1
        failure: InferenceError
        if observer is not None:
            yield from observer.requesting(request, made)
        try:
            reply = yield from send(request)
        except APIConnectionError as error:
            failure = error
        except InferenceError as error:
            error.attempts, error.url = made, url
            raise
        else:
            logger.debug("%s %s -> %d", request.method, url, reply.status)
            if reply.status < 300:
                state.succeeded()
                reply.attempts = made
                return reply
            failure = error_from_reply(reply.status, reply.headers, reply.body)
        failure.attempts, failure.url = made, url
        _hide_secrets(failure, request)
        if is_used_up(request.body):
            raise failure
        wait = patience.waits(failure, request.clock)
        if not wait and (retries >= retry.attempts or not may_repeat(failure, cost)):
            raise failure
        if isinstance(failure, APIConnectionError) and failure.stage == "stale" and retries == 0:
            retries += 1  # the server had closed a kept connection: at once, and not counted as trouble
            if observer is not None:
                yield observer.retrying(failure, 0.0, "retry", request.clock.remaining())
            continue
        delay = patience.delay(failure, waits) if wait else delay_before(failure, retry, retries)
        delay = paced(delay, failure.retry_after)
        if delay >= _longest_wait(request.clock) or not (wait or state.spend_retry()):
            raise failure
        if wait:
            waits += 1
            patience.tell(failure, request.clock, delay)
        else:
            retries += 1
        logger.info("%s %s again in %.1f s: %s", request.method, url, delay, failure.message)
        if observer is not None:
            yield observer.retrying(failure, delay, "wait" if wait else "retry", request.clock.remaining())
        yield from sleep(delay)


def _hide_secrets(failure: InferenceError, request: Request) -> None:
    """Take out of an error what it quotes of the request's own secrets."""
    for secret in secrets_in(request.headers, request.url):
        reword(failure, failure.message.replace(secret, "***"))
        for encoding in ("latin-1", "utf-8"):  # as a header has it, and as JSON has it
            failure.body = failure.body and failure.body.replace(secret.encode(encoding, "replace"), b"***")


def _longest_wait(clock: Clock) -> float:
    left = clock.remaining()
    left = clock.timeout.first_byte if left is None else left
    return float("inf") if left is None else left


def may_repeat(failure: InferenceError, cost: Cost) -> bool:
    """Whether repeating can help, and cannot be billed twice where that is dear."""
    if isinstance(failure, InferenceTimeoutError):
        return failure.clock == "connect"
    if cost in ("free", "keyed"):
        # 409: the first attempt is still under way,
        # https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
        passing = isinstance(failure, InternalServerError) and failure.status != 501
        return failure.retryable or passing or (cost == "keyed" and failure.status == 409)
    if isinstance(failure, APIConnectionError):
        return failure.retryable and (failure.stage == "connect" or (failure.stage == "stale" and cost == "cheap"))
    if not isinstance(failure, APIStatusError) or not failure.retryable:
        return False
    asks = retry_after(failure.headers) is not None
    return cost == "cheap" or isinstance(failure, RateLimitError) or (failure.status == 503 and asks)


def delay_before(failure: InferenceError, retry: Retry, retries: int) -> float:
    """Seconds to wait: what the server asks, else full jitter below a bound that doubles."""
    if failure.retry_after is not None:
        return failure.retry_after
    return random.uniform(0, min(retry.maximum, retry.base * 2**retries))


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes that were fetched, and what the server says they are."""

    data: bytes
    mime: str | None
    saved: Saved | None = None
    """The file that has them, in place of `data`."""


def download(url: str, call: Call, *, private: bool, save_to: Path | None = None) -> Flow[Download]:
    """Fetch what a reply or a caller points to, without any credential; again after whatever may pass.

    Args:
        url: An http, https or data URL (RFC 2397).
        call: The call that wants it.
        private: Whether addresses that are not public are allowed: where the caller names the URL, or calls such a
            server anyway.
        save_to: Where media are written, in place of being read into memory.
    """
    if url[:5].lower() == "data:":
        return _inline(url)
    if not is_url(url):
        raise ResponseShapeError(f"{shown(url)[:80]!r} is no http, https or data URL: there is nothing to download.")
    request = Request(
        "GET", url, {"accept": "*/*"}, call.clock, public_only=not private, limit=_DOWNLOAD_LIMIT, save_to=save_to
    )
    try:
        reply = yield from attempt(request, retry=call.settings.retry, cost="free", state=call.state)
    except (APIConnectionError, APIStatusError) as error:
        reword(error, f"The download of {url.partition('?')[0]} failed: {error.message}")
        raise
    mime = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Download(reply.body, mime or None, reply.saved)


def is_private(url: str) -> bool:
    """Whether a target is on this machine or a private network, by its literal host."""
    import ipaddress

    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return is_loopback(host)


def _inline(url: str) -> Download:
    try:
        media = read_media(url, "file", "the result")
    except InvalidInput as error:
        raise ResponseShapeError(error.message) from None
    if media.source is None:
        raise RuntimeError("a data URL has its data in it")
    with media.source.open() as file:
        return Download(file.read(), media.mime)
