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
        }
    },
}
