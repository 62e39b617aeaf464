"""When a server wants to be asked again: `Retry-After`, and the rate-limit headers of those that leave it out. Pure."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

__all__ = ["LONGEST", "read_number", "reset_after", "retry_after"]

LONGEST = 4e6
"""Longest wait, seconds: systems do not take any number, and Windows none above 2**32 ms (`threading.TIMEOUT_MAX`)."""
_EPOCH = 1e9
"""From here up a number is no number of seconds to wait but a Unix time, of 2001 or later."""
_EPOCH_MS = 1e12
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SPAN = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|[smhd]))+")
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhd])")
_PARAMETER = re.compile(r";\s*([rt])=([\d.]+)")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, `retry-after` (seconds or date, RFC 9110 10.2.3)."""
    millis = read_number(headers.get("retry-after-ms"))
    if millis is not None:
        return millis / 1000
    value = headers.get("retry-after")
    seconds = read_number(value)
    then = _date(value) if seconds is None else None
    return seconds if then is None else max(0.0, then.timestamp() - _now(headers))


def reset_after(headers: Mapping[str, str]) -> float | None:
    """Seconds until the rate limit that a 429 has met is over, by the headers that count its windows.

    A window that has something left was not the one. Of the others the longest counts; one that is over already, or
    that cannot be read, tells nothing.
    """
    return max((wait for left, wait in _windows(headers) if not left and wait and wait > 0), default=None)


def _windows(headers: Mapping[str, str]) -> Iterator[tuple[float | None, float | None]]:
    """What is left in each window, and the seconds until it begins anew, as far as the server tells.

    `x-ratelimit-reset-tokens: 6m0s` (https://platform.openai.com/docs/guides/rate-limits), `ratelimit-reset: 30`
    (draft-ietf-httpapi-ratelimit-headers-06), `anthropic-ratelimit-tokens-reset` with an RFC 3339 time
    (https://docs.anthropic.com/en/api/rate-limits), `x-ratelimit-reset` with a Unix time in seconds or milliseconds,
    and `ratelimit: "api";r=0;t=55` (https://huggingface.co/docs/hub/rate-limits).
    """
    for name, value in headers.items():
        if name == "ratelimit":
            for window in value.split(","):
                told = dict(_PARAMETER.findall(window))
                yield read_number(told.get("r")), read_number(told.get("t"))
        elif "ratelimit" in name and "reset" in name:
            yield read_number(headers.get(name.replace("reset", "remaining"))), _until(value.strip(), headers)


def _until(value: str, headers: Mapping[str, str]) -> float | None:
    """Seconds until a time that is written as any of the known forms; negative when it is over."""
    number = read_number(value)
    if number is not None:
        then = number / 1000 if number >= _EPOCH_MS else number
        return then - _now(headers) if number >= _EPOCH else number
    if _SPAN.fullmatch(value):
        return sum(float(count) * _UNITS[unit] for count, unit in _PART.findall(value))
    from datetime import UTC, datetime

    try:
        date = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - _now(headers)


def _now(headers: Mapping[str, str]) -> float:
    """The Unix time by the server's own clock, where it tells: this machine's may be wrong."""
    date = _date(headers.get("date"))
    if date is not None:
        return date.timestamp()
    import time

    return time.time()


def _date(value: str | None) -> datetime | None:
    from datetime import UTC

    try:
        date = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return date.replace(tzinfo=UTC) if date is not None and date.tzinfo is None else date


def read_number(value: object) -> float | None:
    """A number from 0 up, which may be written as text."""
    if not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) and number >= 0 else None
