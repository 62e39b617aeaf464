"""What a run of `client.map` was asked to do, checked before anything is read or sent."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sized
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from inferlink_generated.port import AsyncPort, SyncPort

from .._json import is_mapping
from .._sending.lane import Gate
from ..errors import InvalidInput, MissingExtra
from .outcomes import Outcome

if TYPE_CHECKING:
    import os

    from inferlink_generated.port import Operation

    from .._settings import Settings
    from .checkpoint import Checkpoint

__all__ = ["NO_OUTPUT", "Bar", "OnError", "Plan", "make_plan"]

T = TypeVar("T")

NO_OUTPUT = (
    "a checkpoint cannot hold answers that are read as a type: leave checkpoint= out, or output= and read the text."
)
OnError: TypeAlias = Literal["yield", "raise"] | Callable[[Outcome[T]], object]


class Bar:
    """A progress bar of tqdm: in a terminal, or as a widget in a notebook."""

    def __init__(self, total: int | None) -> None:
        try:
            self._make: Any = import_module("tqdm.auto").tqdm
        except ImportError:
            raise MissingExtra("progress=True needs tqdm: pip install 'inferlink[progress]'.") from None
        self._total = total
        self._bar: Any = None

    def show(self, finished: int, failed: int) -> None:
        """Show how many items are finished."""
        if self._bar is None:
            self._bar = self._make(total=self._total)
        if failed:
            self._bar.set_postfix(failed=failed, refresh=False)
        self._bar.update(finished - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()


@dataclass(kw_only=True)
class Plan(Generic[T]):
    """The run: what to call, how, and what its calls share."""

    method: Callable[..., Any]
    arguments: Mapping[str, object]
    concurrency: int
    ordered: bool
    on_error: OnError[T]
    attempts: int
    cost: Literal["cheap", "costly"]
    checkpoint: Checkpoint[T] | None
    bar: Bar | None
    gate: Gate = field(default_factory=Gate)
    refused: int = 0
    """Calls in a row that met a rate limit, with none between that went well."""
    unwritten: dict[int, OSError] = field(default_factory=dict[int, OSError])
    """Items whose outcome is not in the checkpoint, and why: the run ends with that."""

    def close_checkpoint(self) -> None:
        """At once: a file that is flushed does not wait, and another run may want it now."""
        if self.checkpoint is not None:
            self.checkpoint.close()

    def gives(self, outcome: Outcome[T]) -> bool:
        """Whether the loop is to see this outcome.

        Raises:
            Exception: The error of the outcome, where it was asked for.
        """
        if outcome.error is None or self.on_error == "yield":
            return True
        if self.on_error == "raise":
            raise outcome.error
        self.on_error(outcome)
        return False


def make_plan(
    client: object,
    method: Callable[..., Any] | str,
    items: object,
    *,
    arguments: Mapping[str, object],
    concurrency: int,
    ordered: bool,
    on_error: OnError[T],
    attempts: int,
    checkpoint: str | os.PathLike[str] | None,
    fsync: bool,
    progress: bool,
    total: int | None,
) -> Plan[T]:
    """Check what `client.map` was given.

    Raises:
        InvalidInput: For an argument that cannot work.
        MissingExtra: When a progress bar is wanted, and tqdm is not installed.
    """
    for name, value in (("concurrency", concurrency), ("attempts", attempts)):
        if type(value) is not int or value < 1:
            raise InvalidInput(f"{name} must be a number from 1 up, got {value!r}.")
    if not _holds_items(items, client):
        raise InvalidInput(f"items must be a list or another iterable of items, got a {type(items).__name__}.")
    if not (on_error in ("yield", "raise") or callable(on_error)):
        raise InvalidInput(f"on_error must be 'yield', 'raise' or a function of an outcome, got {on_error!r}.")
    if arguments.get("stream"):
        raise InvalidInput("map collects finished results: leave stream=True out.")
    call, operation = _read_method(client, method)
    _check_arguments(call, arguments)
    return Plan(
        method=call,
        arguments=arguments,
        concurrency=concurrency,
        ordered=ordered,
        on_error=on_error,
        attempts=attempts,
        cost="costly" if operation is None else operation.cost,
        checkpoint=None if checkpoint is None else _checkpoint(checkpoint, call, operation, arguments, fsync=fsync),
        bar=Bar(len(items) if total is None and isinstance(items, Sized) else total) if progress else None,
    )


def _holds_items(value: object, client: object) -> bool:
    if isinstance(value, (str, bytes)) or is_mapping(value):
        return False
    return isinstance(value, Iterable) or (isinstance(client, AsyncPort) and isinstance(value, AsyncIterable))


def _read_method(client: object, method: Callable[..., Any] | str) -> tuple[Callable[..., Any], Operation[Any] | None]:
    """What is called, and its operation where it is the method of a task."""
    from .._specs.catalog import catalog_of

    known = catalog_of(getattr(client, "_own", ())).operations
    tasks = {operation.method: operation for operation in known.values()}
    if isinstance(method, str):
        if method not in tasks:
            raise InvalidInput(f"there is no method {method!r}: pass the method itself, as client.chat_completion.")
        method = getattr(client, method)
    if not callable(method):
        raise InvalidInput(f"method must be a method of a client, or a function, got {method!r}.")
    owner = getattr(method, "__self__", None)
    wrong = AsyncPort if isinstance(client, SyncPort) else SyncPort
    if isinstance(owner, wrong) or (wrong is AsyncPort and inspect.iscoroutinefunction(method)):
        raise InvalidInput(f"{type(client).__name__}.map cannot run {method!r}: use the map of the other client.")
    is_task = isinstance(owner, (SyncPort, AsyncPort))
    return method, tasks.get(method.__name__) if is_task else None


def _check_arguments(call: Callable[..., Any], arguments: Mapping[str, object]) -> None:
    try:
        signature = inspect.signature(call)
    except (ValueError, TypeError):  # some functions that are written in C have none
        return
    try:
        signature.bind_partial(**arguments)
    except TypeError as error:
        raise InvalidInput(f"{getattr(call, '__name__', call)!r} does not take these arguments: {error}.") from None


def _checkpoint(
    path: str | os.PathLike[str],
    call: Callable[..., Any],
    operation: Operation[T] | None,
    arguments: Mapping[str, object],
    *,
    fsync: bool,
) -> Checkpoint[T]:
    from .checkpoint import Checkpoint

    if arguments.get("output") is not None:
        raise InvalidInput(NO_OUTPUT)
    if operation is None:
        raise InvalidInput("checkpoint= needs the method of a task: the results of a function cannot be read back.")
    settings: Settings = getattr(getattr(call, "__self__", None), "_settings")  # noqa: B009  # a client's own
    said = {name: value for name, value in arguments.items() if name != "options" and value is not None}
    if settings.model is not None:
        said.setdefault("model", settings.model)
    return Checkpoint(path, operation, said, fsync=fsync)
