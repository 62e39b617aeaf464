"""Programs as they are written for OpenAI's SDK, with nothing but the import changed, at the fake server.

Each is written for the async client. Its sync twin is the same text without `await` and `async`, as in that SDK.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from faults import FaultServer, answers, ok

from inferlink.testing import FakeServer
from inferlink.testing._sample_media import sample_png, sample_wav

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults import Peer

BOTH = pytest.mark.parametrize("kind", ["sync", "async"])

CLIENT = """
from openai import AsyncOpenAI
client = AsyncOpenAI(base_url=BASE_URL, api_key="sk-test", timeout=20, max_retries=2)
"""


def program(snippet: str, kind: str) -> str:
    """The snippet for that client, with the imports of inferlink."""
    text = snippet
    if kind == "sync":
        text = re.sub(r"\b(await|async) ", "", text).replace("AsyncOpenAI", "OpenAI")
    text = re.sub(r"^import openai$", "import inferlink as openai", text, flags=re.M)
    text = text.replace("from openai import", "from inferlink import")
    text = text.replace("import AsyncOpenAI", "import AsyncInferenceClient as AsyncOpenAI")
    return text.replace("import OpenAI", "import InferenceClient as OpenAI")


def run(snippet: str, kind: str, base_url: str) -> str:
    """What it prints."""
    code = compile(program(snippet, kind), "<snippet>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names: dict[str, Any] = {"BASE_URL": base_url}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(eval(code, names))
        else:
            exec(code, names)
    return printed.getvalue()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as fake:
        yield fake


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "speech.wav").write_bytes(sample_wav())
    (tmp_path / "cat.png").write_bytes(sample_png())
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHAT = """
completion = await client.chat.completions.create(
    model="gpt-4o",
    messages=[
        {"role": "developer", "content": "You are brief."},
        {"role": "user", "content": "Where does the wind come from?"},
    ],
    temperature=0.2,
    extra_headers={"x-trace": "7"},
    timeout=5.0,
)
print(completion.choices[0].message.content, completion.choices[0].finish_reason, completion.usage.total_tokens > 0)
"""


@BOTH
def test_chat(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + CHAT, kind, f"{server.url}/v1") == "Hello from the fake server. stop True\n"
    request = server.requests[-1]
    assert request.headers["x-trace"] == "7"
    assert request.json() == {
        "model": "gpt-4o",
        "messages": [
            {"role": "developer", "content": "You are brief."},
            {"role": "user", "content": "Where does the wind come from?"},
        ],
        "temperature": 0.2,
    }


STREAM = """
stream = await client.chat.completions.create(
    model="gpt-4o",
    messages=[{"role": "user", "content": "Count to three."}],
    stream=True,
    stream_options={"include_usage": True},
)
async for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="|")
    elif chunk.usage:
        print(chunk.usage.completion_tokens)
"""


@BOTH
def test_stream_of_chunks(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + STREAM, kind, f"{server.url}/v1") == "|Hello| from| the| fake| server.||5\n"


EVENTS = """
async with client.chat.completions.stream(
    model="gpt-4o",
    messages=[{"role": "user", "content": "Hello"}],
) as stream:
    async for event in stream:
        if event.type == "content.delta":
            print(event.delta, end="")
            snapshot = event.snapshot
        elif event.type == "content.done":
            print("", event.content == snapshot)
completion = await stream.get_final_completion()
print(completion.choices[0].finish_reason)
"""


@BOTH
def test_stream_of_events(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + EVENTS, kind, f"{server.url}/v1") == "Hello from the fake server. True\nstop\n"


@BOTH
def test_stream_of_events_that_is_left_early_is_closed(kind: str, server: FakeServer) -> None:
    snippet = """
async with client.chat.completions.stream(model="m", messages=[{"role": "user", "content": "Hello"}]) as stream:
    async for event in stream:
        break
try:
    await stream.get_final_completion()
except openai.APIConnectionError as error:
    print(type(error).__name__)
