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
    "audio-classification": ("hf-inference",),
    "audio-to-audio": ("hf-inference",),
    "automatic-speech-recognition": ("hf-inference",),
    "chat-completion": ("auto", "hf-inference"),
    "depth-estimation": (),
    "document-question-answering": ("hf-inference",),
    "feature-extraction": ("hf-inference",),
    "fill-mask": ("hf-inference",),
    "image-classification": ("hf-inference",),
    "image-segmentation": ("hf-inference",),
    "image-text-to-image": (),
    "image-text-to-video": (),
    "image-to-image": ("hf-inference",),
    "image-to-text": ("hf-inference",),
    "image-to-video": (),
    "object-detection": ("hf-inference",),
    "question-answering": ("hf-inference",),
    "sentence-similarity": ("hf-inference",),
    "summarization": ("hf-inference",),
    "table-question-answering": ("hf-inference",),
    "tabular-classification": ("hf-inference",),
    "tabular-regression": ("hf-inference",),
    "text-classification": ("hf-inference",),
    "text-generation": ("hf-inference",),
    "text-ranking": (),
    "text-to-audio": ("hf-inference",),
    "text-to-image": ("hf-inference",),
    "text-to-speech": ("hf-inference",),
    "text-to-video": (),
    "token-classification": ("hf-inference",),
    "translation": ("hf-inference",),
    "video-classification": (),
    "visual-question-answering": ("hf-inference",),
    "zero-shot-classification": ("hf-inference",),
    "zero-shot-image-classification": ("hf-inference",),
    "zero-shot-object-detection": (),
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
                "pick": "choices[0]",
                "type": "object",
                "then": {
                    "object": {
                        "index": "index",
                        "token": {
                            "object": {"text": {"first_of": [{"pick": "text", "type": "string"}, {"const": ""}]}}
                        },
                        "details": {
                            "pick": "finish_reason",
                            "type": "string",
                            "then": {"object": {"finish_reason": "$"}},
                        },
                    }
                },
            }
        },
    },
    "embeddings": {
        "path": "/v1/embeddings",
        "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
        "response": {"each": "data", "to": "embedding", "sort": "index"},
    },
    "rerank": {
        "path": "/v1/rerank",
        "set": [
            {"to": "model", "from": "model"},
            {"to": "query", "from": "input.query"},
            {"to": "documents", "from": "input.documents"},
        ],
        "response": {
            "each": "results",
            "to": {
                "object": {
                    "index": "index",
                    "score": {
                        "first_of": [{"pick": "relevance_score", "type": "number"}, {"pick": "score", "type": "number"}]
                    },
                    "document": {
                        "first_of": [
                            {"pick": "document.text", "type": "string"},
                            {"pick": "document", "type": "string"},
                        ]
                    },
                }
            },
        },
    },
    "pipeline": {"path": "/models/{model}", "rest": "parameters", "set": [{"to": "inputs", "from": "input"}]},
    "pipeline_media": {
        "path": "/models/{model}",
        "rest": "parameters",
        "set": [
            {"to": "$", "from": "input", "as": "bytes", "when": {"lacks": "params"}},
            {"to": "inputs", "from": "input", "as": "b64", "when": {"has": "params"}},
        ],
    },
}
"""Routes that provider files refer to with `use:`."""

TASKS: Mapping[str, tuple[str, ...]] = {name: operation.parameters for name, operation in OPERATIONS.items()}
"""Task to its parameters."""
