"""The app of examples/local_tasks around its models: what it refuses, what it tells, and its client script."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from PIL import Image
from tasks_app import FOLDER, GUARD, NAMES, SPEECH, serve

from inferlink import (
    APIConnectionError,
    APIStatusError,
    AsyncInferenceClient,
    BadRequestError,
    InferenceClient,
    NotFoundError,
)
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tasks_app import App

    Connect = Callable[..., Any]

JSON = {"content-type": "application/json"}
EXAMPLES = {
    "zero-shot-classification": b'{"inputs": "Hello", "parameters": {"candidate_labels": ["cars"]}}',
    "sentence-similarity": b'{"inputs": {"source_sentence": "a", "sentences": ["b"]}}',
    "text-ranking": b'{"inputs": {"query": "a", "documents": ["b"]}}',
}
SAMPLES = {"image": "sign.png", "object": "astronaut.png", "audio": "speech.wav", "automatic": "speech.wav"}


@pytest.fixture
def client(connect: Connect) -> Any:
    return connect(retry=0)


@pytest.fixture
def asker(connect: Connect, tasks_app: App) -> Any:
    """A client for requests in one's own words."""
    return connect(base_url=tasks_app.url, retry=0)


def test_every_task_is_one_of_the_clients(tasks_app: App) -> None:
    assert len(tasks_app.tasks) == 11
    assert tasks_app.tasks.keys() <= OPERATIONS.keys()


def test_readme_names_each_task_with_its_model_and_licence(tasks_app: App) -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \|.*\| ([^|]+) \|$", (FOLDER / "README.md").read_text("utf-8"), re.M)
    told = {name: (model.strip(), licence.strip()) for name, model, licence in rows}
    assert told == {name: (task["model"], task["licence"]) for name, task in tasks_app.tasks.items()}


def test_speech_that_is_not_installed_says_what_installs_it(client: Any, tasks_app: App) -> None:
    if tasks_app.tasks[SPEECH]["state"] != "not installed":
        pytest.skip("not run: how an absent task is told, for speech recognition is installed")
    with pytest.raises(NotFoundError, match=r"faster_whisper.*make local-tasks"):
        client.automatic_speech_recognition(b"RIFF", model=f"{tasks_app.url}/{SPEECH}")


@pytest.mark.parametrize("top_k", [None, 1])
def test_what_is_no_image_is_a_bad_request(client: Any, tasks_app: App, top_k: int | None) -> None:
    with pytest.raises(BadRequestError, match="no image that can be read"):
        client.image_classification(b"\x89PNG\r\n\x1a\nbut not", top_k=top_k, **tasks_app.at("image-classification"))


def test_image_that_is_a_mere_line_is_a_bad_request(client: Any, tasks_app: App) -> None:
    line = Image.new("RGB", (2000, 3))
    with pytest.raises(BadRequestError, match="20 times the other"):
        client.image_to_text(line, **tasks_app.at("image-to-text"))


def test_parameter_that_a_task_does_not_know_is_a_bad_request(client: Any, tasks_app: App) -> None:
    with pytest.raises(BadRequestError, match=r"parameters\.function_to_apply"):
        client.text_classification("Hello", function_to_apply="softmax", **tasks_app.at("text-classification"))


@pytest.mark.parametrize(
    ("path", "content_type", "content", "status", "message"),
    [
        ("image-to-text", "application/json", b'{"inputs": "not base64!"}', 400, "inputs: Value error, not base64"),
        ("text-ranking", "application/json", b'{"inputs": {}}', 400, r"inputs\.query: Field required; inputs\.doc"),
        ("text-ranking", "application/json", b"{", 400, "the body: Invalid JSON"),
        ("feature-extraction", "application/json", b'{"inputs": ["a", " "]}', 400, "an empty text has no vector"),
        ("text-classification", "text/plain", b"Hello", 415, "takes application/json"),
        ("image-classification", "audio/wav", b"RIFF", 415, "takes application/json or image"),
        ("audio-classification", "audio/flac", b"fLaC", 415, "only WAV files"),
        ("object-detection", "image/png", bytes(16 * 1024 * 1024 + 1), 413, "16777216 bytes"),
        ("nothing", "application/json", b"{}", 405, "takes GET"),
    ],
)
def test_wrong_request_is_refused_with_its_reason(
    asker: Any, path: str, content_type: str, content: bytes, status: int, message: str
) -> None:
    with pytest.raises(APIStatusError, match=message) as caught:
        asker.request("POST", f"/{path}", content=content, headers={"content-type": content_type})
    assert caught.value.status == status


