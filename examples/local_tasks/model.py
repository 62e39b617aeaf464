"""A model that loads once, when it is first wanted, and computes in a thread of its own."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from typing import Generic, TypeVar

from .refusal import Refusal

M = TypeVar("M")
T = TypeVar("T")

PATIENCE = float(os.environ.get("LOCAL_TASKS_PATIENCE", "30"))
"""Seconds that a call waits for its model to load; after that it is told to come back (503)."""


class Model(Generic[M]):
    """A model, not loaded yet.

    One thread for each model: libraries differ in what may be called from several threads at once, and the event
    loop is free meanwhile.

    Args:
        title: Its name, for people.
        licence: SPDX identifier of the licence of its weights.
        packages: Import names of the packages that hold it and run it.
        load: Reads it from them.
    """

    def __init__(self, title: str, *, licence: str, packages: list[str], load: Callable[[], M]) -> None:
        self.title = title
        self.licence = licence
        self.packages = packages
        self._load = load
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=title)
        self._loading: Future[M] | None = None

    @property
    def state(self) -> str:
        """`not installed`, `installed`, `loading`, `loaded` or `failed`."""
        if self._loading is None:
            return "not installed" if self._missing() else "installed"
        if not self._loading.done():
            return "loading"
        return "failed" if self._loading.exception() else "loaded"

    async def run(self, compute: Callable[[M], T]) -> T:
        """What `compute` makes of the model, in the model's thread.

        Raises:
            Refusal: The packages are not installed (404), or the model is still loading (503).
        """
        model = await self._loaded()
        return await asyncio.get_running_loop().run_in_executor(self._thread, compute, model)

    async def _loaded(self) -> M:
        if self._loading is None:
            if missing := self._missing():
                raise Refusal(404, f"{self.title} needs {', '.join(missing)}: `make local-tasks` installs everything")
            self._loading = self._thread.submit(self._load)
        if not self._loading.done():
            await asyncio.wait([asyncio.wrap_future(self._loading)], timeout=PATIENCE)
        if not self._loading.done():
            raise Refusal(503, f"{self.title} is loading", ((b"retry-after", b"1"),), {"estimated_time": 1.0})
        return self._loading.result()

    def _missing(self) -> list[str]:
        return [name for name in self.packages if find_spec(name) is None]
