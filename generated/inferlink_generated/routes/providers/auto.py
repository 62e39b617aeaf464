# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Automatic is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "auto",
    "title": "Automatic",
    "docs": "https://huggingface.co/docs/inference-providers",
    "routing": "hub",
    "hub_base": "",
    "ids": "verbatim",
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "stream": {},
        }
    },
}
