# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""The sub-commands of the command line, one for each task."""

from __future__ import annotations

from inferlink_generated._command import Command, Value

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        task="mood-detection",
        name="mood-detection",
        summary="Tell the mood of a text.",
        family="text",
        values=(
            Value(
                name="text",
                kind="text",
                help='The text, with "quotes" and a \\ in it.',
                required=True,
            ),
            Value(
                name="labels",
                kind="text",
                help="The moods to choose from.",
                required=True,
                many=True,
            ),
            Value(
                name="picture",
                kind="media",
                help="A picture beside it.",
            ),
            Value(
                name="top_k",
                kind="integer",
                help="At least 1. Number of moods that are returned.",
            ),
            Value(
                name="language",
                kind="text",
                help="Language of the text, as `de`.",
            ),
            Value(
                name="strictness",
                kind="choice",
                help="How strict to be. Default: `'low'`.",
                choices=("low", "high"),
            ),
            Value(
                name="model_name",
                kind="text",
                help="Part of the model.",
            ),
            Value(
                name="span",
                kind="json",
                help="The stretch that is judged.",
            ),
        ),
    ),
    Command(
        task="story-writing",
        name="story-writing",
        summary="Write a story.",
        family="other",
        values=(
            Value(
                name="plot",
                kind="text",
                help="The plot.",
                required=True,
            ),
            Value(
                name="details",
                kind="flag",
                help="Whether to tell more than the story.",
            ),
        ),
    ),
)
