"""Faults of a stream: cut, stalled, without an end, rubbish, and errors in every dialect, at once or in its middle."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from faults import chunk, head, ok
from resilience.fault import Fault, Use, listen
from resilience.site import (
    END,
    PIECES,
    STREAM_HEAD,
    delta,
    ends,
    event,
    json_lines,
    json_ok,
    ollama,
    resets,
    sends,
    stalls,
    stream,
    tgi,
    trickles,
)

from inferlink import errors
from inferlink.errors import InferenceError, InferenceTimeoutError, ResponseShapeError, StreamBroken
from inferlink.options import Timeout

if TYPE_CHECKING:
    from resilience.site import Site

HALF, WHOLE = PIECES[0], "Hello there."
NOTHING = ""
IDLE = Timeout(connect=20, pool=20, first_byte=20, idle=0.05)
TOTAL = Timeout(connect=20, pool=20, first_byte=20, idle=20, total=0.5)
BROKEN: dict[str, Any] = {"use": listen, "error": StreamBroken, "shows": {"stage": "sent"}, "retryable": True}
LATE: dict[str, Any] = {"use": listen, "error": InferenceTimeoutError, "retryable": True}
WRONG: dict[str, Any] = {"use": listen, "error": ResponseShapeError}
PLAIN_HEAD = head("content-type: text/event-stream", "connection: close")


def generate(client: Any, _: Site) -> str:
    """A streamed text generation."""
    return "".join(client.text_generation("Hi", model="m", stream=True))


def gathered(client: Any, _: Site) -> str:
    """A stream of which only the finished output is wanted."""
    return client.chat_completion("Hi", model="m", stream=True).result().choices[0].message.content


def leave_early(client: Any, _: Site) -> str:
    """A stream that the caller leaves after its first piece."""
    with client.chat_completion("Hi", model="m", stream=True) as opened:
        return next(opened).choices[0].delta.content


def drop_unread(client: Any, _: Site) -> None:
    """A stream that nobody reads."""
    client.chat_completion("Hi", model="m", stream=True)


def fine(name: str, reply: bytes, **more: Any) -> Fault:
    """A row of something unusual that is no fault."""
    return Fault(name=name, steps=(sends(reply),), use=listen, result=WHOLE, **more)


CUTS = [
    Fault(name="stream cut before the first event", steps=(ends(STREAM_HEAD),), partial=NOTHING, **BROKEN),
    Fault(name="stream cut after an event", steps=(ends(stream(HALF, end=b"")),), partial="Hello ", **BROKEN),
    Fault(
        name="stream cut inside an event",
        steps=(ends(STREAM_HEAD + chunk(HALF) + chunk(PIECES[1][:40])),),
        partial="Hello ",
        **BROKEN,
    ),
    Fault(name="stream reset after an event", steps=(resets(stream(HALF, end=b"")),), partial="Hello ", **BROKEN),
    Fault(name="stream ended properly before any event", steps=(sends(stream()),), partial=NOTHING, **BROKEN),
    Fault(name="stream ended properly without its end", steps=(sends(stream(HALF)),), partial="Hello ", **BROKEN),
    Fault(
        name="stream without a length ended without its end",
        steps=(ends(PLAIN_HEAD + HALF),),
        partial="Hello ",
        **BROKEN,
    ),
    Fault(
        name="result of a cut stream",
        steps=(ends(stream(HALF, end=b"")),),
        partial="Hello ",
        **{**BROKEN, "use": gathered},
    ),
    fine("end mark without a finish reason", stream(delta("Hello "), delta("there."), PIECES[3])),
    fine("finish reason without an end mark", stream(*PIECES[:3])),
    Fault(
        name="stream cut after its finish reason", steps=(ends(stream(*PIECES[:3], end=b"")),), use=listen, result=WHOLE
    ),
    Fault(
        name="stream that stalls after its end mark",
        steps=(stalls(stream(*PIECES, end=b"")),),
        use=listen,
        result=WHOLE,
        timeout=IDLE,
    ),
    Fault(name="stream left early", steps=(stalls(stream(HALF, end=b"")),), use=leave_early, result="Hello "),
    Fault(name="stream dropped unread", steps=(stalls(stream(HALF, end=b"")),), use=drop_unread),
    Fault(
        name="answer without a body where a stream was asked for",
        steps=(sends(b"HTTP/1.1 204 No Content\r\n\r\n"),),
        partial=NOTHING,
        **BROKEN,
    ),
]

CLOCKS = [
    Fault(
        name="stream stalls before the first event",
        steps=(stalls(STREAM_HEAD),),
        timeout=IDLE,
        shows={"clock": "idle", "received": len(STREAM_HEAD)},
        partial=NOTHING,
        **LATE,
    ),
    Fault(
        name="stream stalls after an event",
        steps=(stalls(stream(HALF, end=b"")),),
        timeout=IDLE,
        shows={"clock": "idle", "received": len(stream(HALF, end=b"")), "attempts": 1},
        partial="Hello ",
        **LATE,
    ),
    Fault(
        name="result of a stream that stalls",
        steps=(stalls(stream(HALF, end=b"")),),
        timeout=IDLE,
        shows={"clock": "idle"},
        partial="Hello ",
        **{**LATE, "use": gathered},
    ),
    Fault(
        name="stream trickles comments until the deadline",
        steps=(trickles(stream(HALF, end=b""), chunk(b": ping\n\n")),),
        timeout=TOTAL,
        shows={"clock": "total"},
        partial="Hello ",
        **LATE,
    ),
    Fault(
        name="stream trickles single bytes until the deadline",
        steps=(trickles(stream(HALF, event("")[:6], end=b""), chunk(b"x")),),
        timeout=TOTAL,
        shows={"clock": "total"},
        partial="Hello ",
        **LATE,
    ),
]

RUBBISH = [
    Fault(name="event that is no JSON", steps=(sends(stream(HALF, event("{nonsense"))),), partial="Hello ", **WRONG),
    Fault(
        name="event of another shape",
        steps=(sends(stream(HALF, event({"choices": "none"}))),),
        partial="Hello ",
        **WRONG,
    ),
    Fault(name="event that is a list", steps=(sends(stream(HALF, event([1]))),), partial="Hello ", **WRONG),
    Fault(
        name="event of eleven megabytes",
        steps=(sends(stream(HALF, event("x" * 11_000_000))),),
        words="larger than the limit of 10485760 bytes",
        partial="Hello ",
        **WRONG,
    ),
    Fault(
        name="compression bomb in a stream",
        steps=(
            sends(
                ok(gzip.compress(event("x" * 50_000_000)), "content-type: text/event-stream", "content-encoding: gzip")
            ),
        ),
        words="larger than the limit of 10485760 bytes",
        partial=NOTHING,
        **WRONG,
    ),
    Fault(
        name="web page where a stream was asked for",
        steps=(sends(ok(b"<html>Hi</html>\n\n", "content-type: text/html")),),
        partial=NOTHING,
        **WRONG,
    ),
    fine(
        "comments, unknown fields and blank events",
        stream(b": hi\n\n", b"id: 1\nretry: 9\nfoo: bar\n\n", b"data:\n\n", *PIECES),
    ),
    fine("carriage returns", stream(*(piece.replace(b"\n", b"\r\n") for piece in PIECES))),
    fine("one byte a chunk", STREAM_HEAD + b"".join(chunk(bytes([byte])) for byte in b"".join(PIECES)) + END),
    fine(
        "compressed stream",
        ok(gzip.compress(b"".join(PIECES)), "content-type: text/event-stream", "content-encoding: gzip"),
    ),
]

# The same failure in the words of each server, by class; all of them are told inside a 200.
DIALECTS: dict[str, tuple[object, type[InferenceError], int]] = {
    "OpenAI": (
        {"error": {"message": "No.", "type": "rate_limit_error", "code": "rate_limit_exceeded"}},
        errors.RateLimitError,
        429,
    ),
    "llama.cpp": (
        {"error": {"code": 400, "message": "No.", "type": "exceed_context_size_error"}},
        errors.ContextTooLong,
        400,
    ),
    "vLLM": (
        {"error": {"object": "error", "message": "No.", "type": "BadRequestError", "code": 400}},
        errors.BadRequestError,
        400,
    ),
    "LiteLLM": ({"error": {"message": "No.", "type": "None", "param": "None", "code": "503"}}, errors.Overloaded, 503),
    "Ollama": ({"error": "No."}, errors.InternalServerError, 500),
    "TGI": ({"error": "No.", "error_type": "overloaded"}, errors.RateLimitError, 429),
    "TGI generation": ({"error": "No.", "error_type": "generation"}, errors.APIStatusError, 424),
    "Anthropic": ({"type": "error", "error": {"type": "overloaded_error", "message": "No."}}, errors.Overloaded, 529),
    "FastAPI": ({"detail": "No."}, errors.InternalServerError, 500),
}
RETRYABLE = {429, 503, 529}


def told(name: str, steps: Any, dialect: str, **more: Any) -> Fault:
    _, error, status = DIALECTS[dialect]
    shows = {"status": status, "body": json.dumps(DIALECTS[dialect][0]).encode()}
    return Fault(name=name, steps=steps, error=error, words="No.", shows=shows, retryable=status in RETRYABLE, **more)


def rows_of(dialect: str) -> list[Fault]:
    data = DIALECTS[dialect][0]
    named = event(data, "event: error")
    return [
        told(f"error inside a 200 as {dialect} tells it", (sends(json_ok(data)),), dialect),
        told(
            f"error inside a 200 for a stream as {dialect} tells it",
            (sends(json_ok(data)),),
            dialect,
            use=listen,
            partial=NOTHING,
        ),
        told(
            f"error in the middle of a stream as {dialect} tells it",
            (sends(stream(HALF, event(data))),),
            dialect,
            use=listen,
            partial="Hello ",
        ),
        told(
            f"error event as {dialect} tells it",
            (sends(stream(HALF, named)),),
            dialect,
            use=listen,
            partial="Hello ",
        ),
    ]


def of_server(name: str, server: str, reply: bytes, error: type[InferenceError], use: Use, **more: Any) -> Fault:
    """A row of a server that streams in its own way."""
    return Fault(name=name, steps=(ends(reply),), client={"provider": server}, use=use, error=error, **more)


OWN_WAYS = [
    of_server(
        "error in the middle of Ollama's lines",
        "ollama",
        json_lines(ollama("Hello "), {"error": "No."}),
        errors.InternalServerError,
        listen,
        words="No.",
        partial="Hello ",
    ),
    of_server(
        "Ollama's lines cut",
        "ollama",
        json_lines(ollama("Hello "), end=b""),
        StreamBroken,
        listen,
        retryable=True,
        partial="Hello ",
    ),
    of_server(
        "Ollama's lines without their end",
        "ollama",
        json_lines(ollama("Hello ")),
        StreamBroken,
        listen,
        retryable=True,
        partial="Hello ",
    ),
    of_server(
        "error in the middle of TGI's stream",
        "tgi",
        stream(tgi("Hello "), event({"error": "No.", "error_type": "generation"})),
        errors.APIStatusError,
        generate,
        words="No.",
        partial="Hello ",
    ),
    of_server(
        "TGI's stream without its end",
        "tgi",
        stream(tgi("Hello ")),
        StreamBroken,
        generate,
        retryable=True,
        partial="Hello ",
    ),
]

ROWS = [*CUTS, *CLOCKS, *RUBBISH, *(row for dialect in DIALECTS for row in rows_of(dialect)), *OWN_WAYS]
