# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How OpenAI-compatible server is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "openai",
    "title": "OpenAI-compatible server",
    "docs": "https://platform.openai.com/docs/api-reference",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "bare_url": "/v1(/(chat/)?completions|/embeddings)?/?$",
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "complete": "chat/completions",
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/completions",
            "complete": "completions",
            "set": [
                {"to": "model", "from": "model", "default": "dummy"},
                {"to": "prompt", "from": "input"},
                {"to": "max_tokens", "from": "params.max_new_tokens"},
            ],
            "drop": ["details", "do_sample"],
            "refuse": [
                "decoder_input_details",
                "grammar",
                "return_full_text",
                "top_n_tokens",
                "truncate",
                "typical_p",
                "watermark",
                "adapter_id",
            ],
            "response": {
                "pick": "choices[0]",
                "type": "object",
                "then": {
                    "object": {
                        "generated_text": {"pick": "text", "type": "string"},
                        "details": {"object": {"finish_reason": "finish_reason", "seed": "seed"}},
                    }
                },
            },
            "stream": {
                "event": {
                    "object": {
                        "index": "choices[0].index",
                        "token": {"object": {"text": "choices[0].text"}},
                        "details": {
                            "pick": "choices[0].finish_reason",
                            "type": "string",
                            "then": {"object": {"finish_reason": "$"}},
                        },
                    }
                }
            },
        },
        "feature-extraction": {
            "path": "/v1/embeddings",
            "complete": "embeddings",
            "set": [{"to": "model", "from": "model", "default": "dummy"}, {"to": "input", "from": "input"}],
            "response": {"each": "data", "to": "embedding", "sort": "index"},
        },
    },
}
