"""The ASGI app: each task at a URL of its own, as a dedicated endpoint has it.

POST /<task>          the pipeline form: `{"inputs": ..., "parameters": {...}}`, or a media file as it is
GET  /health, /info   whether the app is up; what it serves, and from which packages
GET  /samples/<name>  the photos and the recording that client.py sends

An error is `{"error": "..."}` with its status: 400 for what a task does not take, 404, 405, 413 above 16 MB, 415,
503 while a model loads, 500 for what should not have happened.
"""

import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from .refusal import Refusal
from .samples import read_sample
from .tasks import TASKS

# Every model is in a package: where a library would look for one on the Hub, it must fail instead.
os.environ["HF_HUB_OFFLINE"] = "1"

MAX_BODY = 16 * 1024 * 1024
"""Bytes."""

log = logging.getLogger("uvicorn.error")


class Scope(TypedDict):
    """What an ASGI server says of a request."""

    type: str
    method: str
    path: str
    headers: list[tuple[bytes, bytes]]


class Event(TypedDict, total=False):
    """A piece of the request's body."""

    type: str
    body: bytes
    more_body: bool


Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]


SERVED = {task.name: task for task in TASKS}


@dataclass(frozen=True)
class Reply:
    """What is sent back."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    if scope["type"] != "http":
        return
    try:
        reply = await respond(scope, receive)
    except Refusal as refusal:
        reply = refuse(refusal)
    except Exception as error:
        log.exception("%s failed", scope["path"])
        reply = refuse(Refusal(500, f"{type(error).__name__}: {error}"))
    head = [(b"content-type", reply.content_type.encode()), (b"content-length", b"%d" % len(reply.body))]
    await send({"type": "http.response.start", "status": reply.status, "headers": [*head, *reply.headers]})
    await send({"type": "http.response.body", "body": reply.body})


async def respond(scope: Scope, receive: Receive) -> Reply:
    path = scope["path"].strip("/")
    method, served = ("POST", SERVED[path]) if path in SERVED else ("GET", None)
    if scope["method"] != method:
        raise Refusal(405, f"/{path} takes {method}", ((b"allow", method.encode()),))
    if served:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        body = await read_body(headers, receive)
        return as_json(200, await served.answer(headers.get("content-type", ""), body))
    return show(path)


def show(path: str) -> Reply:
    """The answer to a GET."""
    if path == "health":
        return as_json(200, {"status": "ok"})
    if path == "info":
        return as_json(200, {"tasks": {name: task.describe() for name, task in SERVED.items()}})
    folder, _, name = path.partition("/")
    sample = read_sample(name) if folder == "samples" else None
    if sample is None:
        raise Refusal(404, f"nothing is at /{path}; the tasks are {', '.join(SERVED)}")
    return Reply(200, *sample)


async def read_body(headers: Mapping[str, str], receive: Receive) -> bytes:
    too_large = Refusal(413, f"a body may have {MAX_BODY} bytes")
    if int(headers.get("content-length", "0")) > MAX_BODY:
        raise too_large
    body, more = bytearray(), True
    while more:
        event = await receive()
        if event.get("type") == "http.disconnect":
            raise Refusal(400, "the client left before the body was whole")
        body += event.get("body", b"")
        more = event.get("more_body", False)
        if len(body) > MAX_BODY:
            raise too_large
    return bytes(body)


def refuse(refusal: Refusal) -> Reply:
    return as_json(refusal.status, {"error": refusal.message, **refusal.details}, refusal.headers)


def as_json(status: int, value: object, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Reply:
    return Reply(status, "application/json", json.dumps(value, allow_nan=False).encode(), headers)
