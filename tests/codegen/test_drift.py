"""What is in the folder is what the specs say: nothing else, nothing less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inferlink_codegen.build import PACKAGE
from inferlink_codegen.tree import differences, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FILES = {"__init__.py": "", "types/a.py": "A = 1\nB = 2\n"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write_tree(tmp_path / "tree", FILES)
    return tmp_path / "tree"


def test_written_tree_has_no_differences(tree: Path) -> None:
    assert list(differences(tree, FILES)) == []


def test_changed_file_is_shown_as_a_diff(tree: Path) -> None:
    (tree / "types/a.py").write_text("A = 1\nB = 3\n")
    (found,) = differences(tree, FILES)
    assert "-B = 3" in found
    assert "+B = 2" in found


def test_long_diff_is_cut(tree: Path) -> None:
    (tree / "types/a.py").write_text("x\n" * 500)
    (found,) = differences(tree, FILES)
    assert len(found.splitlines()) == 20


def test_stray_file_is_named_and_removed(tree: Path) -> None:
    (tree / "old").mkdir()
    (tree / "old/gone.py").touch()
    assert list(differences(tree, FILES)) == [f"{tree / 'old/gone.py'}: is not generated"]
    write_tree(tree, FILES)
    assert not (tree / "old").exists()


def test_missing_file_is_named_and_written(tree: Path) -> None:
    (tree / "types/a.py").unlink()
    assert list(differences(tree, FILES)) == [f"{tree / 'types/a.py'}: is missing"]
    write_tree(tree, FILES)
    assert (tree / "types/a.py").read_text() == FILES["types/a.py"]


def test_compiled_files_are_no_strays(tree: Path) -> None:
    (tree / "__pycache__").mkdir()
    (tree / "__pycache__/a.pyc").touch()
    assert list(differences(tree, FILES)) == []


def test_unchanged_file_is_not_touched(tree: Path) -> None:
    before = (tree / "types/a.py").stat().st_mtime_ns
    write_tree(tree, FILES)
    assert (tree / "types/a.py").stat().st_mtime_ns == before


def test_check_fails_for_drift_in_the_package_and_in_the_editor_schemas(
    specs: Path, tmp_path: Path, run_python: Run
) -> None:
    where = ["--specs", str(specs), "--out", str(tmp_path / "out")]
    assert run_python("-m", "inferlink_codegen", "generate", *where).returncode == 0
    assert run_python("-m", "inferlink_codegen", "check", *where).returncode == 0
    (tmp_path / "out" / PACKAGE / "stray.py").touch()
    (specs / "meta/task.json").write_text("{}")
    done = run_python("-m", "inferlink_codegen", "check", *where)
    assert done.returncode == 1
    assert "stray.py: is not generated" in done.stdout
    assert f"--- {specs / 'meta/task.json'}" in done.stdout
    assert "inferlink-codegen generate" in done.stdout


def test_committed_package_is_what_the_specs_say(run_python: Run) -> None:
    done = run_python("-m", "inferlink_codegen", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_wrong_spec_is_an_exit_code_of_its_own(specs: Path, tmp_path: Path, run_python: Run) -> None:
    (specs / "tasks/text-classification/task.yaml").write_text("task: [")
    done = run_python("-m", "inferlink_codegen", "--specs", str(specs), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.startswith("tasks/text-classification/task.yaml: cannot be read")
    assert not (tmp_path / "out").exists()


def test_package_of_ones_own_is_not_overwritten(toy: Path, tmp_path: Path, run_python: Run) -> None:
    (tmp_path / "out/acme").mkdir(parents=True)
    (tmp_path / "out/acme/__init__.py").write_text("mine = 1\n")
    where = ["--specs", str(toy), "--package", "acme", "--out", str(tmp_path / "out")]
    done = run_python("-m", "inferlink_codegen", *where)
    assert done.returncode == 2
    assert "was not written by inferlink-codegen" in done.stderr
    assert (tmp_path / "out/acme/__init__.py").read_text() == "mine = 1\n"
