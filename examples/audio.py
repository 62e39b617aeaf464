"""Audio: a sentence is spoken, and what was said is written down again.

    python examples/audio.py          # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/audio.py fal-ai   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out.
"""

import os
import sys

from inferlink import InferenceClient, NotSupported
from inferlink.types import Audio


def transcribe(client: InferenceClient, speech: Audio) -> None:
    print(client.automatic_speech_recognition(speech, model="openai/whisper-large-v3").text)


def classify(client: InferenceClient, speech: Audio) -> None:
    for found in client.audio_classification(speech, model="MIT/ast-finetuned-audioset-10-10-0.4593", top_k=3):
        print(f"{found.label}: {found.score:.2f}")


def separate(client: InferenceClient, speech: Audio) -> None:
    for number, found in enumerate(client.audio_to_audio(speech, model="speechbrain/sepformer-wham"), 1):
        found.blob.save(f"voice-{number}.wav")
        print(f"{found.label}, saved as voice-{number}.wav")


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        speech = client.text_to_speech("The lighthouse stands in fog.", model="hexgrad/Kokoro-82M")
        print(f"{speech.mime}, {len(speech)} bytes, saved as {speech.save('lighthouse.wav')}")
        for show in (transcribe, classify, separate):
            print(f"\n== {show.__name__} ==")
            try:
                show(client, speech)
            except NotSupported as error:
                print(error)


if __name__ == "__main__":
    main()
