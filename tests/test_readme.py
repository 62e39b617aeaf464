"""The code of README.md and of the other documents works as it is printed."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from doc_blocks import Block, commands, read_blocks, runs
from doc_files import FILES, MODELS

from inferlink.testing import FakeServer
from inferlink_generated.operations import OPERATIONS

ROOT = Path(__file__).parents[1]
INCLUDED = ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "specs/README.md", "examples/local_tasks/README.md"]
"""Files that the site shows beside those in docs/."""
DOCUMENTS = [*(ROOT / name for name in ("README.md", *INCLUDED)), *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def cases() -> list[Any]:
    return [
        pytest.param(document, group, id=f"{name_of(document)}:{group[0].line}")
        for document in DOCUMENTS
        for group in runs(read_blocks(document.read_text("utf-8")))
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_block_says_how_it_is_run(document):
    assert [block.problem for block in read_blocks(document.read_text("utf-8")) if block.problem] == []


@pytest.mark.parametrize(("document", "group"), cases())
def test_python_block_runs(document, group, tmp_path, monkeypatch):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in group:
        printed = run(block, document, names)
        assert printed or "print(" not in block.code


def consoles() -> list[Any]:
    return [
        pytest.param(block, id=f"{name_of(document)}:{block.line}")
        for document in DOCUMENTS
        for block in read_blocks(document.read_text("utf-8"))
        if block.language == "console" and block.mark == "fake"
    ]


@pytest.mark.parametrize("block", consoles())
def test_console_block_prints_what_it_shows(block, tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    with FakeServer() as server:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        known = {"PATH": path, "HF_HOME": str(tmp_path), "INFERLINK_BASE_URL": server.url}
        for command, printed in commands(block):
            done = subprocess.run(
                command, shell=True, cwd=tmp_path, env=known, capture_output=True, text=True, check=False, timeout=120
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, printed, ""), command


def run(block: Block, document: Path, names: dict[str, Any]) -> str:
    """Run one block, and tell what it printed. Lines in a traceback are those of the document."""
    code = compile("\n" * block.line + block.code, str(document), "exec", dont_inherit=True)
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.ExitStack() as stack:
        if block.mark == "fake":
            task = document.stem if document.stem in OPERATIONS else None
            server = stack.enter_context(FakeServer(task, models={} if task else MODELS))
            stack.enter_context(server.patch())
        exec(code, names)
    return printed.getvalue()


DOCUMENT = """
# Title

```python
unmarked = 1
```

<!-- run: no -->
```python
never = 1
```

<!-- run: fake -->
```python
first = 1
```

<!-- run: fake, continue -->
```python
second = first
```

<!-- run: local -->
```python
third = 1
```

<!-- run: no -->
```sh
make
```

```
a drawing
```
"""


def test_python_block_without_a_mark_that_runs_it_is_found():
    problems = [block.problem for block in read_blocks(DOCUMENT) if block.problem]
    assert problems == ["line 4: a python block marked None", "line 9: a python block marked 'no'"]


def test_shell_block_is_never_run():
    blocks = read_blocks(DOCUMENT)
    assert [block.language for block in blocks] == ["python"] * 5 + ["sh", ""]
    assert all(block.language == "python" for group in runs(blocks) for block in group)


def test_console_block_is_read_as_commands_and_what_they_print():
    block = Block(1, "console", "$ first --x\none\ntwo\n$ second\n", "fake")
    assert commands(block) == [("first --x", "one\ntwo\n"), ("second", "")]
    assert Block(1, "console", "", None).problem == "line 1: a console block marked None"


def test_only_a_block_that_continues_shares_names():
    assert [[block.line for block in group] for group in runs(read_blocks(DOCUMENT))] == [[4], [9], [14, 19], [24]]


def test_wrong_code_fails_at_its_line():
    block = Block(40, "python", "ok = 1\nwrong\n", "fake")
    with pytest.raises(NameError) as caught:
        run(block, ROOT / "README.md", {})
    assert caught.traceback[-1].lineno == 41  # counted from 0: the second line below the fence on line 40
