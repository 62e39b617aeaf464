"""From a request to its answer: OpenAI-compatible routes, pipelines, and the Hub."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS, STREAMS

from ._http import Answer, Received, json_answer
from ._sample_media import SAMPLE_MEDIA
from ._shapes import MODEL, answer_chat, answer_completion, answer_embedding, answer_generation, listed, vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferlink_generated.port import Operation

__all__ = ["Tasks", "answer"]

_ENCODINGS = {"image": "image/png", "audio": "audio/wav", "video": "video/mp4"}


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


def answer(request: Received, tasks: Tasks) -> Answer:
    """The answer to any request; what is wrong with one is said as OpenAI does."""
    path = unquote(request.path.partition("?")[0]).rstrip("/")
    try:
        if request.method == "GET":
            return _answer_get(path, tasks)
        if path.endswith("/chat/completions"):
            return answer_chat(request.json())
        if path.endswith("/completions"):
            return answer_completion(request.json())
        if path.endswith("/embeddings"):
            return answer_embedding(request.json())
        return _answer_pipeline(request, tasks.of_path(path))
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


def _answer_pipeline(request: Received, task: str | None) -> Answer:
    call = _read_pipeline(request)
    operation = _guess(call, request.headers.get("accept", "")) if task is None else OPERATIONS.get(task)
    if operation is None or operation.shape == "chat":
        raise ValueError(f"{task!r} is no pipeline.")
    sample = OUTPUTS[operation.task]
    match operation.shape:
        case "completion":
            event = STREAMS[operation.task] if call.stream else None
            return answer_generation(call.parameters, sample, event)
        case "embedding":
            return json_answer([vector(text, call.parameters.get("dimensions")) for text in listed(call.inputs)])
        case _ if operation.result.media is not None:
            media = operation.result.media
            return Answer(content_type=_ENCODINGS[media], body=SAMPLE_MEDIA[media]())
        case _:
            return json_answer(sample)


def _read_pipeline(request: Received) -> _Pipeline:
    kind = request.headers.get("content-type", "")
    if "json" not in kind:
        return _Pipeline(request.body, {}, kind.partition("/")[0])
    body = request.json()
    named = {name: value for name, value in body.items() if name not in ("inputs", "parameters", "stream", "model")}
    return _Pipeline(body.get("inputs"), {**named, **body.get("parameters", {})}, None, body.get("stream", False))


def _guess(call: _Pipeline, accept: str) -> Operation[object]:
    """The one task that such a body can be meant for."""
    fitting = [operation for operation in OPERATIONS.values() if _fits(operation, call, accept.partition("/")[0])]
    if len(fitting) != 1:
        names = ", ".join(operation.task for operation in fitting) or "no task"
        raise ValueError(f"the body fits {names}. Name it: FakeServer(task=...), models={{...}}, or /pipeline/<task>.")
    return fitting[0]


def _fits(operation: Operation[object], call: _Pipeline, accept: str) -> bool:
    wanted = accept if accept in _ENCODINGS else None
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
