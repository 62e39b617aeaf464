"""Requests as readable data."""

from __future__ import annotations

import base64
import json
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, Any

from inferlink._sending.body import pieces
from inferlink._version import __version__
from inferlink.testing._sample_media import SAMPLE_MEDIA

if TYPE_CHECKING:
    from inferlink._sending.wire import Request

_NAMES = {kind: f"the {kind}" for kind in SAMPLE_MEDIA}
_IN_BASE64 = {base64.b64encode(make()).decode(): f"<{_NAMES[kind]} in base64>" for kind, make in SAMPLE_MEDIA.items()}
_AS_IT_IS = {make(): f"<{_NAMES[kind]}>" for kind, make in SAMPLE_MEDIA.items()}


def readable(request: Request) -> dict[str, Any]:
    """A request with its body as data, media and what differs between runs replaced by a note in angle brackets."""
    headers = {name: value.replace(__version__, "<version>") for name, value in sorted(request.headers.items())}
    found: dict[str, Any] = {"method": request.method, "url": request.url, "headers": headers}
    if request.body is not None:
        found["body"] = _body(b"".join(pieces(request.body)), request.headers["content-type"])
    if "boundary=" in headers.get("content-type", ""):
        headers["content-type"] = headers["content-type"].partition("boundary=")[0] + "boundary=<random>"
    return found


def _body(data: bytes, content_type: str) -> Any:
    if content_type == "application/json":
        text = data.decode()
        for encoded, name in _IN_BASE64.items():
            text = text.replace(encoded, name)
        return json.loads(text)
    if content_type.startswith("multipart/form-data"):
        return [_part(part) for part in _parts(data, content_type)]
    return _AS_IT_IS[data]


def _parts(data: bytes, content_type: str) -> list[Any]:
    message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + data, policy=HTTP)
    return list(message.iter_parts())  # type: ignore[attr-defined]  # the policy makes it an EmailMessage


def _part(part: Any) -> dict[str, str]:
    found = {"name": part.get_param("name", header="content-disposition")}
    content = part.get_payload(decode=True)
    if (filename := part.get_filename()) is None:
        return found | {"value": content.decode()}
    return found | {"filename": filename, "content-type": part.get_content_type(), "content": _AS_IT_IS[content]}
