"""A reader with a browser gets along with the documentation: links, search, phone, colours; run by `make browser`."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from site_walk import DESK, PHONE, Walk, opened, walk_through

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

RESULT = ".md-search-result__link"
# The contrast of WCAG 2.2, 1.4.3: of the luminances of text and of what is behind it. 4.5 is enough for text.
CONTRAST = """
selector => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const paint = colors => {
    canvas.fillStyle = '#fff'; canvas.fillRect(0, 0, 1, 1)
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1) }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const text = document.querySelector(selector), behind = []
  for (let each = text; each; each = each.parentElement) behind.unshift(getComputedStyle(each).backgroundColor)
  const [low, high] = [paint(behind), paint([...behind, getComputedStyle(text).color])].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
"""


@pytest.fixture(scope="module")
def walk(browser: Browser, site: str) -> Walk:
    return walk_through(browser, site)


def built(folder: Path) -> set[str]:
    """The pages that lie in the folder, as addresses below it; nothing leads to the one for what is not found."""
    pages = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return {page.removesuffix("index.html") for page in pages} - {"404.html"}


def test_every_page_can_be_reached_from_the_first(walk, site_folder):
    assert {address.removeprefix(walk.base) for address in walk.visits} == built(site_folder)


def test_no_link_is_broken(walk):
    assert walk.broken() == []


def test_nothing_is_written_to_the_console_and_every_request_is_answered(walk):
    assert (walk.console, walk.failed) == ([], [])


def test_nothing_is_fetched_from_elsewhere(walk):
    assert walk.foreign == []


def test_every_page_has_one_title(walk):
    assert {
        page: visit.titles for page, visit in walk.visits.items() if len(list(filter(None, visit.titles))) != 1
    } == {}


def test_no_page_is_wider_than_a_phone(walk):
    assert {page: visit.wide for page, visit in walk.visits.items() if visit.wide} == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Retry-After", "guides/timeouts-and-retries/"),
        ("text_to_image", "tasks/text-to-image/"),
        ("StreamBroken", "guides/streaming/"),
        ("GROQ_API_KEY", "providers/groq/"),
        ("num_ctx", "extras/"),
    ],
)
def test_search_finds_the_page_and_leads_to_it(browser, site, words, found):
    seen = Walk(site)
    with opened(browser, seen) as page:
        page.goto(site)
        search(page, words)
        page.locator(RESULT).first.wait_for()
        links = page.locator(RESULT).evaluate_all("all => all.map(link => link.href)")
        place = next(number for number, link in enumerate(links) if re.match(f"{site}{found}([?#]|$)", link))
        page.locator(RESULT).nth(place).click()
        page.wait_for_url(re.compile(f"^{site}{found}"))
        assert words.lower() in page.locator("article").inner_text().lower()
    assert (seen.console, seen.failed, seen.foreign) == ([], [], [])


def test_search_for_what_is_nowhere_says_so(browser, site):
    with opened(browser, Walk(site)) as page:
        page.goto(site)
        search(page, "qqqzzz")
        page.get_by_text("No matching documents").wait_for()
        assert page.locator(RESULT).count() == 0


def search(page: Page, words: str) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)


def test_menu_of_a_phone_leads_to_a_guide(browser, site):
    with opened(browser, Walk(site), PHONE) as page:
        page.goto(site)
        entries = page.locator(".md-nav--primary .md-nav__link")
        page.locator("label.md-header__button[for=__drawer]").click()
        entries.filter(has_text=re.compile(r"^\s*Guides\s*$")).click()
        entries.filter(has_text="Timeouts and retries").click()
        page.wait_for_url(f"{site}guides/timeouts-and-retries/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_text_is_large_enough_to_read(browser, site, size):
    with opened(browser, Walk(site), size) as page:
        page.goto(f"{site}guides/streaming/")
        sizes = {each: font_size(page, f"article {each}") for each in ("p", "td", "pre code")}
        assert sizes["p"] >= 16
        assert min(sizes.values()) >= 12, sizes


def font_size(page: Page, selector: str) -> float:
    """Pixels of the CSS."""
    return page.eval_on_selector(selector, "each => parseFloat(getComputedStyle(each).fontSize)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_and_can_be_told_apart(browser, site, scheme):
    with opened(browser, Walk(site), scheme=scheme) as page:
        page.goto(f"{site}guides/streaming/")
        assert (
            page.locator("body").get_attribute("data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
        )
        parts = ("article p", "article p a", "article td code", "article pre code", ".md-tabs__link", ".md-nav__link")
        contrasts = {part: page.evaluate(CONTRAST, part) for part in parts}
        assert {part: value for part, value in contrasts.items() if value < 4.5} == {}


def test_switch_of_colours_is_kept(browser, site):
    with opened(browser, Walk(site)) as page:
        page.goto(site)
        page.locator("label[title='Dark colours']").click()
        page.goto(f"{site}guides/streaming/")
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


PAGE = "<html><head><link rel=icon href=data:,></head><body><article><h1>T</h1>{}</article></body></html>"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<a href="missing/">x</a>', "broken"),
        ('<a href="#missing">x</a>', "broken"),
        ("<script>console.error('x')</script>", "console"),
        ("<script>throw new Error('x')</script>", "console"),
        ('<img src="missing.png">', "failed"),
        ('<img src="http://127.0.0.1:9/x.png">', "foreign"),
        ('<div style="width: 500px">x</div>', "wide"),
    ],
)
def test_what_is_wrong_with_a_page_is_seen(browser, served, tmp_path, body, told):
    (tmp_path / "index.html").write_text(PAGE.format(body), "utf-8")
    with served(tmp_path) as base:
        walk = walk_through(browser, base)
    wide = [each for visit in walk.visits.values() for each in visit.wide]
    assert {"broken": walk.broken(), "wide": wide, **vars(walk)}[told]


def test_page_that_nothing_leads_to_is_not_reached(browser, served, tmp_path):
    (tmp_path / "index.html").write_text(PAGE.format('<a href="one.html">x</a>'), "utf-8")
    for name in ("one.html", "lonely.html", "404.html"):
        shutil.copy(tmp_path / "index.html", tmp_path / name)
    with served(tmp_path) as base:
        walk = walk_through(browser, base)
    assert {address.removeprefix(base) for address in walk.visits} == built(tmp_path) - {"lonely.html"}