@pytest.mark.parametrize(("path", "status"), [("image-to-text", 405), ("nothing", 404), ("samples/dog.png", 404)])
def test_what_cannot_be_got_is_refused(asker: Any, path: str, status: int) -> None:
    with pytest.raises(APIStatusError) as caught:
        asker.request("GET", f"/{path}")
    assert caught.value.status == status


def test_app_is_healthy(asker: Any) -> None:
    assert asker.request("GET", "/health").json() == {"status": "ok"}


def test_model_that_loads_is_told_and_waited_for(client: Any, tasks_app: App, tmp_path: Path) -> None:
    with serve(tmp_path / "left.log", LOCAL_TASKS_PATIENCE="0") as impatient:
        with pytest.raises(HTTPError) as caught:
            urlopen(Request(f"{impatient.url}/text-ranking", EXAMPLES["text-ranking"], JSON))
        told = caught.value.code, caught.value.headers["retry-after"], json.load(caught.value)
        found = client.token_classification(NAMES, **impatient.at("token-classification"))
    assert told == (503, "1", {"error": "WordLlama l2_supercat 256 is loading", "estimated_time": 1.0})
    assert (found[0].word, found.meta.attempts > 1) == ("Ada Lovelace", True)


def test_calls_at_once_are_answered_each_with_its_own(tasks_app: App) -> None:
    texts = [f"My name is {name}." for name in ("Ada Lovelace", "Alan Turing", "Grace Hopper", "Isaac Newton")]

    async def ask() -> list[str]:
        async with AsyncInferenceClient() as client:
            calls = (client.token_classification(text, **tasks_app.at("token-classification")) for text in texts)
            return [f"My name is {found[0].word}." for found in await asyncio.gather(*calls)]

    assert asyncio.run(ask()) == texts


def test_script_shows_every_task_and_leaves_nothing_behind(tasks_app: App) -> None:
    tasks_app.at(SPEECH)
    done = subprocess.run([sys.executable, FOLDER / "client.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    titles = re.findall(r"^\w.*", done.stdout, re.M)
    assert titles == [
        *(OPERATIONS[name].task.replace("-", " ").replace("zero shot", "zero-shot") for name in tasks_app.tasks),
        "all at once",
    ]
    assert "Hello inferlink 2026" in done.stdout
    assert done.stdout.rstrip().endswith("fail better.")


def test_app_ends_with_its_context(tasks_app: App, tmp_path: Path) -> None:
    with serve(tmp_path / "left.log") as passing:
        pass
    with InferenceClient(base_url=passing.url, retry=0) as client, pytest.raises(APIConnectionError):
        client.request("GET", "/health")


def test_guard_stops_and_writes_down_what_leaves_this_machine(tmp_path: Path) -> None:
    log = tmp_path / "left.log"
    program = "import urllib.request; urllib.request.urlopen('http://huggingface.invalid')"
    environment = {**os.environ, "PYTHONPATH": str(GUARD), "LOOPBACK_ONLY_LOG": str(log)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert log.read_text("utf-8") == "socket.getaddrinfo huggingface.invalid\n"


def test_no_model_is_looked_for_elsewhere(tasks_app: App) -> None:
    served = [name for name, task in tasks_app.tasks.items() if task["state"] != "not installed"]
    with InferenceClient(base_url=tasks_app.url) as asker:
        for name in served:
            content_type, content = example(asker, name)
            asker.request("POST", f"/{name}", content=content, headers={"content-type": content_type})
        tasks = asker.request("GET", "/info").json()["tasks"]
    assert len(served) >= 10
    assert {tasks[name]["state"] for name in served} == {"loaded"}
    assert tasks_app.log.read_text("utf-8") == ""


def example(asker: InferenceClient, name: str) -> tuple[str, bytes]:
    """The type and the body of any call of a task."""
    if name.partition("-")[0] not in SAMPLES:
        return JSON["content-type"], EXAMPLES.get(name, b'{"inputs": "Hello"}')
    sample = asker.request("GET", f"/samples/{SAMPLES[name.partition('-')[0]]}")
    return sample.headers["content-type"], sample.body
