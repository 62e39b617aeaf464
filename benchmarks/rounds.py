"""The rounds of work that a soak makes with each client, one method for each kind of work."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferlink import AsyncInferenceClient, InferenceClient, NotFoundError

if TYPE_CHECKING:
    from inferlink.types import AsyncStream


class Enough(Exception):
    """The reader wants no more."""


class SyncRounds:
    """Rounds with the sync client, which may have two connections."""

    WAYS = ("unread", "half_read", "broken_off", "closed_elsewhere")

    def __init__(self, url: str) -> None:
        self.client = InferenceClient(base_url=f"{url}/short/v1", max_connections=2, retry=0)
        self.stalled = InferenceClient(base_url=f"{url}/stalled/v1", max_connections=2, retry=0)
        self.other_thread = ThreadPoolExecutor(1)

    def calls(self, size: int) -> None:
        for _ in range(size):
            self.client.chat_completion("Hello")

    def streams(self, size: int) -> None:
        for _ in range(size):
            with self.client.chat_completion("Hello", stream=True) as stream:
                assert "".join(stream.text)
                assert stream.complete

    def failures(self, size: int) -> None:
        for _ in range(size):
            with suppress(NotFoundError):
                self.client.request("GET", "nothing/here")

    def unread(self, size: int) -> None:
        for _ in range(size):
            self.client.chat_completion("Hello", stream=True)

    def half_read(self, size: int) -> None:
        for _ in range(size):
            next(self.stalled.chat_completion("Hello", stream=True))

    def broken_off(self, size: int) -> None:
        for _ in range(size):
            with suppress(Enough), self.client.chat_completion("Hello", stream=True) as stream:
                for _ in stream:
                    raise Enough

    def closed_elsewhere(self, size: int) -> None:
        for _ in range(size):
            stream = self.stalled.chat_completion("Hello", stream=True)
            next(stream)
            closing = self.other_thread.submit(stream.close)
            assert len(list(stream)) < 20
            closing.result()

    def close(self) -> None:
        self.client.close()
        self.stalled.close()
        self.other_thread.shutdown()


class AsyncRounds:
    """Rounds with the async client."""

    WAYS = ("unread", "half_read", "cancelled", "closed_elsewhere")

    def __init__(self, url: str) -> None:
        self.client = AsyncInferenceClient(base_url=f"{url}/short/v1", max_connections=2, retry=0)
        self.stalled = AsyncInferenceClient(base_url=f"{url}/stalled/v1", max_connections=2, retry=0)

    async def calls(self, size: int) -> None:
        for _ in range(size // 4):
            await asyncio.gather(*(self.client.chat_completion("Hello") for _ in range(4)))

    async def streams(self, size: int) -> None:
        for _ in range(size):
            async with await self.client.chat_completion("Hello", stream=True) as stream:
                assert "".join([text async for text in stream.text])
                assert stream.complete

    async def failures(self, size: int) -> None:
        for _ in range(size):
            with suppress(NotFoundError):
                await self.client.request("GET", "nothing/here")

    async def unread(self, size: int) -> None:
        for _ in range(size):
            await self.client.chat_completion("Hello", stream=True)

    async def half_read(self, size: int) -> None:
        for _ in range(size):
            await anext(await self.stalled.chat_completion("Hello", stream=True))

    async def cancelled(self, size: int) -> None:
        for _ in range(size):
            reader = await self.start_reader(await self.stalled.chat_completion("Hello", stream=True))
            reader.cancel()
            with suppress(asyncio.CancelledError):
                await reader

    async def closed_elsewhere(self, size: int) -> None:
        for _ in range(size):
            stream = await self.stalled.chat_completion("Hello", stream=True)
            reader = await self.start_reader(stream)
            await stream.aclose()
            assert await reader < 20

    async def start_reader(self, stream: AsyncStream[Any, Any]) -> asyncio.Task[int]:
        """A task that waits for more than the server sends."""

        async def read() -> int:
            return len([chunk async for chunk in stream])

        await anext(stream)
        reader = asyncio.create_task(read())
        await asyncio.sleep(0)
        return reader

    async def close(self) -> None:
        await self.client.close()
        await self.stalled.close()
