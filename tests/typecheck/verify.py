"""Checks that the public surface is typed in full for those who install the wheel, and nothing else.

Usage: `python tests/typecheck/verify.py path/to/uv`. Makes an environment in `build/`, with the wheel and the run-time
dependencies of `uv.lock`, and lets pyright judge what can be imported there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BARE = ROOT / "build" / "bare"
SCRIPTS = BARE / ("Scripts" if os.name == "nt" else "bin")


def install(uv: str) -> None:
    """Make the bare environment, with the package as it is now."""
    command = [uv, "sync", "--quiet", "--locked", "--no-default-groups", "--no-editable", "--python", sys.executable]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(BARE)}
    subprocess.run([*command, "--reinstall-package", "inferlink"], cwd=ROOT, env=environment, check=True)


def verify(package: str) -> int:
    """Print pyright's report. Exit code 0: every public symbol has a known type."""
    command = [sys.executable, "-m", "pyright", "--ignoreexternal", "--verifytypes", package]
    # With this option pyright takes no path of an interpreter: it asks the one on PATH. Run in the project, it would
    # read the settings there and find the sources.
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=SCRIPTS, env=environment, check=False).returncode


if __name__ == "__main__":
    install(sys.argv[1])
    raise SystemExit(verify("inferlink"))
