# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Acme's gateway is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "acme",
    "title": "Acme's gateway",
    "routing": "direct",
    "key": "optional",
    "key_env": ["ACME_KEY"],
    "ids": "optional",
    "address": "http://localhost:8765",
    "address_env": ["ACME_GATEWAY"],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "ticket-triage": {
            "path": "/triage",
            "set": [{"to": "message", "from": "input"}, {"to": "teams", "from": "params.teams"}],
            "rest": "options",
            "response": {
                "object": {
                    "team": "best",
                    "urgency": "urgency",
                    "lang": "lang",
                    "scores": {"each": "all", "to": {"object": {"label": "team", "score": "fit"}}},
                }
            },
        },
        "defect-detection": {
            "path": "/defects",
            "set": [{"to": "photo", "from": "input", "as": {"kind": "b64"}}],
            "rest": "options",
            "response": "found",
        },
        "reply-drafting": {
            "path": "/draft",
            "set": [{"to": "message", "from": "input"}],
            "rest": "options",
            "drop": ["details"],
            "stream": {},
        },
    },
}
