"""What real servers sent, replayed: every recording becomes its typed result or the right typed error.

`recordings.toml` says which. Recordings lie in tests/recordings; those that may not be committed are read from the
reference folder beside the repository (or `INFERLINK_REFERENCE`), and are reported as not run without it.
"""

from __future__ import annotations

import base64
import json
import struct
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from contract.recording import COMMITTED, HERE, METHODS, NOT_COMMITTED, REFERENCE, Recording
from contract.targets import load
from scripted import Script, scripted

from inferlink import errors, to_dict
from inferlink._json import MISSING, parse
from inferlink._replies.select import pick
from inferlink_generated import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLE: dict[str, dict[str, dict[str, Any]]] = tomllib.loads((HERE / "recordings.toml").read_text("utf-8"))
FACTS: list[dict[str, Any]] = TABLE.pop("fact")  # type: ignore[assignment]  # the one list in the file
RECORDED_OF: dict[str, dict[str, list[str]]] = TABLE.pop("of")
SERVER_FIXTURES: dict[str, list[str]] = TABLE.pop("fixtures")  # type: ignore[assignment]  # server to names


def named_in(server: str, sections: dict[str, Any], via: str | None = None) -> Iterator[Recording]:
    """The recordings of a server that are replayed."""
    for word, held in sections.items():
        if word in METHODS:
            yield from (
                Recording(server, name, word, outcome, via) for outcome, names in held.items() for name in names
            )
        elif word in routes.SERVERS:
            yield from named_in(server, held, word)


RECORDINGS = [recording for server, sections in TABLE.items() for recording in named_in(server, sections)]
SERVERS = pytest.mark.parametrize("server", TABLE)
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])


def each(fits: Callable[[Recording], bool]) -> pytest.MarkDecorator:
    """One test a recording that is here and fits."""
    cases = [pytest.param(one, id=str(one)) for one in RECORDINGS if one.folder.exists() and fits(one)]
    return pytest.mark.parametrize("recording", cases)


def replay(kind: str, recording: Recording, size: int | None = None) -> tuple[Any, Script]:
    """The finished result or the error of the recorded call, and what was sent."""
    # A rerank that is not served is followed by a request for vectors, which fails in the same way.
    answers = [recording.reply(size), *([recording.reply(size)] if recording.method == "rerank" else [])]
    client, script = scripted(kind, *answers, retry=0, **recording.target)
    call = recording.call()
    try:
        result = getattr(client, recording.method)(*call.given, **call.named)
        return (result.result() if call.named.get("stream") else result), script
    except errors.InferenceError as error:
        return error, script


def is_streamed(recording: Recording) -> bool:
    """Whether the reply is a stream."""
    return recording.is_stream and recording.response.get("status", 200) < 400


@KINDS
@each(lambda recording: recording.outcome != "InvalidInput" and recording.call().sends is not None)
def test_recorded_request_is_what_is_sent(kind: str, recording: Recording) -> None:
    _, script = replay(kind, recording)
    assert script.sent[0].url.endswith(recording.path)
    assert script.body(0) == without_nulls(recording.call().sends)


@KINDS
@each(lambda recording: recording.outcome == "result" and recording.via is None and not is_streamed(recording))
def test_reply_becomes_a_typed_result_and_loses_nothing(kind: str, recording: Recording) -> None:
    result, _ = replay(kind, recording)
    assert not isinstance(result, errors.InferenceError), result
    assert result.meta.status == 200
    expected = json.loads(recording.content)
    match recording.method:
        case "feature_extraction":
            assert result.tolist() == as_float32(vectors(expected))
        case "text_generation" if "choices" in expected:
            assert result == expected["choices"][0]["text"]
        case "text_generation" if not recording.call().named.get("details"):
            assert result == expected["generated_text"]
        case "rerank":
            rows = [(row["index"], row["relevance_score"], row["document"]["text"]) for row in expected["results"]]
            assert [(item.index, item.score, item.document) for item in result] == rows
        case _:
            assert without_nulls(to_dict(result)) == without_nulls(expected)


def vectors(reply: Any) -> Any:
    """Lists of numbers, in order, from an OpenAI-compatible reply or a pipeline's."""
    if isinstance(reply, list):
        return reply
    rows = [row["embedding"] for row in sorted(reply["data"], key=lambda row: row["index"])]
    return [unpack(row) if isinstance(row, str) else row for row in rows]


def unpack(text: str) -> list[float]:
    data = base64.b64decode(text)
    return list(struct.unpack(f"<{len(data) // 4}f", data))


def as_float32(value: Any) -> Any:
    """The numbers of any nesting, with no more precision than vectors have."""
    if isinstance(value, list):
        return [as_float32(inner) for inner in value]
    return struct.unpack("<f", struct.pack("<f", value))[0]


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


