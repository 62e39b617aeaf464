"""`client.map` at a real llama.cpp: a run that is killed half way goes on where it was."""

from __future__ import annotations

import json
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from faults import KINDS, ok
from maps import ChatServer

if TYPE_CHECKING:
    from inferlink.local import LocalServer

PROGRAM = Path(__file__).with_name("programs") / "batch.py"
COUNT = 24
HALF = COUNT // 2


class CountingGateway(ChatServer):
    """Stands before a chat server, counts the prompts, and from some on keeps them to itself."""

    def __init__(self, url: str, most: int | None = None) -> None:
        self._server = urlsplit(url).netloc
        self._most = most
        super().__init__(self._pass_on)

    def _pass_on(self, prompt: str, server: ChatServer) -> bytes:
        if self._most is not None and server.prompts.index(prompt) >= self._most:
            self.stopping.wait(300)
            return b""
        upstream = HTTPConnection(self._server, timeout=300)
        body = next(each.body for each in self.requests if each.body and prompt in each.body.decode())
        upstream.request("POST", "/v1/chat/completions", body, {"content-type": "application/json"})
        reply = upstream.getresponse()
        data = reply.read()
        upstream.close()
        return ok(data, "content-type: application/json", status=f"{reply.status} {reply.reason}")


def command(kind: str, url: str, checkpoint: Path) -> list[str]:
    return [sys.executable, str(PROGRAM), kind, f"{url}/v1", str(checkpoint), str(COUNT)]


def finished(checkpoint: Path) -> list[Any]:
    """Prompts' places with a whole line."""
    lines = [line for line in checkpoint.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    return [found["index"] for found in map(json.loads, lines[1:]) if found["status"] == "finished"]


@pytest.mark.parametrize("kind", KINDS)
def test_killed_run_goes_on_and_neither_repeats_nor_loses_an_item(
    kind: str, local_server: LocalServer, tmp_path: Path
) -> None:
    checkpoint = tmp_path / "out.jsonl"
    with (
        CountingGateway(local_server.url, most=HALF) as gateway,
        subprocess.Popen(command(kind, gateway.url, checkpoint), stdout=subprocess.PIPE, text=True) as process,
    ):
        gateway.wait_for(HALF + 2)  # both workers wait for an answer: what was answered is written down
        process.kill()
        printed, _ = process.communicate()
    assert process.returncode == -9
    done = finished(checkpoint)
    assert sorted(done) == sorted(int(prompt[4:-1]) for prompt in gateway.prompts[:HALF])
    assert {line.split()[1] for line in printed.splitlines()} <= {"False"}

    with CountingGateway(local_server.url) as gateway:
        run = subprocess.run(command(kind, gateway.url, checkpoint), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert sorted(gateway.prompts) == sorted(f"Say {number}." for number in range(COUNT) if number not in done)
    rows = [line.split() for line in run.stdout.splitlines()]
    assert [(int(index), resumed == "True") for index, resumed, _ in rows] == [(n, n in done) for n in range(COUNT)]
    assert all(int(tokens) > 0 for *_, tokens in rows)
    assert sorted(finished(checkpoint)) == list(range(COUNT))


def test_results_of_a_real_server_come_back_as_they_were(
    connect: Any, local_server: LocalServer, tmp_path: Path
) -> None:
    client = connect(base_url=local_server.base_url)
    first, second = (
        list(client.map("chat_completion", ["Hi", "Hello"], checkpoint=tmp_path / "out.jsonl", max_tokens=4))
        for _ in range(2)
    )
    assert [each.resumed for each in first + second] == [False, False, True, True]
    assert [each.value for each in second] == [each.value for each in first]
    assert first[0].value.extra == second[0].value.extra != {}
