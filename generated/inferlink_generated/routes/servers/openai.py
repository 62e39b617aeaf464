# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How OpenAI-compatible server is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "openai",
    "title": "OpenAI-compatible server",
    "docs": "https://platform.openai.com/docs/api-reference",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "bare_url": "/v1(/(chat/)?completions|/embeddings|/images/generations|/audio/(speech|transcriptions))?/?$",
    "models": {"path": "/v1/models", "response": {"each": "data", "to": {"object": {"id": "id", "data": "$"}}}},
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "complete": "chat/completions",
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/completions",
            "complete": "completions",
            "set": [
                {"to": "model", "from": "model", "default": "dummy"},
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
        "text-ranking": {
            "path": "/v1/rerank",
            "complete": "rerank",
            "set": [
                {"to": "model", "from": "model", "default": "dummy"},
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
        "feature-extraction": {
            "path": "/v1/embeddings",
            "complete": "embeddings",
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "input", "from": "input"}],
            "response": {"each": "data", "to": "embedding", "sort": "index"},
            "usage": "usage",
        },
        "sentence-similarity": {
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
        },
        "text-to-image": {
            "path": "/v1/images/generations",
            "complete": "images/generations",
            "set": [
                {"to": "model", "from": "model", "default": "dummy"},
                {"to": "prompt", "from": "input"},
                {
                    "to": "size",
                    "value": "{params.width}x{params.height}",
                    "when": {"has": ["params.width", "params.height"]},
                },
            ],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
        "text-to-speech": {
            "path": "/v1/audio/speech",
            "complete": "audio/speech",
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "input", "from": "input"}],
            "response": {"type": "bytes"},
        },
        "automatic-speech-recognition": {
            "path": "/v1/audio/transcriptions",
            "complete": "audio/transcriptions",
            "body": "multipart",
            "set": [
                {"to": "file", "from": "input", "as": {"kind": "file"}},
                {"to": "model", "from": "model", "default": "dummy"},
            ],
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
