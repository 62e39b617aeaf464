"""What a docstring says: its first paragraph, and of each argument what it is. Google's, numpy's and Sphinx's form."""

from __future__ import annotations

import re
from inspect import cleandoc
from itertools import takewhile
from textwrap import dedent

__all__ = ["read_docstring"]

_SECTION = re.compile(r"(?:Args|Arguments|Parameters):")
_RULE = re.compile(r"-{3,}")
_GOOGLE = re.compile(r"(\w+)(?: *\(.*?\))?: *(.*)")
_NUMPY = re.compile(r"(\w+)(?: *:.*)?()")
_SPHINX = re.compile(r":param (?:.* )?(\w+): *(.*)")


def read_docstring(text: str) -> tuple[str, dict[str, str]]:
    """The first paragraph, as one line, and argument to its description."""
    lines = cleandoc(text).splitlines()
    summary = takewhile(lambda line: line and not (_SECTION.fullmatch(line) or _SPHINX.match(line)), lines)
    return " ".join(line.strip() for line in summary), _arguments(lines)


def _arguments(lines: list[str]) -> dict[str, str]:
    for place, line in enumerate(lines):
        after = lines[place + 1 :]
        if _SECTION.fullmatch(line):
            block = takewhile(lambda line: not line or line[0].isspace(), after)
            return _entries(dedent("\n".join(block)).splitlines(), _GOOGLE)
        if line == "Parameters" and after and _RULE.fullmatch(after[0]):
            end = next((at for at, below in enumerate(after[1:]) if _RULE.fullmatch(below)), len(after))
            return _entries(after[1:end], _NUMPY)
    return _entries(lines, _SPHINX)


def _entries(lines: list[str], head: re.Pattern[str]) -> dict[str, str]:
    """Name to text, where lines that are indented go on with the entry above."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if match := head.fullmatch(line):
            current = found[match[1]] = [match[2]]
        elif line[:1].isspace():
            current.append(line.strip())
        elif line:
            current = []
    return {name: " ".join(filter(None, parts)) for name, parts in found.items()}
