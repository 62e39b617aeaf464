# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How SGLang is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "sglang",
    "title": "SGLang",
    "docs": "https://docs.sglang.io",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "address": "http://localhost:30000",
    "recognise": [{"path": "/v1/models", "reply": {"pick": "data[0].owned_by", "equals": "sglang"}}],
    "models": {
        "path": "/v1/models",
        "response": {"each": "data", "to": {"object": {"id": "id", "context_length": "max_model_len", "data": "$"}}},
    },
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
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
                "decoder_input_details",
                "grammar",
                "return_full_text",
                "top_n_tokens",
                "truncate",
                "typical_p",
                "watermark",
                "adapter_id",
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
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "refuse": ["normalize", "prompt_name", "truncate", "truncation_direction"],
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
            "response": {"type": "list"},
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
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
        },
        "text-classification": {
            "path": "/v1/classify",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "rest": "none",
            "response": {
                "each": "data",
                "to": {"object": {"label": "label", "score": {"pick": "probs", "type": "list", "as": ["max"]}}},
            },
        },
    },
}
