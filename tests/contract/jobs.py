"""The jobs of every provider, written by hand from what they document, and one of our own that knows every word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract.examples import arguments
from contract.replies import FILE, WRITTEN
from contract.targets import MODEL, Pair, pairs
from contract.test_tasks import TYPES, medium
from scripted import Script, json_reply, reply, scripted

from inferlink import Provider

if TYPE_CHECKING:
    from pathlib import Path

    from inferlink._sending.wire import Reply, Request

PAIRS = [pair for pair in pairs() if pair.route.job is not None]
ROUTER = "https://router.huggingface.co"

PENDING: dict[str, list[dict[str, Any]]] = {
    "fal-ai": [{"status": "IN_QUEUE", "queue_position": 2}, {"status": "IN_PROGRESS", "logs": [{"message": "hi"}]}],
    "novita": [{"task": {"status": "TASK_STATUS_PROCESSING", "progress_percent": 50}}, {"task": {"status": "running"}}],
    "replicate": [{"status": "starting", "logs": ""}, {"status": "processing", "logs": "step 1", "output": None}],
    "together": [{"id": "v1", "status": "in_progress"}, {"id": "v1"}],
    "wavespeed": [{"data": {"status": "created"}}, {"data": {"status": "processing", "outputs": []}}],
    "zai-org": [{"task_status": "PROCESSING"}, {"id": "i1"}],
}
"""What the polls of a provider say while the job goes on."""
FAILED: dict[str, dict[str, Any]] = {
    "novita/image-text-to-video": {"task": {"status": "failed", "error": {"message": "unsafe"}}},
    "novita/text-to-video": {"task": {"status": "TASK_STATUS_FAILED", "reason": "unsafe"}},
    "replicate": {"status": "failed", "error": "unsafe"},
    "together": {"status": "failed", "error": {"message": "unsafe"}},
    "wavespeed": {"data": {"status": "failed", "error": "unsafe"}},
    "zai-org": {"task_status": "FAIL", "message": "unsafe"},
}
"""What a poll says of a job that failed, by provider or by provider and task. fal tells it with the result alone."""
POLLED = {
    "fal-ai": "https://queue.fal.run/vendor/model/requests/r1/status",
    "novita/image-text-to-video": "https://api.novita.ai/v3/minimax/v2/query/video_generation/t1",
    "novita/text-to-video": "https://api.novita.ai/v3/async/task-result?task_id=t1",
    "replicate": "https://api.replicate.com/v1/predictions/p1",
    "together": "https://api.together.xyz/v2/videos/v1",
    "wavespeed": "https://api.wavespeed.ai/api/v3/predictions/p1/result",
    "zai-org": "https://api.z.ai/api/paas/v4/async-result/i1",
}
"""Where a job that was submitted directly is polled."""
SUBDOMAIN = {"fal-ai": "?_subdomain=queue"}
"""What the router wants to know beside the path."""
IDS = {"fal-ai": "r1", "novita": "t1", "replicate": "p1", "together": "v1", "wavespeed": "p1", "zai-org": "i1"}


def words_for(table: dict[str, Any], pair: Pair) -> Any:
    return table.get(pair.name) or table[f"{pair.name}/{pair.task}"]


def polled(pair: Pair, *, routed: bool) -> str:
    """The exact URL of the polls."""
    direct = words_for(POLLED, pair)
    base = pair.route.base or pair.provider.base
    return direct.replace(base, f"{ROUTER}/{pair.name}") + SUBDOMAIN.get(pair.name, "") if routed else direct


def submitted(pair: Pair) -> Any:
    """The reply to a submit that is not done at once."""
    given = WRITTEN[pair.name][pair.task].reply
    return {**given, "status": "starting", "output": None} if pair.name == "replicate" else given


def done(pair: Pair) -> Any:
    """The reply to the last poll."""
    written = WRITTEN[pair.name][pair.task]
    return next(iter(written.polls.values()), written.reply)


def result_of(pair: Pair) -> list[Any]:
    """The reply at the URL of the result, where it has one of its own."""
    return [] if pair.route.job.result is None else [list(WRITTEN[pair.name][pair.task].polls.values())[1]]


def client_of(kind: str, pair: Pair, *answers: Any, routed: bool = False, **options: Any) -> tuple[Any, Script]:
    """A client of the pair's provider; the look-up on the Hub, the files and the given answers are there."""
    left = list(answers)

    def answer(request: Request) -> Reply:
        if request.url.startswith("https://huggingface.co/"):
            return json_reply(pair.model_info("plain"))
        if request.url == FILE:
            return reply(medium(pair.operation), TYPES[pair.operation.result.media or "image"])
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return json_reply(found) if isinstance(found, dict) else found

    return scripted(kind, *[answer] * 40, **pair.options("routed" if routed else "plain"), **options)


def make(client: Any, pair: Pair, folder: Path, **more: Any) -> Any:
    return getattr(client, pair.operation.method)(model=MODEL, **arguments(pair, "plain", folder), **more)


def to_target(script: Script) -> list[Request]:
    return [request for request in script.sent if not request.url.startswith("https://huggingface.co/")]


def bytes_in(result: Any) -> bytes:
    """What was made, of whatever type the task returns."""
    if isinstance(result, list):
        result = getattr(result[0], "mask", None) or result[0].blob
    return result.text.encode() if hasattr(result, "text") else result.bytes


ACME: dict[str, Any] = {
    "name": "acme",
    "base": "https://api.acme.example/api",
    "tasks": {
        "text-to-image": {
            "path": "/submit",
            "set": [{"to": "prompt", "from": "input"}],
            "job": {
                "poll": "{base}/jobs/{id}",
                "status": "status",
                "done": "done",
                "failed": "failed",
                "error": "why",
                "position": "queue",
                "fraction": "part",
                "logs": "log",
                "every": 1,
                "timeout": 60,
            },
            "response": {"pick": "image", "type": "string", "as": "unb64"},
        }
    },
}
DONE = {"status": "done", "image": "aGk="}


def with_job(**words: Any) -> Provider:
    """The provider with some words of its job changed."""
    route = ACME["tasks"]["text-to-image"]
    return Provider.from_dict({**ACME, "tasks": {"text-to-image": {**route, "job": {**route["job"], **words}}}})


def acme(kind: str, *answers: Any, provider: Provider | None = None, **options: Any) -> tuple[Any, Script]:
    prepared = [json_reply(each) if isinstance(each, dict) else each for each in answers]
    options = {"api_key": "sk-secret-1", **options}
    return scripted(kind, *prepared, provider=provider or with_job(), **options)
