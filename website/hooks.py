"""What mkdocs does not do by itself: files of the repository as pages, links to them, and pages found by folder."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
INCLUDED = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "specs/README.md": "specs.md",
    "examples/local_tasks/README.md": "examples/local_tasks.md",
}
"""File of the repository to the page that it becomes."""
SOURCES = {page: source for source, page in INCLUDED.items()}
FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?!https?:|mailto:|#)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")
LISTED = re.compile(r"^\| \[[\w-]+\]\((.+?)\)", re.M)
MARK = re.compile(r"^<!-- .*? -->\n", re.M | re.S)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill in the pages that the navigation finds by folder."""
    config.nav = list(expand(config.nav, Path(config.docs_dir), set(named(config.nav))))
    return config


def named(nav: Any) -> Iterator[str]:
    """The pages that a navigation names."""
    if isinstance(nav, str):
        yield nav
    else:
        for each in nav.values() if isinstance(nav, dict) else nav:
            yield from named(each)


def expand(nav: list[Any], docs: Path, known: set[str]) -> Iterator[Any]:
    """The same navigation with pages for `*`, and with the sections of a list of pages for `sections of` it."""
    for entry in nav:
        if isinstance(entry, dict):
            yield {
                name: [*expand(part, docs, known)] if isinstance(part, list) else part for name, part in entry.items()
            }
        elif entry.startswith("sections of "):
            yield from sections(docs, entry.removeprefix("sections of "))
        elif "*" in entry:
            pages = (path.relative_to(docs).as_posix() for path in sorted(docs.glob(entry)))
            yield from (page for page in pages if page not in known)
        else:
            yield entry


def sections(docs: Path, index: str) -> Iterator[dict[str, list[str]]]:
    """The headings of a list of pages, each with the pages below it."""
    for part in (docs / index).read_text("utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        yield {title: [posixpath.join(posixpath.dirname(index), page) for page in LISTED.findall(rest)]}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add files of the repository as pages."""
    from mkdocs.structure.files import File

    for source, page in INCLUDED.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to where the site has their target; what says how a block is run is for the tests alone.

    In the search, pages that explain come before the reference.
    """
    if page.file.src_uri.startswith("reference/"):
        page.meta.setdefault("search", {"boost": 0.001})  # what is found in a title counts a thousandfold
    parts = FENCE.split(MARK.sub("", markdown))
    home, published = page.file.src_uri, (config.repo_url or "").rstrip("/")
    return "".join(
        part if part.startswith("```") else LINK.sub(lambda link: lead(link, home, published), part) for part in parts
    )


def lead(link: re.Match[str], home: str, published: str) -> str:
    """A link between files of the repository as one of the site, as one to the published file, or as its text alone."""
    folder = posixpath.dirname(SOURCES.get(home, f"docs/{home}"))
    target = posixpath.normpath(posixpath.join(folder, link["path"]))
    text, anchor = link["text"], link["anchor"] or ""
    if target in INCLUDED or target.startswith("docs/"):
        page = INCLUDED.get(target, target.removeprefix("docs/"))
        return f"[{text}]({posixpath.relpath(page, posixpath.dirname(home) or '.')}{anchor})"
    if not (ROOT / target).exists():
        return link[0]
    if published:
        return f"[{text}]({published}/{'tree' if (ROOT / target).is_dir() else 'blob'}/main/{target}{anchor})"
    return text if "`" in text else f"`{text}`"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    r"""Show `|` for `\|` in code: Markdown's tables want it escaped, and Python-Markdown keeps the mark."""
    return re.sub(r"<code>[^<]*</code>", lambda code: code[0].replace("\\|", "|"), html)
