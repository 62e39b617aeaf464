# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How OpenAI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "openai",
    "title": "OpenAI",
    "docs": "https://platform.openai.com/docs/api-reference",
    "base": "https://api.openai.com",
    "routing": "direct",
    "key_env": ["OPENAI_API_KEY"],
    "ids": "verbatim",
    "strip": "openai/",
    "models": {"path": "/v1/models", "response": {"each": "data", "to": {"object": {"id": "id", "data": "$"}}}},
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
        "text-to-image": {
            "path": "/v1/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {
                    "to": "size",
                    "value": "{params.width}x{params.height}",
                    "when": {"has": ["params.width", "params.height"]},
                },
                {"to": "response_format", "value": "b64_json", "when": {"match": {"model": "^dall-e"}}},
            ],
            "refuse": ["guidance_scale", "negative_prompt", "num_inference_steps", "scheduler", "seed"],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
        "text-to-speech": {
            "path": "/v1/audio/speech",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "input", "from": "input"},
                {"to": "voice", "value": "alloy"},
            ],
            "rest": "none",
            "response": {"type": "bytes"},
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
