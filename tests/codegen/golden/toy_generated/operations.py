# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What each task is, for the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink_generated.port import Operation, ResultForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Never

    from inferlink_generated._result import Items

    from .types.mood_detection import MoodDetectionOutputElement

MOOD_DETECTION: Operation[MoodDetectionOutputElement | Items[MoodDetectionOutputElement]] = Operation(
    task="mood-detection",
    method="mood_detection",
    hub="mood-detection",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="toy_generated.types.mood_detection:MoodDetectionOutputElement",
        one_or_list="top_k",
    ),
    arguments={"text": "text", "picture": "picture"},
    optional=("picture",),
    strings=("text",),
    list_parameters=("labels",),
    media={"picture": "image"},
    parameters=("labels", "top_k", "language", "strictness", "model", "span"),
    wire={"model_name": "model"},
    send_default=("strictness",),
)

STORY_WRITING: Operation[Never] = Operation(
    task="story-writing",
    method="story_writing",
    hub="stories",
    cost="costly",
    result=ResultForm(
        kind="object",
        type="toy_generated.types.story_writing:StoryWritingOutput",
        text="story",
        unless="details",
    ),
    stream=ResultForm(
        kind="object",
        type="toy_generated.types.story_writing:StoryWritingStreamOutput",
        text="word.text",
        unless="details",
    ),
    shape="completion",
    recommended=True,
    arguments={"plot": ""},
    strings=("",),
    parameters=("details",),
)

OPERATIONS: Mapping[str, Operation[object]] = {
    "mood-detection": MOOD_DETECTION,
    "story-writing": STORY_WRITING,
}
