"""What may be wrong with a provider file beyond the types of its words: places and reasons. Pure."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, TypeAlias

from .._json import MISSING
from .._urls import is_url
from .prepare import PREPARE
from .words import TEMPLATE, Assign, Select, When

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .vocabulary import Job, Provider, Route

__all__ = ["Finding", "findings", "is_regex", "nearest"]

Finding: TypeAlias = tuple[str, str]
"""Place as a JSON pointer, and what is wrong there."""
_FORMS = ("pick", "first_of", "object", "list", "each", "zip", "sum")
_VARIABLE = re.compile(r"(input|params)(\.[\w-]+)*|model(\.(version|parent))?|hf_model|adapter(\.path)?")
_VARIABLES = "input, input.x, params, params.x, model, model.version, model.parent, hf_model, adapter, adapter.path"
_PLACE = re.compile(r"\$|([^.\[\]]+|\[\d+\])(\.[^.\[\]]+|\[\d+\])*")
_VALUE = re.compile(r"(path:)?[\w.\[\]-]+")
_JOB_PLACES = ("status", "error", "id", "position", "fraction", "percent", "logs")


def nearest(word: object, words: Iterable[str]) -> str:
    """The nearest of the known words, else all of them."""
    known = sorted(words)
    near = difflib.get_close_matches(str(word), known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known) or 'none'}."


def findings(provider: Provider, tasks: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """What is wrong beyond types."""
    if not provider.name.strip():
        yield "/name", "missing: give the name that calls use."
    yield from _url_findings({"base": provider.base, "address": provider.address})
    if provider.hub_base and not provider.hub_base.startswith("/"):
        yield "/hub_base", f"{provider.hub_base!r} is no path: begin it with /, as it follows the router's address."
    if not is_regex(provider.bare_url or ""):
        yield "/bare_url", "is no regular expression."
    for way, form in provider.auth.items():
        if {*TEMPLATE.findall(form)} != {"key"}:
            yield f"/auth/{way}", f"{form!r} must hold {{key}}, and nothing else in braces: there goes the key."
    for tag, served in provider.serves.items():
        for task in served:
            if task not in tasks:
                yield f"/serves/{tag}", f"unknown task {task!r}; {nearest(task, tasks)}"
    yield from _server_findings(provider)
    for task, route in provider.tasks.items():
        for pointer, reason in _route_findings(route, provider, tasks[task]):
            yield f"/tasks/{task}{pointer}", reason


def _url_findings(urls: Mapping[str, str | None]) -> Iterator[Finding]:
    for word, url in urls.items():
        if url and not is_url(url):
            yield f"/{word}", f"{url!r} is no http or https URL: write it out, as https://api.example.com."


def _server_findings(provider: Provider) -> Iterator[Finding]:
    for number, sign in enumerate(provider.recognise):
        if not sign.headers and sign.reply is None:
            yield f"/recognise/{number}", "tells nothing: give headers or reply."
        for name, pattern in sign.headers.items():
            if not is_regex(pattern):
                yield f"/recognise/{number}/headers/{name}", f"{pattern!r} is no regular expression."
        if sign.reply is not None:
            yield from _select_findings(sign.reply, f"/recognise/{number}/reply")
    for number, question in enumerate(provider.about):
        yield from _select_findings(question.response, f"/about/{number}/response")
    if provider.models is not None:
        yield from _select_findings(provider.models.response, "/models/response")


def _vector_findings(route: Route, provider: Provider, parameters: Collection[str]) -> Iterator[Finding]:
    if route.by_vectors is not None:
        yield from _variable_findings(route.by_vectors.reads(), "/by_vectors", parameters)
        if "feature-extraction" not in provider.tasks:
            yield "/by_vectors", "needs vectors: give a route for feature-extraction too."
    if route.batch is not None and route.batch < 1:
        yield "/batch", "must be at least 1."


def _route_findings(route: Route, provider: Provider, parameters: Collection[str]) -> Iterator[Finding]:
    yield from _vector_findings(route, provider, parameters)
    if route.is_computed:
        return
    if not route.path and route.complete is None and provider.bare_url is None:
        yield "/path", "missing: give the path below the base."
    yield from _url_findings({"base": route.base})
    yield from _path_findings(route, parameters)
    for number, assign in enumerate(route.set):
        yield from ((f"/set/{number}{pointer}", reason) for pointer, reason in _assign_findings(assign, parameters))
    yield from _variable_findings(route.only, "/only", parameters)
    for name, pattern in route.only.items():
        if not name.startswith("params."):
            yield "/only", f"{name!r} is no parameter: write it as params.x."
        if not is_regex(pattern):
            yield "/only", f"{pattern!r} is no regular expression."
    for word in ("drop", "refuse"):
        for parameter in getattr(route, word):
            if parameter not in parameters:
                yield f"/{word}", f"{parameter!r} is no parameter of this task; {nearest(parameter, parameters)}"
    if route.prepare is not None and route.prepare not in PREPARE:
        yield "/prepare", f"no function {route.prepare!r}; {nearest(route.prepare, PREPARE)}"
    yield from _refusal_findings(route)
    yield from _structured_findings(route, parameters)
    if route.response is not None:
        yield from _select_findings(route.response, "/response")
    elif route.job is not None:
        yield "/response", "missing: a job must say where its result is."
    if route.job is not None:
        yield from _job_findings(route.job)
    yield from _place_findings(None if route.rest == "none" else route.rest, "/rest")
    if route.stream is not None and route.stream.event is not None:
        yield from _select_findings(route.stream.event, "/stream/event")


def _path_findings(route: Route, parameters: Collection[str]) -> Iterator[Finding]:
    if isinstance(route.path, str):
        yield from _variable_findings(TEMPLATE.findall(route.path), "/path", parameters)
        return
    for number, case in enumerate(route.path):
        yield from _variable_findings(TEMPLATE.findall(case.path), f"/path/{number}", parameters)
    yield from _case_findings([case.when for case in route.path], "/path", parameters)


def _case_findings(guards: list[When | None], at: str, parameters: Collection[str]) -> Iterator[Finding]:
    for number, when in enumerate(guards):
        last = number == len(guards) - 1
        yield from _guard_findings(when, f"{at}/{number}", parameters)
        if when is None and not last:
            yield f"{at}/{number + 1}", "can never be reached: the case before it has no guard."
        if when is not None and last:
            yield f"{at}/{number}", "the last case must have no guard: nothing is left when it does not hold."


def _refusal_findings(route: Route) -> Iterator[Finding]:
    """Parameters that are refused before the word that does something else with them is read."""
    read = _parameters_read(route)
    for name in route.refuse:
        if name in route.drop or name in read:
            other = "drop lists it too" if name in route.drop else "an assignment reads it"
            yield "/refuse", f"{name!r} is refused, and {other}: keep one of them."


def _parameters_read(route: Route) -> set[str]:
    return {name.split(".")[1] for assign in route.set for name in assign.reads() if name.startswith("params.")}


def _structured_findings(route: Route, parameters: Collection[str]) -> Iterator[Finding]:
    """Forms of structured output that travel in a parameter which the route does not take."""
    cases = () if isinstance(route.structured, str) else route.structured
    yield from _case_findings([case.when for case in cases], "/structured", parameters)
    read = _parameters_read(route)
    for form in [route.structured] if isinstance(route.structured, str) else [case.form for case in cases]:
        needed = {"prompt": [], "tool": ["tools", "tool_choice"]}.get(form, ["response_format"])
        for name in needed if "response_format" in parameters else ():
            if name in (*route.refuse, *route.drop) or (route.rest == "none" and name not in read):
                yield (
                    "/structured",
                    f"{form} needs {name}, which this route does not take: say another form, or prompt.",
                )


def _job_findings(job: Job) -> Iterator[Finding]:
    for word in ("poll", "result"):
        url: str | None = getattr(job, word)
        if url is not None and not url.startswith(("{base}", "{request}")):
            yield f"/job/{word}", f"{url!r} leads elsewhere: begin with {{base}} or {{request}}, where the key may go."
        for name in TEMPLATE.findall(url or ""):
            if not _VALUE.fullmatch(name):
                yield (
                    f"/job/{word}",
                    f"{name!r} is no value of the reply: write a.b, or path:a.b for the path of a link.",
                )
    for word in _JOB_PLACES:
        yield from _place_findings(getattr(job, word), f"/job/{word}")


def _place_findings(place: str | None, at: str) -> Iterator[Finding]:
    if place is not None and not _PLACE.fullmatch(place):
        yield at, f"{place!r} is no path: write it as data[0].url, or $ for all of it."


def _assign_findings(assign: Assign, parameters: Collection[str]) -> Iterator[Finding]:
    yield from _place_findings(assign.to, "/to")
    if (assign.source is None) == (assign.value is MISSING):
        yield "", "give exactly one of from and value."
    if assign.to == "$" and (assign.encode is None or assign.encode.kind != "bytes"):
        yield "", "the whole body is data: give it with as: bytes."
    yield from _variable_findings(assign.reads(), "", parameters)
    yield from _guard_findings(assign.when, "", parameters)


def _guard_findings(when: When | None, at: str, parameters: Collection[str]) -> Iterator[Finding]:
    if when is None:
        return
    yield from _variable_findings((*when.has, *when.lacks, *when.match), f"{at}/when", parameters)
    for pattern in when.match.values():
        if not is_regex(pattern):
            yield f"{at}/when/match", f"{pattern!r} is no regular expression."


def _variable_findings(names: Iterable[str], at: str, parameters: Collection[str]) -> Iterator[Finding]:
    for name in names:
        parameter = name.split(".")[1] if name.startswith("params.") else None
        if not _VARIABLE.fullmatch(name):
            yield at, f"unknown variable {name!r}: there are {_VARIABLES}."
        elif parameter is not None and parameter not in parameters:
            yield at, f"{parameter!r} is no parameter of this task; {nearest(parameter, parameters)}"


def is_regex(pattern: str) -> bool:
    """Whether Python can search for it."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _select_findings(selector: str | Select, at: str) -> Iterator[Finding]:
    if isinstance(selector, str):
        yield from _place_findings(selector, at)
        return
    for place in (selector.pick, selector.each, selector.sort, *selector.zip.values(), *selector.sum):
        yield from _place_findings(place, at)
    forms = [form for form in _FORMS if getattr(selector, form) not in (None, (), {})]
    forms += ["const"] if selector.const is not MISSING else []
    if len(forms) > 1 or (not forms and selector.type is None):
        found = ", ".join(forms) or "none"
        yield at, f"give exactly one of {', '.join(_FORMS)} and const (or type alone); found {found}."
    if (selector.each is None) != (selector.to is None):
        yield at, "each and to belong together: give both, or neither."
    inner = [selector.then, selector.to, *selector.first_of, *selector.list, *selector.object.values()]
    for part in inner:
        if part is not None:
            yield from _select_findings(part, at)
