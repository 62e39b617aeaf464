"""The one flow of a call, free of I/O: resolve, read inputs, build, send, decode."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from .._chat.messages import check_messages
from .._json import is_array, is_object
from .._log import logger
from .._media.inputs import Media, read_media
from .._media.saving import target_of
from .._replies import decode
from .._replies.select import pick
from .._sending.attempts import attempt, download
from .._sending.call import Call, call_headers, key_header, locate, result_meta
from .._sending.effects import Flow, offload
from .._sending.patience import Patience
from .._sending.wire import Reply, Request
from .._settings import check_mapping, warn
from .._targets.routing import resolve
from .._tools.descriptions import has_functions, open_toolbox
from ..errors import InferenceError, InvalidInput, NotSupported
from .arguments import argument_names, check_arguments
from .batches import in_batches
from .by_vectors import compare, lacks_route
from .chat_output import ask
from .interpreter import Scope, build_body, build_url, media_to_fetch, refused
from .jobs import follow, open_job
from .results import finish, open_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._job_handles import JobHandle
    from .._targets.targets import Target

__all__ = ["run_once"]


def run_once(call: Call) -> Flow[Any]:
    """The result of a call to one provider, or an `Opened` stream."""
    target: Target | None = None
    try:
        if call.stream_to is not None:
            call.save_to = yield from offload(partial(target_of, call.stream_to))
        call.input = yield from _read_inputs(call)
        call.params = yield from _read_tools(call)
        target = yield from resolve(call)
        compared, size = target.route.by_vectors, target.route.batch
        if compared is not None and compared.when == "always":
            return (yield from compare(call, target, compared, run_once))
        if size is not None and is_array(call.input) and len(call.input) > size:
            return (yield from in_batches(call, call.input, size, run_once))
        try:
            return (yield from _run_at(call, target))
        except InferenceError as error:
            if compared is None or not lacks_route(error):
                raise
            logger.info("%s has no route for %s: comparing vectors", target.provider.name, call.operation.task)
            try:
                return (yield from compare(call, target, compared, run_once))
            except InferenceError as second:
                raise (error if lacks_route(second) else second) from None
    except InferenceError as error:
        raise locate(error, call.operation.task, target) from error.__cause__


def _run_at(call: Call, target: Target) -> Flow[Any]:
    """The result of the request that the target's route describes."""
    operation = call.operation
    url: str | None = None
    reply: Reply | None = None
    handle: JobHandle | None = None
    try:
        params = {name: value for name, value in call.params.items() if value is not None}
        scope = Scope(call.input, params, target, check_mapping(call.extra_body, "extra_body"))
        bad = _check_parameters(target, scope, call)
        yield from _fit_inputs(call, scope)
        if call.output is not None:
            call.output_form = ask(call.output, scope)
        if not decode.is_ready(operation, stream=call.stream):
            yield from offload(lambda: decode.preload(operation, stream=call.stream))
        route = target.route
        body = build_body(route, scope, stream=call.stream)
        kept = {*scope.consumed, operation.result.unless}  # that one is a switch of ours: it says what is returned
        dropped = (*bad, *(name for name in route.drop if name in params.keys() - kept))
        url = build_url(route, scope, stream=call.stream)
        headers = call_headers(target, call.settings, url, route, body, stream=call.stream)
        call.body = body
        direct = call.save_to if route.job is None else None  # what a queue answers at once is no medium
        keyed = key_header(target, headers)
        request = Request("POST", url, {**headers, **keyed}, call.clock, body=body, stream=call.stream, save_to=direct)
        call.cost = operation.cost if route.job is None else "costly"
        if call.observer is not None:
            call.observer.place(target, url)
        for words in scope.warnings:  # a caller may have made errors of warnings: no reply may be lost to one
            warn(words)
        reply = yield from attempt(
            request,
            retry=call.settings.retry,
            cost="keyed" if keyed else call.cost,
            state=call.state,
            patience=Patience(call.settings.wait_until_ready, call.settings.on_wait),
            observer=call.observer,
        )
        call.answered = True
        if route.job is not None:
            handle = open_job(route.job, reply, target, operation.task)
            if handle is not None:
                reply = yield from follow(route.job, handle, reply, call, headers)
        meta = result_meta(call, target, reply, dropped)
        if call.stream and reply.stream is not None:
            return open_stream(call, target, reply, meta)
        if call.observer is not None:
            call.observer.replied(reply.body)
        return (yield from finish(call, target, reply, params, meta))
    except InferenceError as error:
        if reply is not None:
            error.attempts = error.attempts or reply.attempts
        error.job = error.job or handle
        raise locate(error, operation.task, target, url) from error.__cause__


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


def _read_inputs(call: Call) -> Flow[object]:
    """The input, checked, with its media opened."""
    operation, given = call.operation, call.input
    names = argument_names(operation)
    check_arguments(operation, given, call.params)
    for place, kind in operation.media.items():
        value = pick(given, place)
        if isinstance(value, Media) or (value is None and place in operation.optional):
            continue
        if isinstance(value, bytes):
            media = read_media(value, kind, names[place])
        else:
            media = yield from offload(partial(read_media, value, kind, names[place]))
        given = _with(given, place, media)
    return given


def _read_tools(call: Call) -> Flow[Mapping[str, object]]:
    """The parameters, with the functions among the tools described."""
    name = call.operation.tools
    tools = call.params.get(name) if name is not None else None
    if name is None or not has_functions(tools):
        return call.params
    box = yield from offload(lambda: open_toolbox(tools))
    return {**call.params, name: box.wire}


def _fit_inputs(call: Call, scope: Scope) -> Flow[None]:
    """Bring the input into the form that the target takes; fetch what was given as a URL and is wanted as bytes."""
    operation, route = call.operation, scope.target.route
    if operation.shape == "chat":
        scope.input = check_messages(scope.input, keep_reasoning=route.keep_reasoning, form=route.messages)
    for source in media_to_fetch(route, scope):
        place = source.partition(".")[2]
        given = scope.get(source)
        if isinstance(given, Media) and given.url is not None:
            fetched = yield from download(given.url, call, private=True)
            media = read_media(fetched.data, operation.media[place], argument_names(operation)[place])
            scope.input = _with(scope.input, place, replace(media, mime=media.mime or fetched.mime))


def _with(given: object, place: str, media: Media) -> object:
    return {**given, place: media} if place and is_object(given) else media
