"""The documentation as `make docs` built it, served on loopback, and a browser to read it with."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
SOURCES = ("docs", "website", "mkdocs.yml", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "specs/README.md")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The first for a container's root; the others keep Chromium from calling its makers.
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"


def not_run(reason: str) -> None:
    """Skip, or fail where `make browser` asks for the tests."""
    if os.environ.get("BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(f"NOT RUN: {reason}")


def newest(paths: Iterable[Path]) -> float:
    return max(path.stat().st_mtime for path in paths if path.is_file())


def sources() -> Iterator[Path]:
    for name in SOURCES:
        yield ROOT / name
        yield from (path for path in (ROOT / name).rglob("*") if "__pycache__" not in path.parts)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def served() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a folder on loopback: the address, with its slash."""
    return serve


@pytest.fixture(scope="module")
def site_folder() -> Path:
    """The folder of the site."""
    if not (SITE / "sitemap.xml").exists():
        not_run("there is no site/: make docs builds it")
    if newest(sources()) > newest(SITE.rglob("*")):
        not_run("site/ is older than what it is made of: make docs builds it")
    return SITE


@pytest.fixture(scope="module")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the site, with its slash."""
    with serve(site_folder) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window. It lives for one module: its loop runs in this thread, so `asyncio.run` cannot."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        not_run(f"there is no {' or '.join(BROWSERS)} on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        yield browser
        browser.close()
