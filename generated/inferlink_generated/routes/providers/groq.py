# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Groq is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "groq",
    "title": "Groq",
    "docs": "https://console.groq.com/docs/api-reference",
    "base": "https://api.groq.com",
    "key_env": ["GROQ_API_KEY"],
    "models": {
        "path": "/openai/v1/models",
        "response": {"each": "data", "to": {"object": {"id": "id", "context_length": "context_window", "data": "$"}}},
    },
    "tasks": {
        "chat-completion": {
            "path": "/openai/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "structured": [
                {"form": "json_schema", "when": {"match": {"model": "^openai/gpt-oss-(20b|120b)$"}}},
                {
                    "form": "loose_schema",
                    "when": {"match": {"model": "^(openai/gpt-oss-|meta-llama/llama-4-|moonshotai/kimi-k2-)"}},
                },
                {"form": "tool"},
            ],
            "stream": {},
        }
    },
}
