# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Public AI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "publicai",
    "title": "Public AI",
    "docs": "https://platform.publicai.co/docs",
    "base": "https://api.publicai.co",
    "key_env": ["PUBLICAI_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "structured": "prompt",
            "stream": {},
        }
    },
}
