# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How infinity is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "infinity",
    "title": "infinity",
    "docs": "https://michaelfeil.github.io/infinity",
    "routing": "direct",
    "key": "optional",
    "key_env": ["INFINITY_API_KEY"],
    "ids": "optional",
    "address": "http://localhost:7997",
    "recognise": [{"path": "/models", "reply": {"pick": "data[0].owned_by", "equals": "infinity"}}],
    "models": {"path": "/models", "response": {"each": "data", "to": {"object": {"id": "id", "data": "$"}}}},
    "tasks": {
        "feature-extraction": {
            "path": "/embeddings",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "from": "input"}],
            "refuse": ["normalize", "prompt_name", "truncate", "truncation_direction"],
            "response": {"each": "data", "to": "embedding", "sort": "index"},
            "usage": "usage",
        },
        "text-ranking": {
            "path": "/rerank",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "query", "from": "input.query"},
                {"to": "documents", "from": "input.documents"},
            ],
            "response": {
                "each": "results",
                "to": {
                    "object": {
                        "index": "index",
                        "score": {
                            "first_of": [
                                {"pick": "relevance_score", "type": "number"},
                                {"pick": "score", "type": "number"},
                            ]
                        },
                        "document": {
                            "first_of": [
                                {"pick": "document.text", "type": "string"},
                                {"pick": "document", "type": "string"},
                            ]
                        },
                    }
                },
            },
            "by_vectors": {
                "query": "input.query",
                "texts": "input.documents",
                "gives": "ranking",
                "limit": "params.top_n",
                "echo": "params.return_documents",
                "when": "missing",
            },
        },
        "sentence-similarity": {
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
        },
        "text-classification": {
            "path": "/classify",
            "set": [{"to": "model", "from": "model"}, {"to": "input", "value": ["@input"]}],
            "refuse": ["function_to_apply", "top_k"],
            "response": {"pick": "data[0]", "type": "list"},
        },
    },
}
