# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of all tasks. A task's module is loaded when one of its names is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .common import Score, Span
    from .common_dict import SpanDict
    from .mood_detection import (
        MoodDetectionInput,
        MoodDetectionInputData,
        MoodDetectionOutputElement,
        MoodDetectionParameters,
    )
    from .story_writing import (
        StoryWritingInput,
        StoryWritingOutput,
        StoryWritingStreamOutput,
        StoryWritingStreamOutputWord,
    )
    from .toy_extras import ToyCommonExtras, ToyExtras, ToyWaiting

__all__ = [
    "MoodDetectionInput",
    "MoodDetectionInputData",
    "MoodDetectionOutputElement",
    "MoodDetectionParameters",
    "Score",
    "Span",
    "SpanDict",
    "StoryWritingInput",
    "StoryWritingOutput",
    "StoryWritingStreamOutput",
    "StoryWritingStreamOutputWord",
    "ToyCommonExtras",
    "ToyExtras",
    "ToyWaiting",
]

_MODULES = {
    "common": ["Score", "Span"],
    "common_dict": ["SpanDict"],
    "mood_detection": [
        "MoodDetectionInput",
        "MoodDetectionInputData",
        "MoodDetectionOutputElement",
        "MoodDetectionParameters",
    ],
    "story_writing": [
        "StoryWritingInput",
        "StoryWritingOutput",
        "StoryWritingStreamOutput",
        "StoryWritingStreamOutputWord",
    ],
    "toy_extras": ["ToyCommonExtras", "ToyExtras", "ToyWaiting"],
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
