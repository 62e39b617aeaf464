"""The one way in which a request is turned down."""

from collections.abc import Mapping


class Refusal(Exception):
    """Becomes an answer of this status, with the message as its `error`.

    Args:
        status: HTTP status.
        message: What is wrong, for a person to read.
        headers: Header fields to add.
        details: Fields to add beside `error`.
    """

    def __init__(
        self,
        status: int,
        message: str,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers
        self.details = dict(details or {})
