# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How HF Inference is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "hf-inference",
    "title": "HF Inference",
    "docs": "https://huggingface.co/docs/inference-providers/providers/hf-inference",
    "routing": "hub",
    "key": "optional",
    "ids": "checked",
    "serves": {
        "text-generation": ["text-generation", "chat-completion"],
        "text2text-generation": ["text-generation"],
        "image-text-to-text": ["chat-completion"],
        "feature-extraction": ["feature-extraction", "sentence-similarity"],
        "sentence-similarity": ["sentence-similarity", "feature-extraction"],
    },
    "recommended": True,
    "tasks": {
        "chat-completion": {
            "path": "/models/{model}/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {
                    "to": "response_format",
                    "value": {"type": "json_object", "value": "@params.response_format.json_schema.schema"},
                    "when": {
                        "has": ["params.response_format.json_schema.schema"],
                        "match": {"params.response_format.type": "^json_schema$"},
                    },
                },
            ],
            "stream": {},
        },
        "text-generation": {
            "path": "/models/{model}/v1/completions",
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
            "stream": {
                "event": {
                    "object": {
                        "index": "choices[0].index",
                        "token": {"object": {"text": "choices[0].text"}},
                        "details": {
                            "pick": "choices[0].finish_reason",
                            "type": "string",
                            "then": {"object": {"finish_reason": "$"}},
                        },
                    }
                }
            },
        },
        "feature-extraction": {
            "path": "/models/{model}/pipeline/feature-extraction",
            "set": [{"to": "inputs", "from": "input"}],
        },
        "text-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"pick": "[0]", "type": "list"}, {"type": "list"}]},
        },
        "text-to-image": {
            "path": "/models/{model}",
            "headers": {"accept": "image/png"},
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {
                "first_of": [
                    {"type": "bytes"},
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
        },
        "automatic-speech-recognition": {
            "path": "/models/{model}",
            "body": [{"kind": "raw", "when": {"lacks": ["params"]}}, {"kind": "json"}],
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
    },
}
