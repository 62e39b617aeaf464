"""Calls every method of the async client, and prints what it did on the loop's thread that can make a loop wait.

A program of its own because an audit hook cannot be taken back, and because the first call of a process counts most.
Takes a plan as JSON on standard input; prints JSON: methods that never had an answer, and what was found.
"""

from __future__ import annotations

import asyncio
import concurrent.futures.thread  # noqa: F401  # asyncio loads it with the first thread that anyone asks for
import inspect
import io
import json
import sys
import threading
import traceback
import warnings
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from inferlink import (
    AsyncInferenceClient,
    BadRequestError,
    InferenceError,
    InferlinkWarning,
    InvalidInput,
    NotSupported,
    Retry,
)
from inferlink._targets import hf_hub
from inferlink_generated.operations import OPERATIONS


@dataclass
class Point:
    """What an answer is read as."""

    x: int


@dataclass
class Place:
    """What a stream is read as."""

    name: str


def read(path: str) -> int:
    """A tool that waits for a disk."""
    return len(Path(__file__).read_bytes()) + len(path)


async def look(path: str) -> Point:
    """A tool that waits for nobody."""
    return Point(len(path))


BLOCKING = {"open", "time.sleep", "subprocess.Popen", "os.listdir", "os.scandir", "os.system", "os.posix_spawn"}
BLOCKING |= {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}

plan = json.loads(sys.stdin.read())
url = hf_hub.ROUTER = plan["url"]
answered: set[str] = set()
found: dict[str, str] = {}
"""Place in our code, and what it led to first."""
saved = Path(plan["files"]["image"]).with_name("saved")
label = ""
loop_thread = 0


def watch(event: str, args: tuple[object, ...]) -> None:
    global loop_thread
    from_disk = event == "import" and args[1] is not None  # an extension module; others are opened as files
    if threading.get_ident() == loop_thread and (event in BLOCKING or from_disk):
        watched, loop_thread = loop_thread, 0
        ours = [frame for frame in traceback.extract_stack() if "inferlink" in frame.filename]
        at = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(ours[-6:]))
        found.setdefault(at, f"{event} {args[0]!r} in {label}")
        loop_thread = watched


async def call(
    client: AsyncInferenceClient,
    name: str,
    *args: object,
    expect: tuple[type[InferenceError], ...] = (),
    **kwargs: object,
) -> None:
    """Call a method. A stream is read to its end."""
    global label
    label = f"{client!r}.{name}({', '.join([*map(repr, args), *(f'{key}=' for key in kwargs)])[:100]})"
    try:
        result = await attrgetter(name)(client)(*args, **kwargs)
        if hasattr(result, "__anext__"):
            assert [item async for item in result]
    except expect:
        return
    answered.add(name)


def variants(example: dict[str, object], media: dict[str, str]) -> list[dict[str, object]]:
    """The arguments of a call, with media in every form that it may be given in."""
    argument = next(iter(media), None)
    if argument is None:
        return [example]
    path = plan["files"][media[argument]]
    data = Path(path).read_bytes()
    forms = [
        path,
        Path(path),
        data,
        bytearray(data),
        io.BytesIO(data),
        io.FileIO(path),
        lambda: iter([data]),
        plan["web"] + Path(path).name,
    ]
    return [{**example, argument: form} for form in forms]


