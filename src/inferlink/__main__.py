"""The command `inferlink`, also as `python -m inferlink`."""

from __future__ import annotations

import sys
from importlib.util import find_spec

__all__ = ["main"]


def main() -> None:
    """Run the command line, or say how to install what it needs."""
    if not all(map(find_spec, ("rich", "typer"))):
        sys.exit("inferlink: the command line needs typer and rich: pip install 'inferlink[cli]'")
    from .cli import app

    app(prog_name="inferlink")


if __name__ == "__main__":
    main()
