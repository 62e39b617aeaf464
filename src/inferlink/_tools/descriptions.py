"""Tools in the `chat` wire shape: functions among them are described, in OpenAI's form."""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from typing import TYPE_CHECKING

from inferlink_generated._result import to_dict

from .._json import is_mapping, is_sequence
from .._replies.select import pick
from ..errors import InvalidInput

if TYPE_CHECKING:
    from .functions import Function

__all__ = ["Toolbox", "has_functions", "open_toolbox"]


@dataclass(slots=True)
class Toolbox:
    """The tools of a call."""

    wire: list[object] = field(default_factory=list[object])
    """As they are sent."""
    functions: dict[str, Function] = field(default_factory=dict[str, "Function"])
    described: set[str] = field(default_factory=set[str])
    """Names of tools that are described alone: whoever calls must carry them out."""

    @property
    def names(self) -> list[str]:
        """Names of all tools."""
        return [*self.functions, *sorted(self.described)]


def has_functions(tools: object) -> bool:
    """Whether there is anything to describe."""
    return callable(tools) or (is_sequence(tools) and any(map(callable, tools)))


def open_toolbox(tools: object) -> Toolbox:
    """The tools, functions described.

    Raises:
        InvalidInput: For what is no tool, a function that cannot be described, and two tools of one name.
    """
    if not is_sequence(tools):
        name = getattr(tools, "__name__", None)
        got = f"got {type(tools).__name__}" if name is None else f"as [{name}], not {name}"
        raise InvalidInput(f"tools must be a list of functions, or of tools in OpenAI's form, {got}.")
    box = Toolbox()
    for index, tool in enumerate(tools):
        function = _described(tool, f"tools[{index}]")
        box.wire.append(tool if function is None else function.tool)
        name = function.name if function is not None else pick(to_dict(tool), "function.name")
        if not isinstance(name, str):
            continue  # the server's own, such as a web search
        if name in box.names:
            raise InvalidInput(f"tools: two are called {name}: give one of them another name.")
        if function is None:
            box.described.add(name)
        else:
            box.functions[name] = function
    return box


def _described(tool: object, where: str) -> Function | None:
    """A function with its description; None for what is described already."""
    if callable(tool):
        from .functions import describe_function

        return describe_function(tool)
    if not (is_mapping(tool) or is_dataclass(tool)):
        raise InvalidInput(f"{where} must be a function or a tool in OpenAI's form, got {type(tool).__name__}.")
    return None
