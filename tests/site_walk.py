"""A walk through a site: every page that links lead to from its first one, and what the browser saw there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
NAMES = "[...document.querySelectorAll('[id]')].map(each => each.id)"
TITLES = "[...document.querySelectorAll('article h1')].map(each => each.innerText.trim())"
# What sticks out, where the page itself can be pushed sideways; what scrolls in itself does no harm.
WIDE = """
document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(each => !each.closest('nav') && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`).slice(0, 5)
"""


@dataclass
class Visit:
    """One page, as the browser saw it."""

    status: int
    links: list[str]
    """Absolute, as the browser resolves them."""
    names: set[str]
    """What an anchor may lead to."""
    titles: list[str]
    wide: list[str]
    """What sticks out on a phone."""


@dataclass
class Walk:
    """All pages, and what went wrong on the way."""

    base: str
    visits: dict[str, Visit] = field(default_factory=dict)
    """Address to what is there."""
    console: list[str] = field(default_factory=list)
    """Errors and warnings that scripts wrote or threw."""
    failed: list[str] = field(default_factory=list)
    """Requests without a good answer."""
    foreign: list[str] = field(default_factory=list)
    """Requests to anywhere else."""

    def broken(self) -> list[str]:
        """Links to the site, and to places in its pages, that lead nowhere."""
        links = {(page, link) for page, visit in self.visits.items() for link in visit.links}
        return sorted(f"{page}: {link}" for page, link in links if link.startswith(self.base) and self._is_broken(link))

    def _is_broken(self, link: str) -> bool:
        page, name = urldefrag(link)
        visit = self.visits.get(page)
        return visit is None or visit.status != 200 or (name != "" and unquote(name) not in visit.names)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)

    def see_request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", f"blob:{self.base}")):
            self.foreign.append(request.url)

    def see_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by leaving the page
            self.failed.append(f"{request.failure} {request.url}")

    def see_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")


@contextmanager
def opened(browser: Browser, walk: Walk, size: dict[str, int] = DESK, scheme: str = "light") -> Iterator[Page]:
    """A window that tells what goes wrong in it."""
    with browser.new_context(viewport=size, color_scheme=scheme) as context:
        page = context.new_page()
        page.on("console", walk.hear)
        page.on("pageerror", lambda error: walk.console.append(str(error)))
        page.on("request", walk.see_request)
        page.on("requestfailed", walk.see_failure)
        page.on("response", walk.see_response)
        yield page


def walk_through(browser: Browser, base: str) -> Walk:
    """Follow every link from `base`, on a desk and on a phone."""
    found, waiting = Walk(base), [base]
    with opened(browser, found) as page:
        while waiting:
            address = waiting.pop()
            if address not in found.visits:
                found.visits[address] = visit(page, address)
                links = {urldefrag(link)[0] for link in found.visits[address].links}
                waiting += [link for link in sorted(links) if link.startswith(base) and link.endswith(("/", ".html"))]
    return found


def visit(page: Page, address: str) -> Visit:
    page.set_viewport_size(DESK)
    reply = page.goto(address)
    links, names, titles = page.evaluate(LINKS), set(page.evaluate(NAMES)), page.evaluate(TITLES)
    page.set_viewport_size(PHONE)
    return Visit(reply.status if reply else 0, links, names, titles, page.evaluate(WIDE))
