"""The clients, each with its interpreter; peers get environments of their own under build/."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "benchmarks" / "peers"
CLIENTS = {
    "httpx": "httpx",
    "httpx_lifo": "httpx",
    "huggingface_hub": "huggingface_hub",
    "openai": "openai",
    "inferlink": "",
}
"""Clients and their environments; none is the checkout's."""


def python(client: str) -> str:
    name = CLIENTS[client]
    return str(ROOT / f"build/bench-{name}/bin/python") if name else sys.executable


def install(uv: str) -> None:
    """Make the environments, exactly as pinned."""
    for name in sorted(set(CLIENTS.values()) - {""}):
        place = ROOT / f"build/bench-{name}"
        if not place.exists():
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, place], check=True)
        pins = PINS / f"{name}.txt"
        command = [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", str(place / "bin/python"), str(pins)]
        subprocess.run(command, check=True)


def environment(server: str, home: str) -> dict[str, str]:
    """What every client runs with: no proxies, no keys, the Hub at the server, no telemetry; its files in `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        "HOME": home,
        "TMPDIR": home,
        "HF_HOME": home,
        "HF_ENDPOINT": server,
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_EXPERIMENTAL_WARNING": "1",
    }


def versions() -> dict[str, str]:
    """Versions of the peers, as pinned."""
    pinned = {}
    for name in ("httpx", "huggingface_hub", "openai"):
        lines = (PINS / f"{name}.txt").read_text().splitlines()
        found = dict(line.split("==") for line in lines)
        shown = [f"{package} {found[package]}" for package in ("httpx2", "pydantic") if package in found]
        pinned[name] = ", ".join([found[name.replace("_", "-")], *shown])
    return pinned
