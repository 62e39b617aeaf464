"""The checkpoint of `client.map`: what is finished is not called for again, and comes back as it was."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from faults import KINDS, ok
from live import open_client
from maps import ChatServer, chat_client, says
from PIL import Image as Pillow

from inferlink import Args, InvalidInput
from inferlink._map import tasks, threads
from inferlink._map.checkpoint import Checkpoint
from inferlink._map.item_keys import key_of
from inferlink.testing import FakeServer
from inferlink.types import (
    Audio,
    ChatCompletionInputMessage,
    Image,
    Items,
    SummarizationOutput,
    Text,
    TextClassificationOutputElement,
    TextGenerationOutput,
    Vectors,
)

if TYPE_CHECKING:
    from pathlib import Path

BAD = ok(b'{"error": {"message": "no"}}', status="400 Bad Request")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def run(
    kind: str, items: Any, path: Path, server: ChatServer | None = None, **options: Any
) -> tuple[list[Any], list[str]]:
    """Outcomes of a run, and what the server was asked."""
    with server or ChatServer() as server, chat_client(kind, server) as client:
        found = list(client.map("chat_completion", items, checkpoint=path, **options))
    return found, sorted(server.prompts)


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_second_run_gives_out_the_same_without_a_call(kind: str, path: Path) -> None:
    first, asked = run(kind, ["a", "b", "c"], path)
    second, asked_again = run(kind, ["a", "b", "c"], path)
    assert (asked, asked_again) == (["a", "b", "c"], [])
    assert [each.value for each in second] == [each.value for each in first]
    assert [(each.index, each.item, each.resumed, each.attempts) for each in second] == [
        (number, item, True, 1) for number, item in enumerate("abc")
    ]
    assert second[0].value.meta is None


def test_each_line_says_what_became_of_an_item(kind: str, path: Path) -> None:
    server = ChatServer(lambda prompt, server: BAD if prompt == "b" else None)
    run(kind, ["a", "b"], path, server, concurrency=1, fsync=True, max_tokens=5)
    header, first, second = lines(path)
    assert (header["format"], header["version"], header["method"]) == ("inferlink-map", 1, "chat_completion")
    assert header["arguments"].keys() == {"max_tokens"}
    assert (first["index"], first["status"], first["attempts"]) == (0, "finished", 1)
    assert first["result"]["choices"][0]["message"]["content"] == "re: a"
    assert (second["index"], second["status"]) == (1, "failed")
    assert (second["error"]["class"], second["error"]["status"]) == ("BadRequestError", 400)


def test_what_failed_is_called_for_again(kind: str, path: Path) -> None:
    run(kind, ["a", "b"], path, ChatServer(lambda prompt, server: BAD if prompt == "b" else None))
    found, asked = run(kind, ["a", "b"], path)
    assert [says(each) for each in found] == ["re: a", "re: b"]
    assert asked == ["b"]
    assert run(kind, ["a", "b"], path)[1] == []


@pytest.mark.parametrize("cut", [1, 40])
def test_torn_last_line_is_cut_off_and_its_item_called_for_again(kind: str, path: Path, cut: int) -> None:
    run(kind, ["a", "b", "c"], path, concurrency=1)
    path.write_bytes(path.read_bytes()[:-cut])
    found, asked = run(kind, ["a", "b", "c"], path)
    assert [says(each) for each in found] == ["re: a", "re: b", "re: c"]
    assert asked == ["c"]
    assert [line["index"] for line in lines(path)[1:]] == [0, 1, 2]


def test_torn_first_line_is_written_anew(kind: str, path: Path) -> None:
    run(kind, [], path)
    path.write_bytes(path.read_bytes()[:-7])
    assert run(kind, ["a"], path)[1] == ["a"]
    assert run(kind, ["a"], path)[1] == []


def test_items_are_known_by_content_in_any_order(kind: str, path: Path) -> None:
    run(kind, ["a", "b", "c"], path)
    found, asked = run(kind, ["new", "c", Args("a"), "b"], path)
    assert [says(each) for each in found] == ["re: new", "re: c", "re: a", "re: b"]
    assert asked == ["new"]


def test_equal_items_are_each_called_for(kind: str, path: Path) -> None:
    assert run(kind, ["a", "a"], path)[1] == ["a", "a"]
    assert run(kind, ["a", "a", "a"], path)[1] == ["a"]


def refused(kind: str, path: Path, match: str, **options: Any) -> None:
    before = path.read_bytes()
    with ChatServer() as server, chat_client(kind, server, model=options.pop("client_model", None)) as client:
        outcomes = client.map(options.pop("method", "chat_completion"), ["a"], checkpoint=path, **options)
        with pytest.raises(InvalidInput, match=match):
            next(outcomes)
    assert path.read_bytes() == before
    assert server.prompts == []


def test_checkpoint_of_other_calls_is_refused(kind: str, path: Path) -> None:
    run(kind, ["a"], path, max_tokens=5, temperature=0.5)
    refused(kind, path, "of chat_completion, and not of text_generation", method="text_generation")
    refused(kind, path, "another max_tokens, temperature", max_tokens=6)
    refused(kind, path, "another model", max_tokens=5, temperature=0.5, client_model="other")


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("one prompt", "no checkpoint"),
        ("one\ntwo\n", "no checkpoint"),
        ('{"a": 1}\n', "no checkpoint"),
        ('{"format":"inferlink-map","version":2}\n', "version 2"),
    ],
)
def test_file_of_another_kind_is_left_as_it_is(kind: str, path: Path, content: str, match: str) -> None:
    path.write_text(content, "utf-8")
    refused(kind, path, match)


def test_damaged_line_is_named(kind: str, path: Path) -> None:
    run(kind, ["a", "b"], path, concurrency=1)
    header, first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(header + first[9:] + second)
    refused(kind, path, "line 2 is damaged")


def test_two_runs_at_once_are_refused(kind: str, path: Path) -> None:
    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", ["a", "b"], checkpoint=path)
        assert says(next(outcomes)) == "re: a"
        other = client.map("chat_completion", ["a"], checkpoint=path)
        with pytest.raises(InvalidInput, match="open in another run"):
            next(other)
        outcomes.close()
        assert next(client.map("chat_completion", ["a"], checkpoint=path)).resumed


def test_run_that_was_left_lets_go_of_its_file(kind: str, path: Path) -> None:
    with ChatServer() as server, chat_client(kind, server) as client:
        for _ in range(3):
            for outcome in client.map("chat_completion", ["a", "b", "c"], checkpoint=path, concurrency=1):
                assert says(outcome) == "re: a"
                break
        assert server.prompts.count("a") == 1


def test_reply_that_is_there_is_written_down_though_the_run_is_broken_off(
    kind: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, broken_off = threading.Event(), threading.Event()
    crew = threads._Crew if kind == "sync" else tasks._Crew
    dismiss, add = crew.dismiss, Checkpoint.add

    def dismiss_and_tell(self: Any) -> None:
        dismiss(self)
        broken_off.set()

    def add_late(self: Any, key: str, outcome: Any) -> None:
        if outcome.item == "b":
            writing.set()
            broken_off.wait(20)
        else:
            writing.wait(20)
        add(self, key, outcome)

    monkeypatch.setattr(crew, "dismiss", dismiss_and_tell)
    monkeypatch.setattr(Checkpoint, "add", add_late)
    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", ["a", "b"], checkpoint=path)
        assert says(next(outcomes)) == "re: a"
        outcomes.close()
    monkeypatch.undo()
    assert run(kind, ["a", "b"], path)[1] == []


def test_item_without_content_is_refused(kind: str, path: Path) -> None:
    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", [object()], checkpoint=path)
        with pytest.raises(InvalidInput, match="cannot know a object again"):
            next(outcomes)


def test_checkpoint_that_cannot_be_written_ends_the_run(kind: str, tmp_path: Path) -> None:
    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", ["a"], checkpoint=tmp_path / "nowhere" / "out.jsonl")
        with pytest.raises(FileNotFoundError):
            next(outcomes)


@pytest.mark.parametrize("ordered", [True, False])
def test_outcome_that_cannot_be_written_down_is_given_out_before_the_run_ends(
    kind: str, ordered: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(self: Any, key: str, outcome: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Checkpoint, "add", add)
    with ChatServer() as server, chat_client(kind, server) as client:
        outcomes = client.map("chat_completion", ["a", "b", "c"], checkpoint=path, concurrency=1, ordered=ordered)
        assert says(next(outcomes)) == "re: a"
        with pytest.raises(OSError, match="No space"):
            list(outcomes)


RESULTS: dict[str, tuple[Any, dict[str, Any], type]] = {
    "text_classification": ("I like this", {}, Items),
    "summarization": ("A long text.", {}, SummarizationOutput),
    "feature_extraction": (["a cat", "a dog"], {}, Vectors),
    "sentence_similarity": (Args("a", ["b", "c"]), {}, Items),
    "text_generation": ("Once", {}, Text),
    "text_to_image": ("a lighthouse", {}, Image),
    "text_to_speech": ("Hello", {}, Audio),
}


@pytest.mark.parametrize("method", RESULTS)
def test_results_come_back_as_what_they_were(kind: str, path: Path, method: str) -> None:
    item, options, wanted = RESULTS[method]
    runs: list[Any] = []
    provider = "replicate" if wanted is Audio else "hf-inference"
    with FakeServer(method.replace("_", "-")) as server, server.patch():
        for _ in range(2):
            with open_client(kind, provider=provider, api_key="hf_x", model="org/model") as client:
                runs.append(next(client.map(method, [item], checkpoint=path, fsync=True, **options)))
    first, second = runs
    assert (first.resumed, second.resumed) == (False, True)
    assert type(second.value) is type(first.value) is wanted
    assert second.value == first.value


def test_result_with_details_comes_back(kind: str, path: Path) -> None:
    for resumed in (False, True):
        with FakeServer() as server, open_client(kind, base_url=f"{server.url}/v1") as client:
            (found,) = client.map("text_generation", ["Once"], checkpoint=path, details=True)
        assert found.resumed is resumed
        assert isinstance(found.value, TextGenerationOutput)


def test_elements_of_a_list_keep_their_type(path: Path) -> None:
    for _ in range(2):
        with (
            FakeServer("text-classification") as server,
            server.patch(),
            open_client("sync", provider="hf-inference", api_key="hf_x") as client,
        ):
            (found,) = client.map(client.text_classification, ["I like this"], checkpoint=path, model="org/model")
    assert all(type(each) is TextClassificationOutputElement for each in found.value)


def test_media_are_files_beside_and_are_made_again_when_they_are_gone(kind: str, path: Path) -> None:
    folder = path.with_name("out.jsonl.media")

    def image() -> Any:
        options = {"provider": "hf-inference", "api_key": "hf_x", "model": "org/model"}
        with FakeServer("text-to-image") as server, server.patch(), open_client(kind, **options) as client:
            return next(client.map("text_to_image", ["a lighthouse"], checkpoint=path))

    first = image()
    (file,) = folder.iterdir()
    assert file.read_bytes() == first.value.bytes
    assert lines(path)[1]["media"] == {"file": file.name, "size": len(first.value), "mime": first.value.mime}
    file.unlink()
    assert image().resumed is False
    assert image().resumed is True


def test_keys_are_of_the_content(tmp_path: Path) -> None:
    file = tmp_path / "cat.png"
    Pillow.new("RGB", (2, 2)).save(file)
    data = file.read_bytes()
    same = [data, bytearray(data), memoryview(data), io.BytesIO(data), Image(data)]
    assert len({key_of(each) for each in same}) == 1
    opened = io.BytesIO(b"skip" + data)
    opened.seek(4)
    assert key_of(opened) == key_of(data)
    assert opened.tell() == 4
    assert key_of(Pillow.new("RGB", (2, 2))) == key_of(Pillow.new("RGB", (2, 2))) != key_of(Pillow.new("RGB", (2, 3)))
    assert key_of({"a": 1, "b": (2,)}) == key_of({"b": [2], "a": 1}) != key_of({"a": 1, "b": (3,)})
    message = {"role": "user", "content": "Hi"}
    assert key_of(ChatCompletionInputMessage(role="user", content="Hi")) == key_of(message)


def test_key_of_a_file_changes_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "cat.png"
    file.write_bytes(b"1")
    before = key_of(file)
    assert before == key_of(str(file), files=True) != key_of(str(file))
    os.utime(file, ns=(0, 0))
    assert key_of(file) != before


@pytest.mark.parametrize("shared", [True, False])
def test_answers_read_as_a_type_are_refused_before_any_call(kind: str, path: Path, shared: bool) -> None:
    output = {"type": "object"}
    items: list[Any] = ["a"] if shared else [Args("a", output=output)]
    with ChatServer() as server, chat_client(kind, server) as client:
        options: dict[str, Any] = {"output": output} if shared else {}
        with pytest.raises(InvalidInput, match="a checkpoint cannot hold answers that are read as a type"):
            list(client.map("chat_completion", items, checkpoint=path, on_error="raise", **options))
        assert server.prompts == []