@KINDS
@pytest.mark.parametrize("size", [None, 7], ids=["whole", "7 bytes"])
@each(lambda recording: recording.outcome == "result" and recording.via is None and is_streamed(recording))
def test_stream_becomes_the_result_of_its_pieces(kind: str, size: int | None, recording: Recording) -> None:
    result, _ = replay(kind, recording, size)
    assert not isinstance(result, errors.InferenceError), result
    assert result.meta.status == 200
    assert summary(recording.method, result) == reassembled(recording.method, recording.content)


def summary(method: str, result: Any) -> Any:
    """Of each choice: text, reasoning, arguments of tool calls, why it ended, how many tokens have log-probs."""
    if method == "text_generation":
        return result
    return {
        choice.index or 0: (
            choice.message.content or "",
            choice.message.reasoning or "",
            [call.function.arguments for call in choice.message.tool_calls or ()],
            choice.finish_reason,
            len(choice.logprobs.content or ()) if choice.logprobs else 0,
        )
        for choice in result.choices
    }


def reassembled(method: str, content: bytes) -> Any:
    """The same, from the events as they stand, up to one that is no JSON."""
    chunks: list[dict[str, Any]] = []
    for line in content.splitlines():
        if line.startswith(b"data:") and b"[DONE]" not in line:
            try:
                chunks.append(json.loads(line[5:]))
            except ValueError:
                break
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    if method == "text_generation":
        return "".join(choice.get("text", "") for choice in choices)
    indexes = sorted({choice.get("index", 0) for choice in choices})
    return {index: merged([choice for choice in choices if choice.get("index", 0) == index]) for index in indexes}


def merged(choices: list[dict[str, Any]]) -> Any:
    deltas = [choice["delta"] for choice in choices]
    calls: dict[int, str] = {}
    for call in [call for delta in deltas for call in delta.get("tool_calls") or ()]:
        calls[call["index"]] = calls.get(call["index"], "") + call["function"].get("arguments", "")
    reasons = [choice["finish_reason"] for choice in choices if choice.get("finish_reason")]
    return (
        "".join(delta.get("content") or "" for delta in deltas),
        "".join(delta.get("reasoning_content") or delta.get("reasoning") or "" for delta in deltas),
        [calls[index] for index in sorted(calls)],
        reasons[-1] if reasons else None,
        sum(len((choice.get("logprobs") or {}).get("content") or ()) for choice in choices),
    )


@KINDS
@each(lambda recording: recording.outcome not in ("result", "InvalidInput") and not is_streamed(recording))
def test_failure_becomes_the_right_error_with_the_raw_reply(kind: str, recording: Recording) -> None:
    error, _ = replay(kind, recording)
    assert type(error) is getattr(errors, recording.outcome), error
    assert (error.provider, error.task) == (recording.target["provider"], METHODS[recording.method].task)
    assert (error.status, error.body, error.attempts) == (recording.response["status"], recording.content, 1)
    assert error.message
    if isinstance(error, errors.APIStatusError):
        reply = parse(recording.content)
        if reply is MISSING:  # a text
            assert error.message == recording.content.decode()
            return
        told = reply["error"] if isinstance(reply.get("error"), dict) else reply
        assert (error.type, str(error.param)) == (told.get("type") or told.get("error_type"), str(told.get("param")))
        if isinstance(reply.get("detail"), list):  # a finding for each mistake, with its place
            assert all(finding["msg"] in error.message for finding in reply["detail"])
        else:
            assert error.message in words_in(reply)


@KINDS
@pytest.mark.parametrize("size", [None, 7], ids=["whole", "7 bytes"])
@each(lambda recording: recording.outcome not in ("result", "InvalidInput") and is_streamed(recording))
def test_broken_stream_becomes_the_right_error_with_what_came_before(
    kind: str, size: int | None, recording: Recording
) -> None:
    error, _ = replay(kind, recording, size)
    assert type(error) is getattr(errors, recording.outcome), error
    assert (error.provider, error.task) == (recording.target["provider"], METHODS[recording.method].task)
    assert summary(recording.method, error.partial) == reassembled(recording.method, recording.content)


@KINDS
@pytest.mark.parametrize("size", [None, 7], ids=["whole", "7 bytes"])
@each(lambda recording: recording.outcome == "result" and recording.via is not None)
def test_reply_in_a_servers_own_form_is_read(kind: str, size: int | None, recording: Recording) -> None:
    result, script = replay(kind, recording, size)
    assert not isinstance(result, errors.InferenceError), result
    assert script.sent[0].url.endswith(recording.path)
    assert str(recording) in {fact["of"] for fact in FACTS}


SEVERAL_PROMPTS = ("test_flash_llama_completion_many_prompts", "test_flash_llama_completion_many_prompts_stream")


