# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How LM Studio is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "lm-studio",
    "title": "LM Studio",
    "docs": "https://lmstudio.ai/docs/developer/openai-compat",
    "routing": "direct",
    "key": "optional",
    "key_env": ["LM_API_TOKEN"],
    "ids": "optional",
    "address": "http://localhost:1234",
    "recognise": [{"path": "/api/v0/models", "reply": {"pick": "data[0].state", "type": "string"}}],
    "health": "/v1/models",
    "models": {
        "path": "/api/v0/models",
        "response": {
            "each": "data",
            "to": {
                "object": {
                    "id": "id",
                    "context_length": "max_context_length",
                    "loaded": {
                        "first_of": [{"pick": "state", "equals": "loaded", "then": {"const": True}}, {"const": False}]
                    },
                    "data": "$",
                }
            },
        },
    },
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {"to": "repeat_penalty", "from": "params.repetition_penalty"},
            ],
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "max_tokens", "from": "params.max_new_tokens"},
                {"to": "repeat_penalty", "from": "params.repetition_penalty"},
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
            "by_vectors": {
                "query": "input.query",
                "texts": "input.documents",
                "gives": "ranking",
                "limit": "params.top_n",
                "echo": "params.return_documents",
            }
        },
        "sentence-similarity": {
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
        },
    },
}
