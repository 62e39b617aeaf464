# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How DeepInfra is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "deepinfra",
    "title": "DeepInfra",
    "docs": "https://deepinfra.com/docs",
    "base": "https://api.deepinfra.com",
    "key_env": ["DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN"],
    "models": {"path": "/v1/openai/models", "response": {"each": "data", "to": {"object": {"id": "id", "data": "$"}}}},
    "tasks": {
        "chat-completion": {
            "path": "/v1/openai/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "structured": "json_object",
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/openai/completions",
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
            "path": "/v1/openai/embeddings",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "response": {"each": "data", "to": "embedding", "sort": "index"},
            "usage": "usage",
        },
        "text-to-speech": {
            "path": "/v1/openai/audio/speech",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "response": {"type": "bytes"},
        },
        "automatic-speech-recognition": {
            "path": "/v1/openai/audio/transcriptions",
            "body": "multipart",
            "set": [{"to": "file", "from": "input", "as": {"kind": "file"}}, {"to": "model", "from": "model"}],
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
        "text-to-image": {
            "path": "/v1/openai/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "response_format", "value": "b64_json"},
            ],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
    },
}
