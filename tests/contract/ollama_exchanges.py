"""Exchanges on Ollama's own wire, written by hand: what is asked, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CHAT, GENERATE, EMBED = "/api/chat", "/api/generate", "/api/embed"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="


@dataclass(frozen=True)
class Exchange:
    """One request and the replies to it: one, or the lines of a stream."""

    name: str
    path: str
    request: dict[str, Any]
    replies: list[dict[str, Any]]
    status: int = 200
    """Other than 200 for an error before the first token."""
    stream: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stream", self.path != EMBED and self.request.get("stream", True))

    def __str__(self) -> str:
        return self.name


def ask(words: str, **others: Any) -> dict[str, Any]:
    """The body of a chat with one message."""
    return {"model": "oak", "messages": [{"role": "user", "content": words}], **others}


def whole(message: dict[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    """The last line of an answer, or an answer that is not streamed."""
    said = {"response": ""} if message is None else {"message": {"role": "assistant", **message}}
    return {
        "model": "oak",
        "created_at": "2026-03-01T10:00:00.5Z",
        **said,
        "done": True,
        "done_reason": "stop",
        "total_duration": 900_000_007,
        "load_duration": 400_000_001,
        "prompt_eval_count": 21,
        "prompt_eval_duration": 100_000_003,
        "eval_count": 8,
        "eval_duration": 300_000_005,
        **others,
    }


def piece(message: dict[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    """A line before the last."""
    said = {} if message is None else {"message": {"role": "assistant", **message}}
    return {"model": "oak", "created_at": "2026-03-01T10:00:00.1Z", **said, "done": False, **others}


def call(name: str, /, **arguments: Any) -> dict[str, Any]:
    """A tool call: its arguments are an object."""
    return {"function": {"name": name, "arguments": arguments}}


TIDE = {
    "type": "function",
    "function": {
        "name": "tide",
        "description": "When the water is high.",
        "parameters": {
            "type": "object",
            "properties": {"port": {"type": "string", "description": "Name."}, "days": {"type": "integer"}},
            "required": ["port"],
        },
    },
}
SHAPE = {"type": "object", "properties": {"legs": {"type": "integer"}}, "required": ["legs"]}
LOGPROBS = [
    {"token": "Yes", "logprob": -0.25, "top_logprobs": [{"token": "Yes", "logprob": -0.25}]},
    {"token": ".", "logprob": -0.5, "top_logprobs": [{"token": ".", "logprob": -0.5}]},
]
EVERY_OPTION = {
    "num_predict": 40,
    "temperature": 0.5,
    "top_p": 0.75,
    "top_k": 20,
    "seed": 7,
    "stop": ["END", "\n\n"],
    "frequency_penalty": 0.25,
    "repeat_penalty": 1.25,
    "num_ctx": 8192,
    "num_gpu": 0,
    "mirostat": 1,
}
ANSWER = {"content": 'Grüße: 1 < 2 "quoted" \\ 🌊\n\u2028end'}
"""Text that an encoder may spoil, and a separator that is no end of a line of JSON."""

CHATS = [
    Exchange("one answer", CHAT, ask("Well?", stream=False), [whole(ANSWER)]),
    Exchange("stream", CHAT, ask("Well?"), [piece({"content": text}) for text in ("Low", " tide", ".")] + [whole({})]),
    Exchange("stream without a message at its end", CHAT, ask("Well?"), [piece({"content": "Low."}), whole()]),
    Exchange("nothing said", CHAT, ask("Well?"), [whole({"content": ""}, eval_count=1)]),
    Exchange(
        "all options",
        CHAT,
        ask(
            "Well?",
            stream=False,
            keep_alive="10m",
            options={**EVERY_OPTION, "min_p": 0.125, "presence_penalty": 0.5, "typical_p": 0.5},
        ),
        [whole({"content": "Low."}, done_reason="length")],
    ),
    Exchange("kept for ever", CHAT, ask("Well?", stream=False, keep_alive=-1), [whole({"content": "Low."})]),
    Exchange("JSON", CHAT, ask("How many?", stream=False, format="json"), [whole({"content": '{"legs": 8}'})]),
    Exchange("a schema", CHAT, ask("How many?", stream=False, format=SHAPE), [whole({"content": '{"legs": 8}'})]),
    Exchange(
        "a streamed schema",
        CHAT,
        ask("How many?", format=SHAPE),
        [piece({"content": text}) for text in ('{"le', 'gs": ', "8}")] + [whole({"content": ""})],
    ),
    Exchange(
        "tools",
        CHAT,
        ask("High water?", stream=False, tools=[TIDE]),
        [whole({"content": "", "tool_calls": [call("tide", port="Brest", days=2)]})],
    ),
    Exchange(
        "two tool calls in a stream",
        CHAT,
        ask("High water?", tools=[TIDE]),
        [
            piece({"content": "I look."}),
            piece({"content": "", "tool_calls": [call("tide", port="Brest")]}),
            piece({"content": "", "tool_calls": [call("tide", port="Ålesund", days=1, deep={"a": [1, None]})]}),
            whole({"content": ""}),
        ],
    ),
    Exchange(
        "a tool without arguments",
        CHAT,
        ask("High water?", stream=False, tools=[TIDE]),
        [whole({"content": "", "tool_calls": [call("tide")]})],
    ),
    Exchange(
        "the result of a tool",
        CHAT,
        {
            "model": "oak",
            "stream": False,
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "High water?"},
                {"role": "assistant", "content": "", "tool_calls": [call("tide", port="Brest")]},
                {"role": "tool", "content": "at 11", "tool_name": "tide"},
            ],
        },
        [whole({"content": "At eleven."})],
    ),
    Exchange(
        "thinking",
        CHAT,
        ask("Why?", stream=False, think=True),
        [whole({"content": "The moon.", "thinking": "What pulls?"})],
    ),
    Exchange(
        "a streamed thought, and a level",
        CHAT,
        ask("Why?", think="high"),
        [
            piece({"content": "", "thinking": "What "}),
            piece({"content": "", "thinking": "pulls?"}),
            piece({"content": "The moon."}),
            whole({"content": ""}),
        ],
    ),
    Exchange("no thinking", CHAT, ask("Why?", stream=False, think=False), [whole({"content": "The moon."})]),
    Exchange(
        "an earlier thought goes back",
        CHAT,
        {
            "model": "oak",
            "stream": False,
            "messages": [
                {"role": "user", "content": "Why?"},
                {"role": "assistant", "content": "The moon.", "thinking": "What pulls?"},
                {"role": "user", "content": "How?"},
            ],
        },
        [whole({"content": "By its mass."})],
    ),
    Exchange(
        "a picture",
        CHAT,
        {"model": "oak", "stream": False, "messages": [{"role": "user", "content": "What?", "images": [PIXEL, PIXEL]}]},
        [whole({"content": "A dot."})],
    ),
    Exchange(
        "log-probabilities",
        CHAT,
        ask("Sure?", stream=False, logprobs=True, top_logprobs=1),
        [whole({"content": "Yes."}, logprobs=LOGPROBS)],
    ),
    Exchange(
        "streamed log-probabilities",
        CHAT,
        ask("Sure?", logprobs=True, top_logprobs=1),
        [piece({"content": row["token"]}, logprobs=[row]) for row in LOGPROBS] + [whole({"content": ""})],
    ),
    Exchange(
        "a prompt from the cache",  # counts of zero are left out
        CHAT,
        ask("Well?", stream=False),
        [{name: value for name, value in whole({"content": "Low."}).items() if name != "prompt_eval_count"}],
    ),
    Exchange(
        "a model is loaded",
        CHAT,
        {"model": "oak", "messages": [], "stream": False},
        [whole({"content": ""}, done_reason="load")],
    ),
    Exchange(
        "a model is unloaded",
        CHAT,
        {"model": "oak", "messages": [], "keep_alive": 0, "stream": False},
        [whole({"content": ""}, done_reason="unload")],
    ),
]
GENERATIONS = [
    Exchange(
        "text", GENERATE, {"model": "oak", "prompt": "Once", "stream": False}, [whole(response=" upon", context=[1, 2])]
    ),
    Exchange(
        "streamed text",
        GENERATE,
        {"model": "oak", "prompt": "Once"},
        [*(piece(response=text) for text in (" upon", " a", " time")), whole(context=[1, 2, 3])],
    ),
    Exchange(
        "text with options",
        GENERATE,
        {
            "model": "oak",
            "prompt": "Once",
            "stream": False,
            "keep_alive": "0s",
            "options": {**EVERY_OPTION, "typical_p": 0.5},
        },
        [whole(response=" upon", done_reason="length")],
    ),
    Exchange(
        "text of a schema",
        GENERATE,
        {"model": "oak", "prompt": "Legs", "stream": False, "format": SHAPE},
        [whole(response='{"legs": 8}')],
    ),
    Exchange(
        "raw text with an end, a system and a picture",
        GENERATE,
        {
            "model": "oak",
            "prompt": "Once",
            "suffix": "end",
            "system": "Tell.",
            "raw": True,
            "images": [PIXEL],
            "stream": False,
        },
        [whole(response=" upon")],
    ),
    Exchange(
        "text after a thought",
        GENERATE,
        {"model": "oak", "prompt": "Why?", "think": True, "stream": False},
        [whole(response="The moon.", thinking="What pulls?")],
    ),
    Exchange(
        "streamed text after a thought",
        GENERATE,
        {"model": "oak", "prompt": "Why?", "think": True},
        [
            piece(response="", thinking="What "),
            piece(response="", thinking="pulls?"),
            piece(response="The moon."),
            whole(),
        ],
    ),
    Exchange("loaded without a prompt", GENERATE, {"model": "oak", "prompt": ""}, [whole(done_reason="load")]),
    Exchange(
        "unloaded without a prompt",
        GENERATE,
        {"model": "oak", "prompt": "", "keep_alive": 0, "stream": False},
        [whole(done_reason="unload")],
    ),
]
EMBEDDINGS = [
    Exchange("one vector", EMBED, {"model": "ash", "input": "One."}, [{"model": "ash", "embeddings": [[0.5, -0.25]]}]),
    Exchange(
        "two vectors",
        EMBED,
        {"model": "ash", "input": ["One.", "Zwei."]},
        [{"model": "ash", "embeddings": [[0.1, 0.2, 0.3], [-1e-7, 3.0, 0.123456789]], "prompt_eval_count": 6}],
    ),
    Exchange(
        "a shorter vector",
        EMBED,
        {"model": "ash", "input": ["One."], "dimensions": 1, "truncate": False, "options": {"num_ctx": 64}},
        [{"model": "ash", "embeddings": [[1.0]]}],
    ),
]
ERRORS = [
    *(
        Exchange(f"{status} {name}", path, body, [{"error": said}], status)
        for name, path, body in (
            ("for a chat", CHAT, ask("Well?", stream=False)),
            ("for a streamed chat", CHAT, ask("Well?")),
            ("for a text", GENERATE, {"model": "oak", "prompt": "Once", "stream": False}),
            ("for a streamed text", GENERATE, {"model": "oak", "prompt": "Once"}),
            ("for vectors", EMBED, {"model": "oak", "input": "One."}),
        )
        for status, said in (
            (400, '"oak" cannot do that'),
            (404, "model 'oak' not found"),
            (500, "the runner has gone"),
            (503, "busy: the queue is full"),
        )
    ),
    Exchange(
        "an error in mid-stream of a chat",
        CHAT,
        ask("Well?"),
        [piece({"content": "Low"}), piece({"content": " ti"}), {"error": "the runner has gone"}],
    ),
    Exchange(
        "an error in mid-stream of a text",
        GENERATE,
        {"model": "oak", "prompt": "Once"},
        [piece(response=" upon"), {"error": "the runner has gone"}],
    ),
    Exchange("an error as the first line", CHAT, ask("Well?"), [{"error": "no memory is left"}]),
]
EXCHANGES = [*CHATS, *GENERATIONS, *EMBEDDINGS, *ERRORS]
