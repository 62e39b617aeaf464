"""The files in examples/ run as they are, at a hosted provider and at a server by its URL."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from doc_files import MODELS

from inferlink.testing import FakeServer

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"

PRINTED = {
    "text": {
        "answer": r"Hello from the fake server\.",
        "stream": r"Hello from the fake server\. \(stop\)",
        "classify": r"some label: 0\.50",
        "find_names": r"some word: some entity group",
        "translate": r"some translation text",
    },
    "openai_shapes": {
        "answer": r"Hello from the fake server\.",
        "stream": r"Hello from the fake server\. \(stop\)",
        "embed": r"2 vectors of 8 numbers",
        "draw": r"lighthouse\.png",
    },
    "vision": {
        "classify": r"some label: 0\.50",
        "describe": r"some generated text",
        "detect": r"some label from \(\d+, \d+\) to \(\d+, \d+\)",
        "change": r"saved as lighthouse-at-night\.png",
    },
    "audio": {
        "transcribe": r"some text",
        "classify": r"some label: 0\.50",
        "separate": r"some label, saved as voice-1\.wav",
    },
    "batch": {
        "ask": r"(asked: How many legs has the \w+\? Hello from the fake server\.\n){6}0 failed",
        "ask_again": r"(read: How many legs has the \w+\? Hello from the fake server\.\n){6}0 failed",
    },
    "tabular": {
        "ask": r"some answer, from the cells \['some cells'\]",
        "rate": r"\['some value'\]",
        "weigh": r"\[0\.5\]",
    },
    "structured_output": {
        "book": r"some title, 1",
        "several": r"some title, 1",
        "schema": r"\{'code': 'en'\}",
        "grow": r"\{\}\n\{'title': 'some'\}\n(\{'title': 'some title'.*\}\n)+Book\(title='some title', year=1\)",
    },
    "tools": {
        "run": r"temperature\(\{'city': 'some city'.*\}\) -> Error: KeyError: \('some city', '\w+'\)\n"
        r"Hello from the fake server\. \(\d+ tokens\)",
        "run_async": r"population\(\{'city': 'some city'\}\) -> 1\nHello from the fake server\.",
        "by_hand": r'temperature \{"city": "some city".*\}',
    },
    "vectors": {
        "embed": r"4 vectors of 8 numbers\n(-?[01]\.\d\d  It .*\n){2}-?[01]\.\d\d  Paris lies on the Seine\.",
        "compare": r"([01]\.\d\d  (It|Paris) .*\n?){3}",
        "rank": r"hf-inference text-ranking: does not serve text-ranking; .*",
    },
    "observability": {
        "hooks": r"chat-completion at hf-inference: \d+\.\d+ s, \d+ tokens",
        "spans": r"chat Qwen/Qwen3-8B: \('stop',\)\nquestion: None",
    },
}
"""Example to what it prints below each title, with HF Inference as its target."""
SAVED = {
    "openai_shapes": ["lighthouse.png"],
    "batch": ["animals.jsonl"],
    "vision": ["lighthouse-at-night.png", "lighthouse.png"],
    "audio": ["lighthouse.wav", "voice-1.wav"],
}


def sections(printed: str) -> dict[str, str]:
    """Title to what is printed below it."""
    _, *parts = re.split(r"^== (\w+) ==$", printed, flags=re.M)
    return {title: text.strip() for title, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("name", PRINTED)
def test_example_runs_at_the_usual_provider(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INFERENCE_TARGET", raising=False)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setattr(sys, "argv", [f"{name}.py"])
    with FakeServer(models=MODELS) as server, server.patch():
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    assert {request.headers["x-forwarded-host"] for request in server.requests} == {
        "huggingface.co",
        "router.huggingface.co",
    }
    found = sections(capsys.readouterr().out)
    assert found.keys() == PRINTED[name].keys()
    for title, pattern in PRINTED[name].items():
        assert re.fullmatch(pattern, found[title]), found[title]
    saved = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(saved) == SAVED.get(name, [])
    assert all(saved.values())


def run_at(target: str, name: str, *arguments: str, folder: Path) -> dict[str, str]:
    """What an example prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / f"{name}.py"), *arguments],
        cwd=folder,
        env={**os.environ, "INFERENCE_TARGET": target},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sections(done.stdout)


def test_target_may_be_the_url_of_a_server(tmp_path: Path) -> None:
    with FakeServer(models=MODELS) as server:
        found = run_at("nowhere", "text", f"{server.url}/v1", folder=tmp_path)
    assert found["answer"] == "Hello from the fake server."
    assert found["stream"] == "Hello from the fake server. (stop)"
    for title in ("classify", "find_names", "translate"):
        assert "does not serve" in found[title]


def test_target_may_be_in_the_environment(tmp_path: Path) -> None:
    with FakeServer(models=MODELS) as server:
        found = run_at(f"{server.url}/v1", "vectors", folder=tmp_path)
    assert found["embed"].startswith("4 vectors of 8 numbers\n")
    assert re.fullmatch(r"(-?[01]\.\d\d  (It|Paris) .*\n?){3}", found["compare"])
    assert re.fullmatch(r"([01]\.\d\d  (It|Paris) .*\n?){2}", found["rank"])


@pytest.mark.parametrize("name", PRINTED)
def test_example_is_short_and_says_how_it_is_run(name: str) -> None:
    text = (EXAMPLES / f"{name}.py").read_text("utf-8")
    assert len(text.splitlines()) < 60
    assert text.count(f"python examples/{name}.py") == 2


def test_suite_of_somebody_else_runs_with_the_fixtures(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLES / "testing")],
        cwd=EXAMPLES / "testing",
        env={**os.environ, "HF_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"^13 passed", done.stdout, re.M), done.stdout
