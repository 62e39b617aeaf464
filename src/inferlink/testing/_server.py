"""The fake server itself."""

from __future__ import annotations

import re
from collections import deque
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inferlink_generated.operations import OPERATIONS

from ..errors import InvalidInput
from ._answers import Tasks, answer
from ._hosted import Jobs
from ._http import Answer, Listener, Received

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from types import TracebackType
    from typing import Self

    from .._wire import Reply, Request

__all__ = ["FakeServer"]

_KEPT = 1000
_SECRET = re.compile(r"auth|key|token|secret|cookie|password")


class FakeServer:
    """A server on loopback that answers every task with made-up data, streams included: for tests.

    It serves the OpenAI-compatible routes (`/v1/chat/completions`, `/v1/completions`, `/v1/embeddings`, `/v1/rerank`,
    `/v1/images/generations`, `/v1/audio/speech`, `/v1/audio/transcriptions`, `/v1/models`) below any base, the Hub's
    look-ups, hosted providers in their own words (see `patch`), and the pipeline form everywhere else. The task of a
    pipeline is the one in its path, as `/pipeline/text-classification`; that of the model in its path, as
    `/models/owner/name`; the `task` given here; or the only one that such a request can be meant for. Replies follow
    the schemas of the tasks. Tools are called, JSON follows the schema that is asked for, `max_tokens` is obeyed, and
    the same request always has the same answer, but for the state of a job. Keys are not looked at.

    Args:
        task: The task of pipelines, and of models, that nothing else tells; as `text-classification`.
        models: Model id to its task, as the Hub shall tell it. The name of a task after the owner says it too:
            `fake/text-classification`.

    Raises:
        InvalidInput: When a task is not known.
    """

    def __init__(self, task: str | None = None, *, models: Mapping[str, str] | None = None) -> None:
        for name in {task or "", *(models or {}).values()} - {""}:
            if name not in OPERATIONS:
                raise InvalidInput(f"FakeServer: {name!r} is no task; known are {', '.join(OPERATIONS)}.")
        self._tasks = Tasks(task, dict(models or {}))
        self._jobs = Jobs()
        self._requests: deque[Received] = deque(maxlen=_KEPT)
        self._listener: Listener | None = None

    @property
    def url(self) -> str:
        """Root of the server, as `http://127.0.0.1:45678`.

        Raises:
            InvalidInput: When it does not run.
        """
        if self._listener is None:
            raise InvalidInput("The fake server is not started: use `with FakeServer() as server:`, or start().")
        return self._listener.url

    @property
    def hub_url(self) -> str:
        """The value of `HF_ENDPOINT` that sends the Hub's look-ups here. Raises as `url` does."""
        return self.url

    @property
    def requests(self) -> list[Received]:
        """The last 1,000 requests, oldest first. Keys and cookies are masked."""
        return list(self._requests)

    def start(self) -> Self:
        """Listen on a free port. A server that runs is left as it is."""
        if self._listener is None:
            self._listener = Listener(self._respond)
        return self

    def stop(self) -> None:
        """Drop all connections and free the port. May be called again; `start` may follow."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    @contextmanager
    def patch(self) -> Generator[Self]:
        """Send every request of every client here, wherever it is meant for, while the `with` block lasts.

        Hosted providers, the Hub and dedicated endpoints can so be tested with the code as it is: keys, headers and
        paths are made as ever, and only the connection leads elsewhere. A provider's replies have its own form: where
        it queues jobs, the first poll finds one pending and the second done, and what a reply links to can be
        downloaded. The header `x-forwarded-host` of `requests` names the host that was meant.
        """
        from unittest import mock

        from .._transport import AsyncTransport, SyncTransport

        url, send, send_async = self.url, SyncTransport.send, AsyncTransport.send

        def redirected(transport: SyncTransport, request: Request) -> Reply:
            return replace(send(transport, _redirected(request, url)), url=request.url)

        async def redirected_async(transport: AsyncTransport, request: Request) -> Reply:
            return replace(await send_async(transport, _redirected(request, url)), url=request.url)

        with (
            mock.patch.object(SyncTransport, "send", redirected),
            mock.patch.object(AsyncTransport, "send", redirected_async),
        ):
            yield self

    def _respond(self, request: Received) -> Answer:
        masked = {name: "***" if _SECRET.search(name) else value for name, value in request.headers.items()}
        self._requests.append(replace(request, headers=masked))
        return answer(request, self._tasks, self._jobs)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"FakeServer({self._listener.url if self._listener is not None else 'not running'})"


def _redirected(request: Request, url: str) -> Request:
    """A request with the server's address in place of its own."""
    parts = urlsplit(request.url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {**request.headers, "x-forwarded-host": parts.netloc}
    return replace(request, url=url + path, headers=headers, public_only=False)
