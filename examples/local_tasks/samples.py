"""Files to try the tasks with: photos and a recording that lie in packages, and a sign that is drawn."""

import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIGN = "Hello inferlink 2026"


def package_folder(package: str) -> Path:
    """Where a package lies. It is not imported, for that may need packages that are not installed.

    Raises:
        ModuleNotFoundError: It is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0])


def photo(name: str) -> bytes:
    return (package_folder("skimage") / "data" / name).read_bytes()


def recording() -> bytes:
    """Ten seconds of Beckett: "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."."""
    return (package_folder("moonshine_onnx") / "assets" / "beckett.wav").read_bytes()


def draw_sign() -> bytes:
    image = Image.new("RGB", (480, 120), "white")
    ImageDraw.Draw(image).text((20, 30), SIGN, fill="black", font=ImageFont.load_default(40))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cat.png": ("image/png", lambda: photo("chelsea.png")),
    "astronaut.png": ("image/png", lambda: photo("astronaut.png")),
    "sign.png": ("image/png", draw_sign),
    "speech.wav": ("audio/wav", recording),
}


def read_sample(name: str) -> tuple[str, bytes] | None:
    """Its content type and content; `None` if there is none of this name."""
    if name not in SAMPLES:
        return None
    content_type, read = SAMPLES[name]
    return content_type, read()
