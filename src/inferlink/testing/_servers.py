"""Local servers, as their files tell: which one a request is meant for, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inferlink_generated import routes

from .._json import is_array, is_object
from .._specs.words import Select
from ._hosted import Place, bases_of, load_file
from ._http import Answer, json_answer
from ._inverse import merge, reply_with
from ._shapes import MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._specs.vocabulary import Route
    from .._specs.words import Selector

__all__ = ["answer_about", "answer_listed", "candidates", "find_local", "only"]

_CONTEXT = 8192
_VALUES: dict[str | None, Any] = {"list": [], "number": 1, "string": "some text"}
"""What a reply may hold where only the type of it is asked for."""


def candidates(server: str | None, host: str) -> Sequence[str]:
    """The servers that may be meant: the one that is played, those whose usual address this is, or any."""
    if server is not None:
        return (server,)
    at_home = [name for name in routes.SERVERS if host and urlsplit(load_file("servers", name).address).netloc == host]
    return at_home or routes.SERVERS


@dataclass(frozen=True)
class Local:
    """A task at a local server that a path may be meant for."""

    server: str
    task: str
    place: Place


def find_local(names: Sequence[str], path: str, body: object) -> list[Local]:
    """The routes that have the longest end of a path and, where that leaves a choice, a word for all of the body."""
    found = [
        Local(name, task, Place("", route, streams=own == _stream_path(route)))
        for name in names
        for task, route in load_file("servers", name).tasks.items()
        for own in (route.path, _stream_path(route))
        if isinstance(own, str) and own and path.endswith(own)
    ]
    longest = max((len(_path(each.place)) for each in found), default=0)
    found = [each for each in found if len(_path(each.place)) == longest]
    if len(found) > 1 and is_object(body):
        named = [each for each in found if body.keys() <= _members(each.place.route)]
        return named or [each for each in found if each.place.route.rest == "$"]
    return found


def only(found: Sequence[Local]) -> dict[str, Place]:
    """Task to its route.

    Raises:
        ValueError: When servers answer it in different forms.
    """
    for task in {each.task for each in found}:
        forms = {each.server: repr(each.place.route.response) for each in found if each.task == task}
        if len({*forms.values()}) > 1:
            raise ValueError(f"{' and '.join(forms)} have such a route, each in its own form: FakeServer(server=...).")
    return {each.task: each.place for each in found}


def _stream_path(route: Route) -> str | None:
    return None if route.stream is None else route.stream.path


def _path(place: Place) -> str:
    path = _stream_path(place.route) if place.streams else place.route.path
    return path if isinstance(path, str) else ""


def _members(route: Route) -> set[str]:
    """The members of a body that a route has a word for."""
    return {re.split(r"[.\[]", each.to)[0] for each in route.set} | {route.rest}


def answer_about(name: str, path: str) -> Answer | None:
    """What a server says to a GET that its file knows: what tells it from others, its models, and more of itself."""
    server = load_file("servers", name)
    signs = [sign for sign in server.recognise if sign.path.rstrip("/") == path]
    model = {"id": MODEL, "context_length": _CONTEXT, "loaded": True}
    facts = {"version": "1.0.0", "context_length": _CONTEXT, "loaded": [MODEL]}
    asked = [(server.models, [model])] if server.models is not None else []
    answers = [
        reply_with(question.response, value, str)
        for question, value in (*asked, *((each, facts) for each in server.about))
        if question.path.rstrip("/") == path
    ]
    if not signs and not answers:
        return json_answer({"status": "ok"}) if server.health.rstrip("/") == path else None
    headers = {name: _matching(pattern) for sign in signs for name, pattern in sign.headers.items()}
    reply = merge(*(_shown(sign.reply) for sign in signs), *answers)
    return Answer(headers=headers, body=json_answer(reply).body)


def answer_listed(url: str) -> Answer | None:
    """The models of a hosted provider that sends them as a list, and not as an object like all others."""
    for provider in (load_file("providers", name) for name in routes.PROVIDERS):
        asked = provider.models
        if asked is not None and url in [base.rstrip("/") + asked.path for base in bases_of(provider)]:
            reply = reply_with(asked.response, [{"id": MODEL, "context_length": _CONTEXT}], str)
            return json_answer(reply) if is_array(reply) else None
    return None


def _shown(selector: Selector | None) -> object:
    """A reply that a selector matches."""
    if selector is None:
        return None
    kind = selector.type if isinstance(selector, Select) else None
    return reply_with(selector, _VALUES.get(kind), str)


def _matching(pattern: str) -> str:
    """A text that a simple pattern finds: an anchored beginning with escapes."""
    return re.sub(r"\\(.)|[\^$]", r"\1", pattern)
