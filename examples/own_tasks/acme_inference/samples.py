# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Made-up replies of every task, as servers send them: all that its schema describes, with the names on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OUTPUTS", "STREAMS"]

OUTPUTS: Mapping[str, Any] = {
    "defect-detection": [{"kind": "scratch", "score": 0.5, "box": {"xmin": 1, "ymin": 1, "xmax": 1, "ymax": 1}}],
    "reply-drafting": {
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
    "ticket-triage": {
        "team": "some team",
        "urgency": "today",
        "scores": [{"label": "some label", "score": 0.5}],
        "language": "some language",
    },
}
"""Task to a reply. Media that are sent as they are stand here in base64."""

STREAMS: Mapping[str, Any] = {
    "reply-drafting": {
        "token": {"id": 1, "logprob": 0.5, "special": True, "text": "some text"},
        "top_tokens": [{"id": 1, "logprob": 0.5, "special": True, "text": "some text"}],
        "generated_text": "some generated text",
        "details": {"finish_reason": "length", "generated_tokens": 1, "input_length": 1, "seed": 1},
    }
}
"""Task to an event of its stream, where it streams."""
