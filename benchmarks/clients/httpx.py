"""The floor: httpx by hand, replies parsed by pydantic into plain dataclasses, events split on bytes."""

from __future__ import annotations

import asyncio
import base64
from array import array
from typing import TYPE_CHECKING, Any

import httpx
from pydantic_core import from_json

from benchmarks.clients.by_hand import REPLY, text_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MESSAGES = [{"role": "user", "content": "Why is the sky blue?"}]
PIECE = 65536
BLOCK = 1 << 20


class Lines:
    """Bytes in, texts out."""

    def __init__(self) -> None:
        self.rest = b""

    def feed(self, data: bytes) -> Iterator[str]:
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data: {"):
                delta = REPLY.validate_json(line[6:]).choices[0].delta
                if delta and delta.content:
                    yield delta.content


class Sync:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.url = f"{server}{variant}/v1"
        self.client = httpx.Client(timeout=60)

    def chat(self) -> str:
        body = {"model": "m", "messages": MESSAGES}
        return text_of(self.client.post(f"{self.url}/chat/completions", json=body).raise_for_status().content)

    def open(self) -> Iterator[str]:
        return self._read()

    def texts(self, stream: Iterator[str]) -> Iterator[str]:
        return stream

    def _read(self) -> Iterator[str]:
        body = {"model": "m", "messages": MESSAGES, "stream": True}
        lines = Lines()
        with self.client.stream("POST", f"{self.url}/chat/completions", json=body) as reply:
            for data in reply.iter_raw():
                yield from lines.feed(data)

    def embed_floats(self) -> object:
        return self._embed(self.url)

    def embed_packed(self) -> object:
        return [array("f", base64.b64decode(row)) for row in self._embed(f"{self.server}/base64/v1")]

    def _embed(self, base: str) -> list[Any]:
        reply = self.client.post(f"{base}/embeddings", json={"model": "m", "input": ["a"] * 256})
        return [row["embedding"] for row in from_json(reply.raise_for_status().content)["data"]]

    def image(self) -> bytes:
        return self.client.post(f"{self.server}/image", json={"inputs": "a cat"}).raise_for_status().content

    def upload(self, path: Path) -> str:
        def pieces() -> Iterator[bytes]:
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece

        headers = {"content-length": str(path.stat().st_size)}
        return str(self.client.post(f"{self.server}/transcribe", content=pieces(), headers=headers).json()["text"])


class Async:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.url = f"{server}{variant}/v1"
        self.client = httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=1000))

    async def chat(self) -> str:
        body = {"model": "m", "messages": MESSAGES}
        reply = await self.client.post(f"{self.url}/chat/completions", json=body)
        return text_of(reply.raise_for_status().content)

    async def open(self) -> AsyncIterator[str]:
        return self._read()

    def texts(self, stream: AsyncIterator[str]) -> AsyncIterator[str]:
        return stream

    async def _read(self) -> AsyncIterator[str]:
        body = {"model": "m", "messages": MESSAGES, "stream": True}
        lines = Lines()
        async with self.client.stream("POST", f"{self.url}/chat/completions", json=body) as reply:
            async for data in reply.aiter_raw():
                for text in lines.feed(data):
                    yield text

    async def upload(self, path: Path) -> str:
        async def pieces() -> AsyncIterator[bytes]:
            with await asyncio.to_thread(path.open, "rb") as file:
                while block := await asyncio.to_thread(file.read, BLOCK):
                    for start in range(0, len(block), PIECE):
                        yield block[start : start + PIECE]

        headers = {"content-length": str((await asyncio.to_thread(path.stat)).st_size)}
        reply = await self.client.post(f"{self.server}/transcribe", content=pieces(), headers=headers)
        return str(reply.json()["text"])

    async def close(self) -> None:
        await self.client.aclose()
