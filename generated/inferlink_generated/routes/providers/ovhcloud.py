# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How OVHcloud AI Endpoints is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "ovhcloud",
    "title": "OVHcloud AI Endpoints",
    "docs": "https://endpoints.ai.cloud.ovh.net",
    "base": "https://oai.endpoints.kepler.ai.cloud.ovh.net",
    "key_env": ["OVH_AI_ENDPOINTS_ACCESS_TOKEN"],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "text-generation": {
            "path": "/v1/completions",
            "set": [
                {"to": "model", "from": "model"},
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
            "usage": "usage",
            "stream": {
                "event": {
                    "pick": "choices[0]",
                    "type": "object",
                    "then": {
                        "object": {
                            "index": "index",
                            "token": {
                                "object": {"text": {"first_of": [{"pick": "text", "type": "string"}, {"const": ""}]}}
                            },
                            "details": {
                                "pick": "finish_reason",
                                "type": "string",
                                "then": {"object": {"finish_reason": "$"}},
                            },
                        }
                    },
                }
            },
        },
    },
}
