"""What a `task.yaml` may say. `specs/meta/task.json` is printed from these classes, so that editors know the words."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Family", "ResultWords", "StreamWords", "TaskWords", "Words", "task_schema"]

Family = Literal["text", "vision", "audio", "video", "vectors", "tabular", "multimodal", "other"]


class Words(BaseModel):
    """Base: an unknown word is an error, and the text under a word is its description."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ResultWords(Words):
    """What a call returns."""

    kind: Literal["object", "items", "first", "media", "vectors"]
    """object: the reply is one object. items: a list. first: a list of which the first item is returned.
    media: an image, a sound or a video. vectors: arrays of numbers, of any nesting."""
    type: str | None = Field(default=None, alias="schema")
    """Class of the object or of an item, as titled in output.json or common.json, or str, int, float. Not for media
    and vectors."""
    one_or_list: str | None = None
    """With items: the parameter (top_k) that asks for several. Without it, or at 1, the one element is returned."""
    media: Literal["image", "audio", "video"] | None = None
    """With media: which kind."""
    text: str | None = None
    """With object: the field that is returned, as text, while the parameter named by `unless` is not true."""
    unless: str | None = None
    """With text: the parameter that asks for the whole object (details)."""


class StreamWords(Words):
    """What a streamed call yields. The task's folder then has a stream.json."""

    type: str = Field(alias="schema")
    """Class of an event, as titled in stream.json."""
    text: str | None = None
    """Path of the text in an event, as token.text: it is yielded while the parameter named by `unless` is not true."""
    unless: str | None = None
    """With text: the parameter that asks for whole events (details)."""


class TaskWords(Words):
    """How the schemas of a task become a method of the clients."""

    task: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    """Name of the task and of its folder, as text-classification."""
    method: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    """Name of the method, as text_classification."""
    hub: str | None = None
    """Name of the task on the Hub, where it is another (chat-completion: conversational)."""
    command: str | None = Field(default=None, pattern=r"^[a-z]+(-[a-z]+)*$")
    """Name of the sub-command, where it is not that of the task."""
    summary: str = Field(pattern=r"^[A-Z].*\.$")
    """What the method does, in the imperative: the first line of its documentation."""
    shape: Literal["chat", "completion", "embedding"] | None = None
    """The wire shape that the runtime knows: checks of the input, and how a stream is put together."""
    arguments: dict[str, str] = Field(min_length=1)
    """The inputs: argument of the method to its place in input.json, as {question: inputs.question}. They may be given
    by position, in this order, and are required where the schema requires them."""
    positional: tuple[str, ...] = ()
    """Parameters that may be given by position too, after the arguments."""
    parameters: str = "parameters"
    """Where input.json keeps the parameters: parameters, root, none, or a path as parameters.generation_parameters.
    Each becomes a keyword of the method, in the order of the schema."""
    hidden: tuple[str, ...] = ()
    """Parameters of the schema that are no keywords, as stream."""
    send_default: tuple[str, ...] = ()
    """Parameters that are sent with the schema's default even when they are not given."""
    together: tuple[tuple[str, ...], ...] = ()
    """Groups of parameters that are given all or none, as a source and a target language."""
    extra_kwargs: bool = False
    """The method takes any other keyword, and sends it as extra_body does."""
    result: ResultWords
    """What the method returns."""
    stream: StreamWords | None = None
    """What stream=True yields; without it the task does not stream."""
    several: str | None = None
    """Parameter that asks for several answers, of which a stream's text is the first: the command line then waits for
    the whole."""
    structured: str | None = None
    """With shape: chat: the argument that takes a type or a JSON Schema (output). What the model says is then read as
    that, and checked; the method returns a class `Parsed...`, with the value as `.parsed`."""
    tools: str | None = None
    """With shape: chat: the parameter that lists tools (tools). It then takes functions too, which are described by
    their names, documentation and type hints."""
    cost: Literal["cheap", "costly"]
    """Whether a call that may have been carried out is repeated (cheap) or not (costly: images, video, sound, jobs)."""
    recommended: bool = False
    """A call without a model may use the one that the Hub recommends for the task."""
    family: Family = "other"
    """Where the documentation lists the task."""
    model: str = "owner/model"
    """Id on the Hub of a well-known model for the task, for the documentation."""
    example: dict[str, Any]
    """Arguments of the example in the documentation; media are given as a file name."""


def task_schema() -> dict[str, Any]:
    """JSON Schema of a task.yaml, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TaskWords.model_json_schema()}
