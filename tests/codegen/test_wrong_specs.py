"""A wrong spec is refused with file, place, reason and fix. Each case changes one thing in the toy specs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from inferlink.errors import SpecError
from inferlink_codegen.build import build_package

if TYPE_CHECKING:
    from pathlib import Path

MOOD = "tasks/mood-detection"
STORY = "tasks/story-writing"
PARAMETERS = "$defs/MoodDetectionParameters/properties"
TEXT = {"description": "A text.", "type": "string"}
MASK = {"description": "A mask.", "type": "string", "contentEncoding": "base64", "contentMediaType": "image/*"}
DROP = object()
"""Stands for: take it away."""

SCHEMA_CASES = [
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/minimun", 1, "unknown word: did you mean 'minimum'?"),
    (f"{MOOD}/input.json", "properties/parameters/$ref", "#/$defs/Lost", "has no definition 'Lost'; it has Mood"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/span/$ref", "../no.json#/$defs/A", "there is no tasks/no.json"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/strictness/$ref", "#/$defs/Lost", "has no definition 'Lost'"),
    (
        f"{MOOD}/input.json",
        f"{PARAMETERS}/span/$ref",
        "../story-writing/output.json#/$defs/A",
        "there is no tasks/story",
    ),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/type", "integr", "is no JSON Schema (2020-12)"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/default", "5", "is no value of its own schema: '5' is not of type"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/strictness/default", "none", "is no value of its own schema: 'none' is not"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/description", DROP, "has no description: say what it is"),
    (f"{MOOD}/input.json", "$defs/MoodDetectionParameters/description", DROP, "has no description: say what the obj"),
    (f"{MOOD}/input.json", "properties/inputs/title", DROP, "an object inside another needs a title"),
    (f"{MOOD}/input.json", "title", DROP, "title or description is missing"),
    (f"{MOOD}/input.json", "properties/inputs/title", "Data2", "'Data2' is no class name: letters only"),
    (f"{MOOD}/input.json", "properties/inputs/title", "Result", "'Result' is a type of inferlink"),
    (f"{MOOD}/input.json", "properties/inputs/required", ["texts"], "'texts' is no property: did you mean 'text'?"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/class", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/dash-ed", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/list", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/also", ["k"], "`also` is for strings and numbers of replies"),
    (f"{MOOD}/input.json", "properties/inputs/properties/picture/contentMediaType", "text/html", "must be image/*"),
    (f"{MOOD}/output.json", "items/properties/meta", TEXT, "is a property of every result"),
    (f"{MOOD}/output.json", "items/properties/extra", TEXT, "is a property of every result"),
    (f"{MOOD}/output.json", "items/properties/nearest/also", ["next"], "`also` is for strings and numbers"),
    (f"{MOOD}/output.json", "items/title", "StoryWritingOutput", "the class StoryWritingOutput is described twice"),
    ("tasks/common.json", "$defs/Strictness", {"$ref": "#/$defs/Span"}, "Strictness is itself only a reference"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/description", " ", "top_k: has no description: say what it is"),
    (f"{MOOD}/input.json", "$defs/MoodDetectionParameters/description", "", "has no description: say what the obj"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/top_k/description", "Up\u202e.", "has a character that nobody sees, U+202E"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/language", True, "/language: must be an object of words, with a name"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/labels", True, "/labels: must be an object of words, with a name"),
    (f"{MOOD}/input.json", "$defs/Any", True, "/$defs/Any: must be an object of words."),
    (f"{MOOD}/input.json", f"{PARAMETERS}/language/pattern", "(", "/language/pattern: is no regular expression."),
    (f"{MOOD}/input.json", f"{PARAMETERS}/language/enum", [], "/language/enum: must hold texts, whole numbers"),
    (
        f"{MOOD}/input.json",
        f"{PARAMETERS}/top_k",
        {"description": "One.", "const": 0.5},
        "/top_k/const: must hold texts",
    ),
    (f"{MOOD}/input.json", f"{PARAMETERS}/other", {**TEXT, "wire": "top_k"}, "same name on the wire as 'top_k'"),
    (
        f"{MOOD}/input.json",
        f"{PARAMETERS}/other",
        {**TEXT, "wire": 5},
        "/other: must be an object of words, with a name as `wire`",
    ),
    (f"{MOOD}/input.json", f"{PARAMETERS}/field", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/Span", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/größe", TEXT, "is no name for a field: choose another"),
    (f"{MOOD}/input.json", "properties/inputs/title", "None", "'None' is no class name"),
    (f"{MOOD}/input.json", "properties/inputs/title", "Sequence", "'Sequence' is a type of inferlink"),
    (
        f"{MOOD}/output.json",
        "items/properties/why/examples",
        ["a", 5],
        "/why/examples/1: is no value of its own schema",
    ),
    (
        f"{MOOD}/output.json",
        "items/properties/why/also",
        "reason",
        "/why: must be an object of words, with a name as `wire`",
    ),
    (f"{MOOD}/output.json", "items/required", ["mood", "why"], "/why/also: is for a field that may be missing"),
    (f"{MOOD}/output.json", "items/properties/why/also", ["mood"], "/why/also: 'mood' is a field here already"),
    (f"{MOOD}/output.json", "items/properties/score", TEXT, "/items/properties/score: is a field of Score already"),
]

TASK_CASES = [
    (f"{MOOD}/task.yaml", "argumens", {}, "/argumens: unknown word: did you mean 'arguments'?"),
    (f"{MOOD}/task.yaml", "result/kinds", "items", "/result/kinds: unknown word: did you mean 'kind'?"),
    (f"{STORY}/task.yaml", "stream/shape", "chat", "/stream/shape: unknown word: known are schema, text, unless."),
    (f"{MOOD}/task.yaml", "cost", "free", "/cost: Input should be 'cheap' or 'costly'"),
    (f"{MOOD}/task.yaml", "summary", DROP, "/summary: Field required; specs/README.md describes the word."),
    (f"{MOOD}/task.yaml", "summary", "no sentence", "/summary: String should match pattern"),
    (f"{MOOD}/task.yaml", "task", "mood", "/task: must be the name of the folder, 'mood-detection'."),
    (f"{MOOD}/task.yaml", "method", "story_writing", "/method: 'story_writing' is the method of mood-detection"),
    (f"{MOOD}/task.yaml", "arguments/text", "inputs.txt", "/arguments/text: input.json has no 'inputs.txt'"),
    (f"{MOOD}/task.yaml", "arguments", {"picture": "inputs.picture", "text": "inputs.text"}, "must stand before 'pic"),
    (f"{MOOD}/task.yaml", "arguments", {"options": "inputs.text"}, "'options' is a name of ours: list it under hidden"),
    (f"{MOOD}/task.yaml", "arguments", {"output": "inputs.text"}, "'output' is a name of ours: list it under hidden"),
    (f"{MOOD}/task.yaml", "command", "Mood", "/command: String should match pattern"),
    (
        f"{MOOD}/task.yaml",
        "arguments",
        {"text": "inputs.text", "labels": "parameters.labels", "top_k": "inputs.picture"},
        "'top_k' is a parameter too",
    ),
    (f"{MOOD}/task.yaml", "parameters", "params", "/parameters: input.json has no object 'params'"),
    (f"{MOOD}/task.yaml", "hidden", [], "/parameters: 'stream' is a name of ours: list it under hidden"),
    (f"{MOOD}/task.yaml", "hidden", ["stream", "streams"], "/hidden: 'streams' is no parameter: did you mean 'stream'"),
    (f"{MOOD}/task.yaml", "positional", ["languages"], "/positional: 'languages' is no parameter: did you mean 'lang"),
    (f"{MOOD}/task.yaml", "send_default", ["strict"], "/send_default: 'strict' is no parameter: did you mean 'stric"),
    (f"{MOOD}/task.yaml", "send_default", ["top_k"], "/send_default: 'top_k' has no default in input.json"),
    (f"{MOOD}/task.yaml", "result/one_or_list", "topk", "/result/one_or_list: 'topk' is no parameter: did you mean"),
    (f"{MOOD}/task.yaml", "structured", "output", "/structured: needs the shape chat"),
    (f"{MOOD}/task.yaml", "tools", "top_k", "/tools: needs the shape chat"),
    (f"{MOOD}/task.yaml", "tools", "tols", "/tools: 'tols' is no parameter"),
    (f"{MOOD}/task.yaml", "several", "much", "/several: 'much' is no integer parameter"),
    (
        f"{MOOD}/task.yaml",
        "result/schema",
        "MoodDetection",
        "/result/schema: 'MoodDetection' is not what output.json has",
    ),
    (f"{MOOD}/task.yaml", "result/schema", DROP, "/result/schema: is needed but for media and vectors"),
    (f"{MOOD}/task.yaml", "result/media", "image", "/result/media: goes with kind: media"),
    (f"{MOOD}/task.yaml", "result/kind", "object", "/result/one_or_list: goes with kind: items."),
    (f"{MOOD}/task.yaml", "result/schema", "Score", "/result/schema: 'Score' is not what output.json has there: known"),
    (f"{MOOD}/task.yaml", "result/schema", "str", "/result/schema: 'str' is not what output.json has there"),
    (f"{STORY}/task.yaml", "stream/schema", "StoryWritingOutput", "'StoryWritingOutput' is not what stream.json has"),
    (f"{MOOD}/task.yaml", "result/one_or_list", "language", "/result/one_or_list: 'language' is no number: name the"),
    (f"{STORY}/input.json", "properties/details", TEXT, "/result/unless: 'details' is no boolean parameter"),
    (f"{MOOD}/task.yaml", "arguments/other", "inputs.text", "/arguments/other: has the place of 'text'"),
    (f"{MOOD}/task.yaml", "arguments/whole", "inputs", "/arguments/text: has the place of 'whole', or one below it"),
    (
        f"{MOOD}/input.json",
        f"{PARAMETERS}/mask",
        MASK,
        "/arguments: 'mask' holds media, which are read from inputs alone",
    ),
    (
        f"{STORY}/input.json",
        "properties/inputs",
        {"description": "Masks.", "type": "array", "items": MASK},
        "/arguments: 'plot' holds media, which are read from inputs alone",
    ),
    (f"{MOOD}/task.yaml", "method", "import", "/method: 'import' is a word of Python's"),
    (f"{MOOD}/task.yaml", "command", "story-writing", "/command: 'story-writing' is the command of mood-detection"),
    (f"{MOOD}/input.json", f"{PARAMETERS}/ops", TEXT, "/parameters: 'ops' is a name of ours"),
    (f"{STORY}/task.yaml", "shape", "chat", "/shape: chat needs a result with choices"),
    (f"{STORY}/task.yaml", "shape", "chat", "/arguments/plot: of a chat must be a list of messages"),
    (f"{MOOD}/task.yaml", "stream", {"schema": "MoodDetectionOutputElement"}, "/stream: goes with a stream.json"),
    (f"{STORY}/task.yaml", "stream", DROP, "/stream: goes with a stream.json in the folder"),
    (f"{STORY}/task.yaml", "shape", DROP, "/stream: needs a shape and a result of kind object"),
    (f"{STORY}/task.yaml", "result/text", "tale", "/result/text: StoryWritingOutput has no text at 'tale'."),
    (
        f"{STORY}/task.yaml",
        "result/unless",
        "detail",
        "/result/unless: 'detail' is no parameter: did you mean 'details'",
    ),
    (f"{STORY}/task.yaml", "result/unless", DROP, "/result/unless: text and unless belong together."),
    (f"{STORY}/task.yaml", "stream/text", "word.txt", "/stream/text: StoryWritingStreamOutput has no text at"),
    (f"{MOOD}/task.yaml", "example/tone", "x", "/example/tone: is no argument"),
    (f"{MOOD}/task.yaml", "example/top_k", 0, "/example: does not fit input.json: 0 is less than the minimum of 1."),
    (
        f"{MOOD}/task.yaml",
        "example/labels",
        DROP,
        "/example: does not fit input.json: 'labels' is a required property.",
    ),
]

SERVER_CASES = [
    ("servers/toy.yaml", "tasks/mood-detection/reffuse", ["top_k"], "/tasks/mood-detection/reffuse: unknown word"),
    ("servers/toy.yaml", "tasks/mood-detection/refuse", ["topk"], "'topk' is no parameter of this task"),
    ("servers/toy.yaml", "tasks/mood", {}, "/tasks/mood: unknown task; known are mood-detection, story-writing"),
    ("servers/toy.yaml", "tasks/mood-detection/use", ["chat"], "/tasks/mood-detection/use: no shape ['chat']"),
    (
        "servers/toy.yaml",
        "tasks/mood-detection/set",
        [{"to": "x", "from": "input.txt"}],
        "/tasks/mood-detection/set/0: the input has no 'txt': did you mean 'text'?",
    ),
    (
        "servers/toy.yaml",
        "tasks/story-writing",
        {"path": "/", "set": [{"to": "x", "value": "{input.plot}"}]},
        "/tasks/story-writing/set/0: the input has no 'plot': it is one value: say input.",
    ),
    ("servers/toy.yaml", "name", "other", "servers/toy.yaml: /name: is not that of the file, 'toy'"),
]

EXTRAS = "servers/toy.extras.json"
OPTIONS = "$defs/ToyExtras/properties"
EXTRAS_CASES = [
    (EXTRAS, "title", "ToyExtras", "/title: is no word for the whole of such a file: known are $defs, $schema"),
    (EXTRAS, "properties", {}, "/: has no properties: say for each task which definition holds its options."),
    (EXTRAS, "properties/mood-detection", {"type": "object"}, "/properties/mood-detection: must be a reference and"),
    (EXTRAS, "properties/mood-detection/$ref", "#/$defs/Lost", "has no definition 'Lost'; it has ToyCommonExtras"),
    (EXTRAS, "$defs/ToyExtras", {"description": "None.", "type": "object"}, "ToyExtras has no properties: refer to"),
    (EXTRAS, "properties/mood", {"$ref": "#/$defs/ToyExtras"}, "/properties/mood: is no task that the server has a"),
    (EXTRAS, f"{OPTIONS}/warmth/description", DROP, "/properties/warmth: has no description: say what it is"),
    (EXTRAS, f"{OPTIONS}/warmth/type", "numbr", "is no JSON Schema (2020-12)"),
    (EXTRAS, f"{OPTIONS}/warmth/defualt", 1, f"/{OPTIONS}/warmth/defualt: unknown word: did you mean 'default'?"),
    (EXTRAS, f"{OPTIONS}/warmth/default", 2, f"/{OPTIONS}/warmth/default: is no value of its own schema: 2 is greater"),
    (EXTRAS, f"{OPTIONS}/warmth/wire", "warm", "`wire` is not for options of a server: they are dicts"),
    (EXTRAS, f"{OPTIONS}/no-cache", TEXT, "is no name for a field: choose another"),
    (EXTRAS, "$defs/ToyWaiting/required", ["second"], "'second' is no property: did you mean 'seconds'?"),
    (
        EXTRAS,
        f"{OPTIONS}/top_k",
        TEXT,
        f"/{OPTIONS}/top_k: 'top_k' is no option of its own for mood-detection, for top_",
    ),
    (EXTRAS, "$defs/ToyCommonExtras/properties/top_k", TEXT, "/$defs/ToyCommonExtras/properties/top_k: 'top_k' is no"),
    (
        EXTRAS,
        f"{OPTIONS}/wait",
        {"title": "MoodDetectionInput", **TEXT, "properties": {"a": TEXT}},
        "is described twice",
    ),
]


def change(file: Path, pointer: str, value: Any) -> None:
    text = file.read_text("utf-8")
    data: Any = json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    *outer, last = pointer.split("/")
    inner = data
    for step in outer:
        inner = inner[step]
    if value is DROP:
        del inner[last]
    else:
        inner[last] = value
    dump = json.dumps(data) if file.suffix == ".json" else yaml.safe_dump(data, sort_keys=False)
    file.write_text(dump, "utf-8")


@pytest.mark.parametrize(
    ("file", "pointer", "value", "message"), [*SCHEMA_CASES, *TASK_CASES, *SERVER_CASES, *EXTRAS_CASES]
)
def test_wrong_spec_is_refused(toy: Path, file: str, pointer: str, value: Any, message: str) -> None:
    change(toy / file, pointer, value)
    with pytest.raises(SpecError) as caught:
        build_package(toy)
    assert message in caught.value.message
    named = caught.value.message.partition(":")[0]
    assert named.startswith("tasks/") or named == file


def test_message_names_file_and_pointer_on_every_line(toy: Path) -> None:
    change(toy / MOOD / "input.json", f"{PARAMETERS}/top_k/minimun", 1)
    change(toy / MOOD / "input.json", f"{PARAMETERS}/language/description", DROP)
    with pytest.raises(SpecError) as caught:
        build_package(toy)
    place = f"{MOOD}/input.json: /$defs/MoodDetectionParameters/properties"
    first, second = caught.value.message.splitlines()
    assert first.startswith(f"{place}/top_k/minimun: ")
    assert second.startswith(f"{place}/language: ")


def test_definition_that_leads_to_itself_without_an_object_is_refused(toy: Path) -> None:
    change(toy / MOOD / "input.json", "$defs/Loop", {"type": "array", "items": {"$ref": "#/$defs/Loop"}})
    change(toy / MOOD / "input.json", f"{PARAMETERS}/language", {"description": "A loop.", "$ref": "#/$defs/Loop"})
    with pytest.raises(SpecError, match=r"input\.json: /\$defs/Loop: refers to itself; only an object may do so\."):
        build_package(toy)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (f"{MOOD}/input.json", "{", "tasks/mood-detection/input.json: cannot be read: Expecting property name"),
        (f"{MOOD}/input.json", "[]", "tasks/mood-detection/input.json: must hold one object."),
        (f"{MOOD}/input.json", '{"type": 1, "type": 2}', "'type' is given twice in one object."),
        (
            f"{MOOD}/task.yaml",
            "method: a\nmethod: b\n",
            "task.yaml: cannot be read: 'method' is given twice in one object",
        ),
        (f"{MOOD}/notes.txt", "", "tasks/mood-detection/notes.txt: unknown file; the folder of a task holds task.yaml"),
    ],
)
def test_unreadable_file_is_refused(toy: Path, file: str, text: str, message: str) -> None:
    (toy / file).write_text(text)
    with pytest.raises(SpecError) as caught:
        build_package(toy)
    assert message in caught.value.message


def test_incomplete_folder_is_refused(toy: Path) -> None:
    (toy / MOOD / "output.json").unlink()
    with pytest.raises(SpecError, match=r"tasks/mood-detection: output\.json is missing\."):
        build_package(toy)


def test_folder_without_tasks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="there is no folder tasks/<task>"):
        build_package(tmp_path)
