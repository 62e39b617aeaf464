"""Vision: an image is made, then named, described, searched for objects, and changed.

    python examples/vision.py          # HF Inference, with the token of this machine (HF_TOKEN)
    python examples/vision.py fal-ai   # or any other target: a provider's name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out.
"""

import os
import sys

from inferlink import InferenceClient, NotSupported
from inferlink.types import Image


def classify(client: InferenceClient, image: Image) -> None:
    for found in client.image_classification(image, model="google/vit-base-patch16-224", top_k=3):
        print(f"{found.label}: {found.score:.2f}")


def describe(client: InferenceClient, image: Image) -> None:
    print(client.image_to_text(image, model="Salesforce/blip-image-captioning-base").generated_text)


def detect(client: InferenceClient, image: Image) -> None:
    for found in client.object_detection(image, model="facebook/detr-resnet-50", threshold=0.8):
        print(f"{found.label} from ({found.box.xmin}, {found.box.ymin}) to ({found.box.xmax}, {found.box.ymax})")


def change(client: InferenceClient, image: Image) -> None:
    model = "black-forest-labs/FLUX.1-Kontext-dev"
    changed = client.image_to_image(image, "The same at night, with the lamp lit.", model=model)
    print(f"saved as {changed.save('lighthouse-at-night.png')}")


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        image = client.text_to_image("a lighthouse in fog", model="black-forest-labs/FLUX.1-schnell")
        print(f"{image.mime}, {len(image)} bytes, saved as {image.save('lighthouse.png')}")
        for show in (classify, describe, detect, change):
            print(f"\n== {show.__name__} ==")
            try:
                show(client, image)
            except NotSupported as error:
                print(error)


if __name__ == "__main__":
    main()
