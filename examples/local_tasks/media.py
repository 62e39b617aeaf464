"""Files into arrays."""

import io
import wave

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from .refusal import Refusal

RATE, LOWEST_RATE, HIGHEST_RATE = 16_000, 4_000, 192_000
"""Samples a second: what both audio models want, and what is taken."""
MAX_PIXELS = 40_000_000
MAX_RATIO = 20
"""Of the sides of an image. Text recognition enlarges one whose short side is a few pixels, and would not end."""


def open_image(data: bytes) -> Image.Image:
    """The image in RGB.

    Raises:
        Refusal: It is no image file, or too large once unpacked.
    """
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise Refusal(413, f"an image may have {MAX_PIXELS} pixels")
        if max(image.size) > MAX_RATIO * min(image.size):
            raise Refusal(400, f"inputs: one side of the image is over {MAX_RATIO} times the other")
        return image.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise Refusal(400, "inputs: no image that can be read") from error


def read_wav(data: bytes) -> NDArray[np.float32]:
    """The samples of a WAV file of 16 bits, -1 to 1, as one channel at 16 kHz.

    Raises:
        Refusal: It is another kind of file.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise Refusal(415, "inputs: only WAV files are read here") from error
    if width != 2 or not LOWEST_RATE <= rate <= HIGHEST_RATE or len(frames) < 2 * channels:
        raise Refusal(415, "inputs: only WAV files with samples of 16 bits, 4 to 192 kHz, are read here")
    whole = frames[: len(frames) - len(frames) % (2 * channels)]
    samples: NDArray[np.float64] = np.frombuffer(whole, "<i2").reshape(-1, channels).mean(axis=1) / 32768
    seconds = np.arange(len(samples)) / rate
    wanted = np.arange(int(len(samples) * RATE / rate)) / RATE
    return np.interp(wanted, seconds, samples).astype(np.float32)
