"""Any error a server may send, as one exception: the same class as a status, inside a 200 or in a stream."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from .. import errors
from .._json import is_array, is_object, parse
from .retry_after import LONGEST, read_number, reset_after, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sending.wire import Reply

__all__ = ["error_from_data", "error_from_reply", "holds_error", "request_id", "reword", "shape_error", "with_reply"]

T = TypeVar("T", bound=errors.InferenceError)

_BY_STATUS: dict[int, type[errors.APIStatusError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: errors.QuotaExceeded,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
    502: errors.Overloaded,
    503: errors.Overloaded,
    504: errors.Overloaded,
    529: errors.Overloaded,
}
_PASSING = (408, 429, 502, 503, 504, 529)
# What servers write where they have no status to send: codes and types of OpenAI, Anthropic, llama.cpp, vLLM, LiteLLM,
# Ollama, and the `error_type` of TGI and TEI.
_BY_WORD = {
    **dict.fromkeys(("invalid_request_error", "badrequesterror", "bad request", "bad_request"), 400),
    **dict.fromkeys(("context_length_exceeded", "exceed_context_size_error"), 400),
    **dict.fromkeys(("authentication_error", "auth_error", "invalid_api_key"), 401),
    "permission_error": 403,
    **dict.fromkeys(("not_found_error", "notfounderror", "not_found", "model_not_found"), 404),
    **dict.fromkeys(("validation", "tokenizer", "unprocessable_entity"), 422),
    **dict.fromkeys(("generation", "backend"), 424),
    **dict.fromkeys(("rate_limit_error", "rate_limit_exceeded", "throttling_error", "insufficient_quota"), 429),
    "overloaded": 429,
    "not_supported_error": 501,
    **dict.fromkeys(("unavailable_error", "service_unavailable", "unhealthy"), 503),
    "overloaded_error": 529,
}
_CONTEXT = re.compile(
    r"context (length|size|window)|maximum context|context_length_exceeded|exceed_context_size|too many tokens"
    r"|must have (less|fewer) than \d+ tokens|`inputs` tokens \+ `max_new_tokens`|prompt is too long"
    r"|is too large to process|longer than the maximum model length",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your (current|monthly)|credit balance|payment required", re.IGNORECASE
)
_LOADING = re.compile(r"\bloading\b|scaled to zero|still (starting|initializing)|not yet ready", re.IGNORECASE)
# A paused endpoint of Hugging Face answers 400 "Bad Request: Invalid state"; one that is scaled to zero answers 503
# while it wakes up: https://github.com/elastic/elasticsearch/issues/112033, huggingface/huggingface_hub issue 1605.
_PAUSED = re.compile(
    r"\b(endpoint|space)\b.{0,40}\b(paused|stopped)|bad request: invalid state", re.IGNORECASE | re.DOTALL
)
_WORDS = ("error", "message", "detail", "msg", "errors", "title", "reason")
_DEEPEST = 8
_LONGEST_BODY = 1 << 16
_LONGEST_MESSAGE = 2000
_LONGEST_TEXT = 500
_REQUEST_IDS = ("x-request-id", "request-id", "x-amzn-trace-id", "x-amzn-requestid")


def error_from_reply(status: int, headers: Mapping[str, str], body: bytes) -> errors.APIStatusError:
    """The exception for a reply that is an error."""
    text = body[:_LONGEST_BODY].decode("utf-8", "replace").strip()
    return _error(text, body, headers, status)


def error_from_data(data: bytes, headers: Mapping[str, str]) -> errors.APIStatusError:
    """The exception for an error that came inside a 200 or as an event of a stream."""
    return _error(data.decode("utf-8", "replace"), data, headers, None)


def shape_error(text: str, reply: Reply) -> errors.ResponseShapeError:
    """The exception for a success that is not what it should be, with the raw reply."""
    return with_reply(errors.ResponseShapeError(text), reply)


def with_reply(error: T, reply: Reply) -> T:
    """An exception that has the raw reply."""
    error.body, error.headers, error.status = reply.body, reply.headers, reply.status
    error.request_id, error.attempts = request_id(reply.headers), reply.attempts
    return error


def holds_error(data: bytes) -> bool:
    """Whether a JSON object says at its top level that it is an error."""
    if b'"error"' not in data and b'"detail"' not in data:
        return False
    parsed = parse(data)
    return is_object(parsed) and bool(parsed.get("error") or (parsed.get("detail") and len(parsed) == 1))


def reword(error: errors.InferenceError, message: str) -> None:
    """Give an error another message, in its repr too."""
    error.message, error.args = message, (message,)


def request_id(headers: Mapping[str, str]) -> str | None:
    """The server's id of a request."""
    known = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    return known or next((value for name, value in headers.items() if name.endswith("-call-id")), headers.get("cf-ray"))


