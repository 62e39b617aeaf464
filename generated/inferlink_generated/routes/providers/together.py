# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Together AI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "together",
    "title": "Together AI",
    "docs": "https://docs.together.ai/reference",
    "base": "https://api.together.xyz",
    "key_env": ["TOGETHER_API_KEY"],
    "models": {
        "path": "/v1/models",
        "response": {"each": "$", "to": {"object": {"id": "id", "context_length": "context_length", "data": "$"}}},
    },
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {
                    "to": "response_format",
                    "value": {"type": "json_schema", "schema": "@params.response_format.json_schema.schema"},
                    "when": {
                        "has": ["params.response_format.json_schema.schema"],
                        "match": {"params.response_format.type": "^json_schema$"},
                    },
                },
            ],
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
            "response": {"each": "data", "to": "embedding", "sort": "index"},
            "usage": "usage",
        },
        "text-to-speech": {
            "path": "/v1/audio/speech",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "input", "from": "input"},
                {"to": "voice", "value": "af_alloy", "when": {"match": {"model": "kokoro"}}},
            ],
            "response": {"type": "bytes"},
        },
        "automatic-speech-recognition": {
            "path": "/v1/audio/transcriptions",
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
            "path": "/v1/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "response_format", "value": "base64"},
                {"to": "steps", "from": "params.num_inference_steps"},
            ],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
        "image-to-image": {
            "path": "/v1/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "params.prompt", "default": ""},
                {"to": "response_format", "value": "base64"},
                {"to": "steps", "from": "params.num_inference_steps"},
                {
                    "to": "image_url",
                    "from": "input",
                    "as": {"kind": "data_url", "mime": "image/jpeg"},
                    "when": {"match": {"model": "^(?=.*kontext)(?=.*flux\\.1)"}},
                },
                {
                    "to": "reference_images[0]",
                    "from": "input",
                    "as": {"kind": "data_url", "mime": "image/jpeg"},
                    "when": {"match": {"model": "^(?!(?=.*kontext)(?=.*flux\\.1))"}},
                },
            ],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
        "text-to-video": {
            "path": "/v2/videos",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "steps", "from": "params.num_inference_steps"},
            ],
            "response": {"pick": "outputs.video_url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{request}/{id}",
                "status": "status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "error.message",
                "every": 2.0,
                "timeout": 300.0,
            },
        },
        "image-to-video": {
            "path": "/v2/videos",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "frame_images[0].input_image", "from": "input", "as": {"kind": "data_url", "mime": "image/png"}},
                {"to": "frame_images[0].frame", "value": "first"},
                {"to": "steps", "from": "params.num_inference_steps"},
                {"to": "width", "from": "params.target_size.width"},
                {"to": "height", "from": "params.target_size.height"},
            ],
            "response": {"pick": "outputs.video_url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{request}/{id}",
                "status": "status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "error.message",
                "every": 2.0,
                "timeout": 300.0,
            },
        },
    },
}
