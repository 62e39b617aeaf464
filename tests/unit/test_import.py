"""What is loaded when: law 10 of the design."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import inferlink
from inferlink.testing import FakeServer

HEAVY = {"httpx", "httpcore", "h11", "pydantic", "pydantic_core", "asyncio", "numpy", "PIL", "ssl"}
HEAVY |= {"opentelemetry"}
TYPES = "inferlink_generated.types."


def loaded_after(program: str, *arguments: str) -> set[str]:
    """Names of the modules that are loaded when a program ends."""
    whole = f"{program}\nimport sys\nprint('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", whole, *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in HEAVY or name.startswith(TYPES)}


@pytest.mark.parametrize(
    "program",
    [
        "import inferlink",
        "from inferlink import InferenceClient",
        "from inferlink import AsyncInferenceClient, InferenceClient, InferenceError, Retry, Timeout",
        "from inferlink import InferenceClient; InferenceClient()",
        "from inferlink import InferenceClient; InferenceClient(base_url='http://localhost:8080/v1', timeout=3)",
        "from inferlink import InferenceClient; InferenceClient(provider='auto', api_key='hf_x').with_options(retry=0)",
        "from inferlink import AsyncInferenceClient; AsyncInferenceClient('https://example.com', token=False)",
        "import inferlink; inferlink.AsyncInferenceClient().chat.completions.create",
        "import inferlink; inferlink.InferenceClient().images.generate",
        "from inferlink import InferenceClient; from inferlink.hooks import Hooks; InferenceClient(hooks=Hooks())",
        "import inferlink.otel",
    ],
)
def test_importing_and_making_a_client_loads_nothing_heavy(program: str) -> None:
    assert heavy(loaded_after(program)) == set()


@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_call_loads_the_types_of_chat_alone(stream: bool) -> None:
    program = (
        "import sys; from inferlink import InferenceClient\n"
        "answer = InferenceClient(base_url=sys.argv[1]).chat_completion('Hello', stream=sys.argv[2] == 'True')\n"
        "assert answer.choices if sys.argv[2] == 'False' else list(answer.text)"
    )
    with FakeServer() as server:
        modules = loaded_after(program, f"{server.url}/v1", str(stream))
    shared = {f"{TYPES}common"}
    assert {name for name in modules if name.startswith(TYPES)} - shared == {f"{TYPES}chat_completion"}
    assert not {"asyncio", "httpx", "numpy", "PIL", "pydantic"} & modules


def test_results_and_events_of_openai_are_loaded_when_they_are_used() -> None:
    modules = loaded_after("from inferlink import InferenceClient; InferenceClient().text_generation")
    assert not {"inferlink._openai.views", "inferlink._openai.outputs", "inferlink._openai.events"} & modules


def test_a_client_of_a_named_provider_loads_nothing_that_describes_one() -> None:
    modules = loaded_after("from inferlink import InferenceClient; InferenceClient(provider=['groq', 'together'])")
    assert not {"inferlink._specs.vocabulary", "inferlink._specs.words", "inferlink._specs.catalog"} & modules


def test_an_unused_provider_is_not_loaded() -> None:
    program = (
        "import sys; from inferlink import InferenceClient\nInferenceClient(base_url=sys.argv[1]).chat_completion('x')"
    )
    with FakeServer() as server:
        modules = loaded_after(program, f"{server.url}/v1")
    routes = {name for name in modules if name.startswith("inferlink_generated.routes.") and name.count(".") == 3}
    assert routes == {"inferlink_generated.routes.servers.openai"}


@pytest.mark.parametrize("name", inferlink.__all__)
def test_every_public_name_resolves(name: str) -> None:
    assert getattr(inferlink, name) is not None


def test_dir_lists_the_public_names() -> None:
    assert dir(inferlink) == sorted(inferlink.__all__)
    program = "import inferlink, json; print(json.dumps(dir(inferlink)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == sorted(inferlink.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Klient'"):
        inferlink.Klient  # noqa: B018  # looking it up is the test
