"""Vectors out: an array of any number of dimensions in one block of memory, without numpy."""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64
from math import isfinite, prod
from operator import index
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeGuard

from ..errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import DTypeLike, NDArray

    from .._meta import Meta

__all__ = ["Vectors"]


class Vectors:
    """Array of float32 of any number of dimensions. `numpy.asarray(v)` shares its memory.

    Args:
        data: The numbers, last dimension first to vary; not copied.
        shape: Length of each dimension.
    """

    _meta: Meta | None = None

    def __init__(self, data: array[float] | memoryview[float], shape: tuple[int, ...]) -> None:
        self._data = memoryview(data).cast("B").cast("f")
        if len(self._data) != prod(shape):
            raise ValueError(f"{len(self._data)} numbers do not fill the shape {shape}")
        self._shape = shape

    @classmethod
    def from_nested(cls, rows: list[Any]) -> Vectors:
        """Read lists of numbers, nested to any depth.

        Raises:
            ValueError: For lists of unequal length or depth, and for what is no finite number.
        """
        data = array("f")
        try:
            shape = _flatten(rows, data)
        except RecursionError:
            raise ValueError("the lists are nested too deeply") from None
        _refuse_infinite(data)
        return cls(data, shape)

    @classmethod
    def from_base64(cls, rows: list[str]) -> Vectors:
        """Read one base64 text for each row: little-endian float32, as OpenAI's `encoding_format="base64"`.

        Raises:
            ValueError: For what is not base64, rows of unequal length, and numbers that are not finite.
        """
        data = array("f")
        length, suspicious = None, False
        for row in rows:
            packed = a2b_base64(row, strict_mode=True)
            if length not in (None, len(packed)) or len(packed) % data.itemsize:
                raise ValueError(f"a row has {len(packed)} bytes, the one before {length}: not float32 of one length")
            length = len(packed)
            suspicious = suspicious or _looks_infinite(packed)
            data.frombytes(packed)
        if sys.byteorder == "big":
            data.byteswap()
        if suspicious:
            _refuse_infinite(data)
        return cls(data, (len(rows),) if length is None else (len(rows), length // data.itemsize))

    @classmethod
    def joined(cls, parts: list[Vectors]) -> Vectors:
        """One after another along the first dimension, copied.

        Raises:
            ValueError: When the other dimensions differ.
        """
        inner = {part.shape[1:] for part in parts}
        if len(inner) != 1:
            raise ValueError(f"vectors of the shapes {' and '.join(map(str, sorted(inner)))} cannot be joined")
        data = array("f")
        for part in parts:
            data.frombytes(part._data.cast("B"))
        return cls(data, (sum(map(len, parts)), *inner.pop()))

    @property
    def shape(self) -> tuple[int, ...]:
        """Length of each dimension, outermost first."""
        return self._shape

    @property
    def dtype(self) -> Literal["float32"]:
        """Type of the numbers."""
        return "float32"

    @property
    def meta(self) -> Meta | None:
        """How the result came: request id, model, timings."""
        return self._meta

    def tolist(self) -> list[Any]:
        """Lists of floats, nested as deep as there are dimensions."""
        if len(self._shape) == 1:
            return self._data.tolist()
        return [self._row(place).tolist() for place in range(len(self))]

    def tobytes(self) -> bytes:
        """The numbers as float32 in the byte order of this machine, last dimension first to vary."""
        return self._data.tobytes()

    def to_numpy(self) -> NDArray[np.float32]:
        """Array of the same shape, float32. It shares memory with this object.

        Raises:
            MissingExtra: When numpy is not installed.
        """
        try:
            import numpy as np
        except ImportError:
            raise MissingExtra("to_numpy() needs numpy: pip install 'inferlink[numpy]'.") from None
        return np.asarray(self._data, np.float32).reshape(self._shape)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        # https://numpy.org/doc/stable/reference/generated/numpy.ndarray.__array__.html
        shared = self.to_numpy()
        wanted = shared.dtype if dtype is None else dtype
        if copy is False and shared.dtype != wanted:
            raise ValueError(f"float32 cannot become {wanted} without a copy")
        return shared.astype(wanted, copy=bool(copy))

    def __len__(self) -> int:
        return self._shape[0]

    def __getitem__(self, position: int) -> Vectors | float:
        try:
            place = index(position)
        except TypeError:
            kind = type(position).__name__
            raise TypeError(f"vectors are indexed with one int, not {kind}: take numpy.asarray(vectors)") from None
        if not -len(self) <= place < len(self):
            raise IndexError(f"index {place} is out of range for length {len(self)}")
        place %= len(self)
        return self._data[place] if len(self._shape) == 1 else self._row(place)

    def __iter__(self) -> Iterator[Vectors | float]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vectors) and other._shape == self._shape and other._data == self._data

    __hash__: ClassVar[None]  # type: ignore[assignment]  # the numbers can be changed through numpy

    def __repr__(self) -> str:
        return f"Vectors(shape={self._shape}, {self.dtype})"

    def __reduce__(self) -> tuple[object, ...]:
        data = array("f")
        data.frombytes(self._data.cast("B"))
        return Vectors, (data, self._shape), {"_meta": self._meta}

    def _row(self, place: int) -> Vectors:
        size = prod(self._shape[1:])
        return Vectors(self._data[place * size : (place + 1) * size], self._shape[1:])


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _flatten(rows: object, data: array[float]) -> tuple[int, ...]:
    """Append all numbers to `data`, and tell the shape."""
    if not _is_list(rows):
        raise ValueError(f"{type(rows).__name__} stands where a list should")
    if not rows or not _is_list(rows[0]):
        return _append(rows, data)
    shapes = {_flatten(row, data) for row in rows}
    if len(shapes) > 1:
        raise ValueError(f"the lists have different shapes, such as {' and '.join(map(str, sorted(shapes)[:2]))}")
    return (len(rows), *shapes.pop())


def _append(numbers: list[Any], data: array[float]) -> tuple[int, ...]:
    try:
        data.fromlist(numbers)
    except (TypeError, OverflowError) as error:
        raise ValueError(f"a list of numbers holds something else: {error}") from None
    return (len(numbers),)


def _looks_infinite(packed: bytes) -> bool:
    """Whether a float32 may have an exponent of ones (IEEE 754): the last byte of each has all but one bit of it."""
    last = packed[3::4]
    return b"\x7f" in last or b"\xff" in last


def _refuse_infinite(data: array[float]) -> None:
    if not isfinite(sum(data)):
        raise ValueError("a number is not finite in float32")
