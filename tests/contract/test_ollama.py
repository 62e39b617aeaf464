"""The official `ollama` client and inferlink ask alike and find alike, against one double on loopback.

It serves exchanges of our own, and Ollama's documented ones where the reference folder is found; else those tests say
that they were not run.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from contract.ollama_clients import Double, Found, by_inferlink, by_official, plain
from contract.ollama_exchanges import CHAT, EMBED, EXCHANGES, GENERATE, PIXEL, Exchange
from contract.recording import REFERENCE
from contract.targets import load
from contract.test_recordings import as_float32

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
ELIDED = re.compile(r"[\w+/]+\.\.\.\(elided\)")
"""A picture that the reference cut short."""
FILE = REFERENCE / "ollama" / "api-md-examples.json"


@pytest.fixture(autouse=True)
def _no_addresses_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = load("servers", "ollama")
    for variable in (*provider.address_env, *provider.key_env):
        monkeypatch.delenv(variable, raising=False)


def compare(kind: str, exchange: Exchange) -> Found:
    """Make the exchange with both clients; what both found."""
    with Double(exchange) as double:
        ours = by_inferlink(kind, double.url, exchange)
        if not is_read_by_official(exchange):
            return ours
        official = by_official(kind, double.url, exchange)
    assert [plain(request) for request in double.requests] == [plain(exchange.request)] * 2
    official.vectors = as_float32(official.vectors)
    assert ours == official
    return ours


def is_read_by_official(exchange: Exchange) -> bool:
    """Whether the official client reads it: it wants a message in every line, and a documented last line has none."""
    return exchange.path != CHAT or all("message" in reply or "error" in reply for reply in exchange.replies)


def check_said(exchange: Exchange, found: Found) -> None:
    """What was found is what the replies say."""
    last = exchange.replies[-1]
    assert found.error == last.get("error")
    if found.error is None and exchange.path != EMBED:
        assert found.finish == last.get("done_reason", "stop")
        assert found.counts == (last.get("prompt_eval_count"), last.get("eval_count"))
    if exchange.path == GENERATE:
        assert found.text == "".join(reply.get("response", "") for reply in exchange.replies)
    if exchange.path == CHAT:
        said = [reply.get("message", {}) for reply in exchange.replies]
        assert found.text == "".join(message.get("content", "") for message in said)
        assert found.thinking == "".join(message.get("thinking", "") for message in said)
    if exchange.path == EMBED and found.error is None:
        assert found.vectors == as_float32(last["embeddings"])


@KINDS
@pytest.mark.parametrize("exchange", EXCHANGES, ids=str)
def test_both_clients_ask_and_find_alike(kind: str, exchange: Exchange) -> None:
    check_said(exchange, compare(kind, exchange))


def documented() -> list[Exchange]:
    """Ollama's documented exchanges of the three paths. One has a comment in its JSON, some show no reply."""
    if not FILE.exists():
        return []
    whole = ELIDED.sub(PIXEL, FILE.read_text("utf-8"))
    examples = json.loads(whole)["examples"]
    shown = [each for each in examples if each["path"] in (CHAT, GENERATE, EMBED) and isinstance(each["request"], dict)]
    return [
        Exchange(f"{each['path']} {each['example']}", each["path"], as_shown(each["request"], replies), replies)
        for each in shown
        if (replies := [reply for reply in each["responses"] if "model" in reply])
    ]


def as_shown(request: dict[str, Any], replies: list[dict[str, Any]]) -> dict[str, Any]:
    """A request whose stream is shown as one reply asks for one."""
    one = len(replies) == 1 and not request.get("prompt") and "input" not in request
    return request | ({"stream": False} if one and not request.get("messages") else {})


@KINDS
@pytest.mark.skipif(not FILE.exists(), reason=f"not run: Ollama's documented examples are not in {REFERENCE}")
@pytest.mark.parametrize("exchange", documented(), ids=str)
def test_documented_exchanges_are_found_alike(kind: str, exchange: Exchange) -> None:
    check_said(exchange, compare(kind, exchange))


@pytest.mark.skipif(not FILE.exists(), reason=f"not run: Ollama's documented examples are not in {REFERENCE}")
def test_documented_exchanges_are_of_every_path() -> None:
    assert {exchange.path for exchange in documented()} == {CHAT, GENERATE, EMBED}
