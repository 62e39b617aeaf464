"""Reads a route: builds the URL and the body of a request. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from ._body import Embedded, FilePart, json_body, multipart_body, raw_body
from ._media import Media, file_name
from ._prepare import PREPARE
from ._routing import complete_url, model_path
from ._select import STEP, pick
from ._sniff import default_mime
from ._vocabulary import MISSING, Assign, BodyCase, Encoder, PathCase, Route, When
from .errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._routing import Target
    from ._wire import Body

__all__ = ["Scope", "build_body", "build_url", "media_to_fetch", "refused"]

Case = TypeVar("Case", PathCase, BodyCase)

_TEMPLATE = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Scope:
    """The variables of one call, and which parameters were read."""

    input: object
    params: dict[str, object]
    target: Target
    consumed: set[str] = field(default_factory=set[str])

    def get(self, name: str) -> object:
        """The value of a variable, or MISSING. None counts as missing."""
        root, _, rest = name.partition(".")
        value = self._root(root, rest)
        return MISSING if value is None or (root == "params" and value == {}) else value

    def read(self, name: str) -> object:
        """As `get`; a parameter that is read does not go to the rest."""
        if name.startswith("params."):
            self.consumed.add(name.split(".")[1])
        return self.get(name)

    def _root(self, root: str, rest: str) -> object:
        model, mapping = self.target.model, self.target.mapping
        match root:
            case "input":
                return pick(self.input, rest) if rest else self.input
            case "params":
                return pick(self.params, rest) if rest else self.params
            case "hf_model":
                return self.target.hf_model
            case "adapter":
                adapter = mapping.adapter if mapping is not None else None
                return (mapping.adapter_path if mapping is not None and adapter else None) if rest else adapter
            case "model" if model is not None and rest == "version":
                return model.partition(":")[2] or None
            case "model" if model is not None and rest == "parent":
                return model.rpartition("/")[0]
            case "model":
                return model
        raise ValueError(f"unknown variable {root!r}")


def holds(when: When | None, scope: Scope) -> bool:
    """Whether a guard is met."""
    if when is None:
        return True
    return (
        (when.routed is None or when.routed == scope.target.routed)
        and all(scope.get(name) is not MISSING for name in when.has)
        and all(scope.get(name) is MISSING for name in when.lacks)
        and all(_matches(scope.get(name), pattern) for name, pattern in when.match.items())
    )


def _matches(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.search(pattern, value, re.IGNORECASE) is not None


def build_url(route: Route, scope: Scope, *, stream: bool) -> str:
    """The URL of a call."""
    target = scope.target
    if target.given and not target.provider.address:
        return complete_url(target.base, route.complete)
    path = route.path if isinstance(route.path, str) else _case(route.path, scope).path
    if stream and route.stream is not None and route.stream.path is not None:
        path = route.stream.path
    path = _TEMPLATE.sub(lambda found: model_path(_text(scope.get(found[1]))), path)
    query = route.query.get("routed" if target.routed else "direct")
    return target.base.rstrip("/") + path + (f"?{urlencode(query)}" if query else "")


def _case(cases: tuple[Case, ...], scope: Scope) -> Case:
    """The first case whose guard holds."""
    return next(case for case in cases if holds(case.when, scope))


def refused(route: Route, params: Mapping[str, object]) -> list[str]:
    """Parameters that the file refuses."""
    if route.rest != "none":
        return [name for name in params if name in route.refuse]
    read = {
        name.split(".")[1]
        for assign in route.set
        for name in (assign.source or "", *_names(assign.value))
        if name.startswith("params.")
    }
    return [name for name in params if name not in read and name not in route.drop]


def _names(value: object) -> list[str]:
    """Variables inside a literal."""
    if isinstance(value, str):
        return [value[1:]] if value.startswith("@") else _TEMPLATE.findall(value)
    if isinstance(value, dict):
        value = list(value.values())
    return [name for inner in value for name in _names(inner)] if isinstance(value, list) else []


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


def build_body(route: Route, scope: Scope, extra_body: Mapping[str, object] | None, *, stream: bool) -> Body:
    """The request body: assignments in order, the rest of the parameters, what streaming needs, `extra_body`."""
    if route.prepare is not None:
        scope.params = PREPARE[route.prepare](scope.params, scope.get("input") is not MISSING)
    tree: dict[str, object] = {}
    whole: Media | None = None
    for assign in route.set:
        value = _assigned(assign, scope) if holds(assign.when, scope) else MISSING
        if value is MISSING:
            continue
        if assign.to == "$" and isinstance(value, Media):
            whole = value
        else:
            _put(tree, assign.to, value)
    kind = route.body if isinstance(route.body, str) else _case(route.body, scope).kind
    if kind == "raw" and whole is not None and whole.source is not None and not extra_body:
        return raw_body(whole.source, whole.mime or "application/octet-stream")
    if whole is not None:
        tree["inputs"] = _encode(whole, Encoder(kind="b64"))
    _put_rest(tree, route, scope, extra_body)
    if stream and route.stream is not None:
        tree.update(route.stream.send)
    return multipart_body(_fields(tree)) if kind == "multipart" else json_body(tree)


def _assigned(assign: Assign, scope: Scope) -> object:
    if assign.source is None:
        return _fill(assign.value, scope)
    value = scope.read(assign.source)
    if value is MISSING:
        return assign.default
    if assign.encode is None or not isinstance(value, Media):
        return value
    return _encode(value, assign.encode)


def _fill(value: object, scope: Scope) -> object:
    """A literal with its variables filled in; MISSING where one has no value."""
    if isinstance(value, str):
        if value.startswith("@"):
            return scope.read(value[1:])
        found = {name: scope.read(name) for name in _TEMPLATE.findall(value)}
        if any(inner is MISSING for inner in found.values()):
            return MISSING
        return _TEMPLATE.sub(lambda match: _text(found[match[1]]), value)
    if isinstance(value, dict):
        members = {key: _fill(inner, scope) for key, inner in value.items()}
        return MISSING if any(inner is MISSING for inner in members.values()) else members
    if isinstance(value, list):
        items = [_fill(inner, scope) for inner in value]
        return MISSING if any(inner is MISSING for inner in items) else items
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _encode(value: Media, encoder: Encoder) -> object:
    """A media value in the form that the target takes."""
    if encoder.kind == "data_url" and value.url is not None:
        return value.url
    mime = value.mime or encoder.mime
    if encoder.map:
        if mime not in encoder.map:
            raise InvalidInput(
                f"the target takes {', '.join(sorted(encoder.map))}, not {mime or 'data of unknown type'}."
            )
        mime = encoder.map[mime]
    if encoder.kind == "bytes" or value.source is None:
        return value
    if encoder.kind == "file":
        return FilePart(value.source, file_name(value, value.kind), mime or "application/octet-stream")
    label = (mime or default_mime(value.kind)) if encoder.kind == "data_url" else None
    return Embedded(value.source, label)


def _put(tree: dict[str, object], place: str, value: object) -> None:
    """Set a place in the body, making what is on the way."""
    steps = [found[1] or int(found[2]) for found in STEP.finditer(place)]
    here: object = tree
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        fresh: object = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(here, list) and isinstance(step, int):
            if len(here) <= step:
                here.append(fresh)
            here = here[step]
        elif isinstance(here, dict):
            if following is None:
                here[step] = value
            here = here.setdefault(step, fresh)


def _put_rest(tree: dict[str, object], route: Route, scope: Scope, extra_body: Mapping[str, object] | None) -> None:
    """Parameters that nothing read, below the declared fields; then `extra_body`, above all but the model."""
    if extra_body and "model" in extra_body:
        raise InvalidInput("extra_body may not set 'model': pass model= to the call.")
    left = {
        name: value
        for name, value in scope.params.items()
        if name not in scope.consumed and name not in route.drop and name not in route.refuse
    }
    if route.rest in ("$", "none"):
        place = tree
    elif left or extra_body:
        _put(tree, route.rest, {**left, **_dict(pick(tree, route.rest))})
        place = _dict(pick(tree, route.rest))
    else:
        return
    if route.rest == "$":
        for name, value in left.items():
            place.setdefault(name, value)
    place.update(extra_body or {})


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _fields(tree: Mapping[str, object]) -> list[tuple[str, str | FilePart]]:
    """The members of a multipart body: files as parts, strings as they are, the rest as JSON."""
    return [
        (name, value if isinstance(value, (str, FilePart)) else json.dumps(value, ensure_ascii=False))
        for name, value in tree.items()
        if value is not None
    ]
