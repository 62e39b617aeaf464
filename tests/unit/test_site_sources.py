"""What the site makes of the documents: its navigation, links out of docs/, and the figures of the home page."""

from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path

import pytest
from benchmarks.home import PLACE, with_figures

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HOME = (DOCS / "index.md").read_text("utf-8")
hooks = run_path(str(ROOT / "website/hooks.py"))


def led(text: str, home: str, published: str = "") -> str:
    return hooks["LINK"].sub(lambda link: hooks["lead"](link, home, published), text)


@pytest.mark.parametrize(
    ("link", "home", "expected"),
    [
        ("[tasks](tasks/index.md)", "servers.md", "[tasks](tasks/index.md)"),
        ("[words](../../specs/README.md#route)", "guides/structured-output.md", "[words](../specs.md#route)"),
        ("[changes](docs/servers.md)", "changelog.md", "[changes](servers.md)"),
        ("[changes](CHANGELOG.md)", "contributing.md", "[changes](changelog.md)"),
        ("[client.py](client.py)", "examples/local_tasks.md", "`client.py`"),
        ("[`lead`](../website/hooks.py)", "index.md", "`lead`"),
        ("[gone](../nowhere.md)", "index.md", "[gone](../nowhere.md)"),
        ("[there](https://example.org/a.md)", "index.md", "[there](https://example.org/a.md)"),
        ("[here](#there)", "index.md", "[here](#there)"),
    ],
)
def test_link_leads_to_a_page_or_is_text(link, home, expected):
    assert led(link, home) == expected


def test_link_to_a_source_leads_to_where_it_is_published():
    here = "https://code.example/inferlink/"
    assert (
        led("[it](../../examples/testing)", "guides/testing.md", here.rstrip("/"))
        == f"[it]({here}tree/main/examples/testing)"
    )
    assert led("[it](../Makefile)", "index.md", here.rstrip("/")) == f"[it]({here}blob/main/Makefile)"


def test_new_guide_is_in_the_navigation_without_a_line_of_its_own(tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / f"guides-{name}.md").touch()
    (tmp_path / "index.md").write_text("# T\n\n## A\n\n| [x](x.md) | X |\n\n## B\n\n| [y](y.md) | Y |\n", "utf-8")
    nav = ["index.md", {"Guides": ["guides-two.md", "guides-*.md"]}, "sections of index.md", {"Home": "index.md"}]
    known = set(hooks["named"](nav))
    assert list(hooks["expand"](nav, tmp_path, known)) == [
        "index.md",
        {"Guides": ["guides-two.md", "guides-one.md", "guides-three.md"]},
        {"A": ["x.md"]},
        {"B": ["y.md"]},
        {"Home": "index.md"},
    ]


def test_bar_in_the_code_of_a_table_is_shown_without_its_mark():
    shown = hooks["on_page_content"](r"<td><code>a \| b</code> c \| d</td>", None, None, None)
    assert shown == r"<td><code>a | b</code> c \| d</td>"


def test_figures_of_the_home_page_are_those_of_the_benchmark():
    performance = (DOCS / "performance.md").read_text("utf-8")
    assert with_figures(HOME, performance) == HOME, "python -m benchmarks.home writes them anew"
    assert len(PLACE.search(HOME)[0].splitlines()) == 6


def test_home_page_counts_what_there_is():
    told = {what: int(number) for number, what in re.findall(r"\[(\d+) (tasks|providers|servers)\]", HOME)}
    hosted = set(routes.PROVIDERS) - {routes.AUTO}
    assert told == {"tasks": len(OPERATIONS), "providers": len(hosted), "servers": len(routes.SERVERS)}
