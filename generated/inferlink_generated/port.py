# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""What the generated methods need of a client: one method to call, and the description of what is called."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from inferlink.options import RequestOptions

__all__ = ["AsyncPort", "Operation", "ResultForm", "SyncPort"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
MediaKind: TypeAlias = Literal["image", "audio", "video"]


@dataclass(frozen=True, kw_only=True)
class ResultForm:
    """How a reply, or an event of a stream, becomes a result."""

    kind: Literal["object", "items", "first", "media", "vectors"]
    """An object; a list; the first item of a list; a media body; arrays of numbers."""
    type: str | None = None
    """Class of the object or of an item, as `module:name`."""
    one_or_list: str | None = None
    """With items: the parameter that asks for more than one element; the element itself is returned otherwise."""
    media: MediaKind | None = None
    """With media: which kind."""
    text: str | None = None
    """Path of the text that is returned instead of the object, while `unless` is not true."""
    unless: str | None = None
    """The parameter that asks for the object."""


@dataclass(frozen=True, kw_only=True)
class Operation(Generic[T_co]):
    """One task, as far as a client must know it. `T_co` is what a call returns; `Never` where streaming decides."""

    task: str
    """Name of the task, as text-classification."""
    method: str
    """Name of the method."""
    hub: str
    """Name of the task on the Hub."""
    cost: Literal["cheap", "costly"]
    """Whether a call that may have been carried out can be repeated."""
    result: ResultForm
    stream: ResultForm | None = None
    """An event of the stream, where the task streams."""
    shape: Literal["chat", "completion", "embedding"] | None = None
    """The wire shape, where it is one that the runtime knows."""
    recommended: bool = False
    """Whether a default model may be looked up on the Hub."""
    arguments: Mapping[str, str] = field(default_factory=dict[str, str])
    """Argument of the method to its place in the input; empty for the whole input."""
    optional: tuple[str, ...] = ()
    """Places of the input that may be empty."""
    strings: tuple[str, ...] = ()
    """Places of the input that must hold a string."""
    lists: tuple[str, ...] = ()
    """Places of the input that must hold a list."""
    list_parameters: tuple[str, ...] = ()
    """Parameters that must hold a list."""
    media: Mapping[str, MediaKind] = field(default_factory=dict[str, MediaKind])
    """Place of the input to the kind of media there: image, audio or video."""
    parameters: tuple[str, ...] = ()
    """Names of all parameters on the wire."""
    wire: Mapping[str, str] = field(default_factory=dict[str, str])
    """Argument of the method to its name on the wire, where they differ."""
    send_default: tuple[str, ...] = ()
    """Parameters that are sent even when they are not given."""
    together: tuple[tuple[str, ...], ...] = ()
    """Groups of parameters that are given all or none."""
    tools: str | None = None
    """The parameter that lists tools, functions among them."""


class SyncPort(ABC):
    """What `SyncTasks` is put on."""

    @abstractmethod
    def _call(
        self,
        operation: Operation[T],
        /,
        *,
        model: str | None,
        input: object,
        params: Mapping[str, object],
        stream: bool = False,
        output: object = None,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> T:
        """Carry out one call. Parameters that are `None` were not given; `output` is what the text is read as."""


class AsyncPort(ABC):
    """What `AsyncTasks` is put on."""

    @abstractmethod
    async def _call(
        self,
        operation: Operation[T],
        /,
        *,
        model: str | None,
        input: object,
        params: Mapping[str, object],
        stream: bool = False,
        output: object = None,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> T:
        """Carry out one call. Parameters that are `None` were not given; `output` is what the text is read as."""
