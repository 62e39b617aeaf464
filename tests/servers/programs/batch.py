"""Maps prompts with a checkpoint, and prints what came of each. Takes: sync or async, a base URL, a file, a number."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from inferlink import AsyncInferenceClient, InferenceClient

kind, url, checkpoint, count = sys.argv[1:]
prompts = (f"Say {number}." for number in range(int(count)))
options: Any = {"concurrency": 2, "checkpoint": checkpoint, "max_tokens": 4, "temperature": 0}


def show(outcome: Any) -> None:
    print(outcome.index, outcome.resumed, outcome.value.usage.completion_tokens, flush=True)


def run() -> None:
    with InferenceClient(base_url=url) as client:
        for outcome in client.map(client.chat_completion, prompts, **options):
            show(outcome)


async def run_async() -> None:
    async with AsyncInferenceClient(base_url=url) as client:
        async for outcome in client.map(client.chat_completion, prompts, **options):
            show(outcome)


run() if kind == "sync" else asyncio.run(run_async())
