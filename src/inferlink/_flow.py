"""The one flow of a call, free of I/O: resolve, read inputs, build, send, decode."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from . import _decode
from ._attempts import Download, attempt, download, is_private
from ._auth import is_hub_host
from ._chat import ChatAccumulator, check_messages
from ._clock import Clock
from ._completion import CompletionAccumulator
from ._effects import Flow, offload
from ._failure import error_from_data, holds_error, request_id
from ._interpreter import Scope, build_body, build_url, media_to_fetch, refused
from ._jobs import JobHandle, Watch, follow, open_job
from ._json import MISSING, is_object, parse
from ._media import Media, read_media
from ._meta import Meta
from ._routing import Target, resolve
from ._select import pick, read_body, select, select_event
from ._settings import check_mapping, warn
from ._sse import NDJSONDecoder, SSEDecoder
from ._streaming import Accumulator, StreamCore
from ._version import __version__
from ._wire import Reply, Request
from .errors import APIStatusError, InferenceError, InvalidInput, JobFailed, NotSupported, ResponseShapeError
from .options import Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from inferlink_generated.port import Operation

    from ._settings import Settings, State
    from ._vocabulary import Job, Route, StreamForm
    from ._wire import AsyncByteStream, Body, ByteStream

__all__ = ["Call", "Opened", "call_headers", "finish", "locate", "result_meta", "run_once", "watch_of"]

USER_AGENT = f"inferlink/{__version__}"


@dataclass(slots=True, kw_only=True)
class Call:
    """What a generated method was called with."""

    operation: Operation[Any]
    model: str | None
    input: object
    params: Mapping[str, object]
    stream: bool
    extra_body: Mapping[str, object] | None
    settings: Settings
    state: State
    clock: Clock = field(init=False)
    cost: Literal["cheap", "costly"] = field(init=False)
    """What the call costs where it is going: a queued job is dear, whatever its task."""
    answered: bool = field(init=False, default=False)
    """The target has accepted the call."""

    def __post_init__(self) -> None:
        self.clock = Clock(Timeout.of(self.settings.timeout, stream=self.stream))
        self.cost = self.operation.cost


@dataclass(slots=True)
class Opened:
    """A reply that streams, for the client to wrap."""

    handle: ByteStream | AsyncByteStream
    core: StreamCore[Any, Any]
    project: Callable[[Any], Any] | None
    meta: Meta


def run_once(call: Call, failed: tuple[tuple[str, str], ...] = ()) -> Flow[Any]:
    """The result of a call to one provider, or an `Opened` stream."""
    operation = call.operation
    target: Target | None = None
    url: str | None = None
    reply: Reply | None = None
    handle: JobHandle | None = None
    try:
        params = {name: value for name, value in call.params.items() if value is not None}
        target = yield from resolve(call)
        scope = Scope(call.input, params, target, check_mapping(call.extra_body, "extra_body"))
        bad = _check_parameters(target, scope, call)
        yield from _read_inputs(call, scope)
        if not _decode.is_ready(operation, stream=call.stream):
            yield from offload(lambda: _decode.preload(operation, stream=call.stream))
        route = target.route
        body = build_body(route, scope, stream=call.stream)
        kept = {*scope.consumed, operation.result.unless}  # that one is a switch of ours: it says what is returned
        dropped = (*bad, *(name for name in route.drop if name in params.keys() - kept))
        url = build_url(route, scope, stream=call.stream)
        headers = call_headers(target, call.settings, url, route, body, stream=call.stream)
        request = Request("POST", url, headers, call.clock, body=body, stream=call.stream)
        call.cost = operation.cost if route.job is None else "costly"
        reply = yield from attempt(request, retry=call.settings.retry, cost=call.cost, state=call.state)
        call.answered = True
        for words in scope.warnings:
            warn(words)
        if route.job is not None:
            handle = _open_job(call, target, route.job, reply)
            if handle is not None:
                reply = yield from follow(route.job, handle, reply, watch_of(call, headers))
        meta = result_meta(call, target, reply, dropped, failed)
        if call.stream and reply.stream is not None:
            return _open(call, target, reply, meta)
        return (yield from finish(call, target, reply, params, meta))
    except InferenceError as error:
        if reply is not None:
            error.attempts = error.attempts or reply.attempts
        error.job = error.job or handle
        raise locate(error, operation.task, target, url) from error.__cause__


def locate(error: InferenceError, task: str, target: Target | None, url: str | None = None) -> InferenceError:
    """Say where an error happened, as far as it is known."""
    error.task = error.task or task
    if target is not None:
        error.provider = error.provider or target.provider.name
        error.model = error.model or target.model
        error.url = error.url or (url or target.base).partition("?")[0]
        if target.key is not None and isinstance(error, (APIStatusError, JobFailed)):  # some quote the key they refuse
            error.message = target.key.hide(error.message)
    return error


def _open_job(call: Call, target: Target, job: Job, reply: Reply) -> JobHandle | None:
    return open_job(
        job,
        reply,
        base=target.base,
        provider=target.provider.name,
        task=call.operation.task,
        model=target.model,
        routed=target.routed,
    )


def watch_of(call: Call, headers: Mapping[str, str]) -> Watch:
    """How the jobs of a call are waited for."""
    settings = call.settings
    return Watch(
        headers=headers, clock=call.clock, retry=settings.retry, state=call.state, on_progress=settings.on_progress
    )


def _check_parameters(target: Target, scope: Scope, call: Call) -> list[str]:
    """Refuse or leave out what the target does not take; the names that are left out."""
    route = target.route
    for group in call.operation.together:
        if 0 < len(missing := [name for name in group if name not in scope.params]) < len(group):
            raise InvalidInput(f"{' and '.join(group)} go together: give {', '.join(missing)} too.")
    if call.stream and route.stream is None:
        raise NotSupported(f"does not stream {call.operation.task}: leave stream=True out.")
    bad = refused(route, scope.params)
    if bad and call.settings.unsupported == "refuse":
        raise NotSupported(
            f"does not take {', '.join(bad)} for {call.operation.task}: leave it out, pass what the server calls it in "
            "extra_body=, or drop it with options=RequestOptions(unsupported='drop')."
        )
    for name in bad:
        del scope.params[name]
    return bad


def _read_inputs(call: Call, scope: Scope) -> Flow[None]:
    """Check and open the inputs; fetch those that were given as a URL and are wanted as bytes."""
    operation = call.operation
    names = {place: argument for argument, place in operation.arguments.items()}
    if operation.shape == "chat":
        route = scope.target.route
        scope.input = check_messages(scope.input, keep_reasoning=route.keep_reasoning, form=route.messages)
    for place in operation.strings:
        value = pick(scope.input, place or "$")
        if not isinstance(value, str):
            raise InvalidInput(f"{names[place]} must be a string, got {type(value).__name__}.")
    for place, kind in operation.media.items():
        value = scope.input if not place else pick(scope.input, place)
        if value is None and place in operation.optional:
            continue
        if isinstance(value, bytes):
            media = read_media(value, kind, names[place])
        else:
            media = yield from offload(partial(read_media, value, kind, names[place]))
        _set_input(scope, place, media)
    for source in media_to_fetch(scope.target.route, scope):
        place = source.partition(".")[2]
        given = scope.get(source)
        if isinstance(given, Media) and given.url is not None:
            fetched = yield from _download(call, given.url, private=True)
            media = read_media(fetched.data, operation.media[place], names[place])
            _set_input(scope, place, replace(media, mime=media.mime or fetched.mime))


def _download(call: Call, url: str, *, private: bool) -> Flow[Download]:
    return download(url, call.clock, private=private, retry=call.settings.retry, state=call.state)


def _set_input(scope: Scope, place: str, media: Media) -> None:
    if not place:
        scope.input = media
    elif is_object(scope.input):
        scope.input = {**scope.input, place: media}


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
        headers["authorization"] = form.replace("{key}", target.key.reveal())
    if settings.bill_to is not None and (target.routed or is_hub_host(url)):
        headers["x-hf-bill-to"] = settings.bill_to
    elif settings.bill_to is not None:
        warn("bill_to is left out: it is for Hugging Face alone, and this call does not go there.")
    headers.update(settings.headers)
    return headers


def result_meta(
    call: Call, target: Target, reply: Reply, dropped: tuple[str, ...], failed: tuple[tuple[str, str], ...] = ()
) -> Meta:
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
        failed=failed,
        headers=reply.headers,
    )


def finish(call: Call, target: Target, reply: Reply, params: Mapping[str, object], meta: Meta) -> Flow[Any]:
    """The result of a reply that is complete."""
    content_type = reply.headers.get("content-type", "")
    value: object = reply.body
    try:
        selector = target.route.response
        if selector is not None:
            private = is_private(reply.url)

            def fetch(url: str) -> Flow[bytes]:
                try:
                    fetched = yield from _download(call, url, private=private)
                except InferenceError as error:
                    error.body = reply.body
                    raise
                nonlocal content_type
                content_type = fetched.mime or content_type
                return fetched.data

            value = yield from select(selector, read_body(reply.body, content_type.lower()), fetch)
            if value is MISSING:
                raise ResponseShapeError("The reply does not hold what the task returns; see .body for all of it.")
            content_type = content_type if isinstance(value, bytes) and "json" not in content_type else ""
        result = _decode.decode(call.operation.result, params, value, content_type)
    except ResponseShapeError as error:
        raise _shape_error(error, reply, meta) from None
    _decode.attach_meta(result, meta)
    return result


def _shape_error(error: ResponseShapeError, reply: Reply, meta: Meta) -> InferenceError:
    """What is wrong with a 200: an error inside it, or another shape. The raw reply is attached."""
    if holds_error(reply.body):
        return error_from_data(reply.body, reply.headers)
    if "html" in reply.headers.get("content-type", ""):
        error = ResponseShapeError("The server answered with a web page: is the URL that of an inference server?")
    error.body, error.headers, error.status = reply.body, reply.headers, reply.status
    error.request_id, error.attempts = meta.request_id, meta.attempts
    return error


def _open(call: Call, target: Target, reply: Reply, meta: Meta) -> Opened:
    """The pure core of a stream, ready to be fed."""
    operation, route = call.operation, target.route
    form = route.stream
    if form is None or operation.stream is None or reply.stream is None:
        raise RuntimeError("checked before sending")
    schema = operation.stream

    def final(plain: dict[str, Any]) -> Any:
        result = _decode.decode(operation.result, call.params, plain, "")
        _decode.attach_meta(result, meta)
        return result

    accumulators: dict[str | None, Callable[..., Accumulator[Any, Any]]] = {
        "chat": ChatAccumulator,
        "completion": CompletionAccumulator,
    }

    def located(error: InferenceError) -> InferenceError:
        error.attempts, error.request_id = reply.attempts, error.request_id or meta.request_id
        return locate(error, operation.task, target, reply.url)

    # A server that answers with JSON where a stream was asked for has usually an error to tell.
    lines = form.framing == "ndjson" or "json" in reply.headers.get("content-type", "")
    core = StreamCore(
        decoder=NDJSONDecoder() if lines else SSEDecoder(),
        decode=_event_decoder(form, schema.type or ""),
        error=lambda data: error_from_data(data, reply.headers),
        accumulator=accumulators[operation.shape](final),
        done=None if form.done is None else form.done.encode(),
        locate=located,
    )
    plain_text = not call.params.get(schema.unless or "")
    return Opened(reply.stream, core, attrgetter(schema.text) if plain_text and schema.text else None, meta)


def _event_decoder(form: StreamForm, type_name: str) -> Callable[[bytes], Any]:
    """Turns the data of an event into the task's stream type; None where it carries nothing."""
    from pydantic import ValidationError

    built = _decode.adapter(type_name)

    def read(data: bytes) -> Any:
        try:
            if form.event is None:
                return built.validate_json(data)
            parsed = parse(data)
            if parsed is MISSING:
                raise ValueError("it is no JSON")
            value = select_event(form.event, parsed)
            return None if value is MISSING else built.validate_python(value)
        except (ValidationError, ValueError) as error:
            failure = ResponseShapeError(f"An event of the stream is no {type_name.partition(':')[2]}: {error}")
            failure.body = data
            raise failure from None

    return read
