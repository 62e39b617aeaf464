"""OpenAI's names for the methods: code written for its SDK, with the import changed, at any target.

    python examples/openai_shapes.py                            # HF Inference, with this machine's token (HF_TOKEN)
    python examples/openai_shapes.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out.
"""

import os
import sys

import inferlink as openai
from inferlink import InferenceClient as OpenAI


def answer(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model="Qwen/Qwen3-8B",
        messages=[{"role": "user", "content": "Why is the sky blue?"}],
        max_tokens=200,
        timeout=60,
    )
    print(completion.choices[0].message.content)


def stream(client: OpenAI) -> None:
    messages = [{"role": "user", "content": "Tell me a story."}]
    with client.chat.completions.stream(model="Qwen/Qwen3-8B", messages=messages, max_tokens=200) as events:
        for event in events:
            if event.type == "content.delta":
                print(event.delta, end="", flush=True)
        print(f" ({events.get_final_completion().choices[0].finish_reason})")


def embed(client: OpenAI) -> None:
    reply = client.embeddings.create(model="sentence-transformers/all-MiniLM-L6-v2", input=["a cat", "a dog"])
    print(f"{len(reply.data)} vectors of {len(reply.data[0].embedding)} numbers")


def draw(client: OpenAI) -> None:
    reply = client.images.generate(
        model="black-forest-labs/FLUX.1-schnell", prompt="A lighthouse in fog.", size="768x512"
    )
    print(reply.data[0].image.save("lighthouse.png"))


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with OpenAI(provider=target, max_retries=3) as client:
        for show in (answer, stream, embed, draw):
            print(f"\n== {show.__name__} ==")
            try:
                show(client)
            except openai.APIError as error:
                print(error)


if __name__ == "__main__":
    main()