"""
    assert run("import openai\n" + CLIENT + snippet, kind, f"{server.url}/v1") == "StreamBroken\n"


TOOLS = """
import json

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "Temperature at a place, degrees Celsius.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
                "additionalProperties": False,
            },
            "strict": True,
        },
    }
]
messages = [{"role": "user", "content": "How warm is it in Riga?"}]
completion = await client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
call = completion.choices[0].message.tool_calls[0]
arguments = json.loads(call.function.arguments)
print(call.function.name, list(arguments))

messages.append(completion.choices[0].message)
messages.append({"role": "tool", "tool_call_id": call.id, "content": "17"})
completion = await client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
print(completion.choices[0].message.content)
"""


@BOTH
def test_tools(kind: str, server: FakeServer) -> None:
    printed = run(CLIENT + TOOLS, kind, f"{server.url}/v1")
    assert printed == "get_weather ['city']\nHello from the fake server.\n"
    assistant = server.requests[-1].json()["messages"][1]
    assert (assistant["role"], assistant["tool_calls"][0]["function"]["name"]) == ("assistant", "get_weather")


TOOL_EVENTS = """
tool = {"type": "function", "function": {"name": "look", "parameters": {"type": "object",
        "properties": {"at": {"type": "string"}}, "required": ["at"]}}}
async with client.chat.completions.stream(
    model="gpt-4o", messages=[{"role": "user", "content": "Look."}], tools=[tool]
) as stream:
    pieces = []
    async for event in stream:
        if event.type == "tool_calls.function.arguments.delta":
            pieces.append(event.arguments_delta)
        elif event.type == "tool_calls.function.arguments.done":
            print(event.name, event.index, event.arguments == "".join(pieces), len(pieces) > 1)
"""


@BOTH
def test_tool_arguments_come_in_events(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + TOOL_EVENTS, kind, f"{server.url}/v1") == "look 0 True True\n"


VISION = """
import base64

with open("cat.png", "rb") as image_file:
    picture = base64.b64encode(image_file.read()).decode("utf-8")
response = await client.chat.completions.create(
    model="gpt-4o-mini",
    messages=[
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}", "detail": "low"}},
            ],
        }
    ],
    max_completion_tokens=2,
)
print(response.choices[0].message.content)
"""


@BOTH
def test_vision(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + VISION, kind, f"{server.url}/v1") == "Hello from\n"
    parts = server.requests[-1].json()["messages"][0]["content"]
    assert parts[1]["image_url"]["url"].startswith("data:image/png;base64,iVBOR")
    assert parts[1]["image_url"]["detail"] == "low"


STRUCTURED = """
import json

response = await client.chat.completions.create(
    model="gpt-4o",
    messages=[{"role": "user", "content": "The meeting is on Friday; Ann and Bo come."}],
    response_format={
        "type": "json_schema",
        "json_schema": {
            "name": "meeting",
            "strict": True,
            "schema": {
                "type": "object",
                "properties": {"day": {"type": "string"}, "people": {"type": "array", "items": {"type": "string"}}},
                "required": ["day", "people"],
                "additionalProperties": False,
            },
        },
    },
)
print(sorted(json.loads(response.choices[0].message.content)))
"""


@BOTH
def test_structured_output_by_schema(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + STRUCTURED, kind, f"{server.url}/v1") == "['day', 'people']\n"


PARSED = """
from pydantic import BaseModel, Field


class Meeting(BaseModel):
    day: str = Field(description="Of the week.")
    people: list[str]


completion = await client.chat.completions.parse(
    model="gpt-4o",
    messages=[
        {"role": "system", "content": "Extract the meeting."},
        {"role": "user", "content": "The meeting is on Friday; Ann and Bo come."},
    ],
    response_format=Meeting,
)
message = completion.choices[0].message
if message.parsed:
    print(repr(message.parsed), message.parsed == Meeting.model_validate_json(message.content))
else:
    print(message.refusal)
"""
MEETING = "Meeting(day='some day', people=['some people'])"


@BOTH
def test_answer_that_is_parsed(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + PARSED, kind, f"{server.url}/v1") == f"{MEETING} True\n"
    form = server.requests[-1].json()["response_format"]
    assert (form["type"], form["json_schema"]["name"]) == ("json_schema", "Meeting")
    assert form["json_schema"]["strict"] is True
    assert sorted(form["json_schema"]["schema"]["properties"]) == ["day", "people"]


PARSED_STREAM = """
from pydantic import BaseModel


