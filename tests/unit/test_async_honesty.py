"""Nothing that the async client does can make the event loop wait: law 5 of the design."""

from __future__ import annotations

import http.server
import json
import os
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from inferlink.testing import FakeServer
from inferlink.testing._sample_media import SAMPLE_MEDIA

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("programs") / "async_honesty.py"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A file of each kind of media."""
    for kind, sample in SAMPLE_MEDIA.items():
        (tmp_path / f"sample.{kind}").write_bytes(sample())
    return {kind: str(tmp_path / f"sample.{kind}") for kind in SAMPLE_MEDIA}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """URL at which the files can be fetched."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No settings but a token file, as on a machine that is logged in to the Hub."""
    (tmp_path / "token").write_text("hf_of_nobody\n")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
    return {**kept, "HF_TOKEN_PATH": str(tmp_path / "token"), "HOME": str(tmp_path)}


def examples() -> dict[str, object]:
    files = (ROOT / "specs" / "tasks").glob("*/task.yaml")
    return {words["task"]: words["example"] for words in map(yaml.safe_load, map(Path.read_text, files))}


@pytest.mark.parametrize("first", ["server", "hosted"])
def test_no_async_method_blocks_the_loop(
    first: str, files: dict[str, str], web: str, environment: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    with FakeServer() as server:
        plan = {
            "url": server.url,
            "nowhere": nowhere,
            "web": web,
            "files": files,
            "examples": examples(),
            "provider": "hf-inference",
            "first": first,
        }
        environment |= {"HF_ENDPOINT": server.hub_url, "HTTP_PROXY": server.url, "NO_PROXY": "127.0.0.1,localhost"}
        run = subprocess.run(
            [sys.executable, str(PROGRAM)], input=json.dumps(plan), env=environment, capture_output=True, text=True
        )
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["unanswered"] == []
    assert not report["found"], "\n".join(f"{where}:\n    {what}" for where, what in report["found"].items())
