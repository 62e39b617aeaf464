"""What the tests prove of each server: recordings that are replayed, files it publishes, calls to the server itself."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract.recording import METHODS, NOT_COMMITTED
from contract.test_published import FILES
from contract.test_recordings import RECORDED_OF, RECORDINGS, SERVER_FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.recording import Recording

SERVERS = Path(__file__).parents[1] / "servers"
ANY_SERVER = ("endpoint", "openai")
"""Files for no server in particular: what was recorded of any is evidence for them."""


@dataclass(frozen=True)
class Evidence:
    """What is proven of a task at a server."""

    recorded: int = 0
    """Replies of the server that are replayed."""
    mocked: int = 0
    """Replies of mocks of it that are replayed."""
    published: bool = False
    """Requests are checked against the OpenAPI file that it publishes."""
    real: bool = False
    """A test calls the server itself."""


def evidence(server: str, task: str) -> Evidence:
    """What the tests prove."""
    found = Counter(_kind_of(recording, server) for recording in RECORDINGS if METHODS[recording.method].task == task)
    return Evidence(
        recorded=found["recorded"],
        mocked=found["mocked"],
        published=any(each.strict and each.server == server and task in each.tasks for each in FILES),
        real=(server, task) in called_for_real(),
    )


def _kind_of(recording: Recording, server: str) -> str | None:
    if server in ANY_SERVER:
        is_read_by_it = recording.server not in NOT_COMMITTED and recording.target["provider"] == server
        return "recorded" if is_read_by_it else None
    folders = RECORDED_OF.get(server, {})
    if recording.server in folders.get("recorded", ()):
        return "recorded"
    return "mocked" if recording.via == server or recording.server in folders.get("mocked", ()) else None


@cache
def called_for_real() -> frozenset[tuple[str, str]]:
    """Server and task, where a test that is given the server calls the task's method and wants no error."""
    return frozenset(
        (server, METHODS[name].task)
        for path in sorted(SERVERS.glob("test_*.py"))
        for test in functions(path)
        if test.name.startswith("test_")
        for server in _servers_of(test, path)
        for name in _called(test)
        if name in METHODS
    )


@cache
def functions(path: Path) -> tuple[ast.FunctionDef, ...]:
    tree = ast.parse(path.read_text("utf-8"))
    return tuple(node for node in tree.body if isinstance(node, ast.FunctionDef))


def _servers_of(test: ast.FunctionDef, path: Path) -> set[str]:
    """The servers among the fixtures of a test, those of its fixtures included; not what stands behind a server."""
    servers = {name for fixtures in SERVER_FIXTURES.values() for name in fixtures}
    known = {each.name: each for each in (*functions(SERVERS / "conftest.py"), *functions(path))}
    known = {name: each for name, each in known.items() if _is_fixture(each)}
    reached: set[str] = set()
    left = _wants(test)
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left |= _wants(known[name]) if name in known and name not in servers else set()
    return {server for server, fixtures in SERVER_FIXTURES.items() if reached & set(fixtures)}


def _is_fixture(function: ast.FunctionDef) -> bool:
    return any("pytest.fixture" in ast.unparse(each) for each in function.decorator_list)


def _wants(function: ast.FunctionDef) -> set[str]:
    """Arguments, and names that decorators give: fixtures that are chosen by a parameter."""
    named = (node for each in function.decorator_list for node in ast.walk(each))
    texts = {node.value for node in named if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {argument.arg for argument in function.args.args} | texts


def _called(node: ast.AST) -> Iterator[str]:
    """Methods that are called, but for those of which an error is expected."""
    if isinstance(node, ast.With) and any("raises(" in ast.unparse(item.context_expr) for item in node.items):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node.func.attr
    for inner in ast.iter_child_nodes(node):
        yield from _called(inner)
