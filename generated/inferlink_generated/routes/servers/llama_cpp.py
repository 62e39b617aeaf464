# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How llama.cpp is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "llama-cpp",
    "title": "llama.cpp",
    "docs": "https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",
    "routing": "direct",
    "key": "optional",
    "key_env": ["LLAMA_API_KEY"],
    "ids": "optional",
    "address": "http://localhost:8080",
    "recognise": [{"path": "/v1/models", "headers": {"server": "^llama\\.cpp"}}],
    "models": {
        "path": "/v1/models",
        "response": {"each": "data", "to": {"object": {"id": "id", "context_length": "meta.n_ctx", "data": "$"}}},
    },
    "about": [
        {
            "path": "/props",
            "response": {"object": {"version": "build_info", "context_length": "default_generation_settings.n_ctx"}},
        }
    ],
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
                "adapter_id",
                "best_of",
                "decoder_input_details",
                "grammar",
                "return_full_text",
                "top_n_tokens",
                "truncate",
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
                {"to": "encoding_format", "from": "params.encoding_format", "default": "base64"},
            ],
            "refuse": ["dimensions", "normalize", "prompt_name", "truncate", "truncation_direction"],
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
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
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
