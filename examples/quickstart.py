"""A tour of inferlink against a real model on this machine. Run it with `make demo`.

It exits with an error as soon as something is not as it should be.
"""

import asyncio
import time

from pydantic import BaseModel, Field

from inferlink import AsyncInferenceClient, InferenceClient, InferenceTimeoutError, RequestOptions
from inferlink.local import LocalServer

TOWER = ["It is made of wrought iron.", "It was finished in 1889."]
CITIES = ["France", "Italy", "Spain", "Japan", "Egypt", "Norway", "Ireland", "Greece"]
BRIEF = "You are a concise, helpful assistant. Answer in one short sentence."


class Person(BaseModel):
    """What the model must fill in."""

    name: str = Field(min_length=1, max_length=40)
    age: int = Field(ge=0, le=120)


def ask(question: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": BRIEF}, {"role": "user", "content": question}]


def show_chat(client: InferenceClient) -> None:
    answer = client.chat_completion(ask("What is the capital of France?"), max_tokens=40, temperature=0)
    print(answer.choices[0].message.content)
    print(f"({answer.model}, {answer.usage.completion_tokens if answer.usage else 'unknown'} tokens)")
    expect(answer.choices[0].message.content, "the answer")


def show_stream(client: InferenceClient) -> None:
    with client.chat_completion(ask("What is gravity?"), max_tokens=60, temperature=0, stream=True) as stream:
        for text in stream.text:
            print(text, end="", flush=True)
        whole = stream.result()
    print(f"\n(finished: {whole.choices[0].finish_reason})")
    expect(whole.choices[0].message.content, "the text of the stream")


def show_json(client: InferenceClient) -> None:
    answer = client.chat_completion(
        ask("Ada Lovelace is 36 years old. Give the name and the age as JSON."),
        max_tokens=100,
        temperature=0,
        output=Person,
    )
    print(f"{answer.parsed!r}, {answer.parsed.age + 1} next year")


async def show_concurrency(url: str) -> None:
    started = time.perf_counter()
    async with AsyncInferenceClient(base_url=url) as client:
        questions = [ask(f"What is the capital of {country}?") for country in CITIES]
        calls = [client.chat_completion(question, max_tokens=20, temperature=0) for question in questions]
        answers = await asyncio.gather(*calls)
    for answer in answers:
        print("-", expect(answer.choices[0].message.content, "the answer"))
    print(f"({len(answers)} calls at once, {time.perf_counter() - started:.1f} s)")


def show_timeout(client: InferenceClient) -> None:
    try:
        client.chat_completion("Tell me a long story.", max_tokens=4000, options=RequestOptions(timeout=0.2))
    except InferenceTimeoutError as error:
        print(f"{type(error).__name__}: {error}")
    else:
        raise SystemExit("The call should have timed out.")


def show_vectors(client: InferenceClient) -> None:
    texts = ["A cat sat on the sofa.", "A kitten is on the couch.", "Taxes are due in May."]
    vectors = client.feature_extraction(texts)
    print(f"{len(vectors)} vectors of {vectors.shape[1]} numbers")
    alike = client.sentence_similarity(texts[0], texts[1:])
    for text, score in zip(texts[1:], alike, strict=True):
        print(f"{score:5.2f}  {texts[0]} ~ {text}")
    best = client.rerank("What is the tower made of?", ["Paris lies on the Seine.", *TOWER], return_documents=True)
    print(f"best of {len(best)}: {best[0].document}")
    if alike[0] < 0.5 or best[0].document != TOWER[0]:
        raise SystemExit("The vectors do not tell what the texts mean.")


def expect(text: str | None, what: str) -> str:
    if not text:
        raise SystemExit(f"Missing: {what}.")
    return text


def main() -> None:
    with LocalServer() as server, InferenceClient(base_url=server.base_url) as client:
        print(f"== A real model: {server.model} at {server.url} ==")
        for title, show in [("Chat", show_chat), ("Stream", show_stream), ("JSON by schema", show_json)]:
            print(f"\n== {title} ==")
            show(client)
        print("\n== Eight calls at once ==")
        asyncio.run(show_concurrency(server.base_url))
        print("\n== A timeout ==")
        show_timeout(client)
    with LocalServer(embedding=True) as server, InferenceClient(base_url=server.base_url) as client:
        print(f"\n== Vectors, similarity and ranking: {server.model} ==")
        show_vectors(client)


if __name__ == "__main__":
    main()
