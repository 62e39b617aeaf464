"""A call that huggingface_hub's client takes, ours takes too: methods, names of arguments, what may be positional.

huggingface_signatures.json has the facts: the arguments of each method, as Python writes them.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import pytest

from inferlink import AsyncInferenceClient, InferenceClient

HERE = Path(__file__).parent
REFERENCE = Path(os.environ.get("INFERLINK_REFERENCE", HERE.parents[2] / "shared" / "reference"))
FACTS: dict[str, str] = json.loads((HERE / "huggingface_signatures.json").read_text("utf-8"))
OTHER_DEFAULTS = {("text_generation", "stream"): "False, as chat_completion has it: a stream is on or off"}
"""Where our default is another one, and why."""

CLIENTS = pytest.mark.parametrize("client", [InferenceClient, AsyncInferenceClient])
EACH = pytest.mark.parametrize("method", FACTS)


def theirs(method: str) -> dict[str, Parameter]:
    return dict(inspect.signature(eval(f"lambda {FACTS[method]}: None")).parameters)


def ours(client: type, method: str) -> dict[str, Parameter]:
    """Without `self`, as for a method of a client that was made."""
    first, *others = inspect.signature(getattr(client, method)).parameters.items()
    assert first[0] == "self"
    return dict(others)


def positional(parameters: dict[str, Parameter]) -> list[str]:
    return [name for name, each in parameters.items() if each.kind is Parameter.POSITIONAL_OR_KEYWORD]


@CLIENTS
@EACH
def test_every_argument_has_its_name_and_kind(client: type, method: str) -> None:
    found = {name: each.kind for name, each in ours(client, method).items()}
    expected = {name: each.kind for name, each in theirs(method).items()}
    assert {name: found.get(name) for name in expected} == expected


@CLIENTS
@EACH
def test_positional_arguments_come_first_and_in_order(client: type, method: str) -> None:
    expected = positional(theirs(method))
    assert positional(ours(client, method))[: len(expected)] == expected


@CLIENTS
@EACH
def test_defaults_are_the_same(client: type, method: str) -> None:
    found = ours(client, method)
    for name, each in theirs(method).items():
        assert (found[name].default == each.default) != ((method, name) in OTHER_DEFAULTS), name


@CLIENTS
@EACH
def test_arguments_of_our_own_may_be_left_out(client: type, method: str) -> None:
    more = [each for name, each in ours(client, method).items() if name not in theirs(method)]
    assert [each.name for each in more if each.default is Parameter.empty] == []


@CLIENTS
def test_openai_spelling_has_the_same_arguments(client: type[InferenceClient | AsyncInferenceClient]) -> None:
    made = client(base_url="http://127.0.0.1:9")
    create = made.chat.completions.create
    ours = inspect.signature(made.chat_completion)
    found = dict(inspect.signature(create).parameters)
    assert [found.pop(name).default for name in ("timeout", "extra_headers")] == [None, None]
    assert found == dict(ours.parameters)
    assert inspect.signature(create).return_annotation == ours.return_annotation
    assert list(inspect.signature(made.chat.completions.stream).parameters) == [
        name for name in inspect.signature(create).parameters if name not in ("stream", "output")
    ]
    assert inspect.iscoroutinefunction(create) == (client is AsyncInferenceClient)


def as_python(facts: list[dict[str, Any]]) -> str:
    return str(
        Signature([Parameter(each["name"], getattr(Parameter, each["kind"]), default=default(each)) for each in facts])
    )


def default(fact: dict[str, Any]) -> object:
    return Parameter.empty if fact["required"] else ast.literal_eval(fact["default"])


def test_facts_are_those_of_the_reference() -> None:
    path = REFERENCE / "client_signatures.json"
    if not path.exists():
        pytest.skip(f"NOT RUN: there is no {path.name}; INFERLINK_REFERENCE names its folder")
    reference = json.loads(path.read_text("utf-8"))
    found = {method: str(Signature([*theirs(method).values()])) for method in FACTS}
    assert found == {method: as_python(facts["params"]) for method, facts in reference.items()}
