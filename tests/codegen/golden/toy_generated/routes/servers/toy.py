# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How Toy server is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "toy",
    "title": "Toy server",
    "routing": "direct",
    "key": "optional",
    "ids": "optional",
    "bare_url": "",
    "tasks": {"mood-detection": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"}},
}
