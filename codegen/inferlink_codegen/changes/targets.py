"""Changes of provider and server files: who is served, and what they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..load import Document, Schema
    from .side import Side

__all__ = ["target_changes"]

_TOLD = ("tasks", "key")
_ROUTE = ("refuse", "stream", "use")


def target_changes(old: Side, new: Side) -> Iterator[Change]:
    """All changes of targets. Both sides' `use:` is read with the shapes of its own specs."""
    before, after = ({each.file: each for each in (*side.specs.providers, *side.specs.servers)} for side in (old, new))
    for file in before.keys() - after.keys():
        yield Change("major", file, "", f"{_name(file)} is gone.")
    for file in after.keys() - before.keys():
        yield Change("minor", file, "", f"new: {_name(file)}.")
    for file in before.keys() & after.keys():
        yield from _between(before[file], after[file], old.specs.shapes, new.specs.shapes)


def _name(file: str) -> str:
    kind, _, name = file.removesuffix(".yaml").partition("/")
    return f"{kind.removesuffix('s')} {name}"


def _between(was: Document, now: Document, old_shapes: Schema, new_shapes: Schema) -> Iterator[Change]:
    file, name = now.file, _name(now.file)
    keys = was.data.get("key", "required"), now.data.get("key", "required")
    if keys[0] != keys[1]:
        text = f"{name}: calls {'need a key' if keys[1] == 'required' else 'may do without a key'} now."
        yield Change("major" if keys[1] == "required" else "minor", file, "/key", text)
    for word in _differing(was.data, now.data, but=_TOLD):
        yield Change("patch", file, f"/{word}", f"{name}: `{word}` is another.")
    before, after = was.data.get("tasks", {}), now.data.get("tasks", {})
    for task in before.keys() - after.keys():
        yield Change("major", file, f"/tasks/{task}", f"{name} no longer serves {task}.")
    for task in after.keys() - before.keys():
        yield Change("minor", file, f"/tasks/{task}", f"{name} serves {task} too.")
    for task in before.keys() & after.keys():
        routes = _whole(before[task], old_shapes), _whole(after[task], new_shapes)
        yield from _route_changes(*routes, file, f"/tasks/{task}", f"{name}, {task}")


def _whole(route: Mapping[str, Any], shapes: Schema) -> dict[str, Any]:
    return {**shapes.get(str(route.get("use")), {}), **route}


def _route_changes(was: Mapping[str, Any], now: Mapping[str, Any], file: str, at: str, what: str) -> Iterator[Change]:
    before, after = set(was.get("refuse", ())), set(now.get("refuse", ()))
    for name in sorted(after - before):
        yield Change("major", file, f"{at}/refuse", f"{what}: {name!r} is refused now.")
    for name in sorted(before - after):
        yield Change("minor", file, f"{at}/refuse", f"{what}: {name!r} is no longer refused.")
    streams = "stream" in was, "stream" in now
    if streams[0] != streams[1]:
        text = f"{what}: {'streams too' if streams[1] else 'no longer streams'}."
        yield Change("minor" if streams[1] else "major", file, f"{at}/stream", text)
    others = [*_differing(was, now, but=_ROUTE)]
    others += ["stream"] if all(streams) and was["stream"] != now["stream"] else []
    for word in others:
        yield Change("patch", file, f"{at}/{word}", f"{what}: `{word}` is another.")


def _differing(was: Mapping[str, Any], now: Mapping[str, Any], but: tuple[str, ...]) -> list[str]:
    return sorted(word for word in {*was, *now} - {*but} if was.get(word) != now.get(word))
