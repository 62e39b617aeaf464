"""A server that does what a row of the table says, request by request, until it is healed."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from faults import FaultServer, Peer, Received, chunk, head, ok

from inferlink import Provider
from inferlink.testing._sample_media import sample_png

if TYPE_CHECKING:
    import ssl

HELLO = "Hello there."
PNG = sample_png()
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(32)

Step: TypeAlias = Callable[[Peer, Received], bool]
"""What is done about a request; whether the connection stays open."""


def json_ok(data: object, *headers: str, status: str = "200 OK") -> bytes:
    """A whole JSON reply."""
    return ok(json.dumps(data).encode(), "content-type: application/json", *headers, status=status)


def failure(status: int, *headers: str, message: str = "No.", **more: object) -> bytes:
    """An error as OpenAI-compatible servers send it."""
    return json_ok({"error": {"message": message, **more}}, *headers, status=f"{status} No")


def chat(content: object = HELLO, **more: object) -> dict[str, Any]:
    """A chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], **more}


def delta(text: str, finish: str | None = None) -> bytes:
    """A chunk of a streamed chat completion, as an event."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return event({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})


def event(data: object, *lines: str) -> bytes:
    """An event of a stream, with other lines before its data."""
    text = data if isinstance(data, str) else json.dumps(data)
    return "".join(f"{line}\n" for line in (*lines, f"data: {text}", "")).encode()


STREAM_HEAD = head("content-type: text/event-stream", "transfer-encoding: chunked")
PIECES = [delta("Hello "), delta("there."), delta("", "stop"), event("[DONE]")]
END = b"0\r\n\r\n"


def stream(*events: bytes, end: bytes = END) -> bytes:
    """A streamed reply, each event a chunk of its own; without `end` it goes on."""
    return STREAM_HEAD + b"".join(map(chunk, events)) + end


def json_lines(*values: object, end: bytes = END) -> bytes:
    """The same in JSON lines."""
    opened = head("content-type: application/x-ndjson", "transfer-encoding: chunked")
    return opened + b"".join(chunk(json.dumps(value).encode() + b"\n") for value in values) + end


def ollama(text: str, **more: object) -> dict[str, Any]:
    """A line of Ollama's chat."""
    return {"model": "m", "created_at": "t", "message": {"role": "assistant", "content": text}, "done": False, **more}


def tgi(text: str, **more: object) -> bytes:
    """An event of TGI's `/generate_stream`."""
    token = {"id": 1, "text": text, "logprob": -0.5, "special": False}
    return event({"index": 1, "token": token, "generated_text": None, "details": None, **more})


def good(peer: Peer, request: Received) -> bool:
    """Answer as the server does when nothing is wrong with it."""
    site = peer.server
    path = request.target.partition("?")[0]
    if path.startswith("/files/"):
        peer.send(ok(PNG, "content-type: image/png"))
    elif path == "/v1/chat/completions" and json.loads(request.body).get("stream"):
        peer.send(stream(*PIECES))
    else:
        peer.send(json_ok(_ANSWERS[path](site)))
    return True


_ANSWERS: dict[str, Callable[[Any], object]] = {
    "/v1/chat/completions": lambda _: chat(),
    "/v1/embeddings": lambda _: {"data": [{"index": 0, "embedding": [0.5, 1.0]}]},
    "/v1/images/generations": lambda site: {"data": [{"url": f"{site.url}/files/lighthouse.png"}]},
    "/v1/audio/transcriptions": lambda _: {"text": HELLO},
    "/jobs": lambda _: {"id": "j1", "status": "queued"},
    "/jobs/j1": lambda _: {"id": "j1", "status": "done"},
    "/jobs/j1/result": lambda _: {"video": base64.b64encode(VIDEO).decode()},
    "/api/chat": lambda _: {**ollama(HELLO), "done": True, "done_reason": "stop"},
    "/generate": lambda _: {"generated_text": HELLO},
}


def sends(data: bytes) -> Step:
    """Send this, and go on."""

    def step(peer: Peer, _: Received) -> bool:
        peer.send(data)
        return True

    return step


