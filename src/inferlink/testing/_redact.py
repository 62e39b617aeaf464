"""What must not be in a file that is shared: credentials, and what a test names. And bodies as JSON."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .._auth import SECRET_NAME
from .._json import MISSING, is_array, is_object, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "MASK",
    "Redaction",
    "body_to_json",
    "json_to_body",
    "piece_to_json",
    "request_body_to_json",
    "secrets_of",
]

MASK = "***"
_QUERY = re.compile(r"([?&][^=&\"\s]*(?:key|token|secret|password|signature|credential)[^=&\"\s]*=)[^&\"\s\\]+", re.I)
_FIELDS = ("api_key", "apikey", "access_token", "authorization", "client_secret", "password")
_SHORTEST = 8
"""A credential with fewer characters is a made-up one, and would be found in words."""
_TRANSPORT = ("connection", "content-encoding", "content-length", "keep-alive", "set-cookie", "transfer-encoding")


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """Names of headers and of JSON members whose values are masked, whatever the case."""

    headers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def clean_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers without credentials, and without those of the connection."""
        others = {name.lower() for name in self.headers}
        return {
            name: MASK if name in others or SECRET_NAME.search(name) else value
            for name, value in headers.items()
            if name not in _TRANSPORT
        }

    def clean_json(self, value: Any) -> Any:
        """A JSON value with the fields masked, at any depth."""
        if is_object(value):
            hidden = self._fields
            return {name: MASK if name.lower() in hidden else self.clean_json(each) for name, each in value.items()}
        return [self.clean_json(each) for each in value] if is_array(value) else value

    def clean_text(self, text: str) -> str:
        """A text with JSON in it: texts under the names of the fields are masked."""
        names = "|".join(map(re.escape, sorted(self._fields)))
        return re.sub(rf'("(?:{names})"\s*:\s*")(?:[^"\\]|\\.)*', rf"\g<1>{MASK}", text, flags=re.IGNORECASE)

    @property
    def _fields(self) -> set[str]:
        return {name.lower() for name in (*_FIELDS, *self.fields)}

    @staticmethod
    def seal(value: Any, secrets: Iterable[str]) -> Any:
        """A JSON value in which no credential and no signature of a URL is left, wherever it stands."""
        text = _QUERY.sub(rf"\g<1>{MASK}", json.dumps(value, ensure_ascii=False))
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(json.dumps(secret, ensure_ascii=False)[1:-1], MASK)
        return json.loads(text)


def secrets_of(headers: Mapping[str, str]) -> set[str]:
    """The credentials in the headers of a request: without the word before a key, and the values of cookies."""
    secret = {name: value for name, value in headers.items() if SECRET_NAME.search(name)}
    cookies = [pair.partition("=")[2] for pair in secret.pop("cookie", "").split("; ")]
    keys = [value.rpartition(" ")[2] for value in secret.values()]
    return {value for value in (*cookies, *keys) if len(value) >= _SHORTEST}


def body_to_json(data: bytes, content_type: str, redaction: Redaction) -> dict[str, Any]:
    """A body: its JSON, its text, or base64."""
    value = parse(data) if "json" in content_type else MISSING
    if value is not MISSING:
        return {"json": redaction.clean_json(value)}
    piece = piece_to_json(data, redaction)
    return {"text": piece} if isinstance(piece, str) else piece


def request_body_to_json(data: bytes, content_type: str, redaction: Redaction) -> dict[str, Any]:
    """The same of a request, where a file is known by its hash; the boundaries of parts differ each time."""
    boundary = content_type.partition("boundary=")[2]
    shown = body_to_json(data.replace(boundary.encode(), b"boundary") if boundary else data, content_type, redaction)
    if "base64" not in shown:
        return shown
    plain = base64.b64decode(shown["base64"])
    return {"sha256": sha256(plain).hexdigest(), "bytes": len(plain)}


def piece_to_json(data: bytes, redaction: Redaction) -> str | dict[str, Any]:
    """A piece of a stream: text, or base64 where it is none."""
    try:
        return redaction.clean_text(data.decode())
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def json_to_body(shown: Any) -> bytes:
    """The bytes of a body or piece that was kept."""
    if isinstance(shown, str):
        return shown.encode()
    if "json" in shown:
        return json.dumps(shown["json"], ensure_ascii=False).encode(errors="backslashreplace")
    return base64.b64decode(shown["base64"]) if "base64" in shown else str(shown["text"]).encode()
