# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Cohere is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "cohere",
    "title": "Cohere",
    "docs": "https://docs.cohere.com/docs/compatibility-api",
    "base": "https://api.cohere.com",
    "key_env": ["COHERE_API_KEY", "CO_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/compatibility/v1/chat/completions",
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
