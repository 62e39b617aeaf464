"""The child process of `LocalServer`: a llama.cpp server that lives as long as its standard input stays open."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from typing import Any, TypedDict

__all__ = ["Config"]


class Config(TypedDict):
    """First line of standard input, as JSON: not on the command line, where the key would show in `ps`."""

    model: str
    alias: str
    ctx: int
    parallel: int
    threads: int
    api_key: str | None
    embedding: bool
    chat_template: str | None


def start_server(config: Config) -> Any:
    """Return when the model is loaded and the port is open."""
    llama = importlib.import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = config["model"]
    params.model_alias = {config["alias"]}
    params.n_parallel = config["parallel"]
    params.n_ctx = config["ctx"] * config["parallel"]  # llama.cpp divides it among the slots
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = config["threads"]
    params.verbosity = 1  # errors only
    params.n_threads_http = 256  # an idle connection holds one for 5 s
    params.offline = True
    params.sse_ping_interval = 1  # by default a closed stream is noticed after up to 30 s
    params.cache_ram_mib = 0  # by default prompts of idle slots are kept, up to 8 GiB
    params.api_keys = [config["api_key"]] if config["api_key"] else []
    if config["chat_template"]:
        params.chat_template = config["chat_template"]
    if config["embedding"]:
        params.embedding = True
        params.kv_unified = True  # else texts of different lengths in one request are pooled together
        params.pooling_type = llama.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    return llama.Server(params)


def wait_for_parent() -> None:
    """Return when the parent closes our standard input, or is gone while a fork of it holds the pipe open."""
    parent = os.getppid()
    closed = threading.Event()

    def read_to_end() -> None:
        sys.stdin.buffer.read()
        closed.set()

    threading.Thread(target=read_to_end, daemon=True).start()
    while os.getppid() == parent and not closed.wait(1):
        pass


def main() -> None:
    """Serve until the parent stops us; the one line on standard output is the server's URL."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    ready = os.dup(1)
    os.dup2(2, 1)
    config: Config = json.loads(sys.stdin.buffer.readline())
    server = start_server(config)
    os.write(ready, f"{server.listening_address}\n".encode())
    wait_for_parent()
    os._exit(0)  # a clean end would wait for open streams


if __name__ == "__main__":
    main()
