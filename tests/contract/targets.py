"""Where calls go: every provider and server of the specs, and each way to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

from inferlink import InferenceClient
from inferlink._calls.interpreter import refused
from inferlink._specs.vocabulary import Provider, Route, load_provider
from inferlink_generated import routes
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferlink_generated.port import Operation

MODEL = "acme/model"
"""What the caller says."""
PROVIDER_MODEL = "vendor/model-1"
"""What the Hub maps it to, where the target has names of its own."""


@cache
def load(folder: str, name: str) -> Provider:
    """A provider or server file, as the runtime has it."""
    return load_provider(import_module(f"inferlink_generated.routes.{folder}.{name.replace('-', '_')}").PROVIDER)


@dataclass(frozen=True)
class Pair:
    """A task at a target that serves it."""

    folder: str
    name: str
    task: str

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}/{self.task}"

    @property
    def provider(self) -> Provider:
        return load(self.folder, self.name)

    @property
    def route(self) -> Route:
        return self.provider.tasks[self.task]

    @property
    def is_computed(self) -> bool:
        """Whether the answer is computed from vectors: then there is no request of its own."""
        return self.route.by_vectors is not None and self.route.by_vectors.when == "always"

    @property
    def operation(self) -> Operation[object]:
        return OPERATIONS[self.task]

    @property
    def variants(self) -> list[str]:
        """The calls that are made: see `examples.arguments` and `options`."""
        found = ["plain"]
        if self.folder == "providers" and self.provider.routing == "both":
            found.append("routed")
        if set(self.operation.parameters) - set(refused(self.route, dict.fromkeys(self.operation.parameters))):
            found.append("parameters")
        if self.route.stream is not None:
            found.append("stream")
        if "params.response_format" in str(self.route.set):
            found.append("json schema")
        if self.optional_input is not None:
            found.append("without input")
        # What depends on the provider's model is asked with a model that has it.
        if re.search(r"\badapter\b", str(self.route.set)):
            found.append("adapter")
        if "model.version" in str((self.route.path, self.route.set)):
            found.append("version")
        return found

    @property
    def optional_input(self) -> str | None:
        """The argument with the input, where it may be left out."""
        first = next(iter(self.operation.arguments))
        argument = signature(getattr(InferenceClient, self.operation.method)).parameters[first]
        return first if argument.default is None else None

    def options(self, variant: str) -> dict[str, Any]:
        """Options of a client that calls the target."""
        if self.folder == "providers":
            routed = variant == "routed" or self.provider.routing == "hub"
            return {"provider": self.name, "api_key": "hf_key" if routed else "provider-key"}
        address = {} if self.provider.address else {"base_url": usual_url(self.name)}
        return {"provider": self.name, "api_key": "server-key", **address}

    def model_info(self, variant: str) -> dict[str, Any]:
        """What the Hub says of the model."""
        mapping = {"providerId": PROVIDER_MODEL, "task": self.operation.hub, "status": "live"}
        if variant == "adapter":
            mapping |= {"adapter": "lora", "adapterWeightsPath": "lora.safetensors"}
        if variant == "version":
            mapping["providerId"] += ":v2"
        return {
            "id": MODEL,
            "pipeline_tag": self.operation.hub,
            "tags": [],
            "inferenceProviderMapping": {self.name: mapping},
        }


def usual_url(server: str) -> str:
    """A URL that such a server has, where it has no usual address."""
    first = next(name for pattern, name in routes.BARE_URL if re.search(pattern, "/v1"))
    return "http://127.0.0.1:8080/v1" if first == server else "https://acme.endpoints.huggingface.cloud"


def pairs() -> Iterator[Pair]:
    """Every task at every target that has a route for it."""
    for folder, names in (("providers", routes.PROVIDERS), ("servers", routes.SERVERS)):
        for name in names:
            for task in sorted(load(folder, name).tasks):
                pair = Pair(folder, name, task)
                if not pair.is_computed:
                    yield pair
