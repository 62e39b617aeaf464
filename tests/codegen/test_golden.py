"""The output for two small tasks, as text."""

import ast
from pathlib import Path
from typing import get_type_hints

import pytest

import inferlink.types
from inferlink.options import RequestOptions
from inferlink_codegen.build import build_docs, build_package
from inferlink_codegen.tree import differences
from inferlink_generated.async_tasks import AsyncTasks
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.sync_tasks import SyncTasks

HERE = Path(__file__).parent


def test_toy_tasks_print_as_they_did() -> None:
    package = build_package(HERE / "toy", "toy_generated")
    found = list(differences(HERE / "golden/toy_generated", package))
    found += differences(HERE / "golden/toy_docs", build_docs(HERE / "toy", package))
    assert not found, "\n".join([*found, "Run: python tests/codegen/update_golden.py, and read the diff."])


def test_sync_and_async_methods_differ_by_the_words_of_their_flavour() -> None:
    sync, text = (
        "class " + (HERE / f"golden/toy_generated/{name}_tasks.py").read_text("utf-8").partition("\nclass ")[2]
        for name in ("sync", "async")
    )
    words = {"AsyncStream": "Stream", "AsyncPort": "SyncPort", "AsyncTasks": "SyncTasks"}
    for name, twin in {**words, "async def": "def", "await ": ""}.items():
        assert name in text
        text = text.replace(name, twin)
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(sync))


@pytest.mark.parametrize("tasks", [SyncTasks, AsyncTasks])
def test_annotations_of_every_method_resolve(tasks: type) -> None:
    names = {**vars(inferlink.types), "RequestOptions": RequestOptions}
    for operation in OPERATIONS.values():
        hints = get_type_hints(getattr(tasks, operation.method), localns=names)
        assert {"model", "options", "extra_body", "return"} <= hints.keys()
