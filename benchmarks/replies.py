"""The canned replies, built once."""

from __future__ import annotations

import base64
import json
import math
import struct
import zlib
from array import array

TEXT = "The sky is blue because air scatters short waves of sunlight more than long ones. "
CHUNKS = 500
SHORT_CHUNKS = 20


def http(body: bytes, kind: str = "application/json", status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def chat(sentences: int, tokens: int) -> bytes:
    """A chat reply: 12 sentences make 1.5 KB, 400 tokens with five alternatives each make 200 KB."""
    entry = {"token": " blue", "logprob": -0.0123, "bytes": [32, 98, 108, 117, 101]}
    content = [{**entry, "top_logprobs": [entry] * 5} for _ in range(tokens)]
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": TEXT * sentences},
        "logprobs": {"content": content} if tokens else None,
        "finish_reason": "stop",
    }
    usage = {"prompt_tokens": 21, "completion_tokens": 256, "total_tokens": 277}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1764000000, "model": "m"}
    return json.dumps({**head, "choices": [choice], "usage": usage, "system_fingerprint": "fp_1"}).encode()


def stream(count: int) -> bytes:
    """A chat stream of `count` texts, each event an HTTP chunk of its own."""
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1764000000, "model": "m"}
    events = [{**head, "choices": [_delta({"content": " word"}, None)]} for _ in range(count)]
    events += [{**head, "choices": [_delta({}, "stop")]}]
    lines = [b"data: " + json.dumps(event).encode() + b"\n\n" for event in events] + [b"data: [DONE]\n\n"]
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(line), line) for line in lines) + b"0\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n" + pieces


def _delta(delta: dict[str, str], reason: str | None) -> dict[str, object]:
    return {"index": 0, "delta": {"role": "assistant", **delta}, "logprobs": None, "finish_reason": reason}


def vectors(rows: int = 256, columns: int = 1024) -> list[list[float]]:
    return [[math.sin(row * columns + column) for column in range(columns)] for row in range(rows)]


def embeddings(*, packed: bool) -> bytes:
    rows = [base64.b64encode(array("f", row).tobytes()).decode() if packed else row for row in vectors()]
    data = [{"object": "embedding", "index": index, "embedding": row} for index, row in enumerate(rows)]
    usage = {"prompt_tokens": 256, "total_tokens": 256}
    return json.dumps({"object": "list", "data": data, "model": "m", "usage": usage}).encode()


def png(size: int = 1_000_000) -> bytes:
    """A picture of 1 x 1, with bytes behind its end."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return (b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).ljust(size, b"\0")


def wav(size: int = 100_000) -> bytes:
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, 16000, 32000, 2, 16, b"data", size
    )
    return head + bytes(size)
