# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Replicate is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "replicate",
    "title": "Replicate",
    "docs": "https://replicate.com/docs/reference/http",
    "base": "https://api.replicate.com",
    "key_env": ["REPLICATE_API_TOKEN"],
    "tasks": {
        "text-to-image": {
            "path": [
                {"path": "/v1/predictions", "when": {"has": ["model.version"]}},
                {"path": "/v1/models/{model}/predictions"},
            ],
            "headers": {"prefer": "wait"},
            "set": [
                {"to": "input.prompt", "from": "input"},
                {
                    "to": "input.lora_weights",
                    "value": "https://huggingface.co/{hf_model}",
                    "when": {"has": ["adapter.path"]},
                },
                {"to": "version", "from": "model.version"},
            ],
            "rest": "input",
            "response": {
                "first_of": [
                    {"pick": "output", "type": "string", "as": ["download"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
            "job": {
                "poll": "{base}{path:urls.get}",
                "status": "status",
                "done": ["succeeded"],
                "failed": ["failed", "canceled", "aborted"],
                "error": "error",
                "logs": "logs",
                "timeout": 300.0,
            },
        },
        "text-to-video": {
            "path": [
                {"path": "/v1/predictions", "when": {"has": ["model.version"]}},
                {"path": "/v1/models/{model}/predictions"},
            ],
            "headers": {"prefer": "wait"},
            "set": [{"to": "input.prompt", "from": "input"}, {"to": "version", "from": "model.version"}],
            "rest": "input",
            "response": {
                "first_of": [
                    {"pick": "output", "type": "string", "as": ["download"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
            "job": {
                "poll": "{base}{path:urls.get}",
                "status": "status",
                "done": ["succeeded"],
                "failed": ["failed", "canceled", "aborted"],
                "error": "error",
                "logs": "logs",
                "timeout": 300.0,
            },
        },
        "text-to-speech": {
            "path": [
                {"path": "/v1/predictions", "when": {"has": ["model.version"]}},
                {"path": "/v1/models/{model}/predictions"},
            ],
            "headers": {"prefer": "wait"},
            "set": [{"to": "input.text", "from": "input"}, {"to": "version", "from": "model.version"}],
            "rest": "input",
            "response": {
                "first_of": [
                    {"pick": "output", "type": "string", "as": ["download"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
            "job": {
                "poll": "{base}{path:urls.get}",
                "status": "status",
                "done": ["succeeded"],
                "failed": ["failed", "canceled", "aborted"],
                "error": "error",
                "logs": "logs",
                "timeout": 300.0,
            },
        },
        "image-to-image": {
            "path": [
                {"path": "/v1/predictions", "when": {"has": ["model.version"]}},
                {"path": "/v1/models/{model}/predictions"},
            ],
            "headers": {"prefer": "wait"},
            "set": [
                {"to": "input.image", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "input.images[0]", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "input.input_image", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {"to": "input.input_images[0]", "from": "input", "as": {"kind": "data_url", "mime": "image/jpeg"}},
                {
                    "to": "input.lora_weights",
                    "value": "https://huggingface.co/{hf_model}",
                    "when": {"has": ["adapter.path"]},
                },
                {"to": "version", "from": "model.version"},
            ],
            "rest": "input",
            "response": {
                "first_of": [
                    {"pick": "output", "type": "string", "as": ["download"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
            "job": {
                "poll": "{base}{path:urls.get}",
                "status": "status",
                "done": ["succeeded"],
                "failed": ["failed", "canceled", "aborted"],
                "error": "error",
                "logs": "logs",
                "timeout": 300.0,
            },
        },
        "automatic-speech-recognition": {
            "path": [
                {"path": "/v1/predictions", "when": {"has": ["model.version"]}},
                {"path": "/v1/models/{model}/predictions"},
            ],
            "headers": {"prefer": "wait"},
            "set": [
                {"to": "input.audio", "from": "input", "as": {"kind": "data_url", "mime": "audio/wav"}},
                {"to": "version", "from": "model.version"},
            ],
            "rest": "input",
            "response": {
                "object": {
                    "text": {
                        "first_of": [
                            {"pick": "output", "type": "string"},
                            {"pick": "output[0]", "type": "string"},
                            {"pick": "output.transcription", "type": "string"},
                            {"pick": "output.translation", "type": "string"},
                            {"pick": "output.txt_file", "type": "string", "as": ["download", "utf8"]},
                        ]
                    }
                }
            },
            "job": {
                "poll": "{base}{path:urls.get}",
                "status": "status",
                "done": ["succeeded"],
                "failed": ["failed", "canceled", "aborted"],
                "error": "error",
                "logs": "logs",
                "timeout": 300.0,
            },
        },
    },
}
