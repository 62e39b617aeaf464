"""What a test tells the fake server to do: replies of its own, and faults."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from inferlink_generated._result import to_dict
from inferlink_generated.operations import OPERATIONS

from .._media.artifacts import MediaOutput, Vectors
from .._replies.decode import decode
from ..errors import InvalidInput, ResponseShapeError
from ._http import NDJSON, Answer, Received, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from inferlink_generated.port import Operation

__all__ = ["Replies", "Scripted"]

_PIECES = 4
"""How many pieces a reply is sent in that is no stream, where a fault counts them."""


@dataclass
class _Planned:
    """Something that is done so many times; always, where that is None."""

    what: Any
    left: int | None
    when: Callable[[Received], bool] | None = None

    def use(self) -> Any:
        self.left = None if self.left is None else self.left - 1
        return self.what


class Replies:
    """What tasks answer in place of made-up data."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[_Planned]] = {}

    def add(self, task: str, data: object, times: int | None) -> None:
        """Plan a reply; one that is given always makes room for the next."""
        queue = self._planned.setdefault(task, deque())
        if queue and queue[-1].left is None:
            queue.pop()
        queue.append(_Planned(data, times))

    def take(self, task: str) -> Any:
        """The next reply of a task, if one is planned."""
        queue = self._planned.get(task, deque())
        while queue and queue[0].left == 0:
            queue.popleft()
        return queue[0].use() if queue else None

    def clear(self) -> None:
        """Forget all."""
        self._planned.clear()


class Scripted:
    """Replies and faults on request.

    Faults meet the calls that come next, in the order they were asked for, each as many `times` as it says (`None`:
    always). They meet POST requests alone, which are the calls themselves: look-ups, polls and downloads only where
    `when`, a function of the request, says so. `after` counts the pieces that are sent before, which are the events of
    a stream; any other reply is sent in four.
    """

    def __init__(self) -> None:
        self._replies = Replies()
        self._faults: list[_Planned] = []

    def reply(self, task: str, data: object, *, times: int | None = None) -> None:
        """Say what a task answers, in every form that providers and servers have for it, streamed or not.

        A second call replaces the reply, or follows on it where that has `times`.

        Args:
            task: As `text-classification`.
            data: A result as the client gives it, or plain data in the form of the task's `output.json`. For chat and
                text generation a text will do; images, audio and videos are bytes.
            times: How often; `None`: until another is said, or `reset()`.

        Raises:
            InvalidInput: For an unknown task, and for data that is no result of it, with the place.
        """
        if task not in OPERATIONS:
            raise InvalidInput(f"FakeServer.reply: {task!r} is no task; known are {', '.join(OPERATIONS)}.")
        self._replies.add(task, _checked(task, data), times)

    def fail(
        self,
        status: int = 500,
        *,
        message: str = "The fake server was told to fail.",
        retry_after: float | None = None,
        headers: Mapping[str, str] | None = None,
        body: object = None,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Answer with an error status.

        Args:
            status: HTTP status.
            message: What the error says, in the form of OpenAI.
            retry_after: Value of `Retry-After`, seconds.
            headers: Further headers.
            body: JSON that is sent in place of the message.
            times: How often.
            when: Which requests.
        """
        shown = _error(message, status) if body is None else body
        waits = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
        failure = replace(json_answer(shown, status), headers={**waits, **(headers or {})})
        self._plan(lambda _: failure, times, when)

    def error(
        self,
        message: str = "The fake server was told to fail.",
        *,
        after: int = 0,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Say an error inside a 200, or in the middle of a stream."""
        self.spoil(_error(message, 500), after=after, times=times, when=when)

    def spoil(
        self,
        body: object = b"\xff no JSON {",
        *,
        after: int = 0,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Send something else in a 200: rubbish, or JSON of a shape that the task does not have.

        Args:
            body: Bytes as they are, or a value to be sent as JSON.
            after: Events of a stream that are sent before; the stream ends with it, without its mark.
            times: How often.
            when: Which requests.
        """
        data = body if isinstance(body, bytes) else json.dumps(body).encode()

        def change(answer: Answer) -> Answer:
            if answer.pieces is None:
                return replace(answer, content_type="application/json", body=data)
            event = data + b"\n" if answer.content_type == NDJSON else b"data: " + data + b"\n\n"
            return replace(answer, pieces=[*answer.pieces[:after], event])

        self._plan(change, times, when)

    def stall(
        self,
        *,
        after: int | None = None,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Say nothing more, and keep the connection open: before the head, or `after` so many pieces."""
        self._plan(lambda answer: replace(_begun(answer, after), ending="stall"), times, when)

    def cut(
        self,
        *,
        after: int | None = None,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Close the connection: before the head, or `after` so many pieces."""
        self._plan(lambda answer: replace(_begun(answer, after), ending="cut"), times, when)

    def slow(
        self,
        seconds: float,
        *,
        times: int | None = 1,
        when: Callable[[Received], bool] | None = None,
    ) -> None:
        """Wait so many seconds before each piece."""
        self._plan(lambda answer: replace(_begun(answer, None), silent=False, delay_seconds=seconds), times, when)

    def reset(self) -> None:
        """Forget the faults and replies that were asked for."""
        self._faults.clear()
        self._replies.clear()

    def _plan(
        self, change: Callable[[Answer], Answer], times: int | None, when: Callable[[Received], bool] | None
    ) -> None:
        self._faults.append(_Planned(change, times, when))

    def _fault(self, request: Received) -> Callable[[Answer], Answer] | None:
        """What is done to the answer to a request."""
        for fault in list(self._faults):
            meant = request.method == "POST" if fault.when is None else fault.when(request)
            if meant and fault.left != 0:
                change: Callable[[Answer], Answer] = fault.use()
                return change
        return None


def _begun(answer: Answer, after: int | None) -> Answer:
    """A reply in pieces, as many of them as are sent."""
    size = -(-len(answer.body) // _PIECES) or 1
    whole = [answer.body[start : start + size] for start in range(0, len(answer.body), size)]
    pieces = whole if answer.pieces is None else answer.pieces
    return replace(answer, body=b"", pieces=pieces[:after], silent=after is None)


def _error(message: str, status: int) -> object:
    return {"error": {"message": message, "type": "server_error", "code": status}}


def _checked(task: str, data: object) -> object:
    """Plain data that the schema of the task allows."""
    operation = OPERATIONS[task]
    plain = _plain(operation, data)
    try:
        decode(operation.result, {}, plain, "")
    except ResponseShapeError as error:
        said = error.message.removesuffix(" See .body for all of it.")
        raise InvalidInput(f"FakeServer.reply({task!r}): {said}") from None
    return plain


def _plain(operation: Operation[object], data: object) -> object:
    """What a caller may give, as a server would send it."""
    match data:
        case MediaOutput():
            return data.bytes
        case Vectors():
            return data.tolist()
        case str() if operation.shape == "chat":
            message = {"role": "assistant", "content": str(data)}
            return {"choices": [{"message": message, "finish_reason": "stop"}]}
        case str() if operation.result.text is not None:
            return {operation.result.text: str(data)}
        case _:
            return to_dict(data)
