"""What a client knows by name: tasks, providers and servers, those of a team's own package included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inferlink_generated import routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inferlink_generated.port import Operation

__all__ = ["SHIPPED", "Catalog", "Index", "catalog_of"]


class Index(Protocol):
    """What the module `routes` of a generated package says."""

    __name__: str
    OPERATIONS: Mapping[str, Operation[object]]
    PROVIDERS: tuple[str, ...]
    SERVERS: tuple[str, ...]
    PROVIDERS_OF: Mapping[str, tuple[str, ...]]
    BARE_URL: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All names, over all packages."""

    operations: Mapping[str, Operation[object]]
    """Task to operation."""
    providers: Mapping[str, tuple[str, ...]]
    """Name to the modules of its files; what a later one says is added to the first."""
    servers: Mapping[str, tuple[str, ...]]
    providers_of: Mapping[str, tuple[str, ...]]
    """Task to the providers that serve it."""
    bare_url: tuple[tuple[str, str], ...]
    """Regular expression on the path of a URL, and the server that such a URL belongs to; the first match counts."""

    def methods(self, tasks: Iterable[str]) -> list[str]:
        """The methods of those tasks that are known."""
        return sorted(self.operations[task].method for task in tasks if task in self.operations)


def catalog_of(own: Iterable[Index]) -> Catalog:
    """The catalog of a client: what inferlink ships, and these packages beside it."""
    indexes: tuple[Index, ...] = (routes, *own)
    tasks = {task for index in indexes for task in index.PROVIDERS_OF}
    # The longer expression says more about a URL; of two that are alike, one's own counts.
    patterns = [pattern for index in reversed(indexes) for pattern in index.BARE_URL]
    return Catalog(
        operations={task: each for index in indexes for task, each in index.OPERATIONS.items()},
        providers=_modules("providers", [(index.__name__, index.PROVIDERS) for index in indexes]),
        servers=_modules("servers", [(index.__name__, index.SERVERS) for index in indexes]),
        providers_of={task: tuple(_unique(index.PROVIDERS_OF.get(task, ()) for index in indexes)) for task in tasks},
        bare_url=tuple(sorted(patterns, key=lambda pattern: -len(pattern[0]))),
    )


def _modules(kind: str, named: list[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for package, names in named:
        for name in names:
            found[name] = (*found.get(name, ()), f"{package}.{kind}.{name.replace('-', '_')}")
    return found


def _unique(groups: Iterable[tuple[str, ...]]) -> dict[str, None]:
    return dict.fromkeys(name for group in groups for name in group)


SHIPPED = catalog_of(())
"""Without a package of one's own."""
