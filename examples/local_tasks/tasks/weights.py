"""Reads a file that torch.save wrote before version 1.6, without torch.

Pickles of a magic number, a version, the machine, the tensors and the keys of their storages; then, for each storage,
its length and its bytes (https://github.com/pytorch/pytorch/blob/v1.5.0/torch/serialization.py, _legacy_load).
"""

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

DTYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}

Storage = NDArray[np.float32]


def read_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The tensors by name."""
    with path.open("rb") as file:
        for _ in range(3):
            Reader(file).load()
        reader = Reader(file)
        tensors: dict[str, NDArray[np.float32]] = reader.load()
        for key in Reader(file).load():
            reader.storages[key][:] = read_storage(file, reader.storages[key].dtype)
    return dict(tensors)


def read_storage(file: BinaryIO, dtype: np.dtype[np.float32]) -> Storage:
    length = int.from_bytes(file.read(8), "little")
    return np.frombuffer(file.read(length * dtype.itemsize), dtype)


def view(storage: Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> Storage:
    """A tensor, as torch lays it over its storage. Strides are in elements."""
    steps = [stride * storage.itemsize for stride in strides]
    return np.lib.stride_tricks.as_strided(storage[offset:], shape, steps, writeable=False)


class Reader(pickle.Unpickler):
    """Makes arrays of tensors, and nothing else: a pickle may name any function there is."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.storages: dict[str, Storage] = {}

    def find_class(self, module: str, name: str, /) -> object:
        """What a name in the file stands for."""
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        known = {"torch._utils._rebuild_tensor_v2": view, "collections.OrderedDict": OrderedDict}
        if f"{module}.{name}" not in known:
            raise pickle.UnpicklingError(f"the file names {module}.{name}")
        return known[f"{module}.{name}"]

    def persistent_load(self, pid: tuple[str, np.dtype[np.float32], str, str, int, None], /) -> Storage:
        """A storage, to be filled later."""
        _, dtype, key, _, length, _ = pid
        return self.storages.setdefault(key, np.empty(length, dtype))
