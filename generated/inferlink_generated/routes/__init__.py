# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Which providers and servers there are. The file of one is loaded when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUTO", "BARE_URL", "DEFAULT", "PROVIDERS", "PROVIDERS_OF", "SERVERS", "SHAPES", "TASKS"]

PROVIDERS: tuple[str, ...] = ("auto", "hf-inference")
SERVERS: tuple[str, ...] = ("endpoint", "openai")

AUTO: str | None = "auto"
"""The provider that lets the Hub's router choose."""

DEFAULT: str | None = "hf-inference"
"""The provider of calls that name neither provider nor model."""

PROVIDERS_OF: Mapping[str, tuple[str, ...]] = {
    "automatic-speech-recognition": ("hf-inference",),
    "chat-completion": ("auto", "hf-inference"),
    "feature-extraction": ("hf-inference",),
    "text-classification": ("hf-inference",),
    "text-generation": ("hf-inference",),
    "text-to-image": ("hf-inference",),
}
"""Task to the providers that serve it."""

BARE_URL: tuple[tuple[str, str], ...] = (("/v1(/(chat/)?completions|/embeddings)?/?$", "openai"), ("", "endpoint"))
"""Regular expression on the path of a URL, and the server that such a URL belongs to; the first match counts."""

SHAPES: Mapping[str, Mapping[str, object]] = {
    "chat": {
        "path": "/v1/chat/completions",
        "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
        "stream": {},
    },
    "completion": {
        "path": "/v1/completions",
        "set": [
            {"to": "model", "from": "model"},
            {"to": "prompt", "from": "input"},
            {"to": "max_tokens", "from": "params.max_new_tokens"},
        ],
        "refuse": [
            "decoder_input_details",
            "grammar",
            "return_full_text",
            "top_n_tokens",
            "truncate",
            "typical_p",
            "watermark",
            "adapter_id",
        ],
        "drop": ["details", "do_sample"],
        "response": {
            "pick": "choices[0]",
            "type": "object",
            "then": {
                "object": {
                    "generated_text": {"pick": "text", "type": "string"},
                    "details": {"object": {"finish_reason": "finish_reason", "seed": "seed"}},
                }
            },
        },
        "stream": {
            "event": {
                "object": {
                    "index": "choices[0].index",
                    "token": {"object": {"text": "choices[0].text"}},
                    "details": {
                        "pick": "choices[0].finish_reason",
                        "type": "string",
                        "then": {"object": {"finish_reason": "$"}},
                    },
                }
            }
        },
    },
    "embeddings": {
        "path": "/v1/embeddings",
        "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
        "response": {"each": "data", "to": "embedding", "sort": "index"},
    },
    "pipeline": {"path": "/models/{model}", "rest": "parameters", "set": [{"to": "inputs", "from": "input"}]},
    "pipeline_media": {
        "path": "/models/{model}",
        "rest": "parameters",
        "body": [{"when": {"lacks": "params"}, "kind": "raw"}, {"kind": "json"}],
        "set": [
            {"to": "$", "from": "input", "as": "bytes", "when": {"lacks": "params"}},
            {"to": "inputs", "from": "input", "as": "b64", "when": {"has": "params"}},
        ],
    },
}
"""Routes that provider files refer to with `use:`."""

TASKS: Mapping[str, tuple[str, ...]] = {name: operation.parameters for name, operation in OPERATIONS.items()}
"""Task to its parameters."""
