"""A provider more is a file more: nothing else is touched, and calls to it work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink._specs.prepare import PREPARE
from inferlink_codegen.build import PACKAGE, build_package
from inferlink_codegen.tree import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

INITECH = """\
title: Initech
docs: https://initech.example/docs
base: https://api.initech.example
auth: {direct: "Key {key}"}
key_env: [INITECH_KEY]
tasks:
  chat-completion: {use: chat, path: /chat}
  text-to-image:
    path: /models/{model}/draw
    rest: options
    set: [{to: prompt, from: input}, {to: options.steps, from: params.num_inference_steps}]
    job:
      poll: "{base}{path:links.state}"
      status: state
      done: ready
      failed: broken
      error: reason
      every: 0.001
    response: {pick: "files[0]", type: string, as: download}
"""
CALLS = """
import asyncio
import json

import httpx

from inferlink import AsyncInferenceClient, InferenceClient, NotSupported
from inferlink_generated import routes

SENT = []


def answer(request):
    SENT.append((request.method, str(request.url).partition("?")[0], request.headers.get("authorization")))
    place = request.url.host + request.url.path
    if request.url.host == "huggingface.co":
        task = "conversational" if "chat" in place else "text-to-image"
        entry = {"providerId": "initech-1", "task": task, "status": "live"}
        return httpx.Response(200, json={"inferenceProviderMapping": {"initech": entry}})
    if place.endswith("/chat"):
        assert json.loads(request.content)["model"] == "initech-1"
        choice = {"index": 0, "message": {"role": "assistant", "content": "Hi"}}
        return httpx.Response(200, json={"id": "c", "choices": [choice]})
    if place.endswith("/draw"):
        assert json.loads(request.content) == {"prompt": "a cat", "options": {"steps": 4, "seed": 1}}
        links = {"state": "https://other.example/jobs/j1"}
        return httpx.Response(200, json={"id": "j1", "state": "waiting", "links": links})
    if place.endswith("/jobs/j1"):
        return httpx.Response(200, json={"state": "ready", "files": ["https://files.example/a.png"]})
    return httpx.Response(200, content=b"picture", headers={"content-type": "image/png"})


OPTIONS = {"provider": "initech", "api_key": "key-1"}


def call_all():
    with httpx.Client(transport=httpx.MockTransport(answer)) as own:
        client = InferenceClient(**OPTIONS, http_client=own)
        yield client.chat_completion("Hi", model="org/chat").choices[0].message.content
        yield client.text_to_image("a cat", model="org/m", num_inference_steps=4, seed=1).bytes


async def call_all_async():
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as own:
        client = AsyncInferenceClient(**OPTIONS, http_client=own)
        chat = await client.chat_completion("Hi", model="org/chat")
        image = await client.text_to_image("a cat", model="org/m", num_inference_steps=4, seed=1)
        return [chat.choices[0].message.content, image.bytes]


assert "initech" in routes.PROVIDERS and "initech" in routes.PROVIDERS_OF["text-to-image"]
assert list(call_all()) == ["Hi", b"picture"]
once = SENT[:]
SENT.clear()
assert asyncio.run(call_all_async()) == ["Hi", b"picture"]
assert SENT == once
try:
    InferenceClient(**OPTIONS).text_to_video("a cat", model="org/m")
except NotSupported as error:
    assert "it serves chat_completion, text_to_image" in str(error)
for line in once:
    print(*line)
"""


def test_provider_is_one_file(specs: Path, tmp_path: Path, run_python: Run) -> None:
    before = build_package(specs)
    (specs / "providers/initech.yaml").write_text(INITECH, "utf-8")
    after = build_package(specs)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"routes/__init__.py", "routes/providers/initech.py"}

    write_tree(tmp_path / "out" / PACKAGE, after)
    calls = tmp_path / "calls.py"
    calls.write_text(CALLS, "utf-8")
    done = run_python(str(calls), PYTHONPATH=str(tmp_path / "out"), HOME=str(tmp_path))
    api, hub = "https://api.initech.example", "https://huggingface.co/api/models/org"
    assert done.stdout.splitlines() == [
        f"GET {hub}/chat None",
        f"POST {api}/chat Key key-1",
        f"GET {hub}/m None",
        f"POST {api}/models/initech-1/draw Key key-1",
        f"GET {api}/jobs/j1 Key key-1",
        "GET https://files.example/a.png None",
    ], done.stderr


def test_hardly_any_provider_needs_code() -> None:
    assert len(PREPARE) <= 3
