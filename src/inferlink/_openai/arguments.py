"""OpenAI's arguments to those of our methods. What has no counterpart travels in the body under OpenAI's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from ..errors import InvalidInput
from ..options import RequestOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import TypeIs

    from ..options import Timeout
    from ..types import MediaInput

    File: TypeAlias = MediaInput | tuple[str | None, MediaInput] | tuple[str | None, MediaInput, str]

__all__ = [
    "CallOptions",
    "ChatArguments",
    "CompletionArguments",
    "EmbeddingArguments",
    "ImageArguments",
    "SpeechArguments",
    "TranscriptionArguments",
    "for_completion",
    "for_embedding",
    "for_image",
    "for_speech",
    "for_transcription",
    "read_file",
]


class CallOptions(TypedDict, total=False):
    """How one call behaves."""

    timeout: float | Timeout | None
    extra_headers: Mapping[str, str] | None
    extra_body: Mapping[str, object] | None
    options: RequestOptions | None


class CompletionArguments(CallOptions, total=False):
    """What `completions.create` takes by name."""

    best_of: int | None
    echo: bool | None
    frequency_penalty: float | None
    logit_bias: Mapping[str, float] | None
    max_tokens: int | None
    n: Literal[1] | None
    presence_penalty: float | None
    seed: int | None
    stop: str | Sequence[str] | None
    suffix: str | None
    temperature: float | None
    top_p: float | None
    user: str | None


class EmbeddingArguments(CallOptions, total=False):
    """What `embeddings.create` takes by name."""

    dimensions: int | None
    encoding_format: Literal["float", "base64"] | None
    user: str | None


class ImageArguments(CallOptions, total=False):
    """What `images.generate` takes by name."""

    background: str | None
    moderation: str | None
    n: Literal[1] | None
    output_compression: int | None
    output_format: str | None
    quality: str | None
    response_format: Literal["url", "b64_json"] | None
    size: str | None
    style: str | None
    user: str | None


class TranscriptionArguments(CallOptions, total=False):
    """What `audio.transcriptions.create` takes by name."""

    language: str | None
    prompt: str | None
    response_format: Literal["json", "verbose_json"] | None
    temperature: float | None


class SpeechArguments(CallOptions, total=False):
    """What `audio.speech.create` takes by name."""

    instructions: str | None
    response_format: str | None
    speed: float | None
    voice: str | None


class _Common(TypedDict):
    options: RequestOptions | None
    extra_body: dict[str, object]


class _Completion(_Common):
    best_of: int | None
    frequency_penalty: float | None
    max_new_tokens: int | None
    seed: int | None
    stop: Sequence[str] | None
    temperature: float | None
    top_p: float | None


class _Embedding(_Common):
    dimensions: int | None
    encoding_format: Literal["float", "base64"] | None


class _Image(_Common):
    width: int | None
    height: int | None


def call_options(
    options: RequestOptions | None, timeout: float | Timeout | None, headers: Mapping[str, str] | None
) -> RequestOptions | None:
    """The options of a call, with what OpenAI has arguments for."""
    if timeout is None and headers is None:
        return options
    given = options or RequestOptions()
    kept = given.timeout if timeout is None else timeout
    return replace(given, timeout=kept, headers={**given.headers, **(headers or {})})


def for_completion(given: CompletionArguments) -> _Completion:
    """Arguments of `text_generation`."""
    _check_single(given.get("n"))
    stop = given.get("stop")
    taken = ("best_of", "frequency_penalty", "max_tokens", "n", "seed", "stop", "temperature", "top_p")
    return {
        "best_of": given.get("best_of"),
        "frequency_penalty": given.get("frequency_penalty"),
        "max_new_tokens": given.get("max_tokens"),
        "seed": given.get("seed"),
        "stop": [stop] if isinstance(stop, str) else stop,
        "temperature": given.get("temperature"),
        "top_p": given.get("top_p"),
        **_common(given, CompletionArguments.__optional_keys__, taken),
    }


def for_embedding(given: EmbeddingArguments) -> _Embedding:
    """Arguments of `feature_extraction`."""
    return {
        "dimensions": given.get("dimensions"),
        "encoding_format": given.get("encoding_format"),
        **_common(given, EmbeddingArguments.__optional_keys__, ("dimensions", "encoding_format")),
    }


def for_image(given: ImageArguments) -> _Image:
    """Arguments of `text_to_image`. The answer has the image in both forms, whichever `response_format` asks for."""
    _check_single(given.get("n"))
    sides = re.fullmatch(r"(\d+)x(\d+)", given.get("size") or "")
    return {
        "width": int(sides[1]) if sides else None,
        "height": int(sides[2]) if sides else None,
        **_common(given, ImageArguments.__optional_keys__, ("n", "response_format", *(["size"] if sides else []))),
    }


def for_transcription(given: TranscriptionArguments) -> _Common:
    """Arguments of `automatic_speech_recognition`."""
    form = given.get("response_format")
    if form not in (None, "json", "verbose_json"):
        raise InvalidInput(f"response_format={form!r} is not read here: leave it out, and take .text of the result.")
    return _common(given, TranscriptionArguments.__optional_keys__, ())


def for_speech(given: SpeechArguments) -> _Common:
    """Arguments of `text_to_speech`."""
    return _common(given, SpeechArguments.__optional_keys__, ())


class ChatArguments:
    """What the chat views of both clients make of their arguments."""

    def _options(
        self, options: RequestOptions | None, timeout: float | Timeout | None, headers: Mapping[str, str] | None
    ) -> RequestOptions | None:
        return call_options(options, timeout, headers)

    def _is_type(self, given: object) -> TypeIs[type[object]]:
        """Whether a `response_format` is a type, or what stands for one, and none of the forms that servers take."""
        is_form = isinstance(given, Mapping) or (is_dataclass(given) and not isinstance(given, type))
        return given is not None and not is_form

    def _required(self, given: object) -> object:
        """What `parse` reads an answer as.

        Raises:
            InvalidInput: For `None`.
        """
        if given is None:
            raise InvalidInput(
                "response_format: parse needs a type to read the answer as; create asks for a plain one."
            )
        return given


def read_file(file: File) -> MediaInput:
    """The content of a file that may come with its name and type, which are found out here anyway."""
    return file[1] if isinstance(file, tuple) else file


def _check_single(count: object) -> None:
    if count not in (None, 1):
        raise InvalidInput(f"n={count!r}: this method makes one at a time; call it as often as you need.")


def _common(given: CallOptions, known: frozenset[str], taken: Sequence[str]) -> _Common:
    """Options and body of a call: members that nothing of ours stands for go there, and the caller's own win."""
    if unknown := sorted(given.keys() - known):
        raise TypeError(f"create() has no argument {', '.join(unknown)}: pass what the server takes in extra_body=.")
    kept = {*taken, *CallOptions.__optional_keys__}
    rest = {name: value for name, value in given.items() if value is not None and name not in kept}
    return {
        "options": call_options(given.get("options"), given.get("timeout"), given.get("extra_headers")),
        "extra_body": {**rest, **(given.get("extra_body") or {})},
    }
