"""Which server is at an address: its answers to a few GETs tell. One probe for each address, kept for a while."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._json import MISSING
from .._log import logger
from .._replies.select import read_body, select_event
from .._sending.attempts import is_private
from .._sending.call import call_headers
from .._sending.clock import Clock
from .._sending.effects import send
from .._sending.kept import Fresh, look_up
from .._sending.wire import Request
from .._urls import join_url, root_url, shown
from ..errors import InferenceError
from ..options import Timeout
from .targets import find_provider

if TYPE_CHECKING:
    from inferlink_generated.port import Operation

    from .._sending.effects import Flow
    from .._sending.wire import Reply
    from .._settings import Settings, State
    from .._specs.catalog import Catalog
    from .._specs.vocabulary import Provider
    from .._specs.words import Sign
    from .targets import Target

__all__ = ["is_near", "is_worth_a_probe", "recognise"]

_LONGEST = 5.0
"""Seconds for all that is asked."""
_PATIENCE = Timeout(connect=2, first_byte=2, idle=2, total=_LONGEST)
_KEPT_SECONDS = 600
_SILENT_SECONDS = 5
_LARGEST = 4 << 20
_NEAR = (".local", ".internal", ".lan", ".home.arpa")
_ALIKE = ("chat", "completion")
"""Shapes that any server takes under the same path."""


def is_near(url: str) -> bool:
    """Whether a server is on this machine or a network of the caller's own, by its literal host."""
    host = urlsplit(url).hostname or ""
    return is_private(url) or ("." not in host and ":" not in host) or host.endswith(_NEAR)


def is_worth_a_probe(url: str, operation: Operation[object]) -> bool:
    """Whether it matters which server is there, and it is near and given by its root."""
    return is_near(url) and urlsplit(url).path.rstrip("/") in ("", "/v1") and operation.shape not in _ALIKE


def recognise(target: Target, settings: Settings, state: State, clock: Clock) -> Flow[Provider | None]:
    """The file of the server at the target's base; None where nothing answers, or nothing known."""
    root = root_url(target.base, ())
    headers = call_headers(target, replace(settings, bill_to=None), root, None, None, stream=False)
    name = yield from look_up(
        f"{root} server", target.key, lambda: _probe(root, headers, state.catalog, clock), state, clock
    )
    return None if name is None else (yield from find_provider(name, state.catalog, server=True))


def _probe(root: str, headers: dict[str, str], catalog: Catalog, clock: Clock) -> Flow[Fresh[str | None]]:
    """Ask what tells most servers apart first; one that does not answer in time is asked again soon.

    Raises:
        InferenceTimeoutError: When the deadline of the call is over.
    """
    left = clock.remaining()
    if left is not None and left <= 0:
        raise clock.expired("total")
    own = Clock(_PATIENCE if left is None else replace(_PATIENCE, total=min(_LONGEST, left)))
    signs: list[tuple[Sign, str]] = []
    for name in catalog.servers:
        provider = yield from find_provider(name, catalog, server=True)
        signs += [(sign, name) for sign in provider.recognise]
    for path, _ in Counter(sign.path for sign, _ in signs).most_common():
        request = Request("GET", join_url(root, path), headers, own, limit=_LARGEST)
        try:
            reply = yield from send(request)
        except InferenceError as error:
            logger.debug("%s tells nothing of its server: %s", shown(root), error.message)
            return None, _SILENT_SECONDS
        found = next((name for sign, name in signs if sign.path == path and _shows(sign, reply)), None)
        if found is not None:
            logger.debug("%s is %s", shown(root), found)
            return found, _KEPT_SECONDS
    return None, _KEPT_SECONDS


def _shows(sign: Sign, reply: Reply) -> bool:
    headers = all(re.search(pattern, reply.headers.get(name, "")) for name, pattern in sign.headers.items())
    if not headers or sign.reply is None:
        return headers
    body = read_body(reply.body, reply.headers.get("content-type", "").lower())
    return reply.status < 300 and select_event(sign.reply, body) is not MISSING
