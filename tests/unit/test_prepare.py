"""Functions on parameters that provider files may name."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING, Any

import pytest
from scripted import json_reply, scripted

from inferlink import errors
from inferlink._specs.prepare import PREPARE
from inferlink.testing._sample_media import sample_png
from inferlink_generated.types import ImageTextToVideoTargetSize

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = pytest.mark.parametrize("kind", ["sync", "async"])


def prepared(with_input: bool = False, given: Mapping[str, object] | None = None, **params: Any) -> dict[str, object]:
    found = PREPARE["minimax_video"]({"prompt": "a cat", **params}, with_input, given or {})
    assert found.pop("prompt") == "a cat"
    return found


USUAL = {"resolution": "768P", "duration": 4, "ratio": "16:9"}


def test_without_any_size_or_length_the_usual_is_asked_for() -> None:
    assert prepared() == USUAL


@pytest.mark.parametrize(
    ("frames", "seconds"),
    [(1, 4), (95, 4), (96, 4), (107, 4), (108, 5), (120, 5), (131.9, 5), (348, 15), (10_000, 15), (-5, 4), (nan, 4)],
)
def test_frames_become_seconds_within_what_the_model_makes(frames: float, seconds: int) -> None:
    assert prepared(num_frames=frames) == {**USUAL, "duration": seconds}


@pytest.mark.parametrize("frames", ["96", True, inf, None])
def test_what_is_no_number_of_frames_is_left_out(frames: Any) -> None:
    assert prepared(num_frames=frames) == USUAL


@pytest.mark.parametrize(
    ("width", "height", "resolution", "ratio"),
    [
        (1280, 720, "768P", "16:9"),
        (720, 1280, "768P", "9:16"),
        (1024, 1024, "768P", "1:1"),
        (1104, 1104, "768P", "1:1"),  # as near to the one as to the other
        (1105, 1105, "2K", "1:1"),
        (2560, 1440, "2K", "16:9"),
        (2100, 900, "768P", "21:9"),
        (640, 480, "768P", "4:3"),
        (480, 640, "768P", "3:4"),
        (10_000, 1, "768P", "21:9"),
        (0, 100, "768P", "16:9"),
        (-2, -1, "768P", "16:9"),
    ],
)
def test_size_becomes_the_nearest_resolution_and_ratio(width: int, height: int, resolution: str, ratio: str) -> None:
    for size in ({"width": width, "height": height}, ImageTextToVideoTargetSize(width=width, height=height)):
        assert prepared(target_size=size) == {**USUAL, "resolution": resolution, "ratio": ratio}


def test_image_decides_the_ratio() -> None:
    size = {"width": 100, "height": 100}
    assert prepared(with_input=True, target_size=size) == {**USUAL, "ratio": "adaptive"}


def test_what_the_caller_says_outright_is_left_to_the_caller() -> None:
    assert prepared(given={"duration": 9, "ratio": "1:1"}, num_frames=200) == {"resolution": "768P"}


@pytest.mark.parametrize("prompt", [None, "", "  \n", 7])
def test_blank_prompt_is_refused(prompt: Any) -> None:
    with pytest.raises(errors.InvalidInput, match="prompt must not be blank"):
        PREPARE["minimax_video"]({"prompt": prompt}, True, {})


def test_parameters_are_not_changed() -> None:
    params: dict[str, object] = {"prompt": "a cat", "num_frames": 96, "seed": 1}
    PREPARE["minimax_video"](params, False, {})
    assert params == {"prompt": "a cat", "num_frames": 96, "seed": 1}


@KINDS
def test_parameters_that_the_model_does_not_take_are_left_out_and_named(kind: str) -> None:
    entry = {"providerId": "MiniMax-H3", "task": "image-text-to-video", "status": "live"}
    hub = json_reply({"inferenceProviderMapping": {"novita": entry}})
    failed = json_reply({"task_id": "t1", "task": {"status": "failed", "error": {"message": "seen"}}})
    client, script = scripted(kind, hub, failed, provider="novita", api_key="sk-1")
    with pytest.raises(errors.JobFailed, match="seen"):
        client.image_text_to_video(
            sample_png(),
            "a cat",
            model="org/m",
            guidance_scale=2,
            negative_prompt="a dog",
            num_inference_steps=4,
            num_frames=120,
            target_size={"width": 100, "height": 100},
            seed=1,
            extra_body={"ratio": "1:1", "watermark": False},
        )
    body = script.body(1)
    assert [part["type"] for part in body.pop("content")] == ["text", "image_url"]
    assert body == {"model": "MiniMax-H3", "resolution": "768P", "duration": 5, "ratio": "1:1", "watermark": False}
    content = {"url": "data:video/mp4;base64,aGk="}
    done = json_reply({"task_id": "t1", "task": {"status": "succeeded", "content": content}})
    client, _ = scripted(kind, hub, done, provider="novita", api_key="sk-1")
    video = client.image_text_to_video(None, "a cat", model="org/m", num_frames=120, seed=1)
    assert (video.bytes, video.meta.dropped) == (b"hi", ("seed",))
