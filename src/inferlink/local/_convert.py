"""From the files of a sentence-transformers BERT to the GGUF file that llama.cpp reads. Needs gguf and numpy.

The keys and names are those that llama.cpp's own `convert_hf_to_gguf.py` writes for `BertModel`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from gguf import MODEL_ARCH, GGUFWriter, LlamaFileType, PoolingType, TensorNameMap, TokenType

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["convert_bert"]

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_SPACE = "\u2581"
"""Marks the start of a word in GGUF; WordPiece marks the parts that are none with `##`."""
_UNUSED = ("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias")
_EXACT = ("position_embd", "token_types")
"""Tables that llama.cpp keeps at full precision."""


def convert_bert(source: Path, target: Path, name: str) -> None:
    """Write `target` from `config.json`, `vocab.txt` and `model.safetensors` in the folder `source`.

    Matrices become float16, the rest stays float32.

    Raises:
        ValueError: When a file is cut, or not of this kind.
        KeyError: When a file lacks an entry.
        OSError: When a file cannot be read, or `target` not be written.
    """
    config = json.loads((source / "config.json").read_text("utf-8"))
    tokens = (source / "vocab.txt").read_text("utf-8").removesuffix("\n").split("\n")
    if len(tokens) != config["vocab_size"]:
        raise ValueError(f"vocab.txt has {len(tokens)} entries in place of {config['vocab_size']}")
    tensors = _read_safetensors(source / "model.safetensors")
    writer = GGUFWriter(target, "bert")
    writer.add_name(name)
    _add_shape(writer, config)
    _add_vocabulary(writer, tokens)
    _add_tensors(writer, tensors, config["num_hidden_layers"])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _read_safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """Length of the header, the header as JSON, numbers: https://huggingface.co/docs/safetensors/index#format."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    end = start + max(entry["data_offsets"][1] for entry in header.values())
    if len(content) != end:
        raise ValueError(f"{path.name} has {len(content)} bytes in place of {end}")
    if kinds := {entry["dtype"] for entry in header.values()} - {"F32", "I64"}:
        raise ValueError(f"{path.name} has numbers of kind {kinds.pop()}")
    return {
        key: np.frombuffer(content[start + first : start + last], "<f4").reshape(entry["shape"])
        for key, entry in header.items()
        for first, last in [entry["data_offsets"]]
        if key not in _UNUSED
    }


def _add_shape(writer: GGUFWriter, config: dict[str, int]) -> None:
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_token_type_count(config["type_vocab_size"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(PoolingType.MEAN)
    writer.add_file_type(LlamaFileType.MOSTLY_F16)


def _add_vocabulary(writer: GGUFWriter, tokens: list[str]) -> None:
    writer.add_tokenizer_model("bert")
    writer.add_token_list([_spell(token) for token in tokens])
    writer.add_token_types([TokenType.CONTROL if token in _SPECIAL else TokenType.NORMAL for token in tokens])
    writer.add_pad_token_id(tokens.index("[PAD]"))
    writer.add_unk_token_id(tokens.index("[UNK]"))
    writer.add_bos_token_id(tokens.index("[CLS]"))
    writer.add_sep_token_id(tokens.index("[SEP]"))
    writer.add_mask_token_id(tokens.index("[MASK]"))


def _spell(token: str) -> str:
    if token in _SPECIAL:
        return token
    return token[2:] if token.startswith("##") else _SPACE + token


def _add_tensors(writer: GGUFWriter, tensors: dict[str, NDArray[np.float32]], layers: int) -> None:
    names = TensorNameMap(MODEL_ARCH.BERT, layers)
    for key, tensor in tensors.items():
        name = names.get_name(key, try_suffixes=(".weight", ".bias"))
        if name is None:
            raise ValueError(f"model.safetensors has {key}, which is no part of a BERT of {layers} layers")
        exact = tensor.ndim < 2 or name.startswith(_EXACT)
        writer.add_tensor(name, tensor if exact else tensor.astype(np.float16))
