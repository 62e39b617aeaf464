"""The Hub: which task a model serves and under which name, and which model it recommends for a task.

Facts: https://huggingface.co/docs/inference-providers/hub-api
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from ._auth import Secret, hub_endpoint
from ._effects import Flow, send
from ._failure import error_from_reply
from ._wire import Reply, Request
from .errors import HubError, InvalidInput

if TYPE_CHECKING:
    from ._clock import Clock
    from ._settings import State

__all__ = ["ROUTER", "Mapping", "ModelInfo", "model_info", "recommended_model"]

ROUTER = "https://router.huggingface.co"
_KEPT_SECONDS = 600
_KEPT_MODELS = 256
_EXPAND = "expand=inferenceProviderMapping&expand=pipeline_tag&expand=tags"


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
    tags: tuple[str, ...] = ()
    mappings: tuple[Mapping, ...] = field(default=())


def model_info(model: str, key: Secret | None, clock: Clock, state: State) -> Flow[ModelInfo]:
    """Look a model up; the answer is kept for ten minutes for each key, errors are not."""
    if model.count("/") > 1 or ".." in model or not model.strip("/"):
        raise InvalidInput(f"model={model!r} is no model id of the Hub; use the form 'owner/name'.")
    place = (hub_endpoint(), hash(key), model)
    kept = state.models.get(place)
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    url = f"{hub_endpoint()}/api/models/{quote(model, safe='/')}?{_EXPAND}"
    reply = yield from _get(url, key, clock, f"model {model!r}")
    info = _read_info(_object(reply, url))
    while len(state.models) >= _KEPT_MODELS:
        state.models.pop(next(iter(state.models)), None)
    state.models[place] = (time.monotonic(), info)
    return info


def recommended_model(task: str, key: Secret | None, clock: Clock, state: State) -> Flow[str]:
    """The model that the Hub recommends for a task now."""
    kept = state.recommended
    if kept is None or time.monotonic() - kept[0] >= _KEPT_SECONDS:
        url = f"{hub_endpoint()}/api/tasks"
        reply = yield from _get(url, key, clock, "recommended models")
        kept = state.recommended = (time.monotonic(), _read_tasks(_object(reply, url)))
    if task not in kept[1]:
        raise InvalidInput(f"The Hub recommends no model for {task}: pass model='owner/name'.")
    return kept[1][task]


def _get(url: str, key: Secret | None, clock: Clock, what: str) -> Flow[Reply]:
    headers = {"accept": "application/json"}
    if key is not None:
        headers["authorization"] = f"Bearer {key.reveal()}"
    reply = yield from send(Request("GET", url, headers, clock, limit=16 << 20))
    if reply.status >= 300:
        cause = error_from_reply(reply.status, reply.headers, reply.body)
        error = HubError(f"The Hub did not answer the look-up of {what}: {cause.message}")
        error.status, error.body, error.url = reply.status, reply.body, url.partition("?")[0]
        error.retryable, error.request_id = cause.retryable, cause.request_id
        raise error
    return reply


def _object(reply: Reply, url: str) -> dict[str, object]:
    try:
        data = json.loads(reply.body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        error = HubError("The Hub's answer is no JSON object.")
        error.body, error.url = reply.body, url.partition("?")[0]
        raise error
    return data


def _read_info(data: dict[str, object]) -> ModelInfo:
    raw = data.get("inferenceProviderMapping")
    entries = [{"provider": name, **entry} for name, entry in raw.items()] if isinstance(raw, dict) else raw
    tag, tags = data.get("pipeline_tag"), data.get("tags")
    return ModelInfo(
        tag=tag if isinstance(tag, str) else None,
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        mappings=tuple(_read_mapping(entry) for entry in entries if isinstance(entry, dict))
        if isinstance(entries, list)
        else (),
    )


def _read_mapping(entry: dict[str, object]) -> Mapping:
    def text(name: str) -> str:
        value = entry.get(name)
        return value if isinstance(value, str) else ""

    return Mapping(
        provider=text("provider"),
        model=text("providerId"),
        task=text("task"),
        status=text("status"),
        adapter=text("adapter") or None,
        adapter_path=text("adapterWeightsPath") or None,
    )


def _read_tasks(data: dict[str, object]) -> dict[str, str]:
    models: dict[str, str] = {}
    for task, entry in data.items():
        listed = entry.get("widgetModels") if isinstance(entry, dict) else None
        if isinstance(listed, list) and listed and isinstance(listed[0], str):
            models[task] = listed[0]
    return models
