# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Made-up replies of every task, as servers send them: all that its schema describes, with the names on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OUTPUTS", "STREAMS"]

OUTPUTS: Mapping[str, Any] = {
    "mood-detection": [
        {
            "mood": "calm",
            "content-type": "some content type",
            "face": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADUlEQVR4AQECAP3/AIAAggCBw24l4AAAAABJRU5ErkJggg==",
            "why": "some why",
            "pair": [0.5, 1.5],
            "anything": "some anything",
        }
    ],
    "story-writing": {"story": "some story"},
}
"""Task to a reply. Media that are sent as they are stand here in base64."""

STREAMS: Mapping[str, Any] = {"story-writing": {"word": {"text": "some text"}}}
"""Task to an event of its stream, where it streams."""
