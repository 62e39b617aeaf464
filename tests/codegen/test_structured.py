"""The word `structured`: overloads, with and without streams, and the class of a result that has the value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inferlink_codegen.check_task import read_words
from inferlink_codegen.load import load
from inferlink_codegen.model import Task, build_task
from inferlink_codegen.normalise import normalise

SPECS = Path(__file__).parents[2] / "specs"


@pytest.fixture(scope="module")
def chat() -> Task:
    specs = load(SPECS)
    source = next(each for each in specs.tasks if each.name == "chat-completion")
    return build_task(source, read_words(source), normalise(specs), "inferlink_generated")


def overloads(task: Task) -> list[tuple[str, str, str]]:
    """What each signature says of `stream` and `output`, and returns."""
    return [
        (
            *(next((part for part in each.parameters if part.startswith(name)), "") for name in ("stream:", "output:")),
            each.returns,
        )
        for each in task.signatures("AsyncStream")
    ]


def test_each_way_to_say_the_output_has_overloads(chat: Task) -> None:
    plain, parsed = "ChatCompletionOutput", "ParsedChatCompletionOutput"
    event, streamed = "ChatCompletionStreamOutput", "AsyncParsedStream"
    assert overloads(chat) == [
        ("stream: Literal[True]", "output: None = None", f"AsyncStream[{event}, {plain}]"),
        ("stream: Literal[False] = False", "output: None = None", plain),
        ("stream: bool = False", "output: None = None", f"{plain} | AsyncStream[{event}, {plain}]"),
        ("stream: Literal[False] = False", "output: type[T]", f"{parsed}[T]"),
        ("stream: Literal[False] = False", "output: object", f"{parsed}[object]"),
        ("stream: Literal[True]", "output: type[T]", f"{streamed}[{event}, {parsed}[T]]"),
        ("stream: Literal[True]", "output: object", f"{streamed}[{event}, {parsed}[object]]"),
        (
            "stream: bool = False",
            "output: object = None",
            f"{plain} | AsyncStream[{event}, {plain}] | {parsed}[object] | {streamed}[{event}, {parsed}[object]]",
        ),
    ]


def test_task_without_streams_has_overloads_too(chat: Task) -> None:
    task = replace(chat, stream=None, words=chat.words.model_copy(update={"stream": None}))
    assert overloads(task) == [
        ("", "output: None = None", "ChatCompletionOutput"),
        ("", "output: type[T]", "ParsedChatCompletionOutput[T]"),
        ("", "output: object", "ParsedChatCompletionOutput[object]"),
        ("", "output: object = None", "ChatCompletionOutput | ParsedChatCompletionOutput[object]"),
    ]


def test_operation_names_the_class_with_the_value(chat: Task) -> None:
    assert chat.result["parsed"] == "inferlink_generated.types.chat_completion:ParsedChatCompletionOutput"
