"""Hosted providers, as their routes tell: what a URL is meant for, the jobs, and the files that replies link to."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from inferlink_generated import routes

from .._calls.job_urls import fill, scope_of
from .._media.sniff import sniff
from .._specs.vocabulary import Job, Provider, Route, load_provider
from .._specs.words import TEMPLATE
from .._targets.hf_hub import ROUTER
from ._http import Answer, json_answer
from ._inverse import merge, place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Jobs", "Place", "answer_with", "bases_of", "link", "load_file", "places"]

_FILES = "https://files.invalid/"
_JOBS = "https://jobs.invalid/"


@dataclass(frozen=True)
class Place:
    """A task at a provider that a URL may be meant for."""

    base: str
    route: Route
    model: str = ""
    """The model that the path names, if it does."""
    streams: bool = False
    """Whether the path is that of streams alone."""


def places(url: str) -> dict[str, Place]:
    """Task to where it is served, of all tasks that a URL without query fits as closely as any."""
    found = [
        (task, Place(base, route, "".join(match.groups())))
        for pattern, task, base, route in _patterns()
        if (match := pattern.fullmatch(url))
    ]
    closest = min((len(each.model) for _, each in found), default=0)
    return {task: each for task, each in found if len(each.model) == closest}


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, str, Route]]:
    """Pattern of a URL, the task that it may be for, its base and its route."""
    return [
        (re.compile(re.escape(base.rstrip("/")) + _pattern(path)), task, base, route)
        for name in routes.PROVIDERS
        for provider in [load_file("providers", name)]
        for task, route in provider.tasks.items()
        for base in bases_of(provider, route)
        for path in ([route.path] if isinstance(route.path, str) else [case.path for case in route.path])
    ]


@cache
def load_file(folder: str, name: str) -> Provider:
    """A provider or server file."""
    return load_provider(import_module(f"inferlink_generated.routes.{folder}.{name.replace('-', '_')}").PROVIDER)


def bases_of(provider: Provider, route: Route | None = None) -> Iterator[str]:
    """Where the calls of a route go: to the Hub's router, to the provider, or to either."""
    if provider.routing != "direct":
        yield ROUTER + (f"/{provider.name}" if provider.hub_base is None else provider.hub_base)
    if provider.routing != "hub":
        yield (route and route.base) or provider.base


def _pattern(path: str) -> str:
    """A path with a group for each variable."""
    literals = TEMPLATE.split(path)[::2]
    return "(.+)".join(map(re.escape, literals))


def link(data: bytes) -> str:
    """The URL of a file: it has the content in it."""
    return _FILES + urlsafe_b64encode(data).decode()


def answer_with(reply: Any) -> Answer:
    """A reply as it goes out: bytes as a file, anything else as JSON."""
    if isinstance(reply, bytes):
        return Answer(content_type=sniff(reply, "file") or "application/octet-stream", body=reply)
    return json_answer(reply)


class Jobs:
    """Jobs that were submitted: the first poll of one finds it pending, any later one done."""

    def __init__(self) -> None:
        self._answers: dict[str, deque[Answer]] = {}

    def submit(self, job: Job, base: str, url: str, reply: Any) -> Answer:
        """What a submit to `url`, below `base`, is answered with; `reply` is what holds the result."""
        scope, name = scope_of(base, url), f"job-{len(self._answers) + 1}"
        names = [each for each in [job.id, *TEMPLATE.findall(job.poll + (job.result or ""))] if each not in scope]
        progress = ((job.position, 0), (job.fraction, 0.5), (job.percent, 50), (job.logs, ["It is half done."]))
        told = merge(*(_named(each, name) for each in names))
        going = [place(path, value) for path, value in progress if path is not None]
        pending = merge(told, place(job.status, "pending"), *going)
        done = merge(told, place(job.status, job.done[0]), reply if job.result is None else None)
        self._answers[fill(job.poll, scope, pending)] = deque(map(json_answer, (pending, done)))
        if job.result is not None:
            self._answers[fill(job.result, scope, pending)] = deque([answer_with(reply)])
        return json_answer(pending)

    def look(self, url: str) -> Answer | None:
        """What there is at a URL: the state or the result of a job, or a file."""
        if url.startswith(_FILES):
            return answer_with(urlsafe_b64decode(url.removeprefix(_FILES)))
        answers = self._answers.get(url, deque())
        return answers.popleft() if len(answers) > 1 else next(iter(answers), None)


def _named(variable: str, job: str) -> Any:
    """A reply with what a template reads of it: the id of a job, or a link to it."""
    path = variable.removeprefix("path:")
    return place(path, job if path == variable else f"{_JOBS}{job}")
