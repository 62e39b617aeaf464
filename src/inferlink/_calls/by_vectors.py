"""Similarity and ranking where a server gives vectors alone: cosine similarity, computed here."""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt
from operator import itemgetter, mul
from typing import TYPE_CHECKING, Any

from inferlink_generated.operations import OPERATIONS

from .._json import MISSING, is_array
from .._replies import decode
from .._sending.effects import offload
from ..errors import InferenceError, InvalidInput, NotSupported, ResponseShapeError
from .interpreter import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._media.artifacts import Vectors
    from .._sending.call import Call
    from .._sending.effects import Flow
    from .._specs.words import ByVectors
    from .._targets.targets import Target

__all__ = ["compare", "lacks_route"]

_EMBED = "feature-extraction"
_MISSING = (404, 405, 501)
_OTHERWISE = (400, 422, 424, 500)
_UNSUPPORTED = re.compile(r"\bnot support(ed)?\b|\bunsupported\b|\bnot a re-?rank", re.IGNORECASE)
"""How servers say it with one of the other statuses: infinity 400, TEI 424, LiteLLM 500."""
_HOW = "cosine similarity of vectors (feature-extraction)"


def lacks_route(error: InferenceError) -> bool:
    """Whether a server says that it does not serve what was asked."""
    said = error.status in _OTHERWISE and _UNSUPPORTED.search(error.message) is not None
    return error.status in _MISSING or said


def compare(call: Call, target: Target, words: ByVectors, run: Callable[[Call], Flow[Any]]) -> Flow[Any]:
    """The result of a call, from the vectors of its texts."""
    params = {name: value for name, value in call.params.items() if value is not None}
    scope = Scope(call.input, params, target)
    query, texts = scope.get(words.query), scope.get(words.texts)
    if not isinstance(query, str) or not is_array(texts) or not texts:
        raise InvalidInput(f"{call.operation.task} compares a text with a list of at least one other.")
    known = {name.removeprefix("params.") for name in (words.limit, words.echo) if name is not None}
    if unknown := sorted(params.keys() - known):
        raise NotSupported(f"compares vectors here, and takes no {', '.join(unknown)}: leave it out.")
    embed = call.changed(operation=OPERATIONS[_EMBED], input=[query, *texts], params={}, stream=False)
    vectors: Vectors = yield from run(embed)
    call.answered = True
    if len(vectors.shape) != 2 or len(vectors) != 1 + len(texts):
        error = ResponseShapeError(
            f"Texts cannot be compared by what the server gave: vectors of the shape {vectors.shape}, and not one for "
            f"each of {1 + len(texts)} texts. See .partial for them."
        )
        error.partial = vectors
        raise error
    scores = yield from offload(lambda: _cosines(vectors.tolist()))
    value: object = scores
    if words.gives == "ranking":
        limit, echo = (MISSING if name is None else scope.get(name) for name in (words.limit, words.echo))
        value = _ranking(scores, texts, limit, echo=echo is True)
    result = decode.decode(call.operation.result, params, value, "")
    if vectors.meta is not None:
        decode.attach_meta(result, replace(vectors.meta, task=call.operation.task, computed=_HOW))
    return result


def _cosines(rows: list[list[float]]) -> list[float]:
    """How alike the first row and each other are, -1 to 1; 0 where one of them has no direction."""
    first, *others = rows
    lengths = [sqrt(sum(map(mul, row, row))) for row in rows]
    return [
        sum(map(mul, first, row)) / (lengths[0] * length) if lengths[0] * length else 0.0
        for row, length in zip(others, lengths[1:], strict=True)
    ]


def _ranking(scores: list[float], texts: list[Any], limit: object, *, echo: bool) -> list[dict[str, object]]:
    """Best first; equal scores stay in their order."""
    ranked: list[dict[str, object]] = [
        {"index": index, "score": score, **({"document": texts[index]} if echo else {})}
        for index, score in sorted(enumerate(scores), key=itemgetter(1), reverse=True)
    ]
    return ranked[:limit] if isinstance(limit, int) else ranked
