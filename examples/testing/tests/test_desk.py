"""The desk against the fake server: no network, no key, no model."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from desk import Ticket, draw_card, make_client, open_ticket, stream_reply

from inferlink import APIConnectionError, ResponseShapeError, StreamBroken

if TYPE_CHECKING:
    from inferlink import AsyncInferenceClient, InferenceClient
    from inferlink.testing import FakeServer

pytestmark = pytest.mark.usefixtures("no_network")


def test_angry_letter_is_urgent(fake_server: FakeServer, inference_client: InferenceClient) -> None:
    fake_server.reply("text-classification", [{"label": "NEGATIVE", "score": 0.98}])
    fake_server.reply("chat-completion", "We are sorry.")
    assert open_ticket(inference_client, "It broke!") == Ticket("It broke!", urgent=True, reply="We are sorry.")


def test_letter_is_what_the_model_reads(fake_server: FakeServer, inference_client: InferenceClient) -> None:
    open_ticket(inference_client, "Hello")
    sorting, answering = fake_server.requests
    assert sorting.json()["inputs"] == "Hello"
    assert answering.json()["messages"] == [{"role": "user", "content": "Hello"}]
    assert answering.json()["max_tokens"] == 200


@pytest.mark.parametrize("status", [429, 503])
def test_busy_model_is_asked_again(fake_server: FakeServer, inference_client: InferenceClient, status: int) -> None:
    fake_server.fail(status, retry_after=20, when=lambda request: "chat" in request.path)
    assert open_ticket(inference_client, "Hello").reply == "Hello from the fake server."


@pytest.mark.parametrize("status", [429, 503])
def test_model_that_stays_busy_is_excused(
    fake_server: FakeServer, inference_client: InferenceClient, status: int
) -> None:
    fake_server.fail(status, times=None, when=lambda request: "chat" in request.path)
    assert open_ticket(inference_client, "Hello").reply == "We are busy, and will write to you."


def test_nonsense_is_no_ticket(fake_server: FakeServer, inference_client: InferenceClient) -> None:
    fake_server.spoil({"labels": 3})
    with pytest.raises(ResponseShapeError):
        open_ticket(inference_client, "Hello")


def test_reply_comes_in_pieces(fake_server: FakeServer, async_inference_client: AsyncInferenceClient) -> None:
    fake_server.reply("chat-completion", "Dear you, thanks.")

    async def read() -> list[str]:
        return [piece async for piece in stream_reply(async_inference_client, "Hello")]

    assert asyncio.run(read()) == ["Dear", " you,", " thanks."]


def test_reply_that_is_cut_is_noticed(fake_server: FakeServer, async_inference_client: AsyncInferenceClient) -> None:
    fake_server.cut(after=3)

    async def read() -> list[str]:
        return [piece async for piece in stream_reply(async_inference_client, "Hello")]

    with pytest.raises(StreamBroken):
        asyncio.run(read())


def test_production_client_reaches_the_fake_server_too(
    fake_server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_made_up")
    with make_client() as client:
        assert draw_card(client, "a lighthouse").startswith(b"\x89PNG")
    assert fake_server.requests[-1].headers["x-forwarded-host"] == "router.huggingface.co"


def test_lost_connection_is_told(fake_server: FakeServer, inference_client: InferenceClient) -> None:
    fake_server.cut(times=None)
    with pytest.raises(APIConnectionError):
        draw_card(inference_client, "a lighthouse")
