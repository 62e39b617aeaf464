"""Makes thousands of calls and streams, and prints what is left of them. Takes: sync or async, and a server's URL.

A program of its own, so that nothing else makes or frees objects. What a first call loads and builds stays for good,
so each kind of work is done twice, and what the second round leaves behind is counted.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inferlink import AsyncInferenceClient, InferenceClient, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

kind, url = sys.argv[1:]
SIZES = {"calls": 2000, "streams": 200, "abandoned streams": 200, "unread streams": 200, "failures": 200}
WARM = 100


def count() -> dict[str, int]:
    """What there is now: objects, blocks of memory, open files and sockets, threads."""
    for _ in range(3):
        gc.collect()
    return {
        "objects": len(gc.get_objects()),
        "blocks": sys.getallocatedblocks(),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
    }


def types() -> Counter[str]:
    return Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())


async def drop_timers() -> None:
    """Make asyncio let go of timers that were called off: it does so when they are more than 100, and the most."""
    for _ in range(101):
        asyncio.get_running_loop().call_later(3600, print).cancel()
    await asyncio.sleep(0)


async def measure(work: Callable[[int], Awaitable[None]], size: int) -> dict[str, object]:
    """What a round of work leaves behind."""
    await work(WARM)
    await work(WARM)
    await drop_timers()
    kinds, before = types(), count()
    await work(size)
    await drop_timers()
    after = count()
    kinds = types() - kinds
    left: dict[str, object] = {name: after[name] - before[name] for name in after}
    return left | {"size": size, "kinds": dict(kinds.most_common(5))}


class Sync:
    """Every round with the sync client, which may have two connections."""

    def __init__(self) -> None:
        self.client = InferenceClient(base_url=f"{url}/v1", max_connections=2, retry=0)

    async def calls(self, size: int) -> None:
        for _ in range(size):
            self.client.chat_completion("Hello")

    async def streams(self, size: int) -> None:
        for _ in range(size):
            with self.client.chat_completion("Hello", stream=True) as stream:
                assert "".join(stream.text)
                assert stream.complete

    async def abandoned_streams(self, size: int) -> None:
        for _ in range(size):
            next(self.client.chat_completion("Hello", stream=True))

    async def unread_streams(self, size: int) -> None:
        for _ in range(size):
            self.client.chat_completion("Hello", stream=True)

    async def failures(self, size: int) -> None:
        for _ in range(size):
            with suppress(NotFoundError):
                self.client.request("GET", "nothing/here")


class Async:
    """Every round with the async client."""

    def __init__(self) -> None:
        self.client = AsyncInferenceClient(base_url=f"{url}/v1", max_connections=2, retry=0)

    async def calls(self, size: int) -> None:
        for _ in range(size // 4):
            await asyncio.gather(*(self.client.chat_completion("Hello") for _ in range(4)))

    async def streams(self, size: int) -> None:
        for _ in range(size):
            async with await self.client.chat_completion("Hello", stream=True) as stream:
                assert "".join([text async for text in stream.text])
                assert stream.complete

    async def abandoned_streams(self, size: int) -> None:
        for _ in range(size):
            await anext(await self.client.chat_completion("Hello", stream=True))

    async def unread_streams(self, size: int) -> None:
        for _ in range(size):
            await self.client.chat_completion("Hello", stream=True)

    async def failures(self, size: int) -> None:
        for _ in range(size):
            with suppress(NotFoundError):
                await self.client.request("GET", "nothing/here")


async def main() -> None:
    rounds = Sync() if kind == "sync" else Async()
    found = {}
    for name, size in SIZES.items():
        gc.disable()  # a dropped stream must be freed at once: kept until a collection, two would fill the pool
        found[name] = await measure(getattr(rounds, name.replace(" ", "_")), size)
    print(json.dumps(found))


asyncio.run(main())
