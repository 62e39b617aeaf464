"""What programs here tell of their memory."""

from __future__ import annotations

import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak() -> float:
    """The most memory that this process has held so far, MB.

    Linux hands `ru_maxrss` on from the parent through fork and exec, so a large parent would hide all growth here.
    """
    if STATUS.exists() and (told := re.search(r"VmHWM:\s*(\d+) kB", STATUS.read_text())):
        return int(told[1]) / (1 << 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)  # macOS: in bytes
