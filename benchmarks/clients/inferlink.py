"""inferlink, from this checkout, at its defaults. The environment leads its Hub to the server; fal's is set here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferlink import AsyncInferenceClient, InferenceClient, Provider
from inferlink_generated.routes.providers.fal_ai import PROVIDER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MESSAGES = [{"role": "user", "content": "Why is the sky blue?"}]


def moved(value: object, server: str) -> Any:
    """A provider file with each base at the server."""
    if isinstance(value, dict):
        return {name: server if name == "base" else moved(item, server) for name, item in value.items()}
    return value


class Sync:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.client = InferenceClient(base_url=f"{server}{variant}/v1")
        self.plain = InferenceClient()

    def chat(self) -> str:
        return self.client.chat_completion(MESSAGES).choices[0].message.content or ""

    def open(self) -> Any:
        return self.client.chat_completion(MESSAGES, stream=True)

    def texts(self, stream: Any) -> Iterator[str]:
        return (chunk.choices[0].delta.content for chunk in stream if chunk.choices[0].delta.content)

    def embed_floats(self) -> object:
        return self.plain.feature_extraction(["a"] * 256, model=f"{self.server}/v1")

    def embed_packed(self) -> object:
        return self.plain.feature_extraction(["a"] * 256, model=f"{self.server}/base64/v1")

    def image(self) -> bytes:
        return self.plain.text_to_image("a cat", model=f"{self.server}/image").bytes

    def upload(self, path: Path) -> str:
        return self.plain.automatic_speech_recognition(path, model=f"{self.server}/transcribe").text


class Async:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.client = AsyncInferenceClient(base_url=f"{server}{variant}/v1")
        self.plain = AsyncInferenceClient()
        self.fal = AsyncInferenceClient(provider=Provider.from_dict(moved(PROVIDER, server)), api_key="none")

    async def chat(self) -> str:
        return (await self.client.chat_completion(MESSAGES)).choices[0].message.content or ""

    async def open(self) -> Any:
        return await self.client.chat_completion(MESSAGES, stream=True)

    async def texts(self, stream: Any) -> AsyncIterator[str]:
        async for chunk in stream:
            if text := chunk.choices[0].delta.content:
                yield text

    async def upload(self, path: Path | str) -> str:
        return (await self.plain.automatic_speech_recognition(path, model=f"{self.server}/transcribe")).text

    async def from_url(self, url: str) -> str:
        return await self.upload(url)

    async def mapped(self, model: str) -> bytes:
        return (await self.fal.text_to_speech("hello", model=model)).bytes

    async def queued(self) -> bytes:
        return (await self.fal.text_to_video("a cat", model="acme/video")).bytes

    async def close(self) -> None:
        for client in (self.client, self.plain, self.fal):
            await client.close()
