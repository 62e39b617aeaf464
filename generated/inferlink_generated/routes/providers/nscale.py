# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Nscale is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "nscale",
    "title": "Nscale",
    "docs": "https://docs.nscale.com",
    "base": "https://inference.api.nscale.com",
    "key_env": ["NSCALE_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "structured": "prompt",
            "stream": {},
        },
        "text-to-image": {
            "path": "/v1/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "response_format", "value": "b64_json"},
                {"to": "size", "value": "{params.width}x{params.height}"},
            ],
            "drop": ["num_inference_steps"],
            "response": {
                "first_of": [
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "data[0].url", "type": "string", "as": ["download"]},
                ]
            },
        },
    },
}
