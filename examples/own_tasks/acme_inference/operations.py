# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What each task is, for the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlink_generated.port import Operation, ResultForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Never

    from inferlink_generated._result import Items

    from .types.defect_detection import DefectDetectionOutputElement
    from .types.ticket_triage import TicketTriageOutput

DEFECT_DETECTION: Operation[Items[DefectDetectionOutputElement]] = Operation(
    task="defect-detection",
    method="defect_detection",
    hub="defect-detection",
    cost="cheap",
    result=ResultForm(
        kind="items",
        type="acme_inference.types.defect_detection:DefectDetectionOutputElement",
    ),
    arguments={"image": ""},
    list_parameters=("kinds",),
    media={"": "image"},
    parameters=("threshold", "kinds"),
)

REPLY_DRAFTING: Operation[Never] = Operation(
    task="reply-drafting",
    method="reply_drafting",
    hub="reply-drafting",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="acme_inference.types.reply_drafting:ReplyDraftingOutput",
        text="generated_text",
        unless="details",
    ),
    stream=ResultForm(
        kind="object",
        type="acme_inference.types.reply_drafting:ReplyDraftingStreamOutput",
        text="token.text",
        unless="details",
    ),
    shape="completion",
    arguments={"text": ""},
    strings=("",),
    parameters=("details", "sampling"),
)

TICKET_TRIAGE: Operation[TicketTriageOutput] = Operation(
    task="ticket-triage",
    method="ticket_triage",
    hub="ticket-triage",
    cost="cheap",
    result=ResultForm(
        kind="object",
        type="acme_inference.types.ticket_triage:TicketTriageOutput",
    ),
    arguments={"text": ""},
    strings=("",),
    list_parameters=("teams",),
    parameters=("teams", "tone"),
)

OPERATIONS: Mapping[str, Operation[object]] = {
    "defect-detection": DEFECT_DETECTION,
    "reply-drafting": REPLY_DRAFTING,
    "ticket-triage": TICKET_TRIAGE,
}
