"""One exchange on Ollama's wire, made by the official client and by inferlink: what each sends, what each finds."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import ollama
from contract.ollama_exchanges import CHAT, EMBED, GENERATE, Exchange
from live import open_client

from inferlink import errors
from inferlink.testing._http import Answer, Listener, Received, json_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

DURATIONS = ("total_duration", "load_duration", "prompt_eval_duration", "eval_duration")
LEVELS = ("low", "medium", "high", "max")
CHAT_OPTIONS = {
    "num_predict": "max_tokens",
    "repeat_penalty": "repetition_penalty",
    **{name: name for name in ("temperature", "top_p", "top_k", "min_p", "seed", "stop")},
    **{name: name for name in ("frequency_penalty", "presence_penalty")},
}
TEXT_OPTIONS = {
    "num_predict": "max_new_tokens",
    "repeat_penalty": "repetition_penalty",
    **{name: name for name in ("temperature", "top_p", "top_k", "typical_p", "seed", "stop", "frequency_penalty")},
}
"""Options of the wire that are parameters of ours."""


@dataclass
class Found:
    """What a call gave. Every count that the server left out is `None`."""

    text: str = ""
    thinking: str = ""
    calls: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])
    finish: str | None = None
    model: str | None = None
    counts: tuple[int | None, ...] = ()
    durations: tuple[int | None, ...] = ()
    logprobs: list[Any] = field(default_factory=list[Any])
    vectors: list[list[float]] = field(default_factory=list[list[float]])
    error: str | None = None
    status: int | None = None


class Double:
    """Answers one request with one reply, on loopback; any other request is an error."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.requests: list[dict[str, Any]] = []
        self._listener = Listener(self._respond)
        self.url = self._listener.url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _respond(self, request: Received) -> Answer:
        body = request.json()
        self.requests.append(body)
        if (request.method, request.path, plain(body)) != ("POST", self._exchange.path, plain(self._exchange.request)):
            return json_answer({"error": f"not what is exchanged here: {request.method} {request.path} {body}"}, 400)
        if self._exchange.status != 200 or not self._exchange.stream:
            return json_answer(self._exchange.replies[0], self._exchange.status)
        lines = [json.dumps(reply, ensure_ascii=False).encode() + b"\n" for reply in self._exchange.replies]
        return Answer(content_type="application/x-ndjson", pieces=lines)


def plain(body: dict[str, Any]) -> dict[str, Any]:
    """A request as the server understands it: without nulls and empty values, and `stream` where that is the default.

    The official client sends empty lists, and leaves empty texts out.
    """
    kept = {name: value for name, value in body.items() if value not in (None, "", [])}
    if kept.get("stream") is True:
        del kept["stream"]
    if "messages" in kept:
        kept["messages"] = [_plain_message(message) for message in kept["messages"]]
    return kept


def _plain_message(message: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in message.items() if value not in (None, "", [])}
    if "tool_calls" in kept:
        # The official client knows neither the ids of calls nor their type.
        names = ("name", "arguments")
        functions = [call["function"] for call in kept["tool_calls"]]
        kept["tool_calls"] = [{"function": {name: function[name] for name in names}} for function in functions]
    return kept


# The official client


def by_official(kind: str, url: str, exchange: Exchange) -> Found:
    """What the official client makes of it."""
    method = {CHAT: "chat", GENERATE: "generate", EMBED: "embed"}[exchange.path]
    named = exchange.request | ({} if exchange.path == EMBED else {"stream": exchange.stream})
    parts: list[Any] = []
    try:
        for part in _official_parts(kind, url, method, named):
            parts.append(part)
    except ollama.ResponseError as error:
        # Raised in mid-stream it has -1 as its status.
        return _official_found(parts, Found(error=error.error, status=max(error.status_code, 0) or None))
    return _official_found(parts, Found())


def _official_parts(kind: str, url: str, method: str, named: dict[str, Any]) -> Iterator[Any]:
    if kind == "sync":
        with ollama.Client(url) as client:
            reply = getattr(client, method)(**named)
            yield from reply if named.get("stream") else [reply]
        return
    with asyncio.Runner() as runner:
        twin = ollama.AsyncClient(url)
        try:
            reply = runner.run(getattr(twin, method)(**named))
            if not named.get("stream"):
                yield reply
                return

            async def step() -> Any:
                return await anext(reply, None)

            while (part := runner.run(step())) is not None:
                yield part
        finally:
            runner.run(twin.close())


def _official_found(parts: list[Any], found: Found) -> Found:
    for part in parts:
        message = part.message if hasattr(part, "message") else None
        found.text += (message.content if message else getattr(part, "response", None)) or ""
        found.thinking += (message.thinking if message else getattr(part, "thinking", None)) or ""
        functions = [call.function for call in (message and message.tool_calls) or ()]
        found.calls += [(function.name, function.arguments) for function in functions]
        found.logprobs += [row.model_dump(exclude_none=True) for row in getattr(part, "logprobs", None) or ()]
        found.vectors = [list(row) for row in getattr(part, "embeddings", None) or ()]
    if parts and not found.vectors:
        last = parts[-1]
        found.model = last.model
        found.finish = last.done_reason or ("stop" if last.done else None)
        found.counts = (last.prompt_eval_count, last.eval_count)
        found.durations = tuple(getattr(last, name) for name in DURATIONS)
    return found


# inferlink


