"""Every task at every target that serves it: the exact request, the typed result, the typed error.

The cases come from the specs. Expected requests are in expected/<providers or servers>/<target>/<task>.json; after a
change that is meant, `pytest tests/contract/test_tasks.py --write` writes them anew, and a person reads the diff.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import TYPE_CHECKING, Any

import pytest
from contract.examples import arguments, parameters
from contract.recording import HERE
from contract.replies import CHAT_EVENTS, FILE, TOKEN_EVENTS, WRITTEN, Written
from contract.targets import MODEL, Pair, pairs
from contract.wire import readable
from scripted import Script, json_reply, reply, scripted, sse_reply

from inferlink import errors, to_dict
from inferlink._calls.interpreter import refused
from inferlink._specs.words import Select
from inferlink.testing._inverse import is_body, options, reply_with
from inferlink.testing._sample_media import SAMPLE_MEDIA
from inferlink_generated.samples import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from inferlink._sending.wire import Reply, Request
    from inferlink._specs.words import Selector
    from inferlink_generated.port import Operation

PAIRS = list(pairs())
EXPECTED = HERE / "expected"
TYPES = {"image": "image/png", "audio": "audio/wav", "video": "video/mp4"}
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])
EACH = pytest.mark.parametrize("pair", PAIRS, ids=str)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other Hub, and no time spent between the polls of a job."""
    for name in ("HF_ENDPOINT", *(name for pair in PAIRS for name in pair.provider.address_env)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(asyncio, "sleep", no_sleep)


async def no_sleep(seconds: float) -> None:
    pass


def medium(operation: Operation[object]) -> bytes:
    """What a download gives: of the kind that the task returns, or takes."""
    kind = operation.result.media or next(iter(operation.media.values()), "image")
    return SAMPLE_MEDIA[kind]()


def run(kind: str, pair: Pair, variant: str, named: dict[str, Any], written: Written | Reply) -> tuple[Any, Script]:
    """The result or the error of a call, and what was sent but for look-ups on the Hub."""

    def answer(request: Request) -> Reply:
        if request.url.startswith("https://huggingface.co/"):
            return json_reply(pair.model_info(variant))
        if not isinstance(written, Written):
            return written
        if request.method == "POST":
            return as_reply(written.reply, pair.operation)
        for end, later in written.polls.items():
            if request.url.endswith(end):
                return json_reply(later)
        assert request.url == FILE, f"nothing is there: {request.url}"
        return reply(medium(pair.operation), TYPES[pair.operation.result.media or "image"])

    client, script = scripted(kind, *[answer] * 9, retry=0, **pair.options(variant))
    try:
        result = getattr(client, pair.operation.method)(model=MODEL, **named)
        result = result.result() if named.get("stream") else result
    except errors.InferenceError as error:
        result = error
    return result, script


def as_reply(content: Any, operation: Operation[object]) -> Reply:
    if isinstance(content, bytes):
        return reply(content, TYPES[operation.result.media or "image"])
    return json_reply(content)


def to_target(script: Script) -> list[Request]:
    """What was sent, but for the look-ups, which may carry no key but the Hub's."""
    found: list[Request] = []
    for request in script.sent:
        if request.url.startswith("https://huggingface.co/"):
            assert request.method == "GET"
            assert request.headers.get("authorization") in (None, "Bearer hf_key")
        else:
            found.append(request)
    return found


def answers(pair: Pair) -> list[Written]:
    """All forms of a reply that are known for a pair."""
    written = WRITTEN.get(pair.name, {}).get(pair.task)
    alone = written is not None and (pair.route.job is not None or is_one_way(pair.route.response))
    return ([] if written is None else [written]) + ([] if alone else list(derived(pair)))


def is_one_way(selector: Selector | None) -> bool:
    """Whether a selector makes values that do not tell what they were made of: such replies are written by hand."""
    return any(f"codecs=('{codec}',)" in str(selector) for codec in ("json", "max"))


def derived(pair: Pair) -> Iterator[Written]:
    """The sample of the task, in each form that the route reads."""
    sample, selector = OUTPUTS[pair.task], pair.route.response
    value = medium(pair.operation) if pair.operation.result.kind == "media" else sample
    for option in [None] if selector is None else options(selector):
        plain = option is None or is_body(option)
        if plain:
            yield Written(value, value)
        else:
            yield Written(reply_with(option, value, lambda data: FILE), part_read(option, value))


def part_read(selector: Selector | None, value: Any) -> Any:
    """What of the value a selector keeps: an object that it builds has the members it names."""
    if not isinstance(selector, Select):
        return value
    if selector.first_of:
        return part_read(selector.first_of[0], value)
    if selector.object:
        kept = {name: part_read(inner, value[name]) for name, inner in selector.object.items() if name in value}
        return kept | {name: added(inner.sum, selector, kept) for name, inner in sums(selector)}
    if selector.each is not None:
        return [part_read(selector.to, item) for item in value]
    return value if selector.then is None else part_read(selector.then, value)


def sums(selector: Select) -> list[tuple[str, Select]]:
    """Members that are added up from others."""
    return [(name, each) for name, each in selector.object.items() if isinstance(each, Select) and each.sum]


def added(places: tuple[str, ...], selector: Select, kept: dict[str, Any]) -> Any:
    """The sum of the members that are read at these places."""
    return sum(kept[name] for name, inner in selector.object.items() if inner in places)


CASES = [(pair, variant) for pair in PAIRS for variant in pair.variants]


@KINDS
@pytest.mark.parametrize(("pair", "variant"), CASES, ids=[f"{pair}-{variant}" for pair, variant in CASES])
def test_request_is_the_expected_one(
    kind: str, pair: Pair, variant: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    named = arguments(pair, variant, tmp_path)
    written = stream_of(pair) if variant == "stream" else answers(pair)[0]
    result, script = run(kind, pair, variant, named, written)
    assert not isinstance(result, errors.InferenceError), result
    call = json.loads(json.dumps({"model": MODEL, **named}).replace(f"{tmp_path}/", ""))
    found = {"call": call, "requests": [readable(sent) for sent in to_target(script)]}
    path = EXPECTED / pair.folder / pair.name / f"{pair.task}.json"
    expected = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if kind == "sync" and request.config.getoption("--write", default=False):
        expected[variant] = found
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {name: expected[name] for name in pair.variants if name in expected}
        path.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    # As text: the order of members counts, for the router reads only the start of a body to find the model.
    assert json.dumps(found, indent=2) == json.dumps(expected.get(variant), indent=2), "if it is meant: make expected"


def test_expected_requests_are_those_of_the_specs(request: pytest.FixtureRequest) -> None:
    here = {path.relative_to(EXPECTED).with_suffix("").as_posix(): path for path in EXPECTED.glob("*/*/*.json")}
    for name in sorted(here.keys() - set(map(str, PAIRS))):
        if request.config.getoption("--write", default=False):
            here.pop(name).unlink()
    written = {name: list(json.loads(path.read_text("utf-8"))) for name, path in here.items()}
    assert written == {str(pair): pair.variants for pair in PAIRS}, "if it is meant: make expected"


@KINDS
@EACH
def test_reply_becomes_the_typed_result(kind: str, pair: Pair, tmp_path: Path) -> None:
    for written in answers(pair):
        named = arguments(pair, "plain", tmp_path)
        result, _ = run(kind, pair, "plain", named, written)
        assert not isinstance(result, errors.InferenceError), (result, written.reply)
        check_result(pair.operation, named, result, written)
        check_meta(pair, result)


MANY = [pair for pair in PAIRS if pair.operation.result.one_or_list]


@KINDS
@pytest.mark.parametrize("pair", MANY, ids=str)
def test_list_is_returned_where_several_are_asked_for(kind: str, pair: Pair, tmp_path: Path) -> None:
    named = arguments(pair, "plain", tmp_path) | {str(pair.operation.result.one_or_list): 2}
    written = answers(pair)[0]
    result, _ = run(kind, pair, "plain", named, written)
    check_result(pair.operation, named, result, written)
    check_meta(pair, result)


def check_result(operation: Operation[object], named: dict[str, Any], result: Any, written: Written) -> None:
    """Type and values of a result."""
    form, expected = operation.result, written.result
    match form.kind:
        case "media":
            assert (type(result).__name__.lower(), result.bytes) == (form.media, medium(operation))
        case "vectors":
            assert result.tolist() == as_float32(expected)
        case "items" if form.one_or_list is None or named.get(form.one_or_list, 1) > 1:
            assert to_dict(result) == expected if isinstance(expected, list) else [expected]
            assert {type(item).__name__ for item in result} == {(form.type or "").partition(":")[2]}
        case "object" if form.text is not None:
            assert result == expected[form.text]
        case _:
            assert to_dict(result) == (expected[0] if isinstance(expected, list) else expected)
            assert type(result).__name__ == (form.type or "").partition(":")[2]


def as_float32(value: Any) -> Any:
    if isinstance(value, list):
        return [as_float32(inner) for inner in value]
    return struct.unpack("<f", struct.pack("<f", value))[0]


def check_meta(pair: Pair, result: Any) -> None:
    if isinstance(result, (str, float, int)) and not hasattr(result, "meta"):
        return  # one number or text of a list
    assert (result.meta.provider, result.meta.task, result.meta.status) == (pair.name, pair.task, 200)


STREAMED = [pair for pair in PAIRS if pair.route.stream is not None]


def stream_of(pair: Pair) -> Reply:
    """A stream that says Hello, in the form that the route reads."""
    form = pair.route.stream
    assert form is not None
    events = CHAT_EVENTS if pair.operation.shape == "chat" else TOKEN_EVENTS
    sent = events if form.event is None else [event_with(form.event, event) for event in events]
    lines = [json.dumps(event) for event in sent] + ([form.done] if form.done else [])
    if form.framing == "ndjson":
        return sse_reply("".join(f"{line}\n" for line in lines).encode(), content_type="application/x-ndjson")
    return sse_reply("".join(f"data: {line}\n\n" for line in lines).encode())


def event_with(selector: Selector, event: Any) -> Any:
    return reply_with(next(options(selector)), event, lambda data: FILE)


@KINDS
@pytest.mark.parametrize("pair", STREAMED, ids=str)
def test_stream_becomes_the_finished_result(kind: str, pair: Pair, tmp_path: Path) -> None:
    result, _ = run(kind, pair, "stream", arguments(pair, "stream", tmp_path), stream_of(pair))
    assert not isinstance(result, errors.InferenceError), result
    text = result.choices[0].message.content if pair.operation.shape == "chat" else result
    assert text == "Hello"
    check_meta(pair, result)


FAILURES: dict[str, tuple[Callable[[], Reply], type[errors.InferenceError]]] = {
    "wrong key": (lambda: json_reply({"error": {"message": "no such key"}}, 401), errors.AuthenticationError),
    "bad input": (lambda: json_reply({"error": "no such thing"}, 422), errors.UnprocessableEntityError),
    "error inside a 200": (lambda: json_reply({"error": "out of memory"}), errors.InternalServerError),
    "a web page": (lambda: reply(b"<html><title>Hi</title></html>", "text/html"), errors.ResponseShapeError),
    "another shape": (lambda: json_reply({"unexpected": [1]}), errors.ResponseShapeError),
    "another type": (lambda: json_reply("nothing of the kind"), errors.ResponseShapeError),
}


@KINDS
@pytest.mark.parametrize("failure", FAILURES)
@EACH
def test_failure_becomes_the_typed_error(kind: str, failure: str, pair: Pair, tmp_path: Path) -> None:
    make, expected = FAILURES[failure]
    error, script = run(kind, pair, "plain", arguments(pair, "plain", tmp_path), make())
    assert type(error) is expected, error
    assert (error.provider, error.task, error.body) == (pair.name, pair.task, make().body)
    assert (error.attempts, len(to_target(script))) == (1, 1)


REFUSING = [pair for pair in PAIRS if refused(pair.route, dict.fromkeys(pair.operation.parameters))]


@KINDS
@pytest.mark.parametrize("pair", REFUSING, ids=str)
def test_refused_parameter_is_told_before_anything_is_sent(kind: str, pair: Pair, tmp_path: Path) -> None:
    values = parameters(pair)
    python = {wire: name for name, wire in pair.operation.wire.items()}
    for name in refused(pair.route, values):
        named = arguments(pair, "plain", tmp_path) | {python.get(name, name): values[name]}
        error, script = run(kind, pair, "plain", named, answers(pair)[0])
        assert type(error) is errors.NotSupported
        assert name in error.message
        assert to_target(script) == []
