"""Makes many calls on one client, and prints what became of them.

all: 5,000 chats at once on 200 connections, beside a task that counts its turns, and a few hundred before, so that
what is made once is there. late: 5,000 at once on 8 connections of a server that stops answering. threads, loops: from
many threads at once, and from event loops one after another.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from memory import peak

from inferlink import AsyncInferenceClient, InferenceClient, InferenceTimeoutError, Provider, Timeout

if TYPE_CHECKING:
    from inferlink._transport.looping import Looping

CALLS = 5_000
MOST = 100
what, url = sys.argv[1:]
wait = Timeout(pool=None, connect=60, first_byte=60, idle=60)


def provider(path: str) -> Provider:
    route = {
        "path": path,
        "query": {"direct": {"most": str(MOST)}},
        "set": [{"to": "$", "from": "input", "as": "bytes"}],
    }
    tasks = {"automatic-speech-recognition": route}
    return Provider.from_dict({"name": "acme", "key": "optional", "base": url, "tasks": tasks})


def sockets() -> int:
    """Connections that are open in this process."""
    gc.collect()
    held = [object_ for object_ in gc.get_objects() if type(object_).__name__ == "LoopLink"]
    held += [object_ for object_ in gc.get_objects() if type(object_).__name__ == "BlockingLink"]
    return sum(1 for link in held if link._sock.fileno() != -1)


def network(client: AsyncInferenceClient) -> Looping:
    transport: Any = client._link._transport
    found: Looping = transport._pool().network
    return found


class Turns:
    """A task beside the calls: how many of them ended between two of its turns, at most."""

    def __init__(self) -> None:
        self.ended = 0
        self.most = 0

    async def run(self) -> None:
        while True:
            before = self.ended
            await asyncio.sleep(0)
            self.most = max(self.most, self.ended - before)


def objects() -> int:
    gc.collect()
    return len(gc.get_objects())


async def chats(client: AsyncInferenceClient, turns: Turns, size: int) -> None:
    """So many at once; each gets the answer to what it said."""

    async def chat(number: int) -> bool:
        said = f"message {number}"
        answer = await client.chat_completion(said)
        turns.ended += 1
        return answer.choices[0].message.content == said

    assert all(await asyncio.gather(*map(chat, range(size))))


async def all_at_once() -> dict[str, Any]:
    turns = Turns()
    async with AsyncInferenceClient(base_url=f"{url}/v1", model="m", max_connections=200, timeout=wait) as client:
        await chats(client, turns, 400)
        await client.request("POST", f"{url}/most", content=b"")
        base, before = objects(), peak()
        ticker = asyncio.create_task(turns.run())
        await chats(client, turns, CALLS)
        ticker.cancel()
        await asyncio.gather(ticker, return_exceptions=True)
        most, pool = await client.request("POST", f"{url}/most", content=b""), network(client)
        told = {"most_open": int(most.json()["text"]), "between_turns": turns.most, "peak": peak() - before}
        del most, ticker
        told |= {"objects": objects() - base, "free": pool.count_free(), "waiting": len(pool._waiting)}
    return {**told, "served": turns.ended - 400, "sockets": sockets(), "tasks": len(asyncio.all_tasks())}


async def late() -> dict[str, Any]:
    deadline = Timeout(total=3)
    async with AsyncInferenceClient(
        provider=provider("/count"), max_connections=8, timeout=deadline, retry=0
    ) as client:
        calls = (client.automatic_speech_recognition(b"x") for _ in range(CALLS))
        results = await asyncio.gather(*calls, return_exceptions=True)
        clocks = Counter(each.clock for each in results if isinstance(each, InferenceTimeoutError))
        others = [
            repr(each)
            for each in results
            if isinstance(each, BaseException) and not isinstance(each, InferenceTimeoutError)
        ]
        served = sum(1 for each in results if not isinstance(each, BaseException))
        del results
        for path in ("/open", "/count"):
            await client.request("POST", path + "?most=0", content=b"x")
        await asyncio.sleep(0)
        pool = network(client)
        told = {"free": pool.count_free(), "waiting": len(pool._waiting), "sockets": sockets()}
        return {"served": served, "most": MOST, **clocks, "others": others, **told, "tasks": len(asyncio.all_tasks())}


def loops() -> dict[str, Any]:
    client = AsyncInferenceClient(provider=provider("/sink"), timeout=wait)

    async def some() -> int:
        calls = (client.automatic_speech_recognition(b"x" * 7) for _ in range(40))
        return sum(int(each.text) == 7 for each in await asyncio.gather(*calls))

    served = sum(asyncio.run(some()) for _ in range(8))
    asyncio.run(client.close())
    return {"served": served, "sockets": sockets()}


def threads() -> dict[str, Any]:
    with InferenceClient(provider=provider("/sink"), max_connections=4, timeout=wait) as client:

        def call(number: int) -> bool:
            return client.automatic_speech_recognition(b"x" * number).text == str(number)

        with ThreadPoolExecutor(32) as pool:
            served = sum(pool.map(call, range(1, 321)))
    return {"served": served, "sockets": sockets()}


if what in ("all", "late"):
    told = asyncio.run(all_at_once() if what == "all" else late())
else:
    told = loops() if what == "loops" else threads()
print(json.dumps(told))
