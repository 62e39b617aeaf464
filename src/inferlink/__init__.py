"""One typed client, sync and async, for every inference task, wherever the model runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from inferlink_generated._result import to_dict

    from ._map.outcomes import Args, Outcome
    from ._specs.vocabulary import Provider
    from .async_client import AsyncInferenceClient
    from .client import InferenceClient
    from .errors import (
        APIConnectionError,
        APIError,
        APIResponseValidationError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        ContextTooLong,
        EndpointPaused,
        HubError,
        InferenceError,
        InferenceTimeoutError,
        InferlinkWarning,
        InternalServerError,
        InvalidInput,
        InvalidOutput,
        JobFailed,
        MissingExtra,
        ModelLoading,
        NotFoundError,
        NotSupported,
        OpenAIError,
        Overloaded,
        PermissionDeniedError,
        QuotaExceeded,
        RateLimitError,
        ResponseShapeError,
        SpecError,
        StreamBroken,
        ToolFailed,
        TooManyTurns,
        UnprocessableEntityError,
    )
    from .options import RequestOptions, Retry, Timeout

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "Args",
    "AsyncInferenceClient",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ContextTooLong",
    "EndpointPaused",
    "HubError",
    "InferenceClient",
    "InferenceError",
    "InferenceTimeoutError",
    "InferlinkWarning",
    "InternalServerError",
    "InvalidInput",
    "InvalidOutput",
    "JobFailed",
    "MissingExtra",
    "ModelLoading",
    "NotFoundError",
    "NotSupported",
    "OpenAIError",
    "Outcome",
    "Overloaded",
    "PermissionDeniedError",
    "Provider",
    "QuotaExceeded",
    "RateLimitError",
    "RequestOptions",
    "ResponseShapeError",
    "Retry",
    "SpecError",
    "StreamBroken",
    "Timeout",
    "TooManyTurns",
    "ToolFailed",
    "UnprocessableEntityError",
    "__version__",
    "to_dict",
]

_HOMES = {
    "Args": "inferlink._map.outcomes",
    "AsyncInferenceClient": "inferlink.async_client",
    "InferenceClient": "inferlink.client",
    "Outcome": "inferlink._map.outcomes",
    "Provider": "inferlink._specs.vocabulary",
    "RequestOptions": "inferlink.options",
    "Retry": "inferlink.options",
    "Timeout": "inferlink.options",
    "to_dict": "inferlink_generated._result",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, "inferlink.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
