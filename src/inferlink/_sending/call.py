"""What a call is, and what is known of it: its headers, the place of its errors, the meta of its result."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from .._auth import is_hub_host
from .._meta import Meta
from .._replies.failure import request_id, reword
from .._settings import warn
from .._version import __version__
from ..options import Timeout
from .clock import Clock

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from inferlink_generated.port import Operation

    from .._hooks.observer import Observer
    from .._hooks.stream_watch import StreamWatch
    from .._settings import Settings, State
    from .._specs.vocabulary import Route
    from .._specs.words import OutputForm
    from .._streams.core import StreamCore
    from .._structured.output import Output
    from .._targets.targets import Target
    from ..errors import InferenceError
    from .wire import AsyncByteStream, Body, ByteStream, Reply

__all__ = ["Call", "Opened", "Reading", "call_headers", "key_header", "locate", "result_meta"]

USER_AGENT = f"inferlink/{__version__}"


@dataclass(slots=True, kw_only=True)
class Call:
    """What a generated method was called with."""

    operation: Operation[Any]
    model: str | None = None
    input: object = None
    params: Mapping[str, object] = field(default_factory=dict[str, object])
    stream: bool = False
    extra_body: Mapping[str, object] | None = None
    output: Output | None = None
    """What the answer is read as."""
    settings: Settings
    state: State
    observer: Observer | None = None
    """Tells the client's hooks, where there are any."""
    stream_to: str | os.PathLike[str] | None = None
    """Where the medium that is the result is written."""
    failed: tuple[tuple[str, str], ...] = ()
    """Providers that were tried before, each with why it failed."""
    save_to: Path | None = field(init=False, default=None)
    """The same, once it was looked at."""
    body: Body | None = field(init=False, default=None)
    """What was sent last."""
    clock: Clock = field(init=False)
    cost: Literal["cheap", "costly"] = field(init=False)
    """What the call costs where it is going: a queued job is dear, whatever its task."""
    answered: bool = field(init=False, default=False)
    """The target has accepted the call."""
    output_form: OutputForm | None = field(init=False, default=None)
    """How the target was told what the answer must be."""

    def __post_init__(self) -> None:
        self.clock = Clock(Timeout.of(self.settings.timeout, stream=self.stream))
        self.cost = self.operation.cost

    def changed(self, **changes: Any) -> Call:
        """The same call with changes: its time goes on."""
        made = replace(self, **changes)
        made.clock = self.clock
        return made


@dataclass(slots=True)
class Opened:
    """A reply that streams, for the client to wrap."""

    handle: ByteStream | AsyncByteStream
    core: StreamCore[Any, Any]
    project: Callable[[Any], Any] | None
    meta: Meta
    reading: Reading | None = None
    watch: StreamWatch | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a stream is read as what the caller asked for."""

    partial: Callable[[Any], Any]
    """An item to what has come so far; None where it adds nothing."""
    finish: Callable[[Any], Any]
    """The finished output to one that has the value."""


def locate(error: InferenceError, task: str, target: Target | None, url: str | None = None) -> InferenceError:
    """Say where an error happened, as far as it is known."""
    error.task = error.task or task
    if target is not None:
        error.provider = error.provider or target.provider.name
        error.model = error.model or target.model
        error.url = error.url or (url or target.base).partition("?")[0]
        if target.key is not None:  # some servers quote the key they refuse
            reword(error, target.key.hide(error.message))
    return error


def call_headers(
    target: Target, settings: Settings, url: str, route: Route | None, body: Body | None, *, stream: bool
) -> dict[str, str]:
    """Headers of a request to the target; the caller's own win, and credentials go to the target alone."""
    headers = {"accept": "text/event-stream" if stream else "application/json", "user-agent": USER_AGENT}
    if body is not None:
        headers["content-type"] = body.content_type
    headers.update(target.provider.headers)
    if route is not None:
        headers.update(route.headers)
    if target.key is not None:
        form = target.provider.auth.get("routed" if target.routed else "direct", "Bearer {key}")
        headers["authorization"] = target.key.header(form)
    if settings.bill_to is not None and (target.routed or is_hub_host(url)):
        headers["x-hf-bill-to"] = settings.bill_to
    elif settings.bill_to is not None:
        warn("bill_to is left out: it is for Hugging Face alone, and this call does not go there.")
    headers.update(settings.headers)
    return headers


def key_header(target: Target, headers: Mapping[str, str]) -> dict[str, str]:
    """The key by which the target knows a request again, the same in all attempts; the caller's own wins.

    A router on the way may leave it out, so it is for direct calls.
    """
    name = target.provider.idempotency
    if name is None or target.routed:
        return {}
    from uuid import uuid4

    return {name.lower(): headers.get(name.lower()) or str(uuid4())}


def result_meta(call: Call, target: Target, reply: Reply, dropped: tuple[str, ...] = ()) -> Meta:
    """What is known of a call beside its result."""
    return Meta(
        provider=target.provider.name,
        model=target.model,
        task=call.operation.task,
        request_id=request_id(reply.headers),
        status=reply.status,
        attempts=reply.attempts,
        first_byte=reply.first_byte,
        total=call.clock.elapsed(),
        dropped=dropped,
        failed=call.failed,
        output_form=call.output_form,
        headers=reply.headers,
    )
