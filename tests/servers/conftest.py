"""Real llama.cpp servers, each started by the first test that wants it and shared with the others."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from faults import KINDS
from live import KEY, open_client
from tasks_app import SCRIPT, serve

from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tasks_app import App

# The packaged model's own template knows neither tools nor thinking.
TEMPLATE = """\
{%- if tools %}
  {{- '<|im_start|>system\\nYou may call functions. Their signatures:\\n<tools>' }}
  {%- for tool in tools %}{{- '\\n' + tool | tojson }}{%- endfor %}
  {{- '\\n</tools>\\nAnswer with <tool_call>\\n{"name": <name>, "arguments": <object>}\\n</tool_call><|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
  {{- '<|im_start|>' + ('user' if message.role == 'tool' else message.role) + '\\n' }}
  {%- if message.role == 'assistant' and message.reasoning_content %}
    {{- '<think>\\n' + message.reasoning_content + '\\n</think>\\n\\n' }}
  {%- endif %}
  {%- if message.content %}{{- message.content }}{%- endif %}
  {%- for call in message.tool_calls or [] %}
    {{- '<tool_call>\\n{"name": "' + call.function.name + '", "arguments": ' }}
    {{- call.function.arguments | tojson }}{{- '}\\n</tool_call>' }}
  {%- endfor %}
  {{- '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
  {{- '<|im_start|>assistant\\n' }}{%- if enable_thinking %}{{- '<think>\\n' }}{%- endif %}
{%- endif %}
"""


@pytest.fixture(scope="session")
def one_slot_server() -> Iterator[LocalServer]:
    """Computes one request at a time: a call after a stream is answered when the stream's slot is free again."""
    with LocalServer(threads=1, parallel=1) as server:
        yield server


@pytest.fixture(scope="session")
def template_server() -> Iterator[LocalServer]:
    """Takes tools, and thinks unless told not to."""
    with LocalServer(threads=1, chat_template=TEMPLATE) as server:
        yield server


@pytest.fixture(scope="session")
def guarded_server() -> Iterator[LocalServer]:
    """Wants a key."""
    with LocalServer(threads=1, api_key=KEY) as server:
        yield server


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embeddings model is kept, in place of the user's own cache folder."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def embedding_server(cache_folder: Path) -> Iterator[LocalServer]:
    """Gives vectors of the packaged embeddings model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache_folder))
        server = LocalServer(threads=1, embedding=True)
    with server:
        yield server


@pytest.fixture(params=KINDS)
def connect(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Makes clients of either kind; they close with the test."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(open_client(request.param, **{"timeout": 60, **options}))


@pytest.fixture
def client(connect: Callable[..., Any], local_server: LocalServer) -> Any:
    """A client of either kind for the shared server."""
    return connect(base_url=local_server.base_url)


@pytest.fixture(scope="session")
def tasks_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app of examples/local_tasks: speech recognition only where `make local-tasks` has installed it."""
    if not SCRIPT["PYTHON"].exists():
        pytest.skip("not run: no local task was called, for .venvs/local_tasks is missing; `make test` makes it")
    with serve(tmp_path_factory.mktemp("guard") / "left.log") as app:
        yield app