class Meeting(BaseModel):
    day: str
    people: list[str]


async with client.chat.completions.stream(
    model="gpt-4o",
    messages=[{"role": "user", "content": "The meeting is on Friday; Ann and Bo come."}],
    response_format=Meeting,
) as stream:
    text = ""
    async for event in stream:
        if event.type == "content.delta":
            text += event.delta
completion = await stream.get_final_completion()
print(repr(completion.choices[0].message.parsed), text == completion.choices[0].message.content)
"""


@BOTH
def test_stream_whose_answer_is_parsed(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + PARSED_STREAM, kind, f"{server.url}/v1") == f"{MEETING} True\n"


COMPLETION = """
response = await client.completions.create(
    model="gpt-3.5-turbo-instruct", prompt="Once upon", max_tokens=2, stop="\\n", user="u-1"
)
print(repr(response.choices[0].text), response.choices[0].finish_reason, response.usage.completion_tokens)

async for part in await client.completions.create(model="m", prompt="Once upon", max_tokens=2, stream=True):
    print(part.choices[0].text, part.choices[0].finish_reason)
"""


@BOTH
def test_completions(kind: str, server: FakeServer) -> None:
    printed = run(CLIENT + COMPLETION, kind, f"{server.url}/v1")
    assert printed == "'Hello from' length 2\nHello None\n from None\n length\n"
    sent = server.requests[0].json()
    assert sent == {
        "model": "gpt-3.5-turbo-instruct",
        "prompt": "Once upon",
        "max_tokens": 2,
        "stop": ["\n"],
        "user": "u-1",
    }


EMBEDDINGS = """
response = await client.embeddings.create(
    model="text-embedding-3-small",
    input=["the wind", "the sea"],
    dimensions=4,
    encoding_format=FORMAT,
)
vectors = [item.embedding for item in response.data]
print([len(vector) for vector in vectors], type(vectors[0][0]).__name__, [item.index for item in response.data])
print(response.model, response.usage.prompt_tokens, response.usage.total_tokens)
"""


@BOTH
@pytest.mark.parametrize("form", ["float", "base64"])
def test_embeddings(kind: str, form: str, server: FakeServer) -> None:
    printed = run(CLIENT + EMBEDDINGS.replace("FORMAT", repr(form)), kind, f"{server.url}/v1")
    assert printed == "[4, 4] float [0, 1]\ntext-embedding-3-small 4 4\n"
    assert server.requests[-1].json()["encoding_format"] == form


IMAGES = """
import base64

result = await client.images.generate(
    model="gpt-image-1", prompt="A lighthouse in fog", size="1024x1536", quality="high", n=1
)
print(base64.b64decode(result.data[0].b64_json)[:4])
"""


@BOTH
def test_images(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + IMAGES, kind, f"{server.url}/v1") == "b'\\x89PNG'\n"
    assert server.requests[-1].json() == {
        "model": "gpt-image-1",
        "prompt": "A lighthouse in fog",
        "size": "1024x1536",
        "quality": "high",
    }


TRANSCRIPTION = """
transcript = await client.audio.transcriptions.create(
    model="whisper-1", file=open("speech.wav", "rb"), language="en", temperature=0
)
print(transcript.text)
with open("speech.wav", "rb") as file:
    again = await client.audio.transcriptions.create(model="whisper-1", file=("a.wav", file.read(), "audio/wav"))
print(again.text)
"""


@BOTH
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the snippet leaves it open, as most do
def test_transcription(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + TRANSCRIPTION, kind, f"{server.url}/v1") == "some text\nsome text\n"
    request, _ = (each for each in server.requests if each.method == "POST")
    assert request.path == "/v1/audio/transcriptions"
    for part in (b'name="file"; filename="audio.wav"', b'name="language"\r\n\r\nen', b'name="model"\r\n\r\nwhisper-1'):
        assert part in request.body


SPEECH = """
from pathlib import Path

