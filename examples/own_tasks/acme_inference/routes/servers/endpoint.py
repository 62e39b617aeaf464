# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""How endpoint is called."""

from __future__ import annotations

PROVIDER: dict[str, object] = {
    "name": "endpoint",
    "tasks": {"ticket-triage": {"set": [{"to": "inputs", "from": "input"}], "rest": "parameters"}},
}
