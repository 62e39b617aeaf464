"""Any error a server may send, as one exception: the same class as a status, inside a 200 or in a stream."""

from __future__ import annotations

import json
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from . import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["error_from_data", "error_from_reply", "holds_error", "retry_after"]

_BY_STATUS: dict[int, type[errors.APIStatusError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: errors.QuotaExceeded,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
    502: errors.Overloaded,
    503: errors.Overloaded,
    504: errors.Overloaded,
    529: errors.Overloaded,
}
# What servers write where they have no status to send: OpenAI's and Anthropic's types, and TGI's `error_type`.
_BY_TYPE = {
    "invalid_request_error": 400,
    "badrequesterror": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "validation": 422,
    "rate_limit_error": 429,
    "overloaded": 429,
    "generation": 424,
    "server_error": 500,
    "overloaded_error": 529,
    "unavailable_error": 503,
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
_LOADING = re.compile(r"\bloading\b|still (starting|initializing)|not yet ready", re.IGNORECASE)
_PAUSED = re.compile(r"\b(endpoint|space)\b.{0,40}\b(paused|scaled to zero|stopped)", re.IGNORECASE | re.DOTALL)
_REQUEST_IDS = ("x-request-id", "request-id", "x-amzn-trace-id", "x-amzn-requestid", "x-litellm-call-id", "cf-ray")


def error_from_reply(status: int, headers: Mapping[str, str], body: bytes) -> errors.APIStatusError:
    """The exception for a reply that is an error."""
    content_type = headers.get("content-type", "")
    text = body[:65536].decode("utf-8", "replace").strip()
    error = _build(_parse(text) if "html" not in content_type else None, text, content_type, status)
    error.status = status
    error.body = body
    error.headers = dict(headers)
    error.request_id = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    error.retry_after = retry_after(headers) if error.retry_after is None else error.retry_after
    return error


def error_from_data(data: bytes, headers: Mapping[str, str]) -> errors.APIStatusError:
    """The exception for an error that came inside a 200 or as an event of a stream."""
    text = data.decode("utf-8", "replace")
    error = _build(_parse(text), text, "application/json", None)
    error.body = data
    error.headers = dict(headers)
    error.request_id = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    return error


def holds_error(data: bytes) -> bool:
    """Whether a JSON object says at its top level that it is an error."""
    if b'"error"' not in data and b'"detail"' not in data:
        return False
    parsed = _parse(data.decode("utf-8", "replace"))
    return isinstance(parsed, dict) and bool(parsed.get("error") or (parsed.get("detail") and len(parsed) == 1))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, `retry-after` (seconds or date, RFC 9110 10.2.3)."""
    millis = _number(headers.get("retry-after-ms"))
    if millis is not None:
        return millis / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    try:
        then = parsedate_to_datetime(value)
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else None
    except (ValueError, TypeError, OverflowError):
        return None
    from datetime import datetime

    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - (now or datetime.now(UTC))).total_seconds())


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < 1e9 else None


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _build(data: object, text: str, content_type: str, status: int | None) -> errors.APIStatusError:
    """Read what `data` says; without it, the text."""
    fields = _fields(data)
    message = _message(data) or _plain_text(text, content_type)
    code, kind = fields.get("code"), fields.get("type") or fields.get("error_type")
    known = status if status is not None else _status_of(fields, code, kind)
    error = _class_for(known, f"{code} {kind} {message}")(message or f"The server answered {known} without a message.")
    error.status = known
    error.code = str(code) if code is not None else None
    error.type = str(kind) if kind else None
    param = fields.get("param")
    error.param = str(param) if param not in (None, "None") else None
    error.retryable = known in (408, 429, 502, 503, 504, 529) and not isinstance(error, errors.QuotaExceeded)
    waiting = fields.get("estimated_time")
    error.retry_after = float(waiting) if isinstance(waiting, (int, float)) else None
    return error


def _fields(data: object) -> dict[str, object]:
    """The members that describe the error, wherever the server puts them."""
    if not isinstance(data, dict):
        return {}
    inner = data.get("error")
    return {**data, **inner} if isinstance(inner, dict) else dict(data)


def _message(data: object) -> str:
    """The server's own words, from any of the shapes that are known."""
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return "; ".join(part for part in map(_message, data) if part)
    if not isinstance(data, dict):
        return ""
    for name in ("error", "message", "detail", "msg", "errors", "title", "reason"):
        words = _message(data.get(name))
        if words:
            where = data.get("loc")
            return f"{'.'.join(map(str, where))}: {words}" if isinstance(where, list) and name == "msg" else words
    return ""


def _plain_text(text: str, content_type: str) -> str:
    """A short form of a reply that is no JSON: the title of a page, or its first words."""
    if "html" in content_type or text[:15].lower().startswith(("<!doctype", "<html")):
        title = re.search(r"<title[^>]*>(.*?)</title>", text, re.IGNORECASE | re.DOTALL)
        return f"The server answered with a web page{': ' + title[1].strip() if title else ''}."
    return text[:500]


def _status_of(fields: Mapping[str, object], code: object, kind: object) -> int:
    """The status that an error without one stands for."""
    for value in (fields.get("http_status_code"), fields.get("status_code"), code, fields.get("status")):
        number = int(value) if isinstance(value, (int, str)) and str(value).isdigit() else 0
        if 400 <= number < 600:
            return number
    return _BY_TYPE.get(str(kind or code).lower(), 500)


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
