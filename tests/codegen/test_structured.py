"""The words of chat. `structured`: overloads, with and without streams, and the class of a result that has the value.
`tools`: the parameter that takes functions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inferlink.errors import SpecError
from inferlink_codegen.chat_view import build_chat_view
from inferlink_codegen.check_task import check_tasks, read_words
from inferlink_codegen.load import load
from inferlink_codegen.model import Signature, Task, build_task, chat_classes
from inferlink_codegen.normalise import normalise
from inferlink_generated import types

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
    anything = (plain, f"AsyncStream[{event}, {plain}]", f"{parsed}[object]", f"{streamed}[{event}, {parsed}[object]]")
    assert overloads(chat) == [
        ("stream: Literal[True]", "output: None = None", f"AsyncStream[{event}, {plain}]"),
        ("stream: Literal[False] = False", "output: None = None", plain),
        ("stream: bool = False", "output: None = None", f"{plain} | AsyncStream[{event}, {plain}]"),
        ("stream: Literal[False] = False", "output: type[T]", f"{parsed}[T]"),
        ("stream: Literal[False] = False", "output: object", f"{parsed}[object]"),
        ("stream: Literal[True]", "output: type[T]", f"{streamed}[{event}, {parsed}[T]]"),
        ("stream: Literal[True]", "output: object", f"{streamed}[{event}, {parsed}[object]]"),
        ("stream: bool = False", "output: object = None", " | ".join(anything)),
        ("stream: bool = False", "output: object = None", " | ".join(anything)),
    ]


def test_task_without_streams_has_overloads_too(chat: Task) -> None:
    task = replace(chat, stream=None, words=chat.words.model_copy(update={"stream": None}))
    assert overloads(task) == [
        ("", "output: None = None", "ChatCompletionOutput"),
        ("", "output: type[T]", "ParsedChatCompletionOutput[T]"),
        ("", "output: object", "ParsedChatCompletionOutput[object]"),
        *[("", "output: object = None", "ChatCompletionOutput | ParsedChatCompletionOutput[object]")] * 2,
    ]


def test_message_has_the_value_too(chat: Task) -> None:
    assert chat_classes(chat.words, normalise(load(SPECS))) == (
        "ChatCompletionOutputComplete",
        "ChatCompletionOutputMessage",
    )
    parts = types.ParsedChatCompletionOutputComplete, types.ParsedChatCompletionOutputMessage
    assert [issubclass(part, getattr(types, part.__name__.removeprefix("Parsed"))) for part in parts] == [True, True]


def test_openais_names_take_a_type_where_our_method_has_two_arguments(chat: Task) -> None:
    flavour = {"stream": "AsyncStream", "manager": "Manager", "await": "await "}
    view = build_chat_view(chat, flavour)
    form = next(each for each in view.create[-1].parameters if each.startswith("response_format: "))
    either = form.replace(" | None = None", " | type[T] | None = None")
    plain, parsed = "ChatCompletionOutput", "ParsedChatCompletionOutput"
    assert [(said(each), each.returns) for each in view.parse] == [
        ("response_format: type[T]", f"{parsed}[T]"),
        ("response_format: object", f"{parsed}[object]"),
        ("response_format: object", f"{parsed}[object]"),
    ]
    assert [(said(each), each.returns) for each in view.stream] == [
        (form, f"Manager[{plain}]"),
        ("response_format: type[T]", f"Manager[{parsed}[T]]"),
        (either, f"Manager[{plain} | {parsed}[T]]"),
    ]
    assert view.opened == "Awaitable[AsyncStream[ChatCompletionStreamOutput, R]]"


def said(signature: Signature) -> str:
    """What a signature says of `response_format`; it has none of the arguments that this stands for."""
    assert not [each for each in signature.parameters if each.startswith(("stream:", "output:"))]
    return next(each for each in signature.parameters if each.startswith("response_format: "))


def test_parameter_of_tools_takes_functions_beside_tools(chat: Task) -> None:
    tools = next(each for each in chat.parameters if each.name == "tools")
    tool = "ChatCompletionInputTool | ChatCompletionInputToolDict"
    assert tools.hint == f"Sequence[{tool} | Mapping[str, object] | Callable[..., object]] | None"
    assert tools.doc.endswith("A function stands for its own description: its name, documentation and type hints.")
    assert chat.operation["tools"] == "tools"


def test_parameter_of_tools_must_be_a_list() -> None:
    specs = load(SPECS)
    source = next(each for each in specs.tasks if each.name == "chat-completion")
    source.words.data["tools"] = "seed"
    with pytest.raises(SpecError, match="/tools: 'seed' must be a list of tools"):
        check_tasks(specs, {each.name: read_words(each) for each in specs.tasks}, normalise(specs))


def test_without_the_word_tools_are_as_the_schema_says() -> None:
    specs = load(SPECS)
    source = next(each for each in specs.tasks if each.name == "chat-completion")
    del source.words.data["tools"]
    task = build_task(source, read_words(source), normalise(specs), "inferlink_generated")
    tools = next(each for each in task.parameters if each.name == "tools")
    assert "Callable" not in tools.hint
    assert "tools" not in task.operation