@contextmanager
def connected(kind: str, url: str) -> Iterator[Any]:
    """A client of either kind for the double."""
    with open_client(kind, provider="ollama", base_url=url, retry=0) as client:
        yield client


def by_inferlink(kind: str, url: str, exchange: Exchange) -> Found:
    """What inferlink makes of it."""
    with connected(kind, url) as client:
        try:
            found = _by_method(client, exchange)
        except errors.InferenceError as error:
            found = _error_found(error, exchange)
    return found


def _error_found(error: errors.InferenceError, exchange: Exchange) -> Found:
    read = {CHAT: _chat_found, GENERATE: _text_found}.get(exchange.path)
    found = Found() if read is None or error.partial is None else read(error.partial)
    found.error, found.status = error.message, exchange.status if error.status == exchange.status else None
    return found


def _by_method(client: Any, exchange: Exchange) -> Found:
    stream: dict[str, Any] = {"stream": True} if exchange.stream else {}
    asked = exchange.request
    if exchange.path == EMBED:
        vectors = client.feature_extraction(asked["input"], **arguments(asked, {}))
        return Found(vectors=vectors.tolist())
    if exchange.path == GENERATE:
        named = arguments(asked, TEXT_OPTIONS)
        reply = client.text_generation(asked.get("prompt", ""), details=True, **named, **stream)
        return _text_found(reply.result() if stream else reply)
    if not asked["messages"]:  # no chat, but an order to the server
        return _raw_found(client.request("POST", CHAT, json=asked).json())
    messages = [openai_message(message) for message in asked["messages"]]
    reply = client.chat_completion(messages, **arguments(asked, CHAT_OPTIONS), **stream)
    return _chat_found(reply.result() if stream else reply)


def arguments(asked: dict[str, Any], options: dict[str, str]) -> dict[str, Any]:
    """Our arguments for what a request says beside its input; what has none goes the way of extras."""
    named: dict[str, Any] = {"model": asked["model"]}
    extra: dict[str, Any] = {}
    for name, value in asked.items():
        if name == "format" and options is CHAT_OPTIONS:
            is_schema = isinstance(value, dict)
            form = {"type": "json_schema", "json_schema": {"name": "Shape", "schema": value}}
            named["response_format"] = form if is_schema else {"type": "json_object"}
        elif name == "format" and isinstance(value, dict):
            named["grammar"] = {"type": "json", "value": value}
        elif name == "think" and options is CHAT_OPTIONS and value is not True:
            named["reasoning_effort"] = value if value in LEVELS else "none"
        elif name == "options":
            named |= {options[each]: held for each, held in value.items() if each in options}
            if others := {each: held for each, held in value.items() if each not in options}:
                extra["options"] = others
        elif name in ("tools", "logprobs", "top_logprobs", "dimensions", "truncate"):
            named[name] = value
        elif name not in ("model", "messages", "prompt", "input", "stream"):
            extra[name] = value
    return named | ({"extra_body": extra} if extra else {})


def openai_message(message: dict[str, Any]) -> dict[str, Any]:
    """A message of the wire as OpenAI has it."""
    sent = {name: value for name, value in message.items() if name not in ("images", "thinking", "tool_name")}
    if "images" in message:
        pictures = [{"url": f"data:image/png;base64,{data}"} for data in message["images"]]
        parts = [{"type": "image_url", "image_url": picture} for picture in pictures]
        sent["content"] = [{"type": "text", "text": message["content"]}, *parts]
    if "thinking" in message:
        sent["reasoning"] = message["thinking"]
    if "tool_name" in message:
        sent["name"] = message["tool_name"]
    if "tool_calls" in message:
        functions = [call["function"] for call in message["tool_calls"]]
        texts = [{**function, "arguments": json.dumps(function["arguments"])} for function in functions]
        sent["tool_calls"] = [{"type": "function", "function": function} for function in texts]
    return sent


def _chat_found(reply: Any) -> Found:
    if not reply.choices:  # it failed before the first piece
        return Found()
    (choice,) = reply.choices
    message, usage = choice.message, reply.usage
    if usage is not None and None not in (usage.prompt_tokens, usage.completion_tokens):
        assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    return Found(
        text=message.content or "",
        thinking=message.reasoning or "",
        calls=[(call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls or ()],
        finish=choice.finish_reason,
        model=reply.model,
        counts=(usage and usage.prompt_tokens, usage and usage.completion_tokens),
        durations=tuple(reply.extra.get(name) for name in DURATIONS),
        logprobs=[_row(row) for row in (choice.logprobs and choice.logprobs.content) or ()],
    )


def _text_found(reply: Any) -> Found:
    details, extra = reply.details, reply.extra
    return Found(
        text=reply.generated_text,
        thinking=extra.get("thinking", ""),
        finish=details and details.finish_reason,
        model=extra.get("model"),
        counts=(extra.get("prompt_eval_count"), details and details.generated_tokens),
        durations=tuple(extra.get(name) for name in DURATIONS),
    )


def _raw_found(reply: dict[str, Any]) -> Found:
    return Found(
        text=reply["message"]["content"],
        finish=reply.get("done_reason"),
        model=reply["model"],
        counts=(reply.get("prompt_eval_count"), reply.get("eval_count")),
        durations=tuple(reply.get(name) for name in DURATIONS),
    )


def _row(row: Any) -> dict[str, Any]:
    others = [{"token": each.token, "logprob": each.logprob} for each in row.top_logprobs or ()]
    return {"token": row.token, "logprob": row.logprob, "top_logprobs": others}
