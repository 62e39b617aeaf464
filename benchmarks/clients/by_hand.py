"""The replies as plain dataclasses, and how the floor reads them."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter


@dataclass
class Message:
    role: str | None = None
    content: str | None = None


@dataclass
class Top:
    token: str
    logprob: float
    bytes: list[int] | None = None


@dataclass
class Token(Top):
    top_logprobs: list[Top] | None = None


@dataclass
class Logprobs:
    content: list[Token] | None = None


@dataclass
class Choice:
    index: int
    message: Message | None = None
    delta: Message | None = None
    logprobs: Logprobs | None = None
    finish_reason: str | None = None


@dataclass
class Usage:
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass
class Reply:
    id: str
    object: str
    created: int
    model: str
    choices: list[Choice]
    usage: Usage | None = None
    system_fingerprint: str | None = None


REPLY = TypeAdapter(Reply)


def text_of(body: bytes) -> str:
    message = REPLY.validate_json(body).choices[0].message
    return (message and message.content) or ""
