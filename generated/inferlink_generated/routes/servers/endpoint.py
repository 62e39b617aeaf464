# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Inference Endpoint is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "endpoint",
    "title": "Inference Endpoint",
    "docs": "https://huggingface.co/docs/inference-endpoints",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "bare_url": "",
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "complete": "chat/completions",
            "set": [
                {"to": "model", "from": "model", "default": "dummy"},
                {"to": "messages", "from": "input"},
                {
                    "to": "response_format",
                    "value": {
                        "type": "json_schema",
                        "json_schema": "@params.response_format.json_schema",
                        "value": {
                            "name": "@params.response_format.json_schema.name",
                            "schema": "@params.response_format.json_schema.schema",
                        },
                    },
                    "when": {
                        "has": ["params.response_format.json_schema.name", "params.response_format.json_schema.schema"]
                    },
                },
            ],
            "stream": {},
        },
        "text-generation": {
            "set": [
                {"to": "inputs", "from": "input"},
                {
                    "to": "parameters.decoder_input_details",
                    "value": False,
                    "when": {"has": ["params.decoder_input_details"], "lacks": ["params.details"]},
                    "warn": "decoder_input_details is switched off, for nothing shows it without details=True.",
                },
            ],
            "rest": "parameters",
            "response": {"first_of": [{"pick": "[0]", "type": "object"}, {"type": "object"}]},
            "stream": {},
        },
        "feature-extraction": {"set": [{"to": "inputs", "from": "input"}]},
        "text-classification": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"pick": "[0]", "type": "list"}, {"type": "list"}]},
        },
        "text-to-image": {
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
        "audio-classification": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "audio-to-audio": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "automatic-speech-recognition": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "depth-estimation": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "document-question-answering": {
            "set": [
                {"to": "inputs.image", "from": "input.image", "as": {"kind": "b64"}},
                {"to": "inputs.question", "from": "input.question"},
            ],
            "rest": "parameters",
        },
        "fill-mask": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "image-classification": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "image-segmentation": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "image-text-to-image": {
            "set": [{"to": "inputs", "from": "input", "as": {"kind": "b64"}}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "image-text-to-video": {
            "set": [{"to": "inputs", "from": "input", "as": {"kind": "b64"}}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "image-to-image": {
            "headers": {"accept": "image/png"},
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "image-to-text": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "image-to-video": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "object-detection": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "question-answering": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "sentence-similarity": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "summarization": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "table-question-answering": {
            "set": [{"to": "inputs", "from": "input"}, {"to": "parameters", "value": {}}],
            "rest": "parameters",
        },
        "tabular-classification": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "tabular-regression": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "text-ranking": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "text-to-audio": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "text-to-speech": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "text-to-video": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "token-classification": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "translation": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "video-classification": {
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "visual-question-answering": {
            "set": [
                {"to": "inputs.image", "from": "input.image", "as": {"kind": "b64"}},
                {"to": "inputs.question", "from": "input.question"},
            ],
            "rest": "parameters",
        },
        "zero-shot-classification": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"type": "list"}, {"zip": {"label": "labels", "score": "scores"}}]},
        },
        "zero-shot-image-classification": {
            "set": [{"to": "inputs", "from": "input", "as": {"kind": "b64"}}],
            "rest": "parameters",
        },
        "zero-shot-object-detection": {
            "set": [{"to": "inputs", "from": "input", "as": {"kind": "b64"}}],
            "rest": "parameters",
        },
    },
}
