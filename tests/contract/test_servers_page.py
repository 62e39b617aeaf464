"""`docs/servers.md` says of each server what its file says, and no more than what the tests prove.

`pytest tests/contract/test_servers_page.py --write` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from contract.evidence import ANY_SERVER, SERVERS, Evidence, called_for_real, evidence, functions
from contract.recording import NOT_COMMITTED
from contract.targets import load
from contract.test_recordings import RECORDED_OF, SERVER_FIXTURES, TABLE

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from inferlink._specs.vocabulary import Provider

PAGE = Path(__file__).parents[2] / "docs" / "servers.md"
HEAD = """\
<!-- Written by tests/contract/test_servers_page.py from the specs and the tests. Edits are lost: see there. -->

# Servers, and what is proven of them

A server is called by its name, `InferenceClient(provider="ollama", model="...")`, at its usual address or at
`base_url=`. What a server would ignore in silence is refused with `NotSupported` before anything is sent;
`RequestOptions(unsupported="drop")` leaves it out, and `.meta.dropped` says so. A task that a server does not serve is
refused too.

## Which task where

One row a task, one column a server. `yes`: served; `stream`: the answer may also come in pieces. Below it is what the
tests prove, and nothing else counts:

- **N recorded**: N replies of the real server, errors included, are replayed and become the right result or error.
- **N mocked**: N replies of somebody else's mock of the server are replayed.
- **requests**: every option is checked against the OpenAPI file that the server publishes.
- **real**: a test starts the server itself and calls it; vLLM and infinity in `make test-servers`, the others in
  `make test`. What stands behind a real LiteLLM proxy is real for chat, texts and vectors, and canned for the rest.

"""
NOTE = """
The recordings of {absent}, and the OpenAPI files, are not part of the repository: those checks
run where they are at hand, and are reported as not run elsewhere. No package has Ollama's server: every exchange with
it, our own and the documented ones, is made with its official client too, and both must ask and find the same. aimock
(`@copilotkit/aimock` on npm) speaks Ollama's wire and OpenAI's to the tests over real sockets. `endpoint` also serves
all other tasks of [the list](tasks/index.md), in the form of pipelines; what any server was recorded to answer in such
a form, or in OpenAI's, is evidence for `endpoint` and `openai`.
"""
PAGES = """
## Server by server

Each has a page: how it is called, and which paths, streams and parameters it takes.

| server | name | usual address |
| --- | --- | --- |
"""


def page() -> str:
    """All of it."""
    absent = ", ".join(sorted({name for name in NOT_COMMITTED if name in TABLE}))
    lines = "".join(f"{listed(load('servers', name))}\n" for name in routes.SERVERS)
    return f"{HEAD}{matrix()}{NOTE.format(absent=absent)}{PAGES}{lines}"


def tasks() -> list[str]:
    """Tasks that a server serves, but for those that only an endpoint of any kind does."""
    served = {task for name in routes.SERVERS if name != "endpoint" for task in load("servers", name).tasks}
    return [task for task in OPERATIONS if task in served]


def matrix() -> str:
    """Task by server."""
    names = list(routes.SERVERS)
    rows = [[f"[{task}](tasks/{task}.md)", *(cell(name, task) for name in names)] for task in tasks()]
    return table(["task", *(f"`{name}`" for name in names)], rows)


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] + [":-:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(server: str, task: str) -> str:
    """What is served, and what is proven of it."""
    route = load("servers", server).tasks.get(task)
    if route is None:
        return ""
    return "<br>".join(["yes" if route.stream is None else "stream", *words(evidence(server, task))])


def words(found: Evidence) -> Iterator[str]:
    if found.recorded:
        yield f"{found.recorded} recorded"
    if found.mocked:
        yield f"{found.mocked} mocked"
    if found.published:
        yield "requests"
    if found.real:
        yield "real"


def listed(server: Provider) -> str:
    """The line that leads to the page of a server."""
    return (
        f"| [{server.title}](servers/{server.name}.md) | `{server.name}` | {server.address and f'`{server.address}`'} |"
    )


def test_the_page_is_what_the_specs_and_the_tests_say(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--write", default=False):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "if it is meant: make expected"


def test_links_of_the_page_lead_somewhere() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE.read_text("utf-8")):
        assert (PAGE.parent / link).exists(), link


def test_every_recording_is_of_one_server() -> None:
    assert RECORDED_OF.keys() <= set(routes.SERVERS) - set(ANY_SERVER)
    folders = [name for of in RECORDED_OF.values() for names in of.values() for name in names]
    assert set(folders) <= TABLE.keys()
    assert len(folders) == len(set(folders))


def test_every_server_fixture_is_there() -> None:
    fixtures = {each.name for path in SERVERS.glob("*.py") for each in functions(path)}
    root = {each.name for each in functions(SERVERS.parent / "conftest.py")}
    assert {name for names in SERVER_FIXTURES.values() for name in names} <= fixtures | root
    assert SERVER_FIXTURES.keys() <= set(routes.SERVERS)


def test_a_call_that_shall_fail_proves_nothing() -> None:
    """llama.cpp refuses vectors where they are not enabled; another test has it give them."""
    assert {("llama-cpp", "chat-completion"), ("llama-cpp", "feature-extraction")} <= called_for_real()
    assert ("ollama", "chat-completion") not in called_for_real()


def test_a_call_of_a_proxy_proves_nothing_of_what_stands_behind_it() -> None:
    assert ("litellm", "text-ranking") in called_for_real()
    assert ("llama-cpp", "automatic-speech-recognition") not in called_for_real()
