"""A queued job as callers see it: what resumes it, and how far it is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from .errors import InvalidInput

__all__ = ["JobHandle", "JobProgress"]

_TEXT_OR_NONE = (str, type(None))
_KINDS: dict[str, type | tuple[type, ...]] = {
    "provider": str,
    "task": str,
    "model": _TEXT_OR_NONE,
    "job_id": _TEXT_OR_NONE,
    "poll": str,
    "result": _TEXT_OR_NONE,
    "routed": bool,
}


@dataclass(frozen=True, kw_only=True)
class JobHandle:
    """What is needed to go on with a job after a crash: plain data, without any key.

    Attributes:
        provider: Name of the provider.
        task: Task, as `text-to-video`.
        model: Model as the provider calls it.
        job_id: The provider's id of the job, where its reply has one.
        poll: URL that tells the state.
        result: URL of the result, where the state does not hold it.
        routed: Whether the job runs through the Hub's router.

    Raises:
        InvalidInput: When a value is of another type.
    """

    provider: str
    task: str
    model: str | None
    job_id: str | None
    poll: str
    result: str | None
    routed: bool

    def __post_init__(self) -> None:
        for name, kinds in _KINDS.items():
            if not isinstance(value := getattr(self, name), kinds):
                raise InvalidInput(f"this is no job handle: {name} is {value!r:.80}.")

    def to_json(self) -> str:
        """The handle as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> JobHandle:
        """The handle that `to_json` wrote.

        Raises:
            InvalidInput: For any other text.
        """
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            raise InvalidInput(f"this is no job handle: {error}") from None


@dataclass(frozen=True, kw_only=True)
class JobProgress:
    """One event of `RequestOptions(on_progress=...)`; the first carries the handle before any poll.

    Attributes:
        handle: What resumes the job.
        state: The provider's own word for the state.
        position: Place in the queue, from 0.
        fraction: Part that is done, 0 to 1.
        logs: The provider's log lines, as sent.
    """

    handle: JobHandle
    state: str | None = None
    position: int | None = None
    fraction: float | None = None
    logs: object = None
