# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How HF Inference is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "hf-inference",
    "title": "HF Inference",
    "docs": "https://huggingface.co/docs/inference-providers/providers/hf-inference",
    "routing": "hub",
    "key": "optional",
    "ids": "checked",
    "serves": {
        "text-generation": ["text-generation", "chat-completion"],
        "text2text-generation": ["text-generation"],
        "image-text-to-text": ["chat-completion"],
        "feature-extraction": ["feature-extraction", "sentence-similarity"],
        "sentence-similarity": ["sentence-similarity", "feature-extraction"],
    },
    "recommended": True,
    "tasks": {
        "chat-completion": {
            "path": "/models/{model}/v1/chat/completions",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {
                    "to": "response_format",
                    "value": {"type": "json_object", "value": "@params.response_format.json_schema.schema"},
                    "when": {
                        "has": ["params.response_format.json_schema.schema"],
                        "match": {"params.response_format.type": "^json_schema$"},
                    },
                },
            ],
            "stream": {},
        },
        "text-generation": {
            "path": "/models/{model}/v1/completions",
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
        "feature-extraction": {
            "path": "/models/{model}/pipeline/feature-extraction",
            "set": [{"to": "inputs", "from": "input"}],
        },
        "text-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"pick": "[0]", "type": "list"}, {"type": "list"}]},
        },
        "text-to-image": {
            "path": "/models/{model}",
            "headers": {"accept": "image/png"},
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {
                "first_of": [
                    {"type": "bytes"},
                    {"pick": "data[0].b64_json", "type": "string", "as": ["unb64"]},
                    {"pick": "output[0]", "type": "string", "as": ["download"]},
                ]
            },
        },
        "audio-classification": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "audio-to-audio": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "automatic-speech-recognition": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "document-question-answering": {
            "path": "/models/{model}",
            "set": [
                {"to": "inputs.image", "from": "input.image", "as": {"kind": "b64"}},
                {"to": "inputs.question", "from": "input.question"},
            ],
            "rest": "parameters",
        },
        "fill-mask": {"path": "/models/{model}", "set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "image-classification": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "image-segmentation": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "image-to-image": {
            "path": "/models/{model}",
            "headers": {"accept": "image/png"},
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "image-to-text": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "object-detection": {
            "path": "/models/{model}",
            "set": [
                {"to": "$", "from": "input", "as": {"kind": "bytes"}, "when": {"lacks": ["params"]}},
                {"to": "inputs", "from": "input", "as": {"kind": "b64"}, "when": {"has": ["params"]}},
            ],
            "rest": "parameters",
        },
        "question-answering": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
        },
        "sentence-similarity": {
            "path": "/models/{model}/pipeline/sentence-similarity",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
        },
        "summarization": {"path": "/models/{model}", "set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "table-question-answering": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}, {"to": "parameters", "value": {}}],
            "rest": "parameters",
        },
        "tabular-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
        },
        "tabular-regression": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
        },
        "text-to-audio": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "text-to-speech": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"type": "bytes"},
        },
        "token-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
        },
        "translation": {"path": "/models/{model}", "set": [{"to": "inputs", "from": "input"}], "rest": "parameters"},
        "visual-question-answering": {
            "path": "/models/{model}",
            "set": [
                {"to": "inputs.image", "from": "input.image", "as": {"kind": "b64"}},
                {"to": "inputs.question", "from": "input.question"},
            ],
            "rest": "parameters",
        },
        "zero-shot-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs", "from": "input"}],
            "rest": "parameters",
            "response": {"first_of": [{"type": "list"}, {"zip": {"label": "labels", "score": "scores"}}]},
        },
        "zero-shot-image-classification": {
            "path": "/models/{model}",
            "set": [{"to": "inputs.image", "from": "input", "as": {"kind": "b64"}}],
            "rest": "parameters",
        },
    },
}
