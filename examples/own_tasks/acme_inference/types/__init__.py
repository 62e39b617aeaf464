# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs and outputs of all tasks. A task's module is loaded when one of its names is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .defect_detection import DefectDetectionInput, DefectDetectionOutputElement, DefectDetectionParameters
    from .reply_drafting import (
        ReplyDraftingInput,
        ReplyDraftingOutput,
        ReplyDraftingParameters,
        ReplyDraftingStreamOutput,
    )
    from .ticket_triage import TicketTriageInput, TicketTriageOutput, TicketTriageParameters, TicketTriageScore

__all__ = [
    "DefectDetectionInput",
    "DefectDetectionOutputElement",
    "DefectDetectionParameters",
    "ReplyDraftingInput",
    "ReplyDraftingOutput",
    "ReplyDraftingParameters",
    "ReplyDraftingStreamOutput",
    "TicketTriageInput",
    "TicketTriageOutput",
    "TicketTriageParameters",
    "TicketTriageScore",
]

_MODULES = {
    "defect_detection": ["DefectDetectionInput", "DefectDetectionOutputElement", "DefectDetectionParameters"],
    "reply_drafting": [
        "ReplyDraftingInput",
        "ReplyDraftingOutput",
        "ReplyDraftingParameters",
        "ReplyDraftingStreamOutput",
    ],
    "ticket_triage": ["TicketTriageInput", "TicketTriageOutput", "TicketTriageParameters", "TicketTriageScore"],
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
