"""What targets answer, written by hand from what they document: the reply, and what it must become.

A pair that is not here answers with the sample of its task's schema, in the form that its route reads.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from inferlink.testing._sample_media import SAMPLE_MEDIA

FILE = "https://files.example/result"
"""Where a result is downloaded from; it answers with a medium of the kind that the task returns."""
PNG = base64.b64encode(SAMPLE_MEDIA["image"]()).decode()
WAV = base64.b64encode(SAMPLE_MEDIA["audio"]()).decode()


@dataclass(frozen=True)
class Written:
    """A reply to a call, and what follows it."""

    reply: Any
    """JSON, or the bytes of a medium."""
    result: Any = None
    """The result as plain data; not for media."""
    polls: dict[str, Any] = field(default_factory=dict[str, Any])
    """End of the URL of a later request to the replies."""


IMAGE = Written({"created": 1, "data": [{"index": 0, "b64_json": PNG}]})
SPEECH = Written(SAMPLE_MEDIA["audio"]())
TRANSCRIPTION = Written(
    {"text": "Hi. Bye.", "segments": [{"id": 0, "start": 0.0, "end": 1.5, "text": "Hi."}], "language": "en"},
    {"text": "Hi. Bye.", "chunks": [{"text": "Hi.", "timestamp": [0.0, 1.5]}]},
)


def fal(answer: Any, result: Any = None) -> Written:
    """A job of fal's queue (https://docs.fal.ai): its links name another path than the one it was sent to."""
    place = "https://queue.fal.run/vendor/model/requests/r1"
    submitted = {"request_id": "r1", "status": "IN_QUEUE", "response_url": place, "status_url": f"{place}/status"}
    query = "?_subdomain=queue"
    status = {"status": "COMPLETED", "request_id": "r1"}
    polls = {
        f"/requests/r1{end}{tail}": said for tail in ("", query) for end, said in (("/status", status), ("", answer))
    }
    return Written(submitted, result, polls)


def wavespeed() -> Written:
    """A prediction of WaveSpeed (https://wavespeed.ai/docs)."""
    link = "https://api.wavespeed.ai/api/v3/predictions/p1/result"
    submitted = {"code": 200, "message": "success", "data": {"id": "p1", "status": "created", "urls": {"get": link}}}
    done = {"code": 200, "message": "success", "data": {"id": "p1", "status": "completed", "outputs": [FILE]}}
    return Written(submitted, polls={"/api/v3/predictions/p1/result": done})


def replicate(output: Any, result: Any = None) -> Written:
    """A prediction that was done while the request waited (https://replicate.com/docs)."""
    urls = {"get": "https://api.replicate.com/v1/predictions/p1", "web": "https://replicate.com/p/p1"}
    return Written({"id": "p1", "status": "succeeded", "output": output, "error": None, "urls": urls}, result)


TOGETHER_VIDEO = Written(
    {"id": "v1", "status": "queued"},
    polls={"/v2/videos/v1": {"id": "v1", "status": "completed", "outputs": {"cost": 0.1, "video_url": FILE}}},
)
FAL_FILE = {"url": FILE, "content_type": "application/octet-stream", "file_name": "result"}

