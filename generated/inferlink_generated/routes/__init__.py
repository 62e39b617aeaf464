# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Which providers and servers there are. The file of one is loaded when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUTO", "BARE_URL", "DEFAULT", "OPERATIONS", "PROVIDERS", "PROVIDERS_OF", "SERVERS", "SHAPES", "TASKS"]

PROVIDERS: tuple[str, ...] = (
    "auto",
    "baseten",
    "cerebras",
    "cohere",
    "deepinfra",
    "fal-ai",
    "featherless-ai",
    "fireworks-ai",
    "groq",
    "hf-inference",
    "novita",
    "nscale",
    "openai",
    "ovhcloud",
    "publicai",
    "replicate",
    "scaleway",
    "together",
    "wavespeed",
    "zai-org",
)
SERVERS: tuple[str, ...] = (
    "endpoint",
    "infinity",
    "litellm",
    "llama-cpp",
    "lm-studio",
    "ollama",
    "openai",
    "sglang",
    "tei",
    "tgi",
    "vllm",
)

AUTO: str | None = "auto"
"""The provider that lets the Hub's router choose."""

DEFAULT: str | None = "hf-inference"
"""The provider of calls that name neither provider nor model."""

PROVIDERS_OF: Mapping[str, tuple[str, ...]] = {
    "audio-classification": ("hf-inference",),
    "audio-to-audio": ("fal-ai", "hf-inference"),
    "automatic-speech-recognition": ("deepinfra", "fal-ai", "hf-inference", "openai", "replicate", "together"),
    "chat-completion": (
        "auto",
        "baseten",
        "cerebras",
        "cohere",
        "deepinfra",
        "featherless-ai",
        "fireworks-ai",
        "groq",
        "hf-inference",
        "novita",
        "nscale",
        "openai",
        "ovhcloud",
        "publicai",
        "scaleway",
        "together",
        "zai-org",
    ),
    "depth-estimation": (),
    "document-question-answering": ("hf-inference",),
    "feature-extraction": ("deepinfra", "hf-inference", "openai", "scaleway", "together"),
    "fill-mask": ("hf-inference",),
    "image-classification": ("hf-inference",),
    "image-segmentation": ("fal-ai", "hf-inference"),
    "image-text-to-image": ("fal-ai", "wavespeed"),
    "image-text-to-video": ("fal-ai", "novita", "wavespeed"),
    "image-to-image": ("fal-ai", "hf-inference", "replicate", "together", "wavespeed"),
    "image-to-text": ("hf-inference", "zai-org"),
    "image-to-video": ("fal-ai", "together", "wavespeed"),
    "object-detection": ("hf-inference",),
    "question-answering": ("hf-inference",),
    "sentence-similarity": ("hf-inference",),
    "summarization": ("hf-inference",),
    "table-question-answering": ("hf-inference",),
    "tabular-classification": ("hf-inference",),
    "tabular-regression": ("hf-inference",),
    "text-classification": ("hf-inference",),
    "text-generation": (
        "deepinfra",
        "featherless-ai",
        "hf-inference",
        "novita",
        "openai",
        "ovhcloud",
        "scaleway",
        "together",
    ),
    "text-ranking": (),
    "text-to-audio": ("fal-ai", "hf-inference"),
    "text-to-image": (
        "deepinfra",
        "fal-ai",
        "hf-inference",
        "nscale",
        "openai",
        "replicate",
        "together",
        "wavespeed",
        "zai-org",
    ),
    "text-to-speech": ("deepinfra", "fal-ai", "hf-inference", "openai", "replicate", "together"),
    "text-to-video": ("fal-ai", "novita", "replicate", "together", "wavespeed"),
    "token-classification": ("hf-inference",),
    "translation": ("hf-inference",),
    "video-classification": (),
    "visual-question-answering": ("hf-inference",),
    "zero-shot-classification": ("hf-inference",),
    "zero-shot-image-classification": ("hf-inference",),
    "zero-shot-object-detection": (),
}
"""Task to the providers that serve it."""

