# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Fireworks AI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "fireworks-ai",
    "title": "Fireworks AI",
    "docs": "https://docs.fireworks.ai/api-reference/post-chatcompletions",
    "base": "https://api.fireworks.ai",
    "key_env": ["FIREWORKS_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/inference/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {
                    "to": "response_format",
                    "value": {"type": "json_object", "schema": "@params.response_format.json_schema.schema"},
                    "when": {
                        "has": ["params.response_format.json_schema.schema"],
                        "match": {"params.response_format.type": "^json_schema$"},
                    },
                },
            ],
            "stream": {},
        }
    },
}
