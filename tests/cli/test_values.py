"""Texts, JSON and files in; results out to a terminal, a pipe or a file."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from inferlink.testing._sample_media import sample_png, sample_wav


@pytest.fixture
def pipeline(fake):
    """The URL at which the fake server has a task."""
    return lambda task: f"{fake.url}/pipeline/{task}"


def sent(fake):
    return fake.requests[-1].json()["messages"][0]["content"]


@pytest.fixture
def chat(fake, run):
    def call(*words: str, **more: object):
        return run("chat", *words, "--base-url", f"{fake.url}/v1", **more)

    return call


def test_a_dash_reads_standard_input_without_the_last_line_end(fake, chat):
    assert chat("-", input="two\nlines\n").code == 0
    assert sent(fake) == "two\nlines"


def test_a_missing_message_is_read_from_a_pipe(fake, chat):
    assert chat(input="from a pipe").code == 0
    assert sent(fake) == "from a pipe"


def test_an_at_sign_reads_a_file_and_two_stand_for_one(fake, chat, tmp_path):
    (tmp_path / "prompt.txt").write_text("größer\n", "utf-8")
    assert chat(f"@{tmp_path / 'prompt.txt'}").code == 0
    assert sent(fake) == "größer"
    assert chat("@@home").code == 0
    assert sent(fake) == "@home"


def test_a_json_list_is_a_whole_conversation(fake, chat):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    assert chat(json.dumps(messages)).code == 0
    assert fake.requests[-1].json()["messages"] == messages


def test_text_in_brackets_that_is_no_json_stays_text(fake, chat):
    assert chat("[sigh] hello").code == 0
    assert sent(fake) == "[sigh] hello"


@pytest.mark.parametrize("given", ["@file", "-"])
def test_mark_at_the_start_of_a_file_is_no_part_of_it(chat, fake, tmp_path, monkeypatch, given):
    monkeypatch.chdir(tmp_path)
    data = b'\xef\xbb\xbf[{"role": "user", "content": "hi"}]'
    (tmp_path / "file").write_bytes(data)
    assert chat(given, input=data).code == 0
    assert sent(fake) == "hi"


def test_members_of_the_body_may_be_in_a_file(chat, fake, tmp_path):
    (tmp_path / "more.json").write_text('{"own": 1}')
    assert chat("hi", "--extra-body", f"@{tmp_path / 'more.json'}").code == 0
    assert fake.requests[-1].json()["own"] == 1


@pytest.mark.parametrize("text", ['[{"role": "user"', "[{'role': 'user', 'content': 'hi'}]", ' [ {"content": "hi",}]'])
def test_messages_with_a_slip_are_not_sent_as_a_text(text, fake, chat):
    done = chat(text)
    assert (done.code, fake.requests) == (2, [])
    assert "messages is no JSON" in done.errors


def test_an_empty_pipe_is_no_message(fake, chat):
    done = chat(input="")
    assert (done.code, fake.requests) == (2, [])
    assert "nothing on standard input" in done.errors


def test_each_line_of_a_file_is_one_of_several_values(fake, run, tmp_path):
    (tmp_path / "lines").write_text("one\n\ntwo\n", "utf-8")
    done = run("feature-extraction", f"@{tmp_path / 'lines'}", "three", "--base-url", f"{fake.url}/v1")
    assert fake.requests[-1].json()["input"] == ["one", "two", "three"]
    assert len(done.rows) == 3


def test_separators_that_no_editor_takes_for_the_end_of_a_line_are_none(fake, run, tmp_path):
    (tmp_path / "lines").write_text("one\u2028still one\x0cand still\ntwo\r\n", "utf-8", newline="")
    assert run("feature-extraction", f"@{tmp_path / 'lines'}", "--base-url", f"{fake.url}/v1").code == 0
    assert fake.requests[-1].json()["input"] == ["one\u2028still one\x0cand still", "two"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["question-answering", "-", "-"], "standard input (-) can be read for one value alone"),
        (["chat", "hi", "--tools", "[not json"], "tools is no JSON"),
        (["chat", "hi", "--extra-body", "{"], "--extra-body is no JSON"),
        (["chat", "@nowhere.txt"], "No such file or directory: nowhere.txt"),
        (["chat", "hi", "--header", "nonsense"], "--header is written NAME:VALUE"),
        (["chat", "hi", "--modalities", "smell"], "modalities is one of text, audio, image, not 'smell'"),
        (["text-classification", "hi", "--function-to-apply", "cube"], "sigmoid, softmax, none, not 'cube'"),
        (["chat", "hi", "--max-tokens", "many"], "valid integer"),
        (["chat", "hi", "--stream", "--output", "x"], "--stream prints on standard output"),
        (["chat", "hi", "--output", "nowhere/x.txt"], "there is no folder nowhere for --output"),
        (["text-to-image", "fog", "--output", "."], "is a directory"),
        (["image-to-text", "nowhere.png"], "nowhere.png"),
        (["chat", "hi", "--provider", "nobody"], "nobody"),
        (["chat", "hi", "--provider", "nowhere.toml"], "nowhere.toml"),
        (["chat", "hi", "--timeout", "-1"], "timeout"),
        (["providers", "telepathy"], "'telepathy' is no task"),
        (["nothing-of-the-kind"], "No such command"),
        (["text-classification"], "Missing argument"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2_and_nothing_is_sent(words, message, fake, run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    place = (
        [] if "--provider" in words or words[0] in ("providers", "nothing-of-the-kind") else ["--base-url", fake.url]
    )
    done = run(*words, *place)
    assert (done.code, done.data) == (2, b"")
    assert message in done.errors
    assert done.errors.startswith("inferlink: ")
    assert done.errors.count("\n") == 1
    assert fake.requests == []


def test_a_binary_file_is_no_text(chat, tmp_path):
    (tmp_path / "image.png").write_bytes(sample_png())
    done = chat(f"@{tmp_path / 'image.png'}")
    assert (done.code, "is no text in UTF-8" in done.errors) == (2, True)


def test_media_come_from_standard_input_too(fake, pipeline, run):
    done = run(
        "automatic-speech-recognition", "-", "--base-url", pipeline("automatic-speech-recognition"), input=sample_wav()
    )
    assert (done.code, done.rows[1]) == (0, ["text", "some text"])
    assert fake.requests[-1].body == sample_wav()


def test_a_whole_number_is_sent_without_a_fraction(fake, run, tmp_path):
    url = f"{fake.url}/pipeline/text-to-video"
    run("text-to-video", "waves", "--num-frames", "24", "--output", str(tmp_path / "x.mp4"), "--base-url", url)
    assert b'"num_frames":24}' in fake.requests[-1].body


def test_media_go_to_a_pipe_or_a_file(pipeline, run, tmp_path):
    url = pipeline("text-to-image")
    assert run("text-to-image", "fog", "--base-url", url).data.startswith(b"\x89PNG")
    done = run("text-to-image", "fog", "--base-url", url, "--output", str(tmp_path / "fog.png"))
    assert (done.code, done.data) == (0, b"")
    assert (tmp_path / "fog.png").read_bytes().startswith(b"\x89PNG")


def test_media_are_never_written_to_a_terminal_and_nothing_is_sent(fake, run, monkeypatch):
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda self: True)
    done = run("text-to-image", "fog", "--base-url", f"{fake.url}/pipeline/text-to-image")
    assert (done.code, done.data) == (2, b"")
    assert "give --output FILE" in done.errors
    assert fake.requests == []


def test_a_dash_is_no_name_of_a_file(fake, pipeline, run):
    done = run("text-to-image", "fog", "--base-url", pipeline("text-to-image"), "--output", "-")
    assert (done.code, "leave --output out" in done.errors) == (2, True)
    assert fake.requests == []


def test_a_folder_that_may_not_be_written_to_is_refused_before_the_call(fake, pipeline, run, monkeypatch, tmp_path):
    monkeypatch.setattr(
        os, "access", lambda path, mode: path != tmp_path
    )  # who runs the tests as root may write everywhere
    done = run("text-to-image", "fog", "--base-url", pipeline("text-to-image"), "--output", str(tmp_path / "x.png"))
    assert (done.code, "may not be written to" in done.errors) == (2, True)
    assert fake.requests == []


def test_vectors_are_rows_json_or_an_array_file(fake, run, tmp_path):
    words = ["feature-extraction", "one", "two", "--base-url", f"{fake.url}/v1"]
    rows, data = run(*words).rows, run(*words, "--json").json
    assert [[float(number) for number in row] for row in rows] == data
    assert run(*words, "--output", str(tmp_path / "v.npy")).data == b""
    assert np.load(tmp_path / "v.npy").tolist() == data
    run(*words, "--output", str(tmp_path / "v.json"))
    assert json.loads((tmp_path / "v.json").read_text("utf-8")) == data


def test_media_inside_a_result_go_to_numbered_files(fake, run, tmp_path):
    (tmp_path / "cat.png").write_bytes(sample_png())
    item = {"label": "cat", "score": 0.5, "mask": "aGVsbG8="}
    words = ["image-segmentation", str(tmp_path / "cat.png"), "--base-url", f"{fake.url}/pipeline/image-segmentation"]
    fake.reply("image-segmentation", [item, {**item, "mask": "d29ybGQ="}])
    assert "5 bytes: give --output FILE" in run(*words).text
    done = run(*words, "--output", str(tmp_path / "mask.png"))
    assert [(tmp_path / f"mask-{number}.png").read_bytes() for number in (1, 2)] == [b"hello", b"world"]
    assert str(tmp_path / "mask-2.png") in done.text


def test_a_list_is_a_table_with_a_head(fake, run):
    fake.reply("text-classification", [{"label": "good", "score": 0.9}, {"label": "bad\tor\nso", "score": 0.1}])
    done = run("text-classification", "hm", "--base-url", f"{fake.url}/pipeline/text-classification")
    assert done.rows == [["label", "score"], ["good", "0.9"], ["bad or so", "0.1"]]


def test_a_table_on_a_terminal_is_laid_out_and_cannot_steer_it(fake, run, monkeypatch):
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda self: True)
    fake.reply("text-classification", [{"label": "[bold]x\x1b[2J", "score": 0.9}])
    done = run("text-classification", "hm", "--base-url", f"{fake.url}/pipeline/text-classification")
    assert "[bold]x[2J" in done.text
    assert "\t" not in done.text
    assert "\x1b[2J" not in done.text


def test_an_answer_is_saved_as_text_and_a_result_as_json(fake, run, tmp_path):
    file = tmp_path / "answer"
    run("chat", "hi", "--base-url", f"{fake.url}/v1", "--output", str(file))
    assert file.read_text("utf-8") == "Hello from the fake server.\n"
    run("text-classification", "hm", "--base-url", f"{fake.url}/pipeline/text-classification", "--output", str(file))
    assert json.loads(file.read_text("utf-8")) == [{"label": "some label", "score": 0.5}]