@KINDS
@pytest.mark.skipif(not (REFERENCE / "tgi").exists(), reason=f"not run: there are no recordings of tgi in {REFERENCE}")
@pytest.mark.parametrize("name", SEVERAL_PROMPTS)
def test_snapshot_that_no_method_asks_for_is_read_by_a_request_of_ones_own(kind: str, name: str) -> None:
    snapshot = json.loads((REFERENCE / "tgi" / f"{name}.json").read_text("utf-8"))
    recording = Recording("tgi", name, "text_generation", "result")
    client, _ = scripted(kind, recording.reply(), **recording.target)
    if recording.is_stream:
        assert list(client.request("POST", "/completions", json={"prompt": ["A", "B"]}, stream=True)) == snapshot
    else:
        assert client.request("POST", "/completions", json={"prompt": ["A", "B"]}).json() == snapshot


@KINDS
@pytest.mark.skipif(not (REFERENCE / "tgi").exists(), reason=f"not run: there are no recordings of tgi in {REFERENCE}")
def test_snapshot_of_a_stream_without_chunks_has_no_choices(kind: str) -> None:
    recording = Recording("tgi", EMPTY, "chat_completion", "result")
    result, _ = replay(kind, recording)
    assert result.choices == []


EMPTY = "test_flash_llama_grammar_tools_sea_creatures_stream_required"


def words_in(value: Any) -> str:
    """Every text in a reply."""
    if isinstance(value, dict):
        return "\n".join(map(words_in, value.values()))
    return "\n".join(map(words_in, value)) if isinstance(value, list) else str(value)


@KINDS
@each(lambda recording: recording.outcome == "InvalidInput")
def test_request_that_only_a_server_would_notice_is_refused_before_it_is_sent(kind: str, recording: Recording) -> None:
    error, script = replay(kind, recording)
    assert type(error) is errors.InvalidInput
    assert script.sent == []


OF = {str(recording): recording for recording in RECORDINGS if recording.folder.exists()}
SHOWN = [(fact["of"], path, value) for fact in FACTS if fact["of"] in OF for path, value in fact["is"].items()]


@KINDS
@pytest.mark.parametrize(("of", "path", "value"), SHOWN, ids=[f"{of}:{path}" for of, path, _ in SHOWN])
def test_fact_about_a_server_shows_in_the_result(kind: str, of: str, path: str, value: object) -> None:
    result, _ = replay(kind, OF[of])
    found = pick(result, path)
    assert (getattr(result, path) if found is MISSING else found) == value


def test_facts_are_about_recordings_of_the_table() -> None:
    assert {fact["of"] for fact in FACTS} <= {str(recording) for recording in RECORDINGS}


def named(server: str) -> Counter[str]:
    """Names in the table, and how often each is there."""
    return Counter(flat(TABLE[server]))


def flat(held: Any) -> Iterator[str]:
    """Every name below a place of the table."""
    for inner in held.values() if isinstance(held, dict) else held:
        yield from [inner] if isinstance(inner, str) else flat(inner)


@SERVERS
def test_no_recording_is_named_twice(server: str) -> None:
    assert [name for name, times in named(server).items() if times > 1] == []


@SERVERS
def test_sections_are_methods_or_say_why_there_is_no_call(server: str) -> None:
    assert TABLE[server].keys() <= METHODS.keys() | set(routes.SERVERS) | {"unserved", "not_a_task"}


@pytest.mark.parametrize("server", [server for server in TABLE if server not in NOT_COMMITTED])
def test_recordings_that_are_replayed_are_committed(server: str) -> None:
    here = {path.stem for path in (COMMITTED / server).glob("*.json")}
    assert {recording.name for recording in RECORDINGS if recording.server == server} - here == set()
    assert here - set(named(server)) == set()


@SERVERS
def test_every_recording_of_the_reference_is_named(server: str) -> None:
    if not (REFERENCE / server).exists():
        replayed = f"; none of {server} was replayed" if server in NOT_COMMITTED else ""
        pytest.skip(f"not run: there are no recordings in {REFERENCE}{replayed}")
    assert {path.stem for path in (REFERENCE / server).glob("*.json")} == set(named(server))


@pytest.mark.skipif(not REFERENCE.exists(), reason=f"not run: there are no recordings in {REFERENCE}")
def test_every_server_of_the_reference_is_in_the_table() -> None:
    assert {folder.name for folder in REFERENCE.iterdir()} == TABLE.keys()


FILE_OF = {"llama.cpp": "llama-cpp", "vllm": "vllm"}
UNSERVED = [(server, task) for server, sections in TABLE.items() for task in sections.get("unserved", ())]


@pytest.mark.parametrize(("server", "task"), UNSERVED)
def test_unserved_task_has_no_route_yet(server: str, task: str) -> None:
    """Once there is one, its recordings go to the section of its method."""
    assert task not in load("servers", FILE_OF[server]).tasks
