"""Makes the folder that vLLM loads from the GGUF file that llama.cpp loads: python smollm2.py FOLDER MODEL.gguf."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def convert(folder: str, gguf: Path) -> None:
    """Unpack the weights to bfloat16 and save them with their tokenizer."""
    source = {"pretrained_model_name_or_path": str(gguf.parent), "gguf_file": gguf.name}
    model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.bfloat16)
    # A model that was read from a GGUF file cannot be saved: a twin without its note of that can.
    del model.config.quantization_config
    twin = type(model)(model.config).to(torch.bfloat16)
    twin.load_state_dict(model.state_dict())
    twin.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**source).save_pretrained(folder)


if __name__ == "__main__":
    convert(sys.argv[1], Path(sys.argv[2]))
