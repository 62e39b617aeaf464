"""Calls that hooks are told of: how each is made, what is answered, and which hooks are told, in order."""

from __future__ import annotations

from typing import Any

from scripted import json_reply, sse_reply

from inferlink import Provider, errors

KEY = "sk-canary-1234567890"
PROMPT = "canary prompt"
USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
ANSWER = {
    "id": "chatcmpl-1",
    "model": "acme-large-2",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "canary answer"}, "finish_reason": "stop"}],
    "usage": USAGE,
}
EVENT = b'data: {"id": "c", "choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": null}]}\n\n'
END = (
    b'data: {"id": "c", "model": "m2", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], '
    b'"usage": {"prompt_tokens": 3, "completion_tokens": 2}}\n\ndata: [DONE]\n\n'
)
JOB = {
    "path": "/draw",
    "set": [{"to": "prompt", "from": "input"}],
    "response": {"pick": "image", "as": "unb64"},
    "job": {"poll": "{base}/jobs/{id}", "status": "status", "done": "done", "failed": "failed", "every": 0.001},
}


def provider(name: str, **words: Any) -> Provider:
    tasks = {"chat-completion": {"use": "chat"}, "text-to-image": JOB, "feature-extraction": {"use": "embeddings"}}
    return Provider.from_dict({"name": name, "base": f"https://{name}.example", "tasks": tasks, **words})


BUSY = {"error": {"message": "busy"}}


def busy(seconds: str = "0") -> Any:
    return json_reply(BUSY, 503, retry_after=seconds)


def chat(client: Any) -> Any:
    return client.chat_completion(PROMPT, model="m", temperature=0.5, max_tokens=7)


def read(client: Any) -> Any:
    return client.chat_completion(PROMPT, model="m", stream=True).result()


def close_early(client: Any) -> None:
    stream = client.chat_completion(PROMPT, model="m", stream=True)
    next(iter(stream))
    stream.close()


def draw(client: Any) -> Any:
    return client.text_to_image(PROMPT)


ACME = {"provider": provider("acme"), "base_url": None}
TWO = {"provider": [provider("acme"), provider("globex")], "base_url": None, "api_key": {"acme": KEY, "globex": KEY}}
BROKEN = errors.APIConnectionError("broke")

CALLS: dict[str, tuple[Any, list[Any], dict[str, Any], list[str]]] = {
    "answer": (chat, [json_reply(ANSWER)], {}, ["on_request", "on_result"]),
    "retry": (chat, [busy(), json_reply(ANSWER)], {}, ["on_request", "on_retry", "on_request", "on_result"]),
    "retries in vain": (
        chat,
        [busy(), busy()],
        {"retry": 1},
        ["on_request", "on_retry", "on_request", "on_error"],
    ),
    "failover": (
        chat,
        [busy(), json_reply(ANSWER)],
        {**TWO, "retry": 0},
        ["on_request", "on_retry", "on_request", "on_result"],
    ),
    "status": (chat, [json_reply(BUSY, 400)], {}, ["on_request", "on_error"]),
    "wrong shape": (chat, [json_reply({"surprise": 1})], {}, ["on_request", "on_error"]),
    "before sending": (lambda client: client.chat_completion(7), [], {}, ["on_error"]),
    "not served": (lambda client: client.fill_mask("a [MASK]"), [], ACME, ["on_error"]),
    "job": (
        draw,
        [json_reply({"id": "j", "status": "queued"}), json_reply({"status": "done", "image": "aGk="})],
        ACME,
        ["on_request", "on_result"],
    ),
    "failed job": (
        draw,
        [json_reply({"id": "j", "status": "queued"}), json_reply({"status": "failed"})],
        ACME,
        ["on_request", "on_error"],
    ),
    "own request": (lambda client: client.request("GET", "/x"), [json_reply({})], {}, ["on_request", "on_result"]),
    "own request that fails": (
        lambda client: client.request("GET", "/x"),
        [json_reply({}, 404)],
        {},
        ["on_request", "on_error"],
    ),
    "own stream": (
        lambda client: list(client.request("GET", "/x", stream=True)),
        [sse_reply(b'data: {"a": 1}\n\n')],
        {},
        ["on_request", "on_first_byte", "on_result"],
    ),
    "stream": (read, [sse_reply(EVENT, END)], {}, ["on_request", "on_first_byte", "on_result"]),
    "stream that breaks": (read, [sse_reply(EVENT, BROKEN)], {}, ["on_request", "on_first_byte", "on_error"]),
    "stream that is cut": (read, [sse_reply(EVENT)], {}, ["on_request", "on_first_byte", "on_error"]),
    "stream that breaks before it begins": (read, [sse_reply(BROKEN)], {}, ["on_request", "on_error"]),
    "stream that is closed early": (
        close_early,
        [sse_reply(EVENT, EVENT, END)],
        {},
        ["on_request", "on_first_byte", "on_error"],
    ),
    "stream that is retried": (
        read,
        [busy(), sse_reply(EVENT, END)],
        {},
        ["on_request", "on_retry", "on_request", "on_first_byte", "on_result"],
    ),
}


def fresh(answer: Any) -> Any:
    """Scripted streams are read once: each test makes its own."""
    if isinstance(answer, Exception) or answer.stream is None:
        return answer
    chunks = list(answer.stream._chunks)
    answer.stream._chunks = iter(chunks)
    return sse_reply(*chunks)
