"""Faults of a reply as bytes: stalls, trickles, resets, wrong lengths, bombs, encodings, and rubbish in a 200."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from faults import chunk, head, ok
from resilience.fault import Fault, embed, listen
from resilience.site import HELLO, chat, ends, resets, sends, stalls, trickles

from inferlink.errors import APIConnectionError, APIStatusError, InferenceTimeoutError, ResponseShapeError
from inferlink.options import Timeout

if TYPE_CHECKING:
    from faults import Peer
    from resilience.site import Site

LATE: dict[str, Any] = {"error": InferenceTimeoutError, "retryable": True}
FIRST_BYTE = Timeout(connect=20, pool=20, first_byte=0.05, idle=20)
IDLE = Timeout(connect=20, pool=20, first_byte=20, idle=0.05)
TOTAL = Timeout(connect=20, pool=20, first_byte=20, idle=20, total=0.5)
BROKEN: dict[str, Any] = {"error": APIConnectionError, "shows": {"stage": "sent"}, "retryable": True}
"""The server may have done the work, and been paid for it: the call is not repeated."""
WRONG: dict[str, Any] = {"error": ResponseShapeError}

WHOLE = json.dumps(chat()).encode()
JSON_HEAD = head("content-type: application/json", f"content-length: {len(WHOLE)}")
NOT_TAKEN: dict[str, Any] = {"requests": 0, "attempts": 1}
"""The server never read the whole request."""

SIZE = 16_000_000


def body(data: bytes, content_type: str = "application/json", *headers: str) -> bytes:
    return ok(data, f"content-type: {content_type}", *headers)


def upload(client: Any, _: Site) -> str:
    """More than what fits into the buffers between a client and a server that does not read."""
    return client.automatic_speech_recognition(bytes(SIZE), model="m").text


def reads_nothing(peer: Peer) -> bool:
    peer.server.stopping.wait()
    return False


def resets_early(peer: Peer) -> bool:
    """Take the beginning of a request, and reset."""
    peer.sock.recv(1000)
    peer.reset()
    return False


def refuses_early(peer: Peer) -> bool:
    """Answer when the beginning of a request has come, and close."""
    peer.sock.recv(1000)
    peer.send(body(b'{"error": {"message": "Too big."}}').replace(b"200 OK", b"413 Content Too Large"))
    return False


def cannot_be(name: str, data: bytes, words: str = "", **more: Any) -> Fault:
    """A row of a 200 whose body is not what the task must return; the error has it as it came."""
    return Fault(
        name=name, steps=(sends(body(data)),), words=words, shows={"status": 200, "body": data}, **WRONG, **more
    )


def not_http(name: str, data: bytes) -> Fault:
    return Fault(name=name, steps=(ends(data),), words="not HTTP/1.1", **BROKEN)


STALLS = [
    Fault(
        name="stall before the head",
        steps=(stalls(),),
        timeout=FIRST_BYTE,
        shows={"clock": "first_byte", "received": 0},
        **LATE,
    ),
    Fault(
        name="stall before the head of a stream",
        use=listen,
        steps=(stalls(),),
        timeout=FIRST_BYTE,
        shows={"clock": "first_byte", "received": 0},
        **LATE,
    ),
    Fault(
        name="stall inside the head",
        steps=(stalls(b"HTTP/1.1 200 OK\r\nx-a: 1\r\n"),),
        timeout=IDLE,
        shows={"clock": "idle", "received": 25},
        **LATE,
    ),
    Fault(
        name="stall after the head",
        steps=(stalls(JSON_HEAD),),
        timeout=IDLE,
        shows={"clock": "idle", "received": len(JSON_HEAD), "body": b""},
        **LATE,
    ),
    Fault(
        name="stall inside the body",
        steps=(stalls(JSON_HEAD + WHOLE[:9]),),
        timeout=IDLE,
        shows={"clock": "idle", "received": len(JSON_HEAD) + 9, "body": WHOLE[:9]},
        **LATE,
    ),
    Fault(
        name="stall until the deadline",
        steps=(stalls(),),
        timeout=TOTAL,
        shows={"clock": "total", "received": 0},
        **LATE,
    ),
    Fault(
        name="head trickles until the deadline",
        steps=(trickles(b"HTTP/1.1 200 OK\r\nx-a: ", b"y"),),
        timeout=TOTAL,
        shows={"clock": "total"},
        **LATE,
    ),
    Fault(
        name="body trickles until the deadline",
        steps=(trickles(head("content-length: 100000"), b" "),),
        timeout=TOTAL,
        shows={"clock": "total"},
        **LATE,
    ),
    Fault(
        name="chunks trickle until the deadline",
        steps=(trickles(head("transfer-encoding: chunked"), chunk(b" ")),),
        timeout=TOTAL,
        shows={"clock": "total"},
        **LATE,
    ),
    Fault(
        name="interim replies until the deadline",
        steps=(trickles(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),),
        timeout=TOTAL,
        shows={"clock": "total"},
        **LATE,
    ),
    Fault(
        name="upload that nobody reads",
        use=upload,
        site={"greeting": reads_nothing},
        timeout=IDLE,
        shows={"clock": "idle", "received": 0},
        **NOT_TAKEN,
        **LATE,
    ),
]

CUTS = [
    Fault(name="closed before the head", steps=(ends(),), words="closed the connection before it replied", **BROKEN),
    Fault(
        name="closed inside the head", steps=(ends(b"HTTP/1.1 200 OK\r\nx-a: 1"),), words="before it replied", **BROKEN
    ),
    Fault(name="closed after the head", steps=(ends(JSON_HEAD),), words=f"got 0 of {len(WHOLE)} bytes", **BROKEN),
    Fault(name="closed inside the body", steps=(ends(JSON_HEAD + WHOLE[:9]),), words="got 9 of", **BROKEN),
    Fault(name="reset before the head", steps=(resets(),), words="reset the connection", **BROKEN),
    Fault(
        name="reset before the head of a stream", use=listen, steps=(resets(),), words="reset the connection", **BROKEN
    ),
    Fault(
        name="reset inside the head",
        steps=(resets(b"HTTP/1.1 200 OK\r\nx-a: 1"),),
        words="reset the connection",
        **BROKEN,
    ),
    Fault(name="reset inside the body", steps=(resets(JSON_HEAD + WHOLE[:9]),), words="reset the connection", **BROKEN),
    Fault(
        name="upload reset",
        use=upload,
        site={"greeting": resets_early},
        words="the connection",
        **BROKEN,
        **NOT_TAKEN,
    ),
    Fault(
        name="upload answered early",
        use=upload,
        site={"greeting": refuses_early},
        **NOT_TAKEN,
        error=APIStatusError,
        words="Too big.",
        shows={"status": 413},
    ),
    Fault(name="length too long", steps=(ends(head("content-length: 9999") + WHOLE),), words="of 9999 bytes", **BROKEN),
    Fault(
        name="length too short",
        steps=(sends(head("content-type: application/json", "content-length: 20") + WHOLE),),
        shows={"body": WHOLE[:20]},
        **WRONG,
    ),
    Fault(
        name="chunks cut",
        steps=(ends(head("transfer-encoding: chunked") + chunk(WHOLE)),),
        words="unknown number",
        **BROKEN,
    ),
]

FRAMING = [
    not_http("another protocol", b"220 mail.test ESMTP\r\n\r\n"),
    not_http("binary in place of a head", b"\x16\x03\x01\x00\xff\r\n\r\n"),
    not_http("no line break for 200 kB", b"x" * 200_000),
    not_http("header too long", b"HTTP/1.1 200 OK\r\nx-a: " + b"y" * 200_000 + b"\r\n\r\n"),
    not_http("headers too many", b"HTTP/1.1 200 OK\r\n" + b"x-a: y\r\n" * 30_000 + b"\r\n"),
    not_http("header with a forbidden byte", b"HTTP/1.1 200 OK\r\nx-a: \x00\r\ncontent-length: 0\r\n\r\n"),
    not_http("header without a colon", b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"),
    not_http("two lengths", head("content-length: 5", "content-length: 6") + b"hello"),
    not_http("negative length", head("content-length: -1")),
    not_http("chunk size that is none", head("transfer-encoding: chunked") + b"zz\r\nhello\r\n"),
    not_http("chunk longer than its size", head("transfer-encoding: chunked") + b"2\r\nhello\r\n"),
    not_http("protocol switched unasked", b"HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n"),
    Fault(
        name="interim replies before a good one",
        steps=(sends(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + body(WHOLE)),),
        result=HELLO,
    ),
    Fault(name="reply to nothing behind the reply", steps=(sends(body(WHOLE) + body(b"{}")),), result=HELLO),
    Fault(
        name="gzip damaged",
        steps=(sends(body(b"no gzip", "application/json", "content-encoding: gzip")),),
        words="damaged",
        **WRONG,
    ),
    Fault(
        name="gzip cut",
        steps=(sends(body(gzip.compress(WHOLE)[:-9], "application/json", "content-encoding: gzip")),),
        words="its compressed data ended early",
        **BROKEN,
    ),
    Fault(
        name="encoding unknown",
        steps=(sends(body(WHOLE, "application/json", "content-encoding: br")),),
        words="'br'",
        **WRONG,
    ),
]

DEEP = b'{"choices": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

RUBBISH = [
    cannot_be("binary", b"\x89PNG\r\n\x1a\n\x00\xff"),
    cannot_be("nothing", b""),
    cannot_be("text", b"hello"),
    cannot_be("JSON cut", WHOLE[:40]),
    cannot_be("JSON too deep", DEEP),
    cannot_be("JSON of another type", b'["choices"]', "no ChatCompletionOutput"),
    cannot_be("null", b"null", "no ChatCompletionOutput"),
    cannot_be("choices missing", b'{"id": "c1"}', "choices: Field required"),
    cannot_be("choices of another type", b'{"choices": "none"}', "choices: Input should be"),
    cannot_be("message missing", b'{"choices": [{"index": 0}]}', "choices.0.message: Field required"),
    cannot_be("content of another type", json.dumps(chat([1, 2])).encode(), "choices.0.message.content"),
    cannot_be("embeddings missing", b'{"data": [{"index": 0}]}', use=embed),
    cannot_be("embeddings of another type", b'{"data": "none"}', use=embed),
    cannot_be("embedding of words", b'{"data": [{"index": 0, "embedding": ["a", 1]}]}', "holds no vectors", use=embed),
    cannot_be(
        "embeddings of two lengths", b'{"data": [{"embedding": [1, 2]}, {"embedding": [1]}]}', "no vectors", use=embed
    ),
    Fault(
        name="web page in a 200",
        steps=(sends(body(b"<html><title>Welcome</title></html>", "text/html")),),
        words="is the URL that of an inference server?",
        shows={"status": 200},
        **WRONG,
    ),
    Fault(
        name="no content",
        steps=(sends(b"HTTP/1.1 204 No Content\r\n\r\n"),),
        shows={"status": 204, "body": b""},
        **WRONG,
    ),
    Fault(name="NaN in a reply", steps=(sends(body(b'{"x": NaN, ' + WHOLE[1:])),), result=HELLO),
]

ROWS = [*STALLS, *CUTS, *FRAMING, *RUBBISH]
