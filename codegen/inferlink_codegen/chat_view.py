"""What is printed of chat under OpenAI's names: `create` is our method, `parse` and `stream` are forms of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import OUTPUT, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .model import Task

__all__ = ["ChatView", "build_chat_view"]

FORMAT = "response_format: "
"""OpenAI's argument for what our method has two for: a form that the server is told of as it is, and a type."""


@dataclass(frozen=True, kw_only=True)
class ChatView:
    """The methods, each with its overloads before its own signature."""

    create: tuple[Signature, ...]
    parse: tuple[Signature, ...]
    stream: tuple[Signature, ...]
    parse_docs: tuple[str, ...]
    stream_docs: tuple[str, ...]
    opened: str
    """What our method gives for a stream whose finished output is `R`."""

    @property
    def texts(self) -> Iterator[str]:
        """All that may name a class."""
        yield self.opened
        for each in self.create:
            yield from (*each.parameters, each.returns)


def build_chat_view(task: Task, flavour: Mapping[str, str]) -> ChatView:
    """The methods for a client of one flavour; the task has the argument `structured`."""
    create = task.signatures(flavour["stream"])
    left_out = ("stream: ", f"{task.words.structured}: ")
    plain = tuple(each for each in create[-1].parameters if not each.startswith(left_out))
    docs = tuple(each for each in task.argument_docs if not each.startswith(left_out))
    form = next(each for each in plain if each.startswith(FORMAT))
    either = form.replace(" | None = None", " | type[T] | None = None")
    form_doc = next(each for each in docs if each.startswith(FORMAT))
    whole, parsed, manager = task.words.result.type, task.parsed_class, flavour["manager"]
    event = "" if task.words.stream is None else task.words.stream.type
    opened = f"{flavour['stream']}[{event}, R]"
    return ChatView(
        create=create,
        parse=(
            Signature(_replaced(plain, f"{FORMAT}type[T]"), f"{parsed}[T]"),
            *[Signature(_replaced(plain, f"{FORMAT}object"), f"{parsed}[object]")] * 2,
        ),
        stream=(
            Signature(plain, f"{manager}[{whole}]"),
            Signature(_replaced(plain, f"{FORMAT}type[T]"), f"{manager}[{parsed}[T]]"),
            Signature(_replaced(plain, either), f"{manager}[{whole} | {parsed}[T]]"),
        ),
        parse_docs=_replaced(docs, FORMAT + OUTPUT),
        stream_docs=_replaced(docs, f"{form_doc} Or a type, as for `parse`."),
        opened=f"Awaitable[{opened}]" if flavour["await"] else opened,
    )


def _replaced(lines: Iterable[str], other: str) -> tuple[str, ...]:
    return tuple(other if each.startswith(FORMAT) else each for each in lines)
