"""A team's own tasks: methods, types and targets from `specs/`, on clients that have all of inferlink's too.

Run it with `python examples/own_tasks/demo.py`: it starts the gateway of `gateway.py` and calls it, sync and async.
"""

from __future__ import annotations

import asyncio
import struct
import zlib

from acme_inference import AcmeClient, AsyncAcmeClient
from gateway import running
from inferlink import NotSupported

MESSAGE = "My parcel arrived broken, and I want my money back."
TEAMS = ["billing", "shipping"]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PHOTO = b"\x89PNG\r\n\x1a\n" + HEAD + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def call(url: str) -> None:
    """Each task once, and one of inferlink's."""
    with AcmeClient(provider="acme", base_url=url) as client:
        ticket = client.ticket_triage(MESSAGE, TEAMS, tone="formal")
        print(f"for {ticket.team}, {ticket.urgency} ({ticket.language})")
        for score in ticket.scores or []:
            print(f"  {score.label}: {score.score:.2f}")
        for defect in client.defect_detection(PHOTO, threshold=0.5):
            print(f"{defect.kind} at ({defect.box.xmin}, {defect.box.ymin})")
        print(client.chat_completion("Hello").choices[0].message.content)
        try:
            client.summarization(MESSAGE)
        except NotSupported as error:
            print(error)


async def call_async(url: str) -> None:
    """A reply in pieces, while another message is sorted."""
    async with AsyncAcmeClient(provider="acme", base_url=url) as client:
        stream, ticket = await asyncio.gather(
            client.reply_drafting("Where is my parcel?", stream=True, sampling={"temperature": 0.2}),
            client.ticket_triage(MESSAGE, TEAMS),
        )
        async with stream:
            async for piece in stream:
                print(piece, end="|")
        print(f" and {ticket.team} is told")


if __name__ == "__main__":
    with running() as place:
        call(place)
        asyncio.run(call_async(place))