def _error(text: str, body: bytes, headers: Mapping[str, str], status: int | None) -> errors.APIStatusError:
    """Read what the JSON says; without it, the text."""
    content_type = headers.get("content-type", "")
    data = parse(text) if status is None or "html" not in content_type else None
    fields = _fields(data)
    message = _message(data) or _plain_text(text, content_type)
    message = message[:_LONGEST_MESSAGE].encode("utf-8", "replace").decode()  # JSON may hold half of a character
    code, param = _fact(fields.get("code")), _fact(fields.get("param"))
    kind = _fact(fields.get("type") or fields.get("error_type") or None)
    known = status if status is not None else _status_of(fields, code, kind)
    cls = _class_for(known, f"{code} {kind} {message}")
    error = cls(_redirect(known, headers) or message or f"The server answered {known} without a message.")
    error.status, error.body, error.headers, error.request_id = known, body, dict(headers), request_id(headers)
    error.code, error.type, error.param = code, kind, None if param == "None" else param
    error.retryable = known in _PASSING and not isinstance(error, (errors.QuotaExceeded, errors.EndpointPaused))
    asked = retry_after(headers) if status is not None else None
    asked = reset_after(headers) if asked is None and status == 429 else asked
    asked = read_number(fields.get("estimated_time")) if asked is None else asked
    error.retry_after = None if asked is None else min(asked, LONGEST)
    return error


def _redirect(status: int, headers: Mapping[str, str]) -> str | None:
    """What to do about a redirect that was not followed; its words are those of a page for browsers."""
    place = headers.get("location", "").partition("?")[0]
    if not (300 <= status < 400 and place):
        return None
    return f"The server redirects to {place}, where a call is not sent by itself: if that is right, give that address."


def _fact(value: object) -> str | None:
    """A code or type as text."""
    return None if value is None else str(value)[:_LONGEST_TEXT]


def _fields(data: object) -> dict[str, object]:
    """The members that describe the error, wherever the server puts them."""
    if not is_object(data):
        return {}
    inner = data.get("error")
    return {**data, **inner} if is_object(inner) else data


def _message(data: object, depth: int = 0) -> str:
    """The server's own words, from any of the shapes that are known."""
    if isinstance(data, str) or depth > _DEEPEST:
        return data if isinstance(data, str) else ""
    if is_array(data):
        return "; ".join(filter(None, (_message(part, depth + 1) for part in data)))
    if not is_object(data):
        return ""
    for name in _WORDS:
        words = _message(data.get(name), depth + 1)
        if words:
            where = data.get("loc")
            return f"{'.'.join(map(str, where))}: {words}" if is_array(where) and name == "msg" else words
    return ""


def _plain_text(text: str, content_type: str) -> str:
    """A short form of a reply that is no JSON: the title of a page, or its first words."""
    if "html" in content_type or text[:15].lower().startswith(("<!doctype", "<html")):
        title = re.search(r"<title[^>]*>(.*?)</title>", text, re.IGNORECASE | re.DOTALL)
        return f"The server answered with a web page{': ' + ' '.join(title[1].split()) if title else ''}."
    return text[:_LONGEST_TEXT]


def _status_of(fields: Mapping[str, object], code: str | None, kind: str | None) -> int:
    """The status that an error without one stands for."""
    for value in (fields.get("http_status_code"), fields.get("status_code"), code, fields.get("status")):
        number = read_number(value)
        if number is not None and 400 <= number < 600:
            return int(number)
    return _BY_WORD.get(str(code).lower()) or _BY_WORD.get(str(kind).lower(), 500)


def _class_for(status: int, words: str) -> type[errors.APIStatusError]:
    if status == 402 or (status in (403, 429) and _QUOTA.search(words)):
        return errors.QuotaExceeded
    if status in (400, 413, 422, 500) and _CONTEXT.search(words):
        return errors.ContextTooLong
    if _PAUSED.search(words) and status in (400, 403, 404, 409, 503):
        return errors.EndpointPaused
    if status == 503 and _LOADING.search(words):
        return errors.ModelLoading
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return errors.InternalServerError if status >= 500 else errors.APIStatusError