WRITTEN: dict[str, dict[str, Written]] = {
    "deepinfra": {
        "automatic-speech-recognition": TRANSCRIPTION,
        "text-to-image": IMAGE,
        "text-to-speech": SPEECH,
    },
    "fal-ai": {
        "audio-to-audio": fal(
            {"audio": {"url": FILE, "content_type": "audio/wav"}},
            [{"label": "speech", "content-type": "audio/wav", "blob": WAV}],
        ),
        "automatic-speech-recognition": Written(
            {"text": "Hi.", "chunks": [{"text": "Hi.", "timestamp": [0.0, 1.5]}], "inferred_languages": ["en"]},
            {"text": "Hi.", "chunks": [{"text": "Hi.", "timestamp": [0.0, 1.5]}]},
        ),
        "image-segmentation": fal({"image": FAL_FILE}, [{"label": "mask", "mask": PNG}]),
        "image-text-to-image": fal({"images": [FAL_FILE], "seed": 1}),
        "image-text-to-video": fal({"video": FAL_FILE}),
        "image-to-image": fal({"images": [FAL_FILE], "seed": 1}),
        "image-to-video": fal({"video": FAL_FILE}),
        "text-to-audio": fal({"audio_file": FAL_FILE}),
        "text-to-image": fal({"images": [FAL_FILE], "seed": 1}),
        "text-to-speech": Written({"audio": FAL_FILE}),
        "text-to-video": fal({"video": FAL_FILE}),
    },
    "hf-inference": {
        "image-to-text": Written([{"generated_text": "a cat"}], {"generated_text": "a cat"}),
        "summarization": Written([{"summary_text": "Short."}], {"summary_text": "Short."}),
        "text-classification": Written([[{"label": "good", "score": 0.5}]], [{"label": "good", "score": 0.5}]),
        "translation": Written([{"translation_text": "Salut"}], {"translation_text": "Salut"}),
        "zero-shot-classification": Written(
            {"sequence": "It rains.", "labels": ["wet", "dry"], "scores": [0.75, 0.25]},
            [{"label": "wet", "score": 0.75}, {"label": "dry", "score": 0.25}],
        ),
    },
    "novita": {
        "image-text-to-video": Written(
            {"task_id": "t1"},
            polls={"/query/video_generation/t1": {"task": {"status": "succeeded", "content": {"url": FILE}}}},
        ),
        "text-to-video": Written(
            {"task_id": "t1"},
            polls={
                "/v3/async/task-result?task_id=t1": {
                    "task": {"task_id": "t1", "status": "TASK_STATUS_SUCCEED", "progress_percent": 100},
                    "videos": [{"video_url": FILE, "video_type": "mp4"}],
                }
            },
        ),
    },
    "nscale": {"text-to-image": IMAGE},
    "ollama": {
        "chat-completion": Written(
            {
                "model": "qwen3:8b",
                "created_at": "2026-11-22T12:03:45.881Z",
                "message": {"role": "assistant", "content": "Hi.", "thinking": "A greeting."},
                "done": True,
                "done_reason": "length",
                "total_duration": 4883583458,
                "load_duration": 1334875,
                "prompt_eval_count": 26,
                "prompt_eval_duration": 342546000,
                "eval_count": 2,
                "eval_duration": 4535599000,
            },
            {
                "model": "qwen3:8b",
                "created_at": "2026-11-22T12:03:45.881Z",
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": "Hi.", "reasoning": "A greeting."},
                        "finish_reason": "length",
                    }
                ],
                "usage": {"prompt_tokens": 26, "completion_tokens": 2, "total_tokens": 28},
                "total_duration": 4883583458,
                "load_duration": 1334875,
                "prompt_eval_duration": 342546000,
                "eval_duration": 4535599000,
            },
        ),
    },
    "replicate": {
        "automatic-speech-recognition": replicate({"transcription": "Hi.", "language": "en"}, {"text": "Hi."}),
        "image-to-image": replicate([FILE]),
        "text-to-image": replicate([FILE]),
        "text-to-speech": replicate(FILE),
        "text-to-video": replicate(FILE),
    },
    "together": {
        "automatic-speech-recognition": TRANSCRIPTION,
        "image-to-image": IMAGE,
        "image-to-video": TOGETHER_VIDEO,
        "text-to-image": IMAGE,
        "text-to-speech": SPEECH,
        "text-to-video": TOGETHER_VIDEO,
    },
    "wavespeed": {
        "image-text-to-image": wavespeed(),
        "image-text-to-video": wavespeed(),
        "image-to-image": wavespeed(),
        "image-to-video": wavespeed(),
        "text-to-image": wavespeed(),
        "text-to-video": wavespeed(),
    },
    "zai-org": {
        "image-to-text": Written({"id": "l1", "md_results": "# Title"}, {"generated_text": "# Title"}),
        "text-to-image": Written(
            {"id": "i1", "task_status": "PROCESSING"},
            polls={
                "/api/paas/v4/async-result/i1": {
                    "id": "i1",
                    "task_status": "SUCCESS",
                    "image_result": [{"url": FILE}],
                }
            },
        ),
    },
}

CLASSES = Written(
    {"data": [{"index": 0, "label": "good", "probs": [0.25, 0.75], "num_classes": 2}], "usage": {"prompt_tokens": 3}},
    [{"label": "good", "score": 0.75}],
)
WRITTEN |= {name: {"text-classification": CLASSES} for name in ("sglang", "vllm")}

CHAT_EVENTS: list[Any] = [
    {"id": "c1", "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Hel"}, "finish_reason": None}]},
    {"id": "c1", "choices": [{"index": 0, "delta": {"content": "lo"}, "finish_reason": None}]},
    {"id": "c1", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
]
TOKEN_EVENTS: list[Any] = [
    {"index": 1, "token": {"id": 7, "text": "Hel", "logprob": -0.5, "special": False}},
    {
        "index": 2,
        "token": {"id": 8, "text": "lo", "logprob": -0.5, "special": False},
        "generated_text": "Hello",
        "details": {"finish_reason": "length", "generated_tokens": 2, "seed": 1},
    },
]
