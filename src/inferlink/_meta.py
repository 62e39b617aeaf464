"""What is known of a call beside its result: the `.meta` of every result."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Meta"]


@dataclass(slots=True, kw_only=True)
class Meta:
    """Who answered, how, and how fast."""

    provider: str | None = None
    """Name of the provider or server file that was used."""
    model: str | None = None
    """Model as sent to the server."""
    task: str | None = None
    """Task, as `text-classification`."""
    request_id: str | None = None
    """The server's id of the request."""
    status: int | None = None
    """HTTP status of the reply."""
    attempts: int = 1
    """Requests that were made for the answer."""
    first_byte: float | None = None
    """Seconds from the start of the last attempt to the first byte of its reply."""
    total: float | None = None
    """Seconds of the whole call; of a stream, until it was open."""
    dropped: tuple[str, ...] = ()
    """Parameters that the target's file leaves out."""
    failed: tuple[tuple[str, str], ...] = ()
    """Providers that were tried before, each with why it failed."""
    usage: dict[str, object] | None = None
    """Token counts as the server sent them, where the result has no place for them: of vectors and plain texts."""
    computed: str | None = None
    """How the result was computed here from another one, where the server has no route for the task."""
    output_form: str | None = None
    """With `output=`, how the target was told what the answer must be: `json_schema` (it holds the model to it),
    `loose_schema`, `json_object`, `tool`, or `prompt` (in words alone). The answer is checked here in any case."""
    headers: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    """Headers of the reply, names in lower case."""

    @property
    def rate_limit(self) -> dict[str, str]:
        """The server's rate-limit headers, as sent (`x-ratelimit-remaining-requests`, `ratelimit`, ...)."""
        return {name: value for name, value in self.headers.items() if "ratelimit" in name}
