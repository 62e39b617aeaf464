"""Functions that a model may call: one loop that runs them, and the same step by step by hand.

    python examples/tools.py                            # HF Inference, with the token of this machine
    python examples/tools.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too.
"""

import asyncio
import os
import sys
from typing import Literal

from inferlink import AsyncInferenceClient, InferenceClient
from inferlink.types import ToolStep

MODEL = "Qwen/Qwen3-8B"


def temperature(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> float:
    """Say how warm it is in a city.

    Args:
        city: Name of the city.
        unit: Scale of the answer.
    """
    return {("Paris", "celsius"): 21.5, ("Paris", "fahrenheit"): 70.7}[city, unit]


async def population(city: str) -> int:
    """Say how many people live in a city."""
    return 2_100_000 if city == "Paris" else 1


def show(step: ToolStep) -> None:
    for call in step.calls:
        print(f"{call.name}({call.arguments}) -> {call.content}")


def run(target: str) -> None:
    answer = InferenceClient(MODEL, provider=target).run_tools("How warm is Paris?", [temperature], on_step=show)
    print(f"{answer.text} ({answer.usage.output_tokens} tokens)")


def run_async(target: str) -> None:
    run = AsyncInferenceClient(MODEL, provider=target).run_tools("Paris?", [population, temperature], on_step=show)
    print(asyncio.run(run).text)


def by_hand(target: str) -> None:
    answer = InferenceClient(MODEL, provider=target).chat_completion("How warm is Paris?", tools=[temperature])
    for call in answer.choices[0].message.tool_calls or []:
        print(call.function.name, call.function.arguments)


if __name__ == "__main__":
    for example in (run, run_async, by_hand):
        print(f"== {example.__name__} ==")
        example(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference"))
