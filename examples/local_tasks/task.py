"""A task: a model, and how the pipeline form is read and answered for it."""

import base64
import binascii
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from .model import Model
from .refusal import Refusal

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M")


class Form(BaseModel):
    """Part of a request. What a task does not know it refuses, for a parameter without effect would mislead."""

    model_config = ConfigDict(extra="forbid")


class NoParameters(Form):
    """The parameters of a task that has none."""


class Body(Form):
    """A whole request of a task without parameters; subclasses add `inputs`."""

    parameters: NoParameters = NoParameters()


B = TypeVar("B", bound=Form)


def from_base64(value: object) -> object:
    """The bytes of base64 text."""
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


Media = Annotated[bytes, BeforeValidator(from_base64)]
"""A file: base64 in JSON."""


class Served(Protocol):
    """A task, whatever its model and its form are."""

    name: str

    def describe(self) -> dict[str, object]:
        """What /info says of it."""
        ...

    async def answer(self, content_type: str, body: bytes) -> object:
        """The answer, ready for JSON."""
        ...


class Task(Generic[M, B]):
    """One task at its URL.

    Args:
        name: As the Hub has it, and the path.
        model: What computes it.
        form: The requests it takes.
        predict: The answer to a request, as JSON.
        media: What a body that is not JSON holds; `None` where all requests are JSON.
    """

    def __init__(
        self,
        name: str,
        model: Model[M],
        form: type[B],
        predict: Callable[[B, M], object],
        media: Literal["audio", "image"] | None = None,
    ) -> None:
        self.name = name
        self._model = model
        self._form = form
        self._predict = predict
        self._media = media

    def describe(self) -> dict[str, object]:
        """What /info says of it."""
        model = self._model
        return {"model": model.title, "licence": model.licence, "packages": model.packages, "state": model.state}

    async def answer(self, content_type: str, body: bytes) -> object:
        """The answer, ready for JSON.

        Raises:
            Refusal: The request is wrong, or the model is not ready.
        """
        request = self._read(content_type.partition(";")[0].strip().lower(), body)
        return await self._model.run(partial(self._predict, request))

    def _read(self, content_type: str, body: bytes) -> B:
        if content_type in ("", "application/json") or self._media is None:
            check(content_type in ("", "application/json"), f"{self.name} takes application/json")
            read = partial(self._form.model_validate_json, body)
        else:
            kinds = (f"{self._media}/", "application/octet-stream")
            check(content_type.startswith(kinds), f"{self.name} takes application/json or {self._media}/*")
            read = partial(self._form.model_validate, {"inputs": body})
        try:
            return read()
        except ValidationError as error:
            raise Refusal(400, "; ".join(map(tell, error.errors(include_url=False, include_input=False)))) from error


def check(fits: bool, otherwise: str) -> None:
    if not fits:
        raise Refusal(415, otherwise)


def tell(error: "ErrorDetails") -> str:
    """One mistake in a request: where and what."""
    return ": ".join([".".join(map(str, error["loc"])) or "the body", error["msg"]])
