"""Content encodings, undone in pieces: many members, any cut, and no copying beyond what a member needs."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._transport import encodings
from inferlink._transport.encodings import Inflater, inflater_for


def inflated(inflater: Inflater, data: bytes, size: int) -> bytes:
    done: list[bytes] = []
    for start in range(0, len(data), size):
        inflater.feed(data[start : start + size])
        while piece := inflater.take():
            done.append(piece)
    return b"".join(done)


def gzip_inflater() -> Inflater:
    made = inflater_for("gzip")
    assert made is not None
    return made


@given(st.lists(st.binary(max_size=2_000), min_size=1, max_size=20), st.integers(1, 3_000))
def test_members_one_after_another_are_read_however_they_are_cut(members: list[bytes], size: int) -> None:
    inflater = gzip_inflater()
    assert inflated(inflater, b"".join(map(gzip.compress, members)), size) == b"".join(members)
    assert inflater.complete


@pytest.mark.parametrize("size", [1, 700, 1 << 16, 1 << 22])
def test_large_member_after_small_ones_is_read_whole(size: int) -> None:
    data = bytes(range(256)) * 20_000
    whole = gzip.compress(b"") * 50 + gzip.compress(data) + gzip.compress(b"end")
    assert inflated(gzip_inflater(), whole, size) == data + b"end"


def test_empty_members_without_end_are_not_copied_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = []

    class Counting:
        """A decompressor that tells what it copied for later."""

        def __init__(self, window: int) -> None:
            self.real = zlib.decompressobj(window)

        def decompress(self, data: Any, limit: int) -> bytes:
            out = self.real.decompress(data, limit)
            copied.append(len(self.real.unused_data) + len(self.real.unconsumed_tail))
            return out

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    class Module:
        error = zlib.error
        decompressobj = Counting

    monkeypatch.setattr(encodings, "zlib", Module)
    data = gzip.compress(b"") * 3_000
    assert inflated(gzip_inflater(), data, 1 << 16) == b""
    assert len(copied) >= 3_000
    assert sum(copied) < 50 * len(data)
