"""Tables: a question about one, and what a trained model makes of its rows.

    python examples/tabular.py                                           # HF Inference, with HF_TOKEN
    python examples/tabular.py https://xyz.endpoints.huggingface.cloud   # or any other target: a name, or a URL

The variable INFERENCE_TARGET names the target too. What a target does not serve is told, and left out.
"""

import csv
import os
import sys

from inferlink import InferenceClient, NotSupported

TOWERS = """Tower,Metres
Eiffel Tower,330
Tokyo Tower,333
Blackpool Tower,158"""
WINES = """fixed_acidity,volatile_acidity,citric_acid,residual_sugar,chlorides,free_sulfur_dioxide,\
total_sulfur_dioxide,density,pH,sulphates,alcohol
7.4,0.7,0,1.9,0.076,11,34,0.9978,3.51,0.56,9.4
7.8,0.88,0,2.6,0.098,25,67,0.9968,3.2,0.68,9.8"""
FISH = """Species,Height,Length1,Length2,Length3,Width
Bream,11.52,23.2,25.4,30.0,4.02
Bream,12.48,24.0,26.3,31.2,4.3056"""


def columns(text: str) -> dict[str, list[str]]:
    head, *rows = csv.reader(text.splitlines())
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


def ask(client: InferenceClient) -> None:
    question, model = "How high is Tokyo Tower?", "google/tapas-base-finetuned-wtq"
    found = client.table_question_answering(columns(TOWERS), question, model=model)
    print(f"{found.answer}, from the cells {found.cells}")


def rate(client: InferenceClient) -> None:
    print(client.tabular_classification(columns(WINES), model="julien-c/wine-quality"))


def weigh(client: InferenceClient) -> None:
    print(client.tabular_regression(columns(FISH), model="scikit-learn/Fish-Weight"))


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("INFERENCE_TARGET", "hf-inference")
    with InferenceClient(provider=target) as client:
        for show in (ask, rate, weigh):
            print(f"\n== {show.__name__} ==")
            try:
                show(client)
            except NotSupported as error:
                print(error)


if __name__ == "__main__":
    main()
