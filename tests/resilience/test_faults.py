"""Everything that can go wrong on the way to a server and back, for both clients by the same table.

What holds for every row is in `fault.py`: the typed error with its attributes, how many requests were made, what was
waited between them, that nothing is left open or running, and that the next call on the same client works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faults import KINDS
from live import open_client
from resilience import connections, files, replies, statuses, streams
from resilience.fault import Fault, Sockets, meet, nothing_is_held
from resilience.site import Site, stalls, stream

if TYPE_CHECKING:
    import ssl

ROWS: list[Fault] = [*connections.ROWS, *replies.ROWS, *statuses.ROWS, *streams.ROWS, *files.ROWS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ROWS, ids=str)
def test_fault_has_its_outcome_and_leaves_nothing_behind(
    fault: Fault, kind: str, naps: list[float], certificates: dict[str, ssl.SSLContext]
) -> None:
    meet(fault, kind, naps, certificates)


def test_there_are_many_faults_each_with_a_name_of_its_own() -> None:
    names = [fault.name for fault in ROWS]
    assert len(set(names)) == len(names) >= 60


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_held_is_seen(kind: str) -> None:
    with Site(stalls(stream(end=b""))) as site, Sockets(site.port, tls=False) as sockets:
        with open_client(kind, provider=site.provider, api_key="k") as client:
            held = client.chat_completion("Hi", model="m", stream=True)
            assert sockets.open == 1
            with pytest.raises(AssertionError, match="999"):
                nothing_is_held(client, sockets)
            held.close()
            nothing_is_held(client, sockets)
        assert sockets.open == 0
