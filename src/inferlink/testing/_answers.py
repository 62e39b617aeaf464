"""From a request to its answer: OpenAI-compatible routes, providers' own, pipelines, and the Hub."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS, STREAMS

from .._specs.words import Select
from ._hosted import answer_with, link, places
from ._http import Answer, Received, events_answer, json_answer, lines_answer
from ._inverse import is_body, options, reply_with, request_of
from ._sample_media import SAMPLE_MEDIA
from ._servers import answer_about, answer_listed, candidates, find_local, only
from ._shapes import (
    MODEL,
    answer_chat,
    answer_completion,
    answer_embedding,
    answer_ranking,
    chat_chunks,
    chat_reply,
    closeness,
    generation_events,
    generation_reply,
    listed,
    ranked,
    vector,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from inferlink_generated.port import Operation

    from .._specs.words import Selector
    from ._hosted import Jobs, Place
    from ._script import Replies

__all__ = ["Known", "Tasks", "answer"]

_FORMS: dict[str, tuple[str, Callable[[Any, Any], Answer]]] = {
    "/chat/completions": ("chat-completion", answer_chat),
    "/completions": ("text-generation", answer_completion),
    "/embeddings": ("feature-extraction", answer_embedding),
    "/rerank": ("text-ranking", answer_ranking),
}
"""End of a path to its task, and the form that its body has at every server but a few."""


@dataclass(frozen=True)
class Tasks:
    """What is known of the task of a request before its body is read."""

    usual: str | None
    models: Mapping[str, str]
    server: str | None

    def of_model(self, model: str) -> str | None:
        """The task of a model: as told, as its name says (`any/text-to-image`), or the usual one."""
        name = model.rpartition("/")[2]
        return self.models.get(model) or (name if name in OPERATIONS else self.usual)

    def of_path(self, path: str) -> str | None:
        """The task of a pipeline."""
        if found := re.search(r"/pipeline/([^/]+)$", path):
            return found[1]
        found = re.search(r"/models/(.+)$", path)
        return self.of_model(found[1]) if found else self.usual


@dataclass(frozen=True)
class _Pipeline:
    """The body of a pipeline: JSON, or a file as it is."""

    inputs: Any
    parameters: dict[str, Any]
    media: str | None
    stream: bool = False
    model: str = ""


@dataclass(frozen=True)
class Known:
    """What an answer is made of, beside the request."""

    tasks: Tasks
    jobs: Jobs
    replies: Replies


def answer(request: Received, known: Known) -> Answer:
    """The answer to any request; what is wrong with one is said as OpenAI does."""
    path = unquote(request.path.partition("?")[0]).rstrip("/")
    host = request.headers.get("x-forwarded-host", "")
    meant, servers = f"https://{host}", candidates(known.tasks.server, host)
    try:
        if request.method == "GET":
            about = answer_about(servers[0], path) if len(servers) == 1 else None
            listed = about or answer_listed(meant + path)
            return listed or known.jobs.look(meant + request.path) or _answer_get(path, known.tasks)
        body = _json(request)
        usual = next((form for end, form in _FORMS.items() if path.endswith(end)), None)
        local = find_local(servers, path, body) or find_local(candidates(known.tasks.server, ""), path, body)
        if usual is not None and not (local and all(_reads_list(each.task, each.place) for each in local)):
            name, form = usual
            return form(request.json(), known.replies.take(name))
        served = places(meant + path) or only(local)
        call = _read_pipeline(request)
        task = _served_task(served, call, known.tasks) if served else known.tasks.of_path(path)
        operation = _guess(call, request.headers.get("accept", ""), served) if task is None else OPERATIONS.get(task)
        if operation is None or (operation.shape == "chat" and not served):
            raise ValueError(f"{task!r} is no pipeline.")
        if operation.task in served:
            place = served[operation.task]
            return _answer_served(operation, _read_call(request, place) or call, place, meant + request.path, known)
        return _answer_pipeline(operation, call, known)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        return _refuse(400, f"The fake server cannot answer this: {error}")


def _json(request: Received) -> Any:
    return request.json() if "json" in request.headers.get("content-type", "") else None


def _reads_list(task: str, place: Place) -> bool:
    """Whether a route reads a list where others have an object."""
    selector = place.route.response
    whole = selector is None or (isinstance(selector, Select) and selector.type == "list" and selector.pick is None)
    return whole and OPERATIONS[task].result.kind == "items"


def _refuse(status: int, message: str) -> Answer:
    return json_answer({"error": {"message": message, "type": "invalid_request_error", "code": status}}, status)


def _answer_get(path: str, tasks: Tasks) -> Answer:
    if path.startswith("/api/models/"):
        return json_answer(_model_info(path.removeprefix("/api/models/"), tasks))
    match path:
        case "/api/tasks":
            return json_answer({each.hub: {"widgetModels": [f"fake/{task}"]} for task, each in OPERATIONS.items()})
        case "/health":
            return json_answer({"status": "ok"})
        case "/info":
            return json_answer({"model_id": MODEL})
        case _ if path.endswith("/models"):
            model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "inferlink"}
            return json_answer({"object": "list", "data": [model]})
        case _:
            return _refuse(404, f"There is nothing at {path}.")


def _model_info(model: str, tasks: Tasks) -> dict[str, Any]:
    """What the Hub says of a model: all providers of its task serve it. It may have no known task, as on the Hub."""
    task = tasks.of_model(model)
    if task is None:
        return {"id": model, "tags": [], "inferenceProviderMapping": {}}
    hub = OPERATIONS[task].hub
    entry = {"providerId": model, "task": hub, "status": "live"}
    mapping = {provider: entry for provider in routes.PROVIDERS_OF.get(task, ()) if provider != routes.AUTO}
    return {"id": model, "pipeline_tag": hub, "tags": [], "inferenceProviderMapping": mapping}


def _served_task(served: Mapping[str, Place], call: _Pipeline, tasks: Tasks) -> str | None:
    """The task of a request to a provider, by the model that its path or body names where the URL leaves a choice."""
    first, *others = served
    task = tasks.of_model(served[first].model or call.model) if others else first
    return task if task in served else None


def _answer_served(operation: Operation[object], call: _Pipeline, place: Place, url: str, known: Known) -> Answer:
    """The answer in the form that the route of a provider or server reads."""
    route, said = place.route, known.replies.take(operation.task)
    if call.stream and route.stream is not None:
        events = _events(operation, call, said)
        own = events if route.stream.event is None else (_form(route.stream.event, event) for event in events)
        return lines_answer(own) if route.stream.framing == "ndjson" else events_answer(own, route.stream.done)
    value, job = _value(operation, call, said), route.job
    form = None if route.response is None else next(options(route.response))
    reply = value if form is None or is_body(form) else _form(form, value)
    return answer_with(reply) if job is None else known.jobs.submit(job, place.base, url, reply)


def _form(selector: Selector, value: Any) -> Any:
    return reply_with(selector, value, link)


def _answer_pipeline(operation: Operation[object], call: _Pipeline, known: Known) -> Answer:
    said = known.replies.take(operation.task)
    if call.stream and operation.task in STREAMS:
        return events_answer(_events(operation, call, said), end=None)
    value = _value(operation, call, said)
    return answer_with([value] if operation.shape == "completion" else value)


def _events(operation: Operation[object], call: _Pipeline, said: Any) -> Iterator[Any]:
    """What is streamed, before a server gives it a form of its own: that has no event for the usage alone."""
    if operation.shape != "chat":
        yield from generation_events(call.parameters, STREAMS[operation.task], said)
        return
    body = {**call.parameters, "messages": call.inputs, "model": call.model}
    reply = chat_reply(body, said)
    chunks = [*chat_chunks(reply, {}, whole_calls=True)]
    chunks[-1]["usage"] = reply["usage"]
    for chunk in chunks:
        for choice in chunk["choices"]:
            choice["delta"].setdefault("role", "assistant")
        yield chunk


def _value(operation: Operation[object], call: _Pipeline, said: Any) -> Any:
    """What a call results in: media as bytes, one row for each text where several are compared."""
    if operation.shape == "chat":
        return chat_reply({**call.parameters, "messages": call.inputs, "model": call.model}, said)
    if operation.shape == "completion":
        return generation_reply(call.parameters, OUTPUTS[operation.task], said)
    if said is not None:
        return said
    match operation.task:
        case "sentence-similarity":
            return [closeness(call.inputs["source_sentence"], text) for text in call.inputs["sentences"]]
        case "text-ranking":
            rows = ranked(call.inputs["query"], call.inputs["documents"], call.parameters.get("top_n"))
            return [{"index": index, "score": score} for index, score in rows]
        case task if operation.shape == "embedding":
            return [vector(text, call.parameters.get("dimensions")) for text in listed(call.inputs)]
        case task:
            media = operation.result.media
            return OUTPUTS[task] if media is None else SAMPLE_MEDIA[media]()


def _read_call(request: Received, place: Place) -> _Pipeline | None:
    """A body as the assignments of its route made it; None for one that is no JSON."""
    body = _json(request)
    if body is None:
        return None
    asked, form = request_of(place.route, body), place.route.stream
    stream = form is not None and (place.streams or (bool(form.send) and form.send.items() <= body.items()))
    return _Pipeline(asked.get("input"), asked["params"], None, stream, asked.get("model") or "")


def _read_pipeline(request: Received) -> _Pipeline:
    kind = request.headers.get("content-type", "")
    if "json" not in kind:
        return _Pipeline(request.body, {}, kind.partition("/")[0])
    body = request.json()
    named = {name: value for name, value in body.items() if name not in ("inputs", "parameters", "stream", "model")}
    parameters = {**named, **body.get("parameters", {})}
    return _Pipeline(body.get("inputs"), parameters, None, body.get("stream", False), body.get("model", ""))


def _guess(call: _Pipeline, accept: str, served: Iterable[str]) -> Operation[object]:
    """The one task that such a body can be meant for, of those that the URL fits."""
    operations = [OPERATIONS[task] for task in served] or OPERATIONS.values()
    fitting = [operation for operation in operations if _fits(operation, call, accept.partition("/")[0])]
    if len(fitting) != 1:
        names = ", ".join(operation.task for operation in fitting) or "no task"
        raise ValueError(f"the body fits {names}. Name it: FakeServer(task=...), models={{...}}, or /pipeline/<task>.")
    return fitting[0]


def _fits(operation: Operation[object], call: _Pipeline, accept: str) -> bool:
    wanted = accept if accept in SAMPLE_MEDIA else None
    if (
        operation.shape == "chat"
        or operation.result.media != wanted
        or not call.parameters.keys() <= set(operation.parameters)
        or (call.stream and operation.stream is None)
    ):
        return False
    if call.media is not None:
        return operation.media.get("") == call.media
    match call.inputs:
        case str():  # a file that is no text comes as it is where it has no parameters
            return "" in operation.arguments.values() and (not operation.media or bool(call.parameters))
        case list():
            return operation.shape == "embedding"
        case _:
            return bool(call.inputs) and set(call.inputs) <= set(operation.arguments.values())
