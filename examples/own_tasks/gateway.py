"""Acme's gateway, made up: it answers the tasks of `specs/` on loopback, with the standard library alone.

Run it with `python examples/own_tasks/gateway.py`; it listens at http://localhost:8765 until it is stopped.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

PIECES = ("It ", "is on ", "its way.")


def triage(asked: dict[str, Any]) -> dict[str, Any]:
    """The teams by how many of their letters the message has."""
    fits = {team: len(set(team) & set(asked["message"].lower())) / len(set(team)) for team in asked["teams"]}
    ranked = sorted(fits, key=lambda team: -fits[team])
    urgency = "today" if "broken" in asked["message"] else "this week"
    return {
        "best": ranked[0],
        "urgency": urgency,
        "lang": "en",
        "all": [{"team": team, "fit": fits[team]} for team in ranked],
    }


def defects(asked: dict[str, Any]) -> dict[str, Any]:
    """One scratch, whatever the photo."""
    scratch = {"kind": "scratch", "score": 0.75, "box": {"xmin": 1, "ymin": 2, "xmax": 30, "ymax": 4}}
    return {"found": [scratch] if scratch["score"] >= asked.get("options", {}).get("threshold", 0.3) else []}


def chat(_: dict[str, Any]) -> dict[str, Any]:
    """An answer in OpenAI's form."""
    return {"id": "1", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Acme at your service."}}]}


def draft(_: dict[str, Any]) -> dict[str, Any]:
    """A reply, whole."""
    return {"generated_text": "".join(PIECES)}


def events() -> Iterator[dict[str, Any]]:
    """A reply, in pieces."""
    for piece in PIECES:
        yield {"token": {"text": piece}}
    yield {"token": {"text": "", "special": True}, "details": {"finish_reason": "eos_token"}}


ANSWERS = {"/triage": triage, "/defects": defects, "/draft": draft, "/v1/chat/completions": chat}


class Handler(BaseHTTPRequestHandler):
    """Answers a POST."""

    def do_POST(self) -> None:  # the name that http.server calls
        """Read JSON, write JSON or server-sent events."""
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["content-length"])))
        answer = ANSWERS.get(self.path)
        if answer is None:
            self.reply(404, "application/json", json.dumps({"error": f"nothing is at {self.path}"}))
        elif asked.get("stream"):
            self.reply(200, "text/event-stream", "".join(f"data: {json.dumps(event)}\n\n" for event in events()))
        else:
            self.reply(200, "application/json", json.dumps(answer(asked)))

    def reply(self, status: int, kind: str, text: str) -> None:
        """Send a whole reply."""
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running(port: int = 0) -> Generator[str]:
    """The gateway in a thread, at a free port unless one is named; gives its URL."""
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8765), Handler).serve_forever()