def ends(data: bytes = b"") -> Step:
    """Send this, and close the connection."""

    def step(peer: Peer, _: Received) -> bool:
        peer.send(data)
        return False

    return step


def resets(data: bytes = b"") -> Step:
    """Send this, and reset the connection."""

    def step(peer: Peer, _: Received) -> bool:
        peer.send(data)
        peer.reset()
        return False

    return step


def stalls(data: bytes = b"") -> Step:
    """Send this, and then nothing until the client has gone."""

    def step(peer: Peer, _: Received) -> bool:
        peer.send(data)
        peer.wait_closed()
        return False

    return step


def trickles(data: bytes, drop: bytes) -> Step:
    """Send this, and then the same drop again and again until the client has gone."""

    def step(peer: Peer, _: Received) -> bool:
        peer.send(data)
        peer.trickle(drop)
        return False

    return step


def leaves(peer: Peer, request: Received) -> bool:
    """Answer well, close the connection, and say that it is closed."""
    good(peer, request)
    peer.sock.close()
    peer.server.gone.release()
    return False


class Site(FaultServer):
    """Runs the steps of a row in the order of the requests, the last one again and again.

    Args:
        steps: What to do about each request.
        greeting: What to do with a connection before any request; whether to go on.
        context: TLS of the connections while the fault lasts, and afterwards.
        healed: TLS of the connections afterwards.
        state: `open`; `refusing`, where nobody listens; or `full`, where nobody accepts.
        host: Name or address in the URL.
    """

    def __init__(
        self,
        *steps: Step,
        greeting: Callable[[Peer], bool] = lambda _: True,
        context: ssl.SSLContext | None = None,
        healed: ssl.SSLContext | None = None,
        state: str = "open",
        host: str = "127.0.0.1",
    ) -> None:
        super().__init__(self._work, context, backlog={"open": 256, "refusing": None, "full": 0}[state])
        self.gone = threading.Semaphore(0)
        self.healed = threading.Event()
        self._steps = steps
        self._greeting = greeting
        self._good_context = healed or context
        self._host = host
        self._crowd = self._fill_backlog() if state == "full" else []

    @property
    def url(self) -> str:
        """Root of the server, without a slash."""
        return f"{'https' if self._good_context else 'http'}://{self._host}:{self.port}"

    @property
    def provider(self) -> Provider:
        """The site as a provider with a route of every kind."""
        return Provider.from_dict({"name": "acme", "base": self.url, "tasks": TASKS})

    def heal(self) -> None:
        """From now on, do everything right."""
        self.healed.set()
        self._context = self._good_context
        for sock in self._crowd:
            sock.close()
        self.accept()

    def _fill_backlog(self) -> list[socket.socket]:
        """Connections that nobody accepts: no further one is answered."""
        crowd = [socket.socket() for _ in range(3)]
        for sock in crowd:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", self.port))
        return crowd

    def _work(self, peer: Peer) -> None:
        """Serve one connection."""
        if not self.healed.is_set() and not self._greeting(peer):
            return
        while (request := peer.request()) is not None:
            number = min(len(self.requests), len(self._steps)) - 1
            step = good if self.healed.is_set() or not self._steps else self._steps[number]
            if not step(peer, request):
                return


TASKS: dict[str, Any] = {
    "chat-completion": {"use": "chat"},
    "feature-extraction": {"use": "embeddings"},
    "text-to-image": {
        "path": "/v1/images/generations",
        "set": [{"to": "prompt", "from": "input"}],
        "response": {"pick": "data[0].url", "type": "string", "as": "download"},
    },
    "automatic-speech-recognition": {"use": "transcriptions"},
    "text-to-video": {
        "path": "/jobs",
        "set": [{"to": "prompt", "from": "input"}],
        "job": {
            "poll": "{base}/jobs/{id}",
            "result": "{base}/jobs/{id}/result",
            "status": "status",
            "done": "done",
            "failed": "failed",
            "error": "why",
            "every": 1,
            "timeout": 60,
        },
        "response": {"pick": "video", "type": "string", "as": "unb64"},
    },
}
