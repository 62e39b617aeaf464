"""A small service desk: sorts letters, answers them, and draws a card. Its tests show how inferlink is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inferlink import InferenceClient, Overloaded, RateLimitError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from inferlink import AsyncInferenceClient

URGENT = "NEGATIVE"


@dataclass(frozen=True)
class Ticket:
    """A letter, and what becomes of it."""

    letter: str
    urgent: bool
    reply: str


def make_client() -> InferenceClient:
    """The client of production: its key is in the environment."""
    return InferenceClient(provider="hf-inference")


def open_ticket(client: InferenceClient, letter: str) -> Ticket:
    """Sort a letter and answer it; where the answer must wait, people are told so."""
    label = client.text_classification(letter, model="distilbert/text-classification")[0].label
    try:
        answer = client.chat_completion(letter, model="any/chat-completion", max_tokens=200)
    except (Overloaded, RateLimitError):
        return Ticket(letter, label == URGENT, "We are busy, and will write to you.")
    return Ticket(letter, label == URGENT, answer.choices[0].message.content or "")


async def stream_reply(client: AsyncInferenceClient, letter: str) -> AsyncIterator[str]:
    """The answer, piece by piece."""
    stream = await client.chat_completion(letter, model="any/chat-completion", stream=True)
    async for piece in stream.text:
        yield piece


def draw_card(client: InferenceClient, wish: str) -> bytes:
    """A picture for a card, as a file."""
    return client.text_to_image(wish, model="any/text-to-image").bytes
