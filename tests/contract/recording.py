"""Recordings of real servers: what was asked, what was answered, and how inferlink asks it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scripted import sse_reply

from inferlink._sending.wire import Reply
from inferlink.errors import APIConnectionError
from inferlink.testing._sample_media import SAMPLE_MEDIA
from inferlink_generated.operations import OPERATIONS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMMITTED = ROOT / "tests" / "recordings"
REFERENCE = Path(os.environ.get("INFERLINK_REFERENCE", ROOT.parent / "shared" / "reference")) / "recordings"
NOT_COMMITTED = ("infinity", "ollama", "ollama-proxy-plus", "tgi")
"""Servers whose recordings may not be committed, or are not worth it: read where the reference folder is found."""

HOST = "http://127.0.0.1:8080"
METHODS = {operation.method: operation for operation in OPERATIONS.values()}
OPENAI = {  # end of the path of an OpenAI-compatible request to the members of its body that are our arguments
    "/chat/completions": ("messages",),
    "/completions": ("prompt",),
    "/embeddings": ("input",),
    "/rerank": ("query", "documents"),
}
PLAIN: dict[str, list[Any]] = {
    "automatic_speech_recognition": [SAMPLE_MEDIA["audio"]()],
    "rerank": ["Hello", ["Hi", "Bye"]],
    "sentence_similarity": ["Hello", ["Hi", "Bye"]],
}
"""What is asked where a request cannot be made with inferlink, if not `Hello`."""
SNAPSHOTS = {"chat_completion": "/v1/chat/completions", "text_generation": "/v1/completions"}
"""Method to path, for recordings that hold no request."""


@dataclass
class Call:
    """A call of a client method, and what it must send where that was recorded."""

    given: list[Any]
    named: dict[str, Any] = field(default_factory=dict[str, Any])
    sends: dict[str, Any] | None = None


@dataclass(frozen=True)
class Recording:
    """One exchange with a server, and what the table says of it."""

    server: str
    name: str
    method: str
    outcome: str
    """`result`, or the class of the error."""
    via: str | None = None
    """The server file that is called, where that is not OpenAI's form or the pipelines'."""

    def __str__(self) -> str:
        return f"{self.server}/{self.name}"

    @property
    def folder(self) -> Path:
        return (REFERENCE if self.server in NOT_COMMITTED else COMMITTED) / self.server

    @cached_property
    def _data(self) -> Any:
        return json.loads((self.folder / f"{self.name}.json").read_text("utf-8"))

    @property
    def is_exchange(self) -> bool:
        """Whether request and response were recorded; otherwise what a server's own tests had parsed of a reply."""
        return isinstance(self._data, dict) and "request" in self._data

    @property
    def chunks(self) -> list[Any] | None:
        """The chunks of a snapshot of a stream."""
        if isinstance(self._data, list):
            return self._data
        return [self._data] if str(self._data.get("object")).endswith(".chunk") else None

    @property
    def response(self) -> dict[str, Any]:
        return self._data["response"] if self.is_exchange else {"body": self._data}

    @property
    def request(self) -> dict[str, Any]:
        """The JSON body of the request; empty where it was none."""
        body = self._data["request"].get("body") if self.is_exchange else None
        return body if isinstance(body, dict) else {}

    @property
    def is_stream(self) -> bool:
        """Whether a stream was asked for, as far as that is known."""
        return bool(self.request.get("stream")) or "body_file" in self.response or self.chunks is not None

    @property
    def path(self) -> str:
        if self.is_exchange:
            return str(self._data["request"]["path"])
        return "/generate" if "generated_text" in self._data else SNAPSHOTS[self.method]

    @property
    def suffix(self) -> str | None:
        """The end of the path that makes it an OpenAI-compatible one."""
        return next((suffix for suffix in OPENAI if self.path.endswith(suffix)), None)

    @property
    def target(self) -> dict[str, str]:
        """Options of a client for the server: an OpenAI-compatible base, the URL of a pipeline, or its own name."""
        if self.via is not None:
            return {"provider": self.via, "base_url": HOST, "model": "dummy"}
        if self.suffix is None:
            return {"provider": "endpoint", "base_url": HOST + self.path}
        base = HOST + self.path.removesuffix(self.suffix)
        # A base without /v1 is no usual one: the whole URL is given then, which is used as it is.
        return {"provider": "openai", "base_url": base if base.endswith("/v1") else HOST + self.path}

    @cached_property
    def content(self) -> bytes:
        """The body of the reply as bytes."""
        if self.chunks is not None:
            events = [b"data:" + json.dumps(chunk).encode() for chunk in self.chunks]
            return b"\n\n".join([*events, b"data: [DONE]", b""])
        response = self.response
        if "body_file" in response:
            return (self.folder / response["body_file"]).read_bytes()
        return json.dumps(response["body"]).encode() if "body" in response else str(response["body_text"]).encode()

    def reply(self, size: int | None = None) -> Reply:
        """The reply, its body in pieces of `size` bytes where it is a stream."""
        # What was recorded is what was left when the encodings were undone.
        undone = ("content-encoding", "content-length", "transfer-encoding")
        usual = {"content-type": "text/event-stream" if self.chunks is not None else "application/json"}
        given = {name.lower(): value for name, value in self.response.get("headers", ())}
        headers = usual | {name: value for name, value in given.items() if name not in undone}
        status = int(self.response.get("status", 200))
        if not self.is_stream or status >= 400:
            return Reply(status, headers, "", self.content)
        step = size or len(self.content)
        pieces: list[bytes | Exception] = [self.content[at : at + step] for at in range(0, len(self.content), step)]
        if "client_error" in self.response:
            pieces.append(APIConnectionError(self.response["client_error"]))
        answer = sse_reply(*pieces)
        answer.headers = headers
        return answer

    def call(self) -> Call:
        """The call that makes the recorded request; a plain one where that cannot be made with inferlink.

        In a server's own form it is a plain one: what is sent there has tests of its own.
        """
        stream: dict[str, Any] = {"stream": True} if self.is_stream else {}
        body = {name: value for name, value in self.request.items() if name != "stream"}
        if self.via is not None:
            return Call(PLAIN.get(self.method, ["Hello"]), stream)
        places = ("inputs",) if self.suffix is None else OPENAI[self.suffix]
        if not all(place in body for place in places) or isinstance(body.get("messages"), str):
            return Call(PLAIN.get(self.method, ["Hello"]), stream)
        sends = body | stream if self.suffix is None else {"model": "dummy", **body, **stream}
        given = [body.pop(place) for place in places]
        if isinstance(given[0], dict):
            given = [given[0][place] for place in METHODS[self.method].arguments.values()]
        call = Call(given, stream, sends)
        for name, value in (body.pop("parameters", {}) | body).items():
            ours = "max_new_tokens" if (self.suffix, name) == ("/completions", "max_tokens") else name
            if ours == "model" or ours in METHODS[self.method].parameters:
                call.named[ours] = value
            else:
                call.named.setdefault("extra_body", {})[name] = value
        return call
