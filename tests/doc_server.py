"""The fake server of the documentation: it answers providers and rerankers in their own words too, jobs included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from contract.replies import FILE, WRITTEN

from inferlink.testing import FakeServer
from inferlink.testing._http import Answer, json_answer
from inferlink.testing._sample_media import SAMPLE_MEDIA
from inferlink_codegen.load import load
from inferlink_generated.operations import OPERATIONS
from inferlink_generated.samples import OUTPUTS

if TYPE_CHECKING:
    from inferlink.testing import Received

MODELS = {task.words.data["model"]: task.name for task in load(Path(__file__).parents[1] / "specs").tasks}
"""Models of the documentation, and the task that the Hub tells of each. Any other model chats."""


class DocServer(FakeServer):
    """Answers the code of one document; `task` is that of its page, where it has one."""

    def __init__(self, task: str | None = None) -> None:
        super().__init__(task, models={} if task else MODELS)
        self.task = task or ""
        self.polls: dict[str, object] = {}

    def _respond(self, request: Received) -> Answer:
        usual = super()._respond(request)  # of the forms that replies have, it knows those of OpenAI and of pipelines
        path = request.path
        written = WRITTEN.get(path.split("/")[1], {}).get(self.task)  # the router's paths begin with the provider
        if path == urlsplit(FILE).path:
            return Answer(content_type="", body=SAMPLE_MEDIA[OPERATIONS[self.task].result.media or "image"]())
        if request.method == "GET":
            return next((json_answer(said) for end, said in self.polls.items() if path.endswith(end)), usual)
        if path.endswith("/rerank"):
            rows = [{"index": row["index"], "relevance_score": row["score"]} for row in OUTPUTS["text-ranking"]]
            return json_answer({"results": rows})
        if written is None or isinstance(written.reply, bytes):
            return usual
        self.polls = written.polls
        return json_answer(written.reply)
