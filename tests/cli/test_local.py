"""The command line at a real model on this machine."""

from __future__ import annotations

import signal

import pytest
from cli.test_process import running

from inferlink import InferenceClient

GREEDY = ("--temperature", "0", "--max-tokens", "12", "--seed", "1")


@pytest.fixture
def place(local_server):
    return "--base-url", local_server.base_url


def test_chat_streams_what_it_answers_in_one_piece(place, run):
    streamed = run("chat", "What is the capital of France?", *GREEDY, *place)
    whole = run("chat", "What is the capital of France?", *GREEDY, "--json", *place)
    assert (streamed.code, whole.code, streamed.errors) == (0, 0, "")
    assert streamed.text == whole.json["choices"][0]["message"]["content"] + "\n"


def test_events_of_a_stream_are_json_lines(place, run):
    done = run("chat", "Hi", *GREEDY, "--json", "--stream", *place)
    assert done.code == 0
    assert len(done.text.splitlines()) > 3


def test_text_generation_continues_a_text(place, run):
    done = run("text-generation", "The capital of France is", "--max-new-tokens", "4", *place)
    assert done.code == 0
    assert done.text.strip()


def test_models_and_server_tell_what_runs(place, run, local_server):
    assert local_server.model in [row["id"] for row in run("models", *place, "--json").json]
    about = run("server", local_server.url, "--json").json
    assert (about["name"], about["state"]) == ("llama-cpp", "ready")


def test_serve_runs_the_packaged_embedder_until_it_is_interrupted(run):
    with running("serve", "--embedding", "--threads", "1") as (process, url):
        rows = run("feature-extraction", "a cat", "a kitten", "--json", "--base-url", url).json
        with InferenceClient(base_url=url) as client:
            assert client.server().name == "llama-cpp"
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    assert [len(row) for row in rows] == [384, 384]
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in errors


def test_serve_tells_a_wrong_file_in_one_line(run, tmp_path):
    (tmp_path / "model.gguf").write_bytes(b"no model")
    done = run("serve", str(tmp_path / "model.gguf"))
    assert (done.code, done.errors.count("\n")) == (2, 1)
