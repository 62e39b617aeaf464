"""Every error status, with each form of `Retry-After` and of rate limits, for what is cheap and what is dear."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from faults import ok
from resilience.fault import JITTER, Fault, Wait, ask, draw, listen
from resilience.site import HELLO, ends, failure, good, json_ok, sends

from inferlink import errors
from inferlink.errors import (
    APIStatusError,
    ContextTooLong,
    EndpointPaused,
    InternalServerError,
    ModelLoading,
    Overloaded,
    QuotaExceeded,
    RateLimitError,
)
from inferlink.options import Timeout

if TYPE_CHECKING:
    from resilience.site import Site

STATUSES: dict[int, type[APIStatusError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: QuotaExceeded,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    405: APIStatusError,
    408: APIStatusError,
    409: errors.ConflictError,
    413: APIStatusError,
    415: APIStatusError,
    422: errors.UnprocessableEntityError,
    424: APIStatusError,
    429: RateLimitError,
    500: InternalServerError,
    501: InternalServerError,
    502: Overloaded,
    503: Overloaded,
    504: Overloaded,
    529: Overloaded,
}
PASSING = {408, 429, 502, 503, 504, 529}
"""These say that the server has not begun, or could not finish for reasons of its own."""

NOON = "Wed, 25 Nov 2026 12:00:00 GMT"
ASKED: dict[str, tuple[tuple[str, ...], float | None]] = {
    "in seconds": (("retry-after: 7",), 7.0),
    "in milliseconds": (("retry-after-ms: 1500", "retry-after: 9"), 1.5),
    "as a date": ((f"date: {NOON}", "retry-after: Wed, 25 Nov 2026 12:00:30 GMT"), 30.0),
    "as a date, by a clock that is years behind": (
        ("date: Thu, 01 Jan 2004 00:00:00 GMT", "retry-after: Thu, 01 Jan 2004 00:00:20 GMT"),
        20.0,
    ),
    "as a date, by a clock that is years ahead": (
        ("date: Fri, 01 Jan 2049 00:00:00 GMT", "retry-after: Fri, 01 Jan 2049 00:01:00 GMT"),
        60.0,
    ),
    "as a date that has passed": ((f"date: {NOON}", "retry-after: Wed, 25 Nov 2026 11:00:00 GMT"), 0.0),
    "in rubbish": (("retry-after: soon",), None),
    "in a negative number": (("retry-after: -5",), None),
}
"""Ways of `Retry-After`, and the seconds they mean."""

LIMITS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "in seconds": (("x-ratelimit-reset: 12",), 12.0),
    "of the window that is spent": (
        (
            "x-ratelimit-remaining-requests: 0",
            "x-ratelimit-reset-requests: 6m0s",
            "x-ratelimit-remaining-tokens: 149984",
            "x-ratelimit-reset-tokens: 1s",
        ),
        360.0,
    ),
    "of two windows that are spent": (
        (
            "x-ratelimit-remaining-requests: 0",
            "x-ratelimit-reset-requests: 120ms",
            "x-ratelimit-remaining-tokens: 0",
            "x-ratelimit-reset-tokens: 1m2.5s",
        ),
        62.5,
    ),
    "of windows that all have something left": (
        ("x-ratelimit-remaining-tokens: 37", "x-ratelimit-reset-tokens: 6m0s"),
        None,
    ),
    "in unix time": ((f"date: {NOON}", "x-ratelimit-reset: 1795608015"), 15.0),
    "in unix time, milliseconds": ((f"date: {NOON}", "x-ratelimit-reset: 1795608015500"), 15.5),
    "in unix time that has passed": ((f"date: {NOON}", "x-ratelimit-reset: 1795607000"), None),
    "in RFC 3339": (
        (
            f"date: {NOON}",
            "anthropic-ratelimit-requests-remaining: 0",
            "anthropic-ratelimit-requests-reset: 2026-11-25T12:00:45Z",
        ),
        45.0,
    ),
    "by the draft": (("ratelimit-limit: 100", "ratelimit-remaining: 0", "ratelimit-reset: 50"), 50.0),
    "by the draft of one header": (('ratelimit: "api";r=0;t=55, "day";r=900;t=40000',), 55.0),
    "in rubbish": (("x-ratelimit-reset: soon", "ratelimit: lots"), None),
    "beside Retry-After": (("retry-after: 3", "x-ratelimit-reset: 12"), 3.0),
}
"""Rate-limit headers of a 429, and the seconds they mean."""


PATIENT = Timeout(connect=20, pool=20, first_byte=600, idle=20)
"""No single wait may be longer than that for the first byte."""


def waits_for(seconds: float | None) -> tuple[Wait, ...]:
    return JITTER if seconds is None else (seconds, seconds)


def refused(status: int, *headers: str, name: str, repeats: bool, seconds: float | None = None, **more: Any) -> Fault:
    """A row of an error that comes again as often as it is asked."""
    return Fault(
        name=name,
        steps=(sends(failure(status, *headers)),),
        error=STATUSES[status],
        words="No.",
        shows={"status": status, "retry_after": seconds},
        retryable=status in PASSING,
        requests=3 if repeats else 1,
        waits=waits_for(seconds) if repeats else (),
        **{"timeout": PATIENT, **more},
    )


def rows_of(status: int) -> list[Fault]:
    """What is cheap is repeated when it may pass; what is dear only when the server says that it has not begun."""
    passing = status in PASSING
    return [
        refused(status, name=f"{status}", repeats=passing),
        refused(status, name=f"{status} for a stream", use=listen, repeats=passing),
        refused(status, "retry-after: 7", name=f"{status} with Retry-After", seconds=7.0, repeats=passing),
        refused(status, name=f"{status} for what is dear", use=draw, repeats=status == 429),
        refused(
            status,
            "retry-after: 7",
            name=f"{status} with Retry-After for what is dear",
            use=draw,
            seconds=7.0,
            repeats=status in (429, 503),
        ),
    ]


def at_once(name: str, reply: bytes, error: type[APIStatusError], status: int, **more: Any) -> Fault:
    """A row of an error that is not repeated."""
    return Fault(name=name, steps=(sends(reply),), error=error, **{"shows": {"status": status}, **more})


def again(name: str, *replies: bytes, waits: tuple[Wait, ...]) -> Fault:
    """A row of errors that pass."""
    steps = (*map(sends, replies), good)
    return Fault(name=name, steps=steps, result=HELLO, requests=len(steps), waits=waits)


def moved(status: int, location: str) -> bytes:
    return ok(b"", f"location: {location}", status=f"{status} Moved")


def ask_until_the_budget_is_spent(client: Any, site: Site) -> str:
    """Five calls take the ten retries that a client has."""
    for _ in range(5):
        with suppress(Overloaded):
            ask(client)
    return ask(client)


LOADING = failure(503, message="Model m is currently loading")
WAKING = json_ok({"error": "Model m is currently loading", "estimated_time": 12.5}, status="503 No")
SLEEPING = json_ok({"error": "Model m is currently loading", "estimated_time": 600}, status="503 No")
PAGE = ok(b"<html><title>502 Bad Gateway</title></html>", "content-type: text/html", status="502 Bad Gateway")
OUT_OF_CREDIT = failure(429, message="You exceeded your current quota.", code="insufficient_quota")
SPENT = {"error": Overloaded, "shows": {"status": 503}, "retryable": True}

ROWS = [
    *(row for status in STATUSES for row in rows_of(status)),
    *(
        refused(status, *headers, name=f"{status} with Retry-After {how}", seconds=seconds, repeats=True)
        for status in sorted(PASSING)
        for how, (headers, seconds) in ASKED.items()
    ),
    *(
        refused(
            status, "retry-after: 86400", name=f"{status} with Retry-After of a day", seconds=86400.0, repeats=False
        )
        for status in sorted(PASSING)
    ),
    *(
        refused(429, *headers, name=f"429 with a rate limit {how}", seconds=seconds, repeats=True)
        for how, (headers, seconds) in LIMITS.items()
    ),
    refused(503, "x-ratelimit-reset: 12", name="503 with a rate limit", repeats=True),
    refused(429, "x-ratelimit-reset: 24h", name="429 with a rate limit for a day", seconds=86400.0, repeats=False),
    refused(
        429,
        "retry-after: 7",
        name="429 beyond the deadline",
        seconds=7.0,
        repeats=False,
        timeout=Timeout(connect=20, pool=20, first_byte=20, idle=20, total=6),
    ),
    again("429 that passes", failure(429, "retry-after: 7"), waits=(7,)),
    again("502 and 503 that pass", failure(502), failure(503), waits=JITTER),
    again("model loading", LOADING, waits=((0.5, 1.0),)),
    again(
        "model loading for long", *[LOADING] * 8, waits=tuple((min(5, 0.5 * 1.5**n), min(5, 1.5**n)) for n in range(8))
    ),
    again("model loading with an estimate", WAKING, waits=(12.5,)),
    at_once(
        "model loading beyond the first byte",
        SLEEPING,
        ModelLoading,
        503,
        shows={"status": 503, "retry_after": 600.0},
        retryable=True,
    ),
    Fault(
        name="retry budget spent",
        steps=(sends(failure(503)),),
        use=ask_until_the_budget_is_spent,
        requests=16,
        attempts=1,
        waits=JITTER * 5,
        **SPENT,
    ),
    at_once("context too long", failure(400, code="context_length_exceeded"), ContextTooLong, 400),
    at_once("no credit in a 429", OUT_OF_CREDIT, QuotaExceeded, 429),
    at_once("endpoint paused", failure(400, message="The endpoint is paused"), EndpointPaused, 400),
    at_once("error without a body", ok(status="418 No"), APIStatusError, 418, words="answered 418 without a message"),
    at_once("status out of range", failure(999), InternalServerError, 999, words="No."),
    Fault(
        name="web page of a gateway",
        steps=(sends(PAGE),),
        error=Overloaded,
        words="a web page: 502 Bad Gateway",
        shows={"status": 502},
        retryable=True,
        requests=3,
        waits=JITTER,
    ),
    at_once(
        "error in an unknown encoding",
        ok(b"\x8b", "content-encoding: br", status="401 No"),
        errors.AuthenticationError,
        401,
    ),
    Fault(
        name="error whose body is cut",
        steps=(ends(failure(500)[:-9]),),
        error=errors.APIConnectionError,
        words="cut the reply",
        retryable=True,
    ),
    Fault(
        name="redirect within the origin",
        steps=(sends(moved(307, "/v1/chat/completions")), good),
        result=HELLO,
        requests=2,
    ),
    at_once("redirect to another origin", moved(307, "http://elsewhere.test/v1/chat/completions"), APIStatusError, 307),
    at_once("redirect that would change the method", moved(303, "/v1/chat/completions"), APIStatusError, 303),
    at_once("redirect to nowhere", moved(308, "http://[::1"), APIStatusError, 308),
    at_once("redirects without end", moved(308, "/v1/chat/completions"), APIStatusError, 308, requests=6, attempts=1),
]
