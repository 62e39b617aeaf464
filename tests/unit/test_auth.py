"""Keys: where they come from, which hosts may see the machine's own, and that they never show."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from flows import call, driver
from scripted import json_reply, scripted

from inferlink import _auth
from inferlink._auth import Secret, is_hub_host, is_hub_key, is_loopback, named_key, token_from_file
from inferlink._targets.routing import resolve
from inferlink.errors import AuthenticationError, InvalidInput


def key_of(url: str, **options: object) -> str | None:
    target = driver().run(resolve(call(base_url=url, **options)))
    return target.key and target.key.reveal()


# A key never shows


def test_a_key_is_not_in_its_repr():
    assert "hf_abc" not in f"{Secret('hf_abc')!r} {Secret('hf_abc')} {[Secret('hf_abc')]}"


def test_a_key_is_revealed_on_request():
    assert Secret("hf_abc").reveal() == "hf_abc"


def test_a_key_is_taken_out_of_a_text():
    assert Secret("hf_geheim").hide("bad key: hf_geheim!") == "bad key: ***!"
    assert Secret("EMPTY").hide("EMPTY list") == "EMPTY list"


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("task", ["text_classification", "request"])
def test_a_key_that_a_server_quotes_is_not_in_the_error(kind, task):
    answer = json_reply({"error": {"message": "Incorrect API key: sk-geheim-1"}}, 401)
    client, _ = scripted(kind, answer, base_url="http://h.example", api_key="sk-geheim-1")
    with pytest.raises(AuthenticationError, match=r"Incorrect API key: \*\*\*"):
        client.request("GET", "/x") if task == "request" else client.text_classification("I like it")


@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_never_pickled_or_copied(copied):
    with pytest.raises(TypeError, match="never pickled"):
        copied(Secret("hf_abc"))


def test_keys_are_equal_by_value():
    assert Secret("a") == Secret("a")
    assert hash(Secret("a")) == hash(Secret("a"))
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX-Evil: 1", "a b", "a\tb", "a\0b", "a\x7f", "schlüssel", "a\u2028"])
def test_a_key_that_would_break_a_header_is_refused_without_being_quoted(value):
    with pytest.raises(InvalidInput) as caught:
        Secret(value)
    assert value not in str(caught.value)


def test_a_hub_key_is_known_by_its_prefix():
    assert is_hub_key(Secret("hf_abc"))
    assert not is_hub_key(Secret("sk-hf_abc"))
    assert not is_hub_key(None)


# Which hosts may see the machine's own key


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/api/models/x",
        "https://HuggingFace.co",
        "https://router.huggingface.co/v1",
        "https://abc.us-east-1.aws.endpoints.huggingface.cloud/v1",
        "https://huggingface.co:8443",
    ],
)
def test_the_hubs_own_hosts_see_the_machines_key(url):
    assert is_hub_host(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://huggingface.co",
        "http://abc.endpoints.huggingface.cloud",
        "https://evil-huggingface.co",
        "https://huggingface.co.",
        "https://huggingface.co%2eevil.example",
        "https://evil.example#@huggingface.co",
        "https://evil.example\\@huggingface.co",
        "https://x.endpoints.huggingface.cloud.evil.example",
        "https://[huggingface.co",
        "https://huggingface.co.evil.example",
        "https://evilhuggingface.co",
        "https://evil.huggingface.co",
        "https://endpoints.huggingface.cloud",
        "https://xendpoints.huggingface.cloud",
        "https://evil.example/huggingface.co",
        "https://huggingface.co@evil.example",
        "https://evil.example?x=.endpoints.huggingface.cloud",
        "http://localhost:8080",
        "https://",
    ],
)
def test_no_other_host_sees_it(url):
    assert not is_hub_host(url)


def test_the_host_of_hf_endpoint_sees_it(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.acme.example/")
    assert _auth.hub_endpoint() == "https://hub.acme.example"
    assert is_hub_host("https://hub.acme.example/api")
    assert not is_hub_host("http://hub.acme.example/api")


def test_an_hf_endpoint_that_cannot_be_read_sees_nothing(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "https://[hub")
    assert not is_hub_host("https://[hub/api")
    assert not is_hub_host("https://hub/api")


def test_a_hub_on_loopback_sees_it_without_tls(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9000")
    assert is_hub_host("http://127.0.0.1:9000/api")
    assert not is_hub_host("http://127.0.0.2.evil.example/api")


def test_an_empty_hf_endpoint_is_the_public_hub(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "")
    assert _auth.hub_endpoint() == "https://huggingface.co"
    assert not is_hub_host("https:///api")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_loopback_is_known_by_name_or_address(host, expected):
    assert is_loopback(host) is expected


def test_the_machines_key_goes_to_dedicated_endpoints_only(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    assert key_of("https://abc.endpoints.huggingface.cloud") == "hf_machine"
    assert key_of("http://abc.endpoints.huggingface.cloud") is None
    assert key_of("http://localhost:8080/pipeline") is None
    assert key_of("https://gpu.acme.example") is None


def test_a_key_that_was_passed_goes_to_its_url():
    assert key_of("https://gpu.acme.example", key=Secret("sk-1")) == "sk-1"


def test_no_key_means_no_key(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_machine")
    assert key_of("https://abc.endpoints.huggingface.cloud", key=False) is None


# Where the machine's key comes from


def test_the_first_variable_that_is_set_counts(monkeypatch):
    monkeypatch.setenv("SECOND", " two \n")
    monkeypatch.setenv("FIRST", "  ")
    assert named_key(("FIRST", "SECOND")) == Secret("two")
    assert named_key(("THIRD",)) is None


def test_the_older_variable_is_read_too(monkeypatch):
    monkeypatch.setenv("HUGGING_FACE_HUB_TOKEN", "hf_old")
    assert _auth.token_from_environment() == Secret("hf_old")
    monkeypatch.setenv("HF_TOKEN", "hf_new")
    assert _auth.token_from_environment() == Secret("hf_new")


def test_a_login_is_read_from_its_file(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("hf_file\n")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    assert token_from_file() == Secret("hf_file")


def test_the_file_may_be_elsewhere(monkeypatch, tmp_path):
    (tmp_path / "here").write_text("hf_here")
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "here"))
    assert token_from_file() == Secret("hf_here")


def test_the_file_is_in_the_cache_folder_by_default(monkeypatch, tmp_path):
    (tmp_path / "huggingface").mkdir()
    (tmp_path / "huggingface" / "token").write_text("hf_cache")
    monkeypatch.delenv("HF_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert token_from_file() == Secret("hf_cache")


def test_home_is_found_for_the_default_place(monkeypatch, tmp_path):
    folder = tmp_path / ".cache" / "huggingface"
    folder.mkdir(parents=True)
    (folder / "token").write_text("hf_home")
    for name in ("HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert token_from_file() == Secret("hf_home")


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\xff"])
def test_a_file_without_a_key_is_no_login(monkeypatch, tmp_path, content):
    (tmp_path / "token").write_bytes(content)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    assert token_from_file() is None


def test_no_file_and_no_home_are_no_login(monkeypatch):
    assert token_from_file() is None
    monkeypatch.setattr(Path, "expanduser", lambda self: (_ for _ in ()).throw(RuntimeError("no home")))
    assert token_from_file() is None


def test_the_file_is_read_off_the_loop_and_kept_for_the_next_call(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("hf_file")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    made = call(base_url="https://abc.endpoints.huggingface.cloud")
    first, second = driver(), driver()
    assert first.run(resolve(made)).key == Secret("hf_file")
    assert first.offloaded > second.offloaded
    assert second.run(resolve(made)).key == Secret("hf_file")
    assert second.offloaded == 0
