"""What the commands about targets tell, and that `doctor` tells no secret."""

from __future__ import annotations

import re

import pytest

from inferlink_generated import routes

CANARY = "hf_canary4f1d9a7c2b8e6055"


def test_providers_lists_all_and_where_their_keys_come_from(run):
    rows = {(row["kind"], row["name"]): row for row in run("providers", "--json").json}
    assert set(rows) == {("provider", name) for name in routes.PROVIDERS} | {
        ("server", name) for name in routes.SERVERS
    }
    assert rows["provider", "groq"]["key"] == ["GROQ_API_KEY"]
    assert rows["server", "ollama"]["address"] == "http://localhost:11434"


def test_providers_of_a_task_are_those_that_serve_it(run):
    named = [row[0] for row in run("providers", "text-to-video").rows[1:] if row[1] == "provider"]
    assert named == list(routes.PROVIDERS_OF["text-to-video"])


@pytest.mark.parametrize(("name", "task"), [("chat", "chat-completion"), ("rerank", "text-ranking")])
def test_a_task_may_be_named_as_its_command_or_its_method(name, task, run):
    assert run("providers", name).rows == run("providers", task).rows != []


def test_models_of_a_server_are_listed(fake, run):
    assert run("models", "--base-url", f"{fake.url}/v1").rows == [
        ["id", "context_length", "loaded"],
        ["fake-model", "", ""],
    ]
    assert [row["id"] for row in run("models", "--base-url", f"{fake.url}/v1", "--json").json] == ["fake-model"]


def test_server_tells_what_is_at_a_url(fake, run):
    about = run("server", f"{fake.url}/v1", "--json").json
    assert (about["name"], about["state"], about["models"]) == ("openai", "ready", ["fake-model"])
    assert ["state", "ready"] in run("server", f"{fake.url}/v1").rows


def test_server_without_a_url_is_wrong_usage(run):
    done = run("server")
    assert (done.code, done.errors.count("\n")) == (2, 1)


@pytest.fixture
def alone(monkeypatch, fake):
    """A machine whose Hub is the fake server, and where all local servers are at one address of it."""
    monkeypatch.setenv("HF_ENDPOINT", fake.url)
    monkeypatch.setenv("OLLAMA_HOST", fake.url)


def found(done) -> dict[str, str]:
    assert done.code == 0
    return {row[0]: row[1] for row in done.rows[1:]}


@pytest.mark.usefixtures("alone")
def test_doctor_tells_versions_extras_hub_and_servers(run, fake):
    told = found(run("doctor"))
    assert re.fullmatch(r"\d+\.\d+.*", told["inferlink"])
    assert {"httpx", "h11", "pydantic", "certifi"} <= told.keys()
    assert told["extra cli"] == "complete"
    assert told["Hub token"] == "none"
    assert "ready" in told[fake.url]
    assert told["http://localhost:7997"]


@pytest.mark.usefixtures("alone")
def test_doctor_says_that_the_hub_cannot_be_reached(run, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert found(run("doctor"))["http://127.0.0.1:9"].startswith("nothing answers")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("place", ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "file"])
def test_doctor_says_where_the_token_is_and_never_what_it_is(place, run, fake, monkeypatch, tmp_path):
    if place == "file":
        (tmp_path / "token").write_text(CANARY, "utf-8")
        monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    else:
        monkeypatch.setenv(place, CANARY)
    for name in ("GROQ_API_KEY", "TOGETHER_API_KEY", "INFERLINK_API_KEY", "OLLAMA_API_KEY"):
        monkeypatch.setenv(name, CANARY)
    with_secret = fake.url.replace("//", f"//user:{CANARY}@") + f"?key={CANARY}"
    monkeypatch.setenv("OLLAMA_HOST", with_secret)
    monkeypatch.setenv("HF_ENDPOINT", with_secret)
    done = run("doctor")
    assert CANARY not in done.text + done.errors
    told = found(done)
    assert told["Hub token"] == f"in {tmp_path / 'token' if place == 'file' else place}"
    assert (told["GROQ_API_KEY"], told["INFERLINK_API_KEY"]) == ("set", "set")
    assert not any("authorization" in request.headers for request in fake.requests)


@pytest.mark.usefixtures("alone")
def test_doctor_finds_a_token_that_is_none(run, monkeypatch, tmp_path):
    (tmp_path / "token").write_text("two words", "utf-8")
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    assert "holds spaces" in found(run("doctor"))["Hub token"]
