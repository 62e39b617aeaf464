"""Where a request goes: the parts of its URL, a proxy, a redirect, and whether an address is public. Pure."""

from __future__ import annotations

import sys
from functools import lru_cache
from ipaddress import ip_address
from os import environ
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._wire import Request

__all__ = ["Origin", "Target", "environment_proxies", "is_literal", "is_private", "locate", "proxy_for", "redirected"]

_PORTS = {"http": 80, "https": 443}
_SAFE = "!$%&'()*+,/:;=?@[]"


class Origin(NamedTuple):
    """What a connection belongs to."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """Host and port, as in a URL."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Target(NamedTuple):
    """A URL, taken apart for HTTP/1.1."""

    origin: Origin
    authority: str
    path: str


@lru_cache(maxsize=128)
def locate(url: str) -> Target:
    """Take a URL apart.

    Raises:
        InvalidInput: When it is no http or https URL, or holds a user name.
    """
    shown = url.partition("?")[0]
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
        port = parts.port
    except ValueError as error:
        raise InvalidInput(f"{shown!r} is no URL: {error}.") from error
    if parts.username is not None:
        raise InvalidInput(f"The URL of {host} holds a user name or password: pass token= or headers= instead.")
    if parts.scheme not in _PORTS or not all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
        raise InvalidInput(f"{shown!r} is no URL: it must begin with http:// or https:// and a host.")
    origin = Origin(parts.scheme, host, port or _PORTS[parts.scheme])
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(origin, origin.address.removesuffix(f":{_PORTS[parts.scheme]}"), path)


def redirected(request: Request, status: int, headers: Mapping[str, str]) -> str | None:
    """The URL that a reply sends the request to, where it may be followed: within the origin, and unchanged."""
    location = headers.get("location")
    kept = status in (307, 308) or (status in (301, 302, 303) and request.method in ("GET", "HEAD"))
    if not kept or not location:
        return None
    try:
        url = urljoin(request.url, location)
        return url if locate(url).origin == locate(request.url).origin else None
    except ValueError:
        return None


def is_literal(host: str) -> bool:
    """Whether the host is an IP address, which needs no look-up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_private(address: str) -> bool:
    """Whether an IP address, or the IPv4 address inside it, is not reachable from everywhere."""
    ip = ip_address(address.partition("%")[0])
    inner = None if ip.version == 4 else ip.ipv4_mapped or ip.sixtofour
    return not (inner or ip).is_global


def environment_proxies() -> Mapping[str, str]:
    """Proxies by scheme, of the environment and of the system's settings; `no` has the exceptions."""
    if sys.platform == "linux" and not any(name.lower().endswith("_proxy") for name in environ):
        return {}
    from urllib.request import getproxies  # 30 ms to import

    return getproxies()


def proxy_for(origin: Origin, proxies: Mapping[str, str]) -> str | None:
    """URL of the proxy for an origin, or `None` for a direct connection."""
    url = proxies.get(origin.scheme) or proxies.get("all")
    if not url or any(_exempts(rule.strip().lower(), origin) for rule in proxies.get("no", "").split(",")):
        return None
    return url if "://" in url else f"http://{url}"


def _exempts(rule: str, origin: Origin) -> bool:
    """Whether an entry of NO_PROXY applies: `*`, or a host with its subdomains, with a port or without."""
    if rule.endswith(f":{origin.port}") and rule.removesuffix(f":{origin.port}").strip("[]"):
        rule = rule.removesuffix(f":{origin.port}")
    name = rule.strip("[]").lstrip("*.")
    return rule == "*" or (bool(name) and (origin.host == name or origin.host.endswith(f".{name}")))
