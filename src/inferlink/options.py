"""How a call behaves: time limits, retries and per-call options. All values are frozen and safe to share."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Literal

from .errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._job_handles import JobProgress

__all__ = ["RequestOptions", "Retry", "Route", "Timeout", "Unsupported", "Waiting"]

Route = Literal["hub", "direct"]
Unsupported = Literal["refuse", "drop"]


@dataclass(frozen=True, kw_only=True)
class Timeout:
    """The five clocks of a call, each in seconds; `None` switches a clock off.

    Args:
        connect: To open one connection, name look-up and TLS included.
        pool: To wait for a free connection when the pool is full.
        first_byte: From the end of the request to the first byte of the reply.
        idle: Between two reads of the reply, and for each write of the request. Any byte resets it.
        total: The whole call: retries, polling and downloads included.
    """

    connect: float | None = 10
    pool: float | None = 60
    first_byte: float | None = 600
    idle: float | None = 120
    total: float | None = None

    def __post_init__(self) -> None:
        for name in ("connect", "pool", "first_byte", "idle", "total"):
            value = getattr(self, name)
            if value is not None and not (is_number(value) and value > 0):
                raise InvalidInput(f"timeout: {name} must be a positive number of seconds or None, got {value!r}.")

    @classmethod
    def of(cls, value: float | Timeout | None, *, stream: bool) -> Timeout:
        """Read a plain number as the deadline of a unary call, or as first byte and idle of a stream."""
        if value is None:
            return cls()
        if isinstance(value, Timeout):
            return value
        return cls(first_byte=value, idle=value) if stream else cls(total=value)


@dataclass(frozen=True, kw_only=True)
class Retry:
    """When and how often a failed attempt is repeated.

    Args:
        attempts: Extra attempts after the first, 0 or more.
        base: Upper bound of the first wait, seconds; it doubles with each attempt (full jitter).
        maximum: Longest wait that is chosen here, seconds. A server's `Retry-After` or rate limit may ask for
            more.
    """

    attempts: int = 2
    base: float = 0.5
    maximum: float = 8.0

    def __post_init__(self) -> None:
        numbers = (self.attempts, self.base, self.maximum)
        if not all(is_number(number) and number >= 0 for number in numbers):
            raise InvalidInput(f"retry: attempts, base and maximum must be numbers from 0 up, got {numbers}.")

    @classmethod
    def of(cls, value: int | Retry | None) -> Retry:
        """Read a plain number as the number of extra attempts."""
        if value is None:
            return cls()
        return value if isinstance(value, Retry) else cls(attempts=value)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One event of `RequestOptions(on_wait=...)`: the server is not ready, and will be asked again.

    Attributes:
        reason: What it said, or why there is no connection.
        elapsed: Seconds since the call began.
        delay: Seconds until it is asked again.
    """

    reason: str
    elapsed: float
    delay: float


@dataclass(frozen=True, kw_only=True)
class RequestOptions:
    """Options of one call, given as `options=`; what is not set comes from the client.

    Args:
        timeout: Seconds, or a `Timeout`.
        retry: Extra attempts, or a `Retry`.
        headers: Extra HTTP headers; they go to the target only.
        unsupported: What to do with a parameter that the target refuses: raise, or drop it and say so in `.meta`.
        route: Through the Hub's router, or directly to the provider, whatever the key looks like.
        wait_until_ready: Whether, or how many seconds at most, to wait for a server that is starting or loading.
        on_wait: Called with a `Waiting` before each such wait. It must not block.
        on_progress: Called with a `JobProgress` for each state of a queued job; the first carries the job's handle,
            before any wait. It runs between two polls and must not block.
        repair: With `output=`: how often an answer that does not fit goes back to the model, with what is wrong with
            it. Each round costs a call; `.rejected` of the result has the answers before.
    """

    timeout: float | Timeout | None = None
    retry: int | Retry | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    unsupported: Unsupported | None = None
    route: Route | None = None
    wait_until_ready: bool | float | None = None
    on_wait: Callable[[Waiting], object] | None = None
    on_progress: Callable[[JobProgress], object] | None = None
    repair: int = 0

    def __post_init__(self) -> None:
        if not is_number(self.repair) or self.repair != int(self.repair) or self.repair < 0:
            raise InvalidInput(f"repair must be a whole number of rounds, from 0 up, got {self.repair!r}.")


def is_number(value: object) -> bool:
    """Whether it is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
