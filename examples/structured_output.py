"""Answers as objects: a dataclass, a list, a plain JSON Schema, and one that grows while it is written.

    python examples/structured_output.py                            # HF Inference, with the token of this machine
    python examples/structured_output.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too.
"""

import os
import sys
from dataclasses import dataclass
from typing import Any

from inferlink import InferenceClient, InvalidOutput, RequestOptions

MODEL = "Qwen/Qwen3-8B"


@dataclass
class Book:
    """What the model must fill in."""

    title: str
    year: int


LANGUAGE: dict[str, Any] = {"type": "object", "properties": {"code": {"enum": ["en", "fr"]}}, "required": ["code"]}


def book(client: InferenceClient) -> None:
    try:
        answer = client.chat_completion("A novel?", model=MODEL, output=Book, options=RequestOptions(repair=1))
        print(f"{answer.parsed.title}, {answer.parsed.year}")
    except InvalidOutput as error:
        print(f"{error.reason}: {error.text}")


def several(client: InferenceClient) -> None:
    for each in client.chat_completion("Three novels?", model=MODEL, output=list[Book]).parsed:
        print(f"{each.title}, {each.year}")


def schema(client: InferenceClient) -> None:
    print(client.chat_completion("Which language is 'bonjour'?", model=MODEL, output=LANGUAGE).parsed)


def grow(client: InferenceClient) -> None:
    with client.chat_completion("A novel?", model=MODEL, output=Book, stream=True) as stream:
        for partial in stream.partials():
            print(partial)
        print(stream.result().parsed)


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    for example in (book, several, schema, grow):
        print(f"== {example.__name__} ==")
        example(InferenceClient(provider=target))
