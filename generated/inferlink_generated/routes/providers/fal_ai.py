# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How fal is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "fal-ai",
    "title": "fal",
    "docs": "https://docs.fal.ai",
    "base": "https://fal.run",
    "auth": {"direct": "Key {key}"},
    "key_env": ["FAL_KEY", "FAL_API_KEY"],
    "tasks": {
        "automatic-speech-recognition": {
            "path": "/{model}",
            "set": [
                {
                    "to": "audio_url",
                    "from": "input",
                    "as": {
                        "kind": "data_url",
                        "map": {
                            "audio/mpeg": "audio/mpeg",
                            "audio/mp3": "audio/mpeg",
                            "audio/wav": "audio/x-wav",
                            "audio/wave": "audio/x-wav",
                            "audio/x-wav": "audio/x-wav",
                            "audio/webm": "video/webm",
                            "video/webm": "video/webm",
                        },
                    },
                }
            ],
            "response": {
                "object": {
                    "text": {"first_of": [{"pick": "text", "type": "string"}, {"pick": "output", "type": "string"}]},
                    "chunks": {
                        "first_of": [
                            {"each": "chunks", "to": {"object": {"text": "text", "timestamp": "timestamp"}}},
                            {
                                "each": "segments",
                                "to": {"object": {"text": "text", "timestamp": {"list": ["start", "end"]}}},
                            },
                        ]
                    },
                }
            },
        },
        "text-to-speech": {
            "path": "/{model}",
            "set": [{"to": "text", "from": "input"}],
            "response": {"pick": "audio.url", "type": "string", "as": ["download"]},
        },
        "text-to-audio": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [{"to": "prompt", "from": "input"}],
            "response": {
                "first_of": [
                    {"pick": "audio_file.url", "type": "string", "as": ["download"]},
                    {"pick": "audio.url", "type": "string", "as": ["download"]},
                ]
            },
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "audio-to-audio": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {
                    "to": "audio_url",
                    "from": "input",
                    "as": {
                        "kind": "data_url",
                        "map": {
                            "audio/mpeg": "audio/mpeg",
                            "audio/mp3": "audio/mpeg",
                            "audio/wav": "audio/x-wav",
                            "audio/wave": "audio/x-wav",
                            "audio/x-wav": "audio/x-wav",
                            "audio/webm": "video/webm",
                            "video/webm": "video/webm",
                        },
                    },
                }
            ],
            "response": {
                "list": [
                    {
                        "object": {
                            "label": {"first_of": [{"pick": "text", "type": "string"}, {"const": "speech"}]},
                            "content-type": {
                                "first_of": [{"pick": "audio.content_type", "type": "string"}, {"const": "audio/wav"}]
                            },
                            "blob": {"pick": "audio.url", "type": "string", "as": ["download", "b64"]},
                        }
                    }
                ]
            },
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "text-to-image": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "prompt", "from": "input"},
                {
                    "to": "image_size",
                    "value": {"width": "@params.width", "height": "@params.height"},
                    "when": {"has": ["params.width", "params.height"]},
                },
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
                {
                    "to": "model_name",
                    "value": "stabilityai/stable-diffusion-xl-base-1.0",
                    "when": {"has": ["adapter.path"], "match": {"model": "^fal-ai/lora$"}},
                },
            ],
            "response": {"pick": "images[0].url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "text-to-video": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "prompt", "from": "input"},
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
            ],
            "response": {"pick": "video.url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "image-to-image": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "image_url", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "image_urls[0]", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "image_size", "from": "params.target_size"},
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
            ],
            "response": {"pick": "images[0].url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "image-to-video": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "image_url", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
            ],
            "response": {"pick": "video.url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "image-text-to-image": {
            "base": "https://queue.fal.run",
            "path": [{"path": "/{model.parent}", "when": {"routed": False, "lacks": ["input"]}}, {"path": "/{model}"}],
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "image_url", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "image_urls[0]", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "image_size", "from": "params.target_size"},
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
            ],
            "response": {"pick": "images[0].url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "image-text-to-video": {
            "base": "https://queue.fal.run",
            "path": [{"path": "/{model.parent}", "when": {"routed": False, "lacks": ["input"]}}, {"path": "/{model}"}],
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "image_url", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {
                    "to": "loras",
                    "value": [{"path": "https://huggingface.co/{hf_model}/resolve/main/{adapter.path}", "scale": 1}],
                    "when": {"has": ["adapter.path"]},
                },
            ],
            "response": {"pick": "video.url", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
        "image-segmentation": {
            "base": "https://queue.fal.run",
            "path": "/{model}",
            "query": {"routed": {"_subdomain": "queue"}},
            "set": [
                {"to": "image_url", "from": "input", "as": {"kind": "data_url", "mime": "image/png"}},
                {"to": "sync_mode", "value": True},
            ],
            "response": {
                "list": [
                    {
                        "object": {
                            "label": {"const": "mask"},
                            "mask": {"pick": "image.url", "type": "string", "as": ["download", "b64"]},
                        }
                    }
                ]
            },
            "job": {
                "poll": "{base}{path:response_url}/status{query}",
                "status": "status",
                "done": ["COMPLETED"],
                "result": "{base}{path:response_url}{query}",
                "id": "request_id",
                "position": "queue_position",
                "logs": "logs",
                "every": 0.5,
            },
        },
    },
}
