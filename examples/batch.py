"""A batch: one question about many things, with a checkpoint that a second run goes on from.

    python examples/batch.py                            # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/batch.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. The answers are in animals.jsonl: break it off with Ctrl-C, and
start it again.
"""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from inferlink import InferenceClient, Outcome

if TYPE_CHECKING:
    from inferlink.types import ChatCompletionOutput

ANIMALS = ["cat", "dog", "owl", "eel", "ant", "yak"]


def questions() -> Iterator[str]:
    for animal in ANIMALS:
        yield f"How many legs has the {animal}?"


def ask(client: InferenceClient) -> None:
    failed: list[Outcome[ChatCompletionOutput]] = []
    outcomes = client.map(
        client.chat_completion,
        questions(),
        concurrency=3,
        on_error=failed.append,
        checkpoint="animals.jsonl",
        model="Qwen/Qwen3-8B",
        max_tokens=200,
    )
    for outcome in outcomes:
        told = "read" if outcome.resumed else "asked"
        print(f"{told}: {outcome.item} {outcome.value.choices[0].message.content}")
    print(f"{len(failed)} failed")


def ask_again(client: InferenceClient) -> None:
    ask(client)


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        for show in (ask, ask_again):
            print(f"\n== {show.__name__} ==")
            show(client)


if __name__ == "__main__":
    main()
