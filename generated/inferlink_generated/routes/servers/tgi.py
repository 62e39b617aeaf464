# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Text Generation Inference is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "tgi",
    "title": "Text Generation Inference",
    "docs": "https://huggingface.github.io/text-generation-inference",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "address": "http://localhost:8080",
    "recognise": [{"path": "/info", "reply": {"pick": "max_best_of", "type": "number"}}],
    "models": {
        "path": "/info",
        "response": {"list": [{"object": {"id": "model_id", "context_length": "max_total_tokens", "data": "$"}}]},
    },
    "about": [{"path": "/info", "response": {"object": {"version": "version", "context_length": "max_total_tokens"}}}],
    "tasks": {
        "chat-completion": {
            "path": "/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {"to": "max_tokens", "from": "params.max_completion_tokens"},
                {"to": "stop", "value": ["@params.stop"], "when": {"match": {"params.stop": ""}}},
                {
                    "to": "response_format",
                    "value": {"type": "json", "value": {"type": "object"}},
                    "when": {
                        "lacks": ["params.response_format.value"],
                        "match": {"params.response_format.type": "^json_object$"},
                    },
                },
                {
                    "to": "response_format",
                    "value": {
                        "type": "json_schema",
                        "value": {
                            "name": "@params.response_format.json_schema.name",
                            "schema": "@params.response_format.json_schema.schema",
                        },
                    },
                    "when": {"has": ["params.response_format.json_schema"]},
                },
            ],
            "refuse": [
                "audio",
                "chat_template_kwargs",
                "logit_bias",
                "metadata",
                "min_p",
                "modalities",
                "n",
                "parallel_tool_calls",
                "prompt_cache_key",
                "reasoning_effort",
                "repetition_penalty",
                "service_tier",
                "store",
                "top_k",
                "user",
            ],
            "only": {"params.response_format.type": "^(json|json_object|json_schema|regex)$"},
            "stream": {},
        },
        "text-generation": {
            "path": "/generate",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "stream": {"send": {}, "path": "/generate_stream", "done": None},
        },
    },
}
