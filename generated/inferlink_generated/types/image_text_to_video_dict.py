# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Inputs, as dicts, of image-text-to-video."""

from typing import Required, TypedDict


class ImageTextToVideoTargetSizeDict(TypedDict, total=False):
    """Width and height of the frames."""

    width: Required[int]
    """Width, pixels; most models want a multiple of 8 or 16."""
    height: Required[int]
    """Height, pixels; most models want a multiple of 8 or 16."""