response = await client.audio.speech.create(
    model="gpt-4o-mini-tts",
    voice="coral",
    input="Today is a good day.",
    instructions="Cheerfully.",
    response_format="wav",
)
response.stream_to_file(Path("out.wav"))
response.write_to_file("again.wav")
print(response.content == response.read() == b"".join(response.iter_bytes(7)) == Path("out.wav").read_bytes())
"""


@BOTH
def test_speech(kind: str, server: FakeServer, files: Path) -> None:
    assert run(CLIENT + SPEECH, kind, f"{server.url}/v1") == "True\n"
    assert (files / "out.wav").read_bytes() == (files / "again.wav").read_bytes() == sample_wav()
    assert server.requests[-1].json() == {
        "model": "gpt-4o-mini-tts",
        "input": "Today is a good day.",
        "voice": "coral",
        "instructions": "Cheerfully.",
        "response_format": "wav",
    }


MODELS = """
models = await client.models.list()
print([model.id for model in models.data])
async for model in client.models.list():
    print(model.id)
"""


@BOTH
def test_models(kind: str, server: FakeServer) -> None:
    assert run(CLIENT + MODELS, kind, f"{server.url}/v1") == "['fake-model']\nfake-model\n"


ERRORS = """
import openai

try:
    await client.with_options(max_retries=0).chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": "Hello"}]
    )
except openai.APITimeoutError:
    print("too slow")
except openai.APIConnectionError as error:
    print("no connection")
except openai.RateLimitError as error:
    print("slow down", error.status_code, error.request_id)
except openai.APIStatusError as error:
    print(type(error).__name__, error.status_code, error.code, error.param, error.message)
"""
DETAIL = {"error": {"message": "No.", "code": "bad", "param": "model", "type": "invalid_request_error"}}


@BOTH
@pytest.mark.parametrize(
    ("status", "printed"),
    [
        ("400 Bad Request", "BadRequestError 400 bad model No.\n"),
        ("401 Unauthorized", "AuthenticationError 401 bad model No.\n"),
        ("403 Forbidden", "PermissionDeniedError 403 bad model No.\n"),
        ("404 Not Found", "NotFoundError 404 bad model No.\n"),
        ("409 Conflict", "ConflictError 409 bad model No.\n"),
        ("422 Unprocessable Entity", "UnprocessableEntityError 422 bad model No.\n"),
        ("429 Too Many Requests", "slow down 429 req-1\n"),
        ("500 Internal Server Error", "InternalServerError 500 bad model No.\n"),
    ],
)
def test_errors_have_the_names_and_attributes_of_openai(kind: str, status: str, printed: str) -> None:
    reply = ok(json.dumps(DETAIL).encode(), "content-type: application/json", "x-request-id: req-1", status=status)
    with FaultServer(answers(reply)) as server:
        assert run(CLIENT + ERRORS, kind, f"{server.url}/v1") == printed
        assert len(server.requests) == 1


@BOTH
def test_a_silent_server_is_a_timeout_and_a_closing_one_a_broken_connection(kind: str) -> None:
    def silent(peer: Peer) -> None:
        peer.request()
        peer.wait_closed()

    with FaultServer(silent) as server:
        snippet = CLIENT.replace("timeout=20", "timeout=0.05") + ERRORS
        assert run(snippet, kind, f"{server.url}/v1") == "too slow\n"
    with FaultServer(lambda peer: peer.request()) as server:
        assert run(CLIENT + ERRORS, kind, f"{server.url}/v1") == "no connection\n"


RETRIES = """
patient = client.with_options(max_retries=5, timeout=9)
completion = await patient.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hello"}])
print(completion.choices[0].message.content)
"""


@BOTH
def test_retries(kind: str, naps: list[float]) -> None:
    busy = ok(b"{}", "content-type: application/json", status="503 Service Unavailable")
    answer = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Here."}, "finish_reason": "stop"}]}
    done = ok(json.dumps(answer).encode(), "content-type: application/json")
    with FaultServer(answers(busy, busy, busy, done)) as server:
        assert run(CLIENT + RETRIES, kind, f"{server.url}/v1") == "Here.\n"
        assert len(server.requests) == 4
    assert sum(seconds > 0 for seconds in naps) == 3
