"""Importing and the first call, each in an interpreter of its own."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.peers import ROOT, python

if TYPE_CHECKING:
    from benchmarks.processes import Server

Figures = dict[str, Any]
SNIPPETS = {
    "httpx": (
        "import httpx, pydantic",
        "httpx.Client(trust_env=False).post(URL + '/chat/completions', json=dict(model='m', messages=MESSAGES)).json()",
    ),
    "huggingface_hub": (
        "from huggingface_hub import InferenceClient",
        "InferenceClient(base_url=URL).chat_completion(MESSAGES)",
    ),
    "openai": (
        "from openai import OpenAI",
        "OpenAI(base_url=URL, api_key='none').chat.completions.create(model='m', messages=MESSAGES)",
    ),
    "inferlink": (
        "from inferlink import InferenceClient",
        "InferenceClient(base_url=URL).chat_completion(MESSAGES)",
    ),
}
_REPORT = """
import time, sys
print(time.process_time() * 1000, len(sys.modules), end=" ")
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM:")))"""
"""`ru_maxrss` would be that of the parent, where that is larger: Linux hands it on through fork and exec."""


def start(client: str, server: Server, environment: dict[str, str]) -> Figures:
    """Importing, and importing with the first call: processor time over a bare interpreter, modules, peak RSS."""
    head = f"URL = {server.url + '/v1'!r}\nMESSAGES = [dict(role='user', content='Why is the sky blue?')]\n"
    importing, calling = SNIPPETS[client]
    codes = [head, head + importing, f"{head}{importing}\n{calling}"]
    bare, imported, called = (_figures(client, code + _REPORT, environment) for code in codes)
    return {
        "import_ms": imported[0] - bare[0],
        "modules": imported[1],
        "import_mb": imported[2],
        "call_ms": called[0] - bare[0],
        "call_mb": called[2],
    }


def imports(client: str, server: Server, environment: dict[str, str]) -> str:
    """Where the time to the first call goes: the own import time of modules, summed by package."""
    head = f"URL = {server.url + '/v1'!r}\nMESSAGES = [dict(role='user', content='Why is the sky blue?')]\n"
    command = [python(client), "-X", "importtime", "-c", head + "\n".join(SNIPPETS[client])]
    done = subprocess.run(command, cwd=ROOT / "build", env=environment, stderr=subprocess.PIPE, text=True, check=True)
    spent: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    for own, name in re.findall(r"import time: +(\d+) \| +\d+ \| +(\S+)", done.stderr):
        package = name.partition(".")[0]
        spent[package] += int(own)
        modules[package] += 1
    rows = [f"{took / 1000:6.1f} ms  {modules[name]:3d} modules  {name}" for name, took in spent.most_common(14)]
    return "\n".join([f"{sum(spent.values()) / 1000:6.1f} ms  {sum(modules.values()):3d} modules  in all, wall", *rows])


def _figures(client: str, code: str, environment: dict[str, str]) -> list[float]:
    command = [python(client), "-c", code]
    done = subprocess.run(command, cwd=ROOT / "build", env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [float(part) for part in done.stdout.split()]
