"""Example replies, made from the specs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inferlink.errors import SpecError
from inferlink_codegen.check import Validators
from inferlink_codegen.load import load
from inferlink_codegen.samples import build_samples

SPECS = Path(__file__).parents[2] / "specs"


def change(specs: Path, file: str, **words: object) -> None:
    """Set words of the first property of a schema."""
    path = specs / "tasks" / file
    schema = json.loads(path.read_text("utf-8"))
    next(iter(schema["properties"].values())).update(words)
    path.write_text(json.dumps(schema), "utf-8")


def test_every_sample_follows_its_schema() -> None:
    specs = load(SPECS)
    samples, validators = build_samples(specs), Validators(specs)
    for task in specs.tasks:
        for role in task.schemas.keys() - {"input"}:
            assert validators.problem(samples[role][task.name], task.schemas[role], "") is None


def test_sample_has_every_property_and_the_names_on_the_wire(specs: Path) -> None:
    change(specs, "automatic-speech-recognition/output.json", wire="full-text")
    sample = build_samples(load(specs))["output"]["automatic-speech-recognition"]
    assert sample == {"full-text": "some full text", "chunks": [{"text": "some text", "timestamp": [0.5, 1.5]}]}


def test_examples_of_the_schema_are_the_samples(specs: Path) -> None:
    change(specs, "automatic-speech-recognition/output.json", examples=["Hello there."])
    assert build_samples(load(specs))["output"]["automatic-speech-recognition"]["text"] == "Hello there."


def test_schema_without_a_sample_is_refused_with_the_way_out(specs: Path) -> None:
    change(specs, "automatic-speech-recognition/output.json", pattern="^[A-Z]{9}$")
    with pytest.raises(SpecError, match=r"automatic-speech-recognition/output\.json: .*pattern.*`examples`"):
        build_samples(load(specs))
