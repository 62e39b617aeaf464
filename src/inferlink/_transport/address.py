"""Where a request goes: the parts of its URL, a proxy, a redirect, and whether an address is public. Pure."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from os import environ
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from .._auth import Hidden
from .._urls import shown, split_url
from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sending.wire import Request

__all__ = ["Origin", "Target", "environment_proxies", "is_literal", "is_private", "locate", "proxy_for", "redirected"]

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w.:%-]+", re.ASCII)
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))  # RFC 6052 2.1, RFC 4291 2.5.5.1
_PRIVATE = (IPv6Network("64:ff9b:1::/48"), IPv6Network("fec0::/10"))  # RFC 8215, RFC 3879: older Pythons do not know
_DEVIATING = frozenset("\u00df\u1e9e\u03c2\u200c\u200d")
"""Characters that Python's IDNA 2003 maps to others or drops, and today's IDNA keeps: a key must not go astray."""
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
    parts = split_url(url)
    if parts is None:
        raise InvalidInput(f"{shown(url)!r} is no URL: its host or port cannot be read.")
    host = _ascii(parts.hostname or "")
    if parts.username is not None:
        raise InvalidInput(f"The URL of {host} holds a user name or password: pass token= or headers= instead.")
    if (
        parts.scheme not in _PORTS
        or not _HOST.fullmatch(host)
        or not all(0 < len(label) < 64 for label in host.removesuffix(".").split("."))
    ):
        raise InvalidInput(f"{shown(url)!r} is no URL: it must begin with http:// or https:// and a host.")
    origin = Origin(parts.scheme, host, _PORTS[parts.scheme] if parts.port is None else parts.port)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(origin, origin.address.removesuffix(f":{_PORTS[parts.scheme]}"), path)


def _ascii(host: str) -> str:
    """A host as it is looked up; nothing where that cannot be."""
    if not _DEVIATING.isdisjoint(host):  # https://www.unicode.org/reports/tr46/#Deviations
        raise InvalidInput(f"{host!r} names another host in each of two standards: write the one you mean as xn--...")
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""


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
    if ip.version == 4:
        return ip.is_multicast or not ip.is_global
    if inner := ip.ipv4_mapped or ip.sixtofour or _ipv4_in(ip):
        return is_private(str(inner))
    return ip.is_multicast or not ip.is_global or any(ip in network for network in _PRIVATE)


def _ipv4_in(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a translator or a tunnel makes of the last four bytes."""
    return IPv4Address(ip.packed[12:]) if any(ip in network for network in _TRANSLATED) else None


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
    return Hidden(url if "://" in url else f"http://{url}")


def _exempts(rule: str, origin: Origin) -> bool:
    """Whether an entry of NO_PROXY applies: `*`, or a host with its subdomains, with a port or without."""
    if rule.endswith(f":{origin.port}") and rule.removesuffix(f":{origin.port}").strip("[]"):
        rule = rule.removesuffix(f":{origin.port}")
    name = rule.strip("[]").lstrip("*.")
    return rule == "*" or (bool(name) and (origin.host == name or origin.host.endswith(f".{name}")))
