"""`inferlink-codegen diff`: each case changes the toy specs in one way, and says what that asks of callers."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from inferlink.errors import SpecError
from inferlink_codegen.__main__ import main
from inferlink_codegen.changes.report import find_changes
from inferlink_codegen.changes.types import covers

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
TOY = HERE / "toy"
MOOD, STORY = "tasks/mood-detection", "tasks/story-writing"
IN, OUT = f"{MOOD}/input.json", f"{MOOD}/output.json"
PARAMETERS = "$defs/MoodDetectionParameters"
ONE = f"{PARAMETERS}/properties"
FIELDS = "items/properties"
TEXT = {"description": "A text.", "type": "string"}
DROP = object()
"""Stands for: take it away."""

CASES: dict[str, tuple[list[tuple[str, str, Any]], list[str]]] = {
    "a removed parameter breaks": (
        [(IN, f"{ONE}/language", DROP), (f"{MOOD}/task.yaml", "positional", DROP)],
        [f"major: {IN}#/{ONE}/language: mood_detection: the parameter 'language' is gone."],
    ),
    "a renamed parameter is named": (
        [(IN, f"{ONE}/model_name", DROP), (IN, f"{ONE}/part", {**TEXT, "wire": "model"})],
        [
            (
                f"major: {IN}#/{ONE}/model_name: mood_detection: the parameter 'model_name' is gone; "
                "probably it is 'part' now."
            ),
            f"minor: {IN}#/{ONE}/part: mood_detection: new parameter 'part'.",
        ],
    ),
    "a new parameter is minor": (
        [(IN, f"{ONE}/tone", TEXT)],
        [f"minor: {IN}#/{ONE}/tone: mood_detection: new parameter 'tone'."],
    ),
    "a new required argument breaks": (
        [
            (IN, f"{ONE}/tone", TEXT),
            (IN, f"{PARAMETERS}/required", ["labels", "tone"]),
            (f"{MOOD}/task.yaml", "example/tone", "warm"),
        ],
        [
            f"major: {IN}#/{ONE}/tone: mood_detection: new required parameter 'tone'.",
            f"patch: {MOOD}/task.yaml#/example: mood_detection: has another example.",
        ],
    ),
    "a parameter that becomes required breaks": (
        [
            (IN, f"{PARAMETERS}/required", ["labels", "top_k"]),
            (f"{MOOD}/task.yaml", "example/top_k", 2),
        ],
        [f"major: {IN}#/{ONE}/top_k: mood_detection: the parameter 'top_k' is required now."],
    ),
    "a wider type of a parameter is minor": (
        [(IN, f"{ONE}/top_k/type", "number")],
        [f"minor: {IN}#/{ONE}/top_k: mood_detection: the parameter 'top_k' was int, and is float now."],
    ),
    "another type of a parameter breaks": (
        [(IN, f"{ONE}/language/type", "boolean")],
        [f"major: {IN}#/{ONE}/language: mood_detection: the parameter 'language' was str, and is bool now."],
    ),
    "a list of values for a text narrows it": (
        [(IN, f"{ONE}/language", {"description": "Language of the text, as `de`.", "enum": ["de", "en"]})],
        [
            (
                f"major: {IN}#/{ONE}/language: mood_detection: the parameter 'language' was str, "
                "and is Literal['de', 'en'] now."
            )
        ],
    ),
    "a value that is no longer taken breaks": (
        [("tasks/common.json", "$defs/Strictness/enum", ["low"])],
        [f"major: {IN}#/{ONE}/strictness: mood_detection: the parameter 'strictness' no longer lists 'high'."],
    ),
    "a new value is minor": (
        [("tasks/common.json", "$defs/Strictness/enum", ["low", "high", "highest"])],
        [f"minor: {IN}#/{ONE}/strictness: mood_detection: the parameter 'strictness' lists 'highest' too."],
    ),
    "another default is a patch": (
        [(IN, f"{ONE}/strictness/default", "high")],
        [f"patch: {IN}#/{ONE}/strictness: mood_detection: the parameter 'strictness' has another default."],
    ),
    "another description and range are a patch": (
        [(IN, f"{ONE}/top_k/description", "How many."), (IN, f"{ONE}/top_k/minimum", 0)],
        [f"patch: {IN}#/{ONE}/top_k: mood_detection: the parameter 'top_k' has another description, minimum."],
    ),
    "a renamed field of a reply is named": (
        [(OUT, f"{FIELDS}/why", DROP), (OUT, f"{FIELDS}/reason", {**TEXT, "also": ["why"]})],
        [
            (
                f"major: {OUT}#/{FIELDS}/why: MoodDetectionOutputElement: the field 'why' is gone; "
                "probably it is 'reason' now."
            ),
            f"minor: {OUT}#/{FIELDS}/reason: MoodDetectionOutputElement: new field 'reason'.",
        ],
    ),
    "a removed field of a reply breaks": (
        [(OUT, f"{FIELDS}/pair", DROP)],
        [f"major: {OUT}#/{FIELDS}/pair: MoodDetectionOutputElement: the field 'pair' is gone."],
    ),
    "a new field of a reply is minor": (
        [(OUT, f"{FIELDS}/shade", TEXT)],
        [f"minor: {OUT}#/{FIELDS}/shade: MoodDetectionOutputElement: new field 'shade'."],
    ),
    "a field of a reply that may be missing breaks": (
        [(f"{STORY}/stream.json", "required", [])],
        [
            f"major: {STORY}/stream.json#/properties/word: StoryWritingStreamOutput: the field 'word' is optional now.",
        ],
    ),
    "a new value in a reply is minor": (
        [(OUT, f"{FIELDS}/mood/enum", ["calm", "angry", "sad"])],
        [f"minor: {OUT}#/{FIELDS}/mood: MoodDetectionOutputElement: the field 'mood' lists 'sad' too."],
    ),
    "a value that replies no longer have is a patch": (
        [(OUT, f"{FIELDS}/mood/enum", ["calm"])],
        [f"patch: {OUT}#/{FIELDS}/mood: MoodDetectionOutputElement: the field 'mood' no longer lists 'angry'."],
    ),
    "a wider type of a reply breaks": (
        [(OUT, f"{FIELDS}/content_type/type", ["string", "integer"])],
        [
            (
                f"major: {OUT}#/{FIELDS}/content_type: MoodDetectionOutputElement: the field 'content_type' was str, "
                "and is str | int now."
            )
        ],
    ),
    "a narrower type of a reply is minor": (
        [(OUT, f"{FIELDS}/anything", {"description": "Whatever the server adds.", "type": "string"})],
        [
            (
                f"minor: {OUT}#/{FIELDS}/anything: MoodDetectionOutputElement: the field 'anything' was object, "
                "and is str now."
            )
        ],
    ),
    "another order by position breaks": (
        [(f"{MOOD}/task.yaml", "arguments", {"labels": "parameters.labels", "text": "inputs.text"})],
        [
            (
                f"major: {MOOD}/task.yaml#/arguments: mood_detection: by position it took (text, labels, picture, "
                "language), and takes (labels, text, language)."
            ),
            f"major: {IN}#/properties/inputs/properties/picture: mood_detection: the parameter 'picture' is gone.",
        ],
    ),
    "a parameter that is no longer taken by position breaks": (
        [(f"{MOOD}/task.yaml", "positional", [])],
        [
            (
                f"major: {MOOD}/task.yaml#/arguments: mood_detection: by position it took (text, labels, picture, "
                "language), and takes (text, labels, picture)."
            )
        ],
    ),
    "a renamed method breaks": (
        [(f"{STORY}/task.yaml", "method", "write_story")],
        [f"major: {STORY}/task.yaml#/method: write_story: was called story_writing."],
    ),
    "another kind of result breaks": (
        [(f"{MOOD}/task.yaml", "result/one_or_list", DROP)],
        [
            (
                f"major: {MOOD}/task.yaml#/result: mood_detection: returns something else, "
                "or takes another parameter to choose what."
            ),
        ],
    ),
    "a stream that is gone breaks": (
        [(f"{STORY}/task.yaml", "stream", DROP), (f"{STORY}/stream.json", "", DROP)],
        [
            f"major: {STORY}/stream.json#: the class StoryWritingStreamOutput is gone.",
            f"major: {STORY}/stream.json#/properties/word: the class StoryWritingStreamOutputWord is gone.",
            f"major: {STORY}/task.yaml#/stream: story_writing: no longer streams.",
        ],
    ),
    "a task that is gone breaks": (
        [(STORY, "", DROP)],
        [f"major: {STORY}/task.yaml#: the task story-writing is gone, and with it the method story_writing."],
    ),
    "words of the documentation are a patch": (
        [(f"{STORY}/task.yaml", "summary", "Tell a story.")],
        [f"patch: {STORY}/task.yaml#/summary: story_writing: has another summary."],
    ),
    "a model that must be named now breaks": (
        [(f"{STORY}/task.yaml", "recommended", False)],
        [f"major: {STORY}/task.yaml#/recommended: story_writing: needs a model now: none is looked up."],
    ),
    "a server that is gone breaks": (
        [("servers/toy.yaml", "", DROP), ("servers/toy.extras.json", "", DROP)],
        [
            *(
                f"major: servers/toy.extras.json#/$defs/Toy{name}: the class Toy{name} is gone."
                for name in ("CommonExtras", "Extras", "Waiting")
            ),
            "major: servers/toy.yaml#: server toy is gone.",
        ],
    ),
    "a route more is minor": (
        [("servers/toy.yaml", "tasks/story-writing", {"path": "/story", "stream": {}})],
        ["minor: servers/toy.yaml#/tasks/story-writing: server toy serves story-writing too."],
    ),
    "a parameter that a server refuses now breaks": (
        [("servers/toy.yaml", "tasks/mood-detection/refuse", ["top_k"])],
        ["major: servers/toy.yaml#/tasks/mood-detection/refuse: server toy, mood-detection: 'top_k' is refused now."],
    ),
    "a key that is needed now breaks": (
        [("servers/toy.yaml", "key", "required")],
        ["major: servers/toy.yaml#/key: server toy: calls need a key now."],
    ),
    "another path on the wire is a patch": (
        [("servers/toy.yaml", "tasks/mood-detection/path", "/mood")],
        ["patch: servers/toy.yaml#/tasks/mood-detection/path: server toy, mood-detection: `path` is another."],
    ),
    "an option of a server that is gone breaks": (
        [("servers/toy.extras.json", "$defs/ToyExtras/properties/warmth", DROP)],
        ["major: servers/toy.extras.json#/$defs/ToyExtras/properties/warmth: ToyExtras: the field 'warmth' is gone."],
    ),
}


def change(root: Path, file: str, pointer: str, value: Any) -> None:
    path = root / file
    if not pointer:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    text = path.read_text("utf-8")
    data: Any = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    *outer, last = pointer.split("/")
    inner = data
    for step in outer:
        inner = inner[step]
    if value is DROP:
        inner.pop(last, None)
    else:
        inner[last] = value
    path.write_text(json.dumps(data) if path.suffix == ".json" else yaml.safe_dump(data, sort_keys=False), "utf-8")


def lines(old: Path, new: Path) -> list[str]:
    return [f"{each.level}: {each.file}#{each.pointer}: {each.text}" for each in find_changes(old, new)]


@pytest.mark.parametrize("case", CASES)
def test_change_is_told_with_what_it_asks_for(case: str, toy: Path) -> None:
    changes, expected = CASES[case]
    for file, pointer, value in changes:
        change(toy, file, pointer, value)
    found = lines(TOY, toy)
    assert sorted(found) == sorted(expected)
    assert [line.partition(":")[0] for line in found] == [line.partition(":")[0] for line in expected]


def test_new_task_is_minor_and_its_classes_are_no_news(toy: Path) -> None:
    before = toy.parent / "before"
    shutil.copytree(toy, before)
    shutil.rmtree(before / STORY)
    assert lines(before, toy) == [
        f"minor: {STORY}/task.yaml#: new task story-writing, with the method story_writing.",
    ]


def test_unchanged_specs_have_no_changes(toy: Path) -> None:
    assert lines(TOY, toy) == []


def test_order_of_the_schema_is_the_order_of_keywords_and_no_change(toy: Path) -> None:
    path = toy / IN
    data = json.loads(path.read_text("utf-8"))
    members = data["$defs"]["MoodDetectionParameters"]["properties"]
    data["$defs"]["MoodDetectionParameters"]["properties"] = dict(reversed(members.items()))
    path.write_text(json.dumps(data), "utf-8")
    assert lines(TOY, toy) == []


def test_field_of_a_shared_class_is_told_once(toy: Path) -> None:
    change(toy, "tasks/common.json", "$defs/Score/properties/extra_note", TEXT)
    assert [line.partition(": ")[2].partition(":")[0] for line in lines(TOY, toy)] == [
        "tasks/common.json#/$defs/Score/properties/extra_note"
    ]


@pytest.mark.parametrize(
    ("edit", "code", "end"),
    [
        (None, 0, "Nothing has changed."),
        ((f"{STORY}/task.yaml", "summary", "Tell a story."), 0, "1 change asks for a new patch version."),
        ((IN, f"{ONE}/tone", TEXT), 0, "1 change asks for a new minor version."),
        ((f"{STORY}/task.yaml", "method", "write_story"), 1, "1 change asks for a new major version."),
    ],
)
def test_command_says_the_version_and_its_exit_code_whether_callers_break(
    edit: Any, code: int, end: str, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if edit is not None:
        change(toy, *edit)
    assert main(["diff", str(TOY), str(toy)]) == code
    assert capsys.readouterr().out.splitlines()[-1] == end


def test_json_has_the_same(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(toy, f"{STORY}/task.yaml", "method", "write_story")
    assert main(["diff", str(TOY), str(toy), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "version": "major",
        "changes": [
            {
                "level": "major",
                "file": f"{STORY}/task.yaml",
                "pointer": "/method",
                "text": "write_story: was called story_writing.",
            }
        ],
    }


def test_old_specs_are_not_judged_by_the_rules_of_today(toy: Path, tmp_path: Path) -> None:
    old = shutil.copytree(toy, tmp_path / "old")
    change(old, OUT, "items/required", ["mood", "why"])
    assert [each.pointer for each in find_changes(old, toy)] == ["/items/properties/why"]
    with pytest.raises(SpecError, match=r"/why/also: is for a field that may be missing"):
        find_changes(toy, old)


def test_wrong_specs_are_an_exit_code_of_their_own(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(toy, f"{STORY}/task.yaml", "cost", "free")
    assert main(["diff", str(TOY), str(toy)]) == 2
    assert "/cost: Input should be 'cheap' or 'costly'" in capsys.readouterr().err


def test_guide_shows_what_the_command_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = HERE.parents[1] / "examples/own_tasks/specs"
    new = Path(shutil.copytree(old, tmp_path / "new"))
    at, name = "properties/parameters/properties", "tasks/ticket-triage/input.json"
    tone = json.loads((old / name).read_text("utf-8"))["properties"]["parameters"]["properties"]["tone"]
    change(new, name, f"{at}/tone", DROP)
    change(new, name, f"{at}/style", tone)
    assert main(["diff", str(old), str(new)]) == 1
    assert f"```\n{capsys.readouterr().out}```\n" in (HERE.parents[1] / "docs/guides/spec-changes.md").read_text(
        "utf-8"
    )


@pytest.fixture
def repository(toy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy specs, committed in a repository that is the working directory."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Specs"]):
        subprocess.run([*git, *command], cwd=toy.parent, check=True)
    monkeypatch.chdir(toy.parent)
    return toy


def test_old_side_may_be_a_revision(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(repository, f"{STORY}/task.yaml", "method", "write_story")
    assert main(["diff", "HEAD:toy", "toy"]) == 1
    assert "write_story: was called story_writing." in capsys.readouterr().out


def test_path_in_a_revision_begins_at_the_root_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    assert main(["diff", "HEAD:toy", "."]) == 0
    assert capsys.readouterr().out == "Nothing has changed.\n"


@pytest.mark.parametrize("place", ["nothing", "HEAD:nothing", "nowhere:toy"])
def test_folder_or_revision_that_is_not_there_is_refused(
    place: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", place, "toy"]) == 2
    assert place.partition(":")[2] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({}, {"type": "string"}),
        ({"type": "number"}, {"type": "integer"}),
        ({"type": "string"}, {"enum": ["a", "b"]}),
        ({"enum": ["a", "b"]}, {"enum": ["b"]}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}),
        ({"type": "array", "items": {"type": "number"}}, {"type": "array", "items": {"type": "integer"}}),
        ({"type": "array", "items": {}}, {"type": "array", "items": {}, "minItems": 2, "maxItems": 2}),
        ({"type": "object"}, {"type": "object", "additionalProperties": {"type": "string"}}),
    ],
)
def test_wider_type_covers_the_narrower_and_not_the_other_way_round(
    wide: dict[str, Any], narrow: dict[str, Any]
) -> None:
    check: Callable[..., bool] = covers
    assert (check(wide, wide), check(wide, narrow), check(narrow, wide)) == (True, True, False)


def test_boolean_value_is_no_number() -> None:
    assert not covers({"type": "integer"}, {"enum": [True]})


def test_text_is_no_media() -> None:
    assert not covers({"type": "string", "media": "image"}, {"enum": ["a"]})