BARE_URL: tuple[tuple[str, str], ...] = (
    ("/v1(/(chat/)?completions|/embeddings|/images/generations|/audio/(speech|transcriptions))?/?$", "openai"),
    ("", "endpoint"),
)
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
        "usage": "usage",
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
        "usage": "usage",
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
    "rerank_or_vectors": {
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
        "by_vectors": {
            "query": "input.query",
            "texts": "input.documents",
            "gives": "ranking",
            "limit": "params.top_n",
            "echo": "params.return_documents",
            "when": "missing",
        },
    },
    "ranking_by_vectors": {
        "by_vectors": {
            "query": "input.query",
            "texts": "input.documents",
            "gives": "ranking",
            "limit": "params.top_n",
            "echo": "params.return_documents",
            "when": "always",
        }
    },
    "similarity_by_vectors": {
        "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
    },
    "classify": {
        "path": "/v1/classify",
        "rest": "none",
        "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
        "response": {
            "each": "data",
            "to": {"object": {"label": "label", "score": {"pick": "probs", "type": "list", "as": "max"}}},
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
    "images": {
        "path": "/v1/images/generations",
        "set": [
            {"to": "model", "from": "model"},
            {"to": "prompt", "from": "input"},
            {"to": "response_format", "value": "b64_json"},
        ],
        "response": {
            "first_of": [
                {"pick": "data[0].b64_json", "type": "string", "as": "unb64"},
                {"pick": "data[0].url", "type": "string", "as": "download"},
            ]
        },
    },
    "speech": {
        "path": "/v1/audio/speech",
        "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
        "response": {"type": "bytes"},
    },
    "transcriptions": {
        "path": "/v1/audio/transcriptions",
        "body": "multipart",
        "set": [{"to": "file", "from": "input", "as": "file"}, {"to": "model", "from": "model"}],
        "response": {
            "object": {
                "text": {"pick": "text", "type": "string"},
                "chunks": {
                    "each": "segments",
                    "to": {"object": {"text": "text", "timestamp": {"list": ["start", "end"]}}},
                },
            }
        },
    },
    "fal_queue": {
        "base": "https://queue.fal.run",
        "path": "/{model}",
        "query": {"routed": {"_subdomain": "queue"}},
        "job": {
            "poll": "{base}{path:response_url}/status{query}",
            "result": "{base}{path:response_url}{query}",
            "id": "request_id",
            "status": "status",
            "done": ["COMPLETED"],
            "position": "queue_position",
            "logs": "logs",
            "every": 0.5,
            "timeout": 600,
        },
    },
    "wavespeed_job": {
        "path": "/api/v3/{model}",
        "job": {
            "poll": "{base}{path:data.urls.get}",
            "id": "data.id",
            "status": "data.status",
            "done": ["completed"],
            "failed": ["failed"],
            "error": "data.error",
            "every": 0.5,
            "timeout": 600,
        },
        "response": {"pick": "data.outputs[0]", "type": "string", "as": "download"},
    },
    "together_video": {
        "path": "/v2/videos",
        "job": {
            "poll": "{request}/{id}",
            "status": "status",
            "done": ["completed"],
            "failed": ["failed"],
            "error": "error.message",
            "every": 2,
            "timeout": 300,
        },
        "response": {"pick": "outputs.video_url", "type": "string", "as": "download"},
    },
    "replicate": {
        "headers": {"prefer": "wait"},
        "path": [
            {"when": {"has": "model.version"}, "path": "/v1/predictions"},
            {"path": "/v1/models/{model}/predictions"},
        ],
        "rest": "input",
        "job": {
            "poll": "{base}{path:urls.get}",
            "status": "status",
            "done": ["succeeded"],
            "failed": ["failed", "canceled", "aborted"],
            "error": "error",
            "logs": "logs",
            "every": 1,
            "timeout": 300,
        },
        "response": {
            "first_of": [
                {"pick": "output", "type": "string", "as": "download"},
                {"pick": "output[0]", "type": "string", "as": "download"},
            ]
        },
    },
}
"""Routes that provider files refer to with `use:`."""

TASKS: Mapping[str, tuple[str, ...]] = {name: operation.parameters for name, operation in OPERATIONS.items()}
"""Task to its parameters."""
