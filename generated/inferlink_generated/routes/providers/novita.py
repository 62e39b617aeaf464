# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Novita AI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "novita",
    "title": "Novita AI",
    "docs": "https://novita.ai/docs",
    "base": "https://api.novita.ai",
    "key_env": ["NOVITA_API_KEY"],
    "tasks": {
        "chat-completion": {
            "path": "/v3/openai/chat/completions",
            "set": [{"to": "model", "from": "model"}, {"to": "messages", "from": "input"}],
            "stream": {},
        },
        "text-generation": {
            "path": "/v3/openai/completions",
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
        "text-to-video": {
            "path": "/v3/async/{model}",
            "set": [{"to": "prompt", "from": "input"}, {"to": "steps", "from": "params.num_inference_steps"}],
            "response": {"pick": "videos[0].video_url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}/v3/async/task-result?task_id={task_id}",
                "status": "task.status",
                "done": ["TASK_STATUS_SUCCEED"],
                "failed": ["TASK_STATUS_FAILED"],
                "error": "task.reason",
                "id": "task_id",
                "percent": "task.progress_percent",
                "every": 0.5,
            },
        },
        "image-text-to-video": {
            "path": "/v3/minimax/v2/video_generation",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "content[0]", "value": {"type": "text", "text": "@params.prompt"}},
                {"to": "content[1].type", "value": "image_url", "when": {"has": ["input"]}},
                {"to": "content[1].image_url.url", "from": "input", "as": {"kind": "data_url", "mime": "image/png"}},
                {"to": "content[1].role", "value": "first_frame", "when": {"has": ["input"]}},
            ],
            "drop": ["guidance_scale", "negative_prompt", "num_inference_steps", "seed"],
            "prepare": "minimax_video",
            "response": {"pick": "task.content.url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}/v3/minimax/v2/query/video_generation/{task_id}",
                "status": "task.status",
                "done": ["succeeded"],
                "failed": ["failed", "cancelled"],
                "error": "task.error.message",
                "id": "task_id",
                "every": 5.0,
                "timeout": 900.0,
            },
        },
    },
}
