"""Vectors, on the async client: which of several texts is closest in meaning to a question.

    python examples/vectors.py                            # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/vectors.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out. A server with
this model on this machine: `inferlink.local.LocalServer(embedding=True)`; its `base_url` is such a URL.
"""

import asyncio
import math
import os
import sys
from operator import mul

from inferlink import AsyncInferenceClient, NotSupported

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
QUESTION = "What is the tower made of?"
TEXTS = ["It was finished in 1889.", "It is made of wrought iron.", "Paris lies on the Seine."]


async def embed(client: AsyncInferenceClient) -> None:
    vectors = await client.feature_extraction([QUESTION, *TEXTS], model=MODEL)
    question, *texts = vectors.tolist()
    print(f"{len(vectors)} vectors of {vectors.shape[-1]} numbers")
    for text, vector in zip(TEXTS, texts, strict=True):
        cosine = sum(map(mul, question, vector)) / math.hypot(*question) / math.hypot(*vector)
        print(f"{cosine:.2f}  {text}")


async def compare(client: AsyncInferenceClient) -> None:
    scores = await client.sentence_similarity(QUESTION, TEXTS, model=MODEL)
    for score, text in zip(scores, TEXTS, strict=False):
        print(f"{score:.2f}  {text}")


async def rank(client: AsyncInferenceClient) -> None:
    for found in await client.rerank(QUESTION, TEXTS, model="BAAI/bge-reranker-v2-m3", top_n=2):
        print(f"{found.score:.2f}  {TEXTS[found.index]}")


async def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    async with AsyncInferenceClient(provider=target) as client:
        for show in (embed, compare, rank):
            print(f"\n== {show.__name__} ==")
            try:
                await show(client)
            except NotSupported as error:
                print(error)


if __name__ == "__main__":
    asyncio.run(main())
