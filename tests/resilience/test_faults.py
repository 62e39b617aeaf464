"""Everything that can go wrong on the way to a server and back, for both clients by the same table.

What holds for every row is in `fault.py`: the typed error with its attributes, how many requests were made, what was
waited between them, that nothing is left open or running, and that the next call on the same client works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faults import KINDS
from resilience import connections, files, replies, statuses, streams
from resilience.fault import Fault, meet

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
