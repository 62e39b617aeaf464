"""What a call returns: the value in a reply that is complete, or the core of one that streams."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

from .._chat.accumulator import ChatAccumulator
from .._chat.completion import CompletionAccumulator
from .._chat.odd_forms import in_usual_form, refuse_empty
from .._json import MISSING, is_object, parse
from .._media.saving import Saved, save_pieces
from .._replies import decode
from .._replies.failure import error_from_data, holds_error, shape_error, with_reply
from .._replies.select import pick, read_body, select, select_event
from .._replies.sse import NDJSONDecoder, SSEDecoder, WholeDecoder
from .._sending.attempts import download, is_private
from .._sending.call import Opened, Reading, locate
from .._sending.effects import offload
from .._streams.core import Accumulator, StreamCore
from ..errors import InferenceError, InvalidInput, ResponseShapeError
from .chat_output import PartialOutput, parsed_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .._meta import Meta
    from .._sending.call import Call
    from .._sending.effects import Flow
    from .._sending.wire import Reply
    from .._specs.vocabulary import StreamForm
    from .._targets.targets import Target

__all__ = ["finish", "open_stream"]

_PIECE = 1 << 20
_ACCUMULATORS: dict[str | None, Callable[..., Accumulator[Any, Any]]] = {
    "chat": ChatAccumulator,
    "completion": CompletionAccumulator,
}
_JSON = "The server answered with JSON and not with a stream: leave stream=True out. See .body."
_PAGE = "The server answered with a web page: is the URL that of an inference server?"


def finish(call: Call, target: Target, reply: Reply, params: Mapping[str, object], meta: Meta) -> Flow[Any]:
    """The result of a reply that is complete."""
    content_type = reply.headers.get("content-type", "")
    value: object = reply.saved or reply.body
    form = call.operation.result
    try:
        selector = target.route.response
        if selector is not None and reply.saved is None:
            private = is_private(reply.url)

            def fetch(url: str) -> Flow[bytes | Saved]:
                try:
                    fetched = yield from download(url, call, private=private, save_to=call.save_to)
                except InferenceError as error:
                    error.body = reply.body
                    raise
                nonlocal content_type
                content_type = fetched.mime or content_type
                return fetched.saved or fetched.data

            body = read_body(reply.body, content_type.lower())
            meta.usage = _usage(target.route.usage, body)
            value = yield from select(selector, body, fetch)
            if value is MISSING:
                raise ResponseShapeError("The reply does not hold what the task returns; see .body for all of it.")
            is_raw = isinstance(value, (bytes, Saved)) and "json" not in content_type
            content_type = content_type if is_raw else ""
        result = _decoded(call, params, value, content_type)
        if call.save_to is not None and isinstance(value, bytes):
            saved = yield from _write(call.save_to, value, reply)
            result = decode.decode(form, params, saved, content_type)
        decode.attach_meta(result, meta)
        if call.output is not None:
            return parsed_answer(call.output, result)
        return refuse_empty(result) if call.operation.shape == "chat" else result
    except ResponseShapeError as error:
        raise _wrong(error, reply) from None


def _decoded(call: Call, params: Mapping[str, object], value: object, content_type: str) -> Any:
    form = call.operation.result
    try:
        return decode.decode(form, params, value, content_type)
    except ResponseShapeError:
        plain = parse(value) if isinstance(value, bytes) else value
        usual = in_usual_form(plain, "message") if call.operation.shape == "chat" else None
        if usual is None:
            raise
    return decode.decode(form, params, usual, content_type)


def _usage(path: str | None, body: object) -> dict[str, object] | None:
    counts = MISSING if path is None or body is MISSING else pick(body, path)
    return counts if is_object(counts) else None


def _write(target: Path, data: bytes, reply: Reply) -> Flow[Saved]:
    """Data that came inside of JSON go to the file, too; where they cannot, the error has the reply."""
    view = memoryview(data)
    pieces = (bytes(view[start : start + _PIECE]) for start in range(0, len(data), _PIECE))
    try:
        return (yield from offload(partial(save_pieces, target, pieces)))
    except OSError as error:
        failure = InvalidInput(f"stream_to: {str(target)!r} cannot be written: {error}.")
        raise with_reply(failure, reply) from error


def _wrong(error: ResponseShapeError, reply: Reply) -> InferenceError:
    """What is wrong with a 200: an error inside it, or another shape. The raw reply is attached."""
    if holds_error(reply.body):
        return error_from_data(reply.body, reply.headers)
    if "html" in reply.headers.get("content-type", ""):
        return shape_error(_PAGE, reply)
    return with_reply(error, reply)


def open_stream(call: Call, target: Target, reply: Reply, meta: Meta) -> Opened:
    """The pure core of a stream, ready to be fed."""
    operation, route = call.operation, target.route
    form = route.stream
    if form is None or operation.stream is None or reply.stream is None:
        raise RuntimeError("checked before sending")
    schema = operation.stream

    def final(plain: dict[str, Any]) -> Any:
        result = decode.decode(operation.result, call.params, plain, "")
        decode.attach_meta(result, meta)
        return result

    def located(error: InferenceError) -> InferenceError:
        error.attempts, error.request_id = reply.attempts, error.request_id or meta.request_id
        return locate(error, operation.task, target, reply.url)

    # A server that answers with JSON or a page where a stream was asked for has usually an error to tell.
    kind = reply.headers.get("content-type", "").lower()
    is_page = "text/html" in kind
    decoder: SSEDecoder | NDJSONDecoder | WholeDecoder
    if is_page or (form.framing != "ndjson" and "application/json" in kind):
        decoder, read = WholeDecoder(), _refuser(_PAGE if is_page else _JSON)
    else:
        decoder = NDJSONDecoder() if form.framing == "ndjson" or "json" in kind else SSEDecoder()
        read = _event_decoder(form, schema.type or "", operation.shape)
    accumulator = _ACCUMULATORS[operation.shape](final)
    core = StreamCore(
        decoder=decoder,
        decode=read,
        error=lambda data: error_from_data(data, reply.headers),
        accumulator=accumulator,
        done=None if form.done is None else form.done.encode(),
        locate=located,
    )
    plain_text = not call.params.get(schema.unless or "")
    project = attrgetter(schema.text) if plain_text and schema.text else None
    return Opened(reply.stream, core, project, meta, _reading(call, reply, accumulator, located))


def _reading(
    call: Call, reply: Reply, accumulator: Accumulator[Any, Any], located: Callable[[InferenceError], InferenceError]
) -> Reading | None:
    """How a streamed text is read as what the caller asked for, if anything."""
    output = call.output
    if output is None or not isinstance(accumulator, ChatAccumulator):
        return None

    def finish(result: Any) -> Any:
        try:
            return parsed_answer(output, result)
        except InferenceError as error:
            error.status, error.headers, error.partial = reply.status, reply.headers, result
            raise located(error) from None

    return Reading(PartialOutput(output, accumulator), finish)


def _refuser(words: str) -> Callable[[bytes], Any]:
    """Refuses the data of an event, which is all that came."""

    def refuse(_: bytes) -> NoReturn:
        raise ResponseShapeError(words)

    return refuse


def _event_decoder(form: StreamForm, type_name: str, shape: str | None) -> Callable[[bytes], Any]:
    """Turns the data of an event into the task's stream type; None where it carries nothing."""
    from pydantic_core import ValidationError

    built = decode.validator_of(type_name)

    def read(data: bytes) -> Any:
        try:
            if form.event is None:
                return built.validate_json(data)
            parsed = parse(data)
            if parsed is MISSING:
                raise ValueError("it is no JSON")
            value = select_event(form.event, parsed)
            return None if value is MISSING else built.validate_python(value)
        except ValidationError as error:
            usual = in_usual_form(parse(data), "delta") if shape == "chat" else None
            if usual is not None:
                with suppress(ValidationError):
                    return built.validate_python(usual)
            reason = decode.explain(error)
        except ValueError as error:
            reason = str(error)
        raise ResponseShapeError(f"An event of the stream is no {type_name.partition(':')[2]}: {reason}.")

    return read
