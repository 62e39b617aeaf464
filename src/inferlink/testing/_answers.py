"""From a request to its answer: OpenAI-compatible routes, providers' own, pipelines, and the Hub."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS, STREAMS

from ._hosted import answer_with, link, places
from ._http import Answer, Received, json_answer
from ._inverse import is_body, options, reply_with
from ._sample_media import SAMPLE_MEDIA
from ._shapes import (
    MODEL,
    answer_chat,
    answer_completion,
    answer_embedding,
    answer_generation,
    answer_ranking,
    closeness,
    listed,
    ranked,
    vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inferlink_generated.port import Operation

    from ._hosted import Jobs, Place

__all__ = ["Tasks", "answer"]

_FORMS = {
    "/chat/completions": answer_chat,
    "/completions": answer_completion,
    "/embeddings": answer_embedding,
    "/rerank": answer_ranking,
}
"""End of a path to the form that its body has at every server."""

_SHAPED = {
    "/images/generations": "text-to-image",
    "/audio/speech": "text-to-speech",
    "/audio/transcriptions": "automatic-speech-recognition",
}
"""End of a path to its task, at an OpenAI-compatible server; hosted providers have other forms at such paths."""


@dataclass(frozen=True)
class Tasks:
    """What is known of the task of a request before its body is read."""

    usual: str | None
    models: Mapping[str, str]

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


def answer(request: Received, tasks: Tasks, jobs: Jobs) -> Answer:
    """The answer to any request; what is wrong with one is said as OpenAI does."""
    path = unquote(request.path.partition("?")[0]).rstrip("/")
    meant = f"https://{request.headers.get('x-forwarded-host', '')}"
    try:
        if request.method == "GET":
            return jobs.look(meant + request.path) or _answer_get(path, tasks)
        for end, form in _FORMS.items():
            if path.endswith(end):
                return form(request.json())
        call, served = _read_pipeline(request), places(meant + path)
        for end, name in _SHAPED.items():
            if path.endswith(end) and not served:
                return _answer_shaped(_pipeline_of(name), call)
        task = _served_task(served, call, tasks) if served else tasks.of_path(path)
        operation = _guess(call, request.headers.get("accept", ""), served) if task is None else _pipeline_of(task)
        if operation.task in served:
            return _answer_hosted(operation, call, served[operation.task], meant + request.path, jobs)
        return _answer_pipeline(operation, call)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        return _refuse(400, f"The fake server cannot answer this: {error}")


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


def _pipeline_of(task: str) -> Operation[object]:
    operation = OPERATIONS.get(task)
    if operation is None or operation.shape == "chat":
        raise ValueError(f"{task!r} is no pipeline.")
    return operation


def _served_task(served: Mapping[str, Place], call: _Pipeline, tasks: Tasks) -> str | None:
    """The task of a request to a provider, by the model that its path or body names where the URL leaves a choice."""
    first, *others = served
    task = tasks.of_model(served[first].model or call.model) if others else first
    return task if task in served else None


def _answer_hosted(operation: Operation[object], call: _Pipeline, place: Place, url: str, jobs: Jobs) -> Answer:
    """The answer in the form that the route of a provider reads."""
    value, selector, job = _value(operation, call), place.route.response, place.route.job
    form = None if selector is None else next(options(selector))
    reply = value if form is None or is_body(form) else reply_with(form, value, link)
    return answer_with(reply) if job is None else jobs.submit(job, place.base, url, reply)


def _answer_pipeline(operation: Operation[object], call: _Pipeline) -> Answer:
    if operation.shape == "completion":
        event = STREAMS[operation.task] if call.stream else None
        return answer_generation(call.parameters, OUTPUTS[operation.task], event)
    return answer_with(_value(operation, call))


def _answer_shaped(operation: Operation[object], call: _Pipeline) -> Answer:
    """An image in base64 inside JSON; a sound as it is; a text as `text`."""
    value = _value(operation, call)
    image = operation.result.media == "image"
    return answer_with({"created": 0, "data": [{"b64_json": b64encode(value).decode()}]} if image else value)


def _value(operation: Operation[object], call: _Pipeline) -> Any:
    """What a call results in: media as bytes, one row for each text where several are compared."""
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
