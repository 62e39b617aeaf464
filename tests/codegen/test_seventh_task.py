"""A task more is a folder more: nothing else is touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from inferlink_codegen.build import PACKAGE

if TYPE_CHECKING:
    from conftest import Run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

CALLS = """
import asyncio
import contextlib
from collections.abc import Mapping
from os import PathLike
from typing import TypeVar, assert_type

from inferlink.options import RequestOptions
from inferlink.types import AsyncStream, Stream
from inferlink_generated._result import Text
from inferlink_generated.async_tasks import AsyncTasks
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.port import Operation
from inferlink_generated.sync_tasks import SyncTasks
from inferlink_generated.types import StoryWritingOutput, StoryWritingStreamOutput

T = TypeVar("T")
CALLS: list[tuple[Operation[object], dict[str, object]]] = []


class Recorded(Exception):
    pass


class Sync(SyncTasks):
    def _call(
        self,
        operation: Operation[T],
        /,
        *,
        model: str | None,
        input: object,
        params: Mapping[str, object],
        stream: bool = False,
        output: object = None,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> T:
        CALLS.append((operation, dict(model=model, input=input, params=params, stream=stream, options=options)))
        raise Recorded


class Async(AsyncTasks):
    async def _call(
        self,
        operation: Operation[T],
        /,
        *,
        model: str | None,
        input: object,
        params: Mapping[str, object],
        stream: bool = False,
        output: object = None,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> T:
        CALLS.append((operation, dict(model=model, input=input, params=params, stream=stream, options=options)))
        raise Recorded


def types(client: Sync) -> None:
    assert_type(client.story_writing("x"), Text)
    assert_type(client.story_writing("x", details=True), StoryWritingOutput)
    assert_type(client.story_writing("x", stream=True), Stream[str, Text])
    assert_type(
        client.story_writing("x", stream=True, details=True), Stream[StoryWritingStreamOutput, StoryWritingOutput]
    )


async def async_types(client: Async) -> None:
    assert_type(await client.story_writing("x"), Text)
    assert_type(await client.story_writing("x", stream=True), AsyncStream[str, Text])


with contextlib.suppress(Recorded):
    Sync().story_writing("A lighthouse.", model="m", details=True)
with contextlib.suppress(Recorded):
    asyncio.run(Async().story_writing("A lighthouse.", model="m", details=True))

for operation, call in CALLS:
    assert operation is OPERATIONS["story-writing"]
    assert call == dict(model="m", input="A lighthouse.", params={"details": True}, stream=False, options=None), call
print(len(CALLS), OPERATIONS["story-writing"].hub, len(OPERATIONS))
"""


def test_seventh_task_is_one_folder(specs: Path, tmp_path: Path, run_python: Run) -> None:
    before = len(list((specs / "tasks").glob("*/task.yaml")))
    shutil.copytree(HERE / "toy/tasks/story-writing", specs / "tasks/story-writing")
    out = tmp_path / "out"
    done = run_python("-m", "inferlink_codegen", "--specs", str(specs), "--out", str(out))
    assert done.returncode == 0, done.stderr

    calls = tmp_path / "calls.py"
    calls.write_text(CALLS)
    done = run_python(str(calls), PYTHONPATH=str(out))
    assert done.stdout.split() == ["2", "stories", str(before + 1)], done.stderr

    mypy = ["-m", "mypy", "--strict", "--python-version=3.11", "--cache-dir", str(tmp_path / "cache"), str(calls)]
    done = run_python(*mypy, MYPYPATH=f"{out}:{ROOT / 'src'}", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    for command in (["check"], ["format", "--check"]):
        done = run_python("-m", "ruff", *command, "--config", "pyproject.toml", str(out / PACKAGE))
        assert done.returncode == 0, done.stdout + done.stderr
