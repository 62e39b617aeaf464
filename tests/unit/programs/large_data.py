"""Sends and receives a large file, and prints how much memory that took at its peak, in MB, beyond a small one.

Takes the flavour, the way, the URL of `loopback.py`, a folder, and the number of bytes.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory import peak

from inferlink import AsyncInferenceClient, InferenceClient, Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = 1 << 12
UPLOADS: dict[str, dict[str, Any]] = {
    "raw": {"set": [{"to": "$", "from": "input", "as": "bytes"}]},
    "form": {"body": "multipart", "set": [{"to": "file", "from": "input", "as": "file"}]},
    "base64": {"set": [{"to": "audio", "from": "input", "as": "b64"}]},
}
REPLIES = {"reply": "/image", "link": "/link", "packed": "/packed"}
IMAGE = {
    "first_of": [
        {"type": "bytes"},
        {"pick": "url", "type": "string", "as": "download"},
        {"pick": "b64", "type": "string", "as": "unb64"},
    ]
}
kind, way, url, folder, size = [*sys.argv[1:5], int(sys.argv[5])]


def provider(size: int) -> Provider:
    upload = {"path": "/sink", **UPLOADS.get(way, UPLOADS["raw"])}
    query = {"direct": {"size": str(size)}}
    download = {"path": REPLIES.get(way, "/image"), "query": query, "response": IMAGE}
    tasks = {"automatic-speech-recognition": upload, "text-to-image": download}
    return Provider.from_dict({"name": "acme", "key": "optional", "base": url, "tasks": tasks})


def sparse(size: int) -> Path:
    path = Path(folder) / f"{size}.wav"
    with path.open("wb") as file:
        file.write(b"RIFF\x24\x00\x00\x00WAVEfmt ")
        file.truncate(size)
    return path


def blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(1 << 18), b"")


def call(method: Any, size: int) -> Any:
    """What to await, or the result."""
    client = method(provider=provider(size))
    if way in REPLIES:
        return client.text_to_image("a cat", stream_to=Path(folder) / "a.png")
    path = sparse(size)
    if way == "file":
        return client.automatic_speech_recognition(path.open("rb"))
    return client.automatic_speech_recognition(blocks(path) if way == "iterator" else path)


def run(size: int) -> int:
    """The number of bytes that arrived."""
    if kind == "sync":
        result = call(InferenceClient, size)
    else:

        async def awaited() -> Any:
            return await call(AsyncInferenceClient, size)

        result = asyncio.run(awaited())
    return len(result) if way in REPLIES else int(result.text)


run(SMALL)
before = peak()
arrived = run(size)
print(json.dumps({"arrived": arrived, "peak": peak() - before}))
