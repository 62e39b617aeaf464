# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Ollama is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "ollama",
    "title": "Ollama",
    "docs": "https://docs.ollama.com/api",
    "routing": "direct",
    "key": "optional",
    "key_env": ["OLLAMA_API_KEY"],
    "ids": "verbatim",
    "address": "http://localhost:11434",
    "address_env": ["OLLAMA_HOST"],
    "recognise": [{"path": "/api/tags", "reply": {"pick": "models", "type": "list"}}],
    "health": "/",
    "models": {"path": "/api/tags", "response": {"each": "models", "to": {"object": {"id": "name", "data": "$"}}}},
    "about": [
        {"path": "/api/version", "response": {"object": {"version": "version"}}},
        {
            "path": "/api/ps",
            "response": {
                "object": {"loaded": {"each": "models", "to": "name"}, "context_length": "models[0].context_length"}
            },
        },
    ],
    "tasks": {
        "chat-completion": {
            "path": "/api/chat",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "messages", "from": "input"},
                {"to": "stream", "value": False},
                {"to": "tools", "from": "params.tools"},
                {"to": "think", "from": "params.reasoning_effort"},
                {"to": "think", "value": False, "when": {"match": {"params.reasoning_effort": "^none$"}}},
                {"to": "format", "from": "params.response_format.json_schema.schema"},
                {"to": "format", "value": "json", "when": {"match": {"params.response_format.type": "^json_object$"}}},
                {"to": "format", "from": "params.response_format.schema"},
                {"to": "format", "from": "params.response_format.value"},
                {"to": "logprobs", "from": "params.logprobs"},
                {"to": "top_logprobs", "from": "params.top_logprobs"},
                {"to": "options.num_predict", "from": "params.max_tokens"},
                {"to": "options.num_predict", "from": "params.max_completion_tokens"},
                {"to": "options.temperature", "from": "params.temperature"},
                {"to": "options.top_p", "from": "params.top_p"},
                {"to": "options.top_k", "from": "params.top_k"},
                {"to": "options.min_p", "from": "params.min_p"},
                {"to": "options.seed", "from": "params.seed"},
                {"to": "options.stop", "from": "params.stop"},
                {"to": "options.frequency_penalty", "from": "params.frequency_penalty"},
                {"to": "options.presence_penalty", "from": "params.presence_penalty"},
                {"to": "options.repeat_penalty", "from": "params.repetition_penalty"},
            ],
            "rest": "none",
            "drop": ["stream_options"],
            "only": {
                "params.reasoning_effort": "^(none|low|medium|high|max)$",
                "params.response_format.type": "^(text|json|json_object|json_schema)$",
            },
            "messages": "flat",
            "keep_reasoning": True,
            "response": {
                "object": {
                    "model": "model",
                    "created_at": "created_at",
                    "choices": {
                        "list": [
                            {
                                "object": {
                                    "index": {"const": 0},
                                    "message": {
                                        "object": {
                                            "role": "message.role",
                                            "content": "message.content",
                                            "reasoning": "message.thinking",
                                            "images": "message.images",
                                            "tool_calls": {
                                                "each": "message.tool_calls",
                                                "to": {
                                                    "object": {
                                                        "index": "function.index",
                                                        "id": "id",
                                                        "type": {"const": "function"},
                                                        "function": {
                                                            "object": {
                                                                "name": "function.name",
                                                                "arguments": {
                                                                    "pick": "function.arguments",
                                                                    "as": ["json"],
                                                                },
                                                            }
                                                        },
                                                    }
                                                },
                                            },
                                        }
                                    },
                                    "finish_reason": {
                                        "first_of": [
                                            {"pick": "done_reason", "type": "string"},
                                            {"pick": "done", "equals": True, "then": {"const": "stop"}},
                                        ]
                                    },
                                    "logprobs": {
                                        "pick": "logprobs",
                                        "type": "list",
                                        "then": {"object": {"content": "$"}},
                                    },
                                }
                            }
                        ]
                    },
                    "usage": {
                        "object": {
                            "prompt_tokens": "prompt_eval_count",
                            "completion_tokens": "eval_count",
                            "total_tokens": {"sum": ["prompt_eval_count", "eval_count"]},
                        }
                    },
                    "total_duration": "total_duration",
                    "load_duration": "load_duration",
                    "prompt_eval_duration": "prompt_eval_duration",
                    "eval_duration": "eval_duration",
                }
            },
            "stream": {
                "framing": "ndjson",
                "event": {
                    "object": {
                        "model": "model",
                        "created_at": "created_at",
                        "choices": {
                            "list": [
                                {
                                    "object": {
                                        "index": {"const": 0},
                                        "delta": {
                                            "first_of": [
                                                {
                                                    "object": {
                                                        "role": "message.role",
                                                        "content": "message.content",
                                                        "reasoning": "message.thinking",
                                                        "images": "message.images",
                                                        "tool_calls": {
                                                            "each": "message.tool_calls",
                                                            "to": {
                                                                "object": {
                                                                    "index": "function.index",
                                                                    "id": "id",
                                                                    "type": {"const": "function"},
                                                                    "function": {
                                                                        "object": {
                                                                            "name": "function.name",
                                                                            "arguments": {
                                                                                "pick": "function.arguments",
                                                                                "as": ["json"],
                                                                            },
                                                                        }
                                                                    },
                                                                }
                                                            },
                                                        },
                                                    }
                                                },
                                                {"const": {}},
                                            ]
                                        },
                                        "finish_reason": {
                                            "first_of": [
                                                {"pick": "done_reason", "type": "string"},
                                                {"pick": "done", "equals": True, "then": {"const": "stop"}},
                                            ]
                                        },
                                        "logprobs": {
                                            "pick": "logprobs",
                                            "type": "list",
                                            "then": {"object": {"content": "$"}},
                                        },
                                    }
                                }
                            ]
                        },
                        "usage": {
                            "object": {
                                "prompt_tokens": "prompt_eval_count",
                                "completion_tokens": "eval_count",
                                "total_tokens": {"sum": ["prompt_eval_count", "eval_count"]},
                            }
                        },
                        "total_duration": "total_duration",
                        "load_duration": "load_duration",
                        "prompt_eval_duration": "prompt_eval_duration",
                        "eval_duration": "eval_duration",
                    }
                },
                "done": None,
            },
        },
        "text-generation": {
            "path": "/api/generate",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "prompt", "from": "input"},
                {"to": "stream", "value": False},
                {"to": "format", "from": "params.grammar.value"},
                {
                    "to": "format",
                    "from": "params.grammar.value.schema",
                    "when": {"match": {"params.grammar.type": "^json_schema$"}},
                },
                {"to": "options.num_predict", "from": "params.max_new_tokens"},
                {"to": "options.temperature", "from": "params.temperature"},
                {"to": "options.top_p", "from": "params.top_p"},
                {"to": "options.top_k", "from": "params.top_k"},
                {"to": "options.typical_p", "from": "params.typical_p"},
                {"to": "options.seed", "from": "params.seed"},
                {"to": "options.stop", "from": "params.stop"},
                {"to": "options.frequency_penalty", "from": "params.frequency_penalty"},
                {"to": "options.repeat_penalty", "from": "params.repetition_penalty"},
            ],
            "rest": "none",
            "drop": ["details"],
            "only": {"params.grammar.type": "^json"},
            "response": {
                "object": {
                    "model": "model",
                    "created_at": "created_at",
                    "thinking": "thinking",
                    "context": "context",
                    "prompt_eval_count": "prompt_eval_count",
                    "total_duration": "total_duration",
                    "load_duration": "load_duration",
                    "prompt_eval_duration": "prompt_eval_duration",
                    "eval_duration": "eval_duration",
                    "generated_text": {"pick": "response", "type": "string"},
                    "details": {
                        "object": {
                            "finish_reason": {
                                "first_of": [
                                    {"pick": "done_reason", "type": "string"},
                                    {"pick": "done", "equals": True, "then": {"const": "stop"}},
                                ]
                            },
                            "generated_tokens": "eval_count",
                        }
                    },
                }
            },
            "stream": {
                "framing": "ndjson",
                "event": {
                    "object": {
                        "model": "model",
                        "created_at": "created_at",
                        "thinking": "thinking",
                        "context": "context",
                        "prompt_eval_count": "prompt_eval_count",
                        "total_duration": "total_duration",
                        "load_duration": "load_duration",
                        "prompt_eval_duration": "prompt_eval_duration",
                        "eval_duration": "eval_duration",
                        "token": {
                            "object": {"text": {"first_of": [{"pick": "response", "type": "string"}, {"const": ""}]}}
                        },
                        "details": {
                            "object": {
                                "finish_reason": {
                                    "first_of": [
                                        {"pick": "done_reason", "type": "string"},
                                        {"pick": "done", "equals": True, "then": {"const": "stop"}},
                                    ]
                                },
                                "generated_tokens": "eval_count",
                            }
                        },
                    }
                },
                "done": None,
            },
        },
        "feature-extraction": {
            "path": "/api/embed",
            "set": [
                {"to": "model", "from": "model"},
                {"to": "input", "from": "input"},
                {"to": "truncate", "from": "params.truncate"},
                {"to": "dimensions", "from": "params.dimensions"},
            ],
            "rest": "none",
            "response": {"pick": "embeddings", "type": "list"},
        },
        "text-ranking": {
            "by_vectors": {
                "query": "input.query",
                "texts": "input.documents",
                "gives": "ranking",
                "limit": "params.top_n",
                "echo": "params.return_documents",
            }
        },
        "sentence-similarity": {
            "by_vectors": {"query": "input.source_sentence", "texts": "input.sentences", "gives": "scores"}
        },
    },
}
