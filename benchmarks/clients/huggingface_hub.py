"""huggingface_hub, at its defaults. The environment leads its Hub to the server; fal's is set here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huggingface_hub import AsyncInferenceClient, InferenceClient
from huggingface_hub.inference._providers import get_provider_helper

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MESSAGES = [{"role": "user", "content": "Why is the sky blue?"}]


class Sync:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.client = InferenceClient(base_url=f"{server}{variant}/v1")
        self.plain = InferenceClient()

    def chat(self) -> Any:
        return self.client.chat_completion(MESSAGES).choices[0].message.content

    def open(self) -> Any:
        return self.client.chat_completion(MESSAGES, stream=True)

    def texts(self, stream: Any) -> Iterator[str]:
        return (chunk.choices[0].delta.content for chunk in stream if chunk.choices[0].delta.content)

    def embed_floats(self) -> object:
        return self.plain.feature_extraction(["a"] * 256, model=f"{self.server}/embed")

    def image(self) -> object:
        return self.plain.text_to_image("a cat", model=f"{self.server}/image")

    def upload(self, path: Path) -> Any:
        return self.plain.automatic_speech_recognition(path, model=f"{self.server}/transcribe").text


class Async:
    def __init__(self, server: str, variant: str = "") -> None:
        self.server = server
        self.client = AsyncInferenceClient(base_url=f"{server}{variant}/v1")
        self.plain = AsyncInferenceClient()
        for task in ("text-to-speech", "text-to-video"):
            get_provider_helper("fal-ai", task=task, model="acme/any").base_url = server
        self.fal = AsyncInferenceClient(provider="fal-ai", api_key="none")

    async def chat(self) -> Any:
        return (await self.client.chat_completion(MESSAGES)).choices[0].message.content

    async def open(self) -> Any:
        return await self.client.chat_completion(MESSAGES, stream=True)

    async def texts(self, stream: Any) -> AsyncIterator[str]:
        async for chunk in stream:
            if text := chunk.choices[0].delta.content:
                yield text

    async def upload(self, path: Path | str) -> Any:
        return (await self.plain.automatic_speech_recognition(path, model=f"{self.server}/transcribe")).text

    async def from_url(self, url: str) -> Any:
        return await self.upload(url)

    async def mapped(self, model: str) -> Any:
        return await self.fal.text_to_speech("hello", model=model)

    async def queued(self) -> Any:
        return await self.fal.text_to_video("a cat", model="acme/video")

    async def close(self) -> None:
        for client in (self.client, self.plain, self.fal):
            await client.close()
