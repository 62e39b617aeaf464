"""Code blocks of the documentation, and how the mark above each says it is run.

`<!-- run: fake -->` runs it with every request led to a fake server, `<!-- run: local -->` as it is, with a real model
on this machine, and `<!-- run: no -->` not at all, which no Python block may say. With `continue`, as in
`<!-- run: fake, continue -->`, it goes on with the names of the block before it. A `console` block marked `fake` has
its lines after `$` run by a shell, where the command `inferlink` calls the fake server; other lines are its output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"(?:<!-- run: (?P<mark>[\w, ]+) -->\n)?"
_FENCE = re.compile(rf"^{_MARK}```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    line: int
    """Line of its fence, from 1."""
    language: str
    code: str
    mark: str | None
    continues: bool = False

    @property
    def problem(self) -> str | None:
        """Why the block cannot be run as it stands."""
        allowed = {"python": ("fake", "local"), "console": ("fake", "no")}.get(self.language, ("no", None))
        return None if self.mark in allowed else f"line {self.line}: a {self.language} block marked {self.mark!r}"


def commands(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    parts = re.split(r"^\$ ", block.code, flags=re.M)
    if parts[0]:
        raise ValueError(f"line {block.line}: a console block begins with a command")
    return [(command, printed) for command, _, printed in (part.partition("\n") for part in parts[1:])]


def read_blocks(text: str) -> list[Block]:
    """The blocks of a document, in order."""
    found = []
    for match in _FENCE.finditer(text):
        mark, *more = re.split(r", *", match["mark"] or "")
        line = text.count("\n", 0, match.start("language")) + 1
        found.append(Block(line, match["language"], match["code"], mark or None, more == ["continue"]))
    return found


def runs(blocks: list[Block]) -> list[list[Block]]:
    """Python blocks that share their names, together."""
    found: list[list[Block]] = []
    for block in blocks:
        if block.language == "python":
            if block.continues and found:
                found[-1].append(block)
            else:
                found.append([block])
    return found
