# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Text Embeddings Inference is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "tei",
    "title": "Text Embeddings Inference",
    "docs": "https://huggingface.github.io/text-embeddings-inference",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "address": "http://localhost:8080",
    "recognise": [{"path": "/info", "reply": {"pick": "max_batch_tokens", "type": "number"}}],
    "models": {
        "path": "/info",
        "response": {
            "list": [{"object": {"id": "served_model_name", "context_length": "max_input_length", "data": "$"}}]
        },
    },
    "about": [
        {
            "path": "/info",
            "response": {
                "object": {
                    "version": "version",
                    "context_length": "max_input_length",
                    "tasks": {
                        "first_of": [
                            {"pick": "model_type.classifier", "then": {"const": ["text-classification"]}},
                            {"pick": "model_type.reranker", "then": {"const": ["text-ranking"]}},
                            {
                                "pick": "model_type.embedding",
                                "then": {"const": ["feature-extraction", "sentence-similarity"]},
                            },
                        ]
                    },
                }
            },
        }
    ],
    "tasks": {
        "feature-extraction": {
            "path": "/embed",
            "set": [
                {"to": "inputs", "from": "input"},
                {
                    "to": "truncation_direction",
                    "value": "Left",
                    "when": {"match": {"params.truncation_direction": "^left$"}},
                },
                {
                    "to": "truncation_direction",
                    "value": "Right",
                    "when": {"match": {"params.truncation_direction": "^right$"}},
                },
            ],
            "refuse": ["encoding_format"],
            "batch": 32,
        },
        "sentence-similarity": {
            "path": "/similarity",
            "set": [
                {"to": "inputs", "from": "input"},
                {
                    "to": "parameters.truncation_direction",
                    "value": "Left",
                    "when": {"match": {"params.truncation_direction": "^left$"}},
                },
                {
                    "to": "parameters.truncation_direction",
                    "value": "Right",
                    "when": {"match": {"params.truncation_direction": "^right$"}},
                },
            ],
            "rest": "parameters",
        },
        "text-ranking": {
            "path": "/rerank",
            "set": [
                {"to": "query", "from": "input.query"},
                {"to": "texts", "from": "input.documents"},
                {"to": "return_text", "from": "params.return_documents"},
            ],
            "rest": "none",
        },
        "text-classification": {
            "path": "/predict",
            "set": [{"to": "inputs", "from": "input"}],
            "refuse": ["function_to_apply", "top_k"],
        },
    },
}
