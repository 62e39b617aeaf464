"""What the examples of the documentation name: files, the smallest that are valid, and models."""

from __future__ import annotations

import struct
from hashlib import md5
from pathlib import Path

from inferlink.testing._sample_media import sample_mp4, sample_png, sample_wav
from inferlink_codegen.load import load


def sample_flac() -> bytes:
    """The silence of `sample_wav`, 16 samples at 16 kHz, mono, 16 bit, as one frame (RFC 9639, 8.2 and 9)."""
    samples = bytes(32)
    rate_depth_length = 16000 << 44 | 16 - 1 << 36 | 16  # between rate and depth: one channel, written as 0
    about = struct.pack(">HHxxxxxxQ", 16, 16, rate_depth_length) + md5(samples, usedforsecurity=False).digest()
    header = bytes([0xFF, 0xF8, 0x65, 0x08, 0x00, 16 - 1])
    frame = header + checksum(header, 8, 0x07) + b"\0" + samples[:2]  # a subframe of one value that stays the same
    return b"fLaC" + b"\x80" + len(about).to_bytes(3, "big") + about + frame + checksum(frame, 16, 0x8005)


def checksum(data: bytes, bits: int, polynomial: int) -> bytes:
    """The remainder of a cyclic redundancy check that begins at 0."""
    rest = 0
    for byte in data:
        rest ^= byte << bits - 8
        for _ in range(8):
            rest = rest << 1 ^ (polynomial if rest >> bits - 1 else 0)
            rest &= (1 << bits) - 1
    return rest.to_bytes(bits // 8, "big")


FILES = {
    "cat.png": sample_png(),
    "clip.mp4": sample_mp4(),
    "interview.flac": sample_flac(),
    "invoice.png": sample_png(),
    "speech.flac": sample_flac(),
    "speech.wav": sample_wav(),
}

MODELS = {task.words.data["model"]: task.name for task in load(Path(__file__).parents[1] / "specs").tasks}
"""Models, and the task that the Hub tells of each. Any other model chats."""
