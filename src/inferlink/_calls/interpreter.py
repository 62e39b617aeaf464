"""Reads a route: builds the URL and the body of a request. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from .._json import MISSING, is_array, is_object
from .._media.inputs import Media, file_name
from .._media.sniff import default_mime
from .._replies.select import STEP, pick
from .._sending.body import Embedded, FilePart, json_body, multipart_body, pieces, raw_body
from .._specs.prepare import PREPARE
from .._specs.words import TEMPLATE, Assign, Encoder, When, variables
from .._urls import complete_url, join_url, model_path, root_url
from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sending.wire import Body
    from .._specs.vocabulary import Route
    from .._specs.words import OutputForm
    from .._targets.targets import Target

__all__ = ["Scope", "build_body", "build_url", "form_of", "media_to_fetch", "refused"]


@dataclass(slots=True)
class Scope:
    """The variables of one call, and which parameters were read."""

    input: object
    params: dict[str, object]
    target: Target
    extra: Mapping[str, object] = field(default_factory=dict[str, object])
    """Members that the caller adds to the body; guards see them as parameters."""
    consumed: set[str] = field(default_factory=set[str])
    warnings: list[str] = field(default_factory=list[str])
    """What assignments say to the caller."""

    def get(self, name: str) -> object:
        """The value of a variable, or MISSING. None counts as missing."""
        root, _, rest = name.partition(".")
        value = self._part_of_model(rest) if root == "model" and rest else self._root(root)
        if root != "model" and rest:
            value = pick(value, rest)
        return MISSING if value is None else value

    def read(self, name: str) -> object:
        """As `get`; a parameter that is read does not go to the rest."""
        if name.startswith("params."):
            self.consumed.add(name.split(".")[1])
        return self.get(name)

    def given(self, name: str) -> bool:
        """Whether a guard finds a value there; `params` is any parameter, or member of `extra_body`."""
        return bool(self.params or self.extra) if name == "params" else self.get(name) is not MISSING

    def _root(self, root: str) -> object:
        mapping = self.target.mapping
        roots: dict[str, object] = {
            "input": self.input,
            "params": self.params,
            "model": self.target.model,
            "hf_model": self.target.hf_model,
            "adapter": {"path": mapping.adapter_path} if mapping is not None and mapping.adapter else None,
        }
        return roots[root]

    def _part_of_model(self, part: str) -> str | None:
        model = self.target.model or ""
        return (model.partition(":")[2] if part == "version" else model.rpartition("/")[0]) or None


def holds(when: When | None, scope: Scope) -> bool:
    """Whether a guard is met."""
    if when is None:
        return True
    return (
        (when.routed is None or when.routed == scope.target.routed)
        and all(scope.given(name) for name in when.has)
        and not any(scope.given(name) for name in when.lacks)
        and all(_matches(scope.get(name), pattern) for name, pattern in when.match.items())
    )


def _matches(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.search(pattern, value, re.IGNORECASE) is not None


def form_of(route: Route, scope: Scope) -> OutputForm:
    """How the target is told what an answer must be."""
    cases = route.structured
    return cases if isinstance(cases, str) else next(case.form for case in cases if holds(case.when, scope))


def build_url(route: Route, scope: Scope, *, stream: bool) -> str:
    """The URL of a call."""
    target = scope.target
    if target.given and route.complete is not None:
        known = {other.complete for other in target.provider.tasks.values() if other.complete is not None}
        return complete_url(target.base, route.complete, known)
    cases = route.path
    path = cases if isinstance(cases, str) else next(case.path for case in cases if holds(case.when, scope))
    if stream and route.stream is not None and route.stream.path is not None:
        path = route.stream.path
    path = TEMPLATE.sub(lambda found: _path_part(found[1], scope), path)
    base = root_url(target.base, _own_paths(target)) if target.given and target.provider.address else target.base
    return join_url(base, path, urlencode(route.query.get("routed" if target.routed else "direct", {})))


def _own_paths(target: Target) -> list[str]:
    return [other.path for other in target.provider.tasks.values() if isinstance(other.path, str)]


def _path_part(name: str, scope: Scope) -> str:
    value = scope.get(name)
    if not isinstance(value, str):
        raise InvalidInput(f"The URL of this call needs {name}: pass model=... to the call or to the client.")
    return model_path(value)


def refused(route: Route, params: Mapping[str, object]) -> list[str]:
    """Parameters that the file refuses, or refuses with that value."""
    wrong: set[str] = set()
    for name, pattern in route.only.items():
        value = pick(params, name.removeprefix("params."))
        wrong |= {name.split(".")[1]} if isinstance(value, str) and not _matches(value, pattern) else set()
    wrong.update(route.refused(params))
    return [name for name in params if name in wrong]


def media_to_fetch(route: Route, scope: Scope) -> list[str]:
    """Places of inputs given as a URL, where the route wants the bytes."""
    places: list[str] = []
    for assign in route.set:
        source = assign.source or ""
        value = scope.get(source) if source.partition(".")[0] == "input" else MISSING
        wants_bytes = assign.encode is not None and assign.encode.kind != "data_url"
        if isinstance(value, Media) and value.url is not None and wants_bytes and holds(assign.when, scope):
            places.append(source)
    return list(dict.fromkeys(places))


def build_body(route: Route, scope: Scope, *, stream: bool) -> Body:
    """The request body: assignments in order, the rest of the parameters, what streaming needs, `extra_body`."""
    tree: dict[str, object] = {}
    if route.prepare is not None:
        scope.params = PREPARE[route.prepare](scope.params, scope.get("input") is not MISSING, scope.extra)
    for assign in route.set:
        value = _assigned(assign, scope) if holds(assign.when, scope) else MISSING
        if assign.to == "$" and isinstance(value, Media) and value.source is not None:
            return raw_body(value.source, value.mime or "application/octet-stream")
        if value is not MISSING:
            _put(tree, assign.to, value)
            scope.warnings += [assign.warn] if assign.warn is not None else []
    _put_rest(tree, route, scope)
    if stream and route.stream is not None:
        tree.update(route.stream.send)
    return multipart_body(_fields(tree)) if route.body == "multipart" else json_body(tree)


def _assigned(assign: Assign, scope: Scope) -> object:
    if assign.source is None:
        complete = all(scope.get(name) is not MISSING for name in variables(assign.value))
        return _fill(assign.value, scope) if complete else MISSING
    value = scope.read(assign.source)
    if value is MISSING:
        return assign.default
    if assign.encode is None or not isinstance(value, Media):
        return value
    return _encode(value, assign.encode)


def _fill(value: object, scope: Scope) -> object:
    """A literal with its variables, which all have a value, filled in."""
    if isinstance(value, str):
        whole = value.startswith("@")
        return scope.read(value[1:]) if whole else TEMPLATE.sub(lambda found: _text(scope.read(found[1])), value)
    if is_object(value):
        return {key: _fill(inner, scope) for key, inner in value.items()}
    return [_fill(inner, scope) for inner in value] if is_array(value) else value


def _text(value: object) -> str:
    """As it is, or as JSON."""
    return value if isinstance(value, str) else b"".join(pieces(json_body(value))).decode()


def _encode(value: Media, encoder: Encoder) -> object:
    """A media value in the form that the target takes."""
    if encoder.kind == "data_url" and value.url is not None:
        return value.url
    mime = value.mime or encoder.mime
    if encoder.map:
        mime = (mime or "").partition(";")[0].strip().lower()
        if mime not in encoder.map:
            raise InvalidInput(
                f"the target takes {', '.join(sorted(encoder.map))}, not {mime or 'data of unknown type'}."
            )
        mime = encoder.map[mime]
    if encoder.kind == "bytes" or value.source is None:
        return value
    if encoder.kind == "file":
        return FilePart(value.source, file_name(value, value.kind), mime or default_mime("file"))
    label = (mime or default_mime(value.kind)) if encoder.kind == "data_url" else None
    return Embedded(value.source, label)


def _put(tree: dict[str, object], place: str, value: object) -> None:
    """Set a place in the body, making what is on the way."""
    steps = [found[1] or int(found[2]) for found in STEP.finditer(place)]
    here: object = tree
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        fresh: object = value if following is None else [] if isinstance(following, int) else {}
        if is_array(here) and isinstance(step, int):
            if len(here) <= step:
                here.append(fresh)
            here = here[step]
        elif is_object(here) and isinstance(step, str):
            if following is None:
                here[step] = value
            here = here.setdefault(step, fresh)


def _put_rest(tree: dict[str, object], route: Route, scope: Scope) -> None:
    """Parameters that nothing read, below the declared fields; then `extra_body`, above all but the model."""
    taken = {*scope.consumed, *route.drop, *route.refuse}
    left = {name: value for name, value in scope.params.items() if name not in taken}
    at_root = route.rest in ("$", "none")
    if at_root and "model" in scope.extra:
        raise InvalidInput("extra_body may not set 'model': pass model= to the call.")
    place = tree if at_root else pick(tree, route.rest)
    declared = place if is_object(place) else {}
    whole = {**declared, **{name: value for name, value in left.items() if name not in declared}, **scope.extra}
    if at_root:
        built = {assign.to.partition(".")[0] for assign in route.set if "." in assign.to}
        tree.update({name: _joined(tree.get(name), value) if name in built else value for name, value in whole.items()})
    elif whole:
        _put(tree, route.rest, whole)


def _joined(built: object, more: object) -> object:
    """An object that assignments made, with the caller's members of it."""
    return {**built, **more} if is_object(built) and is_object(more) else more


def _fields(tree: Mapping[str, object]) -> list[tuple[str, str | FilePart]]:
    """The members of a multipart body: files as parts, strings as they are, the rest as JSON."""
    return [
        (name, value if isinstance(value, FilePart) else _text(value))
        for name, value in tree.items()
        if value is not None
    ]
