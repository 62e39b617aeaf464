"""The Hub: which task a model serves and under which name, and which model it recommends for a task.

Facts: https://huggingface.co/docs/inference-providers/hub-api
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from .._auth import Secret, hub_endpoint, is_hub_host
from .._json import is_array, is_object, parse
from .._sending.attempts import attempt
from .._sending.kept import Fresh, look_up
from .._sending.wire import Request
from .._urls import model_path
from ..errors import APIConnectionError, APIStatusError, HubError, InferenceTimeoutError, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.call import Call
    from .._sending.effects import Flow

__all__ = ["ROUTER", "Mapping", "ModelInfo", "model_info", "recommended_model"]

T = TypeVar("T")

ROUTER = "https://router.huggingface.co"
_KEPT_SECONDS = 600
_LARGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a provider serves a model of the Hub."""

    provider: str
    model: str
    task: str
    status: str
    adapter: str | None = None
    adapter_path: str | None = None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the Hub says of a model."""

    tag: str | None = None
    mappings: tuple[Mapping, ...] = ()


def model_info(model: str, key: Secret | None, call: Call) -> Flow[ModelInfo]:
    """Look a model up."""
    if model.count("/") > 1:
        raise InvalidInput(f"model={model!r} is no model id of the Hub; use the form 'owner/name'.")
    path = f"/api/models/{model_path(model)}?expand=inferenceProviderMapping&expand=pipeline_tag"
    return (yield from _look_up(path, key, call, f"model {model!r}", _read_info))


def recommended_model(task: str, key: Secret | None, call: Call) -> Flow[str]:
    """The model that the Hub recommends for a task now."""
    models = yield from _look_up("/api/tasks", key, call, "recommended models", _read_tasks)
    if task not in models:
        raise InvalidInput(f"The Hub recommends no model for {task}: pass model='owner/name'.")
    return models[task]


def _look_up(path: str, key: Secret | None, call: Call, what: str, read: Callable[[dict[str, object]], T]) -> Flow[T]:
    """Ask the Hub, once for all who ask at the same time; an answer is kept for ten minutes for each key."""
    url = hub_endpoint() + path
    return (yield from look_up(url, key, lambda: _ask(url, key, call, what, read), call.state, call.clock))


def _ask(url: str, key: Secret | None, call: Call, what: str, read: Callable[[dict[str, object]], T]) -> Flow[Fresh[T]]:
    """One look-up."""
    headers = {"accept": "application/json"}
    if key is not None and is_hub_host(url):
        headers["authorization"] = key.header()
    request = Request("GET", url, headers, call.clock, limit=_LARGEST)
    try:
        reply = yield from attempt(request, retry=call.settings.retry, cost="cheap", state=call.state)
    except InferenceTimeoutError:
        raise
    except (APIConnectionError, APIStatusError) as failure:
        raise _hub_error(f"The look-up of {what} on the Hub failed: {failure.message}", failure.__dict__) from failure
    data = parse(reply.body)
    if not is_object(data):
        text = f"The look-up of {what} on the Hub failed: the answer is no JSON object."
        raise _hub_error(text, {"body": reply.body, "url": url.partition("?")[0], "status": reply.status})
    return read(data), _KEPT_SECONDS


def _hub_error(message: str, facts: dict[str, object]) -> HubError:
    error = HubError(message)
    error.__dict__.update(facts, message=message)
    return error


def _read_info(data: dict[str, object]) -> ModelInfo:
    entries = data.get("inferenceProviderMapping")
    if is_object(entries):
        entries = [{**entry, "provider": name} for name, entry in entries.items() if is_object(entry)]
    tag = data.get("pipeline_tag")
    return ModelInfo(
        tag=tag if isinstance(tag, str) else None,
        mappings=tuple(_read_mapping(entry) for entry in entries if is_object(entry)) if is_array(entries) else (),
    )


def _read_mapping(entry: dict[str, object]) -> Mapping:
    names = ("provider", "providerId", "task", "status", "adapter", "adapterWeightsPath")
    provider, model, task, status, adapter, path = (str(entry.get(name) or "") for name in names)
    return Mapping(provider, model, task, status, adapter or None, path or None)


def _read_tasks(data: dict[str, object]) -> dict[str, str]:
    models: dict[str, str] = {}
    for task, entry in data.items():
        listed = entry.get("widgetModels") if is_object(entry) else None
        if is_array(listed) and listed and isinstance(listed[0], str):
            models[task] = listed[0]
    return models
