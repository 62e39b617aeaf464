"""The wire shapes chat, completion, embedding and ranking: what a server says to a body of each."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import struct
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from .._calls.chat_output import INSTRUCTION
from .._json import is_object
from ._example import example
from ._http import events_answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._http import Answer

__all__ = [
    "MODEL",
    "answer_chat",
    "answer_completion",
    "answer_embedding",
    "answer_ranking",
    "chat_chunks",
    "chat_reply",
    "closeness",
    "generation_events",
    "generation_reply",
    "listed",
    "ranked",
    "vector",
]

Data = dict[str, Any]

MODEL = "fake-model"
TEXT = "Hello from the fake server."
_CREATED = 1_700_000_000


def answer_chat(body: Data, said: Data | None = None) -> Answer:
    """A reply to `/v1/chat/completions`; see `chat_reply`."""
    reply = chat_reply(body, said)
    return events_answer(chat_chunks(reply, body)) if body.get("stream") else json_answer(reply)


def chat_reply(body: Data, said: Data | None = None) -> Data:
    """What is answered as a whole: `said`, or a made-up answer, where tools are called before anything is said.

    Raises:
        ValueError: For a body that no server takes.
    """
    messages: list[Data] = body.get("messages") or []
    if not messages:
        raise ValueError("messages must not be empty.")
    read = sum(len(cut(json.dumps(message), None)[0]) for message in messages)
    if said is not None:
        written = sum(len(cut(choice["message"].get("content") or "", None)[0]) for choice in said["choices"])
        choices = [{"index": index, **choice} for index, choice in enumerate(said["choices"])]
        return {**_head("chat.completion", body), "usage": _usage(read, written), **said, "choices": choices}
    call = _tool_call(body)
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    words, reason = ([], "tool_calls") if call else cut(_content(body), limit)
    count = body.get("n") or 1
    answered = {"content": None, "tool_calls": [call]} if call else {"content": "".join(words)}
    message = {"role": "assistant", **answered}
    answer = {"message": message, "finish_reason": reason, "logprobs": _logprobs(words, body)}
    choices = [{"index": index, **answer} for index in range(count)]
    usage = _usage(read, (len(words) or 1) * count)
    return {**_head("chat.completion", body), "choices": choices, "usage": usage}


def chat_chunks(reply: Data, body: Data, *, whole_calls: bool = False) -> Iterator[Data]:
    """A reply as the chunks of a stream. With `whole_calls` a tool call comes in one of them."""
    head = {**{name: reply[name] for name in ("id", "created", "model")}, "object": "chat.completion.chunk"}
    for parts in zip_longest(*(_chat_parts(choice, whole_calls=whole_calls) for choice in reply["choices"])):
        for index, part in enumerate(parts):
            if part is not None:
                yield {**head, "choices": [{"index": index, "finish_reason": None, **part}]}
    yield from _usage_chunk(head, reply["usage"], body)


def _chat_parts(choice: Data, *, whole_calls: bool) -> Iterator[Data]:
    """What one answer gains, chunk by chunk."""
    message: Data = choice["message"]
    content = message.get("content")
    calls: list[Data] = message.get("tool_calls") or []
    yield {"delta": {"role": "assistant", "content": None if content is None else ""}}
    for name, value in message.items():
        if name not in ("role", "content", "tool_calls") and value is not None:
            yield {"delta": {name: value}}
    words = cut(content or "", None)[0]
    chances: Data = choice.get("logprobs") or {}
    tokens: list[Data] = chances.get("content") or []
    told = len(tokens) == len(words)
    for number, word in enumerate(words):
        yield {"delta": {"content": word}, "logprobs": {"content": [tokens[number]]} if told else None}
    for index, call in enumerate(calls):
        if whole_calls:
            yield {"delta": {"tool_calls": [{"index": index, **call}]}}
            continue
        name, arguments = call["function"]["name"], call["function"]["arguments"]
        yield {"delta": {"tool_calls": [{"index": index, **call, "function": {"name": name, "arguments": ""}}]}}
        for piece in cut(arguments, None)[0]:
            yield {"delta": {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}}
    yield {"delta": {}, "finish_reason": choice.get("finish_reason") or "stop"}


def _tool_call(body: Data) -> Data | None:
    """A call of the tool that is asked for, or of the first, unless a result has come already."""
    tools: list[Data] = body.get("tools") or []
    functions: list[Data] = [tool["function"] for tool in tools if "function" in tool]
    choice = body.get("tool_choice") or "auto"
    if not functions or choice == "none" or body["messages"][-1].get("role") == "tool":
        return None
    name = None if isinstance(choice, str) else choice["function"]["name"]
    called = next((function for function in functions if name in (None, function["name"])), None)
    if called is None:
        raise ValueError(f"tool_choice names {name!r}, which is no tool.")
    schema = called.get("parameters") or {"type": "object"}
    arguments = json.dumps(example(schema, schema))
    return {"id": "call_1", "type": "function", "function": {"name": called["name"], "arguments": arguments}}


def _content(body: Data) -> str:
    """Text, or the JSON that `response_format` or the instructions ask for."""
    form: Data = body.get("response_format") or {"type": "text"}
    schema = _schema_in(form) or _schema_told(body["messages"])
    if schema:
        return json.dumps(example(schema, schema))
    return TEXT if form.get("type") == "text" else json.dumps({"text": TEXT})


def _schema_in(form: Data) -> Data | None:
    """The schema of a `response_format`, in OpenAI's words or a provider's."""
    named: Data = form.get("json_schema") or {}
    value: Any = form.get("value")
    if is_object(value) and value.keys() == {"name", "schema"}:
        value = value["schema"]
    schema: object = named.get("schema") or form.get("schema") or value
    return schema if is_object(schema) else None


def _schema_told(messages: list[Data]) -> Data | None:
    """The schema that `output=` puts into the instructions, where a target takes it in no other way."""
    for message in messages:
        _, told, schema = str(message.get("content")).partition(INSTRUCTION)
        if told:
            found: Data = json.loads(schema)
            return found
    return None


def answer_completion(body: Data, said: Data | None = None) -> Answer:
    """A reply to `/v1/completions`, for one prompt or several."""
    prompts = listed(body["prompt"])
    words, reason = cut(TEXT, body.get("max_tokens")) if said is None else cut(said["generated_text"], None)
    count = len(prompts) * (body.get("n") or 1)
    usage = _usage(sum(len(cut(str(prompt), None)[0]) for prompt in prompts), len(words) * count)
    head = _head("text_completion", body)
    if not body.get("stream"):
        answer = {"text": "".join(words), "finish_reason": reason, "logprobs": None}
        return json_answer({**head, "choices": [{"index": i, **answer} for i in range(count)], "usage": usage})
    parts = [*((word, None) for word in words), ("", reason)]
    chunks = [
        {**head, "choices": [{"index": index, "text": text, "finish_reason": end, "logprobs": None}]}
        for text, end in parts
        for index in range(count)
    ]
    return events_answer([*chunks, *_usage_chunk(head, usage, body)])


def generation_reply(parameters: Data, sample: Data, said: Data | None = None) -> Data:
    """What text generation answers as a whole, with details in the form of `sample` where they are asked for."""
    words, ending = _generated(parameters, said)
    tokens = [{**sample["details"]["tokens"][0], "special": False, "text": word} for word in words]
    details = {"details": {**ending, "prefill": [], "tokens": tokens}} if parameters.get("details") else {}
    return {"generated_text": "".join(words), **details, **(said or {})}


def generation_events(parameters: Data, event: Data, said: Data | None = None) -> Iterator[Data]:
    """The same as events, in the form of `event`."""
    words, ending = _generated(parameters, said)
    last = {"generated_text": "".join(words), "details": {**event["details"], **ending}}
    for number, word in enumerate(words, 1):
        token = {**event["token"], "special": False, "text": word}
        yield {"index": number, "token": token, **(last if number == len(words) else {})}


def _generated(parameters: Data, said: Data | None) -> tuple[list[str], Data]:
    """The words of a text, and how it ends."""
    text, limit = (TEXT, parameters.get("max_new_tokens")) if said is None else (said["generated_text"], None)
    words, reason = cut(text, limit)
    return words, {"finish_reason": "eos_token" if reason == "stop" else reason, "generated_tokens": len(words)}


def answer_embedding(body: Data, said: list[list[float]] | None = None) -> Answer:
    """A reply to `/v1/embeddings`: texts, or lists of token numbers."""
    texts = listed(body["input"])
    vectors = said or [vector(text, body.get("dimensions")) for text in texts]
    shown = map(_pack, vectors) if body.get("encoding_format") == "base64" else vectors
    data = [{"object": "embedding", "index": index, "embedding": row} for index, row in enumerate(shown)]
    read = sum(len(cut(str(text), None)[0]) for text in texts)
    usage = {"prompt_tokens": read, "total_tokens": read}
    return json_answer({"object": "list", "model": body.get("model") or MODEL, "data": data, "usage": usage})


def answer_ranking(body: Data, said: list[Data] | None = None) -> Answer:
    """A reply to `/v1/rerank`."""
    documents: list[str] = body["documents"]
    told = body.get("return_documents")
    rows = ranked(body["query"], documents, body.get("top_n"))
    if said is not None:
        rows = [(row["index"], row["score"]) for row in said]
    results = [
        {"index": index, "relevance_score": score, **({"document": {"text": documents[index]}} if told else {})}
        for index, score in rows
    ]
    return json_answer({"id": "fake-1", "model": body.get("model") or MODEL, "results": results})


def ranked(query: str, documents: list[str], limit: int | None) -> list[tuple[int, float]]:
    """Place and score of each document, best first, as many as allowed."""
    scores = [closeness(query, text) for text in documents]
    return sorted(enumerate(scores), key=lambda row: -row[1])[:limit]


def closeness(first: str, second: str) -> float:
    """How alike two texts are, by their vectors: 0 to 1, and 1 for the same text."""
    cosine = sum(one * other for one, other in zip(vector(first), vector(second), strict=True))
    return round((1 + cosine) / 2, 4)


def _pack(row: list[float]) -> str:
    """Little-endian float32 in base64."""
    return base64.b64encode(struct.pack(f"<{len(row)}f", *row)).decode()


def listed(given: Any) -> list[Any]:
    """Texts that came alone or in a list; a list of numbers is one text, as tokens."""
    if isinstance(given, str):
        return [given]
    texts: list[Any] = given
    if not texts:
        raise ValueError("the list of texts must not be empty.")
    return [texts] if isinstance(texts[0], int) else texts


def vector(text: object, dimensions: int | None = None) -> list[float]:
    """A vector of length 1 that depends on the text alone; 8 numbers, or as many as asked for."""
    size = dimensions or 8
    if size < 0:
        raise ValueError(f"there are no {size} dimensions.")
    numbers = [byte - 127.5 for byte in hashlib.shake_256(str(text).encode()).digest(size)]
    length = math.hypot(*numbers)
    return [round(number / length, 6) for number in numbers]


def cut(text: str, limit: int | None) -> tuple[list[str], str]:
    """The words of a text with the spaces before them, as many as allowed, and why they end."""
    words = re.findall(r"\s*\S+(?:\s+$)?", text)
    return (words, "stop") if limit is None or len(words) <= limit else (words[:limit], "length")


def _logprobs(words: list[str], body: Data) -> Data | None:
    if not body.get("logprobs"):
        return None
    others = range(body.get("top_logprobs") or 0)
    return {
        "content": [{**_token(word, 0), "top_logprobs": [_token(word, other) for other in others]} for word in words]
    }


def _token(word: str, rank: int) -> Data:
    """A token with its probability: a half, a quarter and so on."""
    text = word if rank == 0 else f"{word}{rank}"
    return {"token": text, "logprob": -math.log(2) * (rank + 1), "bytes": list(text.encode())}


def _head(kind: str, body: Data) -> Data:
    return {"id": "fake-1", "object": kind, "created": _CREATED, "model": body.get("model") or MODEL}


def _usage(read: int, written: int) -> Data:
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _usage_chunk(head: Data, usage: Data, body: Data) -> list[Data]:
    options: Data = body.get("stream_options") or {}
    return [{**head, "choices": [], "usage": usage}] if options.get("include_usage") else []
