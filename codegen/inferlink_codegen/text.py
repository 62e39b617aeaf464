"""Spec text as Python text. Nothing from a spec reaches the output but through these functions."""

from __future__ import annotations

import re
import textwrap

__all__ = ["WIDTH", "cell", "code", "docstring", "escape", "literal", "markdown", "prose", "wrap"]

WIDTH = 120


def literal(value: object) -> str:
    """A JSON value as a Python expression."""
    return repr(value)


def docstring(text: str, indent: int) -> str:
    """A docstring at `indent`: on one line, or wrapped."""
    wrapped = _wrap(escape(text.strip()), indent, 3, WIDTH - 3)
    return f'"""{wrapped}\n{" " * indent}"""' if "\n" in wrapped else f'"""{wrapped}"""'


def prose(text: str, indent: int, first: int = 0) -> str:
    """Text inside a docstring, wrapped at `indent`; the first line has `first` more characters before it."""
    return _wrap(escape(text.strip()), indent, first)


def escape(text: str) -> str:
    """Text that cannot end the docstring it stands in."""
    safe = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{safe[:-1]}\\"' if safe.endswith('"') else safe


def wrap(text: str) -> str:
    """Paragraphs, wrapped."""
    return _wrap(text.strip(), 0, 0)


def code(text: str) -> str:
    """Text in the code marks of Markdown."""
    return f"`{text}`"


def markdown(text: str) -> str:
    """Text for Markdown, where outside of code marks neither a tag nor emphasis may begin by chance."""
    return re.sub(r"(`[^`]*`)|([<*])", lambda found: found[1] or f"\\{found[2]}", " ".join(text.split()))


def cell(text: str) -> str:
    """Text for a cell of a Markdown table: there a bar ends it, even inside code marks."""
    return markdown(text).replace("|", "\\|")


def _wrap(text: str, indent: int, first: int, width: int = WIDTH) -> str:
    """Paragraphs, each wrapped."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    wrapped = (
        textwrap.fill(
            paragraph,
            width=width,
            initial_indent=" " * (indent if number else indent + first),
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        ).lstrip()
        for number, paragraph in enumerate(paragraphs)
    )
    return f"\n\n{' ' * indent}".join(wrapped)
