"""examples/own_provider.py runs as it is, against a gateway that is made up of nothing but its file."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from inferlink import AsyncInferenceClient, JobFailed, Provider, RequestOptions
from inferlink.testing._sample_media import sample_png

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferlink.types import JobProgress

EXAMPLES = Path(__file__).parents[1] / "examples"
KEY = "acme-0123456789"
PRINTED = """\
== answer ==
Because it scatters.
== classify ==
calm: 0.75
wild: 0.25
== draw ==
painting, 50%
saved as lighthouse.png
== refuse ==
acme text-to-image painter: does not take seed for text-to-image: leave it out, pass what the server calls it in \
extra_body=, or drop it with options=RequestOptions(unsupported='drop').
"""
JOB: list[dict[str, Any]] = [
    {"state": "painting", "percent": 50},
    {"state": "ready", "picture": base64.b64encode(sample_png()).decode()},
]


class Gateway(ThreadingHTTPServer):
    """What the file says of Acme's gateway. It keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, Any, dict[str, str]]] = []
        self.job = list(JOB)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"

    def answer(self, path: str) -> dict[str, Any]:
        if path == "/api/llm/chat":
            return {"id": "c", "choices": [{"index": 0, "message": {"content": "Because it scatters."}}]}
        if path == "/api/classify/mood":
            return {"scores": [{"name": "calm", "value": 0.75}, {"name": "wild", "value": 0.25}]}
        return {"job": 7} if path == "/api/pictures" else self.job.pop(0)


class Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"null")
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, body, headers))
        answer = json.dumps(self.server.answer(self.path)).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gateway() -> Iterator[Gateway]:
    with Gateway() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_example_prints_what_the_gateway_says(tmp_path: Path) -> None:
    with gateway() as server:
        done = subprocess.run(
            [sys.executable, str(EXAMPLES / "own_provider.py"), server.url],
            cwd=tmp_path,
            env={**os.environ, "ACME_GATEWAY_KEY": KEY, "HF_TOKEN": "hf_of_the_machine"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout == PRINTED, done.stderr
    assert (tmp_path / "lighthouse.png").read_bytes() == sample_png()
    assert [(path, body) for path, body, _ in server.asked] == [
        (
            "/api/llm/chat",
            {"model": "large", "messages": [{"role": "user", "content": "Why is the sky blue?"}], "max_tokens": 200},
        ),
        ("/api/classify/mood", {"document": {"text": "What a lovely day!"}, "options": {"limit": 2}}),
        ("/api/pictures", {"model": "painter", "prompt": "a lighthouse in fog", "size": "640x480"}),
        ("/api/jobs/7", None),
        ("/api/jobs/7", None),
    ]
    assert {headers["authorization"] for _, _, headers in server.asked} == {f"Bearer {KEY}"}
    assert {headers["x-acme-client"] for _, _, headers in server.asked} == {"inferlink"}


def test_async_client_resumes_a_job_of_the_gateway() -> None:
    seen: list[JobProgress] = []

    async def run(url: str) -> bytes:
        own = Provider.from_file(EXAMPLES / "own_provider.toml")
        options: dict[str, Any] = {"provider": own, "base_url": url, "api_key": KEY}
        async with AsyncInferenceClient(**options) as client:
            with pytest.raises(RuntimeError):
                await client.text_to_image("a cat", model="painter", options=RequestOptions(on_progress=crash))
        async with AsyncInferenceClient(**options) as client:
            return bytes(await client.jobs.resume(seen[0].handle.to_json()))

    def crash(event: JobProgress) -> None:
        seen.append(event)
        raise RuntimeError

    with gateway() as server:
        assert asyncio.run(run(server.url)) == sample_png()
    assert [path for path, _, _ in server.asked] == ["/api/pictures", "/api/jobs/7", "/api/jobs/7"]
    assert seen[0].handle.job_id == "7"


def test_job_that_the_gateway_refuses_tells_why() -> None:
    async def run(url: str) -> None:
        own = Provider.from_file(EXAMPLES / "own_provider.toml")
        async with AsyncInferenceClient(provider=own, base_url=url, api_key=KEY) as client:
            await client.text_to_image("a cat", model="painter")

    with gateway() as server:
        server.job = [{"state": "refused", "reason": "no cats here"}]
        with pytest.raises(JobFailed, match="acme text-to-image painter: The job 7 failed: no cats here"):
            asyncio.run(run(server.url))


def test_example_is_short_and_says_how_it_is_run() -> None:
    text = (EXAMPLES / "own_provider.py").read_text("utf-8")
    assert len(text.splitlines()) < 60
    assert text.count("python examples/own_provider.py") == 2
