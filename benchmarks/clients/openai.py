"""openai, at its defaults."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from openai import AsyncOpenAI, OpenAI

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

CHAT: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "Why is the sky blue?"}]}


class Sync:
    def __init__(self, server: str, variant: str = "") -> None:
        self.client = OpenAI(base_url=f"{server}{variant}/v1", api_key="none")
        self.packed = OpenAI(base_url=f"{server}/base64/v1", api_key="none")

    def chat(self) -> Any:
        return self.client.chat.completions.create(**CHAT).choices[0].message.content

    def open(self) -> Any:
        return self.client.chat.completions.create(**CHAT, stream=True)

    def texts(self, stream: Any) -> Iterator[str]:
        return (chunk.choices[0].delta.content for chunk in stream if chunk.choices[0].delta.content)

    def embed_packed(self) -> object:
        return self.packed.embeddings.create(model="m", input=["a"] * 256).data

    def embed_floats(self) -> object:
        return self.client.embeddings.create(model="m", input=["a"] * 256, encoding_format="float").data

    def image(self) -> Any:
        return base64.b64decode(self.client.images.generate(prompt="a cat", model="m").data[0].b64_json)

    def upload(self, path: Path) -> Any:
        return self.client.audio.transcriptions.create(file=path, model="m").text


class Async:
    def __init__(self, server: str, variant: str = "") -> None:
        self.client = AsyncOpenAI(base_url=f"{server}{variant}/v1", api_key="none")

    async def chat(self) -> Any:
        return (await self.client.chat.completions.create(**CHAT)).choices[0].message.content

    async def open(self) -> Any:
        return await self.client.chat.completions.create(**CHAT, stream=True)

    async def texts(self, stream: Any) -> AsyncIterator[str]:
        async for chunk in stream:
            if text := chunk.choices[0].delta.content:
                yield text

    async def upload(self, path: Path) -> Any:
        return (await self.client.audio.transcriptions.create(file=path, model="m")).text

    async def close(self) -> None:
        await self.client.close()