def fresh(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of one more call: files at their beginning, and iterators anew."""
    for value in arguments.values():
        if isinstance(value, io.IOBase):
            value.seek(0)
    return {name: value() if callable(value) else value for name, value in arguments.items()}


async def call_tasks(client: AsyncInferenceClient, model: str | None) -> None:
    """Every task. Not every target serves each of them, but one of the targets must."""
    for operation, arguments in calls:
        target = None if model is None else model + operation.task
        once = any(map(callable, arguments.values()))
        refused = (NotSupported, BadRequestError, *([InvalidInput] if once else []))
        await call(client, operation.method, **fresh(arguments), model=target, expect=refused)
        if operation.result.kind == "media":
            await call(client, operation.method, **fresh(arguments), model=target, stream_to=saved, expect=refused)
        if operation.stream is not None:
            await call(client, operation.method, **arguments, model=target, stream=True, expect=refused)


async def call_streams(client: AsyncInferenceClient) -> None:
    global label
    label = "stream"
    async with await client.chat_completion("Hello", stream=True) as stream:
        async for _ in stream.text:
            break
    stream = await client.chat_completion("Hello", stream=True)
    assert [event async for event in stream.events()]
    assert (await stream.result()).choices
    stream = await client.chat_completion("Where?", output=Place, stream=True)
    assert [part async for part in stream.partials()][-1] == {"name": "some name"}
    assert (await stream.result()).parsed == Place("some name")
    stream = await client.chat_completion("Hello", stream=True)
    await anext(stream)
    await stream.aclose()
    stream = await client.chat_completion("Hello", stream=True)
    await anext(stream)
    del stream


async def call_views(client: AsyncInferenceClient) -> None:
    await call(client, "completions.create", prompt="x")
    await call(client, "completions.create", prompt="x", stream=True)
    await call(client, "embeddings.create", input="x")
    await call(client, "images.generate", prompt="x")
    await call(client, "audio.transcriptions.create", file=plan["files"]["audio"])
    await call(client, "audio.speech.create", input="x")
    await call(client, "models.list")
    async with client.chat.completions.stream("Hello") as stream:
        assert [event async for event in stream]
        assert (await stream.get_final_completion()).choices


async def call_maps(client: AsyncInferenceClient) -> None:
    """The second run reads what the first one wrote."""
    global label
    label = "map"
    checkpoint = Path(next(iter(plan["files"].values()))).with_name(f"{id(client)}.jsonl")
    items = (f"Hello {number}" for number in range(10))
    for source in (items, ["Hello 3", "Hello 4"]):
        options = {"concurrency": 2, "checkpoint": checkpoint, "fsync": True}
        assert [outcome.value.choices async for outcome in client.map(client.chat_completion, source, **options)]


async def call_others(client: AsyncInferenceClient) -> None:
    await call(client, "chat.completions.create", [{"role": "user", "content": "Hello"}])
    await call_views(client)
    await call(client, "request", "GET", "models")
    await call(
        client, "request", "POST", "chat/completions", json={"messages": [{"role": "user", "content": "x"}]}, type=dict
    )
    await call(
        client, "request", "POST", "embeddings", content=b'{"input": "x"}', headers={"content-type": "application/json"}
    )
    body = {"messages": [{"role": "user", "content": "x"}], "stream": True}
    await call(client, "request", "POST", "chat/completions", json=body, stream=True)
    await call(client, "health_check")
    await call(client, "get_endpoint_info")
    await call(client, "server")
    await call(client, "models")
    await call(client.with_options(timeout=5), "chat_completion", "Hello")
    for tool in (read, look):
        await call(client, "chat_completion", "Hello", tools=[tool])
        await call(client, "run_tools", "Hello", [tool])
    for output in (Point, list[Point], {"type": "object", "properties": {"x": {"type": "integer"}}}):
        await call(client, "chat_completion", "Where?", output=output)


async def call_failing() -> None:
    """Retries, a server that is not there, TLS with one that speaks none, and an address that must be looked up."""
    retry = Retry(attempts=1, base=0.001)
    await call(
        AsyncInferenceClient(base_url=plan["nowhere"], retry=retry), "chat_completion", "x", expect=(InferenceError,)
    )
    await call(
        AsyncInferenceClient(base_url=url.replace("http", "https", 1), retry=0),
        "chat_completion",
        "x",
        expect=(InferenceError,),
    )
    await call(AsyncInferenceClient(base_url=url.replace("127.0.0.1", "localhost")), "chat_completion", "x")
    await call(AsyncInferenceClient(base_url="http://proxied.invalid/v1"), "chat_completion", "x")
    await call(AsyncInferenceClient(base_url=f"{url}/v1"), "request", "GET", "nothing/here", expect=(InferenceError,))


async def main() -> None:
    global loop_thread
    loop_thread = threading.get_ident()
    server, automatic = AsyncInferenceClient(base_url=f"{url}/v1"), AsyncInferenceClient()
    named = AsyncInferenceClient(provider=plan["provider"])
    ways = [(server, None), (automatic, f"{url}/pipeline/"), (automatic, "fake/"), (named, None)]
    for client, model in reversed(ways) if plan["first"] == "hosted" else ways:
        await call_tasks(client, model)
    await call_others(server)
    await call_maps(server)
    await call_streams(server)
    await call_failing()
    for client in (server, automatic, named):
        await call(client, "close")
    loop_thread = 0


warnings.simplefilter("ignore", InferlinkWarning)  # showing one reads the source line that it points at
calls = [
    (operation, arguments)
    for operation in OPERATIONS.values()
    for arguments in variants(
        plan["examples"][operation.task],
        {name: operation.media[place] for name, place in operation.arguments.items() if place in operation.media},
    )
]
sys.addaudithook(watch)
asyncio.run(main())
methods = dict(inspect.getmembers(AsyncInferenceClient, inspect.iscoroutinefunction))
unanswered = sorted(name for name in methods if not name.startswith("_") and name not in answered)
print(json.dumps({"unanswered": unanswered, "found": found}))
