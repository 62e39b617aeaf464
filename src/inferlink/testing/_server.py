"""The fake server itself."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

from .._auth import SECRET_NAME
from ..errors import InvalidInput
from ._answers import Known, Tasks, answer
from ._hosted import Jobs, load_file
from ._http import Answer, Listener, Received
from ._redact import MASK
from ._script import Scripted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping
    from types import TracebackType
    from typing import Self

    from .._sending.wire import Reply, Request
    from .._specs.vocabulary import Provider

__all__ = ["FakeServer"]

_KEPT = 1000


class FakeServer(Scripted):
    """A server on loopback that answers every task with made-up data, streams included: for tests.

    It serves the OpenAI-compatible routes (`/v1/chat/completions`, `/v1/completions`, `/v1/embeddings`, `/v1/rerank`,
    `/v1/images/generations`, `/v1/audio/speech`, `/v1/audio/transcriptions`, `/v1/models`) below any base, the Hub's
    look-ups, the routes of local servers, hosted providers in their own words (see `patch`), and the pipeline form
    everywhere else. The task of a pipeline is the one in its path, as `/pipeline/text-classification`; that of the
    model in its path, as `/models/owner/name`; the `task` given here; or the only one that such a request can be meant
    for. Replies follow the schemas of the tasks. Tools are called, JSON follows the schema that is asked for,
    `max_tokens` is obeyed, and the same request always has the same answer, but for the state of a job. Keys are not
    looked at.

    A test may set the answers (`reply`) and ask for faults (`fail`, `error`, `spoil`, `stall`, `cut`, `slow`). Faults
    meet the calls that come next, in the order they were asked for, each as many `times` as it says (`None`: always).
    They meet POST requests alone, which are the calls themselves: look-ups, polls and downloads only where `when`, a
    function of the request, says so. `after` counts the pieces that are sent before, which are the events of a stream;
    any other reply is sent in four.

    Args:
        task: The task of pipelines, and of models, that nothing else tells; as `text-classification`.
        models: Model id to its task, as the Hub shall tell it. The name of a task after the owner says it too:
            `fake/text-classification`.
        server: The local server that it plays, as `ollama`: `client.server()` and `client.models()` recognise it, and
            routes are those of that server first. Without it, a route that several servers have in different forms is
            refused.

    Raises:
        InvalidInput: When a task or server is not known.
    """

    def __init__(
        self, task: str | None = None, *, models: Mapping[str, str] | None = None, server: str | None = None
    ) -> None:
        super().__init__()
        if server is not None and server not in routes.SERVERS:
            raise InvalidInput(f"FakeServer: {server!r} is no server; known are {', '.join(routes.SERVERS)}.")
        for name in {task or "", *(models or {}).values()} - {""}:
            if name not in OPERATIONS:
                raise InvalidInput(f"FakeServer: {name!r} is no task; known are {', '.join(OPERATIONS)}.")
        self._known = Known(Tasks(task, dict(models or {}), server), Jobs(), self._replies)
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
    def provider(self) -> Provider:
        """A description of this server that has every task: `InferenceClient(provider=server.provider)`.

        Raises as `url` does.
        """
        from .._specs.vocabulary import Provider

        endpoint = load_file("servers", routes.BARE_URL[-1][1])
        tasks = {
            task: replace(route, complete=None, path=route.path if route.path else f"/pipeline/{task}")
            for task, route in endpoint.tasks.items()
        }
        return Provider(
            name="fake",
            title="FakeServer",
            base=self.url,
            routing="direct",
            key="optional",
            ids="optional",
            tasks=tasks,
        )

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
    def patch(self, *, instant: bool = True) -> Generator[Self]:
        """Send every request of every client here, wherever it is meant for, while the `with` block lasts.

        Hosted providers, the Hub and dedicated endpoints can so be tested with the code as it is: keys, headers and
        paths are made as ever, and only the connection leads elsewhere. A provider's replies have its own form: where
        it queues jobs, the first poll finds one pending and the second done, and what a reply links to can be
        downloaded. The header `x-forwarded-host` of `requests` names the host that was meant.

        Args:
            instant: Let the waits between polls and before retries pass at once; see `without_waiting`.
        """
        from ._tap import tapped
        from ._waits import without_waiting

        url = self.url

        def redirect(request: Request, send: Callable[[Request], Reply]) -> Reply:
            return replace(send(_redirected(request, url)), url=request.url)

        async def redirect_async(request: Request, send: Callable[[Request], Awaitable[Reply]]) -> Reply:
            return replace(await send(_redirected(request, url)), url=request.url)

        with tapped(redirect, redirect_async), without_waiting() if instant else nullcontext():
            yield self

    def _respond(self, request: Received) -> Answer:
        masked = {name: MASK if SECRET_NAME.search(name) else value for name, value in request.headers.items()}
        self._requests.append(replace(request, headers=masked))
        change = self._fault(request)
        given = answer(request, self._known)
        return given if change is None else change(given)

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
