"""What methods are called with: the example of each task.yaml, and made-up values of all parameters."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

from contract.recording import ROOT

from inferlink import InferenceClient
from inferlink._calls.interpreter import refused
from inferlink.testing._sample_media import SAMPLE_MEDIA
from inferlink_codegen.load import Specs, load
from inferlink_codegen.samples import _on_wire, _sample  # the same values as in the samples of replies

if TYPE_CHECKING:
    from pathlib import Path

    from contract.targets import Pair

EXTENSIONS = {"image": "png", "audio": "wav", "video": "mp4"}
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
ALSO_NEEDED = {("novita", "image-text-to-video"): ("prompt",)}
"""Parameters that a target needs although the task does not."""


@cache
def specs() -> Specs:
    return load(ROOT / "specs")


@cache
def inputs() -> dict[str, Any]:
    """Task to a request in pipeline form with every member that its schema names."""
    root = {document.file: _on_wire(document.data, document, specs()) for document in specs().schemas}
    return {task.name: _sample(task.schemas["input"], root) for task in specs().tasks}


def words(task: str) -> dict[str, Any]:
    """The task.yaml of a task."""
    return next(source.words.data for source in specs().tasks if source.name == task)


def parameters(pair: Pair) -> dict[str, Any]:
    """A value for each parameter of the task, by its name on the wire."""
    place = words(pair.task).get("parameters", "parameters")
    found = inputs()[pair.task]
    for step in [] if place in ("root", "none") else place.split("."):
        found = found[step]
    return {name: found[name] for name in pair.operation.parameters}


def arguments(pair: Pair, variant: str, folder: Path) -> dict[str, Any]:
    """Arguments of a call by name. Media are files in `folder`.

    `parameters` has all that the target takes, `without input` the example without it, `stream` asks for a stream,
    `json schema` for JSON, and any other has what the method needs.
    """
    example = dict(words(pair.task)["example"])
    for argument, place in pair.operation.arguments.items():
        if kind := pair.operation.media.get(place):
            example[argument] = str(medium(folder, kind))
    signature = inspect.signature(getattr(InferenceClient, pair.operation.method)).parameters
    needed = {name for name, each in signature.items() if each.default is each.empty}
    needed |= {*pair.operation.arguments, *ALSO_NEEDED.get((pair.name, pair.task), ())}
    found = {name: value for name, value in example.items() if name in needed}
    if variant == "parameters":
        python = {wire: name for name, wire in pair.operation.wire.items()}
        values = parameters(pair)
        taken = {name: value for name, value in values.items() if name not in refused(pair.route, values)}
        found |= {python.get(name, name): value for name, value in taken.items() if python.get(name, name) not in found}
    if variant == "without input":
        found = {name: value for name, value in example.items() if name != pair.optional_input}
    if variant == "json schema":
        found["response_format"] = {"type": "json_schema", "json_schema": {"name": "City", "schema": SCHEMA}}
    return found | ({"stream": True} if variant == "stream" else {})


def medium(folder: Path, kind: str) -> Path:
    """A small valid file of that kind."""
    path = folder / f"example.{EXTENSIONS[kind]}"
    path.write_bytes(SAMPLE_MEDIA[kind]())
    return path
