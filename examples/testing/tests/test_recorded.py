"""The desk against replies of a real server, which were recorded once: pytest --inferlink-record records them anew.

To record needs a server that speaks OpenAI's API at port 8080 of this machine, as llama.cpp's:

    llama-server --model SmolLM2-135M-Instruct.gguf --port 8080
"""

from __future__ import annotations

import asyncio

import pytest
from desk import stream_reply

from inferlink import AsyncInferenceClient, InferenceClient

URL = "http://127.0.0.1:8080/v1"

pytestmark = pytest.mark.usefixtures("no_network", "cassette")


def test_real_answer_has_its_token_counts() -> None:
    with InferenceClient(base_url=URL) as client:
        answer = client.chat_completion("Say hello.", max_tokens=8, temperature=0, seed=1)
    assert answer.choices[0].message.content
    assert answer.usage
    assert answer.usage.completion_tokens
    assert answer.usage.completion_tokens <= 8


def test_real_stream_comes_in_pieces() -> None:
    async def read() -> list[str]:
        async with AsyncInferenceClient(base_url=URL) as client:
            return [piece async for piece in stream_reply(client, "Name one colour.")]

    assert len(asyncio.run(read())) > 1
