"""Eleven tasks at real models on this machine, with no key: first one by one, then all at once.

    make local-tasks                                              # installs, starts, calls and stops everything
    python examples/local_tasks/client.py http://127.0.0.1:8099   # an app that runs already: see README.md

It exits with an error as soon as something is not as it should be.
"""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from inferlink import AsyncInferenceClient, InferenceClient

EXAMPLES = Path(__file__).parents[1]
PYTHON = EXAMPLES.parent / ".venvs" / "local_tasks" / "bin" / "python"

REVIEW = "I love this lighthouse, the view is wonderful!"
NAMES = "Ada Lovelace lived in London until 1852."
COMPLAINT = "The engine stalls whenever it rains."
TOPICS = ["cars", "cooking", "music"]
HARBOUR = "The ship reached the harbour at dawn."
OTHERS = ["The boat came into port early in the morning.", "Tea is best without sugar."]
QUESTION = "What is the tower made of?"
TEXTS = ["It was finished in 1889.", "It is made of wrought iron.", "Paris lies on the Seine."]


@contextmanager
def serve() -> Generator[str]:
    """Run the app in its own environment, at a free port of this machine; gives its URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # The socket is the child's from its start, so a call waits in its queue until the app is up.
        fd = listener.fileno()
        options = ["--app-dir", str(EXAMPLES), "--fd", str(fd), "--log-level", "warning"]
        app = subprocess.Popen([str(PYTHON), "-m", "uvicorn", *options, "local_tasks.app:app"], pass_fds=[fd])
        host, port = listener.getsockname()
    try:
        yield f"http://{host}:{port}"
    finally:
        app.terminate()
        try:
            app.wait(timeout=10)
        except subprocess.TimeoutExpired:  # it computes still
            app.kill()
            app.wait()


def show_texts(client: InferenceClient, url: str) -> None:
    print("text classification")
    for label in client.text_classification(REVIEW, model=f"{url}/text-classification"):
        print(f"  {label.score:.2f}  {label.label}")

    print("token classification")
    for name in client.token_classification(NAMES, model=f"{url}/token-classification"):
        print(f"  {name.entity_group}: {name.word}, characters {name.start} to {name.end}")

    print("zero-shot classification")
    for topic in client.zero_shot_classification(COMPLAINT, TOPICS, model=f"{url}/zero-shot-classification"):
        print(f"  {topic.score:.2f}  {topic.label}")


def show_vectors(client: InferenceClient, url: str) -> None:
    print("feature extraction")
    print(f"  {client.feature_extraction(TEXTS, model=f'{url}/feature-extraction').shape}")

    print("sentence similarity")
    scores = client.sentence_similarity(HARBOUR, OTHERS, model=f"{url}/sentence-similarity")
    for score, text in zip(scores, OTHERS, strict=True):
        print(f"  {score:.2f}  {text}")

    print("text ranking")
    for found in client.rerank(QUESTION, TEXTS, model=f"{url}/text-ranking", top_n=2):
        print(f"  {found.score:.2f}  {TEXTS[found.index]}")


def show_images(client: InferenceClient, url: str) -> None:
    print("image classification")
    for label in client.image_classification(f"{url}/samples/cat.png", model=f"{url}/image-classification", top_k=3):
        print(f"  {label.score:.2f}  {label.label}")

    print("object detection")
    for thing in client.object_detection(f"{url}/samples/astronaut.png", model=f"{url}/object-detection"):
        box = thing.box
        print(f"  {thing.score:.2f}  {thing.label}, ({box.xmin}, {box.ymin}) to ({box.xmax}, {box.ymax})")

    print("image to text")
    print(f"  {client.image_to_text(f'{url}/samples/sign.png', model=f'{url}/image-to-text').generated_text}")


def show_audio(client: InferenceClient, url: str) -> None:
    print("audio classification")
    for label in client.audio_classification(f"{url}/samples/speech.wav", model=f"{url}/audio-classification"):
        print(f"  {label.score:.2f}  {label.label}")

    print("automatic speech recognition")
    model = f"{url}/automatic-speech-recognition"
    print(f"  {client.automatic_speech_recognition(f'{url}/samples/speech.wav', model=model).text}")


async def show_all_at_once(url: str) -> None:
    cat, speech = f"{url}/samples/cat.png", f"{url}/samples/speech.wav"
    async with AsyncInferenceClient() as client, asyncio.TaskGroup() as group:
        ask = group.create_task
        review = ask(client.text_classification(REVIEW, model=f"{url}/text-classification"))
        names = ask(client.token_classification(NAMES, model=f"{url}/token-classification"))
        topics = ask(client.zero_shot_classification(COMPLAINT, TOPICS, model=f"{url}/zero-shot-classification"))
        vectors = ask(client.feature_extraction(TEXTS, model=f"{url}/feature-extraction"))
        alike = ask(client.sentence_similarity(HARBOUR, OTHERS, model=f"{url}/sentence-similarity"))
        ranks = ask(client.rerank(QUESTION, TEXTS, model=f"{url}/text-ranking"))
        labels = ask(client.image_classification(cat, model=f"{url}/image-classification"))
        things = ask(client.object_detection(f"{url}/samples/astronaut.png", model=f"{url}/object-detection"))
        sign = ask(client.image_to_text(f"{url}/samples/sign.png", model=f"{url}/image-to-text"))
        voice = ask(client.audio_classification(speech, model=f"{url}/audio-classification"))
        heard = ask(client.automatic_speech_recognition(speech, model=f"{url}/automatic-speech-recognition"))
    print("all at once")
    print(f"  {review.result()[0].label}, {names.result()[0].word}, {topics.result()[0].label}")
    print(f"  {vectors.result().shape}, {alike.result()[0]:.2f}, {TEXTS[ranks.result()[0].index]}")
    print(f"  {labels.result()[0].label}, {things.result()[0].label}, {sign.result().generated_text}")
    print(f"  {voice.result()[0].label}, {heard.result().text}")


def show(url: str) -> None:
    with InferenceClient() as client:
        for part in (show_texts, show_vectors, show_images, show_audio):
            part(client, url)
    asyncio.run(show_all_at_once(url))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        show(sys.argv[1])
    else:
        with serve() as address:
            show(address)
