"""The output for two small tasks, as text."""

from pathlib import Path

from inferlink_codegen.build import build_package
from inferlink_codegen.tree import differences

HERE = Path(__file__).parent


def test_toy_tasks_print_as_they_did() -> None:
    found = list(differences(HERE / "golden/toy_generated", build_package(HERE / "toy", "toy_generated")))
    assert not found, "\n".join([*found, "Run: python tests/codegen/update_golden.py, and read the diff."])


def test_sync_and_async_methods_differ_by_the_words_of_their_flavour() -> None:
    sync, text = (
        (HERE / f"golden/toy_generated/{name}_tasks.py").read_text("utf-8").partition("\nclass ")[2]
        for name in ("sync", "async")
    )
    words = {"AsyncStream": "Stream", "AsyncPort": "SyncPort", "AsyncTasks": "SyncTasks"}
    for name, twin in {**words, "async def": "def", "await ": ""}.items():
        assert name in text
        text = text.replace(name, twin)
    assert "".join(text.split()) == "".join(sync.split())
