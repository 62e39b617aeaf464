"""What went wrong with a connection, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import APIConnectionError

if TYPE_CHECKING:
    from typing import Literal

__all__ = ["Broken", "lost", "private", "unreachable", "words"]


class Broken(Exception):
    """A connection failed; the text is the rest of a sentence that begins with the server's address."""


def unreachable(error: BaseException, address: str) -> APIConnectionError:
    """No connection could be opened: nothing was sent."""
    reason, advice, may_pass = _explain(error)
    return _failure(f"Cannot connect to {address}: {reason}. {advice}", "connect", retryable=may_pass)


def private(address: str, peer: str) -> APIConnectionError:
    """The peer is not on the public network, and the request must stay there."""
    text = f"Refused to fetch from {address}: it leads to {peer}, a private address, but the URL came from a server."
    return _failure(text, "connect", retryable=False)


def lost(reason: object, address: str, stage: Literal["stale", "sent"]) -> APIConnectionError:
    """The connection broke after it was open."""
    if stage == "stale":
        return _failure(f"{address} {reason}. The connection had been idle: repeat the call.", stage)
    return _failure(f"{address} {reason}. It may have done the work; check the server and what is in between.", stage)


def words(error: OSError) -> str:
    """How an open connection failed, after the server's address."""
    if isinstance(error, ConnectionResetError):
        return "reset the connection"
    return f"broke the connection ({error.strerror or error})"


def _failure(text: str, stage: Literal["connect", "stale", "sent"], *, retryable: bool = True) -> APIConnectionError:
    failure = APIConnectionError(text)
    failure.stage = stage
    failure.retryable = retryable
    return failure


def _explain(error: BaseException) -> tuple[str, str, bool]:
    """Reason, what to check, and whether it may pass by itself. By class name: `ssl` need not be loaded."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "SSLCertVerificationError" in names:
        reason = getattr(error, "verify_message", "") or str(error)
        advice = "If you trust its authority, set SSL_CERT_FILE to a file with that certificate, in PEM."
        return f"its TLS certificate is not trusted ({reason})", advice, False
    if "SSLError" in names:
        reason = getattr(error, "reason", None) or str(error)
        return f"TLS failed ({reason})", "Check whether the URL should begin with http://.", True
    if "gaierror" in names:
        return "the name was not found", "Check the host in the URL, and that this machine has a network.", True
    if "ConnectionRefusedError" in names:
        return "the connection was refused", "Check that the server is running, and the host and port of the URL.", True
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return reason, "Check the URL, the network, and any proxy or firewall.", True
