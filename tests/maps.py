"""What tests of `client.map` need: both clients in the same words, and a server that holds its answers back."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from faults import FaultServer, Peer, Received, ok
from live import open_client
from scripted import Script, _AsyncScript, _SyncScript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferlink._sending.wire import Reply, Request


def answer_of(prompt: str) -> dict[str, Any]:
    """The reply of a chat model that says again what it heard."""
    message = {"role": "assistant", "content": f"re: {prompt}"}
    return {"id": "1", "model": "m", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


def prompt_of(body: bytes) -> str:
    """What a chat model was asked."""
    return str(json.loads(body)["messages"][0]["content"])


def says(outcome: Any) -> str:
    """What the model said."""
    return str(outcome.value.choices[0].message.content)


class ChatServer(FaultServer):
    """A real server. `reply` may wait, and gives the whole reply to a prompt; without it, all is answered well."""

    def __init__(self, reply: Callable[[str, ChatServer], bytes | None] = lambda prompt, server: None) -> None:
        self.prompts: list[str] = []
        self.changed = threading.Condition()
        self._reply = reply
        super().__init__(self._chat)

    def _chat(self, peer: Peer) -> None:
        while (request := peer.request()) is not None:
            prompt = prompt_of(request.body)
            with self.changed:
                self.prompts.append(prompt)
                self.changed.notify_all()
            peer.send(self._reply(prompt, self) or ok(json.dumps(answer_of(prompt)).encode()))

    def wait_for(self, number: int) -> None:
        """Until so many requests have come."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.prompts) >= number or self.stopping.is_set(), 60)


@contextmanager
def chat_client(kind: str, server: ChatServer, **options: Any) -> Iterator[Any]:
    """A client of that kind for the server; its `map` is iterated as a sync one."""
    with open_client(kind, base_url=f"{server.url}/v1", **{"timeout": 60, **options}) as client:
        yield client


@contextmanager
def scripted_client(kind: str, send: Callable[[Request], Reply]) -> Iterator[Any]:
    """A client of that kind whose requests a function answers, without a socket."""
    script = Script([])
    script.send = send  # type: ignore[method-assign]  # it answers for ever
    with open_client(kind, base_url="http://localhost/v1") as client:
        inner = client if kind == "sync" else client.target
        inner._link._transport = _SyncScript(script) if kind == "sync" else _AsyncScript(script)
        yield client


def map_threads() -> list[threading.Thread]:
    """Threads of maps that are alive."""
    return [thread for thread in threading.enumerate() if thread.name == "inferlink-map"]


__all__ = ["ChatServer", "Received", "answer_of", "chat_client", "map_threads", "prompt_of", "says", "scripted_client"]
