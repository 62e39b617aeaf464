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
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "text-generation": {
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"pick": "[0]", "type": "object"}, {"type": "object"}]},
            "stream": {"done": None},
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
        "automatic-speech-recognition": {
            "body": [{"kind": "raw", "when": {"lacks": ["params"]}}, {"kind": "json"}],
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
    },
}
