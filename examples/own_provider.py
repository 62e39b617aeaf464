"""A gateway of your own, described in a file: typed calls, jobs and refusals as with any other provider.

    python examples/own_provider.py                              # at the address in own_provider.toml
    python examples/own_provider.py http://localhost:8080/api    # or at another one

The key is in the variable ACME_GATEWAY_KEY.
"""

import sys
from pathlib import Path

from inferlink import InferenceClient, NotSupported, Provider, RequestOptions
from inferlink.types import JobProgress

GATEWAY = Provider.from_file(Path(__file__).with_name("own_provider.toml"))


def answer(client: InferenceClient) -> None:
    reply = client.chat_completion("Why is the sky blue?", model="large", max_tokens=200)
    print(reply.choices[0].message.content)


def classify(client: InferenceClient) -> None:
    for found in client.text_classification("What a lovely day!", model="mood", top_k=2):
        print(f"{found.label}: {found.score:.2f}")


def draw(client: InferenceClient) -> None:
    watched = RequestOptions(on_progress=tell)
    image = client.text_to_image("a lighthouse in fog", model="painter", width=640, height=480, options=watched)
    print("saved as", image.save("lighthouse.png"))


def tell(event: JobProgress) -> None:
    if event.fraction is not None:
        print(f"{event.state}, {event.fraction:.0%}")


def refuse(client: InferenceClient) -> None:
    try:
        client.text_to_image("a lighthouse in fog", model="painter", seed=1)
    except NotSupported as error:
        print(error)


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else None
    with InferenceClient(provider=GATEWAY, base_url=url) as client:
        for example in (answer, classify, draw, refuse):
            print(f"== {example.__name__} ==")
            example(client)


if __name__ == "__main__":
    main()
