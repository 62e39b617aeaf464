"""The server: a process of its own that answers from memory, on a raw asyncio protocol. It prints its port."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from functools import cache

from benchmarks import replies

SLOW_SECONDS = 1.0
POLLS = 3


@cache
def canned() -> dict[str, bytes]:
    """Replies by the end of the path, in the order in which they are looked for."""
    picture = base64.b64encode(replies.png()).decode()
    return {
        "/large/v1/chat/completions": replies.http(replies.chat(12, 400)),
        "/chat/completions": replies.http(replies.chat(12, 0)),
        "/base64/v1/embeddings": replies.http(replies.embeddings(packed=True)),
        "/embeddings": replies.http(replies.embeddings(packed=False)),
        "/embed": replies.http(json.dumps(replies.vectors()).encode()),
        "/image": replies.http(replies.png(), "image/png"),
        "/images/generations": replies.http(json.dumps({"created": 1, "data": [{"b64_json": picture}]}).encode()),
        "/audio.wav": replies.http(replies.wav(), "audio/wav"),
        "/transcribe": replies.http(b'{"text":"hello"}'),
        "/audio/transcriptions": replies.http(b'{"text":"hello"}'),
        "/api/agent-harnesses": replies.http(b"{}"),
        "/nothing/here": replies.http(b'{"error":"Not found"}', status="404 Not Found"),
    }


@cache
def streams() -> dict[str, bytes]:
    """Streams by the beginning of the path; one stops in its middle and stays open."""
    short = replies.stream(replies.SHORT_CHUNKS)
    return {"/short/": short, "/stalled/": short[: len(short) // 2], "/": replies.stream(replies.CHUNKS)}


class Connection(asyncio.Protocol):
    """One connection: reads a request, however its body is framed, and writes the reply."""

    opened = 0
    polls = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        Connection.opened += 1
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""
        self.path = ""
        self.left: int | None = 0

    def data_received(self, data: bytes) -> None:
        if not self.path:
            self.buffer += data
            head, mark, data = self.buffer.partition(b"\r\n\r\n")
            if not mark:
                return
            self.read_head(head.decode("latin-1"))
            self.buffer = b""
        if self.left is not None:
            self.left -= len(data)
        self.buffer = (self.buffer + data)[-4096:]
        if self.left == 0 if self.left is not None else self.buffer.endswith(b"0\r\n\r\n"):
            body, path, self.buffer, self.path = self.buffer, self.path, b"", ""
            self.answer(path, body)

    def read_head(self, head: str) -> None:
        line, *lines = head.split("\r\n")
        self.path = line.split(" ")[1].partition("?")[0]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.host = headers["host"]
        self.left = None if "transfer-encoding" in headers else int(headers.get("content-length", 0))

    def answer(self, path: str, body: bytes) -> None:
        if path.endswith("/chat/completions") and (b'"stream":true' in body or b'"stream": true' in body):
            self.transport.write(next(stream for start, stream in streams().items() if path.startswith(start)))
        elif path.startswith("/slow") or "/slow-" in path:
            asyncio.get_running_loop().call_later(SLOW_SECONDS, self.write, self.reply(path))
        else:
            self.transport.write(self.reply(path))

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def reply(self, path: str) -> bytes:
        found = next((reply for end, reply in canned().items() if path.endswith(end)), None)
        return found or replies.http(json.dumps(self.fact(path)).encode())

    def fact(self, path: str) -> dict[str, object]:
        """What changes from call to call: the server's own figures, the Hub's mapping, and a queue as fal has it."""
        if path == "/facts":
            return {"cpu": time.process_time(), "opened": Connection.opened}
        if path.startswith("/api/models/"):
            task = "text-to-video" if "video" in path else "text-to-speech"
            entry = {
                "provider": "fal-ai",
                "providerId": path.removeprefix("/api/models/"),
                "status": "live",
                "task": task,
            }
            return {"id": entry["providerId"], "inferenceProviderMapping": [entry]}
        root = f"http://{self.host}"
        if path.endswith("/status"):
            Connection.polls += 1
            return {"status": "IN_PROGRESS" if Connection.polls % POLLS else "COMPLETED"}
        if "/requests/" in path:
            return {"video": {"url": f"{root}/audio.wav"}}
        url = f"{root}{path}/requests/1"
        job = {"request_id": "1", "status": "IN_QUEUE", "response_url": url, "status_url": f"{url}/status"}
        return {**job, "audio": {"url": f"{root}/audio.wav"}}


async def serve() -> None:
    canned(), streams()
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
