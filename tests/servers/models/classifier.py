"""Makes a classifier out of MiniLM: python classifier.py FOLDER ENCODER LABEL...

Its head is made of seeded random numbers: what it says has no meaning, but it says it as any classifier does. With one
label it is a cross-encoder, as rerankers are.
"""

from __future__ import annotations

import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def make(folder: str, encoder: str, labels: list[str]) -> None:
    """Put a head on the encoder and save both."""
    torch.manual_seed(0)
    names = dict(enumerate(labels))
    ids = {name: number for number, name in names.items()}
    model = AutoModelForSequenceClassification.from_pretrained(encoder, id2label=names, label2id=ids)
    torch.nn.init.normal_(model.classifier.weight)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(encoder).save_pretrained(folder)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2], sys.argv[3:])
