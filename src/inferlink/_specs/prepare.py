"""Registered pure functions on parameters, for the arithmetic that no word of the vocabulary expresses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._replies.select import pick
from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PREPARE"]

Params = dict[str, object]
_RATIOS = {"21:9": 21 / 9, "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "3:4": 3 / 4, "9:16": 9 / 16}
_READ = ("num_frames", "target_size")


def _minimax_video(params: Params, with_input: bool, given: Mapping[str, object]) -> Params:
    """MiniMax H3: seconds at 24 frames a second, one of two resolutions, one of six ratios."""
    prompt = params.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        raise InvalidInput("prompt must not be blank: this model makes videos from a text, with or without an image.")
    width, height = (pick(params, f"target_size.{side}") for side in ("width", "height"))
    resolution, ratio = "768P", "16:9"
    if isinstance(width, int) and isinstance(height, int) and min(width, height) > 0:
        resolution = "2K" if abs(min(width, height) - 1440) < abs(min(width, height) - 768) else "768P"
        ratio = min(_RATIOS, key=lambda name: abs(_RATIOS[name] - width / height))
    frames, seconds = params.get("num_frames"), 4
    if isinstance(frames, (int, float)) and math.isfinite(frames):
        seconds = min(15, max(4, math.floor(frames / 24 + 0.5)))
    chosen = {"resolution": resolution, "duration": seconds, "ratio": "adaptive" if with_input else ratio}
    kept = {name: value for name, value in params.items() if name not in _READ}
    return {**{name: value for name, value in chosen.items() if name not in given}, **kept}


PREPARE: dict[str, Callable[[Params, bool, Mapping[str, object]], Params]] = {"minimax_video": _minimax_video}
"""Name to function: parameters, whether an input is given, and `extra_body`, to the parameters that are used."""
