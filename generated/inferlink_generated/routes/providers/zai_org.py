# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Z.ai is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "zai-org",
    "title": "Z.ai",
    "docs": "https://docs.z.ai/api-reference",
    "base": "https://api.z.ai",
    "key_env": ["ZAI_API_KEY"],
    "headers": {"x-source-channel": "hugging_face", "accept-language": "en-US,en"},
    "tasks": {
        "chat-completion": {
            "path": "/api/paas/v4/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "structured": "json_object",
            "stream": {},
        },
        "text-to-image": {
            "path": "/api/paas/v4/async/images/generations",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "size", "value": "{params.width}x{params.height}"},
            ],
            "drop": ["width", "height"],
            "response": {"pick": "image_result[0].url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}/api/paas/v4/async-result/{id}",
                "status": "task_status",
                "done": ["SUCCESS"],
                "failed": ["FAIL"],
                "error": "message",
                "every": 5.0,
                "timeout": 300.0,
            },
        },
        "image-to-text": {
            "path": "/api/paas/v4/layout_parsing",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "file", "from": "input", "as": {"kind": "data_url", "mime": "image/png"}},
            ],
            "rest": "none",
            "response": {"pick": "md_results", "type": "string", "then": {"object": {"generated_text": "$"}}},
        },
    },
}
