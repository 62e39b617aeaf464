"""The pages on tasks and targets say what the code and the specs say."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from doc_blocks import read_blocks

from inferlink import InferenceClient, types
from inferlink_codegen.load import load
from inferlink_codegen.text import cell, markdown
from inferlink_codegen.tree import differences, write_tree
from inferlink_generated import routes, sync_tasks
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EACH = pytest.mark.parametrize("task", OPERATIONS)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@cache
def page(task: str) -> str:
    return (DOCS / f"tasks/{task}.md").read_text("utf-8")


@cache
def methods() -> dict[str, ast.FunctionDef]:
    """The methods as they are written; of overloads the last one, which is the method itself."""
    (tasks,) = (node for node in ast.parse(inspect.getsource(sync_tasks)).body if isinstance(node, ast.ClassDef))
    return {node.name: node for node in tasks.body if isinstance(node, ast.FunctionDef)}


def served(task: str) -> dict[str, list[str]]:
    """Who serves the task, as the compiled files say."""
    found: dict[str, list[str]] = {"providers": [], "servers": []}
    for kind, names in (("providers", routes.PROVIDERS), ("servers", routes.SERVERS)):
        for name in names:
            module = importlib.import_module(f"inferlink_generated.routes.{kind}.{name.replace('-', '_')}")
            found[kind] += [name] if task in module.PROVIDER["tasks"] else []
    return found


@EACH
def test_signature_is_that_of_the_method(task: str) -> None:
    (shown,) = (block.code for block in read_blocks(page(task)) if block.language == "py")
    (printed,) = ast.parse(shown).body
    assert isinstance(printed, ast.FunctionDef)
    method = methods()[OPERATIONS[task].method]
    assert ast.dump(printed.args) == ast.dump(method.args)
    assert ast.dump(printed.returns or printed) == ast.dump(method.returns or method)


@EACH
def test_every_parameter_has_one_row(task: str) -> None:
    table = page(task).partition("## Parameters\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = re.findall(r"^\| `(\**\w+)` \|", table, re.M)
    names = inspect.signature(getattr(InferenceClient, OPERATIONS[task].method)).parameters
    assert sorted(name.lstrip("*") for name in rows) == sorted(names.keys() - {"self"})


@EACH
def test_every_field_of_a_result_has_a_row(task: str) -> None:
    operation = OPERATIONS[task]
    for form in (operation.result, operation.stream):
        name = (form.type or "").partition(":")[2] if form is not None else ""
        if hasattr(types, name):
            section = re.split(rf"^### {name}$", page(task), flags=re.M)[1].partition("\n#")[0]
            fields = [field.name for field in dataclasses.fields(getattr(types, name))]
            assert sorted(re.findall(r"^\| `(\w+)` \|", section, re.M)) == sorted(fields)


@EACH
def test_every_kind_of_target_that_serves_the_task_has_an_example(task: str) -> None:
    code = "\n".join(block.code for block in read_blocks(page(task)) if block.language == "python")
    found = served(task)
    assert ("InferenceClient(provider=" in code) == bool(found["providers"])
    assert ("endpoints.huggingface.cloud" in code) == ("endpoint" in found["servers"])
    assert ("http://localhost:8080/v1" in code) == ("openai" in found["servers"])
    assert "http://localhost:8080" in code
    assert ("stream=True" in code) == (OPERATIONS[task].stream is not None)
    for flag in (OPERATIONS[task].result.unless, OPERATIONS[task].result.one_or_list):
        assert flag is None or f"{flag}=" in code


def test_every_task_is_listed_once_in_a_family_of_its_own() -> None:
    text = (DOCS / "tasks/index.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| \[([\w-]+)\]", text, re.M)) == sorted(OPERATIONS)
    families = ["Text", "Vision", "Audio", "Video", "Vectors", "Tabular", "Multimodal"]
    assert re.findall(r"^## (\w+)$", text, re.M) == families


@pytest.mark.parametrize("kind", ["providers", "servers"])
def test_tables_say_who_serves_what(kind: str) -> None:
    text = (DOCS / "providers.md").read_text("utf-8").partition("\n## Servers")[0 if kind == "providers" else 2]
    head = next(line for line in text.splitlines() if line.startswith("| task |"))
    names = re.findall(r"`([\w-]+)`", head)
    for task in OPERATIONS:
        row = next(line for line in text.splitlines() if line.startswith(f"| [{task}]"))
        cells = [each.strip() for each in row.strip("|").split("|")][1:]
        assert [name for name, each in zip(names, cells, strict=True) if each] == served(task)[kind]


TARGETS = [
    (kind, name) for kind, names in (("providers", routes.PROVIDERS), ("servers", routes.SERVERS)) for name in names
]


@pytest.mark.parametrize(("kind", "name"), TARGETS)
def test_page_of_a_target_lists_what_it_serves_and_calls_it_by_its_name(kind: str, name: str) -> None:
    text = (DOCS / kind / f"{name}.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| \[([\w-]+)\]", text, re.M)) == [
        task for task in sorted(OPERATIONS) if name in served(task)[kind]
    ]
    (example,) = (block.code for block in read_blocks(text) if block.language == "python")
    assert f'InferenceClient(provider="{name}"' in example


def test_page_of_a_server_tells_what_it_refuses_and_what_is_left_out() -> None:
    rows = (DOCS / "servers/ollama.md").read_text("utf-8").splitlines()
    (chat,) = (row.split(" | ") for row in rows if row.startswith("| [chat-completion]"))
    assert chat[1:3] == ["`/api/chat`", "a JSON value a line, ended by a finish reason"]
    assert "`logit_bias`" in chat[3]
    assert "`reasoning_effort` unless `^(none|low|medium|high|max)$`".replace("|", "\\|") in chat[3]
    assert chat[4] == "`stream_options` |"
    (similar,) = (row.split(" | ") for row in rows if row.startswith("| [sentence-similarity]"))
    assert similar[1] == "computed from vectors"


def test_pages_of_the_documentation_are_named_for_targets_alone() -> None:
    pages = {(kind, path.stem) for kind in ("providers", "servers") for path in (DOCS / kind).iterdir()}
    assert pages == set(TARGETS)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


def test_example_models_are_named_in_the_specs() -> None:
    models = {task.name: str(task.words.data["model"]) for task in load(ROOT / "specs").tasks}
    for task, model in models.items():
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", model)
        assert (f'model="{model}"' in page(task)) == bool(served(task)["providers"])


def test_text_of_a_spec_cannot_break_the_page() -> None:
    assert markdown("Either <mask> or\n  `<s>` *here*.") == r"Either \<mask> or `<s>` \*here\*."
    assert cell("`a | b` or a|b") == r"`a \| b` or a\|b"


def test_documents_beside_the_generated_ones_are_left_alone(tmp_path: Path) -> None:
    files = {"providers.md": "# P\n", "tasks/a.md": "# A\n"}
    write_tree(tmp_path, files, shared=True)
    for name in ("by_hand.md", "guides/one.md", "tasks/stray.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(differences(tmp_path, files, shared=True)) == [f"{tmp_path / 'tasks/stray.md'}: is not generated"]
    write_tree(tmp_path, files, shared=True)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md"))
    assert left == ["by_hand.md", "guides/one.md", "providers.md", "tasks/a.md"]


def test_check_fails_for_a_page_that_was_changed_by_hand(specs: Path, tmp_path: Path, run_python: Run) -> None:
    where = ["--specs", str(specs), "--out", str(tmp_path / "out")]
    assert run_python("-m", "inferlink_codegen", "generate", *where).returncode == 0
    changed = tmp_path / "docs/tasks/translation.md"
    changed.write_text(changed.read_text("utf-8").replace("# translation", "# Translation"), "utf-8")
    done = run_python("-m", "inferlink_codegen", "check", *where)
    assert done.returncode == 1
    assert "-# Translation\n+# translation" in done.stdout


def test_package_of_ones_own_writes_no_pages(toy: Path, tmp_path: Path, run_python: Run) -> None:
    where = ["--specs", str(toy), "--package", "acme", "--out", str(tmp_path / "out")]
    done = run_python("-m", "inferlink_codegen", "generate", *where)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize(("method", "takes_pictures"), [("image_to_text", True), ("audio_classification", False)])
def test_pil_image_is_offered_where_an_image_is_wanted(method: str, takes_pictures: bool) -> None:
    doc = inspect.getdoc(getattr(InferenceClient, method)) or ""
    assert ("PIL image" in doc) is takes_pictures
    assert ("PIL image" in page(method.replace("_", "-"))) is takes_pictures
