# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Baseten is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "baseten",
    "title": "Baseten",
    "docs": "https://docs.baseten.co",
    "base": "https://inference.baseten.co",
    "key_env": ["BASETEN_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "stream": {},
        }
    },
}
