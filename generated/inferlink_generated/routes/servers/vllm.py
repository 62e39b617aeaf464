# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How vLLM is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "vllm",
    "title": "vLLM",
    "docs": "https://docs.vllm.ai/en/stable/serving/openai_compatible_server",
    "routing": "direct",
    "key": "optional",
    "key_env": ["VLLM_API_KEY"],
    "ids": "optional",
    "address": "http://localhost:8000",
    "recognise": [{"path": "/v1/models", "reply": {"pick": "data[0].owned_by", "equals": "vllm"}}],
    "models": {
        "path": "/v1/models",
        "response": {"each": "data", "to": {"object": {"id": "id", "context_length": "max_model_len", "data": "$"}}},
    },
    "about": [{"path": "/version", "response": {"object": {"version": "version"}}}],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "refuse": ["audio", "metadata", "modalities", "prompt_cache_key", "service_tier", "store", "tool_prompt"],
            "only": {"params.response_format.type": "^(text|json_object|json_schema|structural_tag)$"},
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "max_tokens", "from": "params.max_new_tokens"},
            ],
            "drop": ["details", "do_sample"],
            "refuse": [
                "adapter_id",
                "best_of",
                "decoder_input_details",
                "grammar",
                "return_full_text",
                "top_n_tokens",
                "truncate",
                "typical_p",
                "watermark",
            ],
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
            "usage": "usage",
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
        "feature-extraction": {
            "path": "/v1/embeddings",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "input", "from": "input"},
                {"to": "use_activation", "from": "params.normalize"},
                {"to": "encoding_format", "from": "params.encoding_format", "default": "base64"},
            ],
            "refuse": ["prompt_name", "truncate", "truncation_direction"],
            "response": {"each": "data", "to": "embedding", "sort": "index"},
            "usage": "usage",
        },
        "text-ranking": {
            "path": "/v1/rerank",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "query", "from": "input.query"},
                {"to": "documents", "from": "input.documents"},
            ],
            "refuse": ["return_documents"],
            "response": {
                "each": "results",
                "to": {
                    "object": {
                        "index": "index",
                        "score": {
                            "first_of": [
                                {"pick": "relevance_score", "type": "number"},
                                {"pick": "score", "type": "number"},
                            ]
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
        "sentence-similarity": {
            "path": "/score",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "text_1", "from": "input.source_sentence"},
                {"to": "text_2", "from": "input.sentences"},
            ],
            "rest": "none",
            "response": {"each": "data", "to": "score", "sort": "index"},
        },
        "text-classification": {
            "path": "/classify",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "rest": "none",
            "response": {
                "each": "data",
                "to": {"object": {"label": "label", "score": {"pick": "probs", "type": "list", "as": ["max"]}}},
            },
        },
        "automatic-speech-recognition": {
            "path": "/v1/audio/transcriptions",
            "body": "multipart",
            "set": [{"to": "file", "from": "input", "as": {"kind": "file"}}, {"to": "model", "from": "model"}],
            "refuse": ["generation_parameters", "return_timestamps"],
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
    },
}
