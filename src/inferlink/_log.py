"""Logging under `inferlink`. Keys, headers and bodies are never logged."""

from __future__ import annotations

import logging
import os

__all__ = ["logger"]

logger = logging.getLogger("inferlink")
logger.addHandler(logging.NullHandler())

_level = os.environ.get("INFERLINK_LOG", "").upper()
if _level in ("DEBUG", "INFO", "WARNING"):
    _handler = logging.StreamHandler()
    _handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger.addHandler(_handler)
    logger.setLevel(_level)
