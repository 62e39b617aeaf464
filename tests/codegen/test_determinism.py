"""The same specs give the same bytes, whatever the machine."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from inferlink_codegen.build import PACKAGE, build_docs, build_package

if TYPE_CHECKING:
    from conftest import Run


def shuffle(value: Any, rng: random.Random, *, ordered: bool = False) -> Any:
    """The same value in another order; that of properties and arguments is the author's and stays."""
    if isinstance(value, dict):
        keys = list(value) if ordered else rng.sample(list(value), len(value))
        kept = ("properties", "arguments", "example")
        return {key: value[key] if key == "example" else shuffle(value[key], rng, ordered=key in kept) for key in keys}
    return [shuffle(item, rng) for item in value] if isinstance(value, list) else value


def read(path: Path) -> Any:
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def write(path: Path, data: Any) -> None:
    text = json.dumps(data) if path.suffix == ".json" else yaml.safe_dump(data, sort_keys=False)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_files_and_keys_does_not_matter(specs: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    files = [path for path in (specs / "tasks").rglob("*") if path.is_file()]
    other = tmp_path / "elsewhere"
    for path in rng.sample(files, len(files)):
        target = other / path.relative_to(specs)
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, shuffle(read(path), rng))
    for name in ("providers", "servers", "shapes.yaml"):
        (specs / name).rename(other / name)
    for name in ("providers", "servers", "shapes.yaml"):
        (specs / name).symlink_to(other / name)
    package = build_package(specs)
    assert build_package(other) == package
    assert build_docs(other, package) == build_docs(specs, package)


def test_hash_seed_folder_and_working_directory_do_not_matter(specs: Path, tmp_path: Path, run_python: Run) -> None:
    trees = []
    for seed, cwd in (("0", tmp_path), ("4242", Path("/"))):
        out = tmp_path / f"out{seed}"
        command = ["-m", "inferlink_codegen", "--specs", str(specs), "--out", str(out)]
        done = run_python(*command, cwd=cwd, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        files = ((root, path) for root in (out, specs.parent / "docs") for path in root.rglob("*") if path.is_file())
        trees.append({str(path.relative_to(root)): path.read_bytes() for root, path in files})
    assert {f"{PACKAGE}/sync_tasks.py", "tasks/index.md"} <= trees[0].keys()
    assert trees[0] == trees[1]


def test_output_holds_no_trace_of_time_or_place(specs: Path) -> None:
    package = build_package(specs)
    text = "\n".join((*package.values(), *build_docs(specs, package).values()))
    assert str(specs.parent) not in text
    assert not re.search(r"20\d\d-\d\d-\d\dT", text)
