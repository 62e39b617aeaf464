# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
# ruff: noqa: E501  # a value is that long
"""Made-up replies of every task, as servers send them: all that its schema describes, with the names on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OUTPUTS", "STREAMS"]

OUTPUTS: Mapping[str, Any] = {
    "audio-classification": [{"label": "some label", "score": 0.5}],
    "audio-to-audio": [
        {
            "blob": "UklGRkQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YSAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
            "content-type": "some content type",
            "label": "some label",
        }
    ],
    "automatic-speech-recognition": {"text": "some text", "chunks": [{"text": "some text", "timestamp": [0.5, 1.5]}]},
    "chat-completion": {
        "choices": [
            {
                "index": 1,
                "message": {
                    "role": "some role",
                    "content": "some content",
                    "reasoning": "some reasoning",
                    "refusal": "some refusal",
                    "tool_calls": [
                        {
                            "id": "some id",
                            "type": "some type",
                            "function": {
                                "name": "some name",
                                "arguments": "some arguments",
                                "description": "some description",
                            },
                        }
                    ],
                    "tool_call_id": "some tool call id",
                    "annotations": [
                        {
                            "type": "url_citation",
                            "url_citation": {
                                "url": "some url",
                                "title": "some title",
                                "start_index": 1,
                                "end_index": 1,
                            },
                        }
                    ],
                    "audio": {
                        "id": "some id",
                        "data": "UklGRkQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YSAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                        "expires_at": 1,
                        "transcript": "some transcript",
                    },
                },
                "finish_reason": "stop",
                "logprobs": {
                    "content": [
                        {
                            "token": "some token",
                            "logprob": 0.5,
                            "bytes": [1],
                            "top_logprobs": [{"token": "some token", "logprob": 0.5, "bytes": [1]}],
                        }
                    ],
                    "refusal": [
                        {
                            "token": "some token",
                            "logprob": 0.5,
                            "bytes": [1],
                            "top_logprobs": [{"token": "some token", "logprob": 0.5, "bytes": [1]}],
                        }
                    ],
                },
            }
        ],
        "id": "some id",
        "object": "some object",
        "created": 1,
        "model": "some model",
        "system_fingerprint": "some system fingerprint",
        "service_tier": "some service tier",
        "usage": {
            "prompt_tokens": 1,
            "completion_tokens": 1,
            "total_tokens": 1,
            "prompt_tokens_details": {"cached_tokens": 1, "audio_tokens": 1},
            "completion_tokens_details": {
                "reasoning_tokens": 1,
                "audio_tokens": 1,
                "accepted_prediction_tokens": 1,
                "rejected_prediction_tokens": 1,
            },
        },
    },
    "depth-estimation": {
        "predicted_depth": "some predicted depth",
        "depth": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg==",
    },
    "document-question-answering": [{"answer": "some answer", "score": 0.5, "start": 1, "end": 1}],
    "feature-extraction": [0.5],
    "fill-mask": [{"sequence": "some sequence", "score": 0.5, "token": 1, "token_str": "some token str"}],
    "image-classification": [{"label": "some label", "score": 0.5}],
    "image-segmentation": [
        {
            "label": "some label",
            "mask": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg==",
            "score": 0.5,
        }
    ],
    "image-text-to-image": {
        "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg=="
    },
    "image-text-to-video": {"video": "AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQyAAAACG1kYXQ="},
    "image-to-image": {
        "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg=="
    },
    "image-to-text": {"generated_text": "some generated text"},
    "image-to-video": {"video": "AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQyAAAACG1kYXQ="},
    "object-detection": [{"box": {"xmin": 1, "ymin": 1, "xmax": 1, "ymax": 1}, "label": "some label", "score": 0.5}],
    "question-answering": {"answer": "some answer", "score": 0.5, "start": 1, "end": 1},
    "sentence-similarity": [0.5],
    "summarization": {"summary_text": "some summary text"},
    "table-question-answering": {
        "answer": "some answer",
        "cells": ["some cells"],
        "coordinates": [[1, 2]],
        "aggregator": "some aggregator",
    },
    "tabular-classification": ["some value"],
    "tabular-regression": [0.5],
    "text-classification": [{"label": "some label", "score": 0.5}],
    "text-generation": {
        "generated_text": "some generated text",
        "details": {
            "best_of_sequences": [
                {
                    "finish_reason": "length",
                    "generated_text": "some generated text",
                    "generated_tokens": 1,
                    "prefill": [{"id": 1, "logprob": 0.5, "text": "some text"}],
                    "seed": 1,
                    "tokens": [{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}],
                    "top_tokens": [[{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}]],
                }
            ],
            "finish_reason": "length",
            "generated_tokens": 1,
            "prefill": [{"id": 1, "logprob": 0.5, "text": "some text"}],
            "seed": 1,
            "tokens": [{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}],
            "top_tokens": [[{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}]],
        },
    },
    "text-ranking": [{"index": 1, "score": 0.5, "document": "some document"}],
    "text-to-audio": {
        "audio": "UklGRkQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YSAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "sampling_rate": 0.5,
    },
    "text-to-image": {
        "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg=="
    },
    "text-to-speech": {
        "audio": "UklGRkQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YSAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "sampling_rate": 0.5,
    },
    "text-to-video": {"video": "AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQyAAAACG1kYXQ="},
    "token-classification": [
        {
            "entity_group": "some entity group",
            "entity": "some entity",
            "score": 0.5,
            "word": "some word",
            "start": 1,
            "end": 1,
            "index": 1,
        }
    ],
    "translation": {"translation_text": "some translation text"},
    "video-classification": [{"label": "some label", "score": 0.5}],
    "visual-question-answering": [{"answer": "some answer", "score": 0.5}],
    "zero-shot-classification": [{"label": "some label", "score": 0.5}],
    "zero-shot-image-classification": [{"label": "some label", "score": 0.5}],
    "zero-shot-object-detection": [
        {"box": {"xmin": 1, "ymin": 1, "xmax": 1, "ymax": 1}, "label": "some label", "score": 0.5}
    ],
}
"""Task to a reply. Media that are sent as they are stand here in base64."""

STREAMS: Mapping[str, Any] = {
    "chat-completion": {
        "choices": [
            {
                "index": 1,
                "delta": {
                    "role": "some role",
                    "content": "some content",
                    "reasoning": "some reasoning",
                    "refusal": "some refusal",
                    "tool_calls": [
                        {
                            "index": 1,
                            "id": "some id",
                            "type": "some type",
                            "function": {"name": "some name", "arguments": "some arguments"},
                        }
                    ],
                    "tool_call_id": "some tool call id",
                    "annotations": [
                        {
                            "type": "url_citation",
                            "url_citation": {
                                "url": "some url",
                                "title": "some title",
                                "start_index": 1,
                                "end_index": 1,
                            },
                        }
                    ],
                    "audio": {"id": "some id", "data": "some data", "expires_at": 1, "transcript": "some transcript"},
                },
                "finish_reason": "stop",
                "logprobs": {
                    "content": [
                        {
                            "token": "some token",
                            "logprob": 0.5,
                            "bytes": [1],
                            "top_logprobs": [{"token": "some token", "logprob": 0.5, "bytes": [1]}],
                        }
                    ],
                    "refusal": [
                        {
                            "token": "some token",
                            "logprob": 0.5,
                            "bytes": [1],
                            "top_logprobs": [{"token": "some token", "logprob": 0.5, "bytes": [1]}],
                        }
                    ],
                },
            }
        ],
        "id": "some id",
        "object": "some object",
        "created": 1,
        "model": "some model",
        "system_fingerprint": "some system fingerprint",
        "service_tier": "some service tier",
        "usage": {
            "prompt_tokens": 1,
            "completion_tokens": 1,
            "total_tokens": 1,
            "prompt_tokens_details": {"cached_tokens": 1, "audio_tokens": 1},
            "completion_tokens_details": {
                "reasoning_tokens": 1,
                "audio_tokens": 1,
                "accepted_prediction_tokens": 1,
                "rejected_prediction_tokens": 1,
            },
        },
    },
    "text-generation": {
        "details": {"finish_reason": "length", "generated_tokens": 1, "input_length": 1, "seed": 1},
        "generated_text": "some generated text",
        "index": 1,
        "token": {"id": 1, "logprob": 0.5, "special": True, "text": "some text"},
        "top_tokens": [{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}],
    },
}
"""Task to an event of its stream, where it streams."""
