# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: E501  # a value is that long
"""How WaveSpeedAI is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "wavespeed",
    "title": "WaveSpeedAI",
    "docs": "https://wavespeed.ai/docs",
    "base": "https://api.wavespeed.ai",
    "key_env": ["WAVESPEED_API_KEY"],
    "tasks": {
        "text-to-image": {
            "path": "/api/v3/{model}",
            "set": [
                {"to": "prompt", "from": "input"},
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
        "text-to-video": {
            "path": "/api/v3/{model}",
            "set": [
                {"to": "prompt", "from": "input"},
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
        "image-to-image": {
            "path": "/api/v3/{model}",
            "set": [
                {"to": "image", "from": "input", "as": {"kind": "b64"}},
                {"to": "images[0]", "from": "input", "as": {"kind": "b64"}},
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
        "image-to-video": {
            "path": "/api/v3/{model}",
            "set": [
                {"to": "image", "from": "input", "as": {"kind": "b64"}},
                {"to": "images[0]", "from": "input", "as": {"kind": "b64"}},
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
        "image-text-to-image": {
            "path": "/api/v3/{model}",
            "set": [
                {
                    "to": "image",
                    "from": "input",
                    "as": {"kind": "b64"},
                    "default": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
                },
                {
                    "to": "images[0]",
                    "from": "input",
                    "as": {"kind": "b64"},
                    "default": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
                },
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
        "image-text-to-video": {
            "path": "/api/v3/{model}",
            "set": [
                {
                    "to": "image",
                    "from": "input",
                    "as": {"kind": "b64"},
                    "default": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
                },
                {
                    "to": "images[0]",
                    "from": "input",
                    "as": {"kind": "b64"},
                    "default": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
                },
                {"to": "loras", "value": [{"path": "{hf_model}", "scale": 1}], "when": {"has": ["adapter"]}},
            ],
            "response": {"pick": "data.outputs[0]", "type": "string", "as": ["download"]},
            "job": {
                "poll": "{base}{path:data.urls.get}",
                "status": "data.status",
                "done": ["completed"],
                "failed": ["failed"],
                "error": "data.error",
                "id": "data.id",
                "every": 0.5,
            },
        },
    },
}
