"""Text: an answer, a stream, classes, names and a translation.

    python examples/text.py                            # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/text.py http://localhost:8080/v1   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out.
"""

import os
import sys

from inferlink import InferenceClient, NotSupported


def answer(client: InferenceClient) -> None:
    reply = client.chat_completion("Why is the sky blue?", model="Qwen/Qwen3-8B", max_tokens=200)
    print(reply.choices[0].message.content)


def stream(client: InferenceClient) -> None:
    with client.chat_completion("Tell me a story.", model="Qwen/Qwen3-8B", max_tokens=200, stream=True) as reply:
        for text in reply.text:
            print(text, end="", flush=True)
        print(f" ({reply.result().choices[0].finish_reason})")


def classify(client: InferenceClient) -> None:
    model = "distilbert/distilbert-base-uncased-finetuned-sst-2-english"
    for found in client.text_classification("What a lovely day!", model=model, top_k=2):
        print(f"{found.label}: {found.score:.2f}")


def find_names(client: InferenceClient) -> None:
    for found in client.token_classification("Ada Lovelace lived in London.", model="dslim/bert-base-NER"):
        print(f"{found.word}: {found.entity_group or found.entity}")


def translate(client: InferenceClient) -> None:
    model = "facebook/mbart-large-50-many-to-many-mmt"
    reply = client.translation("The sky is blue.", model=model, src_lang="en_XX", tgt_lang="fr_XX")
    print(reply.translation_text)


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        for show in (answer, stream, classify, find_names, translate):
            print(f"\n== {show.__name__} ==")
            try:
                show(client)
            except NotSupported as error:
                print(error)


if __name__ == "__main__":
    main()
