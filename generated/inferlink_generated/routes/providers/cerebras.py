# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Cerebras is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "cerebras",
    "title": "Cerebras",
    "docs": "https://inference-docs.cerebras.ai/api-reference/chat-completions",
    "base": "https://api.cerebras.ai",
    "key_env": ["CEREBRAS_API_KEY"],
    "models": {"path": "/v1/models", "response": {"each": "data", "to": {"object": {"id": "id", "data": "$"}}}},
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "drop": ["store"],
            "stream": {},
        }
    },
}
